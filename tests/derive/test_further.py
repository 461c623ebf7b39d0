"""Behaviour of what is derived from a pull's further objects: deliveries, spaces, usage, owners."""

from __future__ import annotations

from dataclasses import replace

import pytest

from segkit.derive.deliveries import ARRIVES, FAILS, KEPT_BACK, deliveries, summed_metrics
from segkit.derive.owners import owners_of, workspace_owners
from segkit.derive.runs import model_runs
from segkit.derive.spaces import events_in, space_items
from segkit.derive.storage import LeftOut, warehouse_state
from segkit.derive.usage import usage
from segkit.model.workspace import (
    Destination,
    DestinationCatalog,
    DestinationMapping,
    Label,
    Source,
    SourceCatalog,
    Warehouse,
    Workspace,
)

WEB = Source("s1", "shop", "Shop", SourceCatalog("c", "Javascript", "javascript"))
BRAZE = Destination("d1", "Braze", "s1", DestinationCatalog("c", "Braze", "braze"))
STORE = Warehouse("w1", "Analytics", "snowflake", "Snowflake")
WINDOW = {"startTime": "2026-11-17T09:26:00Z", "endTime": "2026-11-24T09:26:00Z"}


def workspace(**extra: object) -> Workspace:
    """One of each, and what else was pulled."""
    return Workspace(sources=(WEB,), destinations=(BRAZE,), warehouses=(STORE,), extra=extra)


def step(name: str, *items: tuple[str, str, float], destination: str = "d1") -> dict[str, object]:
    """One step of the delivery overview: events, reasons and counts."""
    found: dict[str, object] = {
        "step": name,
        "sourceId": "s1",
        "items": [{"eventName": e, "discardReason": r, "total": n} for e, r, n in items],
    }
    return found | ({"destinationId": destination} if destination else {})


def test_counts_prove_that_an_event_arrives_or_does_not() -> None:
    """One delivery is proof; without any, the last step at which it was lost says why."""
    steps = [
        step("delivered", ("Order Completed", "", 7)),
        step("filtered", ("Order Completed", "x", 2), ("Signed Up", "NO_MATCHING_MAPPING", 3)),
        step("failed", ("Trail Saved", "400", 5), ("Signed Up", "429", 1)),
    ]

    found = deliveries(workspace(deliveryOverview={**WINDOW, "steps": steps}))

    assert found is not None
    assert {one.event: one.proof for one in found.events} == {
        "Order Completed": ARRIVES,
        "Signed Up": FAILS,
        "Trail Saved": FAILS,
    }
    assert found.of("d1") == (7, 5, 6)
    assert found.window == "from 2026-11-17 to 2026-11-24"


def test_what_was_not_counted_is_not_called_none() -> None:
    """Not pulled, not asked of this destination, and asked without an answer are three things."""
    only_asked = {**WINDOW, "steps": [step("delivered"), step("failed", ("A", "x", 0.0))]}

    found = deliveries(workspace(deliveryOverview=only_asked))

    assert deliveries(workspace()) is None
    assert found is not None
    assert found.of("d2") is None
    assert found.of("d1") == (0, 0, 0)
    assert [one.proof for one in found.events] == [""]


def test_the_way_into_segment_is_read_like_the_way_out() -> None:
    """Received, refused and blocked; it stands before any destination."""
    steps = [
        step("delivered", ("A", "", 1)),
        step("received", ("A", "", 9), destination=""),
        step("filteredAtSource", ("B", "Blocked", 4), destination=""),
        step("failedOnIngest", ("A", "too large", 2), destination=""),
    ]

    found = deliveries(workspace(deliveryOverview={**WINDOW, "steps": steps}))

    assert found is not None
    assert [(one.destination_id, one.event, one.proof) for one in found.events] == [
        ("", "A", ARRIVES), ("", "B", KEPT_BACK), ("d1", "A", ARRIVES),
    ]  # fmt: skip
    assert found.events[0].failed == {"too large": 2}
    assert found.asked == {"d1"}


