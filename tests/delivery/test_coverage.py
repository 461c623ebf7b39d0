"""Behaviour of `segkit.delivery.coverage` and `required`: where planned fields go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.case import Case
from segkit.delivery.coverage import Coverage, unused
from segkit.delivery.required import MappingCoverage, mapping_coverage
from segkit.knowledge.libraries import kind_of
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import Destination, Source, SourceCatalog, Workspace
from segkit.routing.modes import connections

if TYPE_CHECKING:
    from tests.delivery.conftest import Build, World

ORDER = 'type = "track" and event = "Order Completed"'


def case_of(world: World, *rules: Rule) -> Case:
    """The world's destinations and warehouses, with a plan of these rules."""
    source = Source("s", "shop", "Shop", SourceCatalog("c", "Library", "node-js"))
    workspace = Workspace(
        sources=(source,),
        destinations=tuple(world.destinations),
        warehouses=tuple(world.warehouses),
    )
    return Case(
        workspace=workspace,
        plan=TrackingPlan("Shop", rules),
        connections=connections(workspace),
        kinds={"s": kind_of(source)},
    )


def receivers(case: Case) -> dict[str, list[str]]:
    """The mappings that each field gets through, or `whole`."""
    return {
        f"{one.rule.key}: {one.field.dotted}": [
            name for receipt in one.receipts for name in receipt.mappings or ("whole",)
        ]
        for one in Coverage(case).fields
    }


def with_settings(world: World, **settings: object) -> World:
    """The mappings of the last destination with what they map, by the mapping's name."""
    last = world.destinations[-1]
    held = tuple(
        replace(one, settings=settings[one.name.replace(" ", "_")])  # type: ignore[arg-type]
        for one in last.mappings or ()
    )
    world.destinations[-1] = replace(last, mappings=held)
    return world


def test_a_classic_destination_receives_the_whole_call(build: Build) -> None:
    """Where its catalog says that it takes that call."""
    world = build.world().classic(methods=frozenset({"track"}))

    found = receivers(
        case_of(world, build.rule("Signed Up", "plan"), build.rule(None, "email", call="identify"))
    )

    assert found == {"Signed Up: plan": ["whole"], "None: email": []}


def test_an_actions_destination_receives_what_its_mappings_read(build: Build) -> None:
    """Of the events that trigger them; a part of a field counts for the field."""
    world = with_settings(
        build.world().actions({"a0 order": ORDER, "a0 all": 'type = "track" and event != "Spam"'}),
        a0_order={"value": {"@path": "$.properties.total"},
                  "items": {"@arrayPath": ["$.properties.products", {"id": {"@path": "$.sku"}}]}},
        a0_all={"plan": {"@path": "$.properties.plan"}},
    )  # fmt: skip
    order = Rule(
        "track",
        "Order Completed",
        fields=tuple(
            Field(("properties", *path.split(".")))
            for path in (
                "total",
                "plan",
                "coupon",
                "products",
                "products.[].sku",
                "products.[].size",
            )
        ),
    )

    found = receivers(
        case_of(world, order, build.rule("Spam", "plan"), build.rule("Other", "plan"))
    )

    assert found == {
        "Order Completed: total": ["a0 order"],
        "Order Completed: plan": ["a0 all"],
        "Order Completed: coupon": [],
        "Order Completed: products": ["a0 order"],
        "Order Completed: products[].sku": ["a0 order"],
        "Order Completed: products[].size": [],
        "Spam: plan": [],
        "Other: plan": ["a0 all"],
    }


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        ('match(event, "Order*")', ["Order Completed", "Order Refunded"]),
        ('contains(event, "Completed")', ["Order Completed", "Trail Completed"]),
        ('type = "track" and event != "Order Completed"', ["Order Refunded", "Trail Completed"]),
        ('type = "identify"', []),
        ("event = 'Order Completed'", []),
    ],
)
def test_names_are_told_apart_as_the_trigger_does(
    build: Build, trigger: str, expected: list[str]
) -> None:
    """Also by patterns; text in single quotes keeps its quotes, as Segment has it."""
    world = with_settings(
        build.world().classic().actions({"a0": trigger}), a0={"all": {"@path": "$.properties"}}
    )
    world.destinations = [replace(world.destinations[-1], id="actions"), world.destinations[0]]
    names = ("Order Completed", "Order Refunded", "Trail Completed")

    found = receivers(case_of(world, *(build.rule(name, "total") for name in names)))

    assert [key.split(":")[0] for key, through in found.items() if "a0" in through] == expected
    assert all("whole" in through for through in found.values())


