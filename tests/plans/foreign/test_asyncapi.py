"""Behaviour of `segkit.plans.foreign.asyncapi`."""

from __future__ import annotations

from collections.abc import Callable

from segkit.model.plan import TrackingPlan

Read = Callable[..., TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

LAMPS = """
asyncapi: 2.6.0
info: {title: Lamps, version: 1.0.0}
channels:
  lamp/lit:
    publish: {message: {$ref: '#/components/messages/LampLit'}}
  lamp/other:
    publish: {message: {oneOf: [{$ref: '#/components/messages/Again'}, {$ref: '#/components/messages/Endless'}]}}
  tea:
    subscribe:
      message:
        name: tea_poured
        payload: {type: object, required: [cups], properties: {cups: {type: integer}}}
components:
  messages:
    LampLit: {name: lamp_lit, title: A lamp burns., payload: {$ref: '#/components/schemas/Lamp'}}
    Again: {$ref: '#/components/messages/LampLit'}
    Endless: {$ref: '#/components/messages/Endless'}
    lamp_out: {payload: {type: object, properties: {lamp: {$ref: '#/components/schemas/Lamp'}}}}
  schemas:
    Lamp: {type: object, required: [room], properties: {room: {type: string, enum: [hall, attic]}}}
"""


def test_messages_are_events(read: Read, in_short: InShort) -> None:
    """Each once, by its name or else its key; schemas are filled in, and are no events."""
    plan = read(LAMPS, "lamps.yaml")

    assert plan.name == "Lamps"
    found = {key: one for key, one in in_short(plan).items() if one}
    assert found == {
        "track lamp_lit": "room*:string=hall|attic",
        "track tea_poured": "cups*:integer",
        "track lamp_out": "lamp:object lamp.room*:string=hall|attic",
    }
    assert plan.rules[0].description == "A lamp burns."


def test_channels_of_version_3_hold_messages_by_key(read: Read, in_short: InShort) -> None:
    """A message without a name is called by its key."""
    text = """
asyncapi: 3.0.0
info: {title: Lamps, version: 1.0.0}
channels:
  lamps:
    address: lamps
    messages:
      lamp_lit: {payload: {type: object, properties: {room: {type: string}}}}
"""

    assert in_short(read(text, "lamps.yaml")) == {"track lamp_lit": "room:string"}