def test_calls_without_a_name_are_called_by_their_type() -> None:
    """Only track calls always have one."""
    items = [
        {"eventType": "identify", "total": 3},
        {"eventType": "page", "eventName": "Home", "total": 2},
        {"eventType": "track", "eventName": "Signed Up", "total": 1},
    ]
    steps = [{"step": "delivered", "sourceId": "s1", "destinationId": "d1", "items": items}]

    found = deliveries(workspace(deliveryOverview={**WINDOW, "steps": steps}))

    assert found is not None
    assert [one.event for one in found.events] == ["identify", "page Home", "Signed Up"]


def test_sums_keep_the_apis_own_names() -> None:
    """Nobody has published what each of them means."""
    items = [{"destinationId": "d1", "metrics": [{"metricName": "successes", "total": 4}]}]

    assert summed_metrics(workspace(deliveryMetrics={"items": items})) == {
        "d1": (("successes", 4),)
    }
    assert summed_metrics(workspace()) is None


@pytest.mark.parametrize(
    ("query", "events"),
    [
        ("event('Order Completed').within(30 days).count() >= 1", ("Order Completed",)),
        ("event('A').count() = 1 AND event( \"B\" ).count() = 0 OR event('A')", ("A", "B")),
        ("trait('email') = 'event'", ()),
        ("", ()),
    ],
)
def test_events_are_found_in_a_query(query: str, events: tuple[str, ...]) -> None:
    """Each once, in order; a trait is no event."""
    assert events_in(query) == events


def test_a_space_lists_what_is_in_it_and_where_audiences_go() -> None:
    """Only what is switched on goes anywhere; of the rest it is not known."""
    to = [{"name": "Braze", "enabled": True}, {"name": "Old", "enabled": False}]
    found = space_items(
        workspace(
            spaces=[{"id": "sp", "name": "Club"}],
            audiences=[
                {"id": "a1", "spaceId": "sp", "name": "Buyers", "size": {"count": 7}},
                {"id": "a2", "spaceId": "sp", "name": "Others", "enabled": False},
                {"id": "a3", "spaceId": "elsewhere", "name": "Of another space"},
            ],
            audienceDestinations=[{"audienceId": "a1", "destinations": to}],
            profilesWarehouses=[{"id": "w1", "spaceId": "sp", "schemaName": "profiles"}],
            spaceFilters=[{"spaceId": "sp", "name": "F", "if": "event = 'Store Visited'"}],
        )
    )

    assert found is not None
    assert [(one.name, one.goes_to, one.size, one.enabled) for one in found] == [
        ("Buyers", ("Braze",), 7, True), ("Others", None, None, False),
        ("F", None, None, True), ("Analytics", ("Analytics",), None, True),
    ]  # fmt: skip
    assert found[2].events == ("Store Visited",)
    assert space_items(workspace()) is None


def test_usage_grows_by_day_and_source() -> None:
    """Counts come as text; what a day does not tell is not known, not none."""
    days = [
        {"sourceId": "s1", "timestamp": f"2026-11-0{n}", "identified": str(n), "anonymous": "x"}
        for n in (2, 1)
    ]
    calls = [{"sourceId": "s1", "timestamp": "2026-11-03T00:00:00Z", "apiCalls": "900"}]

    found = usage(workspace(mtuUsage={"period": "2026-11-01", "bySource": days},
                            apiUsage={"period": "2026-11-01", "bySource": calls}))  # fmt: skip

    assert found is not None
    one = found.sources["s1"]
    assert [day.identified for day in one.days] == [1, 2, None]
    assert (one.newest.identified, one.newest.anonymous, one.newest.calls) == (2, None, 900)
    assert (found.until, found.whole) == ("2026-11-03", None)
    assert usage(workspace()) is None


