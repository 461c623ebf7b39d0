"""Behaviour of `segkit.delivery.coverage` and `required`: where planned fields go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.case import Case
from segkit.delivery.coverage import Coverage
from segkit.delivery.covered import FieldCoverage
from segkit.delivery.receipts import Receipt
from segkit.delivery.required import MappingCoverage, mapping_coverage
from segkit.knowledge.entries import targets
from segkit.knowledge.libraries import kind_of
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import (
    Destination,
    InsertFunction,
    Source,
    SourceCatalog,
    Workspace,
)
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
        transformations=tuple(world.transformations),
        insert_functions=tuple(world.functions),
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
    """A column of its own is enough to be somewhere."""
    alone = Coverage(case_of(build.world(), build.rule("Signed Up", "planName"))).fields
    stored = Coverage(
        case_of(build.world().warehouse(), build.rule("Signed Up", "planName"))
    ).fields

    assert [one.goes_nowhere for one in (*alone, *stored)] == [True, False]
    assert stored[0].column == "plan_name"
    assert (stored[0].warehouses, stored[0].receipts) == (("w",), ())


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


def test_what_stops_every_such_call_keeps_its_fields_back(build: Build) -> None:
    """A transformation that drops it, and a filter that cannot be read."""
    rules = (build.rule("Order Completed", "total"), build.rule("Signed Up", "plan"))
    dropped = build.world().classic().warehouse().transforms({"drop": True}, ORDER)
    broken = build.world().classic(filters=[build.filter("type =")])

    assert receivers(case_of(dropped, *rules)) == {
        "Order Completed: total": [],
        "Signed Up: plan": ["whole"],
    }
    assert receivers(case_of(broken, *rules)) == {
        "Order Completed: total": [],
        "Signed Up: plan": [],
    }
    assert [one.warehouses for one in Coverage(case_of(dropped, *rules)).fields] == [(), ("w",)]


def test_a_renamed_event_and_field_reach_what_reads_the_new_names(build: Build) -> None:
    """Transformations come before mappings, so the old names reach nobody."""
    body: dict[str, object] = {
        "newEventName": "Purchase",
        "propertyRenames": [{"oldName": "total", "newName": "value"}],
    }
    triggers = {"a0 new": 'type = "track" and event = "Purchase"', "a0 old": ORDER}
    world = with_settings(
        build.world().actions(triggers).transforms(body, ORDER),
        a0_new={"a": {"@path": "$.properties.value"}, "b": {"@path": "$.properties.total"}},
        a0_old={"a": {"@path": "$.properties.coupon"}},
    )

    found = receivers(case_of(world, build.rule("Order Completed", "total", "coupon")))

    assert found == {"Order Completed: total": ["a0 new"], "Order Completed: coupon": []}


def test_a_mapping_of_the_browser_takes_nothing_from_a_server(build: Build) -> None:
    """It runs where its action does."""
    world = with_settings(
        build.world().actions({"a0 cloud": ORDER, "a1 web": ORDER}, "CLOUD", "WEB"),
        a0_cloud={"a": {"@path": "$.properties.total"}},
        a1_web={"a": {"@path": "$.properties.coupon"}},
    )

    found = receivers(case_of(world, build.rule("Order Completed", "total", "coupon")))

    assert found == {"Order Completed: total": ["a0 cloud"], "Order Completed: coupon": []}


def receipt(case: Case) -> Receipt:
    """The only receipt of the first field."""
    [found] = Coverage(case).fields[0].receipts
    return found


def test_what_is_not_known_and_what_a_call_tells_are_kept_apart(build: Build) -> None:
    """With the first it is not certain that any such call arrives; with the second not all do."""
    order = build.rule("Order Completed", "total")
    function = build.world().classic()
    function.functions.append(InsertFunction("i", "Hash", "d"))
    filtered = build.world().classic(filters=[build.filter("properties.total > 5")])
    sampled = build.world().classic(filters=[build.filter("true", "SAMPLE", percent=0.5)])
    either = with_settings(
        build.world().actions({"a0": f"{ORDER} and properties.total > 5"}),
        a0={"all": {"@path": "$.properties"}},
    )
    held = [receipt(case_of(one, order)) for one in (function, filtered, sampled, either)]

    assert [(one.certain, one.missing, bool(one.depends)) for one in held] == [
        (False, ("what its insert function does",), False),
        (True, (), True),
        (True, (), True),
        (True, (), True),
    ]


def test_a_field_that_a_filter_takes_out_of_some_calls_arrives_with_others(build: Build) -> None:
    """Which ones, each call tells; the other fields do not depend on it."""
    fields = {"properties": {"fields": ["coupon"]}}
    cut = build.filter("properties.total > 5", "DROP_PROPERTIES", fields=fields)
    world = build.world().classic(filters=[cut])

    total, coupon = Coverage(
        case_of(world, build.rule("Order Completed", "total", "coupon"))
    ).fields

    assert [(one.certain, one.depends) for one in (*total.receipts, *coupon.receipts)] == [
        (True, ()),
        (True, ("whether the filter 'Ours' matches",)),
    ]


def test_mappings_of_which_nothing_is_known_may_read_anything(build: Build) -> None:
    """Neither presets nor settings say what is read, so it is not certain, and not denied."""
    unread = build.world().actions(None)
    bare = build.world().actions({"a0": ORDER})

    found = [
        receipt(case_of(one, build.rule("Order Completed", "total"))) for one in (unread, bare)
    ]

    assert [(one.certain, one.missing) for one in found] == [
        (False, ("its mappings",)),
        (False, ("what the mapping 'a0' reads",)),
    ]


def test_what_segment_writes_itself_is_not_the_plans_column(build: Build) -> None:
    """The property is thrown away; files and destinations keep it."""
    tables = case_of(build.world().warehouse(), build.rule("Signed Up", "timestamp", "plan"))
    files = case_of(build.world().warehouse(kind="aws-s3"), build.rule("Signed Up", "timestamp"))

    assert [(one.column, one.goes_nowhere) for one in Coverage(tables).fields] == [
        ("", True),
        ("plan", False),
    ]
    assert [(one.warehouses, one.goes_nowhere) for one in Coverage(files).fields] == [
        (("w",), False)
    ]


def test_a_warehouse_whose_sources_are_not_known_may_keep_everything(build: Build) -> None:
    """Not known is not the same as nowhere."""
    world = build.world().warehouse(source_ids=None)

    [found] = Coverage(case_of(world, build.rule("Signed Up", "plan"))).fields

    assert (found.warehouses, sorted(found.unsure), found.goes_nowhere) == (("w",), ["w"], False)


def test_a_source_of_an_unknown_kind_may_send_what_is_planned(build: Build) -> None:
    """The plan is about it, and nobody can say for certain."""
    world = build.world().classic()
    case = case_of(world, build.rule("Signed Up", "plan", labels={"Platforms": "iOS"}))

    found = receipt(replace(case, kinds={"s": "unknown"}))

    assert (found.certain, found.missing) == (False, ("what kind of source it is",))


def test_a_call_reaches_a_destination_that_takes_none_of_its_fields(build: Build) -> None:
    """Hotjar receives the name of an event, and no property."""
    [hotjar] = [one for one in targets("destinations") if one.slug == "hotjar"]
    world = build.world().classic()
    last = world.destinations[0]
    entry = replace(last.catalog, id=hotjar.catalog_id)
    world.destinations[0] = replace(last, catalog=entry)
    rule = build.rule("Order Completed", "total")
    case = replace(case_of(world, rule), kinds={"s": "web"})

    assert list(case.coverage.receivings(rule)) == ["d"]
    assert [one.receipts for one in case.coverage.fields] == [()]


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


def test_a_field_that_is_held_back_feeds_nothing(build: Build) -> None:
    """What a filter takes out before the mapping leaves its required field empty."""
    fields = {"properties": {"fields": ["total"]}}
    world = build.world().actions({"a0": ORDER})
    last = world.destinations[-1]
    cut = build.filter('type = "track"', "DROP_PROPERTIES", fields=fields)
    world.destinations[-1] = replace(last, filters=(cut,))

    found = required_of(world, build, {"value": {"@path": "$.properties.total"}})

    assert [one.state for one in found.fields] == ["empty"]


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ({"propertyValueTransformations": [
            {"propertyPaths": ["properties.gone"], "propertyValue": 1}]}, "fixed"),
        ({"fqlDefinedProperties": [{"propertyName": "gone", "fql": "event"}]}, "fixed"),
        ({"propertyValueTransformations": [
            {"propertyPaths": ["properties.gone"], "propertyValue": 1}],
          "allowProperties": ["properties.total"]}, "empty"),
        ({"newEventName": "Order Completed"}, "empty"),
    ],
)  # fmt: skip
def test_a_field_that_a_transformation_puts_in_is_not_empty(
    build: Build, body: dict[str, object], state: str
) -> None:
    """Although the plan does not have it, unless it is taken out again."""
    world = build.world().actions({"a0": ORDER}).transforms(body, ORDER)

    found = required_of(world, build, {"value": {"@path": "$.properties.gone"}})

    assert [one.state for one in found.fields] == [state]


def test_a_directive_of_a_new_name_leaves_nothing_certain(build: Build) -> None:
    """Not "empty", and no field of the plan goes nowhere for it."""
    world = build.world().actions({"a0": ORDER})

    found = required_of(world, build, {"value": {"@new": 1}})

    [field] = found.fields
    assert field.unknown == ("the directive @new",)
    assert (field.state, field.certain, found.empty) == ("unknown", False, ())


def test_what_decides_a_required_field_is_told_apart(build: Build) -> None:
    """The condition of `@if` is no value that is sent."""
    value = {"@if": {"exists": {"@path": "$.properties.tax"}, "then": "taxed", "else": "free"}}

    [field] = required_of(build.world().actions({"a0": ORDER}), build, {"value": value}).fields

    assert (field.state, field.sources) == ("fixed", ())
    assert field.decides == ("properties.tax",)


def test_a_mapping_tells_how_it_syncs(build: Build) -> None:
    """Sync mode, matching key and batches stand beside the fields."""
    settings = {
        "value": "x",
        "enable_batching": True,
        "batch_size": 75,
        "__segment_internal_sync_mode": "upsert",
        "__segment_internal_matching_key": "email",
    }

    found = required_of(build.world().actions({"a0": ORDER}), build, settings)

    assert (found.sending.sync_mode, found.sending.matching_key) == ("upsert", "email")
    assert (found.sending.batching, found.sending.batch_size) == (True, 75)


def mapped(build: Build, settings: Mapping[str, object]) -> dict[str, Receipt]:
    """Who receives the fields of an order by this mapping, by the field's name."""
    world = build.world().actions({"a0": ORDER})
    last = world.destinations[-1]
    held = tuple(replace(one, settings=settings) for one in last.mappings or ())
    world.destinations[-1] = replace(last, mappings=held)
    case = case_of(world, build.rule("Order Completed", "total!", "tax", "note"))
    return {one.field.name: one.receipts[0] for one in Coverage(case).fields if one.receipts}


