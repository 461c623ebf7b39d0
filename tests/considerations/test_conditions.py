"""Conditions of knowledge entries: each is met by one engagement, and broken by another."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from segkit.considerations.conditions import JUDGES, MET, judged
from segkit.considerations.consideration import SATISFIED, WRONG_NOW
from segkit.considerations.deriving import considerations
from segkit.knowledge.conditions import KINDS, NOTE, Condition
from segkit.knowledge.entries import Entry, Target, targets
from segkit.model.plan import CALLS

Double = Callable[[str], ModuleType]

ENTRIES = [
    (file, target, entry)
    for file in ("destinations", "sources")
    for target in targets(file)
    for entry in target.entries
    if entry.conditions
]
EACH = [(file, entry, one) for file, _, entry in ENTRIES for one in entry.conditions]


def about(file: str) -> bool:
    """It is asked about a source alone."""
    return file == "sources"


def test_every_kind_of_condition_is_judged_and_in_use() -> None:
    """No kind without a judge, and none that nothing needs."""
    assert set(KINDS) == set(JUDGES) == {one.kind for _, _, one in EACH}


def test_nothing_but_destinations_and_sources_has_conditions() -> None:
    """What holds of every workspace is for checks, and warehouses are not asked about calls."""
    others = [e for f in ("warehouses", "global") for t in targets(f) for e in t.entries]

    assert not [entry.id for entry in others if entry.conditions]
    assert len(ENTRIES) > 70


@pytest.mark.parametrize(("file", "_target", "entry"), ENTRIES, ids=[e.id for _, _, e in ENTRIES])
def test_an_engagement_that_meets_every_condition_satisfies(
    double: Double, file: str, _target: Target, entry: Entry
) -> None:
    """With what was seen as the proof."""
    worlds = double("conditions")
    case = worlds.case_of(worlds.world(entry))

    found = judged(entry, worlds.asked_of(case, about_source=about(file)))

    assert found.result == MET
    assert found.evidence.endswith(".")


@pytest.mark.parametrize(
    ("file", "entry", "condition"),
    EACH,
    ids=[f"{e.id}-{e.conditions.index(c)}" for _, e, c in EACH],
)
def test_a_condition_that_is_not_met_says_so(
    double: Double, file: str, entry: Entry, condition: Condition
) -> None:
    """As serious as the condition says, and with what was seen."""
    worlds = double("conditions")
    case = worlds.case_of(worlds.world(entry, condition))

    found = judged(entry, worlds.asked_of(case, about_source=about(file)))

    assert found.result == condition.otherwise
    assert found.evidence.endswith(".")


EMPTIED = [(entry, one) for _, entry, one in EACH if "empty" in one.given]


@pytest.mark.parametrize(("entry", "condition"), EMPTIED, ids=[e.id for e, _ in EMPTIED])
def test_fields_that_are_empty_are_told_from_fields_that_may_be(
    double: Double, entry: Entry, condition: Condition
) -> None:
    """A mapping without any of the ids is wrong; one whose id the plan leaves open is asked about."""
    worlds = double("conditions")
    case = worlds.case_of(worlds.world(entry, condition, emptied=True))

    assert judged(entry, worlds.asked_of(case)).result == condition.given["empty"]


def test_without_a_plan_nothing_is_said_of_calls(double: Double) -> None:
    """What cannot be told is neither met nor broken."""
    worlds = double("conditions")
    entry = next(e for _, _, e in ENTRIES if all(c.kind == "plans" for c in e.conditions))
    case = worlds.case_of(worlds.world(entry))
    object.__setattr__(case, "plan", None)

    assert judged(entry, worlds.asked_of(case)).result == "open"


def test_an_engagement_in_which_everything_is_satisfied_has_nothing_wrong(double: Double) -> None:
    """Every checkable entry, on each kind of source that it is about, all in production."""
    worlds = double("conditions")
    kinds = ("web", "mobile", "server")
    checkable = {
        entry.id: kind
        for _, _, entry in ENTRIES
        for kind in kinds
        if entry.concerns(kind, frozenset(CALLS))
        and not any(one.otherwise == NOTE or one.kind == "also" for one in entry.conditions)
        and all(kind in one.listed("source") for one in entry.conditions if one.kind == "source")
    }
    case = worlds.cases_of(
        (
            worlds.together(target.entries, kind),
            {"id": target.catalog_id or target.slug, "name": target.name, "slug": target.slug},
        )
        for target in targets("destinations")
        for kind in kinds
        if any(entry.concerns(kind, frozenset(CALLS)) for entry in target.entries)
    )

    found = considerations(case)

    assert [f"{i.id}: {i.evidence}" for i in found if i.class_ == WRONG_NOW] == []
    satisfied = {item.id for item in found if item.class_ == SATISFIED}
    open_ = {i.id: i.evidence for i in found if i.id in checkable and i.id not in satisfied}
    assert open_ == {}
    assert len(satisfied) > 50
