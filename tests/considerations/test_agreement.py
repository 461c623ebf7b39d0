"""Considerations say nothing else than delivery, in workspaces that nobody thought of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from segkit.considerations.consideration import Consideration
from segkit.considerations.deriving import considerations
from segkit.delivery.case import Case
from segkit.model.plan import Rule

WORLDS = 600
NOTHING_ARRIVES = {
    *("device-only-off-device", "disabled-destination", "filter-drops-everything"),
    *("no-enabled-mapping", "nothing-can-arrive"),
}
OF_A_CALL = {"call-not-supported", "call-without-mapping"}


def contradictions(case: Case, rules: tuple[Rule, ...]) -> Iterator[str]:
    """What a consideration says of a planned call or field, and coverage says otherwise."""
    received = {rule.call: "d" in case.coverage.receivings(rule) for rule in rules}
    named = {
        f"{one.rule.title}: {one.field.dotted}" if one.rule.call == "track" else one.field.dotted
        for one in case.coverage.fields
        if one.receipts
    }
    for item in considerations(case):
        if item.id in NOTHING_ARRIVES and any(received.values()):
            yield f"{item.id}, but something arrives"
        if item.id == "filter-not-readable" and case.pairs[0].connection.possible == ("cloud",):
            yield from (f"{item.id}, but {call} arrives" for call in received if received[call])
        if item.id in OF_A_CALL:
            said = item.evidence.split(" calls", 1)[0]
            yield from (
                f"{item.id}: {call}" for call in received if call in said and received[call]
            )
        if item.id.startswith("personal-") and case.pairs[0].destination.enabled:
            yield from (f"{item.id}: {one} does not arrive" for one in sent(item) - named)


def sent(item: Consideration) -> set[str]:
    """The fields that it says are sent."""
    return set(item.evidence.split(": ", 1)[1].split(", "))


@pytest.mark.parametrize("part", range(3))
def test_no_consideration_contradicts_coverage(
    double: Callable[[str], ModuleType], part: int
) -> None:
    """Neither where it says that nothing arrives, nor where it says that something does."""
    worlds = double("worlds")
    spoke: set[str] = set()
    found = []
    for seed in range(part, WORLDS, 3):
        case = worlds.a_case(seed)
        spoke |= {item.id for item in considerations(case)}
        found += [f"world {seed}: {words}" for words in contradictions(case, worlds.RULES)]

    assert found == []
    assert spoke >= {*NOTHING_ARRIVES, *OF_A_CALL, "personal-traits-to-advertising"}
