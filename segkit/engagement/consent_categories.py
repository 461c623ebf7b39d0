"""The consent categories that the SA knows: written once into `engagement.toml`, and kept there.

Segment's API tells neither the categories nor which destinations are in them.
"""

from __future__ import annotations

from collections.abc import Sequence

from segkit.engagement.settings import Engagement
from segkit.engagement.snapshot import read_snapshot
from segkit.engagement.toml import GONE, Data, change, put
from segkit.errors import UsageError
from segkit.model.workspace import Destination
from segkit.routing.categories import is_named

_TABLE = "consent"
_LONGEST = 34


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
    if not category or category[0].isdigit() or len(category) > _LONGEST:
        raise UsageError(
            f"{category!r} can be no id of a consent category.",
            f"give one of 1 to {_LONGEST} characters that begins with no digit, as Segment does.",
        )
    workspace = read_snapshot(engagement).workspace
    known = workspace.destinations if workspace else ()
    names = tuple(dict.fromkeys(_name(known, one) for one in destinations))
    change(engagement.file, lambda data: put(data, (_TABLE, category), list(names)))
    return names


def forget_category(engagement: Engagement, category: str) -> None:
    """Take the category out again; raises `UsageError` when it is not there."""
    if category not in (engagement.consent or {}):
        known = ", ".join(engagement.consent or ()) or "none"
        raise UsageError(
            f"No consent category {category!r} is entered.", f"name one of those there: {known}."
        )

    def without(data: Data) -> Data:
        left = put(data, (_TABLE, category), GONE)
        # an empty table would say that the workspace has no categories
        return left if left[_TABLE] else put(left, (_TABLE,), GONE)

    change(engagement.file, without)


def _name(known: Sequence[Destination], wanted: str) -> str:
    """What the destination's type is called, which says that all instances are meant."""
    found = [one for one in known if is_named(one, wanted)]
    if not found:
        raise UsageError(
            f"There is no destination {wanted!r}; nothing was changed.",
            "use an id or a name that `segkit matrix` prints.",
        )
    return found[0].catalog.name or found[0].id
