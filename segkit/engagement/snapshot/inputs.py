"""What is read for a snapshot: plan and workspace, and how to tell later that they are the same.

Nothing here writes. What comes from Segment still holds its secrets. Exports of sources' schemas
say how often each event came, as the API's volumes do; a pull with `--volumes` counts by days, so
what it brought for a source is left as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from segkit.engagement.outside import (
    accounts_for,
    plan_to_read,
    refuse_unconfirmed,
    workspace_to_read,
)
from segkit.engagement.settings import Engagement
from segkit.errors import InputFileError, NotATrackingPlanError, UsageError
from segkit.files import is_folder, one_reading, read_bytes
from segkit.model.plan import TrackingPlan
from segkit.plans.grids.delimited import read_delimited
from segkit.plans.tables import received
from segkit.segment_api.objects import mapping, objects, text

SEGMENT = "Segment's Public API"


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read: enough to tell later whether it is still the same.

    Attributes:
        role: `plan`, `workspace` or `received`.
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
        reading: How the plan was read, for the snapshot; None without a plan of one's own.
    """

    inputs: tuple[Input, ...]
    plan: TrackingPlan | None
    document: dict[str, object] | None
    reading: Mapping[str, object] | None = None


def read_inputs(
    engagement: Engagement,
    listen: Callable[[object], None],
    volumes_days: int | None,
    also: Sequence[str] = (),
) -> Read:
    """Plan and workspace of the engagement; a plan in Segment comes with the workspace.

    Raises `PullError`, `TrustError` when it is outside of the folder and nobody said yes to that,
    and `UsageError` when something is asked for that no pull brings.
    """
    if (volumes_days is not None or also) and not engagement.workspace_pull:
        what = "Volumes are counted by" if volumes_days is not None else f"{also[0]!r} is read from"
        raise UsageError(
            f"{what} Segment, and {engagement.file} names no workspace to pull.",
            "set pull = true below [workspace], or pull without that.",
        )
    refuse_unconfirmed(engagement)  # the whole list at once, before anything is asked
    in_segment = engagement.plan is not None and engagement.plan.kind == "api"
    with one_reading(engagement.folder):
        read = None if in_segment else _own_plan(engagement)
        document, workspace = _workspace(engagement, listen, volumes_days, also)
        document, counted = _with_received(engagement, document)
        if read is None:
            read = _plan_in(engagement, document or {})
        if read is None and in_segment:
            read = _own_plan(engagement)
    of_plan = None if read is None else read.input
    inputs = (*filter(None, (of_plan, workspace)), *counted)
    if read is None:
        return Read(inputs, None, document)
    return Read(inputs, read.plan, document, read.reading)


@dataclass(frozen=True, slots=True)
class _ReadPlan:
    """A plan, what it was read from, and how, as the snapshot keeps it."""

    plan: TrackingPlan
    input: Input
    reading: Mapping[str, object]


def _own_plan(engagement: Engagement) -> _ReadPlan | None:
    """The plan that the engagement names, read with what the SA corrected."""
    from segkit.engagement.profile import read_profile_and_digest
    from segkit.engagement.snapshot.kept_reading import keep_reading
    from segkit.pull.inputs import read_plan_and_table

    place = plan_to_read(engagement)
    if place is None:
        return None
    profile, digest = read_profile_and_digest(engagement.profile_file)
    plan, table = read_plan_and_table(place, profile=profile)
    tabs = None if table is None else table.tabs
    kept = keep_reading(plan.name, tabs, profile, digest)
    if place.kind == "file":
        return _ReadPlan(plan, _of_file("plan", place.file), kept)
    return _ReadPlan(plan, _of_plan(place.name, plan), kept)


def _plan_in(engagement: Engagement, document: Mapping[str, object]) -> _ReadPlan | None:
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
    return _ReadPlan(plan, _of_plan(wanted[0], plan), {"name": plan.name})


def _workspace(
    engagement: Engagement,
    listen: Callable[[object], None],
    volumes_days: int | None,
    also: Sequence[str],
) -> tuple[dict[str, object] | None, Input | None]:
    # here, so that whoever only reads a snapshot does not wait for the readers behind it
    from segkit.pull.inputs import read_workspace_file, read_workspace_from_segment

    workspace_file = workspace_to_read(engagement)
    if engagement.workspace_pull:
        pulled = read_workspace_from_segment(
            engagement.region,
            listen,
            accounts=accounts_for(engagement),
            volumes_days=volumes_days,
            also=also,
        )
        return pulled, _of_content("workspace", SEGMENT, pulled)
    if workspace_file is None:
        return None, None
    return read_workspace_file(workspace_file), _of_file("workspace", workspace_file)


def _with_received(
    engagement: Engagement, document: dict[str, object] | None
) -> tuple[dict[str, object] | None, tuple[Input, ...]]:
    """The workspace with what its sources received, by the files that say it."""
    if not engagement.received:
        return document, ()
    if document is None:
        raise UsageError(
            f"{engagement.file} says what sources received, but names no workspace that has them.",
            "name the workspace below [workspace], or take out [received].",
        )

    files = engagement.received
    inputs = tuple(_of_file("received", file) for file in files.values())
    return with_received(document, files), inputs


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
    """SHA-256 and size of a file, or of all that a plan in a folder is read from.

    Within one reading that is what was read, not what the files hold by now.
    """
    from segkit.plans.plan_input import MOST_BYTES

    if not is_folder(place):
        content = read_bytes(place, limit=MOST_BYTES)
        return hashlib.sha256(content).hexdigest(), len(content)
    from segkit.plans.documents.folder import Folder

    folder, whole, size = Folder(place), hashlib.sha256(), 0
    for file in folder.files:
        try:
            content = read_bytes(file.path, limit=MOST_BYTES)
        except InputFileError:  # the plan's report says so
            continue
        whole.update(f"{folder.origin(file.path)} {len(content)}\n".encode() + content)
        size += len(content)
    return whole.hexdigest(), size


def with_received(document: dict[str, object], files: Mapping[str, Path]) -> dict[str, object]:
    """The workspace's document with the events that these files count, by slug of the source.

    Raises `InputFileError` for a file that is no such export, or cannot be read.
    """
    volumes = mapping(document.get("eventVolumes"))
    items = list(objects(volumes.get("items")))
    counted = {_slug_of(item) for item in items}
    for slug, file in files.items():
        events = _events(slug, file)
        items += events if slug not in counted else ()
    return {**document, "eventVolumes": {**volumes, "items": items}} if files else document


def _events(slug: str, file: Path) -> list[dict[str, object]]:
    found = [
        {"eventName": one.event, "eventType": "track", "source": {"slug": slug}, "total": one.total}
        for tab in read_delimited(file)
        for one in received(tab)
    ]
    if not found:
        raise InputFileError(
            f"{file} counts no events of a source: it is no export of a source's schema.",
            "download it in Segment: the source, Schema, Download CSV; or take it out of [received].",
        )
    return found


def _slug_of(item: Mapping[str, object]) -> str:
    return text(mapping(item.get("source")).get("slug"))
