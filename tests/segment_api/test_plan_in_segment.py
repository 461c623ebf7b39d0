"""A plan in Segment, named by its id on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from segkit.cli import cli

if TYPE_CHECKING:
    from tests.doubles.segment_api import SegmentApi

PLAN = "tp_sum9rTO3egY2NttMr9J0EK"


def test_a_plan_is_printed_by_its_id(segment: SegmentApi, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the token from the environment, and without showing it."""
    monkeypatch.setenv("SEGMENT_TOKEN", segment.token)
    monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", segment.url)
    segment.rules[PLAN] = [{"type": "TRACK", "key": "Order Completed", "version": 1}]

    printed = CliRunner().invoke(cli, ["plan", PLAN, "--json"])

    assert printed.exit_code == 0, printed.output
    assert [rule["key"] for rule in json.loads(printed.output)["rules"]] == ["Order Completed"]
    assert segment.token not in printed.output
