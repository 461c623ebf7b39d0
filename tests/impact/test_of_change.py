"""What a change of the plan touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from segkit.engagement.notes import Notes
from segkit.errors import UsageError
from segkit.impact import Concern, Impact, asked, impact_of
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import DestinationFilter, DestinationMapping, Transformation

if TYPE_CHECKING:
    from tests.doubles.cases import Build

ORDER = 'type = "track" and event = "Order Completed"'
TOTAL = {"@path": "$.properties.total"}


@pytest.fixture
def plan(build: Build) -> TrackingPlan:
    """Two events and what identify sets."""
    total = build.field("properties", "total", types=("number",), origin="Track!B4")
    coupon = build.field("properties", "coupon", origin="Track!B5")
    sku = build.field("properties", "products", "[]", "sku")
    products = build.field("properties", "products", types=("array",))
    email = build.field("traits", "email", required=True)
    order = build.event("Order Completed", total, coupon, products, sku, origin="Track!A4")
    refund = build.event("Order Refunded", total)
    return build.plan(
        order, refund, replace(build.event(""), call="identify", key=None, fields=(email,))
    )


def concerns(impact: Impact, kind: str) -> dict[str, Concern]:
    """Those of one kind, by name."""
    return {one.name: one for one in impact.concerns if one.kind == kind}


def ask(
    build: Build,
    plan: TrackingPlan,
    *mappings: DestinationMapping,
    what: str,
    field: str = "",
    event: str = "",
    to: str = "",
    filters: tuple[DestinationFilter, ...] = (),
    transformations: tuple[Transformation, ...] = (),
) -> Impact:
    """The impact on one Actions destination with these mappings."""
    link = build.link(catalog=build.actions(), mappings=mappings, filters=filters)
    case = build.case(link, plan=plan, transformations=transformations)
    return impact_of(asked(plan, what, field=field, event=event, to=to), plan, case)


@pytest.mark.parametrize(
    ("trigger", "breaks"),
    [
        (ORDER, True),
        ('type = "track" and event != "Order Completed"', True),
        ('type = "track" and match(event, "Order C*")', True),
        ('type = "track" and match(event, "Order *")', None),
        ('type = "track"', None),
        ('type = "track" and event = "Signed Up"', None),
        ('type = "track" and event = "Order Completed" and properties.total > 5', True),
        ('type = "track" and (event = "A" or event = "Order Placed")', True),
        ('type = "identify"', None),
        ("nonsense", None),
    ],
)
def test_a_renamed_event_breaks_triggers_that_judge_it_otherwise(
    build: Build, plan: TrackingPlan, trigger: str, breaks: bool | None
) -> None:
    """The filter language decides, not whether the name stands in the trigger."""
    found = ask(
        build,
        plan,
        build.mapping(trigger),
        what="rename",
        event="Order Completed",
        to="Order Placed",
    )

    one = concerns(found, "mapping").get("Events")

    assert (one and one.breaks) == breaks


def test_a_mapping_that_is_off_is_judged_too(build: Build, plan: TrackingPlan) -> None:
    """It breaks as soon as it is switched on, and says that it is off."""
    off = build.mapping(ORDER, enabled=False)

    found = ask(build, plan, off, what="rename", event="Order Completed", to="Order Placed")

    one = concerns(found, "mapping")["Events"]
    assert (one.breaks, one.enabled, one.where, one.certain) == (True, False, "trigger", True)


def test_a_mapping_that_passes_the_name_on_takes_the_new_one(
    build: Build, plan: TrackingPlan
) -> None:
    """Nothing breaks, but the tool sees another name."""
    all_of_it = build.mapping('type = "track"', settings={"name": {"@path": "$.event"}})

    found = ask(build, plan, all_of_it, what="rename", event="Order Completed", to="Order Placed")

    one = concerns(found, "passes")["Events"]
    assert (one.breaks, one.where) == (False, "name")


@pytest.mark.parametrize(
    ("settings", "kind", "where"),
    [
        ({"value": TOTAL}, "mapping", "value"),
        ({"text": {"@template": "Sum: {{properties.total}}"}}, "mapping", "text"),
        ({"v": {"@if": {"exists": TOTAL, "then": 1, "else": 2}}}, "mapping", "v"),
        ({"all": {"@path": "$.properties"}}, "passes", "all"),
        ({"other": {"@path": "$.properties.totals"}}, None, ""),
    ],
)
def test_a_renamed_field_is_found_in_what_a_mapping_reads(
    build: Build, plan: TrackingPlan, settings: Mapping[str, object], kind: str | None, where: str
) -> None:
    """By path, in templates and conditions too; what takes the whole object passes it on."""
    mapping = build.mapping(ORDER, settings=settings)

    found = ask(build, plan, mapping, what="rename", field="total", to="amount")

    seen = {one.kind: one for one in found.concerns if one.name == "Events"}
    assert list(seen) == ([kind] if kind else [])
    if kind:
        assert (seen[kind].where, seen[kind].breaks) == (where, kind == "mapping")


def test_a_field_in_a_list_is_found_through_the_list(build: Build, plan: TrackingPlan) -> None:
    """A mapping that walks a list reads the fields of its elements."""
    items = {"@arrayPath": ["$.properties.products", {"id": {"@path": "$.sku"}}]}
    mapping = build.mapping(ORDER, settings={"items": items})

    found = ask(build, plan, mapping, what="remove", field="products[].sku")

    assert concerns(found, "mapping")["Events"].breaks


def test_only_the_event_that_is_asked_about_counts(build: Build, plan: TrackingPlan) -> None:
    """A mapping for orders does not mind what becomes of refunds."""
    mapping = build.mapping(ORDER, settings={"value": TOTAL})

    found = ask(build, plan, mapping, what="remove", field="total", event="Order Refunded")

    assert concerns(found, "mapping") == {}


def test_a_trigger_that_looks_at_the_field_breaks(build: Build, plan: TrackingPlan) -> None:
    """A condition on the field finds nothing any more."""
    mapping = build.mapping(f"{ORDER} and properties.total > 500")

    found = ask(build, plan, mapping, what="rename", field="properties.total", to="amount")

    assert concerns(found, "mapping")["Events"].where == "trigger"


def test_a_removed_event_leaves_wide_mappings_alone(build: Build, plan: TrackingPlan) -> None:
    """One that waits for it breaks; one that takes others by a pattern does not."""
    made = ask(
        build, plan, build.mapping(ORDER, "Orders"),
        build.mapping('type = "track" and match(event, "Order*")', "All orders"),
        what="remove", event="Order Completed",
    )  # fmt: skip

    found = concerns(made, "mapping")

    assert {name: one.breaks for name, one in found.items()} == {
        "Orders": True,
        "All orders": False,
    }


def test_filters_and_transformations_that_name_it_are_found(
    build: Build, plan: TrackingPlan
) -> None:
    """By condition or by what they do with the field."""
    drop = {"type": "DROP_PROPERTIES", "fields": {"properties": {"fields": ["coupon"]}}}
    filters = (build.filter('type = "track"', "No coupons", drop), build.filter(ORDER, "No orders"))
    rename = {"propertyRenames": [{"oldName": "coupon", "newName": "code"}]}
    made = build.transformation(condition=ORDER, body=rename)

    by_field = ask(
        build, plan, what="remove", field="coupon", filters=filters, transformations=(made,)
    )
    by_event = ask(
        build,
        plan,
        what="rename",
        event="Order Completed",
        to="Order Placed",
        filters=filters,
        transformations=(made,),
    )

    assert set(concerns(by_field, "filter")) == {"No coupons"}
    assert concerns(by_field, "transformation")["Tidy names"].where == "properties.coupon"
    assert set(concerns(by_event, "filter")) == {"No orders"}
    assert concerns(by_event, "transformation")["Tidy names"].where == "condition"


def test_a_trait_is_found_in_the_context_too(build: Build, plan: TrackingPlan) -> None:
    """What identify sets stands in the context of later calls."""
    staff = build.filter('contains(context.traits.email, "@quillmoor")', "No staff")

    found = ask(build, plan, what="rename", field="email", to="mail", filters=(staff,))

    assert concerns(found, "filter")["No staff"].breaks


def test_settings_that_hold_the_name_are_found_and_dropped_ones_are_said(
    build: Build, plan: TrackingPlan
) -> None:
    """What the snapshot left out is not taken for nothing."""
    pixel = build.link(
        settings={"standardEvents": {"Order Completed": "Purchase"}},
        dropped_settings=("eventMap", "apiKey"),
    )
    case = build.case(pixel, plan=plan)

    found = impact_of(asked(plan, "rename", event="Order Completed", to="Order Placed"), plan, case)

    assert concerns(found, "setting")["standardEvents"].breaks
    dropped = [one for one in found.not_modelled if "left out of the snapshot" in one]
    assert len(dropped) == 1
    assert "'eventMap'" in dropped[0]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            {"what": "rename", "event": "Order Completed", "to": "Order Placed"},
            {"order_completed": True},
        ),
        (
            {"what": "rename", "event": "Order Completed", "to": "order_completed"},
            {"order_completed": False},
        ),
        ({"what": "rename", "field": "coupon", "to": "code"}, {"order_completed.coupon": True}),
        ({"what": "rename", "field": "coupon", "to": "Coupon"}, {"order_completed.coupon": False}),
        ({"what": "remove", "field": "products[].sku"}, {"order_completed.products": True}),
        ({"what": "require", "field": "coupon"}, {}),
    ],
)
def test_tables_and_columns_follow_the_names(
    build: Build, plan: TrackingPlan, words: dict[str, Any], expected: dict[str, bool]
) -> None:
    """A column breaks only where its own name changes."""
    link = build.link()
    case = build.case(link, plan=plan, warehouses=(build.warehouse(),))

    found = concerns(impact_of(asked(plan, **words), plan, case), "warehouse")

    assert {name: one.breaks for name, one in found.items()} == expected


@pytest.mark.parametrize(
    ("words", "breaks"),
    [
        ({"what": "require", "field": "coupon"}, True),
        ({"what": "require", "field": "email"}, False),
        ({"what": "retype", "field": "coupon", "to": "string,null"}, False),
        ({"what": "retype", "field": "total", "to": "integer"}, True),
        ({"what": "rename", "field": "email", "to": "mail"}, True),
    ],
)
def test_a_rule_breaks_when_calls_that_pass_may_fail(
    plan: TrackingPlan, words: dict[str, Any], breaks: bool
) -> None:
    """Looser is not breaking; without a workspace that much is known."""
    found = impact_of(asked(plan, **words), plan)

    assert {one.breaks for one in found.concerns} == {breaks}
    assert "workspace is not known" in found.not_modelled[0]


def test_a_name_that_is_taken_is_said(plan: TrackingPlan) -> None:
    """Two events under one name is another change than a rename."""
    found = impact_of(asked(plan, "rename", event="Order Completed", to="Order Refunded"), plan)

    assert "already has 'Order Refunded'" in found.concerns[0].reason


def test_notes_that_name_it_are_found(plan: TrackingPlan) -> None:
    """Objectives and questions keep the old name until somebody reads them again."""
    notes = Notes(
        {
            "objectives": {"a": {"text": "Fewer refunds per coupon"}},
            "questions": {"b": {"text": "Coupons?"}},
        }
    )

    found = impact_of(asked(plan, "remove", field="coupon"), plan, None, notes)

    assert [(one.kind, one.id) for one in found.concerns if one.kind != "rule"] == [
        ("objective", "a")
    ]


@pytest.mark.parametrize(
    ("words", "problem", "fix"),
    [
        (
            {"what": "rename", "event": "Order Complete", "to": "x"},
            "no event 'Order Complete'",
            "'Order Completed'",
        ),
        ({"what": "remove", "field": "totl"}, "no event or field 'totl'", "'total'"),
        ({"what": "rename", "event": "Order Completed"}, "not said", "new name"),
        ({"what": "retype", "field": "total", "to": "money"}, "'money' is no type", "number"),
        ({"what": "require", "event": "Order Completed"}, "nothing to require", "field"),
        ({"what": "remove", "event": "Order Completed", "version": 4}, "no version 4", "1"),
        ({"what": "move"}, "no change", "rename"),
        ({"what": "remove"}, "not said", "event or a field"),
    ],
)
def test_what_cannot_be_asked_is_said_with_what_can(
    plan: TrackingPlan, words: dict[str, Any], problem: str, fix: str
) -> None:
    """Each refusal names what was wrong and what would be right."""
    with pytest.raises(UsageError) as refused:
        asked(plan, **words)

    assert problem in refused.value.problem
    assert fix in refused.value.fix


def test_a_new_name_may_be_given_with_its_path(plan: TrackingPlan) -> None:
    """`products[].id` renames the last name of `products[].sku`."""
    (change,) = asked(plan, "rename", field="products[].sku", to="products[].id")

    assert (change.old, change.new) == ("sku", "id")
