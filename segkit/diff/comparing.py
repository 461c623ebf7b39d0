"""The two sides of a comparison: snapshots, engagements, or plans in any form segkit reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from segkit.diff.change import Change, Difference
from segkit.engagement.settings import FILE, Engagement, read_engagement
from segkit.engagement.snapshot import (
    Snapshot,
    read_own_snapshot,
    read_snapshot,
    read_snapshot_file,
)
from segkit.engagement.snapshot.formats import MOST_BYTES
from segkit.engagement.snapshot.history import earlier_snapshots
from segkit.errors import InputFileError
from segkit.files import is_there, read_bytes
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things that are compared.

    Attributes:
        name: For people: `quillmoor, 2026-11-24 09:30 UTC`, `plan.xlsx`.
        plan: None when there is none.
        workspace: Likewise; a plan alone never has one.
        is_plan: It is a plan and nothing else.
    """

    name: str
    plan: TrackingPlan | None = None
    workspace: Workspace | None = None
    is_plan: bool = False


def side(text: str) -> Side:
    """What `text` names: an engagement's folder, a snapshot file, or a tracking plan.

    Raises what reading it raises.
    """
    path = Path(text)
    if is_there(path / FILE):
        engagement = read_engagement(path)
        return _snapshot_side(read_snapshot(engagement), engagement.folder.resolve().name)
    if _is_snapshot(path):
        return _snapshot_side(read_snapshot_file(path), path.name)
    from segkit.engagement.corrections import plan_of
    from segkit.pull import read_plan

    place, profile = plan_of(text)
    return Side(place.name, read_plan(place, profile=profile), is_plan=True)


def compare(old: Side, new: Side) -> Difference:
    """Every change from `old` to `new`; what only one of them has is said, not guessed at."""
    from segkit.diff.fields import has_labels
    from segkit.diff.plans import plan_changes
    from segkit.diff.workspaces import not_compared, workspace_changes

    changes: tuple[Change, ...] = ()
    gaps: list[str] = []
    if old.plan is not None and new.plan is not None:
        changes = plan_changes(old.plan, new.plan)
        labels = has_labels(old.plan.rules), has_labels(new.plan.rules)
        gaps.append(_gap("labels of fields", *labels) if labels[0] != labels[1] else "")
    else:
        gaps.append(_gap("tracking plan", old.plan is not None, new.plan is not None))
    if old.workspace is not None and new.workspace is not None:
        changes += workspace_changes(old.workspace, new.workspace)
        gaps.extend(not_compared(old.workspace, new.workspace))
    elif not (old.is_plan or new.is_plan):
        gaps.append(_gap("workspace", old.workspace is not None, new.workspace is not None))
    return Difference(old.name, new.name, changes, tuple(gap for gap in gaps if gap))


def since_last_time(engagement: Engagement, snapshot: Snapshot) -> Difference | None:
    """From the snapshot before to the present one; None when this is the first.

    Raises `SnapshotError` when the one before cannot be read.
    """
    earlier = earlier_snapshots(engagement)
    if not earlier:
        return None
    before = read_own_snapshot(engagement, earlier[0].file)
    if before is None:
        return None
    return compare(_snapshot_side(before, ""), _snapshot_side(snapshot, ""))


def _gap(what: str, old: bool, new: bool) -> str:  # noqa: FBT001 (which of the two has it)
    if not old and not new:
        return ""
    return f"{what}: only the {'old' if old else 'new'} side has any."


def _snapshot_side(snapshot: Snapshot, name: str) -> Side:
    moment = snapshot.taken_at.replace("T", " ").removesuffix("Z")[:16] + " UTC"
    shown = f"{name}, {moment}" if name else moment
    return Side(shown, snapshot.plan, snapshot.workspace)


def _is_snapshot(path: Path) -> bool:
    """A JSON file with what only snapshots have; whatever else it is, others judge."""
    if path.suffix.lower() != ".json" or not _is_file(path):
        return False
    try:
        content = json.loads(read_bytes(path, limit=MOST_BYTES))
    except (InputFileError, ValueError, RecursionError):
        return False
    return isinstance(content, dict) and {"format", "taken_at"} <= set(content)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # an address is no path everywhere
        return False
