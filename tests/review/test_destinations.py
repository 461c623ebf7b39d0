"""Checks that need the workspace: what the customer's own destinations do not take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Destination, Warehouse
from segkit.review.finding import PlanFinding
from segkit.review.reviewing import review

PlanOf = Callable[..., TrackingPlan]
FULL = ", ".join(f"{a}{b}_kind s" for a in "abcde" for b in "stuvw") + ", products a"
WIDE = ", ".join(f"{a}{b}_kind s" for a in "abcdefgh" for b in "stuvwxy")


def found_with(
    build: Any,  # noqa: ANN401 (the builders of tests/doubles)
    plan: TrackingPlan, rule: str, slug: str, *, reads: str = "", **catalog: object,
) -> list[PlanFinding]:  # fmt: skip
    """What a check says where the web source has a destination of this slug.

    `reads` makes it an Actions destination with one mapping, which reads this path.
    """
    if reads:
        entry = build.actions("CLOUD", slug=slug, name=slug, **catalog)
        mapping = build.mapping(settings={"name": {"@path": reads}})
        link = build.link(catalog=entry, mappings=(mapping,), filters=())
    else:
        methods = frozenset({"track", "identify"})
        entry = build.catalog(slug=slug, name=slug, methods=methods, **catalog)
        link = build.link(catalog=entry, filters=())
    case = build.case(link, plan=plan)
    return [one for one in review(plan, case).findings if one.rule == rule]


def test_a_name_that_a_tool_refuses_is_said_where_it_is_sent(build: Any, plan_of: PlanOf) -> None:  # noqa: ANN401
    """Google Analytics 4 gets the event's own name only where a mapping reads it."""
    plan = plan_of("Tent | Pitched", "Boots Fitted")
    slug = "actions-google-analytics-4"

    sent = found_with(build, plan, "dest-event-name", slug, reads="$.event")
    mapped = found_with(build, plan, "dest-event-name", slug, reads="$.properties.x")

    assert [one.event for one in sent] == ["Tent | Pitched"]
    assert mapped == []


@pytest.mark.parametrize(
    ("line", "rule", "reads", "said"),
    [
        ("error", "dest-event-name", "$.event", "reserves the name"),
        ("first open", "dest-event-name", "$.event", "reserves the name"),
        ("Error Met", "dest-event-name", "$.event", ""),
        ("Tent Pitched : google_hue s", "dest-field-name", "$.properties", "not with firebase_"),
        ("Tent Pitched : 2nd-peg s", "dest-field-name", "$.properties", "begin with a letter"),
        ("Tent Pitched : 2nd-peg s", "dest-field-name", "$.properties.2nd-peg", ""),
        ("Tent Pitched : pegHue s", "dest-field-name", "$.properties", ""),
        (f"Tent Pitched : {WIDE}", "dest-too-many", "$.properties", "25 parameters"),
        (f"Tent Pitched : {FULL}", "dest-too-many", "$.properties", ""),
    ],
)
def test_what_google_analytics_says_of_itself_is_said_with_its_page(  # noqa: PLR0917 (as the table has them)
    build: Any, plan_of: PlanOf, line: str, rule: str, reads: str, said: str,  # noqa: ANN401
) -> None:  # fmt: skip
    """Reserved names, parameters and how many; of a field only where it keeps its name."""
    slug = "actions-google-analytics-4"

    found = found_with(build, plan_of(line), rule, slug, reads=reads)

    assert bool(found) == bool(said)
    assert all(said in one.message and "support.google.com" in one.message for one in found)


@pytest.mark.parametrize(
    ("kinds", "long", "longer"),
    [
        ((), True, True),
        (("snowflake",), False, False),
        (("redshift", "snowflake"), False, True),
        (("postgres", "redshift"), True, True),
    ],
)
def test_names_may_be_as_long_as_the_strictest_warehouse_takes_them(
    build: Any, plan_of: PlanOf, kinds: tuple[str, ...], long: bool, longer: bool,  # noqa: ANN401
) -> None:  # fmt: skip
    """63 bytes in PostgreSQL, 127 in Redshift."""
    names = (f"{'Very ' * 14}Long Walk Walked", f"{'Very ' * 28}Long Walk Walked")
    plan = plan_of(*names)
    case = build.case(build.link(), plan=plan)
    warehouses = tuple(Warehouse(kind, kind, kind, kind) for kind in kinds)
    case = replace(case, workspace=replace(case.workspace, warehouses=warehouses))

    found = {one.event for one in review(plan, case).findings if one.rule == "warehouse-long-name"}

    assert found == {name for name, is_said in zip(names, (long, longer), strict=True) if is_said}


