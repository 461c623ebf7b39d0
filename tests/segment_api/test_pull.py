"""Behaviour of `segkit.segment_api.pull`: the whole workspace, or what is missing and why."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from segkit.errors import ApiError, TokenError, UsageError
from segkit.patience import Pause
from segkit.segment_api.client import PublicApi
from segkit.segment_api.document import read_workspace, workspace_document
from segkit.segment_api.progress import Progress
from segkit.segment_api.pull import pull_workspace
from segkit.segment_api.secrets import without_secrets
from segkit.segment_api.titles import ON_REQUEST
from segkit.segment_api.token import Token

if TYPE_CHECKING:
    from tests.doubles.segment_api import SegmentApi
    from tests.segment_api.conftest import PretendClock


def in_order(document: Mapping[str, Any]) -> dict[str, object]:
    """The document with lists of objects sorted by their ids."""
    return {
        key: sorted(value, key=lambda one: str(one.get("id") or one.get("sourceId") or one))
        if isinstance(value, list)
        else value
        for key, value in document.items()
    }


def test_pulled_workspace_is_the_whole_workspace(
    segment: SegmentApi, api: PublicApi, whole: dict[str, Any]
) -> None:
    """Every object of every resource, read by segkit as from a file."""
    segment.largest_page = 3

    found = pull_workspace(api, also=ON_REQUEST)

    newest = [  # of the history of syncs only the first page is read
        {**one, "reports": one["reports"][:3]} for one in whole["warehouseSyncs"]
    ]
    assert in_order(found) == in_order({**whole, "warehouseSyncs": newest})
    read, expected = read_workspace(workspace_document(found, "")), read_workspace(whole)
    assert (read.sources, read.warehouses) == (expected.sources, expected.warehouses)
    assert {one.id: one.mappings for one in read.destinations} == {
        one.id: one.mappings for one in expected.destinations
    }


def test_nothing_is_asked_that_a_list_has_told(
    segment: SegmentApi, api: PublicApi, document: dict[str, Any]
) -> None:
    """Mappings only of destinations on Actions, settings only of sources with a plan."""
    pull_workspace(api)

    actions = [one["id"] for one in document["destinations"] if one["metadata"]["actions"]]
    asked = [one.path for one in segment.asked]
    assert 0 < len(actions) < len(document["destinations"])
    assert len(segment.paths("/destinations/{id}/subscriptions")) == len(actions)
    assert len(segment.paths("/sources/{id}/settings")) == len(document["sourceSettings"])
    assert not segment.paths("/sources/{id}")
    assert len(set(asked)) == len(asked) - 4  # /functions is asked for five kinds


def test_two_pulls_give_the_same(segment: SegmentApi, api: PublicApi) -> None:
    """Whatever answer overtakes another; nothing is kept from the pull before."""
    segment.latency = 0.002

    first, second = pull_workspace(api), pull_workspace(api)

    assert first == second
    assert list(first) == list(second)


def test_region_stands_in_the_workspace(segment: SegmentApi, clock: PretendClock) -> None:
    """Advice on the EU region needs it."""
    api = PublicApi(Token(segment.token), addresses={"EU": segment.url}, clock=clock)

    assert read_workspace(pull_workspace(api)).region == "EU"


def test_unknown_fields_and_values_are_kept(segment: SegmentApi, api: PublicApi) -> None:
    """The API grows without asking; the official client would refuse this."""

    def decorate(key: str, one: dict[str, Any]) -> dict[str, Any]:
        if key == "destinations":
            one["metadata"] = {**one["metadata"], "status": "HIBERNATING"}
        return {**one, "resourceSchemaId": "rs_1"}

    segment.decorate = decorate

    workspace = read_workspace(pull_workspace(api))

    assert {one.catalog.status for one in workspace.destinations} == {"HIBERNATING"}
    assert {one.extra["resourceSchemaId"] for one in workspace.sources} == {"rs_1"}


def test_rules_of_every_live_plan_are_read(
    segment: SegmentApi, api: PublicApi, document: dict[str, Any]
) -> None:
    """With all their pages; a library of properties is no plan that sources follow."""
    plan = document["trackingPlans"][0]["id"]
    library = {"id": "tp_library", "type": "PROPERTY_LIBRARY"}
    document["trackingPlans"] = [*document["trackingPlans"], library]
    rules = [{"type": "TRACK", "key": f"Event {n}", "version": 1} for n in range(450)]
    segment.rules[plan], segment.closed = rules, {}

    found = pull_workspace(api)

    assert found["trackingPlanRules"][plan] == rules  # type: ignore[index]
    assert not [path for path in segment.paths("/tracking-plans/{id}/rules") if "library" in path]


CLOSED = {
    "/destinations/{id}/subscriptions": ["subscriptions"],
    "/destination/{id}/filters": ["filters"],
    "/tracking-plans": [
        "sourceSettings",
        "trackingPlanRules",
        "trackingPlanSources",
        "trackingPlans",
    ],
    "/tracking-plans/{id}/rules": ["trackingPlanRules"],
    "/sources/{id}/settings": ["sourceSettings"],
    "/transformations": ["transformations"],
    "/functions": ["destinationFunctions", "functions", "instances", "sourceFunctions"],
    "/insert-function-instances": ["instances"],
    "/reverse-etl-models": ["models"],
    "/warehouses": ["connectedSources", "warehouses"],
    "/destinations": ["destinations", "filters", "subscriptions"],
    "/labels": ["labels"],
}


@pytest.mark.parametrize(
    ("template", "missing", "status"),
    [
        *((template, missing, 403) for template, missing in CLOSED.items()),
        *(("/tracking-plans", CLOSED["/tracking-plans"], status) for status in (401, 404, 422)),
    ],
)
def test_what_is_not_open_is_named_with_its_reason(
    segment: SegmentApi, api: PublicApi, template: str, missing: list[str], status: int
) -> None:
    """Everything else is there, and what is missing is not taken for empty."""
    segment.closed[template] = status

    found = pull_workspace(api)

    assert list(found["notAvailable"]) == missing  # type: ignore[call-overload]
    for reason in read_workspace(found).not_available.values():
        assert f"({status}: 'This is not open to you.')" in reason
    assert not [key for key in missing if key in found]


def test_closed_door_is_not_knocked_at_for_each_object(segment: SegmentApi, api: PublicApi) -> None:
    """Three refusals and nothing else are enough; mappings are unknown then, not none."""
    segment.closed["/destinations/{id}/subscriptions"] = 403

    workspace = read_workspace(pull_workspace(api))

    assert len(segment.paths("/destinations/{id}/subscriptions")) == 3
    assert all(one.mappings is None for one in workspace.destinations if one.catalog.is_actions)


def test_one_destination_that_is_refused_is_told_from_the_others(
    segment: SegmentApi, api: PublicApi, document: dict[str, Any]
) -> None:
    """Its filters are unknown; those of all others are known, and most have none."""
    gone = document["destinations"][1]["id"]
    segment.closed[f"/destination/{gone}/filters"] = 404

    found = pull_workspace(api)

    workspace = read_workspace(found)
    assert [one.id for one in workspace.destinations if one.filters is None] == [gone]
    assert sum(len(one.filters or ()) for one in workspace.destinations) == len(
        [one for one in document["filters"] if one["destinationId"] != gone]
    )
    assert workspace.not_available["filters"].startswith("1 of 5: Segment refused")


def test_missing_write_keys_are_explained(api: PublicApi, document: dict[str, Any]) -> None:
    """The API gives an empty list to tokens without the role."""
    for source in document["sources"]:
        source["writeKeys"] = []

    found = pull_workspace(api)

    assert "Source Admin" in found["notAvailable"]["writeKeys"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("status", "kind"), [(401, TokenError), (403, TokenError), (404, ApiError)]
)
def test_without_sources_there_is_no_pull(
    segment: SegmentApi, api: PublicApi, status: int, kind: type[ApiError]
) -> None:
    """A guide without sources would be about nothing."""
    segment.closed["/sources"] = status

    with pytest.raises(kind, match="/sources"):
        pull_workspace(api)


def test_workspace_without_sources_is_pulled_and_said_to_be_empty(
    segment: SegmentApi, api: PublicApi
) -> None:
    """A new workspace looks like that, and so does one whose sources the token may not see."""
    segment.document = {"workspace": segment.document["workspace"], "sources": [],
                        "sourceSettings": []}  # fmt: skip

    found = pull_workspace(api)

    kept = without_secrets(workspace_document(found, "the workspace"))
    workspace = read_workspace(kept)
    assert (workspace.sources, workspace.destinations) == ((), ())
    assert list(workspace.not_available) == ["sources"]
    assert "may not see" in workspace.not_available["sources"]


def test_token_taken_away_in_the_middle_fails_the_pull(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """It would otherwise look like a token with few rights, and replace a good snapshot."""
    no = doubles.refusal(401, "unauthorized", "Unauthorized.")
    segment.canned["/"].extend([None, no])
    segment.closed["/labels"] = 401

    with pytest.raises(TokenError, match="does not accept"):
        pull_workspace(api)


@pytest.mark.parametrize("path", ["/labels", "/destination/{id}/filters", "/warehouses"])
def test_page_that_cannot_be_had_fails_the_pull(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, path: str
) -> None:
    """An error page is no refusal: nobody knows what is behind it."""
    segment.canned[path].extend([doubles.Canned(502, b"<html>Bad gateway</html>")] * 999)

    with pytest.raises(ApiError, match="answered 502"):
        pull_workspace(api)


def test_faults_lose_nothing(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, document: dict[str, Any]
) -> None:
    """Each call fails at first, in one way or another."""
    ways = (
        doubles.Canned(500, b"<html>"),
        doubles.Canned(200, {"data": {}}, cut=4),
        doubles.Canned(200, b"<html>"),
        doubles.Canned(429, {"errors": [{"type": "RequestError", "data": {"msBeforeNext": 900}}]}),
    )
    for n, template in enumerate((*doubles.LISTS, "/labels")):
        # what a pull can do without is asked for once more, not five times
        few = [ways[n % 4]] if template in doubles.FURTHER_LISTS else [*ways[n % 2 :: 2]]
        segment.canned[template].extend(few)

    assert in_order(pull_workspace(api)) == in_order(document)


def test_volumes_are_read_on_request(
    segment: SegmentApi, api: PublicApi, document: dict[str, Any]
) -> None:
    """Which events really came, by name, type and source; until a minute ago."""
    item = {
        "eventName": "Order Completed", "eventType": "track", "total": 7,
        "source": {"id": document["sources"][0]["id"]}, "series": [{"time": "t", "count": 7}],
    }  # fmt: skip
    segment.volumes = [item]

    found = pull_workspace(api, volumes_days=7)

    [asked] = [one.query for one in segment.asked if one.template == "/events/volume"]
    assert found["eventVolumes"] == {
        "granularity": "DAY",
        "startTime": "2026-11-17T09:30:00Z",
        "endTime": "2026-11-24T09:30:00Z",
        "items": [item],
    }
    assert [asked[f"groupBy.{n}"] for n in range(3)] == [["eventName"], ["eventType"], ["source"]]
    kept = without_secrets(workspace_document(found, "the pull"))
    assert read_workspace(kept).extra["eventVolumes"] == found["eventVolumes"]


def test_volumes_of_no_days_are_a_mistake(api: PublicApi, segment: SegmentApi) -> None:
    """Nothing is asked for it."""
    with pytest.raises(UsageError, match="0 days"):
        pull_workspace(api, volumes_days=0)

    assert segment.asked == []


def test_progress_counts_up_to_the_total(segment: SegmentApi, api: PublicApi) -> None:
    """Per resource, in the thread that pulls."""
    segment.largest_page = 3
    news: list[tuple[int, Progress | Pause]] = []

    pull_workspace(api, progress=lambda one: news.append((threading.get_ident(), one)))

    assert {thread for thread, _ in news} == {threading.get_ident()}
    steps = [one for _, one in news if isinstance(one, Progress)]
    assert [str(one) for one in steps if one.resource == "sources"] == [
        "sources: 3 of 7", "sources: 6 of 7", "sources: 7 of 7",
    ]  # fmt: skip
    assert [one.done for one in steps if one.resource == "filters"] == list(range(1, 6))
    assert all(one.total is None or one.done <= one.total for one in steps)


def test_notebook_with_its_own_event_loop_can_pull(segment: SegmentApi, api: PublicApi) -> None:
    """Jupyter runs one in the thread that calls."""

    async def cell() -> dict[str, object]:
        return pull_workspace(api)

    assert asyncio.run(cell())["labels"] == segment.document["labels"]


def test_interrupted_pull_ends_at_once_and_leaves_nothing(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """Ctrl-C does not wait for answers; no thread goes on asking."""
    segment.canned["/warehouses"].append(doubles.Canned(200, {}, delay=5.0))

    def interrupt(_news: object) -> None:
        raise KeyboardInterrupt

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        pull_workspace(api, progress=interrupt)

    assert time.monotonic() - start < 2
    assert not [one for one in threading.enumerate() if one.name == "segkit pull"]


def test_everything_the_double_says_fits_the_official_models(
    whole: dict[str, Any], doubles: ModuleType
) -> None:
    """A stand-in that answers less than Segment would prove little."""
    inner = {
        "audienceDestinations": ("destinations", "connections"),
        "modelSyncs": ("syncs", "syncStatuses"),
        "warehouseSyncs": ("reports", "reports"),
        "selectiveSyncs": ("items", "items"),
    }
    shown = {key: value for key, value in whole.items() if key in doubles.FIELDS} | {
        name: [one for some in whole[key] for one in some[of]] for key, (of, name) in inner.items()
    }
    shown["workspace"] = [shown["workspace"]]
    shown["livePlugin"] = whole["livePlugins"]
    shown["dataset"] = [one for step in whole["deliveryOverview"]["steps"] for one in step["items"]]
    shown["deliveryMetricsSummary"] = whole["deliveryMetrics"]["items"]
    shown["functions"] += whole["sourceFunctions"] + whole["destinationFunctions"]
    for key, name in (("mtuUsage", "MTU"), ("apiUsage", "APICalls")):
        shown[f"dailyWorkspace{name}Usage"] = whole[key]["daily"] + whole[key]["bySource"]

    found = [
        fault for key, some in shown.items() for one in some for fault in doubles.faults(key, one)
    ]

    assert doubles.FIELDS.keys() - shown.keys() == {"rules", "result"}
    assert found == []


def test_count_of_functions_that_stays_higher_is_noted(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """They come in three lists; a list that lacks some is not taken for whole."""
    empty = {"functions": [], "pagination": {"current": "c", "totalEntries": 2}}
    segment.canned["/functions"].extend([doubles.Canned(200, {"data": empty})] * 9)

    found = read_workspace(pull_workspace(api))

    assert found.not_available["functions"] == (
        "Some may be missing: the API counts 2, and its pages hold 0."
    )
