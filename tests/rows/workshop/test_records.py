"""The decision log, the agenda and their like as static views."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.notes.workshop import Decision, Question
from segkit.errors import UsageError
from segkit.guide.guide import Guide
from segkit.rows.workshop.agenda import PARTS, agenda
from segkit.rows.workshop.records import decisions, questions


def test_decisions_show_who_when_and_why() -> None:
    """Every part of a decision is in the table, escaped."""
    view = decisions({"a1": Decision("Use <hashed> ids.", "Maren", "2026-11-24", "Safe")})

    assert "Use &lt;hashed&gt; ids." in view.html
    assert 'id="decision-a1"' in view.html
    assert view.rows == (("Use <hashed> ids.", "Maren", dt.date(2026, 11, 24), "Safe"),)


def test_empty_records_are_left_out() -> None:
    """A row that nobody filled in is no decision."""
    assert decisions({"a1": Decision()}).text == "No decision is noted."


def test_open_questions_are_counted() -> None:
    """Answered ones stay with their answer."""
    view = questions({"a": Question("Which region?", answer="EU"), "b": Question("Who?")})

    assert "1 question still open." in view.html
    assert "EU" in view.html


def test_the_agenda_counts_the_time() -> None:
    """Every part begins where the one before ends."""
    view = agenda(PARTS, {"connect": 20}, start="09:50")

    assert [row[0] for row in view.rows[:3]] == ["09:50", "10:10", "10:20"]
    assert "135 minutes, until 12:05." in view.html


def test_the_agenda_leads_to_the_guide_in_a_notebook_alone(tmp_path: Path) -> None:
    """A page is the guide."""
    engagement = create_demo(tmp_path / "demo")

    live, page = (Guide(engagement, live=is_live).agenda().view.html for is_live in (True, False))

    assert 'href="guide.ipynb"' in live
    assert "href" not in page


def test_a_time_that_is_none_is_refused() -> None:
    """The message shows how to write it."""
    with pytest.raises(UsageError, match="no time of day"):
        agenda(PARTS, {}, start="25:00")
