"""The snapshot file's shapes over time: an older one is brought up to date when it is read.

To change the shape: add a step that makes format n+1 of format n to the end of `STEPS`. A step
is a small function from one parsed file to the next; steps that were published never change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from segkit.errors import SnapshotError

MOST_BYTES = 512_000_000
"""Of a snapshot: the largest plan and the largest workspace that can be read."""

Content = Mapping[str, object]
Step = Callable[[Content], Content]


def _names_its_maker(content: Content) -> Content:
    """Format 2 says which segkit wrote it; nobody knows that of older files."""
    return {"made_with": "", **content}


STEPS: Sequence[Step] = (_names_its_maker,)
"""The first makes format 2 of format 1, and so on."""

FORMAT = len(STEPS) + 1
"""The shape that this segkit writes."""


def up_to_date(content: object, place: str, steps: Sequence[Step] = STEPS) -> Content:
    """The content in the newest format; the file itself is not touched.

    Args:
        content: The parsed file.
        place: What people call it, for messages.
        steps: `STEPS`, or others where migration itself is tried.

    Raises:
        SnapshotError: It is no snapshot, or a newer segkit wrote it.
    """
    newest = len(steps) + 1
    found = content.get("format") if isinstance(content, Mapping) else None
    if not isinstance(content, Mapping) or type(found) is not int or found < 1:
        raise SnapshotError(
            f"{place} is no snapshot: its format is {found!r}.",
            "run `segkit pull` in the engagement's folder to make it again.",
        )
    if found > newest:
        maker = content.get("made_with")
        by = f" by segkit {maker}" if isinstance(maker, str) and maker else ""
        raise SnapshotError(
            f"{place} has format {found} and was written{by}; this segkit reads formats up to "
            f"{newest}.",
            "update segkit, or run `segkit pull` to write it again in this one's format.",
        )
    for step in steps[found - 1 :]:
        content = step(content)
    return {**content, "format": newest}
