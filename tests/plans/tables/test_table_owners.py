"""Whose properties rows hold: words for users and for all events in place of an event."""

from __future__ import annotations

import pytest

from tests.plans.tables.kinds import check, of

_BELOW = """Event|Property|Type
    Lamp Lit|lamp_id|string
    {}|email|string
    |plan|string"""
_BESIDE = """Section|Event|Properties
    Lamps|lamp_lit|lamp_id, room
    {}||email, plan"""
_LIT = "track Lamp Lit: lamp_id (string)"
_LISTED = "track lamp_lit: lamp_id, room"
OWNERS = {
    "User properties": "identify: email (string), plan (string)",
    "User Properties (identify)": "identify: email (string), plan (string)",
    "Identify traits": "identify: email (string), plan (string)",
    "Account properties": "group: email (string), plan (string)",
    "Nutzereigenschaften": "identify: email (string), plan (string)",
    "ユーザー属性": "identify: email (string), plan (string)",
    "Super Properties": "common: email (string), plan (string)",
}
SECTIONS = {
    "User properties": "identify: email, plan",
    "Identify": "identify: email, plan",
    "Global properties": "common: email, plan",
}
DOUBTED = ("User", "Company", "Session properties")


@pytest.mark.parametrize("name", OWNERS)
def test_the_name_of_a_set_of_properties_is_no_event(name: str) -> None:
    """`User properties` in the column of events, with properties below it."""
    check(of(_BELOW.format(name), [_LIT, OWNERS[name]]))


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_says_whose_properties_a_row_without_an_event_holds(name: str) -> None:
    """Beside it stands no event; the list in its row belongs to users, or to every event."""
    check(of(_BESIDE.format(name), [_LISTED, SECTIONS[name]]))


@pytest.mark.parametrize("name", DOUBTED)
def test_an_event_that_is_named_like_an_owner_is_doubted(name: str) -> None:
    """`User` may be an event, and hardly is."""
    rules = [_LIT, f"track {name}: email (string), plan (string)"]
    check(of(_BELOW.format(name), rules, "Names of events that may be none"))
