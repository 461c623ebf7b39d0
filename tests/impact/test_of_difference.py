"""What the changes between two plans touch in a workspace."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from segkit.diff.change import Difference
from segkit.diff.plans import plan_changes
from segkit.impact.of_change import impacts_of
from segkit.listings.diff import difference_as_json, difference_as_text
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Workspace

if TYPE_CHECKING:
    from tests.doubles.cases import Build


def plans(build: Build) -> tuple[TrackingPlan, TrackingPlan]:
    """Before and after: an event and a field get other names, a field another type."""
    total = build.field("properties", "total", types=("number",))
    code = build.field("properties", "coupon_code")
    order = build.event("Order Completed", total, code)
    new = (replace(total, types=("string",)), replace(code, path=("properties", "couponCode")))
    return build.plan(order), build.plan(replace(order, key="order completed", fields=new))


def workspace(build: Build) -> Workspace:
    """One mapping that names all of them."""
    trigger = 'type = "track" and event = "Order Completed"'
    settings = {"v": {"@path": "$.properties.total"}, "c": {"@path": "$.properties.coupon_code"}}
    mapping = build.mapping(trigger, settings=settings)
    link = build.link("web", catalog=build.actions(), mappings=(mapping,))
    return build.case(link, plan=plans(build)[0]).workspace


def test_each_breaking_change_names_those_who_know_the_old_plan(build: Build) -> None:
    """A rename says who has the old name, not only that somebody has."""
    old, new = plans(build)
    difference = Difference("old", "new", plan_changes(old, new))

    impacts = impacts_of(difference, old, workspace(build))

    whys = {
        (change.thing, change.what): [
            one.name for one in impacts[change.proposed].concerns if one.kind == "mapping"
        ]
        for change in difference.breaking
        if change.proposed
    }
    mapped = ["Events"]
    assert whys == {("event", "name"): mapped, ("field", "name"): mapped, ("field", "type"): mapped}


def test_text_and_json_have_them_beside_the_change(build: Build) -> None:
    """JSON only grows: what was there stays, with `impact` where a workspace is known."""
    old, new = plans(build)
    difference = Difference("old", "new", plan_changes(old, new))
    impacts = impacts_of(difference, old, workspace(build))

    text, made = difference_as_text(difference, impacts), difference_as_json(difference, impacts)
    without = difference_as_json(difference)

    assert "concerns mapping Events of Beacon (web): Its trigger takes" in text
    assert isinstance(made["changes"], list)
    assert [sorted(set(one) - {"impact"}) for one in made["changes"]] == [
        sorted(one)
        for one in without["changes"]  # type: ignore[attr-defined]  # a list of objects
    ]
    assert sum("impact" in one for one in made["changes"]) == 3


def test_nothing_is_said_without_a_workspace(build: Build) -> None:
    """Two plans alone are compared as before."""
    old, new = plans(build)

    assert impacts_of(Difference("old", "new", plan_changes(old, new)), old, None) == {}
