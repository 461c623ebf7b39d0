"""Behaviour of `segkit.facts.identity`: the story of one person is told in the plan's own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from segkit.engagement.demo import create_demo
from segkit.facts.identity import Story
from segkit.facts.known import Facts
from segkit.model.plan import Field, Rule, TrackingPlan


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What is known of the demo engagement."""
    return Facts(create_demo(tmp_path_factory.mktemp("identity") / "demo"))


@pytest.mark.parametrize(
    ("event", "scene", "when"),
    [
        ("Signed In", "The person signs in", "right after sign-in"),
        ("Signed Up", "The person signs up", "right after sign-up"),
        ("Account Created", "The person signs up", "right after sign-up"),
        ("Profile Completed", "The person becomes known", "as soon as the userId is known"),
    ],
)
def test_a_person_becomes_known_by_what_the_plan_says(
    demo: Facts, event: str, scene: str, when: str
) -> None:
    """Nobody is said to sign in where the plan knows another moment."""
    rules = (
        Rule("identify", fields=(Field(("traits", "email"), required=True),)),
        Rule("track", event),
    )
    facts = Facts(
        demo.engagement, replace(demo.snapshot, workspace=None, plan=TrackingPlan("Plan", rules))
    )

    [step] = [one for one in Story(facts).steps if one.call == "identify"]
    assert (step.scene, when in step.why) == (scene, True)
