"""Which class a consideration has: what its evidence proves, of what, and since when.

What a check or an entry says is at most its own class; it is less where production is not
concerned, where something is switched off, or where something would have to be known to be sure.
"""

from __future__ import annotations

from segkit.considerations.consideration import (
    GOOD_TO_KNOW,
    OPEN_CLASSES,
    TO_CHECK,
    WRONG_NOW,
)
from segkit.delivery.case import Case

_PRODUCTION = frozenset({"prod", "all"})
"""Environments that hold real data; one source for all of them does too."""


def class_of(case: Case, says: str, source_id: str, target_id: str, doubt: str = "") -> str:
    """The class of what is said about this place.

    Args:
        case: The engagement.
        says: The class that it has where everything is proved.
        source_id: Empty when it is about a warehouse or the workspace as such.
        target_id: Empty when it is about a source or the workspace as such.
        doubt: What would have to be known to be sure; empty when it is proved.
    """
    if says not in OPEN_CLASSES:
        return says
    sources = _concerned(case, source_id, target_id)
    if sources is None:
        return GOOD_TO_KNOW
    proved = says == WRONG_NOW and not doubt
    return WRONG_NOW if proved and any(is_production(case, one) for one in sources) else TO_CHECK


def is_production(case: Case, source_id: str) -> bool:
    """It is known that the source serves production, alone or among others."""
    return case.environment(source_id) in _PRODUCTION


def _concerned(case: Case, source_id: str, target_id: str) -> list[str] | None:
    """The enabled sources that it concerns; None where something is switched off or retired."""
    targets = [one for one in case.workspace.destinations if one.id == target_id]
    stores = [one for one in case.workspace.warehouses if one.id == target_id]
    if not all(one.enabled for one in targets) or not all(one.enabled for one in stores):
        return None
    ids = [source_id] if source_id else list(case.sources)
    if not source_id and stores and stores[0].source_ids is not None:
        ids = list(stores[0].source_ids)
    on = [
        one
        for one in ids
        if one in case.sources
        and case.sources[one].enabled
        and not (target_id and case.is_retired(one))
    ]
    return None if ids and not on else on
