"""Checks that look across plan, mappings and workspace: a case that fires, and a silent one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import Check, across
from segkit.considerations.deriving import considerations
from segkit.doors import declared_in
from segkit.model.derived import Placement

if TYPE_CHECKING:
    from segkit.delivery.case import Case
    from segkit.model.plan import Rule
    from tests.considerations.checks.conftest import Asserts, Make
    from tests.doubles.cases import Build

ORDER = 'type = "track" and event = "Order Completed"'
PROD = tuple(Placement(kind, kind, "prod", "label") for kind in ("web", "server"))


def order(b: Build, platforms: str = "Web", **fields: object) -> Rule:
    """A planned order, sent from these platforms."""
    properties = (
        b.field("properties", "total", types=("number",)),
        b.field("properties", "revenue", types=("number",)),
        b.field("properties", "currency", enum=("GBP", "EUR")),
    )
    return b.event("Order Completed", *properties, labels={"Platforms": platforms}, **fields)


def waiting(b: Build, platforms: str, trigger: str = ORDER) -> Case:
    """A mapping on a website that waits for the order."""
    link = b.link(catalog=b.actions(), mappings=(b.mapping(trigger),))
    return b.case(link, plan=b.plan(order(b, platforms), b.event("Gear Rented")))


def constant(b: Build, path: str, **fields: object) -> Case:
    """A transformation that sets a property of orders."""
    body = {"propertyValueTransformations": [{"propertyPaths": [path], "propertyValue": "GBP"}]}
    changing = b.transformation(condition=ORDER, body=body, **fields)
    return b.case(b.link(), plan=b.plan(order(b)), transformations=(changing,))


def figures(b: Build, first: str, second: str, *placements: Placement) -> Case:
    """Two tools that read what an order is worth."""
    links = [
        b.link(
            catalog=b.actions(id=name),
            name=name,
            mappings=(b.mapping(ORDER, settings={"value": {"@path": f"$.properties.{path}"}}),),
        )
        for name, path in (("Beacon", first), ("Lantern", second))
    ]
    return b.case(*links, plan=b.plan(order(b)), placements=placements)


def forwarding(b: Build, other: str) -> Case:
    """A website that forwards what it blocks."""
    source = b.source("web", schema_settings={"forwardingBlockedEventsTo": "web:2"})
    places = (Placement("web", "Shop", "prod", "label"), Placement("web:2", "Shop", other, "label"))
    return b.case(sources=(source, b.source("web:2")), placements=places)


CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "mapping-waits-in-vain",
        lambda b: waiting(b, "Server"),
        lambda b: waiting(b, "Web, Server"),
    ),
    (
        "mapping-waits-in-vain",
        lambda b: waiting(b, "iOS", 'type = "track" and match(event, "Order*")'),
        lambda b: waiting(b, "iOS", 'type = "track" and event != "Gear Rented"'),
    ),
    (
        "transformation-sets-constant",
        lambda b: constant(b, "properties.currency"),
        lambda b: constant(b, "properties.total"),
    ),
    (
        "transformation-sets-constant",
        lambda b: constant(b, "properties.currency", destination_catalog_id="cat"),
        lambda b: constant(b, "properties.currency", enabled=False),
    ),
    (
        "versions-at-once",
        lambda b: b.case(b.link(), plan=b.plan(order(b), order(b, "Server", version=2))),
        lambda b: b.case(
            b.link(), plan=b.plan(order(b, deprecated=True), order(b, "Server", version=2))
        ),
    ),
    (
        "figure-from-different-fields",
        lambda b: figures(b, "total", "revenue", *PROD),
        lambda b: figures(b, "total", "total", *PROD),
    ),
    (
        "figure-from-different-fields",
        lambda b: figures(b, "total", "revenue", *PROD),
        lambda b: figures(b, "total", "revenue"),
    ),
    (
        "forwarded-into-other-environment",
        lambda b: forwarding(b, "staging"),
        lambda b: forwarding(b, "prod"),
    ),
)


@pytest.mark.parametrize(("check_id", "fires"), [(i, fires) for i, fires, _ in CASES])
def test_check_fires(build: Build, speaks: Asserts, check_id: str, fires: Make) -> None:
    """A check speaks where its fact holds, names what it saw, and says each thing once."""
    speaks(check_id, fires(build))


@pytest.mark.parametrize(("check_id", "silent"), [(i, silent) for i, _, silent in CASES])
def test_check_stays_silent(
    build: Build, keeps_silent: Asserts, check_id: str, silent: Make
) -> None:
    """A check says nothing where its fact does not hold."""
    keeps_silent(check_id, silent(build))


def test_every_rule_has_its_cases() -> None:
    """No check is added without a case that makes it speak and one that keeps it silent."""
    assert {check_id for check_id, _, _ in CASES} == {
        check.id for check in declared_in([across], Check)
    }


@pytest.mark.parametrize(("elsewhere", "class_"), [(False, "wrong now"), (True, "good to know")])
def test_what_another_instance_receives_is_good_to_know(
    build: Build, *, elsewhere: bool, class_: str
) -> None:
    """The tool has the event, only not by this way."""
    link = build.link(catalog=build.actions(), mappings=(build.mapping(ORDER),))
    other = build.link("server", catalog=build.actions(), mappings=(build.mapping(ORDER),))
    case = build.case(
        link,
        *([other] if elsewhere else []),
        plan=build.plan(order(build, "Server")),
        placements=PROD,
    )

    [found] = [one for one in considerations(case) if one.id == "mapping-waits-in-vain"]

    assert (found.class_, "Another Beacon does" in found.text) == (class_, elsewhere)
