"""What the changes between two plans touch, where a workspace is known that has the old one."""

from __future__ import annotations

from segkit.delivery.case import Case
from segkit.derive.environments import placements
from segkit.diff.change import Difference
from segkit.impact.concern import Impact
from segkit.impact.of_change import impact_of
from segkit.knowledge.libraries import kind_of, library_of
from segkit.model.change import ProposedChange
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Workspace
from segkit.routing.modes import connections


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
