"""Behaviour of the line below a section: what it is derived from."""

from __future__ import annotations

import pytest

from segkit.engagement.demo import create_demo
from segkit.facts.known import Facts
from segkit.rows.origins import derivation


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What is known about the demo engagement."""
    return Facts(create_demo(tmp_path_factory.mktemp("origins") / "demo"))


@pytest.mark.parametrize("call", ["objectives", "decisions", "questions", "parking_lot"])
def test_what_people_noted_is_not_said_to_come_from_plan_or_workspace(
    facts: Facts, call: str
) -> None:
    """A decision stands in no tracking plan."""
    assert derivation(facts, [call]) == "From what was noted in this engagement."


def test_what_was_read_is_named_with_its_version(facts: Facts) -> None:
    """The plan alone, and with what segkit knows."""
    assert derivation(facts, ["track"]).startswith("From the tracking plan (tracking-plan.xlsx,")
    assert "; with segkit's knowledge of Segment as of " in derivation(facts, ["considerations"])
