"""Behaviour of `segkit.mappings.naming`: the name that a mapping gives an event."""

from __future__ import annotations

import pytest

from segkit.mappings.naming import name_there
from segkit.model.workspace import Action, DestinationMapping

LIGHT = Action("a", "light", "Light Lamp")
NAMED = Action("a", "custom", "Custom Event", fields=({"fieldKey": "event_name"},))


def mapping(**settings: object) -> DestinationMapping:
    """A mapping with these settings."""
    return DestinationMapping(
        "m", "Lamps", "a", "light", "d", trigger="type = 'track'", settings=settings
    )


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"name": {"@path": "$.event"}}, "Lamp Lit"),
        ({"eventName": {"@path": "$.name"}}, "Lamp Lit"),
        ({"event_type": {"@template": "Seen {{event}}"}}, "Seen Lamp Lit"),
        ({"event_name": "lamp_lit"}, "lamp_lit"),
        ({"event_name": "x", "name": "y"}, "x"),
        ({"name": {"@path": "$.properties.kind"}}, ""),
        ({"name": {"@template": "{{properties.kind}} lit"}}, ""),
        ({"name": {"@template": "{{event | upcase}}"}}, ""),
        ({"name": {"@if": {"exists": {"@path": "$.event"}, "then": "a"}}}, ""),
        ({"name": 7}, ""),
        ({"room": "hall"}, "action Light Lamp"),
    ],
    ids=repr,
)
def test_the_name_is_said_where_the_mapping_tells_it(
    settings: dict[str, object], named: str
) -> None:
    """Of the call's own name, of a fixed one, or of the action; else only a call tells it."""
    assert name_there(mapping(**settings), LIGHT, "Lamp Lit") == named


def test_an_action_that_asks_for_a_name_has_none_of_its_own() -> None:
    """Its default is not known to be what was meant; nor is anything known without an action."""
    assert name_there(mapping(), NAMED, "Lamp Lit") == ""
    assert name_there(mapping(), None, "Lamp Lit") == ""
