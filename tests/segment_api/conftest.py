"""Segment's Public API on this computer, a clock that only pretends, and a client of both."""

from __future__ import annotations

import asyncio
import copy
import datetime as dt
import importlib.util
import json
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from segkit.segment_api.client import PublicApi
from segkit.segment_api.limits import Clock
from segkit.segment_api.token import Token

if TYPE_CHECKING:
    from tests.doubles.segment_api import SegmentApi

ON_REQUEST = {
    *("warehouseSyncs", "selectiveSyncs", "deliveryOverview", "deliveryMetrics"),
    *("userGroups", "users"),
}
"""Resources that a pull reads only when it is asked for them."""

DOUBLE = Path(__file__).parents[1] / "doubles" / "segment_api.py"


class PretendClock(Clock):
    """Time passes only by sleeping, and then at once."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def now(self) -> float:
        """Seconds since the test began, and a thousand."""
        return self.time

    def today(self) -> dt.datetime:
        """The day of the workshop."""
        return dt.datetime(2026, 11, 24, 9, 31, tzinfo=dt.UTC)

    async def sleep(self, seconds: float) -> None:
        """Let the time be over."""
        self.slept.append(seconds)
        until = self.time + seconds
        await asyncio.sleep(0.01)  # what is on its way arrives before the time is over
        self.time = max(self.time, until)


@pytest.fixture(scope="session")
def doubles() -> ModuleType:
    """`tests/doubles/segment_api.py`; test folders are no packages."""
    name = "segkit_doubles_segment_api"
    spec = importlib.util.spec_from_file_location(name, DOUBLE)
    assert spec is not None
    assert spec.loader is not None
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def demo() -> dict[str, Any]:
    """The demo's workspace; not to be changed."""
    document: dict[str, Any] = json.loads(
        (files("segkit.engagement.demo") / "workspace.json").read_text("utf-8")
    )
    document["trackingPlanRules"] = {
        plan["id"]: [
            {"type": "TRACK", "key": key, "version": 1, "jsonSchema": {"type": "object"}}
            for key in ("Order Completed", "Trail Saved")
        ]
        for plan in document["trackingPlans"]
    }
    return document


@pytest.fixture
def document(demo: dict[str, Any]) -> dict[str, Any]:
    """A part of the demo's workspace: 7 sources, 5 destinations of which 4 are on Actions.

    It is what a pull reads that is asked for nothing else.
    """
    left = {"destinations", *ON_REQUEST}
    part = copy.deepcopy({key: value for key, value in demo.items() if key not in left})
    part["sources"], part["warehouses"] = part["sources"][:7], part["warehouses"][:1]
    part["destinations"] = [copy.deepcopy(demo["destinations"][n]) for n in (0, 1, 7, 2, 22)]
    own = {one["id"] for key in ("sources", "destinations", "warehouses") for one in part[key]}
    for key in ("subscriptions", "filters", "sourceSettings", "livePlugins", "warehouseStates"):
        owners = ("destinationId", "sourceId", "warehouseId")
        part[key] = [
            one for one in part[key] if next(one[key] for key in owners if key in one) in own
        ]
    mappings = {one["id"] for one in part["subscriptions"]}
    part["modelSyncs"] = [one for one in part["modelSyncs"] if one["subscriptionId"] in mappings]
    for key in ("connectedSources", "trackingPlanSources"):
        part[key] = {
            owner: [one for one in ids if one in own]
            for owner, ids in part[key].items()
            if owner in own or owner.startswith("tp_")
        }
    return part


@pytest.fixture
def whole(segment: SegmentApi, demo: dict[str, Any]) -> dict[str, Any]:
    """All of the demo's workspace, and the stand-in holding it."""
    segment.document = demo
    return demo


@pytest.fixture
def clock() -> PretendClock:
    """The pretended clock."""
    return PretendClock()


@pytest.fixture
def segment(
    doubles: ModuleType, document: dict[str, Any], clock: PretendClock
) -> Iterator[SegmentApi]:
    """The API with the demo's workspace."""
    with doubles.running(doubles.SegmentApi(document, now=clock.now)) as running:
        yield running


@pytest.fixture
def api(segment: SegmentApi, clock: PretendClock) -> PublicApi:
    """A client of `segment`."""
    token = Token(segment.token, where="SEGMENT_TOKEN")
    return PublicApi(token, addresses={"": segment.url}, clock=clock)
