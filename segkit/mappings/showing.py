"""Whether a field of a planned call shows in what a mapping makes."""

from __future__ import annotations

from collections.abc import Iterable

from segkit.mappings.values import Part, Path, Shown
from segkit.model.plan import ELEMENT

Known = bool | None
"""None where something is not known."""

_ALWAYS = frozenset({(), ("type",), ("messageId",), ("timestamp",), ("userId",), ("event",)})
"""What calls have whether it is planned or not."""


class Plan:
    """The fields that calls of one kind are planned to have."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Take the fields by their paths."""
        self._fields = frozenset(paths)
        self._around = frozenset(path[:at] for path in self._fields for at in range(len(path)))

    def has(self, path: Path) -> bool:
        """A call has something there: a planned field, one that holds such, or every call's."""
        return path in self._fields or path in self._around or path in _ALWAYS

    def may_have(self, path: Path) -> bool:
        """A call may have something there: all that, or what is in a planned field."""
        return self.has(path) or any(path[:at] in self._fields for at in range(len(path)))

    def has_below(self, path: Path) -> bool:
        """Fields are planned below it."""
        return path in self._around

    def is_leaf(self, path: Path) -> bool:
        """It is a planned field that holds no other."""
        return path in self._fields and path not in self._around

    def tells(self, read: Path, below: Path) -> bool:
        """What is read below a field is planned, or holds or is held by what is."""
        steps = range(len(below) + 1, len(read) + 1)
        return read in self._around or any(read[:at] in self._fields for at in steps)


def shows(part: Part, path: Path, types: tuple[str, ...] = (), plan: Plan | None = None) -> Known:
    """Whether a field of the call shows where a part of the call does; None: not known."""
    found = _shows(part, path, frozenset(types), plan)
    if not found:
        return found
    return True if part.sure and _is_taken(part, path, plan) else None


def _is_taken(part: Part, path: Path, plan: Plan | None) -> bool:
    """Calls of the plan take the branch in which the field shows, some of them at least."""
    missing = set(part.missing)
    if len(path) > len(part.path):
        missing |= {(*one, path[len(part.path)]) for one in part.beneath}
    never = any(group <= missing for group in part.given)
    if never or any(one == path[: len(one)] for one in missing):
        return False
    if plan is None:
        return not missing
    there = {one for one in missing if plan.may_have(one)}
    given = all(any(map(plan.has, group)) for group in part.given)
    return given and len(there) < 2 and all(map(plan.is_leaf, there))


def _shows(part: Part, path: Path, types: frozenset[str], plan: Plan | None) -> Known:
    """The same, whatever has to be there or missing for that."""
    common = min(len(part.path), len(path))
    if not all(map(_is_step, part.path[:common], path[:common])):
        return False
    if len(path) < len(part.path):
        return _holds(part.path, path, types, plan)
    below = path[len(part.path) :]
    if below[:1] and below[0] in part.without:
        return False
    if part.beneath and below[:1] in {(), (ELEMENT,)}:
        return None  # both have elements or characters, by the same numbers
    if below:
        by_kind = {Shown.TEXT: all(name == ELEMENT for name in below), Shown.PLAIN: False}
        shown: Known = by_kind.get(part.shown, True)
        return shown and (_as_text(types) if part.shown is Shown.TEXT else True)
    return _itself(part.shown, types)


def _itself(shown: Shown, types: frozenset[str]) -> Known:
    """Whether a field of these types shows where just it is used so."""
    plain = types - {"object", "array", "null"}
    match shown:
        case Shown.WHOLE:
            return True
        case Shown.PLAIN if types and not plain:
            return False
        case Shown.SPREAD:
            # of a text its characters, of a number nothing
            return None if not types or "string" in types else bool(types - plain)
    return _as_text(types)


def _as_text(types: frozenset[str]) -> Known:
    """A plain value shows as text; what is in an object does not."""
    return None if not types or types & {"object", "array"} else True


def _is_step(read: str, planned: str) -> bool:
    return read == planned or (read == ELEMENT and planned.isdigit())


def _holds(read: Path, path: Path, types: frozenset[str], plan: Plan | None) -> Known:
    """Whether a field holds what is read below it.

    Below false, 0 and the empty text the kit finds these themselves.
    """
    if plan and plan.tells(read, path):
        return True
    step, further = read[len(path)], read[len(path) + 1 :]
    if types and not types & ({"array"} if step == ELEMENT else {"object"}):
        return None if types - {"array", "object", "null"} else False
    planned = plan is not None and plan.has_below(path)
    return None if planned or (further and step == ELEMENT) else True
