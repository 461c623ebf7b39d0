"""Checks on the business questions beside the plan: can each be answered where it is decided?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from segkit.considerations.answers import NEVER, ROWS, Question, Way, questions
from segkit.considerations.checks.check import Found, check, listed
from segkit.considerations.consideration import WRONG_NOW
from segkit.delivery.case import Case


@check(
    "question-without-way",
    "high",
    says=WRONG_NOW,
    asks="Is this question still decided there?",
    trouble="yes",
    action="Map the event in that tool on the event's own source, or decide the question elsewhere.",
    docs="/protocols/tracking-plan/best-practices",
    basis="plan",
)
def question_without_way(case: Case) -> Iterator[Found]:
    """Nobody can decide anything there."""
    gaps = _ways(case, NEVER)
    if gaps:
        yield Found(_what(gaps), listed(_words(gaps)))


@check(
    "question-through-rows",
    "medium",
    asks="Do the models of the warehouse bring this event there?",
    trouble="no",
    action="Look at the models behind this tool, and add what the question needs.",
    docs="/connections/reverse-etl",
    basis="plan",
)
def question_through_rows(case: Case) -> Iterator[Found]:
    """Only who knows the models knows what is in their rows."""
    gaps = _ways(case, ROWS)
    if gaps:
        yield Found(
            "A business question is decided in a tool that receives rows by Reverse ETL alone. "
            "Its event arrives there only if a model brings it.",
            listed(_words(gaps)) + _models(case),
        )


@check(
    "question-optional",
    "medium",
    asks="Is the answer right where this property is missing?",
    action="Make the property required, or agree how the figure counts events without it.",
    docs="/protocols/tracking-plan/best-practices",
    basis="plan",
)
def question_optional(case: Case) -> Iterator[Found]:
    """Only who reads the figure knows whether it needs the property."""
    found = [
        f'"{one.text}": {event} has {name} as optional'
        for one in questions(case.plan, case)
        for event, name in one.optional
    ]
    if found:
        yield Found(
            "A business question needs a property that the plan has as optional.", listed(found)
        )


def _models(case: Case) -> str:
    models = case.workspace.extra.get("models")
    named = (
        [
            str(one.get("name"))
            for one in models or ()
            if isinstance(one, Mapping) and one.get("enabled")
        ]
        if isinstance(models, list | tuple)
        else []
    )
    return f". Enabled models: {listed(named)}" if named else ""


def _ways(case: Case, how: str) -> list[tuple[Question, Way]]:
    found = questions(case.plan, case)
    return [(one, way) for one in found for way in one.ways if way.how == how]


def _words(found: Iterable[tuple[Question, Way]]) -> list[str]:
    """`"What does a member cost us?": Membership Started does not reach GA4`."""
    return [f'"{one.text}": {way.event} does not reach {way.tool}' for one, way in found]


def _what(found: Sequence[tuple[Question, Way]]) -> str:
    if len(found) == 1:
        [(_, way)] = found
        return f"{way.tool} never receives {way.event}. A business question needs it there."
    return f"{len({one.text for one, _ in found})} business questions cannot be answered where they are decided."