@pytest.mark.parametrize(
    ("line", "rule", "slug", "field"),
    [
        ("Tent Pitched : we_hue s", "dest-field-name", "webengage", "properties.we_hue"),
        ("Tent Pitched : length n", "dest-field-name", "mixpanel", "properties.length"),
        ("Tent Pitched : time s", "dest-field-name", "braze", "properties.time"),
        ("Order Completed : currency s", "dest-field-name", "braze", ""),
        ("identify : home-town s", "dest-field-name", "firebase", "traits.home-town"),
        ("Tent Pitched : pole o, pole>kind s", "dest-nested", "clevertap", "properties.pole"),
        ("Order Completed : products a, products[] o", "dest-nested", "clevertap", ""),
        ("identify : pole o, pole>kind s", "dest-nested", "braze", "traits.pole"),
        ("identify : address o, address>city s", "dest-nested", "braze", ""),
        ("Tent Pitched : a a, a[] a, a[][] s", "dest-nested", "amplitude", "properties.a[][]"),
        (f"Tent Pitched : {WIDE}", "dest-too-many", "kenshoo-infinity", "event"),
        (f"identify : {WIDE}", "dest-too-many", "firebase", "event"),
        ("Tent Pitched : email s", "privacy-to-advertising", "adbeacon", "properties.email"),
    ],
)
def test_each_limit_is_said_of_what_comes_to_the_tool(  # noqa: PLR0917 (as the table has them)
    build: Any, plan_of: PlanOf, line: str, rule: str, slug: str, field: str,  # noqa: ANN401
) -> None:  # fmt: skip
    """The field at which it fails; nothing where the tool takes it all the same."""
    categories = ("Advertising",) if slug == "adbeacon" else ()

    found = found_with(build, plan_of(line), rule, slug, categories=categories)
    elsewhere = found_with(build, plan_of(line), rule, "beacon")

    assert elsewhere == []
    assert [one.field or "event" for one in found] == ([field] if field else [])


def test_what_is_off_limits_nothing(build: Any, plan_of: PlanOf) -> None:  # noqa: ANN401
    """A destination that is switched off refuses no name."""
    plan = plan_of("Tent Pitched : length n")
    entry = build.catalog(slug="mixpanel", methods=frozenset({"track"}))
    case = build.case(build.link(catalog=entry, filters=(), enabled=False), plan=plan)

    assert "dest-field-name" not in {one.rule for one in review(plan, case).findings}


def test_a_plan_of_segment_that_no_source_has_is_said(build: Any, plan_of: PlanOf) -> None:  # noqa: ANN401
    """A sheet has no id, so nothing is known of it."""
    sheet = plan_of("Tent Pitched")
    plan = replace(sheet, id="tp_1")
    case = build.case(build.link(), plan=plan)

    assert "plan-without-source" in {one.rule for one in review(plan, case).findings}
    assert "plan-without-source" not in {one.rule for one in review(sheet, case).findings}
    connected = build.case(build.link(build.source(tracking_plan_id="tp_1")), plan=plan)
    assert "plan-without-source" not in {one.rule for one in review(plan, connected).findings}


def test_identify_of_another_plan_of_the_workspace_counts(build: Any, plan_of: PlanOf) -> None:  # noqa: ANN401
    """An app's plan need not repeat it; the plan's own rules say nothing more than the plan."""
    plan = plan_of("Tent Pitched", "Boots Fitted", "Map Opened")
    for owner, is_silent in (("tp_2", True), ("", False)):
        rules = {owner: [{"type": "IDENTIFY", "key": None}]}
        case = build.case(build.link(), plan=plan, extra={"trackingPlanRules": rules})

        found = {one.rule for one in review(plan, case).findings}

        assert ("identity-no-identify" not in found) == is_silent


def test_a_new_destination_does_not_change_the_score(build: Any, plan_of: PlanOf) -> None:  # noqa: ANN401
    """What depends on the workspace stands beside the score."""
    plan = plan_of("Tent Pitched : length n, email s", "identify : home-town s")
    entry = build.catalog(
        slug="mixpanel", methods=frozenset({"track"}), categories=("Advertising",)
    )
    case = build.case(build.link(catalog=entry, filters=()), plan=plan)

    with_tool, alone = review(plan, case), review(plan)

    assert len(with_tool.findings) > len(alone.findings)
    assert with_tool.families == alone.families
    assert isinstance(case.workspace.destinations[0], Destination)
