"""Behaviour of `segkit.diff.plans`: what changed from plan to plan, and what it breaks."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from segkit.diff.change import Change
from segkit.diff.plans import plan_changes
from segkit.model.plan import Field, Rule, TrackingPlan


def prop(name: str, **given: object) -> Field:
    """A property of an event."""
    return Field(("properties", name), **{"types": ("string",), **given})  # type: ignore[arg-type]


def event(key: str, *fields: Field, **given: object) -> Rule:
    """A track call."""
    return Rule("track", key, fields=fields, **given)  # type: ignore[arg-type]


def changes(old: Rule | list[Rule], new: Rule | list[Rule]) -> tuple[Change, ...]:
    """From a plan of the old rules to one of the new."""
    before, after = (rules if isinstance(rules, list) else [rules] for rules in (old, new))
    return plan_changes(TrackingPlan("old", tuple(before)), TrackingPlan("new", tuple(after)))


def short(found: tuple[Change, ...]) -> list[tuple[str, str, str, bool]]:
    """Kind, name, attribute and whether it breaks something."""
    return [(change.kind, change.name, change.what, change.breaking) for change in found]


ORDER = event("Order Completed", prop("order_id"), prop("total", types=("number",)), prop("coupon"))


def test_the_same_plan_has_no_changes() -> None:
    """Wherever the rows stand now."""
    other = event("Cart Viewed")
    moved = replace(ORDER, origin="elsewhere", fields=tuple(reversed(ORDER.fields)))

    assert changes([ORDER, other], [other, moved]) == ()


def test_events_come_and_go() -> None:
    """A new one breaks nothing; what is gone is missed."""
    found = changes([ORDER, event("Cart Viewed")], [ORDER, event("Store Found")])

    assert short(found) == [
        ("removed", "Cart Viewed", "", True),
        ("added", "Store Found", "", False),
    ]
    assert all(change.why for change in found)


@pytest.mark.parametrize("name", ["order_completed", "orderCompleted", "Order Complete"])
def test_a_renamed_event_is_recognised_with_its_evidence(name: str) -> None:
    """By its words, and by its fields."""
    (found,) = changes(ORDER, replace(ORDER, key=name))

    assert (found.kind, found.before, found.after) == ("renamed", "Order Completed", name)
    assert found.breaking
    assert "names are" in found.evidence


def test_other_words_with_the_same_fields_are_a_rename() -> None:
    """Three fields that all agree are no chance; the changes inside are listed as well."""
    bought = replace(ORDER, key="Purchase Made", description="Bought")

    found = changes(ORDER, bought)

    assert short(found) == [
        ("renamed", "Purchase Made", "name", True),
        ("changed", "Purchase Made", "description", False),
    ]
    assert "3 of 3 fields" in found[0].evidence


def test_unlike_events_are_no_rename() -> None:
    """One field in common says nothing."""
    found = changes(event("Cart Viewed", prop("id")), event("Store Found", prop("id")))

    assert [change.kind for change in found] == ["removed", "added"]


def test_each_new_event_is_the_new_name_of_one_old_one() -> None:
    """The likest pair wins, and no event is used twice."""
    found = changes([event("Order Completed"), event("Order Completd")], [event("Order-Completed")])

    assert sorted((change.kind, change.before or change.name) for change in found) == [
        ("removed", "Order Completd"),
        ("renamed", "Order Completed"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "what", "breaking"),
    [
        (prop("a"), prop("a", types=("number",)), "type", True),
        (prop("a", types=("integer",)), prop("a", types=("number",)), "type", False),
        (prop("a", types=("number",)), prop("a", types=("integer",)), "type", True),
        (prop("a"), prop("a", types=("string", "null")), "type", False),
        (prop("a"), prop("a", types=()), "type", False),
        (prop("a", types=()), prop("a"), "type", True),
        (prop("a"), prop("a", required=True), "required", True),
        (prop("a", required=True), prop("a"), "required", False),
        (prop("a"), prop("a", enum=("x",)), "allowed values", True),
        (prop("a", enum=("x",)), prop("a"), "allowed values", False),
        (prop("a", enum=("x",)), prop("a", enum=("x", "y")), "allowed values", False),
        (prop("a", enum=("x", "y")), prop("a", enum=("y",)), "allowed values", True),
        (prop("a", enum=(1,)), prop("a", enum=("1",)), "allowed values", True),
        (prop("a"), prop("a", pattern="^x"), "pattern", True),
        (prop("a", format="email"), prop("a"), "format", False),
        (prop("a"), prop("a", schema={"maxLength": 3}), "schema", True),
        (prop("a"), prop("a", description="Words"), "description", False),
        (prop("a", example="x"), prop("a", example="y"), "example", False),
        (prop("a", labels={"PII?": "no"}), prop("a", labels={"PII?": "yes"}), "labels", False),
    ],
)
def test_a_changed_field_says_whether_it_breaks_something(
    old: Field, new: Field, what: str, *, breaking: bool
) -> None:
    """What was valid and may not be any more is breaking."""
    (found,) = changes(event("E", old), event("E", new))

    assert (found.kind, found.thing, found.inside) == ("changed", "field", "E")
    assert (found.what, found.breaking) == (what, breaking)
    assert found.before != found.after
    assert found.why


def test_fields_come_and_go() -> None:
    """A new one breaks something when it is required."""
    old = event("E", prop("gone"))
    new = event("E", prop("wanted", types=("number",), required=True), prop("extra", types=()))

    assert short(changes(old, new)) == [
        ("removed", "gone", "", True),
        ("added", "wanted", "", True),
        ("added", "extra", "", False),
    ]


def test_a_renamed_field_keeps_its_description() -> None:
    """Or differs in its spelling only."""
    old = event("E", prop("orderId"), prop("amount", description="In cents, with tax"))
    new = event("E", prop("order_id"), prop("total", description="In cents, with tax"))

    found = changes(old, new)

    assert [(change.kind, change.before, change.after) for change in found] == [
        ("renamed", "orderId", "order_id"),
        ("renamed", "amount", "total"),
    ]
    assert "description" in found[1].evidence


def test_labels_that_only_one_form_can_hold_are_no_changes() -> None:
    """A workbook has columns that Segment's JSON cannot hold."""
    assert changes(event("E", prop("a", labels={"PII?": "yes"})), event("E", prop("a"))) == ()


def test_the_largest_plans_are_compared_quickly() -> None:
    """2,000 events, all of them renamed."""
    fields = [prop(f"detail_{number}") for number in range(10)]
    old = [event(f"Order Step {number} Completed", *fields) for number in range(2_000)]
    new = [replace(rule, key=f"order_step_{number}_done") for number, rule in enumerate(old)]
    begun = time.process_time()

    found = changes(old, new)

    assert time.process_time() - begun < 20
    renamed = [change for change in found if change.kind == "renamed"]
    assert len(renamed) == 2_000
    assert all(one.before.split()[2] == one.after.split("_")[2] for one in renamed)
