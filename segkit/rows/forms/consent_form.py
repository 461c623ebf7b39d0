"""Consent categories to be entered: every destination with a tick for each category."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from segkit.delivery.case import Case
from segkit.model.plan import TrackingPlan
from segkit.render.html import plural, render, slug_id
from segkit.routing.categories import Consent
from segkit.rows.workshop.consent import NONE, Line, lines, not_entered


@dataclass(frozen=True, slots=True)
class _Tick:
    """One destination in one category.

    Attributes:
        item: What a gesture is about, as JSON.
    """

    category: str
    item: str
    is_in: bool


def consent_form(case: Case, *, undo: tuple[str, str]) -> Markup:
    """What was entered, with a control for each part of it."""
    entered = case.consents
    shown = list(lines(case.pairs, entered))
    return render(
        "consent_form",
        lead=_lead(case, entered, shown),
        entered=entered,
        categories=entered.categories if entered else (),
        rows=[(slug_id("consent", one.id), one, _ticks(one, entered)) for one in shown],
        strange=[
            (name, category, json.dumps([category, name]))
            for category, name in (entered.strange if entered else ())
        ],
        offered=[
            one
            for one in planned_categories(case.plan)
            if not entered or one not in entered.categories
        ],
        undo=undo,
    )


def planned_categories(plan: TrackingPlan | None) -> tuple[str, ...]:
    """The ids that planned calls carry preferences for."""
    prefix = ("context", "consent", "categoryPreferences")
    paths = [field.path for rule in (plan.rules if plan else ()) for field in rule.fields]
    return tuple(dict.fromkeys(path[3] for path in paths if path[:3] == prefix and len(path) == 4))


def _lead(case: Case, entered: Consent | None, shown: Sequence[Line]) -> str:
    if entered is None:
        return not_entered(carried=case.carries_consent)
    if not entered.categories:
        return NONE
    free = sum(not one.categories for one in shown)
    kinds = plural(len(shown), "destination")
    return (
        f"{plural(len(entered.categories), 'category', 'categories')}; {free} of {kinds} in none."
    )


def _ticks(line: Line, entered: Consent | None) -> Iterator[_Tick]:
    for category in entered.categories if entered else ():
        yield _Tick(category, json.dumps([category, line.id]), category in line.categories)
