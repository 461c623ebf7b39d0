"""Sections that only say which values there are, or how something is set, hold no events."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.model.plan import TrackingPlan

Read = Callable[[str], TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

_EVENTS = "events: {lamp_lit: {properties: {room: {type: string, enum: %s}}}}"
_LISTS = {
    "lists": "enums: {screen: [hall, porch], page: [a, b]}",
    "values below": "enumerations: {screen: {values: [hall, porch]}, track: {enum: [a, b]}}",
    "named ones": "valueSets: [{name: screen, values: [hall, porch]}, {name: page, values: [a]}]",
    "constants": "constants: {screen: {HALL: hall, PORCH: porch}, page: {A: a, B: b}}",
    "described": "vocabulary: {screen: {hall: The large room, porch: In front of it}}",
    "labelled": "options: {screen: [{value: hall, label: Hall}, {value: porch, label: Porch}]}",
}


@pytest.mark.parametrize("section", _LISTS.values(), ids=_LISTS)
@pytest.mark.parametrize("first", [True, False])
def test_lists_of_values_are_no_calls(
    section: str, *, first: bool, read: Read, in_short: InShort
) -> None:
    """Though they are called `screen` or `page`; properties may refer to them by name."""
    parts = [section, _EVENTS % "screen"]
    plan = read("\n".join(parts if first else parts[::-1]))

    assert in_short(plan) == {"track lamp_lit": "room:string=hall|porch"}
    assert not plan.report.doubts


@pytest.mark.parametrize(
    "section",
    [
        "settings: {text_size: {type: number}, light: {type: string, enum: [low, high]}}",
        "config: {batch_size: {type: integer, default: 20}, send_all: {type: boolean}}",
        "feature_flags: {new_lamp_added: {type: boolean}, open_porch: {type: boolean}}",
    ],
)
def test_settings_are_no_events(section: str, read: Read, in_short: InShort) -> None:
    """Each is one thing with its type, and hardly one is named like a deed."""
    plan = read(f"{section}\n{_EVENTS % '[hall]'}")

    assert in_short(plan) == {"track lamp_lit": "room:string=hall"}
    assert not plan.report.doubts


def test_a_list_of_events_among_lists_of_values_is_one(read: Read, in_short: InShort) -> None:
    """As programs keep their constants."""
    text = "enums: {Events: {LAMP_LIT: lamp_lit, TEA_POURED: tea_poured}, Rooms: {HALL: hall}}"

    assert list(in_short(read(text))) == ["track lamp_lit", "track tea_poured"]
