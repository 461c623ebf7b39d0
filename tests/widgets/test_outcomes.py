"""Decisions, actions, open questions and the parking lot in one form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.notes import Kind, read_notes
from segkit.engagement.notes.workshop import ACTIONS, DECISIONS, PARKED, QUESTIONS
from segkit.facts.known import Facts
from segkit.widgets.form import FormWidget
from segkit.widgets.outcomes import OutcomesWidget

Send = Callable[..., dict[str, object]]
Whole = Callable[[FormWidget], str]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The demo, whose notes each test begins anew."""
    return Facts(create_demo(tmp_path_factory.mktemp("outcomes") / "demo"))


@pytest.fixture
def facts(known: Facts) -> Facts:
    """With the notes that it came with."""
    file = known.engagement.notes_file
    before = file.with_suffix(".before")
    if not before.exists():
        before.write_bytes(file.read_bytes())
    file.write_bytes(before.read_bytes())
    return known


def noted(facts: Facts, kind: Kind[Any]) -> list[str]:
    """What the file says of one kind."""
    return [one.text for one in read_notes(facts.engagement.notes_file).of(kind).values()]


def test_each_kind_is_noted_in_its_own_column(facts: Facts, send: Send, shown: Whole) -> None:
    """The gesture names the table; what lacks an owner is counted above and in its column."""
    widget = OutcomesWidget(facts)
    assert "2 decisions, 7 open actions, 1 open question.<" in shown(widget)

    for table in ("decisions", "actions", "questions", "parked"):
        assert send(widget, f"set {table}", "a1 text", f"One of {table}", seen="")["saved"]

    for kind in (DECISIONS, ACTIONS, QUESTIONS, PARKED):
        assert f"One of {kind.table}" in noted(facts, kind)
    html = shown(widget)
    assert "3 decisions, 8 open actions, 2 open questions. 3 have no owner yet." in html
    assert html.count("1 without an owner") == 3
    assert html.count("No owner yet") == 3  # what is parked needs none


def test_what_lacks_an_owner_stops_when_it_has_one(facts: Facts, send: Send, shown: Whole) -> None:
    """An answered question and a dropped action need none any more."""
    widget = OutcomesWidget(facts)
    send(widget, "set questions", "q text", "Who?", seen="")
    send(widget, "set actions", "a text", "Do it", seen="")
    assert "2 have no owner yet" in shown(widget)

    send(widget, "set questions", "q answer", "Nobody", seen="")
    send(widget, "set actions", "a state", "dropped", seen="open")

    assert "no owner yet" not in shown(widget)
    assert "answered" in shown(widget)


def test_the_last_change_of_any_kind_is_taken_back(facts: Facts, send: Send) -> None:
    """One key for all columns."""
    widget = OutcomesWidget(facts)
    send(widget, "set decisions", "d text", "First", seen="")
    send(widget, "set parked", "p text", "Second", seen="")

    assert "Taken back" in str(send(widget, "undo")["said"])
    assert "Second" not in noted(facts, PARKED)
    send(widget, "undo")
    assert "First" not in noted(facts, DECISIONS)


def test_what_the_browser_makes_up_is_refused(facts: Facts, send: Send) -> None:
    """Another table of the notes is none of the columns."""
    before = facts.engagement.notes_file.read_bytes()

    for what in ("set", "set objectives", "format decisions", "remove considerations"):
        assert send(OutcomesWidget(facts), what, "a1 text", "x", seen="")["problem"]
    assert facts.engagement.notes_file.read_bytes() == before


def test_the_static_view_says_all_of_it(facts: Facts, send: Send) -> None:
    """Where no kernel runs, and in text."""
    widget = OutcomesWidget(facts)
    send(widget, "set parked", "p text", "Loyalty in the stores", seen="")

    text = widget.view.text

    for said in ("Idris Vane", "Turn the mapping of big orders on", "tax numbers", "Loyalty in"):
        assert said in text
    assert {row[0] for row in widget.view.rows} == {"Decision", "Action", "Question", "Parking lot"}
