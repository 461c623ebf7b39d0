"""JSON Schemas as events: one in a file, as alternatives, as definitions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.model.plan import TrackingPlan
from segkit.pull import read_plan

Read = Callable[..., TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
ROOM = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
NAMES: dict[str, object] = {
    "room": {"$ref": "#/$defs/Room"},
    "watts": {"type": ["integer", "null"]},
}
LAMP: dict[str, object] = {"type": "object", "properties": NAMES, "required": ["room"]}
FIELDS = "room*:object room.name*:string watts:integer|null"

CASES = {
    "called by its title": ({"$schema": DRAFT, "title": "Lamp Lit", **LAMP}, "track Lamp Lit"),
    "named in its payload": (
        {**LAMP, "properties": {"eventName": {"enum": ["Lamp Lit"]}, **NAMES}, "required": ["eventName", "room"]},
        "track Lamp Lit",
    ),
    "named by a constant": (
        {**LAMP, "properties": {"event": {"const": "Lamp Lit"}, **NAMES}},
        "track Lamp Lit",
    ),
    "a whole payload": (
        {
            "type": "object",
            "properties": {
                "event": {"const": "Lamp Lit"}, "type": {"const": "track"},
                "properties": LAMP, "userId": {"type": "string"},
            },
            "required": ["properties"],
        },
        "track Lamp Lit",
    ),
    "called by its file": ({"$schema": DRAFT, **LAMP}, "track lamp_lit"),
}  # fmt: skip


@pytest.mark.parametrize(("schema", "event"), CASES.values(), ids=CASES)
def test_a_schema_is_an_event(
    schema: dict[str, object], event: str, read: Read, in_short: InShort
) -> None:
    """The event's name is no property, and references are filled in."""
    text = json.dumps({**schema, "$defs": {"Room": ROOM}})

    [(rule, fields)] = in_short(read(text, "lamp_lit.json")).items()

    assert (rule, fields.removeprefix("/userId:string ")) == (event, FIELDS)


def test_alternatives_are_events(read: Read, in_short: InShort) -> None:
    """One schema of all events holds each of them."""
    definitions = {
        "LampLit": {"properties": {"name": {"const": "Lamp Lit"}, "watts": {"type": "number"}}},
        "TeaPoured": {"title": "Tea Poured", "properties": {"cups": {"type": "integer"}}, "required": ["cups"]},
    }  # fmt: skip
    several = [{"$ref": f"#/$defs/{name}"} for name in definitions]

    plan = read(json.dumps({"$schema": DRAFT, "oneOf": several, "$defs": definitions}), "all.json")

    assert in_short(plan) == {"track Lamp Lit": "watts:number", "track TeaPoured": "cups*:integer"}


def test_definitions_that_name_an_event_are_events(read: Read, in_short: InShort) -> None:
    """The parts that they share are none."""
    definitions = {
        "Base": {"type": "object", "properties": {"session": {"type": "string"}}},
        "LampLit": {
            "allOf": [{"$ref": "#/$defs/Base"}],
            "properties": {"eventName": {"const": "lamp_lit"}, "watts": {"type": "number"}},
        },
    }

    plan = read(json.dumps({"$schema": DRAFT, "$defs": definitions}), "home.json")

    assert in_short(plan) == {"track lamp_lit": "session:string watts:number"}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("UserProperties", "identify"),
        ("SuperProperties", "common"),
        ("company_traits", "group"),
        ("identify-1-2", "identify"),
    ],
)
def test_a_schema_of_traits_is_that_call(
    name: str, rule: str, read: Read, in_short: InShort
) -> None:
    """A file that is called after traits is no event of that name."""
    schema = {"type": "object", "properties": {"plan": {"type": "string"}}}

    assert in_short(read(json.dumps(schema), f"{name}.json")) == {rule: "plan:string"}


def test_a_payload_of_nothing_but_traits_is_of_identify_calls(
    read: Read, in_short: InShort
) -> None:
    """Nothing names an event, and its properties are empty; that it may be another call is in doubt."""
    traits = {"type": "object", "properties": {"plan": {"type": "string"}}}
    schema = {
        "$schema": DRAFT,
        "type": "object",
        "properties": {"traits": traits, "properties": {}},
    }

    plan = read(json.dumps(schema), "visitors.json")

    assert in_short(plan) == {"identify": "plan:string"}
    assert [one.examples for one in plan.report.doubts] == [("visitors",)]


