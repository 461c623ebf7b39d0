"""What was noted in the workshop, as the guide shows it: decisions, open questions, objectives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from segkit.engagement.notes import Kind, read_notes
from segkit.engagement.notes.workshop import (
    DECISIONS,
    OBJECTIVES,
    PARKED,
    QUESTIONS,
    Decision,
    Objective,
    Parked,
    Question,
)
from segkit.render.html import plural, slug_id
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import div, p
from segkit.render.view import View
from segkit.rows.row import NOTES, Showing, row


@dataclass(frozen=True, slots=True)
class RecordField:
    """One part of a record, for its column and for the form that asks for it.

    Attributes:
        name: Of the record's attribute.
        title: Heading and label.
        hint: What the empty input says.
        long: It may have several lines.
        is_date: The form offers a calendar.
        choices: The only values; the first is the one that a new record has.
        optional: A table on the page has its column only where a record says something there.
    """

    name: str
    title: str
    hint: str = ""
    long: bool = False
    is_date: bool = False
    choices: tuple[str, ...] = ()
    optional: bool = False


OBJECTIVE_FIELDS = (
    RecordField("text", "Objective", "What do you want to reach with Segment?", long=True),
    RecordField("measure", "How you will know", "What can be measured then?", long=True),
    RecordField("events", "Carried by", "Events of the plan, with commas", optional=True),
)
DECISION_FIELDS = (
    RecordField("text", "Decision", "What was decided?", long=True),
    RecordField("owner", "Owner", "Who?"),
    RecordField("date", "Date", is_date=True),
    RecordField("reason", "Reason", "Why?", long=True),
)
QUESTION_FIELDS = (
    RecordField("text", "Question", "What is not known yet?", long=True),
    RecordField("owner", "Owner", "Who finds out?"),
    RecordField("due", "Until", is_date=True),
    RecordField("answer", "Answer", "Empty while it is open", long=True),
)
PARKED_FIELDS = (
    RecordField("text", "Topic", "What is left for another day?", long=True),
    RecordField("who", "Brought up by", "Who?"),
)


@row(
    "objectives", title="Objectives", place=18.1, origins=(NOTES,), readers=("executive", "analyst")
)
def _objectives(showing: Showing) -> View:
    """What the customer wants to reach with Segment; in a notebook, the place to note it."""
    return objectives(_noted(showing, OBJECTIVES))


@row("decisions", title="Decisions", place=18.2, origins=(NOTES,), readers=("executive", "analyst"))
def _decisions(showing: Showing) -> View:
    """The decision log; in a notebook, the place to write it."""
    return decisions(_noted(showing, DECISIONS))


@row(
    "questions",
    title="Open questions",
    place=18.3,
    origins=(NOTES,),
    readers=("executive", "analyst"),
)
def _questions(showing: Showing) -> View:
    """The questions that are open, and their answers; in a notebook, the place to ask."""
    return questions(_noted(showing, QUESTIONS))


@row(
    "parking_lot",
    title="Parking lot",
    place=18.4,
    origins=(NOTES,),
    readers=("executive", "analyst"),
)
def _parking_lot(showing: Showing) -> View:
    """What was left for another day; in a notebook, the place to leave it."""
    return parked(_noted(showing, PARKED))


def _noted(showing: Showing, kind: Kind[Any]) -> Mapping[str, Any]:
    # what was noted after the guide was opened counts too
    return read_notes(showing.facts.engagement.notes_file).of(kind)


def objectives(entries: Mapping[str, Objective]) -> View:
    """What the customer wants to reach."""
    return _records(
        entries, OBJECTIVE_FIELDS, ("objective", "objectives"), "No objective is noted."
    )


def decisions(entries: Mapping[str, Decision]) -> View:
    """The decision log."""
    return _records(entries, DECISION_FIELDS, ("decision", "decisions"), "No decision is noted.")


def questions(entries: Mapping[str, Question], *, answered: bool = True) -> View:
    """The questions that are open, and those that were; without the latter on request."""
    shown = {k: q for k, q in entries.items() if answered or not q.answer.strip()}
    still_open = sum(not one.answer.strip() for one in shown.values())
    lead = f"{plural(still_open, 'question')} still open." if still_open else ""
    none = "No question is open."
    return _records(shown, QUESTION_FIELDS, ("question", "questions"), none, lead)


def parked(entries: Mapping[str, Parked]) -> View:
    """The parking lot."""
    return _records(entries, PARKED_FIELDS, ("topic", "topics"), "Nothing is parked.")


def _records(
    entries: Mapping[str, object],
    fields: tuple[RecordField, ...],
    noun: tuple[str, str],
    none: str,
    lead: str = "",
) -> View:
    """A table with a row for each record that says something."""
    filled = [
        (key, one)
        for key, one in entries.items()
        if any(str(getattr(one, field.name)) for field in fields)
    ]
    if not filled:
        return nothing(none)
    table = Table(
        tuple(_column(field, [one for _, one in filled]) for field in fields),
        filled,
        label=noun[1].capitalize(),
        noun=noun,
        id_of=lambda entry: slug_id(noun[0], entry[0]),
        plain=True,
    )
    title = (p(lead, cls="sk-title"),) if lead else ()
    return View(div(*title, table, cls=f"sk sk-records sk-{noun[1]}"))


def _column(field: RecordField, entries: Sequence[object]) -> Column[tuple[str, object]]:
    def value(entry: tuple[str, object]) -> object:
        text = str(getattr(entry[1], field.name))
        return day_of(text) if field.is_date else text

    said = any(str(getattr(one, field.name)) for one in entries)
    return Column(field.name, field.title, value, page=said or not field.optional)


def day_of(text: str) -> object:
    """The day that a text names; the text itself where it names none."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return text


FORMS: Mapping[str, tuple[Kind[Any], tuple[RecordField, ...], Callable[..., View], str, str]] = {
    "objectives": (OBJECTIVES, OBJECTIVE_FIELDS, objectives, "objective", "Objectives"),
    "decisions": (DECISIONS, DECISION_FIELDS, decisions, "decision", "Decisions"),
    "questions": (QUESTIONS, QUESTION_FIELDS, questions, "question", "Open questions"),
    "parking_lot": (PARKED, PARKED_FIELDS, parked, "topic", "Parking lot"),
}
"""What the live form of each row asks for, how it is shown, and what one and all are called."""
