"""Documents as APIs and exports of other tools give them: entries in wrappers, words of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.model.plan import TrackingPlan

Read = Callable[..., TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

CASES = {
    "resources of JSON:API": (
        """
data:
  - {type: metric, id: X1, attributes: {name: Lamp Sold, created: 2026-01-02, shop: {id: s1}}, links: {self: /x1}}
  - {type: metric, id: X2, attributes: {name: Lamp Returned, created: 2026-01-02}, links: {self: /x2}}
""",
        {"track Lamp Sold": "", "track Lamp Returned": ""},
    ),
    "entries below a word of the API": (
        """
data:
  - id: a1
    spec:
      name: Lamp Lit
      status: published
      event: {source: 'iglu:lamp_lit', schema: {type: object, properties: {room: {type: string}}, required: [room]}}
""",
        {"track Lamp Lit": "room*:string"},
    ),
    "an event that has a property called name": (
        """
events: [{id: lamp_lit, attributes: {name: string, watts: number}}]
""",
        {"track lamp_lit": "name:string watts:number"},
    ),
    "an event that is called like a word for events": (
        """
events:
  Lamp Lit: {calls: [{path: lamp.go, line: 29}], properties: {room: {type: string}}}
  custom_event: {calls: [{path: tea.go, line: 3}], properties: {cups: {type: number}}}
  other_event: {description: Anything else.}
""",
        {
            "track Lamp Lit": "room:string",
            "track custom_event": "cups:number",
            "track other_event": "",
        },
    ),
    "the same without a word for events": (
        """
Lamp Lit: {properties: {room: {type: string}}}
Custom Event: {properties: {cups: {type: number}}}
""",
        {"track Lamp Lit": "room:string", "track Custom Event": "cups:number"},
    ),
    "a schema that says nothing but what the event is": (
        """
results:
  - {entityType: event, name: Lamp Lit, schemaJson: {description: Lit, metadata: {tool: {hidden: false}}}}
  - {entityType: event, name: Tea Poured, schemaJson: {description: string, title: string}}
""",
        {"track Lamp Lit": "", "track Tea Poured": "description:string title:string"},
    ),
    "columns of a view are no properties": (
        """
results:
  - {name: lamp_viewed, description: '', tags: [], default_columns: ['*', event]}
  - {name: tea_ordered, description: '', tags: [], default_columns: ['*', event]}
""",
        {"track lamp_viewed": "", "track tea_ordered": ""},
    ),
    "what is done about fields that nobody declared": (
        """
events:
  - type: track
    name: Lamp Lit
    schema: {type: object, properties: {room: {type: string}}}
    onUndeclaredFields: BLOCK_EVENT
""",
        {"track Lamp Lit": "room:string"},
    ),
    "names of an event's properties in a list": (
        """
[{kind: TrackType, name: Lamp Lit, eventPropertyNameList: [room, watts]}, {kind: TrackType, name: Lamp Out, eventPropertyNameList: null}]
""",
        {"track Lamp Lit": "room watts", "track Lamp Out": ""},
    ),
    "properties under a word that nobody knows": (
        """
[{_id: lamp_lit, sg: [{name: room, type: string, required: true}, {name: watts, type: number, required: false}]}]
""",
        {"track lamp_lit": "room*:string watts:number"},
    ),
    "traits by the word that names them": (
        """
data:
  - {user_property: tier, type: enum, enum_values: 'gold,silver', is_array_type: false}
  - {user_property: lamps, type: number, enum_values: null, is_array_type: false}
""",
        {"identify": "tier:string=gold|silver lamps:number"},
    ),
    "a catalog of calls, of which those of users have no name": (
        """
data:
  - {id: ev_1, name: Lamp Lit, eventType: track, workspaceId: w}
  - {id: ev_2, name: '', eventType: identify, workspaceId: w}
  - {id: ev_3, name: Tea Poured, eventType: track, workspaceId: w}
""",
        {"track Lamp Lit": "", "identify": "", "track Tea Poured": ""},
    ),
    "tags of which some name an event": (
        """
tags:
  - {name: Consent, type: html, triggers: [All pages]}
  - {name: GA4 - Lamp, type: ga4_event, event_name: lamp_lit, event_parameters: [room, watts]}
  - {name: GA4 - Tea, type: ga4_event, event_name: tea_poured, event_parameters: []}
user_defined_variables: [{name: DLV - room, type: data_layer_variable}, {name: DLV - watts, type: data_layer_variable}]
""",
        {"track lamp_lit": "room watts", "track tea_poured": ""},
    ),
    "events below states, and what may not stand for them": (
        """
existing: [{name: lamp_viewed, key_event: true}, {name: lamp_sold, key_event: true}]
planned: [{name: tea_ordered, status: approved}]
not_allowed_as_substitutes: [shop_opened, cart_viewed]
""",
        {"track lamp_viewed": "", "track lamp_sold": "", "track tea_ordered": ""},
    ),
    "constraints below a word for them": (
        """
data:
  - name: Lamp Lit
    eventType: track
    properties:
      - {name: shade, type: string, required: true, propConfig: {enum: [red, blue], maxLength: 9}}
      - {name: room, type: string, validation: {pattern: '^[a-z]+$'}}
""",
        {"track Lamp Lit": "shade*:string=red|blue room:string"},
    ),
    "attributes alone": (
        """
attributes: [{name: Lamps Owned, data_type: Number, status: Active}, {name: is_guest, data_type: Boolean, status: Active}]
message: success
""",
        {"identify": "Lamps Owned:number is_guest:boolean"},
    ),
    "payloads by the way to each key": (
        """
results:
  - eventType: track
    eventIdentifier: Lamp Lit
    schema: {anonymousId: string, event: string, context.app.name: string, properties.room: string, properties.lamps.0.watts: float64}
  - eventType: identify
    eventIdentifier: ''
    schema: {userId: string, context.traits.tier: string}
""",
        {
            "track Lamp Lit": "/context.app:object /context.app.name:string room:string lamps:array lamps[].watts:number",
            "identify": "tier:string",
        },
    ),
    "events that stand in a list alone": (
        """
list: [lamp_viewed, lamp_sold, gong]
segments: {lamp_viewed: [room], lamp_sold: [room, reason]}
funnel: [lamp_viewed, shop_opened]
""",
        {"track lamp_viewed": "room", "track lamp_sold": "room reason", "track gong": ""},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_an_answer_is_read_as_a_person_reads_it(case: str, read: Read, in_short: InShort) -> None:
    """The events, and what they carry; nothing that is said about the answer itself."""
    text, told = CASES[case]

    assert in_short(read(text, "answer.yaml")) == told


DOUBTED = {
    "events that stand in a list alone": "stand in a list of names alone",
    "attributes alone": "read as traits of users",
    "properties under a word that nobody knows": "a word that segkit does not know",
    "resources of JSON:API": "sound like it",
}


@pytest.mark.parametrize("case", DOUBTED)
def test_what_an_answer_leaves_open_is_in_doubt(case: str, read: Read) -> None:
    """Where the document's own words do not say it."""
    doubts = [one.what for one in read(CASES[case][0], "answer.yaml").report.doubts]

    assert any(DOUBTED[case] in one for one in doubts), doubts