def test_what_arrives_where_another_field_is_missing_says_so(build: Build) -> None:
    """Such calls arrive, though not all of them."""
    value = {
        "@if": {
            "exists": {"@path": "$.properties.tax"},
            "then": {"@path": "$.properties.tax"},
            "else": {"@path": "$.properties.total"},
        }
    }

    found = mapped(build, {"value": value})

    assert found.keys() == {"total", "tax"}
    assert found["tax"].depends == ()
    assert found["total"].certain
    assert found["total"].depends == ("whether properties.tax is missing",)


def test_what_only_values_tell_is_not_certain(build: Build) -> None:
    """The length of a text may be the same for another one."""
    found = mapped(build, {"value": {"@liquid": "{{ properties.note | size }}"}})

    assert found.keys() == {"note"}
    assert not found["note"].certain
    assert found["note"].missing == ("what the mapping 'a0' makes of it",)


def test_a_mapping_that_segment_refuses_makes_every_field_unknown(build: Build) -> None:
    """One field of it is enough, and the reason is told."""
    found = mapped(build, {"value": {"@path": "$.properties.tax"}, "other": {"@new": 1}})

    assert found.keys() == {"total", "tax", "note"}
    assert {one.certain for one in found.values()} == {False}
    assert found["tax"].missing == ("what becomes of the directive @new in the mapping 'a0'",)


