"""The plug-in for pytest: a call that breaks the plan fails the test that made it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from segkit.traffic.counting.counter import Counting
from segkit.traffic.testing import SegmentCalls

Call = dict[str, object]


class Page:
    """Hears of requests as Playwright's page does."""

    def __init__(self) -> None:
        self.heard: list[Callable[[object], object]] = []

    def on(self, event: str, heard: Callable[[object], object]) -> None:
        """Keep the listener."""
        assert event == "request"
        self.heard.append(heard)

    def send(self, body: object, url: str = "https://api.segment.io/v1/t") -> None:
        """One request, as the browser makes it."""
        raw = json.dumps(body).encode()
        request = SimpleNamespace(method="POST", url=url, headers={}, post_data_buffer=raw)
        for heard in self.heard:
            heard(request)


def test_a_violation_fails_and_names_its_field(
    counting: Counting, order: Callable[..., Call]
) -> None:
    """A test that sends only what is planned passes."""
    calls, page = SegmentCalls(counting), Page()
    calls.watch(page)  # type: ignore[arg-type]  # it has what is asked of a page
    page.send(order(1, note="größer"))
    page.send({"else": 1}, "https://else.example/v1/t")
    calls.expect("Order Completed")
    calls.check()

    page.send({"batch": [order(2, total="x")]}, "https://api.segment.io/v1/b")

    with pytest.raises(AssertionError, match=r"properties\.total: type"):
        calls.check()
    calls.check("none")


def test_an_event_that_was_not_seen_fails(counting: Counting, order: Callable[..., Call]) -> None:
    """With what was seen instead."""
    calls = SegmentCalls(counting)
    calls.add(order(1))

    with pytest.raises(AssertionError, match=r"Not seen: Lamp Lit\. Seen: Order Completed"):
        calls.expect("Order Completed", "Lamp Lit")


def test_the_plug_in_costs_nothing_where_it_is_not_used() -> None:
    """Pytest loads it in every project; segkit itself stays out of it."""
    code = (
        "import sys, segkit.traffic.pytest_plugin; "
        "print([n for n in sys.modules if n.startswith('segkit') or n in {'msgspec', 'jsonschema_rs'}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    own = ["segkit.version", "segkit", "segkit.traffic", "segkit.traffic.pytest_plugin"]
    assert done.stdout == f"{own}\n"


def test_the_fixture_fails_the_test_that_broke_the_plan(demo: Path, tmp_path: Path) -> None:
    """In a pytest of its own, as a customer has it."""
    call = {"type": "track", "event": "Order Completed", "messageId": "1", "userId": "u"}
    (tmp_path / "test_shop.py").write_text(
        "def test_nothing(segment_calls):\n    pass\n\n"
        f"def test_bad(segment_calls):\n    segment_calls.add({call!r})\n",
        encoding="utf-8",
    )
    (tmp_path / "pytest.ini").write_text(f"[pytest]\nsegkit = {demo}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "segkit.traffic.pytest_plugin", "-q"]
    # the plug-in is named, so that a checkout that was not installed again has it too
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert "2 passed, 1 error" in done.stdout
    assert 'track "Order Completed": properties: required' in done.stdout
