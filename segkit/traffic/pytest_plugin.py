"""A fixture for tests of the customer's own site or app: calls that break the plan fail the test.

pytest loads this module wherever segkit is installed, so it imports nothing of it before the
fixture is asked for.

    def test_checkout(page, segment_calls):
        segment_calls.watch(page)          # a page or context of Playwright
        page.goto("https://localhost:3000/checkout")
        page.get_by_text("Buy").click()
        segment_calls.expect("Order Completed")
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from segkit.traffic.testing import SegmentCalls


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the plan is, and what fails a test."""
    group = parser.getgroup("segkit")
    group.addoption("--segkit", metavar="ENGAGEMENT", help="Engagement whose plan calls must keep.")
    parser.addini("segkit", "Engagement whose plan calls must keep; its folder.", default="")
    parser.addini("segkit_fail_on", "violation, unplanned or none.", default="violation")


@pytest.fixture
def segment_calls(request: pytest.FixtureRequest) -> Iterator[SegmentCalls]:
    """Calls to Segment that a test sees; when it ends, those that break the plan fail it."""
    from segkit.traffic.testing import SegmentCalls

    config = request.config
    named = config.getoption("--segkit") or config.getini("segkit")
    if not named:
        pytest.fail("Which plan? Set `segkit = FOLDER` in pytest's settings, or use --segkit.")
    calls = SegmentCalls.of(Path(config.rootpath, str(named)))
    yield calls
    calls.check(str(config.getini("segkit_fail_on")))
