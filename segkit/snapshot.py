"""The snapshot: what was read, as one JSON file without secrets.

Guides, checks and widgets work from it, offline. It holds the tracking plan as segkit
understood it, and the workspace as the API's own objects with secrets taken out, so both
go through the same readers whether they were just pulled or are a year old.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from segkit import __version__
from segkit.engagement import Engagement
from segkit.errors import ConfigError, InputFileError, SnapshotError
from segkit.files import write_atomically
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Workspace
from segkit.pull.places import PlanPlace
from segkit.snapshot_formats import FORMAT, up_to_date
from segkit.snapshot_history import keep_present, tidy


def _unheard(_news: object) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read: enough to tell later whether it is still the same.

    Attributes:
        role: `plan` or `workspace`.
        name: File name, without its folder.
        sha256: Hex digest of its bytes.
        size: In bytes.
    """

    role: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was read, and when.

    Attributes:
        taken_at: ISO 8601 in UTC, e.g. `2026-11-24T09:30:00Z`.
        made_with: The version of segkit that wrote it; empty when the file does not say.
        inputs: The files it was read from.
        plan: None when the engagement has none.
        workspace: Likewise.
    """

    taken_at: str
    inputs: tuple[Input, ...] = ()
    plan: TrackingPlan | None = None
    workspace: Workspace | None = None
    made_with: str = ""


def take_snapshot(
    engagement: Engagement, *, listen: Callable[[object], None] = _unheard
) -> Snapshot:
    """Read the engagement's plan and workspace and keep them in its snapshot file.

    What the SA corrected in the reading of the plan is used; `listen` hears how a pull from
    Segment goes (`str()` of what it is given is one line). The previous snapshot stays
    untouched when anything fails. Raises `ConfigError` when the engagement names neither or
    its corrections are damaged, `PullError` when an input cannot be read.
    """
    from segkit.profile_file import read_profile
    from segkit.pull.inputs import read_plan, write_keys_in
    from segkit.pull.secrets import without_secrets
    from segkit.pull.workspace import read_workspace
    from segkit.write_keys import keep_write_keys

    if not (engagement.plan or engagement.workspace_file or engagement.workspace_pull):
        raise ConfigError(
            f"{engagement.file} names neither a tracking plan nor a workspace.",
            'add file = "…" below [plan] or below [workspace].',
        )
    inputs: list[Input] = []
    content: dict[str, object] = {
        "format": FORMAT,
        "taken_at": _now(),
        "made_with": __version__,
    }
    if engagement.plan is not None:
        profile = read_profile(engagement.profile_file)
        content["plan"] = _builtins(read_plan(engagement.plan, profile=profile))
        inputs.append(_plan_input(engagement.plan, content["plan"]))
    document, read_from = _workspace_document(engagement, listen)
    if document is not None and read_from is not None:
        content["workspace"] = without_secrets(document)
        read_workspace(content["workspace"])  # raises before anything is written
        inputs.append(read_from)
    content["inputs"] = _builtins(tuple(inputs))
    text = _json(content)
    snapshot = _snapshot(json.loads(text), engagement.snapshot_file)
    keep_present(engagement)
    write_atomically(engagement.snapshot_file, text)
    tidy(engagement)
    if snapshot.workspace is not None and document is not None:
        keep_write_keys(engagement, snapshot.workspace, write_keys_in(document))
    return snapshot


def _workspace_document(
    engagement: Engagement, listen: Callable[[object], None]
) -> tuple[dict[str, object] | None, Input | None]:
    """The API's objects with their secrets, and what they were read from; None without any."""
    from segkit.pull.inputs import read_workspace_file, read_workspace_from_segment

    if engagement.workspace_pull:
        pulled = read_workspace_from_segment(
            engagement.region, listen, accounts=engagement.token_accounts
        )
        return pulled, _read_input("workspace", "Segment's Public API", pulled)
    if engagement.workspace_file is None:
        return None, None
    file = engagement.workspace_file
    return read_workspace_file(file), _input("workspace", file)


def read_snapshot(engagement: Engagement) -> Snapshot:
    """The engagement's snapshot; raises `SnapshotError` when there is none or it is damaged."""
    if not engagement.snapshot_file.exists():
        raise SnapshotError(
            f"{engagement.folder} has no snapshot yet.",
            f"run `segkit pull {engagement.folder}` once.",
        )
    return read_snapshot_file(engagement.snapshot_file)


def read_snapshot_file(file: Path) -> Snapshot:
    """A snapshot wherever it is, e.g. an earlier one; one in an older format is migrated.

    Raises `SnapshotError` when it is missing, damaged, or written by a newer segkit.
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SnapshotError(
            f"{file} could not be read: {reason}.",
            "run `segkit pull` in the engagement's folder to make it again.",
        ) from error
    return _snapshot(content, file)


def _snapshot(content: object, file: Path) -> Snapshot:
    import msgspec

    from segkit.pull.workspace import read_workspace

    content = up_to_date(content, str(file))
    try:
        plan = content.get("plan")
        return Snapshot(
            taken_at=str(content.get("taken_at", "")),
            made_with=str(content.get("made_with", "")),
            inputs=msgspec.convert(content.get("inputs", []), tuple[Input, ...]),
            plan=None if plan is None else msgspec.convert(plan, TrackingPlan),
            workspace=(read_workspace(content["workspace"]) if content.get("workspace") else None),
        )
    except (msgspec.ValidationError, InputFileError) as error:
        raise SnapshotError(
            f"{file} is damaged: {error}.", "run `segkit pull` to make it again."
        ) from error


def _builtins(value: object) -> object:
    import msgspec

    return msgspec.to_builtins(value)


def _json(content: object) -> str:
    """Stable JSON text: sorted, readable, and still valid for text that UTF-8 cannot hold."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(content, indent=1, sort_keys=True) + "\n"
    return text


def _plan_input(place: PlanPlace, plan: object) -> Input:
    """A file's own hash; for a plan from elsewhere, that of what was read."""
    if place.kind == "file":
        return _input("plan", place.file)
    return _read_input("plan", place.name, plan)


def _read_input(role: str, name: str, read: object) -> Input:
    content = json.dumps(read, sort_keys=True).encode()
    return Input(role, name, hashlib.sha256(content).hexdigest(), len(content))


def _input(role: str, file: Path) -> Input:
    content = file.read_bytes()
    return Input(role, file.name, hashlib.sha256(content).hexdigest(), len(content))


def _now() -> str:
    """The present moment, or the one that reproducible builds ask for.

    `SOURCE_DATE_EPOCH` is the convention of reproducible-builds.org.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    moment = (
        dt.datetime.fromtimestamp(int(fixed), tz=dt.UTC)
        if fixed and fixed.isdigit()
        else dt.datetime.now(tz=dt.UTC)
    )
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
