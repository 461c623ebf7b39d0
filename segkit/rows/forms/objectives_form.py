"""Objectives as cards: what is wanted, when it is reached, what carries it and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from segkit.considerations.answers import CONNECTED, GAP, Question
from segkit.engagement.notes.workshop import Objective
from segkit.facts.known import Facts
from segkit.facts.objectives import Carried, Carrier
from segkit.facts.standing import standing
from segkit.render.html import plural, render, slug_id
from segkit.rows.forms.lines import CHECK, OFF, OK, SIGNS, WRONG, Line
from segkit.rows.forms.records_form import Recorded, Told, column_of
from segkit.rows.workshop.business_questions import STATE_WORDS, counted, why

_SIGNS = {GAP: WRONG, CONNECTED: OK}
_ASKED = "What do you want to reach with Segment, and how will everybody know?"


def objectives_form(
    shown: Recorded, people: Sequence[str], found: Mapping[str, Carried], facts: Facts,
    *, undo: tuple[str, str],
) -> Markup:  # fmt: skip
    """The objectives, then the questions of the plan, the worst first."""
    questions = sorted(map(_line, facts.questions), key=lambda one: SIGNS.index(one.sign))
    return render(
        "objectives_form",
        one=column_of(shown),
        people=people,
        heading=_heading(list(found.values())),
        undo=undo,
        questions=questions,
        counts=counted(standing(facts).questions) if questions else "",
    )


def _heading(found: Sequence[Carried]) -> str:
    lacking = sum(not one.is_whole for one in found)
    if not found:
        return _ASKED
    if not lacking:
        return f"{plural(len(found), 'objective')}, each with a measure and with events that arrive"
    return f"{lacking} of {plural(len(found), 'objective')} {'lacks' if lacking == 1 else 'lack'} a measure, or events that arrive"


def told(objective: Objective, found: Carried) -> Told:
    """What a card says below the objective itself."""
    carriers = ", ".join(one.event for one in found.carriers)
    return Told(
        [
            (label, text)
            for label, text in (("Reached when", objective.measure), ("Carried by", carriers))
            if text
        ],
        list(_points(found)),
        found.likely,
    )


def _points(found: Carried) -> Iterator[tuple[str, str]]:
    """What is missing first."""
    arrival = [_arrival(one) for one in found.carriers]
    said = [*arrival, *((_SIGNS.get(found.question.state, CHECK), one) for one in _ways(found))]
    if not found.has_measure:
        said.append((CHECK, "How will everybody know? Nothing is said yet."))
    if not found.carriers:
        perhaps = f" Perhaps {', '.join(found.likely)}." if found.likely else ""
        said.append((CHECK, f"No planned event is named that carries it.{perhaps}"))
    yield from sorted(said, key=lambda one: SIGNS.index(one[0]))


def _arrival(one: Carrier) -> tuple[str, str]:
    if not one.is_planned:
        return WRONG, f"{one.event} is not planned."
    if one.destinations is None:
        return OFF, f"Who receives {one.event} is not known: the workspace was not read."
    if one.is_lost:
        return WRONG, f"{one.event} is received by nobody."
    unsure = f"; of {one.unsure} it is not known" if one.unsure else ""
    kept = f" and {plural(one.warehouses, 'warehouse')}" if one.warehouses else ""
    said = f"{one.event} reaches {plural(one.destinations, 'destination')}{kept}{unsure}."
    return (OK if one.destinations or one.warehouses else CHECK), said


def _ways(found: Carried) -> list[str]:
    """What is amiss on the way to the tools that it names."""
    if not found.question.ways:
        return []
    reasons = why(found.question)
    return [f"{reasons[:1].upper()}{reasons[1:]}."] if reasons else []


def _line(one: Question) -> Line:
    answered = ", ".join(one.events)
    decided = f"Decided on {', '.join(one.tools)}." if one.tools else ""
    reasons = why(one)
    seen = [f"Answered by {answered}." if answered else "", decided]
    return Line(
        slug_id("question", one.text), one.text, _SIGNS.get(one.state, CHECK if one.state else OFF),
        f"{one.who}", STATE_WORDS[one.state][1], one.state != CONNECTED,
        [text for text in seen if text], do=f"{reasons[:1].upper()}{reasons[1:]}." if reasons else "",
    )  # fmt: skip
