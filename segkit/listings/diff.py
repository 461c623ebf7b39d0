"""A difference as JSON for scripts and as text for a terminal; the JSON only ever grows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from segkit.diff.change import Change, Difference
from segkit.terminal import one_line


def difference_as_json(difference: Difference) -> dict[str, object]:
    """The difference as `segkit diff --json` prints it."""
    kinds = Counter(change.kind for change in difference.changes)
    return {
        "old": difference.old,
        "new": difference.new,
        "counts": {
            **{kind: kinds[kind] for kind in ("added", "removed", "renamed", "changed")},
            "breaking": len(difference.breaking),
        },
        "changes": [asdict(change) for change in difference.changes],
        "not_compared": list(difference.not_compared),
    }


def difference_as_text(difference: Difference) -> str:
    """The difference for a terminal: what breaks something first."""
    lines = [f"From {one_line(difference.old)}", f"to   {one_line(difference.new)}"]
    harmless = [change for change in difference.changes if not change.breaking]
    for title, changes in (("Breaking", difference.breaking), ("Not breaking", harmless)):
        if changes:
            lines += ["", f"{title} ({len(changes)}):"]
            lines += [line for change in changes for line in _lines(change)]
    if not difference.changes:
        lines += ["", "Nothing changed."]
    if difference.not_compared:
        lines += ["", "Not compared:", *(f"  {one_line(gap)}" for gap in difference.not_compared)]
    return "\n".join(lines)


def change_in_words(change: Change) -> str:
    """One change in one line: `changed field total of Order Completed, type: number → string`."""
    inside = f" of {change.inside}" if change.inside else ""
    text = f"{change.kind} {change.thing} {change.name}{inside}"
    if change.kind == "renamed":
        text += f" (was {change.before})"
    elif change.kind == "changed":
        text += f", {change.what}: {change.before or 'nothing'} → {change.after or 'nothing'}"
    elif change.after:
        text += f" ({change.after})"
    return text


def _lines(change: Change) -> Iterator[str]:
    yield f"  {one_line(change_in_words(change))}"
    if change.evidence:
        yield f"      the same because {one_line(change.evidence)}"
    yield f"      {one_line(change.why)}"
