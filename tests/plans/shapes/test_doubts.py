"""Whatever in a document looks like part of a plan and did not become one is in doubt."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.model.plan import TrackingPlan

Read = Callable[..., TrackingPlan]

CASES = {
    "a pipeline whose nodes look like events": (
        "nodes: [{id: fetch, params: {file: lamps}}, {id: chart, params: {kind: bars}}]",
        ("objects are read as events, though nothing calls them so", ("fetch", "chart")),
    ),
    "a funnel among the events": (
        "events: [{name: Lamp Lit, properties: [room]}, {name: Lamp Out}, {name: Evening, steps: [Lamp Lit, Lamp Out]}]",
        ("events list other events", ("Evening",)),
    ),
    "a mark under another word": (
        "events: [{name: Lamp Lit, properties: [{name: room, type: string, notes: required}]}]",
        ("values of 'notes' look like required marks", ("required",)),
    ),
    "what all events carry, and no event": (
        "base_fields: {room: string, floor: number}",
        ("nothing names an event", ("room", "floor")),
    ),
    "an unknown type": (
        "events: [{name: Lamp Lit, properties: {room: {type: Chamber}}}]",
        ("types are none that segkit knows", ("Chamber",)),
    ),
    "a type under another key": (
        "events: [{name: Lamp Lit, properties: {room: {description: Where it is, bigquery: string}}}]",
        ("values of 'bigquery' look like types", ("string",)),
    ),
    "a mark that says neither yes nor no": (
        "events: [{name: Lamp Lit, properties: {room: {type: string, required: perhaps}}}]",
        ("marks may say what is required", ("perhaps",)),
    ),
    "values in a text": (
        "events: [{name: Lamp Lit, properties: {room: {type: string, enum: see the table of rooms}}}]",
        ("texts under a word for allowed values", ("see the table of rooms",)),
    ),
    "alternatives in a text": (
        "events: [{name: Lamp Lit, properties: {room: 'string: a b c d | e f g h'}}]",
        ("texts may list allowed values", ("string: a b c d | e f g h",)),
    ),
    "a property that is told twice": (
        "events: [{name: Lamp Lit, properties: [{name: room, type: string}, {name: room, type: number}]}]",
        ("stand twice and are described differently", ("room",)),
    ),
    "examples": (
        "events: [{name: Lamp Lit, properties: {room: Hall, watts: 40}}]",
        ("values were read as examples", ("Hall", "40")),
    ),
    "a group that is defined nowhere": (
        "events: [{name: Lamp Lit, includes: [house], properties: {room: string}}]",
        ("groups of properties are defined nowhere", ("house",)),
    ),
    "definitions that no event uses": (
        "properties: {room: string, floor: number}\nevents: [{name: Lamp Lit, properties: [room]}]",
        ("defined and belong to no event", ("floor",)),
    ),
    "names beside the properties": (
        "events: [{name: Lamp Lit, properties: {room: string}, debug: [lamp_id, watt_hours]}]",
        ("names under 'debug' look like properties", ("lamp_id", "watt_hours")),
    ),
    "a list of names beside the events": (
        "allowedFields: [lamp_id, watt_hours]\nevents: [{name: Lamp Lit, properties: {lamp_id: string}}]",
        ("names under 'allowedFields' look like properties", ("watt_hours",)),
    ),
    "events beside the events": (
        ("events: [{name: Lamp Lit, properties: {room: string}}]\n"
        "later: [{name: Lamp Opened, trigger: soon}, {name: Tea Ordered, trigger: soon}]"),
        ("names under 'later' look like events", ("Lamp Opened", "Tea Ordered")),
    ),
    "an event that stands twice": (
        "events: [{name: Lamp Lit, properties: {room: string}}, {name: Lamp Lit, properties: {watts: number}}]",
        ("events stand more than once", ("Lamp Lit",)),
    ),
    "an event called like a part of a plan": (
        "events: [{name: Lamp Lit, properties: {room: string}}, {name: Properties, description: Its room.}]",
        ("events are called like parts of a plan", ("Properties",)),
    ),
    "fields called like what is said about fields": (
        "events: [{name: Lamp Lit, properties: [type, required, room]}]",
        ("fields are called like what is said about a field", ("required", "type")),
    ),
    "a keyword among the properties": (
        ("rules: [{type: TRACK, key: Lamp Lit, jsonSchema: {properties: {properties: {type: object}, "
        "required: [properties]}}}]"),
        ("lists of required names stand among the properties", ("['properties']",)),
    ),
    "what is pushed, one word each": (
        "[{event: add_to_cart, worth: 12.5, method: card}, {event: sign_up, method: google}]",
        ("keys beside names of events are kept as labels", ("worth", "method")),
    ),
    "an event that is not taken": (
        "add_to_cart: {event: add_to_cart, worth: 12.5}\nsign_up: {event: sign_up, method: google}",
        ("names under 'event' look like events", ("add_to_cart",)),
    ),
    "properties without an event's name": (
        "events: [{name: Lamp Lit, properties: [room]}, {shown: lamps, properties: [lamp_id]}]",
        ("objects with properties name no event", ("shown, properties",)),
    ),
    "properties under a foreign word": (
        ("events: [{name: Lamp Lit, properties: [{segment: room, ga: lamp_room, type: string}, "
        "{segment: floor, ga: lamp_floor, type: number}]}]"),
        ("under a word that segkit does not know", ("segment",)),
    ),
    "a property beside an event's name": (
        "events: [{name: Lamp Lit, description: A lamp., room: {type: string}}, {name: Tea, properties: [cups]}]",
        ("look like properties and are not used as such", ("room",)),
    ),
    "a rule without an event": (
        "rules: [{type: TRACK, jsonSchema: {properties: {}}}]",
        ("rules of track calls name no event", ("rules[0]",)),
    ),
    "a schema under another key": (
        "rules: [{type: TRACK, key: Lamp Lit, form: {properties: {room: {}}}}]",
        ("have 'form' beside their JSON Schema", ("Lamp Lit",)),
    ),
    "words that are no types": (
        "events: [{name: Lamp Lit, properties: {room: string, plan: Chamber}}]",
        ("texts of one word say no type", ("Chamber",)),
    ),
    "names among remarks": (
        ("events: [{name: Lamp Lit, properties: {room: string}}]\n"
        "other_events: {policy: left to the shop, reason: It sends them., covered: [lamp_opened, tea_ordered], "
        "players: [{id: shop_video, surface: window}]}"),
        ("a list among remarks are read as events", ("lamp_opened", "tea_ordered")),
    ),
    "an envelope": (
        ("envelope: {method: by post, body: {lamp_id: string}}\n"
        "events: [{name: Lamp Lit, properties: {room: string}}]"),
        ("read as properties of all events, though none has a type", ("method", "body")),
    ),
    "texts under a word for events": (
        "events: {root: /lamps, template: of all}",
        ("names under a word for events say no deed", ("root", "template")),
    ),
    "a list of properties beside the events": (
        "debug: [{name: lamp_id, type: string}]\nevents: [{name: Lamp Lit, properties: {room: string}}]",
        ("names under 'debug' look like properties", ("lamp_id",)),
    ),
    "question marks": (
        "events: [{name: Lamp Lit, properties: {room: string, 'floor?': number}}]",
        ("without a question mark", ("room",)),
    ),
    "a reference to nothing": (
        "events: [{name: Lamp Lit, schema: {type: object, properties: {room: {$ref: '#/rooms'}}}}]",
        ("references lead to nothing", ("#/rooms",)),
    ),
    "properties of some alternatives": (
        ("events: [{name: Lamp Lit, schema: {properties: {}, oneOf: [{properties: {gas: {type: number}}}, "
        "{properties: {watts: {type: number}}}]}}]"),
        ("in some of the alternatives only", ("gas", "watts")),
    ),
    "properties of conditions": (
        ("events: [{name: Lamp Lit, schema: {properties: {kind: {type: string}}, "
        "if: {properties: {kind: {const: gas}}}, then: {properties: {pressure: {type: number}}}}}]"),
        ("only in conditions or alternatives", ("pressure",)),
    ),
    "a schema that is no JSON": (
        "events: [{name: Lamp Lit, schema: '{room: string,,}', properties: {room: string}}]",
        ("schemas are texts that are no JSON", ("{room: string,,}",)),
    ),
    "kinds of groups": (
        ("groups: [{type: house, traits: {street: string}}, {type: flat, traits: {floor: integer}}]\n"
        "events: [{name: Lamp Lit}]"),
        ("kinds of groups stand in one rule", ("house", "flat")),
    ),
    "traits that are told twice": (
        "user_properties: {plan: string}\nevents: [{name: Lamp Lit, user_properties: {plan: number}}]",
        ("traits are described differently", ("plan",)),
    ),
    "what is pushed to a data layer": (
        "- {event: lamp_lit, lamp_id: string, watt_hours: number}",
        ("keys beside an event's name", ("lamp_id", "watt_hours")),
    ),
    "several lists of events": (
        ("- {id: a, name: Shop, events: [{name: Lamp Sold, properties: {room: string}}]}\n"
        "- {id: b, name: Lab, events: [{name: Lamp Lit, properties: {room: string}}]}"),
        ("lists of events in one file", ("Shop", "Lab")),
    ),
    "names of events and nothing else": (
        '["lamp_opened", "tea_ordered"]',
        ("because they sound like it", ("lamp_opened", "tea_ordered")),
    ),
    "events that carry nothing": (
        "events: {lamp_lit: When a lamp is lit., tea_poured: When tea is poured.}",
        ("none says what it carries", ("lamp_lit", "tea_poured")),
    ),
    "an event without a name": (
        "type: object\nproperties: {room: {type: string}}",
        ("have no name but their file's", ("quillmoor",)),
    ),
    "properties without an event": (
        "- {name: room, type: string}\n- {name: floor, type: number}",
        ("have no name but their file's", ("quillmoor",)),
    ),
    "definitions of nothing else": (
        ("$schema: https://json-schema.org/draft/2020-12/schema\n"
        "$defs: {LampLit: {type: object, properties: {room: {type: string}}}}"),
        ("definitions were read as events of their name", ("LampLit",)),
    ),
    "a name that is a schema's": (
        ("$schema: https://json-schema.org/draft/2020-12/schema\ntitle: Lamp Lit Event Data\n"
        "type: object\nproperties: {room: {type: string}}"),
        ("called like their schemas", ("Lamp Lit Event Data",)),
    ),
    "rules for names": (
        ("naming: {event: lower_snake_case, stable_ids: lower_snake_case}\n"
        "events: [{name: lamp_lit, properties: {room: string}}]"),
        ("stand apart from the events", ("lower_snake_case",)),
    ),
    "what is said of a section of events": (
        ("events: [{name: lamp_lit, properties: {room: string}}]\n"
        "automatic_lamp_events: {policy: sent by the lamp, covered: [lamp_dimmed, lamp_opened]}"),
        ("names beside events are not read as events", ("policy",)),
    ),
    "what happens to things": (
        ("entities: {tea_pot: {properties: {pot_id: string}}, lamp: {properties: {lamp_id: string}, "
        "activities: {created: {description: A new lamp.}, deleted: {description: A lamp gone.}}}}"),
        ("look like events and are not used as such", ("created", "deleted")),
    ),
    "properties beside a schema": (
        "rules: [{type: TRACK, key: Lamp Lit, jsonSchema: {properties: {}}, properties: {room: string}}]",
        ("have 'properties' beside their JSON Schema", ("Lamp Lit",)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "doubt"), CASES.values(), ids=CASES)
def test_what_was_not_understood_is_in_doubt(
    text: str, doubt: tuple[str, tuple[str, ...]], read: Read
) -> None:
    """The doubt says what it is about, how many values it concerns, and shows some."""
    what, examples = doubt

    found = [one for one in read(text).report.doubts if what in one.what]

    assert [one.examples for one in found] == [examples]
    assert found[0].count == len(examples)
    assert found[0].what.startswith(str(len(examples)))
    assert found[0].where


def test_a_name_with_blanks_is_kept_in_segments_own_form(read: Read) -> None:
    """Segment compares names as they are, so that only a doubt speaks of the blanks."""
    text = """
rules:
  - {type: TRACK, key: "Lamp Lit ", jsonSchema: {properties: {properties: {properties: {" room": {}}}}}}
"""

    plan = read(text)

    assert [one.key for one in plan.rules] == ["Lamp Lit "]
    assert [one.examples for one in plan.report.doubts] == [("'Lamp Lit '", "' room'")]


def test_what_was_understood_leaves_no_doubt(read: Read) -> None:
    """A plan that says plainly what it means is read without one."""
    text = """
name: Quillmoor Web
events:
  - name: Lamp Lit
    description: A lamp was lit.
    tags: [home, light]
    properties:
      room: {type: string, required: true, enum: [hall, attic]}
      watts: {type: integer, example: 40}
"""

    plan = read(text)

    assert plan.report.doubts == ()
    assert plan.rules[0].labels == {"tags": ["home", "light"]}