def test_a_reference_is_a_payload(read: Read, in_short: InShort) -> None:
    """As in documents of messages (AsyncAPI), where each event only refers to its schema."""
    refers = {"$ref": "#/components/schemas/Room"}
    text = json.dumps(
        {
            "components": {
                "messages": {
                    "LampLit": {"name": "lamp.lit", "payload": refers},
                    "TeaMade": {"name": "tea.made", "payload": {"allOf": [refers]}},
                },
                "schemas": {"Room": ROOM, "Other": {"type": "object"}},
            }
        }
    )

    assert in_short(read(text, "quillmoor.json")) == {
        "track lamp.lit": "name*:string",
        "track tea.made": "name*:string",
    }


def test_events_may_stand_beside_definitions(read: Read, in_short: InShort) -> None:
    """A document that says it is a schema may hold them under a word of its own."""
    base = {
        "type": "object",
        "properties": {"lamp_id": {"type": "string"}},
        "required": ["lamp_id"],
    }
    own = {"properties": {"eventType": {"const": "lamp_lit"}, "watts": {"type": "number"}}}
    document = {
        "$schema": DRAFT,
        "definitions": {"Base": base},
        "events": {"lamp_lit": {"allOf": [{"$ref": "#/definitions/Base"}, own]}},
    }

    found = in_short(read(json.dumps(document), "plan.json"))

    assert found == {"track lamp_lit": "watts:number lamp_id*:string"}


def test_the_newest_of_several_versions_counts(tmp_path: Path) -> None:
    """Files called like versions, side by side, hold one event; the older are explained."""
    for version in ("1.2.0", "1.10.0"):
        schema = {**LAMP, "$schema": DRAFT, "title": "Lamp Lit", "description": version}
        file = tmp_path / "lamp" / f"{version}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps({**schema, "$defs": {"Room": ROOM}}))

    plan = read_plan(tmp_path)

    assert [(one.key, one.description) for one in plan.rules] == [("Lamp Lit", "1.10.0")]
    assert [one.origin for one in plan.report.explained] == ["lamp/1.2.0.json"]


def test_a_schema_of_a_plans_file_may_name_its_events(read: Read, in_short: InShort) -> None:
    """Each stands under its name, with what it carries under a word for properties; in doubt."""
    params = {"type": "object", "properties": {"params": ROOM}}
    events = {"type": "object", "properties": {"lamp_lit": params}, "additionalProperties": False}
    document = {"$schema": DRAFT, "type": "object", "properties": {"events": events}}

    plan = read(json.dumps(document), "plan.json")

    assert in_short(plan) == {"track lamp_lit": "name*:string"}
    assert [one.examples for one in plan.report.doubts] == [("lamp_lit",)]


def test_parts_of_a_schema_may_stand_beside_the_name(read: Read, in_short: InShort) -> None:
    """What an event is put together from needs no word for schemas around it."""
    parts = [{"$ref": "#/$defs/Room"}, {"properties": {"watts": {"type": "number"}}}]
    document = {"$defs": {"Room": ROOM}, "events": [{"name": "lamp_lit", "allOf": parts}]}

    assert in_short(read(json.dumps(document), "plan.json")) == {
        "track lamp_lit": "watts:number name*:string"
    }


def test_events_that_a_type_lists_are_events(read: Read, in_short: InShort) -> None:
    """Conditions of such a schema are no fields, and what stands beside Segment's keys stays there."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Shop",
        "type": "object",
        "required": ["type", "context"],
        "properties": {
            "type": {"enum": ["lamp_viewed", "order_placed"]},
            "eventId": {"type": "string"},
            "context": {"type": "object", "properties": {"app": {"type": "string"}}},
            "properties": {"type": "object", "properties": {"room": {"type": "string"}}},
        },
        "allOf": [
            {
                "if": {"properties": {"type": {"const": "lamp_viewed"}}},
                "then": {"properties": {"room": {"type": "string"}}, "required": ["room"]},
            }
        ],
    }

    plan = read(json.dumps(schema), "quillmoor.json")

    said = "/eventId:string /context.app:string room:string"
    found = {name: sorted(fields.split()) for name, fields in in_short(plan).items()}
    assert found == dict.fromkeys(("track lamp_viewed", "track order_placed"), sorted(said.split()))
    assert any("values of a property" in one.what for one in plan.report.doubts)


def test_a_schema_of_any_event_is_called_by_its_title_with_a_doubt(read: Read) -> None:
    """Where the payload names the event, the title is the schema's."""
    names = {"eventName": {"type": "string"}, "room": {"type": "string"}}
    schema = {"title": "Lamps", "type": "object", "properties": names}

    plan = read(json.dumps(schema), "quillmoor.json")

    assert any("called like their schemas" in one.what for one in plan.report.doubts)


def test_an_events_own_name_is_no_field(read: Read, in_short: InShort) -> None:
    """A payload that repeats the name of its event says nothing more by it."""
    text = "events: {lamp_lit: {payload: {event_type: lamp_lit, room: string}}}"

    assert in_short(read(text)) == {"track lamp_lit": "room:string"}
