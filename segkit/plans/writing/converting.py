"""A plan in another form, together with what that form cannot carry."""

from __future__ import annotations

import json
from typing import Literal

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import Explained, TrackingPlan
from segkit.plans.grids.delimited import read_delimited_text
from segkit.plans.tables import plan_from_tabs
from segkit.plans.writing.csv_writing import to_csv
from segkit.plans.writing.plan_losses import losses
from segkit.plans.writing.writers import lost_in_api_rules, to_api_rules

Form = Literal["api", "csv"]


def convert(plan: TrackingPlan, form: Form) -> tuple[str, tuple[Explained, ...]]:
    """The plan as text, and each thing in it that reading the text does not give back.

    Args:
        plan: From any reader.
        form: `api`: the Public API's answer with all rules, as JSON. `csv`: one row for each
            event and property.
    """
    if form == "csv":
        text = to_csv(plan)
        return text, _lost_in_csv(plan, text)
    rules = to_api_rules(plan)
    return json.dumps(rules, ensure_ascii=False, indent=2) + "\n", lost_in_api_rules(plan)


def _lost_in_csv(plan: TrackingPlan, text: str) -> tuple[Explained, ...]:
    """Found out by reading, so that nothing is claimed that is not so."""
    try:
        after = plan_from_tabs(read_delimited_text(text, plan.name), name=plan.name)
    except NotATrackingPlanError:  # not one rule could be written
        after = TrackingPlan(name=plan.name)
    return losses(plan, after, "A CSV")
