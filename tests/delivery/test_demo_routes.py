"""The demo engagement's routes, read against Segment's documentation one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.facts.known import Facts

D, N, U = "delivered", "not delivered", "unknown"
STAFF = {"context": {"traits": {"email": "robin@quillmoor.example"}}}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The demo engagement."""
    folder: Path = tmp_path_factory.mktemp("routes") / "demo"
    return Facts(create_demo(folder))


@pytest.mark.parametrize(
    ("source", "call", "target", "expected"),
    [
        # a filter drops the shop's own staff; the browser's action only adds a session to calls
        ("quillmoor_web_prod", STAFF, "Amplitude - web", (N, "filters")),
        ("quillmoor_web_prod", {}, "Amplitude - web", (D, "")),
        ("quillmoor_web_prod", {}, "Braze on the page", (N, "mappings")),
        ("quillmoor_web_prod", {}, "GA4 - shop", (D, "")),
        ("quillmoor_web_prod", {}, "Customer.io (before Braze)", (N, "enabled")),
        # its page documents track calls, which the catalog denies
        ("quillmoor_web_prod", {}, "FullStory", (D, "")),
        # unplanned events are blocked on the website, in both modes, and for warehouses; that the
        # sheet is the plan which is connected there is not known
        ("quillmoor_web_prod", {"event": "Oops"}, "GA4 - shop", (N, "mappings")),
        ("quillmoor_web_prod", {"event": "Oops"}, "Quillmoor analytics", (U, "")),
        ("trail_app_ios_prod", {"event": "Oops"}, "Quillmoor analytics", (D, "")),
        # one in five of the page calls is kept
        ("quillmoor_web_prod", {"type": "page"}, "Mixpanel (merchandising team)", (U, "")),
        ("trail_app_ios_prod", {}, "Firebase - iOS", (U, "")),
        ("trail_app_ios_prod", {}, "AppsFlyer - iOS", (D, "")),
        ("trail_app_ios_prod", {}, "Marketing sandbox", (N, "connected")),
        # Hotjar only runs in a browser, Slack has no enabled mapping, Meta an insert function
        ("shop_api_prod", {}, "Hotjar - checkout", (N, "mode")),
        ("shop_api_prod", {}, "Slack - big orders", (N, "call")),
        ("shop_api_prod", {}, "Facebook Conversions API", (U, "")),
        ("shop_api_prod", {"integrations": {"All": False}}, "Kinesis - raw events",
         (N, "integrations")),
        ("shop_api_prod", {"integrations": {"All": False}}, "Quillmoor analytics", (D, "")),
    ],
)  # fmt: skip
def test_each_of_these_was_read_against_the_documentation(
    facts: Facts, source: str, call: dict[str, object], target: str, expected: tuple[str, str]
) -> None:
    """An order unless the call says otherwise."""
    sent = {"type": "track", "event": "Order Completed", "userId": "u-1", **call}

    outcomes = {one.name: one for one in facts.route(sent, source).outcomes}

    assert (outcomes[target].result, outcomes[target].stopped_by) == expected
