"""What a change touches, all together: the plan's own rules, and what of the workspace names them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from segkit.delivery.case import Case
from segkit.derive.environments import placements
from segkit.diff.change import Difference
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
from segkit.impact.stored import warehouses_concerned
from segkit.impact.subject import SAYS_NOTHING, Subject, Touched
from segkit.impact.told import notes_concerned, snippets_concerned
from segkit.knowledge.libraries import kind_of, library_of
from segkit.model.change import RENAME_FIELD, RENAME_RULE, REQUIRE, RETYPE, ProposedChange
from segkit.model.plan import TrackingPlan, dotted
from segkit.model.workspace import Workspace
from segkit.routing.modes import connections

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


def rules_concerned(subject: Subject) -> Iterator[Concern]:
    """Every rule that changes, once for each of its fields that does."""
    for one in subject.touched:
        breaks, reason = _said(one, subject)
        yield Concern(
            "rule",
            one.rule.title,
            breaks,
            reason,
            where=dotted(one.path),
            origin=(one.field.origin if one.field else one.rule.origin) or one.rule.origin,
        )


def _said(one: Touched, subject: Subject) -> tuple[bool, str]:
    """Whether calls that pass may fail, and why."""
    if subject.kind in SAYS_NOTHING:
        return False, "No call is judged by it."
    if not subject.moves:
        return _judged(one)
    name = dotted(one.path) or repr(one.rule.title)
    if one.change.kind == RENAME_FIELD and one.field is not None and one.field.required:
        reason = f"Calls that carry {name} lack a required field from then on."
    else:
        reason = f"What is sent as {name} is unplanned from then on."
    return True, reason + _taken(one, subject)


def _judged(one: Touched) -> tuple[bool, str]:
    field, change = one.field, one.change
    if change.kind == RETYPE and field is not None:
        return _retyped(field.types, change.new)
    if change.kind == REQUIRE and field is not None:
        tightens = change.new is True and not field.required
        words = f"Calls without {dotted(field.path)} fail."
        return tightens, words if tightens else "Calls that pass still do."
    return True, "Calls that passed may fail."


def _retyped(old: tuple[str, ...], new: object) -> tuple[bool, str]:
    wanted = set(new) if isinstance(new, tuple | list) else set()
    allowed = wanted | ({"integer"} if "number" in wanted else set())
    if not wanted or (old and set(old) <= allowed):
        return False, "Calls that pass still do."
    before, after = " or ".join(old) or "any type", " or ".join(map(str, sorted(wanted)))
    return True, f"Values that were {before} fail unless they are {after}."


def _taken(one: Touched, subject: Subject) -> str:
    """What stands already where it would be moved to."""
    new = one.change.new
    if one.change.kind == RENAME_RULE:
        names = {other.key for other in subject.plan.of(one.rule.call)}
        return f" The plan already has {new!r}." if new in names else ""
    if one.change.kind == RENAME_FIELD:
        has = any(other.path == one.new_path for other in one.rule.fields)
        return f" The rule already has {dotted(one.new_path)}." if has else ""
    return ""


def impacts_of(
    difference: Difference, plan: TrackingPlan | None, workspace: Workspace | None
) -> dict[ProposedChange, Impact]:
    """What each breaking change of the plan touches; nothing where there is no workspace.

    Args:
        difference: The changes.
        plan: The plan before them.
        workspace: Where its calls go.
    """
    if plan is None or workspace is None:
        return {}
    case = _case(workspace, plan)
    changes = [one.proposed for one in difference.breaking if one.proposed]
    return {change: impact_of([change], plan, case) for change in changes}


def _case(workspace: Workspace, plan: TrackingPlan) -> Case:
    """The workspace as it is, without what an engagement's settings say of it."""
    libraries = {one.id: library_of(one) for one in workspace.sources}
    return Case(
        workspace=workspace,
        plan=plan,
        connections=connections(workspace, {}),
        kinds={one.id: kind_of(one) for one in workspace.sources},
        placements=placements(workspace, {}),
        libraries={key: library for key, library in libraries.items() if library is not None},
    )
