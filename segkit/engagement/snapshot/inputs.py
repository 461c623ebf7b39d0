"""What is read for a snapshot: plan and workspace, and how to tell later that they are the same.

Nothing here writes. What comes from Segment still holds its secrets.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from segkit.engagement.settings import Engagement
from segkit.errors import NotATrackingPlanError, UsageError
from segkit.files import content_of, is_folder
from segkit.model.plan import TrackingPlan
from segkit.segment_api.objects import mapping, objects, text

SEGMENT = "Segment's Public API"


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read: enough to tell later whether it is still the same.

    Attributes:
        role: `plan` or `workspace`.
        name: Name of the file or folder, without the one that it is in.
        sha256: Hex digest of its bytes, or of those of all files in it.
        size: In bytes.
    """

    role: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Read:
    """What was read for one snapshot.

    Attributes:
        inputs: What it was read from.
        plan: None when the engagement has none.
        document: The API's objects, with secrets; None without a workspace.
    """

    inputs: tuple[Input, ...]
    plan: TrackingPlan | None
    document: dict[str, object] | None


def read_inputs(
    engagement: Engagement, listen: Callable[[object], None], volumes_days: int | None
) -> Read:
    """Plan and workspace of the engagement; a plan in Segment comes with the workspace.

    Raises `PullError`, and `UsageError` when volumes are asked for that no pull brings.
    """
    if volumes_days is not None and not engagement.workspace_pull:
        raise UsageError(
            f"Volumes are counted by Segment, and {engagement.file} names no workspace to pull.",
            "set pull = true below [workspace], or pull without volumes.",
        )
    in_segment = engagement.plan is not None and engagement.plan.kind == "api"
    read = None if in_segment else _own_plan(engagement)
    document, workspace = _workspace(engagement, listen, volumes_days)
    if read is None:
        read = _plan_in(engagement, document or {})
    if read is None and in_segment:
        read = _own_plan(engagement)
    plan, of_plan = read or (None, None)
    return Read(tuple(filter(None, (of_plan, workspace))), plan, document)


def _own_plan(engagement: Engagement) -> tuple[TrackingPlan, Input] | None:
    """The plan that the engagement names, read with what the SA corrected."""
    from segkit.engagement.profile import read_profile
    from segkit.pull.inputs import read_plan

    place = engagement.plan
    if place is None:
        return None
    plan = read_plan(place, profile=read_profile(engagement.profile_file))
    if place.kind == "file":
        return plan, _of_file("plan", place.file)
    return plan, _of_plan(place.name, plan)


def _plan_in(
    engagement: Engagement, document: Mapping[str, object]
) -> tuple[TrackingPlan, Input] | None:
    """The plan that came with the workspace: the one that is named, else the only one with rules."""
    rules = mapping(document.get("trackingPlanRules"))
    if engagement.plan is not None:
        wanted = [engagement.plan.text] if engagement.plan.kind == "api" else []
    else:
        wanted = [plan for plan, some in rules.items() if some]
    if len(wanted) != 1 or not rules.get(wanted[0]):
        return None
    from segkit.plans.documents.rules import read_rules

    plans = {text(one.get("id")): one for one in objects(document.get("trackingPlans"))}
    record = plans.get(wanted[0], {"id": wanted[0]})
    try:
        plan = read_rules({"trackingPlan": record, "rules": rules[wanted[0]]}, name=wanted[0])
    except NotATrackingPlanError:
        if engagement.plan is not None:
            raise
        return None
    return plan, _of_plan(wanted[0], plan)


def _workspace(
    engagement: Engagement, listen: Callable[[object], None], volumes_days: int | None
) -> tuple[dict[str, object] | None, Input | None]:
    # here, so that whoever only reads a snapshot does not wait for the readers behind it
    from segkit.pull.inputs import read_workspace_file, read_workspace_from_segment

    if engagement.workspace_pull:
        pulled = read_workspace_from_segment(
            engagement.region,
            listen,
            accounts=engagement.token_accounts,
            volumes_days=volumes_days,
        )
        return pulled, _of_content("workspace", SEGMENT, pulled)
    if engagement.workspace_file is None:
        return None, None
    file = engagement.workspace_file
    return read_workspace_file(file), _of_file("workspace", file)


def _of_plan(name: str, plan: TrackingPlan) -> Input:
    import msgspec

    return _of_content("plan", name, msgspec.to_builtins(plan))


def _of_content(role: str, name: str, read: object) -> Input:
    content = json.dumps(read, sort_keys=True).encode()
    return Input(role, name, hashlib.sha256(content).hexdigest(), len(content))


def _of_file(role: str, file: Path) -> Input:
    sha256, size = digest(file)
    return Input(role, file.name or file.resolve().name, sha256, size)


def digest(place: Path) -> tuple[str, int]:
    """SHA-256 and size of a file, or of all that a plan in a folder is read from."""
    if not is_folder(place):
        content = content_of(place)
        return hashlib.sha256(content).hexdigest(), len(content)
    from segkit.plans.documents.folder import Folder

    folder, whole, size = Folder(place), hashlib.sha256(), 0
    for file in folder.files:
        content = content_of(file.path)
        whole.update(f"{folder.origin(file.path)} {len(content)}\n".encode() + content)
        size += len(content)
    return whole.hexdigest(), size
