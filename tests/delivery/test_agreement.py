"""A planned call and a call at hand are told the same, in workspaces that nobody thought of.

What `coverage` says of a planned call is compared with what `route` says of calls that keep to it,
in the workspaces of `tests/doubles/worlds.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from types import ModuleType

import pytest

from segkit.delivery.case import Case
from segkit.delivery.covered import FieldCoverage
from segkit.delivery.outcome import DELIVERED, NOT_DELIVERED, Outcome
from segkit.delivery.receipts import Receipt
from segkit.delivery.route import route
from segkit.delivery.steps import edits
from segkit.model.plan import CONTAINERS, Rule
from segkit.model.workspace import Destination

WORLDS = 600
CONSENT = (None, {"ad": True}, {"ad": False, "comfort": False})


def calls(rule: Rule) -> Iterator[dict[str, object]]:
    """Calls that keep to the rule; what stands in a field is its own path."""
    for total, coupon, consent in product((5, 50), ("coupon", None), CONSENT):
        held: dict[str, object] = {}
        for field in rule.fields:
            inner = field.path[1:]
            if field.types == ("object",) or (inner == ("coupon",) and coupon is None):
                continue
            value: object = total if inner == ("total",) else marker(inner)
            held = dict(edits.with_value(held, inner, [value] if inner == ("tags",) else value))
        name = {"track": "event", "page": "name"}.get(rule.call)
        sent: dict[str, object] = {"type": rule.call, "userId": "u", CONTAINERS[rule.call]: held}
        sent |= {"context": {"consent": {"categoryPreferences": consent}}} if consent else {}
        yield {**sent, name: rule.key} if name else sent


def marker(inner: tuple[str, ...]) -> str:
    """What a call holds at this place."""
    return f"<{'.'.join(inner)}>"


def arrived(outcome: Outcome, destination: Destination) -> str:
    """Everything that gets into the destination, as text."""
    if not destination.catalog.is_actions:
        return repr(outcome.payload)
    used = {one.id for one in outcome.mappings}
    return repr([
        edits.value_at(outcome.payload or {}, [p for p in str(path).split(".")[1:] if p])
        for mapping in destination.mappings or ()
        if mapping.id in used
        for value in mapping.settings.values()
        for path in (value["@path"] if isinstance(value, Mapping) else "").split("\n")
    ])  # fmt: skip


def replaced(outcome: Outcome) -> str:
    """The markers of fields that arrive with another value than that of the call."""
    fields = (one.field for one in outcome.changed if "sets its value" in one.reason)
    return "".join(marker(tuple(field.split(".")[1:])) for field in fields)


def contradictions(case: Case, rule: Rule) -> Iterator[str]:
    """What coverage and route say of the same call and cannot both mean."""
    if rule.call not in case.calls("s"):
        return
    modes = {c.destination_id: c.mode for c in case.connections if c.basis == "engagement"}
    covered = [one for one in case.coverage.fields if one.rule is rule]
    stored: dict[str, bool] = {}
    untold: set[str] = set()
    for call in calls(rule):
        followed = route(
            call, "shop", case.workspace, plan=case.plan, modes=modes, consent=case.consent
        )
        found = {one.id: one for one in followed.outcomes}
        yield from of_the_call(case, rule, found["d"])
        if found["d"].result == DELIVERED and found["d"].payload is not None:
            there = arrived(found["d"], case.workspace.destinations[0])
            yield from field_by_field(covered, call, there, replaced(found["d"]))
        for held in (marker(one.field.path[1:]) for one in covered):
            if held in repr(call):
                stored[held] = stored.get(held, False) or held in repr(found["w"].payload)
                if held in replaced(found["w"]):
                    untold.add(held)
    # one transformation may take out what the next one looks at, and then never matches
    depends = any("properties" in one.condition for one in case.workspace.transformations)
    for one in covered:
        held, told = marker(one.field.path[1:]), "w" in one.warehouses
        if held in {*stored} - untold and stored[held] != told and not (told and depends):
            yield f"{held} is {'' if stored[held] else 'not '}kept by the warehouse"


def of_the_call(case: Case, rule: Rule, outcome: Outcome) -> Iterator[str]:
    """Whether the call arrives at all."""
    receiving = case.coverage.receivings(rule).get("d")
    is_open = bool(case.coverage.open(rule))
    if receiving is None and outcome.result != NOT_DELIVERED and not is_open:
        yield f"not received, but {outcome.result}: {outcome.reason}"
    if receiving is not None and is_sure(receiving.receipt) and outcome.result == NOT_DELIVERED:
        yield f"received, but not delivered: {outcome.reason}"
    if outcome.result == NOT_DELIVERED and outcome.certainty != "known":
        yield f"not delivered, and that is {outcome.certainty}: {outcome.reason}"
    if ended_after_a_function(outcome):
        yield f"said to end, and another call may be made of it: {outcome.reason}"


def ended_after_a_function(outcome: Outcome) -> bool:
    """A way is said to end behind an insert function, which may make any other call of it."""
    functions = {
        step.mode
        for step in outcome.steps
        if (step.step, step.verdict) == ("insert-function", "unknown")
    }
    return any(step.verdict == "stops" and step.mode in functions for step in outcome.steps)


def is_sure(receipt: Receipt) -> bool:
    """Nothing is missing, and no call at hand is told apart from others."""
    return receipt.certain and not receipt.depends


def field_by_field(
    covered: list[FieldCoverage], call: Mapping[str, object], there: str, replaced: str
) -> Iterator[str]:
    """Whether each field that the call holds is there just where a receipt says so."""
    for one in covered:
        held = marker(one.field.path[1:])
        if held not in repr(call):
            continue
        if held in there and not one.receipts and not one.open:
            yield f"{held} arrives, and coverage knows nothing of it"
        if held not in there + replaced and any(map(is_sure, one.receipts)):
            yield f"{held} does not arrive, and coverage is certain that it does"


@pytest.mark.parametrize("part", range(6))
def test_coverage_and_route_never_contradict_each_other(
    double: Callable[[str], ModuleType], part: int
) -> None:
    """Whatever filters, transformations, mappings, modes and limits a workspace has."""
    worlds = double("worlds")
    found = [
        f"world {seed}, {rule.title}: {words}"
        for seed in range(part, WORLDS, 6)
        for case in (worlds.a_case(seed),)
        for rule in worlds.RULES
        for words in contradictions(case, rule)
    ]

    assert found == []
