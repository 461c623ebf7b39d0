"""What is written once for each platform or version is one event, and no object of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.model.plan import TrackingPlan

Read = Callable[[str], TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

_WEB = "{lamp_id: {type: string, required: true}, url: {type: string}}"
_IOS = "{lamp_id: {type: string, required: true}, device: {type: string}}"
_PARTS = {
    "payloads": f"payload: {{web: {_WEB}, ios: {_IOS}}}",
    "schemas in payloads": f"payload: {{web: {{schema: {_WEB}}}, mobile: {{schema: {_IOS}}}}}",
    "properties": f"properties: {{web: {_WEB}, ios: {_IOS}}}",
    "platforms": f"platforms: {{web: {{properties: {_WEB}}}, ios: {{properties: {_IOS}}}}}",
    "with what all send": "properties: {shared: {lamp_id: {type: string, required: true}}, "
    "web: {url: {type: string}}, ios: {device: {type: string}}}",
    "at the event": f"web: {{trigger: Click, properties: {_WEB}}}, ios: {{properties: {_IOS}}}",
    "a list": f"implementations: [{{platform: web, properties: {_WEB}}}, "
    f"{{platform: [ios], properties: {_IOS}}}]",
    "a list of properties": f"properties: [{{platform: web, fields: {_WEB}}}, "
    f"{{platform: ios, fields: {_IOS}}}]",
    "versions of one": f"payload: {{web: {{v1: {{}}, v2: {_WEB}}}, ios: {_IOS}}}",
}


@pytest.mark.parametrize("said", _PARTS.values(), ids=_PARTS)
def test_platforms_are_parts_of_one_event(said: str, read: Read, in_short: InShort) -> None:
    """Wherever they stand; what all that have it require is required."""
    plan = read(f"events: [{{name: lamp_lit, {said}}}, {{name: tea_poured, properties: [room]}}]")

    assert in_short(plan)["track lamp_lit"] == "lamp_id*:string url:string device:string"
    assert not plan.report.doubts


def test_what_one_platform_does_not_require_is_not_required(read: Read, in_short: InShort) -> None:
    """Nobody can count on it."""
    ios = _IOS.replace(", required: true", "")
    plan = read(f"events: [{{name: lamp_lit, properties: {{web: {_WEB}, ios: {ios}}}}}]")

    assert in_short(plan)["track lamp_lit"] == "lamp_id:string url:string device:string"


def test_values_of_platforms_are_put_together(read: Read) -> None:
    """Each says what it sends; anything else that differs is a doubt."""
    web = "{app: {value: shop-web}, size: {type: string}}"
    ios = "{app: {value: shop-ios}, size: {type: number}}"
    plan = read(f"events: [{{name: lamp_lit, payload: {{web: {web}, ios: {ios}}}}}]")

    assert plan.rules[0].fields[0].enum == ("shop-web", "shop-ios")
    assert [one.examples for one in plan.report.doubts] == [("size",)]


def test_what_several_tools_get_is_one_event(read: Read, in_short: InShort) -> None:
    """It is called as the plan calls it, and what only some of them get is in doubt."""
    text = """
events:
  - {canonical: lamp_lit, ga4: {name: lamp_on, params: [room]}, tiktok: {name: LampOn, params: [room, lamp_id]}}
  - {canonical: tea_poured, ga4: {name: tea_poured, params: [cup]}, tiktok: null}
"""
    plan = read(text)

    assert in_short(plan) == {"track lamp_lit": "room lamp_id", "track tea_poured": "cup"}
    assert [one.examples for one in plan.report.doubts] == [("lamp_id",)]


_OLD = "{lamp_id: {type: string}}"
_NEW = "{lamp_id: {type: string}, url: {type: string}}"


@pytest.mark.parametrize(
    "said",
    [
        f'payload: {{"1.0.0": {_OLD}, "1.1.0": {_NEW}}}',
        f'payload: {{current: stable, stable: "1.1", "1.1": {_NEW}, "1.2": {_OLD}}}',
        f'payload: {{"1.0": {{schema: {_OLD}}}, "1.1": {{$ref: "1.0", schema: {{url: string}}}}}}',
        f"versions: {{v1: {{properties: {_OLD}}}, v2: {{properties: {_NEW}}}}}",
        f"versions: [{{version: 2, properties: {_NEW}}}, {{version: 1, properties: {_OLD}}}]",
    ],
)
def test_of_versions_the_one_that_is_sent_counts(said: str, read: Read, in_short: InShort) -> None:
    """The current one, or else the newest; with what it takes over from another."""
    plan = read(f"events: [{{name: lamp_lit, {said}}}, {{name: tea_poured, properties: [room]}}]")

    assert in_short(plan)["track lamp_lit"] == "lamp_id:string url:string"
    assert not plan.report.doubts


def test_properties_may_be_called_like_platforms(read: Read, in_short: InShort) -> None:
    """With types of their own they are properties, and a single object may be one."""
    text = """
events:
  - {name: lamp_lit, properties: {ios: {type: boolean}, android: {type: boolean}}}
  - {name: tea_poured, properties: {app: {type: object, properties: {build: {type: string}}}, web: {type: object}}}
"""

    assert in_short(read(text)) == {
        "track lamp_lit": "ios:boolean android:boolean",
        "track tea_poured": "app:object app.build:string web:object",
    }
