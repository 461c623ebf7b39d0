"""Behaviour of `segkit.rows.forms.reading`, as text and as HTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from segkit.engagement.corrections import understand
from segkit.plans.grids.grid import Tab
from segkit.plans.tables import Profile, Role, TabProfile
from segkit.rows.forms.reading import Form, reading, reading_form

if TYPE_CHECKING:
    from tests.rows.conftest import Fragment

FILE = "plan.xlsx"
ROWS = (
    ("Our events",),
    ("Event", "Property", "Type", "Remark"),
    ("Order Completed", "id", "string", "after the payment"),
)


def test_every_column_is_there_with_its_reason(parse: Callable[[str], Fragment]) -> None:
    """Role, certainty, reason and values of each, unread ones named."""
    view = reading(understand("plan", (Tab("Track", ROWS),), Profile()))

    text = parse(view.html).text
    for wanted in ("1 rule, 1 field", "headers in row 2", "after the payment", "unread", "sure"):
        assert wanted in text
    assert "1 column is unread" in text
    assert [row[1] for row in view.rows] == ["Event", "Property", "Type", "Remark"]
    assert list(view.to_frame()["Cell"]) == ["Track!A2", "Track!B2", "Track!C2", "Track!D2"]


def test_the_form_names_every_control(parse: Callable[[str], Fragment]) -> None:
    """Each select says to a screen reader what it is about."""
    outcome = understand("plan", (Tab("Track", ROWS),), Profile())

    fragment = parse(reading_form(outcome, Form()))

    labels = [str(select["aria-label"]) for select in fragment.all("select")]
    assert "Role of the column Remark on the tab Track" in labels
    assert "What the tab Track is about" in labels
    assert "Header row of the tab Track" in labels
    assert all("aria-label" in s or "hidden" in s for s in fragment.all("select"))


def test_what_was_saved_is_chosen(parse: Callable[[str], Fragment]) -> None:
    """The form opens as the profile says; what fits no longer can be forgotten."""
    profile = Profile(
        {
            "Track": TabProfile("page", header_row=2, roles={"Gone": Role.TRIGGER}),
            "Lost": TabProfile(skip=True),
        }
    )
    outcome = understand("plan", (Tab("Track", ROWS),), profile)

    fragment = parse(reading_form(outcome, Form(can_undo=True)))

    chosen = [option["value"] for option in fragment.all("option") if "selected" in option]
    buttons = [button["data-sk-do"] for button in fragment.all("button")]
    assert chosen == ["page", "2"]
    assert buttons == ["undo", "forget-tab", "confirm", "forget"]


def test_tabs_without_a_plan_say_how_they_begin(parse: Callable[[str], Fragment]) -> None:
    """And what was looked for, when no tab holds one."""
    view = reading(understand("x", (Tab("x", (("Foo", "Bar"), ("1", "2"))),), Profile()))

    text = parse(view.html).text
    assert "No tracking plan was found" in text
    assert "It begins: Foo | Bar" in text
    assert "Looked for" in text


def test_hostile_names_stay_text(hostile: str, parse: Callable[[str], Fragment]) -> None:
    """As titles, headers and values, in the view and in the form."""
    rows = (("Event", "Property", hostile), ("A", "id", hostile))
    profile = Profile({hostile: TabProfile(roles={hostile: Role.LABEL, "x": Role.TYPE})})
    outcome = understand(hostile, (Tab(hostile, rows), Tab("Track", rows)), profile)

    for html in (
        reading(outcome).html,
        str(reading_form(outcome, Form())),
    ):
        fragment = parse(html)
        assert not fragment.names() & {"script", "img"}
        assert not any(name.startswith("on") for _, a in fragment.tags for name in a)
        html.encode()
