"""`TrackingPlan` → the Public API's rules, and what that form cannot carry.

Fields of sheets have more to say than JSON Schema has keywords for; `lost_in_api_rules` finds
out what by reading back what was written, so that it names exactly what is missing there.
"""

from __future__ import annotations

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import CALLS, Explained, Rule, TrackingPlan
from segkit.plans.documents.rules import read_rules
from segkit.plans.writing.plan_losses import losses
from segkit.plans.writing.schema_writing import schema_of


def to_api_rules(plan: TrackingPlan) -> dict[str, object]:
    """The plan as the Public API answers it: `{"data": {"trackingPlan": …, "rules": […]}}`.

    `rules` is also what `PUT /tracking-plans/{id}/rules` takes.
    """
    record = {**plan.extra, "name": plan.name}
    record |= {"id": plan.id} if plan.id else {}
    record |= {"description": plan.description} if plan.description else {}
    return {"data": {"trackingPlan": record, "rules": [_entry(rule) for rule in plan.rules]}}


def lost_in_api_rules(plan: TrackingPlan) -> tuple[Explained, ...]:
    """What of the plan `to_api_rules` leaves out or changes, each with its place."""
    try:
        written = read_rules(to_api_rules(plan), name="")
    except NotATrackingPlanError:  # a plan without rules
        return ()
    return losses(plan, written, "The API's JSON")


def _entry(rule: Rule) -> dict[str, object]:
    known = rule.call in {*CALLS, "common"}
    return {
        "type": rule.call.upper() if known else rule.call,
        "key": rule.key,
        "version": rule.version,
        "jsonSchema": schema_of(rule),
        **rule.extra,
    }
