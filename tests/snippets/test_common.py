"""Behaviour of `segkit.snippets.common`: what a plan asks of every call."""

from __future__ import annotations

from pathlib import Path

import pytest

import segkit
from segkit.model.plan import Field, Rule
from segkit.pull.inputs import read_plan
from segkit.snippets.common import with_common
from segkit.snippets.payload import Payload, example_payload
from segkit.validation import violations

COMMON = Rule(
    "common",
    None,
    fields=(
        Field(("userId",), ("string",)),
        Field(("anonymousId",), ("string",), required=True),
        Field(("context",), ("object",), required=True),
        Field(("context", "app"), ("object",), required=True),
        Field(("context", "app", "version"), ("string",), required=True, example="5.12.0"),
    ),
)


def test_a_call_gets_what_is_required_and_nothing_else() -> None:
    """The plan accepts it then; what is optional stays away."""
    call = with_common({"event": "Signed Up", "context": {"ip": "192.0.2.1"}}, [COMMON])

    assert sorted(call) == ["anonymousId", "context", "event"]
    assert call["context"] == {"ip": "192.0.2.1", "app": {"version": "5.12.0"}}
    assert not violations(COMMON, call)


@pytest.mark.parametrize("call", [{"anonymousId": "mine", "context": {"app": {"version": "1"}}}])
def test_what_the_call_has_is_kept(call: Payload) -> None:
    """An own value is better than an example."""
    assert with_common(dict(call), [COMMON]) == call


def test_rules_of_calls_add_nothing() -> None:
    """Only what holds for every call does."""
    event = Rule("track", "Left", fields=(Field(("properties", "why"), required=True),))

    assert with_common({"event": "Signed Up"}, [event]) == {"event": "Signed Up"}


def test_the_demo_plan_accepts_its_examples_as_a_whole() -> None:
    """Of a plan that requires something of every call, an example without it is none."""
    plan = read_plan(Path(segkit.__file__).parent / "engagement" / "demo" / "tracking-plan.xlsx")
    common = [rule for rule in plan.rules if rule.call == "common"]
    calls = [rule for rule in plan.rules if rule.call != "common"]

    broken = {
        rule.title: found
        for rule in calls
        for one in common
        if (found := violations(one, with_common(example_payload(rule), plan.rules)))
    }

    assert common
    assert broken == {}
