"""The snapshot: what was read, as one JSON file without secrets.

Guides, checks and widgets work from it, offline. It holds the tracking plan as segkit
understood it, and the workspace as the API's own objects with secrets taken out, so both
go through the same readers whether they were just pulled or are a year old.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from segkit.engagement.settings import Engagement
from segkit.engagement.snapshot.formats import FORMAT, MOST_BYTES, up_to_date
from segkit.engagement.snapshot.history import keep_present, tidy
from segkit.engagement.snapshot.inputs import Input, read_inputs
from segkit.errors import ConfigError, InputFileError, SnapshotError
from segkit.files import read_bytes, read_own, write_own
from segkit.malformed import MalformedError, parse_json, wording
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Workspace
from segkit.version import __version__


def _unheard(_news: object) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was read, and when.

    Attributes:
        taken_at: ISO 8601 in UTC, e.g. `2026-11-24T09:30:00Z`.
        made_with: The version of segkit that wrote it; empty when the file does not say.
        inputs: The files it was read from.
        plan: None when the engagement has none.
        workspace: Likewise.
        plan_reading: How the plan's tabs were understood, as the file has it
            (`kept_reading.outcome_of`); None when the plan is in Segment or an older segkit read it.
    """

    taken_at: str
    inputs: tuple[Input, ...] = ()
    plan: TrackingPlan | None = None
    workspace: Workspace | None = None
    made_with: str = ""
    plan_reading: Mapping[str, object] | None = field(default=None, hash=False)


def take_snapshot(
    engagement: Engagement,
    *,
    listen: Callable[[object], None] = _unheard,
    volumes_days: int | None = None,
    also: Sequence[str] = (),
    with_write_keys: bool = False,
) -> Snapshot:
    """Read the engagement's plan and workspace and keep them in its snapshot file.

    What the SA corrected in the reading of the plan is used. The previous snapshot stays
    untouched when anything fails, and is kept beside the new one when nothing does.

    Args:
        engagement: Whose.
        listen: Hears how a pull from Segment goes (`str()` of what it is given is one line).
        volumes_days: Also count the events that were received in so many days.
        also: What else is read because it was asked for (`segkit.segment_api.titles`).
        with_write_keys: Keep the write keys of websites and apps, as `show_write_keys` does.

    Raises:
        ConfigError: The engagement names neither, or its corrections are damaged.
        PullError: An input cannot be read.
        UsageError: Something is asked for that no pull brings.
    """
    from segkit.engagement.write_keys import keep_write_keys
    from segkit.pull.inputs import write_keys_in
    from segkit.segment_api.document import read_workspace
    from segkit.segment_api.secrets import without_secrets

    if not (engagement.plan or engagement.workspace_file or engagement.workspace_pull):
        raise ConfigError(
            f"{engagement.file} names neither a tracking plan nor a workspace.",
            'add file = "…" below [plan] or below [workspace], or pull = true there.',
        )
    read = read_inputs(engagement, listen, volumes_days, also)
    content: dict[str, object] = {
        "format": FORMAT,
        "taken_at": _now(),
        "made_with": __version__,
        "inputs": _builtins(read.inputs),
    }
    if read.plan is not None:
        content["plan"] = _builtins(read.plan)
    if read.reading is not None:
        content["plan_reading"] = read.reading
    if read.document is not None:
        content["workspace"] = without_secrets(read.document)
        read_workspace(content["workspace"])  # raises before anything is written
    text = _json(content)
    snapshot = _snapshot(json.loads(text), engagement.snapshot_file)
    keep_present(engagement)
    write_own(engagement.snapshot_file, text)
    tidy(engagement)
    if snapshot.workspace is not None and read.document is not None:
        keys = write_keys_in(read.document)
        keep_write_keys(engagement, snapshot.workspace, keys, asked_for=with_write_keys)
    return snapshot


def read_snapshot(engagement: Engagement) -> Snapshot:
    """The engagement's snapshot; raises `SnapshotError` when there is none or it is damaged."""
    snapshot = read_own_snapshot(engagement, engagement.snapshot_file)
    if snapshot is None:
        raise SnapshotError(
            f"{engagement.folder} has no snapshot yet.",
            f"run `segkit pull {engagement.folder}` once.",
        )
    return snapshot


def read_own_snapshot(engagement: Engagement, file: Path) -> Snapshot | None:
    """One of the engagement's, the present one or an earlier one; None when there is no such file.

    Raises `SnapshotError` when it is damaged, and what `read_own` raises.
    """
    try:
        content = read_own(file, limit=MOST_BYTES, folder=engagement.folder)
    except OSError as error:
        raise _unreadable(file, error) from error
    return None if content is None else snapshot_of(content, file)


def read_snapshot_file(file: Path) -> Snapshot:
    """A snapshot wherever a person says that it is; one in an older format is migrated.

    Raises `SnapshotError` when it is missing, damaged, or written by a newer segkit.
    """
    return snapshot_of(snapshot_content(file), file)


def snapshot_content(file: Path) -> bytes:
    """The bytes of a snapshot; raises `SnapshotError` when they cannot be read."""
    try:
        return read_bytes(file, limit=MOST_BYTES)
    except InputFileError as error:
        raise SnapshotError(error.problem, error.fix) from error


def snapshot_of(content: bytes, file: Path) -> Snapshot:
    """The snapshot that these bytes of a file are; raises as `read_snapshot_file`."""
    try:
        parsed = parse_json(content)
    except MalformedError as error:
        raise _unreadable(file, error) from error
    return _snapshot(parsed, file)


def _unreadable(file: Path, error: Exception) -> SnapshotError:
    return SnapshotError(
        f"{file} could not be read: {wording(error)}.",
        "run `segkit pull` in the engagement's folder to make it again.",
    )


def _snapshot(content: object, file: Path) -> Snapshot:
    import msgspec

    from segkit.segment_api.document import read_workspace

    content = up_to_date(content, str(file))
    try:
        plan = content.get("plan")
        return Snapshot(
            taken_at=str(content.get("taken_at", "")),
            made_with=str(content.get("made_with", "")),
            inputs=msgspec.convert(content.get("inputs", []), tuple[Input, ...]),
            plan=None if plan is None else msgspec.convert(plan, TrackingPlan),
            workspace=(read_workspace(content["workspace"]) if content.get("workspace") else None),
            plan_reading=msgspec.convert(content.get("plan_reading"), dict[str, object] | None),
        )
    except (msgspec.ValidationError, UnicodeEncodeError, InputFileError) as error:
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
