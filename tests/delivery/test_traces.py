"""Whole traces, word by word: `traces.txt` says what becomes of each of these calls.

A case that is new, or that says something else, fails with the lines to write once they are read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from segkit.model.workspace import InsertFunction

if TYPE_CHECKING:
    from segkit.delivery.outcome import Outcome, Route, Step
    from tests.delivery.conftest import Build, World

TRACES = Path(__file__).with_name("traces.txt")
TRACK, PAGE, NEVER = 'type = "track"', 'type = "page"', 'event = "Signed Up"'
HASH = InsertFunction("i", "Hash", "d")
BOTH = {"a0 log": TRACK, "a1 log": TRACK}


def plain(build: Build) -> World:
    """With nothing that a step has much to say of."""
    return build.world().classic().warehouse()


def changed(build: Build) -> World:
    """With something that each kind of step changes."""
    world = build.world().classic().warehouse().transforms({"newEventName": "Order Paid"})
    world.transforms({"hashPropertiesConfiguration": {"paths": ["mail"]}}, to="cat")
    rule = build.rule("Order Completed", "mail")
    return world.protocols({"track": {"allowUnplannedEventProperties": False}}, rule)


def planned(build: Build) -> World:
    """With a plan as a sheet has it, without an id."""
    world = build.world(consent={"ad": ("Beacon",)}).classic().protocols({})
    assert world.plan is not None
    world.plan = replace(world.plan, id="")
    return world


def off(world: World) -> World:
    """With its warehouse switched off."""
    world.warehouses[0] = replace(world.warehouses[0], enabled=False)
    return world


CASES: dict[str, Callable[[Build], Route]] = {
    "nothing but a destination and a warehouse": lambda b: plain(b).send(),
    "a source and a destination that are off": lambda b: (
        b.world(source={"enabled": False}).classic(enabled=False).send()),
    "a destination that is off": lambda b: b.world().classic(enabled=False).send(),
    "a website's destination behind a server": lambda b: b.world().classic("BROWSER").send(),
    "a website's destination behind what Engage sends": lambda b: (
        b.world(kind="personas").classic("BROWSER").send()),
    "either mode, and nobody chose": lambda b: (
        b.world(kind="web").classic("BROWSER", "SERVER").transforms(
            {"allowProperties": ["total"]}).send(properties={"total": 1, "mail": 2})),
    "either mode, and cloud mode was recorded": lambda b: (
        b.world(kind="web", modes={"d": "cloud"}).classic("BROWSER", "SERVER").send()),
    "either mode, and what decides is not known": lambda b: (
        b.world(kind="web").classic("BROWSER", "SERVER").transforms({"drop": True}).send()),
    "an app's SDK alone": lambda b: b.world(kind="mobile").classic("IOS").send(),
    "an app's SDK that was recorded": lambda b: (
        b.world(kind="mobile", modes={"d": "device"}).classic("IOS", "SERVER").send()),
    "an app's SDK beside cloud mode": lambda b: (
        b.world(kind="mobile").classic("IOS", "SERVER").send()),
    "a screen call, of which no catalog speaks": lambda b: (
        b.world().classic(methods=frozenset({"track"})).send(type="screen", name="Home")),
    "a call that the catalog denies": lambda b: (
        b.world().classic(methods=frozenset({"track"})).send(type="page", name="Home")),
    "two mappings that fire": lambda b: b.world().actions({"a0 x": TRACK, "a0 y": TRACK}).send(),
    "one mapping that fires": lambda b: b.world().actions({"a0 x": TRACK, "a0 y": NEVER}).send(),
    "six mappings that wait": lambda b: (
        b.world().actions({f"a0 {n}": f'{TRACK} and event = "{n}"' for n in range(6)}).send()),
    "a mapping for other calls": lambda b: b.world().actions({"a0 x": PAGE}).send(),
    "a mapping that is off": lambda b: b.world().actions({"a0 x": TRACK}, off=["a0 x"]).send(),
    "a mapping that runs in the browser, behind a server": lambda b: (
        b.world().actions({"a0 x": TRACK}, "WEB", "CLOUD").send()),
    "a mapping that runs in an app, behind a website": lambda b: (
        b.world(kind="web").actions({"a1 x": TRACK}, "WEB", "MOBILE").send()),
    "mappings that were not read": lambda b: b.world().actions(None).send(),
    "actions in the browser and on the servers": lambda b: (
        b.world(kind="web").actions(BOTH, "WEB", "CLOUD").send()),
    "actions in the browser and on the servers, one of them for pages": lambda b: (
        b.world(kind="web").actions({**BOTH, "a0 log": PAGE}, "WEB", "CLOUD").send()),
    "actions in the browser and on the servers, and neither is known": lambda b: (
        b.world(kind="web", functions=[HASH]).actions(BOTH, "WEB", "CLOUD").send()),
    "actions in the browser and on the servers, and neither takes it": lambda b: (
        b.world(kind="web").actions(BOTH, "WEB", "CLOUD").send(type="page")),
    "actions in the browser and of a platform with a new name": lambda b: (
        b.world(kind="web").actions(BOTH, "WEB", "EDGE").send()),
    "an insert function": lambda b: b.world(functions=[HASH]).classic().send(),
    "an insert function behind the device": lambda b: (
        b.world(kind="web", functions=[HASH]).classic("BROWSER").send()),
    "an insert function before storage": lambda b: (
        b.world(functions=[HASH]).classic(slug="aws-s3").send()),
    "insert functions that were not read": lambda b: (
        b.world(not_available={"instances": "no"}).classic().send()),
    "insert functions that were not read, by another name": lambda b: (
        b.world(not_available={"insert-functions": "no"}).classic().send()),
    "transformations that were not read": lambda b: (
        b.world(not_available={"transformations": "no"}).classic(filters=None).warehouse().send()),
    "filters that a file leaves out": lambda b: b.world().classic(filters=None).send(),
    "a call that changes on its way": lambda b: (
        changed(b).send(properties={"mail": "a", "x": 1})),
    "a plan without an id, and no consent": lambda b: planned(b).send(),
    "a warehouse that is off": lambda b: off(b.world(source={"enabled": False}).warehouse()).send(),
    "a warehouse of a source that drops what it has changed": lambda b: (
        b.world().warehouse().transforms({"newEventName": "Paid", "allowProperties": ["total"]})
        .transforms({"drop": True}).send(properties={"mail": 2})),
    "a warehouse of another source": lambda b: b.world().warehouse(("x",)).send(),
    "a warehouse of which the sources are not known": lambda b: b.world().warehouse(None).send(),
    "a warehouse of files": lambda b: b.world().warehouse(kind="aws-s3").send(),
    "a group call in a warehouse": lambda b: (
        b.world().warehouse().send(type="group", groupId="g", traits={"Plan Name": "pro"},
                                   context={"ip": "1"})),
}  # fmt: skip


def told(build: Build, case: str) -> Iterator[str]:
    """The route as lines of text, with all that an outcome says.

    Of a step that has no more to say than in the first case, its name alone.
    """
    route = CASES[case](build)
    outcomes = () if case == next(iter(CASES)) else plain(build).send().outcomes
    known = {_step(step) for one in outcomes for step in one.steps}
    yield from (f"warning: {words}" for words in route.warnings)
    for outcome in route.outcomes:
        yield from _outcome(outcome, known)


def _outcome(outcome: Outcome, known: Collection[str]) -> Iterator[str]:
    names = (outcome.kind, outcome.id, outcome.name, outcome.catalog)
    yield " | ".join((*names, outcome.result, outcome.mode, outcome.certainty))
    yield f"  {outcome.reason}"
    yield from [f"  stopped by: {outcome.stopped_by}"] if outcome.stopped_by else []
    yield from (f"  missing: {one}" for one in outcome.missing)
    yield from (f"  mapping: {m.id} | {m.name} | {m.action} | {m.mode}" for m in outcome.mappings)
    yield from (f"  removed: {one.field} | {one.reason}" for one in outcome.removed)
    yield from (f"  changed: {one.field} | {one.reason}" for one in outcome.changed)
    yield f"  payload: {json.dumps(outcome.payload)}"
    yield from (f"  table {one.table}: {' '.join(one.columns)}" for one in outcome.tables)
    for mode, steps in groupby(outcome.steps, attrgetter("mode")):
        every = [*steps]
        yield f"  {mode}: {' '.join(step.step for step in every)}"
        yield from (f"    {said}" for step in every if (said := _step(step)) not in known)


def _step(step: Step) -> str:
    return f"{step.step} | {step.verdict} | {step.certainty} | {step.words} | {step.evidence}"


@pytest.mark.parametrize("case", CASES)
def test_each_call_leaves_the_trace_that_was_read(build: Build, case: str) -> None:
    """Outcome, reason, what is missing, and every step in its order."""
    parts = TRACES.read_text(encoding="utf-8").split("\n# ")
    written = {name: text for name, _, text in (part.partition("\n") for part in parts)}

    assert "\n".join(told(build, case)) == written.get(case, "").strip("\n")


def test_no_trace_is_left_of_a_case_that_is_gone() -> None:
    """Each section is of a case."""
    titles = [one[2:] for one in TRACES.read_text(encoding="utf-8").splitlines() if one[:2] == "# "]

    assert titles == list(CASES)
