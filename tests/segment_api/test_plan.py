"""Behaviour of `segkit.segment_api.plan`."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from segkit.errors import ApiError, NotATrackingPlanError, UsageError
from segkit.segment_api.client import PublicApi
from segkit.segment_api.plan import read_plan_by_id

if TYPE_CHECKING:
    from tests.doubles.segment_api import SegmentApi

PLAN = "tp_sum9rTO3egY2NttMr9J0EK"


def rule(n: int) -> dict[str, Any]:
    """A rule for one event."""
    fields = {"type": "object", "properties": {"total": {"type": "number"}}}
    schema = {"type": "object", "properties": {"properties": fields}}
    return {"type": "TRACK", "key": f"Event {n}", "version": 1, "jsonSchema": schema}


def test_plan_comes_with_all_its_rules(segment: SegmentApi, api: PublicApi) -> None:
    """Over all pages, with the plan's own name and id."""
    segment.rules[PLAN], segment.largest_page = [rule(n) for n in range(450)], 200

    plan = read_plan_by_id(PLAN, api)

    assert (plan.id, plan.name) == (PLAN, "Quillmoor shop and Trail Club")
    assert [one.key for one in plan.rules] == [f"Event {n}" for n in range(450)]
    assert len(segment.asked) == 4
    assert plan.report.notes == ()


def test_plan_of_another_workspace_is_said_to_be_missing(api: PublicApi) -> None:
    """The token decides which workspace is looked at."""
    with pytest.raises(ApiError, match="no tracking plan 'tp_other'"):
        read_plan_by_id("tp_other", api)


def test_plan_without_rules_is_no_plan(segment: SegmentApi, api: PublicApi) -> None:
    """There is nothing to make a guide from."""
    segment.rules[PLAN] = []

    with pytest.raises(NotATrackingPlanError, match="empty"):
        read_plan_by_id(PLAN, api)


@pytest.mark.parametrize("plan_id", ["rs_1abc", "", "tp_", "tp_a/../../sources", "Quillmoor"])
def test_what_is_no_id_is_not_asked_for(segment: SegmentApi, api: PublicApi, plan_id: str) -> None:
    """Ids of the older Config API look alike."""
    with pytest.raises(UsageError, match="tp_"):
        read_plan_by_id(plan_id, api)

    assert segment.asked == []


def test_rules_that_the_api_counts_and_does_not_show_are_noted(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """The report of the plan says so."""
    segment.rules[PLAN] = []
    answer = {"rules": [rule(1)], "pagination": {"current": "c", "totalEntries": 2}}
    segment.canned["/tracking-plans/{id}/rules"].extend([doubles.Canned(200, {"data": answer})] * 2)

    plan = read_plan_by_id(PLAN, api)

    assert "Rules may be missing: the API counts 2" in plan.report.notes[-1]
