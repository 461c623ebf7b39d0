"""What a change touches, all together."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.delivery.case import Case
from segkit.engagement.notes import Notes
from segkit.impact.concern import KINDS, Concern, Impact
from segkit.impact.mapped import mappings_concerned
from segkit.impact.on_the_way import (
    filters_concerned,
    not_seen,
    settings_concerned,
    transformations_concerned,
    whole_calls,
)
from segkit.impact.planned import rules_concerned
from segkit.impact.stored import warehouses_concerned
from segkit.impact.subject import SAYS_NOTHING, Subject
from segkit.impact.told import notes_concerned, snippets_concerned
from segkit.model.change import ProposedChange
from segkit.model.plan import TrackingPlan

_ELSEWHERE = "Reports, models and code outside of the workspace are not seen."


def impact_of(
    changes: Sequence[ProposedChange],
    plan: TrackingPlan,
    case: Case | None = None,
    notes: Notes | None = None,
) -> Impact:
    """Everything that names what changes, with whether it breaks, why, and how sure that is.

    Args:
        changes: Of one kind: those that are made together, as one rename at every event.
        plan: The plan before them.
        case: Plan and workspace; None where the workspace is not known.
        notes: What was noted in the workshop.
    """
    subject = Subject(plan, tuple(changes))
    found: list[Concern] = list(rules_concerned(subject))
    missing: list[str] = []
    if not case:
        missing.append("The workspace is not known: mappings, filters and warehouses are not seen.")
    elif subject.kind not in SAYS_NOTHING and subject.touched:
        found += mappings_concerned(subject, case)
        found += filters_concerned(subject, case)
        found += transformations_concerned(subject, case)
        found += settings_concerned(subject, case)
        found += whole_calls(subject, case)
        found += warehouses_concerned(subject, case)
        found += snippets_concerned(subject, case)
        missing += not_seen(case)
    if notes is not None and subject.moves:
        found += notes_concerned(subject, notes)
    order = {kind: at for at, kind in enumerate(KINDS)}
    unique = dict.fromkeys(found)
    ordered = sorted(unique, key=lambda one: order[one.kind])
    return Impact(subject.changes, tuple(ordered), (*dict.fromkeys(missing), _ELSEWHERE))
