"""One change as data: what, where, from what to what, and what it means for those who send."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from segkit.model.change import ProposedChange

ADDED = "added"
REMOVED = "removed"
RENAMED = "renamed"
CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is not as it was.

    Attributes:
        kind: `added`, `removed`, `renamed` or `changed`.
        thing: What it happened to: `event`, `call`, `field`, `source`, `destination`,
            `mapping`, `filter`, `warehouse`.
        name: Its name now; for what was removed, as it was.
        inside: What it belongs to: the field's event, the mapping's destination.
        what: The attribute that changed; empty unless `kind` is `changed` or `renamed`.
        before: In words; empty when there was nothing.
        after: Likewise.
        breaking: Something that worked may stop working.
        why: One sentence: why it breaks something, or why not.
        evidence: For what was renamed: what says that it is the same thing.
        origin: Where the new one was read from, or the old one when it was removed.
        proposed: The same as a change to the old plan, where it breaks what knows it; None for
            all else.
    """

    kind: str
    thing: str
    name: str
    inside: str = ""
    what: str = ""
    before: str = ""
    after: str = ""
    breaking: bool = False
    why: str = ""
    evidence: str = ""
    origin: str = ""
    proposed: ProposedChange | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from one state to another.

    Attributes:
        old: What is compared, in words.
        new: With what.
        changes: Of the plan in its order, then of the workspace.
        not_compared: What could not be compared, and why.
    """

    old: str
    new: str
    changes: tuple[Change, ...] = ()
    not_compared: tuple[str, ...] = ()

    @property
    def breaking(self) -> tuple[Change, ...]:
        """The changes by which something may stop working."""
        return tuple(change for change in self.changes if change.breaking)


_MOST = 200


def shown(value: object) -> str:
    """A value as people read it; long ones end in an ellipsis."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, str):
        text = " ".join(value.split())
    elif isinstance(value, Mapping | list | tuple):
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    else:
        text = str(value)
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"


def listed(values: object) -> str:
    """Names one after the other."""
    return shown(", ".join(str(value) for value in values)) if isinstance(values, list) else ""


def quoted(text: str) -> str:
    """A name in the middle of a sentence."""
    return f"“{text}”"