def test_what_is_laid_over_takes_a_fields_place(build: Build) -> None:
    """A mapping of all properties, one of them replaced, does not take them all."""
    layers = [{"@path": "$.properties"}, {"note": "none"}]

    found = mapped(build, {"value": {"@merge": {"objects": layers, "direction": "right"}}})

    assert found.keys() == {"total", "tax"}


def with_context(world: World, *rules: Rule) -> dict[str, FieldCoverage]:
    """Where the planned fields in `context` go, by rule and field."""
    found = Coverage(case_of(world, *rules)).fields
    return {f"{one.rule.title}: {'.'.join(one.field.path)}": one for one in found
            if one.field.path[0] == "context"}  # fmt: skip


AGREED = Field(("context", "consent", "categoryPreferences", "ad"), ("boolean",))
PAGE = Field(("context", "page", "url"), ("string",))


def test_planned_fields_of_the_context_are_followed_too(build: Build) -> None:
    """Whole calls carry them, a mapping only when it reads them, tables in columns of their own."""
    rule = Rule("track", "Order Completed", fields=(AGREED, PAGE))
    world = build.world().classic().warehouse()
    reading = with_settings(
        build.world().actions({"a0": ORDER}), a0={"all": {"@path": "$.properties"},
                                                  "url": {"@path": "$.context.page.url"}},
    )  # fmt: skip

    whole = with_context(world, rule)
    mapped = with_context(reading, rule)

    agreed, page = whole.values()
    assert [len(one.receipts) for one in (agreed, page)] == [1, 1]
    assert (agreed.warehouses, agreed.column) == (
        ("w",), "context_consent_category_preferences_ad",
    )  # fmt: skip
    assert [one.goes_nowhere for one in mapped.values()] == [True, False]
    assert mapped["Order Completed: context.page.url"].receipts[0].mappings == ("a0",)


