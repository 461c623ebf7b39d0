"""Checks on the business questions beside the plan: can each be answered where it is decided?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from segkit.considerations.checks.check import Check, Found, check, listed
from segkit.considerations.consideration import WRONG_NOW
from segkit.delivery.case import Case
from segkit.model.plan import Rule

_ALIASES = {"ga4": "google analytics 4", "ga": "google analytics", "meta": "facebook"}
"""What people call a tool, and what its name in Segment's catalog holds."""


class _Gap(NamedTuple):
    """An event that answers a question and does not reach the tool where it is decided."""

    question: str
    event: str
    tool: str
    by_rows: bool
    """The tool gets rows of a warehouse, and a warehouse keeps the event."""

    @property
    def words(self) -> str:
        """`"What does a member cost us?": Membership Started does not reach GA4`."""
        return f'"{self.question}": {self.event} does not reach {self.tool}'


@check(
    "question-without-way",
    "high",
    says=WRONG_NOW,
    asks="Is this question still decided there?",
    looks_at="business questions of the plan whose event has no way to the tool in which they "
    "are decided",
    action="Map the event in that tool on the event's own source, or decide the question elsewhere.",
    docs="/protocols/tracking-plan/best-practices",
    basis="plan",
)
def question_without_way(case: Case) -> Iterator[Found]:
    """Nobody can decide anything there."""
    gaps = [gap.words for gap in _gaps(case) if not gap.by_rows]
    if gaps:
        yield Found("A business question cannot be answered where it is decided.", listed(gaps))


@check(
    "question-through-rows",
    "medium",
    asks="Do the models of the warehouse bring this event there?",
    looks_at="business questions of the plan that are decided in a tool which gets rows of a "
    "warehouse",
    action="Look at the models behind this tool, and add what the question needs.",
    docs="/connections/reverse-etl",
    basis="plan",
)
def question_through_rows(case: Case) -> Iterator[Found]:
    """Only who knows the models knows what is in their rows."""
    gaps = [gap.words for gap in _gaps(case) if gap.by_rows]
    if gaps:
        yield Found(
            "A business question is decided in a tool fed by Reverse ETL alone. Its event gets "
            "there only if a model brings it.",
            listed(gaps) + _models(case),
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


def _gaps(case: Case) -> Iterator[_Gap]:
    questions = case.plan.extra.get("questions") if case.plan else None
    for one in questions if isinstance(questions, list | tuple) else ():
        if not isinstance(one, Mapping):
            continue
        for event in _texts(one.get("answered_by")):
            rules = [rule for rule in case.current.get("track", ()) if rule.key == event]
            for tool in _texts(one.get("decided_on")) if rules else ():
                gap = _gap(case, rules, tool)
                if gap is not None:
                    yield _Gap(str(one.get("question")), event, tool, gap)


def _gap(case: Case, rules: list[Rule], tool: str) -> bool | None:
    """Whether only rows of a warehouse could bring it there; None where it arrives, or may."""
    instances = [
        one
        for one in case.pairs
        if _is_called(one.destination.catalog.name, tool) or _is_called(one.destination.name, tool)
    ]
    stores = {one.id for one in case.workspace.warehouses if _is_called(one.kind_name, tool)}
    if not instances and not stores:
        return None
    kept = {one for call in case.coverage.calls if call.rule in rules for one in call.warehouses}
    there = {one.destination.id for one in instances}
    received = {one for rule in rules for one in case.received(rule)}
    maybe = {one.destination_id for rule in rules for one in case.coverage.open(rule)}
    if not kept.isdisjoint(stores) or not there.isdisjoint(received | maybe):
        return None
    return any(one.kind == "reverse-etl" for one in instances) and bool(kept)


def _is_called(name: str, tool: str) -> bool:
    wanted = _words(_ALIASES.get(tool.strip().casefold(), tool))
    return f" {wanted} " in f" {_words(name)} "


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


CHECKS: tuple[Check, ...] = (question_without_way, question_through_rows)
