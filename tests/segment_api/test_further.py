"""Behaviour of `segkit.segment_api.further`: what a pull can do without."""

from __future__ import annotations

import copy
import json
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from segkit.errors import UsageError
from segkit.segment_api import further
from segkit.segment_api.client import PublicApi
from segkit.segment_api.document import FURTHER, read_workspace, workspace_document
from segkit.segment_api.pull import pull_workspace
from segkit.segment_api.secrets import without_secrets
from segkit.segment_api.titles import ON_REQUEST, title_of

if TYPE_CHECKING:
    from tests.doubles.segment_api import SegmentApi
    from tests.segment_api.conftest import PretendClock

OVERVIEW = "/delivery-overview/"
CLOSED = {
    "/spaces": [
        "audienceDestinations", "audiences", "computedTraits", "profilesWarehouses",
        "spaceFilters", "spaces",
    ],
    "/spaces/{id}/audiences": ["audiences"],
    "/spaces/{id}/computed-traits": ["computedTraits"],
    "/filters": ["spaceFilters"],
    "/spaces/{id}/profiles-warehouses": ["profilesWarehouses"],
    "/spaces/{id}/audiences/{id}/destination-connections": ["audienceDestinations"],
    "/warehouses/{id}/connection-state": ["warehouseStates"],
    "/warehouses/{id}/syncs": ["warehouseSyncs"],
    "/warehouses/{id}/connected-sources/{id}/selective-syncs": ["selectiveSyncs"],
    "/reverse-etl-models/{id}/subscriptionId/{id}/syncs": ["modelSyncs"],
    "/sources/{id}/live-plugins/latest": ["livePlugins"],
    "/usage/mtu/daily": ["mtuUsage"],
    "/usage/api-calls/sources/daily": ["apiUsage"],
    "/groups": ["userGroups"],
    "/users": ["users"],
    "/destinations/{id}/delivery-metrics": ["deliveryMetrics"],
}  # fmt: skip
"""What is missing when a door is closed."""


@pytest.mark.parametrize("status", [403, 404, 500])
@pytest.mark.parametrize("template", CLOSED)
def test_a_closed_door_costs_its_own_group_only(
    segment: SegmentApi, api: PublicApi, whole: dict[str, Any], template: str, status: int
) -> None:
    """Whatever goes wrong there is a reason, and the pull is whole without it."""
    segment.closed[template] = status

    found = pull_workspace(api, also=ON_REQUEST)

    if template == "/sources/{id}/live-plugins/latest" and status == 404:  # most apps have none
        assert "notAvailable" not in found
        assert found["livePlugins"] == []
        return
    assert sorted(found["notAvailable"]) == CLOSED[template]  # type: ignore[call-overload]
    missing = {*CLOSED[template]} - {"mtuUsage", "apiUsage"}  # of which the other half is there
    assert set(whole) - set(found) == missing
    for reason in read_workspace(found).not_available.values():
        assert str(status) in reason


def test_a_step_of_deliveries_that_is_refused_leaves_the_others(
    segment: SegmentApi, api: PublicApi, whole: dict[str, Any]
) -> None:
    """With how many of the questions are open."""
    segment.closed[OVERVIEW + "failed-delivery"] = 403

    found: dict[str, Any] = pull_workspace(api, also=["delivery"])

    steps = found["deliveryOverview"]["steps"]
    assert {one["step"] for one in steps} == {
        "received", "failedOnIngest", "filteredAtSource", "filtered", "delivered",
    }  # fmt: skip
    gone = len([one for one in whole["deliveryOverview"]["steps"] if one["step"] == "failed"])
    assert found["notAvailable"]["deliveryOverview"].startswith(f"{gone} of {len(steps) + gone}: ")


def test_a_pull_without_these_rights_asks_little_more(
    segment: SegmentApi, api: PublicApi, clock: PretendClock
) -> None:
    """Each door is tried three times at most, nothing is waited for."""
    doors = {
        "/spaces", "/sources/{id}/live-plugins/latest", "/warehouses/{id}/connection-state",
        "/reverse-etl-models/{id}/subscriptionId/{id}/syncs",
        *(f"/usage/{one}daily" for one in ("mtu/", "mtu/sources/", "api-calls/",
                                           "api-calls/sources/")),
    }  # fmt: skip
    segment.closed |= dict.fromkeys(doors, 403)

    pull_workspace(api)

    more = [one for one in segment.asked if one.template in doors]
    assert len(more) <= 5 + 3 * 3
    assert clock.slept == []


def test_what_is_about_people_or_slow_is_read_on_request_only(
    segment: SegmentApi, api: PublicApi, document: dict[str, Any]
) -> None:
    """Names of people, two requests a minute, four requests for each destination."""
    found = pull_workspace(api)

    asked = {one.template for one in segment.asked}
    assert not {one for one in asked if one.startswith((OVERVIEW, "/users", "/groups"))}
    assert not asked & {
        "/warehouses/{id}/syncs", "/destinations/{id}/delivery-metrics",
        "/warehouses/{id}/connected-sources/{id}/selective-syncs",
    }  # fmt: skip
    assert set(FURTHER) & set(found) == set(FURTHER) & set(document)


def test_something_else_on_request_is_a_mistake(api: PublicApi, segment: SegmentApi) -> None:
    """Nothing is asked for it."""
    with pytest.raises(UsageError, match="'weather'"):
        pull_workspace(api, also=["weather"])

    assert segment.asked == []