def test_what_a_destination_leaves_out_of_properties_says_nothing_of_the_context(
    build: Build,
) -> None:
    """Its page speaks of properties and traits."""
    [target] = [t for t in targets("destinations") if t.slug == "actions-google-analytics-4"]
    world = build.world().classic(slug=target.slug)

    found = with_context(world, Rule("track", "Order Completed", fields=(PAGE,)))

    assert [one.certainty for one in found.values()] == ["known"]


def test_what_all_calls_are_planned_to_carry_is_listed_once(build: Build) -> None:
    """With everybody who gets it from a call of any type; certain when one of them is."""
    common = Rule("common", None, fields=(PAGE,))
    order, user = build.rule("Order Completed", "total"), build.rule(None, "email", call="identify")
    world = build.world().classic(methods=frozenset({"identify"})).warehouse()

    found = with_context(world, order, user, common)
    alone = with_context(world, order, common)
    calls = Coverage(case_of(world, order, common)).calls

    [one] = found.values()
    assert ([r.destination_id for r in one.receipts], one.warehouses) == (["d"], ("w",))
    assert one.open == ()
    [one] = alone.values()
    assert one.receipts == ()
    assert [left.missing[0][:28] for left in one.open] == ["whether it takes track calls"]
    assert [one.rule.title for one in calls] == ["Order Completed", "common"]
    assert with_context(world, common) == {}


def test_what_a_destination_leaves_out_anyway_is_not_open(build: Build) -> None:
    """Whatever a flag of the catalog says of the call; behind an insert function nothing is sure."""
    [target] = [one for one in targets("destinations") if one.slug == "mailchimp"]
    world = build.world().classic(methods=frozenset({"track"}), slug=target.slug)
    held = world.destinations[-1]
    entry = replace(held.catalog, id=target.catalog_id)
    world.destinations[-1] = replace(held, catalog=entry)
    rule = Rule("identify", None, fields=(
        Field(("traits", "email"), ("string",)), Field(("traits", "tags"), ("array",)),
    ))  # fmt: skip

    plain = [one.goes_nowhere for one in Coverage(case_of(world, rule)).fields]
    world.functions.append(InsertFunction("i", "Hash", "d"))
    behind = [one.goes_nowhere for one in Coverage(case_of(world, rule)).fields]

    assert (plain, behind) == ([False, True], [False, False])


def test_a_source_that_is_only_taken_not_to_send_pages_leaves_it_open(build: Build) -> None:
    """Where both could send them, planned pages are taken to be the website's."""
    world = build.world().classic(methods=frozenset({"page"})).warehouse()
    rule = Rule("page", "Home", fields=(Field(("properties", "shelf"), ("string",)),))
    case = case_of(world, rule)
    web = Source("web", "site", "Site", SourceCatalog("c", "Library", "javascript"))
    both = replace(
        case,
        workspace=replace(case.workspace, sources=(*case.workspace.sources, web)),
        kinds={"s": "server", "web": "web"},
    )

    [alone], [field] = Coverage(case).fields, Coverage(both).fields
    [call] = Coverage(both).calls

    assert (alone.open, len(alone.receipts)) == ((), 1)
    words = ("whether Shop sends page calls",)
    assert [(one.destination_id, one.missing) for one in field.open] == [("d", words), ("w", words)]
    assert (field.receipts, field.warehouses, call.open) == ((), (), field.open)