def test_a_model_is_shown_with_each_mapping_that_it_feeds() -> None:
    """Its schedule and its last run; a model that feeds nothing never runs."""
    models = [{"id": "m1", "name": "Stores"}, {"id": "m2", "name": "Lapsed", "enabled": False}]
    fed = DestinationMapping(
        "x", "Rows", "a", "a", "d1",
        extra={"modelId": "m1",
               "reverseETLSchedule": {"strategy": "SPECIFIC_DAYS", "config": {"days": [1, 3]}}},
    )  # fmt: skip
    syncs = [{"subscriptionId": "x", "syncs": [
        {"syncStatus": "SUCCESS", "startedAt": "2026-11-23T04:00:00Z",
         "loadPhase": {"deliverSuccessCount": "38", "deliverFailureCount": "-"}}]}]  # fmt: skip
    here = replace(workspace(models=models), destinations=(replace(BRAZE, mappings=(fed,)),))

    plain, with_runs = model_runs(here), model_runs(replace(here, extra={
        "models": models, "modelSyncs": syncs}))  # fmt: skip

    assert plain is not None
    assert with_runs is not None
    assert [(one.model, one.mapping, one.status) for one in plain] == [
        ("Stores", "Rows", None), ("Lapsed", "", None),
    ]  # fmt: skip
    assert (with_runs[0].status, with_runs[0].delivered, with_runs[0].failed) == (
        "SUCCESS", 38, None,
    )  # fmt: skip
    assert with_runs[0].schedule == "specific days, 1 3"
    assert model_runs(workspace()) is None


def test_a_warehouse_says_how_it_is_doing() -> None:
    """What was not pulled is None, what was pulled and is nothing is empty."""
    items = [
        {"collection": "identifies", "enabled": True, "propertiesOff": ["phone"]},
        {"collection": "promotion_viewed", "enabled": False},
        {"collection": "order_completed", "enabled": True, "propertiesOff": []},
    ]

    found = warehouse_state(
        workspace(
            warehouseStates=[{"warehouseId": "w1", "connectionState": "FAILED"}],
            selectiveSyncs=[{"warehouseId": "w1", "sourceId": "s1", "items": items}],
            profilesWarehouses=[],
        ),
        "w1",
    )

    assert (found.connection, found.syncs, found.schemas) == ("FAILED", None, ())
    assert found.left_out == (
        LeftOut("s1", "identifies", ("phone",)), LeftOut("s1", "promotion_viewed"),
    )  # fmt: skip
    assert warehouse_state(workspace(), "w1").left_out is None


@pytest.mark.parametrize(
    ("role", "resource", "owns"),
    [
        ("Source Admin", {"type": "SOURCE", "id": "s1"}, True),
        ("Source Admin", {"type": "SOURCE", "id": "s2"}, False),
        ("Source Read-only", {"type": "SOURCE", "id": "s1"}, False),
        ("Source Admin", {"type": "WORKSPACE", "id": "w"}, True),
        ("Source Admin", {"type": "WORKSPACE", "labels": [{"key": "team", "value": "shop"}]}, True),
        ("Source Admin", {"type": "WORKSPACE", "labels": [{"key": "team", "value": "app"}]}, False),
        ("Workspace Owner", {"type": "WORKSPACE", "id": "w"}, False),
    ],
)
def test_who_administers_a_source_owns_it(
    role: str, resource: dict[str, object], owns: bool
) -> None:
    """By its id, by its label, or all of them; workspace owners are told apart."""
    source = replace(WEB, labels=(Label("team", "shop"),))
    groups = [{"name": "Shop team",
               "permissions": [{"roleName": role, "resources": [resource]}]}]  # fmt: skip
    here = workspace(userGroups=groups)

    assert owners_of(here, source) == (("Shop team",) if owns else ())
    assert workspace_owners(here) == (("Shop team",) if role == "Workspace Owner" else ())
    assert owners_of(workspace(), source) is None
