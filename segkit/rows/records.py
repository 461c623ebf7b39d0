"""What was noted in the workshop, as the guide shows it: decisions, open questions, objectives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from segkit.engagement.notes.workshop import Decision, Objective, Parked, Question
from segkit.render.html import plural, render, slug_id
from segkit.render.parts import words
from segkit.render.view import View


@dataclass(frozen=True, slots=True)
class RecordField:
    """One part of a record, for its column and for the form that asks for it.

    Attributes:
        name: Of the record's attribute.
        title: Heading and label.
        hint: What the empty input says.
        long: It may have several lines.
        is_date: The form offers a calendar.
    """

    name: str
    title: str
    hint: str = ""
    long: bool = False
    is_date: bool = False


OBJECTIVE_FIELDS = (
    RecordField("text", "Objective", "What do you want to reach with Segment?", long=True),
    RecordField("measure", "How you will know", "What can be measured then?", long=True),
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
    filled = {
        key: values
        for key, one in entries.items()
        if any(values := [str(getattr(one, field.name)) for field in fields])
    }
    if not filled:
        return View(html=render("nothing", sentence=none), text=none)
    html = render(
        "records",
        fields=fields,
        rows=[_row(noun[0], key, values) for key, values in filled.items()],
        label=noun[1].capitalize(),
        lead=lead,
        name=noun[1],
    )
    return View(
        html=html,
        text="\n".join(_as_text(fields, values) for values in filled.values()),
        columns=tuple(field.title for field in fields),
        rows=tuple(tuple(values) for values in filled.values()),
    )


def _row(noun: str, key: str, values: list[str]) -> tuple[str, list[Markup]]:
    shown: Callable[[str], Markup] = words
    return slug_id(noun, key), [shown(value) for value in values]


def _as_text(fields: tuple[RecordField, ...], values: list[str]) -> str:
    first, *others = zip(fields, values, strict=True)
    rest = [f"{field.title}: {value}" for field, value in others if value.strip()]
    return " · ".join([f"- {first[1]}", *rest])