def test_filters_that_decide_by_name_take_fields_out(build: Build) -> None:
    """What depends on values of the call is not followed."""
    allow = build.filter(
        'type = "track"', "ALLOW_PROPERTIES", fields={"properties": {"fields": ["total"]}}
    )
    other = build.filter('properties.total > 5 and type = "track"')
    drop = build.filter('event = "Spam"')
    world = build.world().classic(filters=[allow, other, drop])

    found = receivers(
        case_of(world, build.rule("Order Completed", "total", "plan"), build.rule("Spam", "total"))
    )

    assert found == {
        "Order Completed: total": ["whole"],
        "Order Completed: plan": [],
        "Spam: total": [],
    }


def test_a_field_goes_nowhere_when_no_warehouse_stores_it_either(build: Build) -> None:
    """Unused is what no destination receives."""
    alone = Coverage(case_of(build.world(), build.rule("Signed Up", "planName"))).fields
    stored = Coverage(
        case_of(build.world().warehouse(), build.rule("Signed Up", "planName"))
    ).fields

    assert [one.goes_nowhere for one in (*alone, *stored)] == [True, False]
    assert stored[0].column == "plan_name"
    assert unused(stored) == stored


def test_presets_stand_in_for_mappings_that_are_not_known(build: Build) -> None:
    """And the receipt says that they were assumed."""
    world = build.world().actions(None)
    last = world.destinations[0]
    preset = {
        "actionId": "a0",
        "name": "Orders",
        "trigger": ORDER,
        "fields": {"value": {"@path": "$.properties.total"}},
    }
    entry = replace(last.catalog, presets=(preset,))
    world.destinations[0] = replace(last, catalog=entry)

    [total, plan] = Coverage(case_of(world, build.rule("Order Completed", "total", "plan"))).fields

    assert [(r.assumed, r.certain, r.mappings) for r in total.receipts] == [
        (True, False, ("Orders",))
    ]
    assert plan.receipts == ()


def required_of(world: World, build: Build, settings: Mapping[str, object]) -> MappingCoverage:
    """The coverage of the only mapping, whose action requires a field `value`."""
    last: Destination = world.destinations[-1]
    value = {"fieldKey": "value", "label": "Value", "required": True,
             "defaultValue": {"@path": "$.properties.total"}}  # fmt: skip
    optional = {"fieldKey": "other", "label": "Other", "required": False}
    action = replace(last.catalog.actions[0], fields=(value, optional))
    held = tuple(replace(one, settings=settings) for one in last.mappings or ())
    made = replace(last, catalog=replace(last.catalog, actions=(action,)), mappings=held)
    world.destinations[-1] = made
    order = build.rule("Order Completed", "total!", "tax")
    case = case_of(world, order)
    [found] = mapping_coverage(Coverage(case), {"d": made})
    return found


@pytest.mark.parametrize(
    ("value", "state", "sources", "unplanned"),
    [
        ({"@path": "$.properties.total"}, "fed", ("properties.total",), ()),
        ({"@path": "$.properties.tax"}, "optional", ("properties.tax",), ()),
        ({"@path": "$.properties.gone"}, "empty", (), ("properties.gone",)),
        ({"@path": "$.traits.total"}, "empty", (), ("traits.total",)),
        ({"@path": "$.userId"}, "call", ("userId",), ()),
        ("EUR", "fixed", (), ()),
        ("", "empty", (), ()),
        (None, "empty", (), ()),
        ({"@if": {"exists": {"@path": "$.properties.gone"}, "then": {"@path": "$.properties.gone"},
                  "else": {"@path": "$.properties.total"}}},
         "fed", ("properties.total",), ("properties.gone",)),
    ],
)  # fmt: skip
def test_required_fields_are_fed_by_the_plan_or_empty(
    build: Build, value: object, state: str, sources: tuple[str, ...], unplanned: tuple[str, ...]
) -> None:
    """A field that the plan does not require may be missing from a call."""
    world = build.world().actions({"a0": ORDER})

    found = required_of(world, build, {"value": value, "x": "y"})

    [field] = found.fields
    assert (field.key, field.state, field.sources, field.unplanned) == (
        "value", state, sources, unplanned,
    )  # fmt: skip
    assert bool(found.empty) == (state == "empty")
    assert found.assumed == ""


def test_default_values_stand_in_for_a_mapping_without_settings(build: Build) -> None:
    """And that is said."""
    found = required_of(build.world().actions({"a0": ORDER}), build, {})

    assert [one.state for one in found.fields] == ["fed"]
    assert "default values were assumed" in found.assumed
