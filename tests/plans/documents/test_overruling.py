"""`call = …` of `profile.toml` overrules what a document was read as."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.model.plan import TrackingPlan
from segkit.plans.layouts.profile import Profile
from segkit.pull import read_plan

InShort = Callable[[TrackingPlan], dict[str, str]]

PLAN = """
user_properties: {plan: string}
account: {properties: {floor: integer}}
events:
  - {name: Lamp Lit, properties: {room: {type: string, required: true}}}
  - {name: Guest Known, properties: {email: string, plan: string}}
"""


@pytest.fixture
def overruled(tmp_path: Path) -> Callable[..., TrackingPlan]:
    """Reads the plan with these calls."""

    def read(text: str = PLAN, name: str = "quillmoor.yaml", **calls: str) -> TrackingPlan:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        place = file if file.parent == tmp_path else file.parent
        return read_plan(
            place, profile=Profile.from_dict({k: {"call": v} for k, v in calls.items()})
        )

    return read


CASES = {
    "an event is a screen": (
        {"Lamp Lit": "screen"},
        {"screen Lamp Lit": "room*:string"},
    ),
    "an event is about the user": (
        {"Guest Known": "identify"},
        {"identify": "plan:string email:string", "track Guest Known": None},
    ),
    "traits of users are those of groups": (
        {"user_properties": "group"},
        {"group": "plan:string floor:integer", "identify": None},
    ),
    "one place among events": ({"events[0]": "page"}, {"page Lamp Lit": "room*:string"}),
    "all events but one": (
        {"events": "page", "Lamp Lit": "screen"},
        {"screen Lamp Lit": "room*:string", "page Guest Known": "email:string plan:string"},
    ),
    "all events": ({"events": "page"}, {"page Lamp Lit": "room*:string", "track Lamp Lit": None}),
}  # fmt: skip


@pytest.mark.parametrize(("calls", "rules"), CASES.values(), ids=CASES)
def test_a_call_that_a_person_said_counts(
    calls: dict[str, str],
    rules: dict[str, str | None],
    overruled: Callable[..., TrackingPlan],
    in_short: InShort,
) -> None:
    """The fields go where that call carries them."""
    plan = overruled(**calls)

    found = in_short(plan)
    assert {name: found.get(name) for name in rules} == rules
    assert not any("is no table" in note for note in plan.report.notes)
    assert plan.report.rows == plan.report.used


def test_segments_own_json_follows_too(
    overruled: Callable[..., TrackingPlan], in_short: InShort
) -> None:
    """Whatever the form is that the document has."""
    rule = '{"type": "TRACK", "key": "Lamp Lit", "jsonSchema": {"properties": {"properties": {"properties": {"room": {}}}}}}'

    plan = overruled(f'{{"rules": [{rule}]}}', "quillmoor.json", rules="screen")

    assert in_short(plan) == {"screen Lamp Lit": "room"}


def test_a_file_of_a_folder_may_be_named(
    overruled: Callable[..., TrackingPlan], in_short: InShort
) -> None:
    """The place of its rules begins with its name."""
    plan = overruled(
        "name: Lamp Lit\nproperties: {room: string}\n", "plan/lamp.yaml", **{"lamp.yaml": "screen"}
    )

    assert in_short(plan) == {"screen Lamp Lit": "room:string"}


def test_fields_that_differ_where_rules_become_one_are_in_doubt(
    overruled: Callable[..., TrackingPlan],
) -> None:
    """Segment has one rule for identify."""
    text = (
        "user_properties: {plan: string}\nevents: [{name: Guest Known, properties: {plan: number}}]"
    )

    [doubt] = [
        one
        for one in overruled(text, **{"Guest Known": "identify"}).report.doubts
        if "described differently" in one.what
    ]

    assert (doubt.where, doubt.examples) == ("profile.toml", ("plan",))


def test_what_fits_nothing_is_remarked(overruled: Callable[..., TrackingPlan]) -> None:
    """A name that was mistyped, or of a tab that an earlier plan had."""
    plan = overruled(**{"Lamp Lit": "screen", "Track Tab": "page"})

    [note] = [one for one in plan.report.notes if "is no table" in one]
    assert "'Track Tab'" in note
    assert "'Lamp Lit'" not in note
