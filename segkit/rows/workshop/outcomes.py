"""What the workshop came to: decisions, actions, open questions and what is parked, together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from segkit.engagement.notes import Notes, read_notes
from segkit.engagement.notes.workshop import DECISIONS, PARKED, QUESTIONS
from segkit.facts.known import Facts
from segkit.facts.standing import outcomes as counted
from segkit.render.html import plural
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, div, p
from segkit.render.view import View
from segkit.rows.row import EVERYTHING, NOTES, Showing, row
from segkit.rows.workshop.actions import actions
from segkit.rows.workshop.records import day_of, decisions, parked, questions


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One thing that the room said."""

    kind: str
    text: str
    owner: str = ""
    day: str = ""


_COLUMNS = (
    Column[_Outcome]("kind", "Kind", lambda one: one.kind),
    Column[_Outcome]("text", "What", lambda one: one.text),
    Column[_Outcome]("owner", "Owner", lambda one: one.owner),
    Column[_Outcome]("day", "Day", lambda one: day_of(one.day)),
)


@row("outcomes", place=18.6, origins=(*EVERYTHING, NOTES))
def _row(showing: Showing) -> View:
    """What was decided, by whom and by when, side by side; in a notebook, the place to note it."""
    # what was noted after the guide was opened counts too
    return outcomes(showing.facts, read_notes(showing.facts.engagement.notes_file))


def outcomes(facts: Facts, notes: Notes) -> View:
    """All that the room said, each kind below its name."""
    said = tuple(_said(facts, notes))
    if not said:
        return nothing("Nothing was decided, asked or left for another day yet.")
    shown = (
        ("Decisions", decisions(notes.of(DECISIONS))),
        ("Actions", actions(facts.actions_by(notes), facts.names)),
        ("Open questions", questions(notes.of(QUESTIONS))),
        ("Parking lot", parked(notes.of(PARKED))),
    )
    parts: list[Child] = [p(heading(facts, notes), cls="sk-title")]
    for title, view in shown:
        parts += [p(title, cls="sk-title sk-subhead"), *view.tree]
    return View(div(*parts, cls="sk"), data=Table(_COLUMNS, said))


def heading(facts: Facts, notes: Notes) -> str:
    """`2 decisions, 6 open actions, 1 open question. 2 have no owner yet.`."""
    now = counted(facts, notes)
    said = (
        f"{plural(now.decisions, 'decision')}, {plural(now.open_actions, 'open action')}, "
        f"{plural(now.open_questions, 'open question')}."
    )
    lacking = sum(now.unowned.values())
    return said + (
        f" {lacking} {'has' if lacking == 1 else 'have'} no owner yet." if lacking else ""
    )


def _said(facts: Facts, notes: Notes) -> Iterator[_Outcome]:
    for decision in notes.of(DECISIONS).values():
        yield _Outcome("Decision", decision.text, decision.owner, decision.date)
    for one in facts.actions_by(notes):
        yield _Outcome("Action", one.action.text, one.action.owner, one.action.due)
    for asked in notes.of(QUESTIONS).values():
        yield _Outcome("Question", asked.text, asked.owner, asked.due)
    for left in notes.of(PARKED).values():
        yield _Outcome("Parking lot", left.text, left.who)