def test_two_a_minute_is_kept_to(
    segment: SegmentApi, api: PublicApi, whole: dict[str, Any], clock: PretendClock
) -> None:
    """And bounded: what is left out is named."""
    pairs = [
        ("/warehouses/{id}/syncs", 2),
        ("/warehouses/{id}/connected-sources/{id}/selective-syncs", 2),
    ]
    segment.limits = dict(pairs)

    found: dict[str, Any] = pull_workspace(api, also=["syncs"])

    assert segment.refused_for_limit == 0
    assert len(found["selectiveSyncs"]) == len(whole["selectiveSyncs"]) <= further.MOST_PAIRS
    assert clock.now() - 1000 <= len(whole["selectiveSyncs"]) / 2 * 61


def test_only_some_of_many_pairs_and_audiences_are_asked_for(
    api: PublicApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is not taken for none: how many there are is said."""
    monkeypatch.setattr(further, "FEW_AUDIENCES", 2)

    found: dict[str, Any] = pull_workspace(api)

    assert len(found["audienceDestinations"]) == 2
    assert "2 of 3 audiences" in found["notAvailable"]["audienceDestinations"]
    assert "notAvailable" not in pull_workspace(api, also=["audiences"])


def test_pages_that_are_counted_by_number_are_all_read(
    segment: SegmentApi, api: PublicApi, document: dict[str, Any]
) -> None:
    """Filters of a space are the only list whose cursors are no text."""
    [one] = document["spaceFilters"]
    document["spaceFilters"] = [{**one, "id": f"f{n}"} for n in range(7)]
    segment.largest_page = 3

    found: dict[str, Any] = pull_workspace(api)

    assert [one["id"] for one in found["spaceFilters"]] == [f"f{n}" for n in range(7)]


def test_a_list_that_the_answer_leaves_out_is_empty(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """The model says that `filters` of a space may be missing."""
    empty = {"data": {"pagination": {"current": 0, "totalEntries": 0}}}
    segment.canned["/filters"].append(doubles.Canned(200, empty))

    assert pull_workspace(api)["spaceFilters"] == []


def test_days_of_deliveries_are_counted_up_to_five_minutes_ago(
    segment: SegmentApi, api: PublicApi, whole: dict[str, Any]
) -> None:
    """Seven days, within what both endpoints keep; the window is in the document."""
    found: dict[str, Any] = pull_workspace(api, also=["delivery"])

    for key in ("deliveryOverview", "deliveryMetrics"):
        assert found[key]["startTime"] == "2026-11-17T09:26:00Z"
        assert found[key]["endTime"] == "2026-11-24T09:26:00Z"
    asked = [one.query for one in segment.asked if one.template == OVERVIEW + "failed-delivery"]
    groups = [["eventType"], ["eventName"], ["discardReason"]]
    assert all([one[f"groupBy.{n}"] for n in range(3)] == groups for one in asked)
    on = [one for one in whole["destinations"] if one["enabled"]]
    assert len(asked) == len(on)


def test_filters_of_spaces_are_no_filters_of_destinations(
    segment: SegmentApi, api: PublicApi
) -> None:
    """That these may not be read leaves nothing open about what reaches a destination."""
    segment.closed["/filters"] = 403

    workspace = read_workspace(pull_workspace(api))

    assert "spaceFilters" in workspace.not_available
    assert not workspace.refused("filter")


SECRET = "Xq7Zt2Lm9Pw4Rv6Bn1Kc"


def test_nothing_of_it_brings_secrets_into_a_snapshot(whole: dict[str, Any]) -> None:
    """Code, settings, addresses and mail addresses are left out, whatever they are called."""
    document = copy.deepcopy(whole)
    for key in FURTHER:
        _salt(document[key])

    safe = without_secrets(workspace_document(document, ""))

    text = json.dumps({key: safe[key] for key in FURTHER})
    assert SECRET not in text
    assert "@" not in text
    assert "cdn.quillmoor" not in text
    assert without_secrets(safe) == safe


def test_a_snapshot_keeps_what_is_shown(whole: dict[str, Any]) -> None:
    """Keys of audiences, columns that are off, reasons and counts."""
    safe: dict[str, Any] = without_secrets(workspace_document(whole, ""))

    assert [one["key"] for one in safe["audiences"]] == [one["key"] for one in whole["audiences"]]
    assert safe["selectiveSyncs"][0]["items"][0]["propertiesOff"] == ["phone"]
    counted = [one["items"] for one in safe["deliveryOverview"]["steps"] if one["items"]]
    assert {"eventName", "eventType", "total", "discardReason"} == {
        key for one in counted for i in one for key in i
    }
    assert "••••" not in json.dumps({key: safe[key] for key in FURTHER})


def _salt(value: object) -> None:
    """Put a secret under keys that a newer API might have, at every depth."""
    if isinstance(value, list):
        for one in value:
            _salt(one)
    elif isinstance(value, dict):
        for one in value.values():
            _salt(one)
        value |= {"code": SECRET, "settings": {"a": SECRET}, "connectionSettings": SECRET,
                  "samples": [SECRET], "subjects": [SECRET], "email": "a@b.example"}  # fmt: skip


def test_every_resource_has_a_name_in_words() -> None:
    """For bars, reasons and About this guide."""
    assert all(title_of(key) != key or key in {"audiences", "users"} for key in FURTHER)


def test_a_refusal_for_a_fault_is_no_error_of_the_pull(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """An answer of another shape than documented counts as no, with what was wrong."""
    segment.canned["/spaces"].append(doubles.Canned(200, {"data": {"spaces": "none"}}))

    reason = read_workspace(pull_workspace(api)).not_available["spaces"]

    assert "holds no list 'spaces'" in reason
