"""Behaviour of `segkit.plans.foreign.tag_manager`."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import TrackingPlan

Read = Callable[..., TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]


def rows(key: str, **said: str) -> dict[str, object]:
    """A list of parameters as a tag has it."""
    pairs = [
        {"map": [{"key": "parameter", "value": name}, {"key": "parameterValue", "value": value}]}
        for name, value in said.items()
    ]
    return {"type": "LIST", "key": key, "list": pairs}


def tag(event: str, *parameters: dict[str, object], **said: object) -> dict[str, object]:
    """A tag for an event of Google Analytics."""
    own: list[object] = [{"key": "eventName", "value": event}, *parameters]
    return {"type": "gaawe", "name": f"GA4 {event}", "parameter": own, **said}


def container(*tags: dict[str, object], **said: object) -> str:
    """An export with these tags."""
    version = {"container": {"name": "quillmoor.example"}, "tag": list(tags), **said}
    return json.dumps({"exportFormatVersion": 2, "containerVersion": version})


def test_events_of_tags_are_read_with_a_doubt(read: Read, in_short: InShort) -> None:
    """Names, parameters and user properties are told; types and marks no container knows."""
    user: dict[str, object] = {
        "key": "userProperties",
        "list": [{"map": [{"key": "name", "value": "tier"}]}],
    }
    text = container(
        tag("lamp_lit", rows("eventSettingsTable", room="{{dlv - room}}", page="home"), user),
        tag("lamp_lit", rows("eventParameters", watts="{{watts}}")),
        tag("tea_poured", paused=True),
        {"type": "html", "name": "Other"},
    )

    plan = read(text, "container.json")

    assert plan.name == "quillmoor.example"
    assert in_short(plan) == {"track lamp_lit": "room page watts", "identify": "tier"}
    assert [one.origin for one in plan.report.explained] == ["tag[2]"]
    assert "says no types" in plan.report.doubts[0].what


def test_tags_that_people_write_themselves_are_read(read: Read, in_short: InShort) -> None:
    """`ga4_event` in place of the type of an export, and parameters as one object in a text."""
    written = {"key": "eventParams", "value": '{\\"room\\": {{Room}}, \\"page\\": \\"home\\"}'}
    own = [{"key": "eventName", "value": "lamp_lit"}, written]
    lit: dict[str, object] = {"type": "ga4_event", "name": "Lamp lit", "parameter": own}
    pixel: dict[str, object] = {"type": "pixel", "name": "Other", "parameter": own}

    assert in_short(read(container(lit, pixel), "container.json")) == {
        "track lamp_lit": "room page"
    }


def test_names_and_parameters_may_stand_elsewhere(read: Read, in_short: InShort) -> None:
    """A name is that of the trigger's event, and parameters those of a settings variable."""
    waits = {
        "triggerId": "5",
        "customEventFilter": [{"parameter": [{"key": "arg1", "value": "^(lamp_lit|lamp_out)$"}]}],
    }
    shared = {"name": "Shared", "type": "gtes", "parameter": [rows("eventSettingsTable", app="a")]}
    settings: dict[str, object] = {"key": "eventSettingsVariable", "value": "{{Shared}}"}
    text = container(
        tag("{{_event}}", settings, firingTriggerId=["5"]),
        tag("{{Any}}", firingTriggerId=["9"]),
        trigger=[waits],
        variable=[shared],
    )

    plan = read(text, "container.json")

    assert in_short(plan) == {"track lamp_lit": "app", "track lamp_out": "app"}
    assert any("of any name" in one.what for one in plan.report.doubts)


def waiting(number: str, kind: str, event: str) -> dict[str, object]:
    """A trigger that waits for events of the data layer."""
    rule = {"type": kind, "parameter": [{"key": "arg1", "value": event}]}
    return {"triggerId": number, "name": f"CE {event}", "customEventFilter": [rule]}


def test_events_may_be_those_that_triggers_wait_for(read: Read, in_short: InShort) -> None:
    """Without tags of Google Analytics 4 the data layer has the events and what tags take of them."""
    places = {"room": "lamp.room", "first": "lamps.0.watts", "event": "event"}
    variables = [
        {"name": name, "type": "v", "parameter": [{"key": "name", "value": place}]}
        for name, place in places.items()
    ]
    constant = {"name": "id", "type": "c", "parameter": [{"key": "name", "value": "id"}]}
    page = {
        "key": "html",
        "value": "<script>send('{{room}}', {{first}}, {{id}}, {{event}})</script>",
    }
    text = container(
        {"type": "html", "name": "Pixel", "parameter": [page], "firingTriggerId": ["1", "2"]},
        {"type": "ua", "name": "Old", "parameter": [], "firingTriggerId": ["3"]},
        trigger=[
            waiting("1", "EQUALS", "Lamp Lit (hall)"),
            waiting("2", "MATCH_REGEX", "lamp_out|lamp broken"),
            waiting("3", "equals", "tea_poured"),
            waiting("4", "EQUALS", "gtm.dom"),
            waiting("5", "MATCH_REGEX", "tea_.*"),
        ],
        variable=[*variables, constant],
    )

    plan = read(text, "container.json")

    taken = "lamp:object lamp.room lamps:array lamps[].watts"
    assert in_short(plan) == {
        "track Lamp Lit (hall)": taken,
        "track lamp_out": taken,
        "track lamp broken": taken,
        "track tea_poured": "",
    }
    assert [one.count for one in plan.report.doubts if "wait for" in one.what] == [4]


def test_a_name_of_a_trigger_may_have_blanks(read: Read, in_short: InShort) -> None:
    """What equals a text is that text, whatever signs are in it."""
    text = container(
        tag("{{Event}}", firingTriggerId=["1"]), trigger=[waiting("1", "EQUALS", "Lamp lit + out")]
    )

    assert in_short(read(text, "container.json")) == {"track Lamp lit + out": ""}


def test_a_container_without_events_is_refused(read: Read) -> None:
    """What sends nothing to Google Analytics 4 and waits for nothing describes no events."""
    with pytest.raises(NotATrackingPlanError, match="container of Google Tag Manager"):
        read(container({"type": "html", "name": "Other"}), "container.json")


def test_a_container_of_matomo_is_read_like_it(read: Read, in_short: InShort) -> None:
    """Its triggers wait for events, and its tags take what the data layer holds; inactive ones none."""
    document = {
        "idcontainer": "abcD1234",
        "name": "Quillmoor",
        "tags": [
            {"type": "Matomo", "name": "Lit", "status": "active", "fire_trigger_ids": [7],
             "parameters": {"trackingType": "event", "eventName": "{{Room}}"}},
            {"type": "Matomo", "name": "Old", "status": "paused", "fire_trigger_ids": [7],
             "parameters": {"eventName": "{{Watts}}"}},
        ],
        "triggers": [
            {"idtrigger": 7, "type": "CustomEvent", "name": "Lit", "parameters": {"eventName": "lamp lit"}},
            {"idtrigger": 8, "type": "PageView", "name": "Pages", "parameters": []},
        ],
        "variables": [
            {"type": "DataLayer", "name": "Room", "parameters": {"dataLayerName": "lamp.room"}},
            {"type": "DataLayer", "name": "Watts", "parameters": {"dataLayerName": "lamp.watts"}},
        ],
    }  # fmt: skip

    plan = read(json.dumps(document), "container.json")

    assert plan.name == "Quillmoor"
    assert in_short(plan) == {"track lamp lit": "lamp:object lamp.room"}
    assert "wait for" in plan.report.doubts[0].what
