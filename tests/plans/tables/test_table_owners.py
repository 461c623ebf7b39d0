"""Whose properties rows hold: words for users and all events in place of an event, and headings that say what is required."""

from __future__ import annotations

import pytest

from tests.plans.tables.kinds import Kind, check, of

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
HEADINGS = {
    "claims in brackets": of(
        """Event name|Parameters (mandatory)|Parameters (optional)
        Ticket Opened|ticket_id\\nseverity|assignee
        Ticket Closed|ticket_id|score\\nreason""",
        ["track Ticket Opened: ticket_id*, severity*, assignee",
         "track Ticket Closed: ticket_id*, score, reason"],
    ),
    "data to send along": of(
        """Stage|Event to track|Data to send along
        Begin|User signed up|email, plan (free/pro), referrer url
        Use|User lit first lamp|lamp type, room
        Use|User opened app|n/a""",
        ["track User signed up: email, plan=free/pro, referrer url",
         "track User lit first lamp: lamp type, room", "track User opened app:"],
    ),
    "groups of properties": of(
        """Event|Event definition|Property group|Extra properties
        lamp_switched|It is switched|lamp|state
        room_created|It is made|room|
        |||
        Property group|Property|Type|
        lamp|lamp_id|string|
        room|room_id|string|""",
        ["track lamp_switched: state", "track room_created:"],
        "look like property names", "a property that no event carries",
    ),
    "values where a property and an event meet": of(
        """|Sign Up|Login|Purchase
        user_id|x|x|x
        method|email¦app|email¦app|
        amount|||x
        currency|||EUR / USD""",
        ["track Sign Up: user_id, method=email/app", "track Login: user_id, method=email/app",
         "track Purchase: user_id, amount, currency=EUR/USD"],
        "by their looks alone",
    ),
}  # fmt: skip


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


@pytest.mark.parametrize("kind", HEADINGS.values(), ids=HEADINGS)
def test_what_headings_say_of_the_properties_below_them_is_kept(kind: Kind) -> None:
    """Required, sent along, by a group, for one event alone."""
    check(kind)
