"""The consent categories that the SA knows: written once into `engagement.toml`, and kept there.

Segment's API tells neither the categories nor which destinations are in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from segkit.engagement.settings import Engagement
from segkit.engagement.snapshot import read_snapshot
from segkit.engagement.toml import GONE, Changed, Data, Spelling, at, change, differences, put, same
from segkit.errors import UsageError
from segkit.model.workspace import Destination
from segkit.routing.categories import is_named, type_of

_TABLE = "consent"
_LONGEST = 34
_SHOWN = 60
_EMPTY = Spelling(bodies={(_TABLE,): ""})
"""Here an empty table says something."""


def enter_category(
    engagement: Engagement, category: str, destinations: Sequence[str]
) -> tuple[str, ...]:
    """Record which destinations are in a consent category; none where it has no effect.

    Args:
        engagement: Its `engagement.toml` is changed.
        category: The category's id, as calls carry it.
        destinations: Names or ids of destinations; each stands for all instances of its type.

    Returns:
        The names that were written, each once.

    Raises:
        UsageError: Segment takes no such id, or there is no such destination.
    """
    _check(category)
    known = _destinations(engagement)
    names = tuple(dict.fromkeys(_name(known, one) for one in destinations))
    change(engagement.file, lambda data: put(data, (_TABLE, category), list(names)))
    return names


def add_category(engagement: Engagement, category: str) -> Changed:
    """Record a category that holds nothing back yet; raises `UsageError` as above.

    One that is there keeps its destinations.
    """
    _check(category)

    def added(data: Data) -> Data:
        if at(data, (_TABLE, category)) is not GONE:
            raise UsageError(f"{category} is entered already.", "tick its destinations.")
        return put(data, (_TABLE, category), [])

    return change(engagement.file, added)


def place(
    file: Path, known: Sequence[Destination], category: str, destination: str, *, is_in: bool
) -> Changed:
    """Record that a type of destination is in a category, or that it is not.

    Args:
        file: The `engagement.toml` that is changed.
        known: The workspace's destinations.
        category: One that is entered.
        destination: A name or id; what is no destination can only be taken out.
        is_in: It is in the category.

    Raises:
        UsageError: The category is not entered, or there is no such destination.
    """
    kinds = _kinds(known, destination)
    written = [_name(known, destination)] if is_in else []

    def left(name: str) -> list[str]:
        """What a name stands for besides."""
        if name != destination and not kinds & _kinds(known, name):
            return [name]
        return [
            _name(known, one.id)
            for one in known
            if is_named(one, name) and type_of(one) not in kinds
        ]

    def placed(data: Data) -> Data:
        names = at(data, (_TABLE, category))
        if not isinstance(names, list):
            raise UsageError(
                f"The category {category!r} is not entered any more.", "add it again, or go on."
            )
        others = [one for name in names for one in left(str(name))]
        return put(data, (_TABLE, category), list(dict.fromkeys([*others, *written])))

    return change(file, placed)


def say_there_are_none(engagement: Engagement) -> Changed:
    """Record that the workspace has no categories; raises `UsageError` where some are entered."""

    def without_any(data: Data) -> Data:
        if data.get(_TABLE):
            raise UsageError("Categories are entered by now.", "take them out first.")
        return put(data, (_TABLE,), {})

    return change(engagement.file, without_any, spelling=_EMPTY)


def forget_whether_there_are_any(engagement: Engagement) -> Changed:
    """Take back that there are none; what was entered meanwhile stays."""
    return change(engagement.file, _not_empty)


def forget_category(engagement: Engagement, category: str) -> Changed:
    """Take the category out again; raises `UsageError` when it is not there."""

    def without(data: Data) -> Data:
        entered = data.get(_TABLE)
        if not isinstance(entered, dict) or category not in entered:
            known = ", ".join(entered if isinstance(entered, dict) else ()) or "none"
            raise UsageError(
                f"No consent category {category!r} is entered.",
                f"name one of those there: {known}.",
            )
        return _not_empty(put(data, (_TABLE, category), GONE))

    return change(engagement.file, without)


def take_back(file: Path, made: Changed) -> None:
    """Undo one of these changes, but for what somebody else changed again since.

    Raises `UsageError` where that leaves nothing to undo.
    """
    before, after = made.before.data.get(_TABLE), made.after.data.get(_TABLE)

    def undone(data: Data) -> Data:
        if same(data.get(_TABLE), after):
            return put(data, (_TABLE,), GONE if before is None else before)
        found = data
        for path, value in differences(_categories(after), _categories(before)):
            if same(at(data, (_TABLE, *path)), at(made.after.data, (_TABLE, *path))):
                found = put(found, (_TABLE, *path), value)
        if found is data:
            raise UsageError("Somebody else changed that meanwhile.", "look at what is there now.")
        return _not_empty(found)

    change(file, undone, spelling=_EMPTY)


def _categories(table: object) -> Data:
    return table if isinstance(table, dict) else {}


def _not_empty(data: Data) -> Data:
    """An empty table would say that the workspace has no categories."""
    return data if data.get(_TABLE) else put(data, (_TABLE,), GONE)


def _check(category: str) -> None:
    is_one = category.isprintable() and category == category.strip()
    if not category or not is_one or category[0].isdigit() or len(category) > _LONGEST:
        shown = category if len(category) <= _SHOWN else f"{category[:_SHOWN]}…"
        raise UsageError(
            f"{shown!r} can be no id of a consent category.",
            f"give one of 1 to {_LONGEST} characters that begins with no digit, as Segment does.",
        )


def _kinds(known: Sequence[Destination], name: str) -> set[str]:
    return {type_of(one) for one in known if is_named(one, name)}


def _destinations(engagement: Engagement) -> Sequence[Destination]:
    workspace = read_snapshot(engagement).workspace
    return workspace.destinations if workspace else ()


def _name(known: Sequence[Destination], wanted: str) -> str:
    """What the destination's type is called, which says that all instances are meant."""
    found = [one for one in known if is_named(one, wanted)]
    if not found:
        raise UsageError(
            f"There is no destination {wanted!r}; nothing was changed.",
            "use an id or a name that `segkit matrix` prints.",
        )
    return found[0].catalog.name or found[0].id
