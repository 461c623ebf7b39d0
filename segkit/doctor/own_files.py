"""Checks of the engagement's folder: its settings, inputs, snapshot and notes."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

from segkit.doctor.surroundings import Surroundings
from segkit.doctor.verdict import Verdict, do_first, look_at, skipped, works
from segkit.engagement.notes import read_notes
from segkit.engagement.outside import outside_of, plan_to_read, workspace_to_read
from segkit.engagement.profile import read_profile
from segkit.engagement.settings import Engagement
from segkit.engagement.snapshot import Snapshot
from segkit.errors import ConfigError
from segkit.files import is_there, one_reading, read_own
from segkit.malformed import parse_json
from segkit.model.plan import TrackingPlan
from segkit.plans.plan_input import MOST_BYTES
from segkit.trust import missing

NO_ENGAGEMENT = "there is no engagement here"
NOT_OPENED = "the engagement could not be opened"
_OLD = dt.timedelta(days=1)
_LEAST_BYTES, _FEW_BYTES = 100_000_000, 1_000_000_000


def knowledge(around: Surroundings) -> Verdict:
    """How old the facts are that the guide tells of Segment itself."""
    from segkit.knowledge.age import age_of_knowledge

    age = age_of_knowledge(around.now.date())
    if age.old == age.count:
        return look_at(
            age.words, "install a newer segkit, or `segkit knowledge --check` a catalog."
        )
    return works(age.words)


def of_engagement(
    look: Callable[[Surroundings, Engagement], Verdict],
) -> Callable[[Surroundings], Verdict]:
    """A check that needs an engagement, skipped where there is none."""

    def check(around: Surroundings) -> Verdict:
        if around.engagement is None:
            return skipped(NOT_OPENED if around.problem else NO_ENGAGEMENT)
        return look(around, around.engagement)

    return check


def settings(around: Surroundings) -> Verdict:
    """`engagement.toml` can be read."""
    if around.problem is not None:
        return do_first(around.problem.problem, around.problem.fix)
    engagement = around.engagement
    if engagement is None:
        return skipped(f"{NO_ENGAGEMENT}; `segkit doctor FOLDER` looks at one")
    if not (engagement.plan or engagement.workspace_file or engagement.workspace_pull):
        return do_first(
            f"{engagement.file} names neither a tracking plan nor a workspace.",
            f'add file = "…" below [plan], or run `segkit connect {engagement.folder}`.',
        )
    return works(f"{engagement.customer}, {engagement.file}")


@of_engagement
def workspace_file(around: Surroundings, engagement: Engagement) -> Verdict:
    """The workspace's file can be read."""
    from segkit.pull.inputs import read_workspace_file
    from segkit.segment_api.document import read_workspace
    from segkit.segment_api.secrets import without_secrets

    del around
    workspace_file = workspace_to_read(engagement)
    if workspace_file is None:
        named = "it is pulled from Segment" if engagement.workspace_pull else "none is named"
        return skipped(f"{named}")
    with one_reading(engagement.folder):
        document = read_workspace_file(workspace_file)
    found = read_workspace(without_secrets(document))
    return works(f"{workspace_file.name}: {len(found.sources)} sources")


@of_engagement
def snapshot(around: Surroundings, engagement: Engagement) -> Verdict:
    """There is a whole snapshot, not too old, of the plan as it is now."""
    found = around.snapshot()
    again = f"run `segkit pull {engagement.folder}`."
    missing = [
        what
        for what, is_named, is_there in (
            ("plan", engagement.plan is not None, found.plan is not None),
            ("workspace", engagement.workspace_pull or engagement.workspace_file, found.workspace),
        )
        if is_named and not is_there
    ]
    if missing:
        return do_first(f"The snapshot holds no {' and no '.join(missing)}.", again)
    age = _age(found, around.now)
    if age is None or age > _OLD:
        days = "of an unknown day" if age is None else f"{age.days} days old"
        return look_at(f"The snapshot is {days} ({found.taken_at}).", again)
    if changed := _changed_inputs(found, engagement):
        return look_at(f"{changed} was changed after the snapshot was taken.", again)
    return works(f"taken {found.taken_at}")


def _age(found: Snapshot, now: dt.datetime) -> dt.timedelta | None:
    try:
        taken = dt.datetime.fromisoformat(found.taken_at)
    except ValueError:
        return None
    return now - (taken if taken.tzinfo else taken.replace(tzinfo=dt.UTC))


def _changed_inputs(found: Snapshot, engagement: Engagement) -> str:
    """The name of a file that is no longer what was read; empty when all are."""
    plan = engagement.plan.file if engagement.plan and engagement.plan.kind == "file" else None
    files = {"plan": plan, "workspace": engagement.workspace_file}
    if missing(engagement.folder, outside_of(engagement)):
        return ""  # the checks of plan and workspace say so
    from segkit.engagement.snapshot.inputs import digest

    received = {file.name: file for file in engagement.received.values()}
    with one_reading(engagement.folder):
        for read in found.inputs:
            file = received.get(read.name) if read.role == "received" else files.get(read.role)
            if file is not None and is_there(file) and digest(file)[0] != read.sha256:
                return file.name
    return ""


@of_engagement
def notes(around: Surroundings, engagement: Engagement) -> Verdict:
    """What the SA decided and corrected can be read."""
    del around
    settled = len(read_notes(engagement.notes_file).done)
    corrected = len(read_profile(engagement.profile_file).tabs)
    return works(f"{settled} settled, {corrected} tabs corrected")


@of_engagement
def notebook(around: Surroundings, engagement: Engagement) -> Verdict:
    """The guide's notebook is there and whole."""
    del around
    file = engagement.notebook
    again = "take it from a backup, or copy it from a new engagement (`segkit new`)."
    try:
        content = read_own(file, limit=MOST_BYTES)
        if content is None:
            return do_first(f"There is no {file}.", again)
        count = len(parse_json(content)["cells"])
    except (OSError, ValueError, TypeError, KeyError):
        return do_first(f"{file} is damaged: it is no notebook.", again)
    return works(f"{file.name}: {count} cells")


def folder(around: Surroundings) -> Verdict:
    """What the SA types can be saved."""
    where = Path(os.path.realpath(around.folder))
    if not where.is_dir():
        return skipped(NOT_OPENED)
    if around.computer.can_write(where):
        return works(f"{where} can be written")
    fix = "make it writable for you, or copy the engagement to a folder of your own."
    if around.engagement is None:
        return look_at(f"{where} cannot be written.", fix)
    return do_first(f"{where} cannot be written: notes and exports would be lost.", fix)


def disk(around: Surroundings) -> Verdict:
    """There is room for snapshots and exports."""
    where = Path(os.path.realpath(around.folder))
    if not where.is_dir():
        return skipped(NOT_OPENED)
    free = around.computer.free_bytes(where)
    says = f"{free / 1e9:.1f} GB are free"
    if free < _LEAST_BYTES:
        return do_first(f"The disk is nearly full: {says}.", "free some disk space.")
    return look_at(f"{says}.", "free some disk space.") if free < _FEW_BYTES else works(says)


@of_engagement
def plan(around: Surroundings, engagement: Engagement) -> Verdict:
    """The tracking plan can be read where the engagement says it is."""
    place = plan_to_read(engagement)
    if place is None:
        return skipped("the engagement names none")
    if place.kind == "api":
        return _plan_in_segment(around)
    try:
        profile = read_profile(engagement.profile_file)
    except ConfigError:
        return skipped(f"{engagement.profile_file.name} is damaged, see the notes")
    if place.kind == "sheet":
        from segkit.doctor.google import plan_in_sheet

        return works(_counts(plan_in_sheet(around, place, profile)))
    from segkit.pull.inputs import read_plan

    return works(_counts(read_plan(place, profile=profile)))


def _plan_in_segment(around: Surroundings) -> Verdict:
    rights = around.rights()
    if rights is None or rights.problem is not None:
        return skipped("it is in Segment, and there is no token that works")
    if problem := rights.closed.get("plan"):
        return do_first(problem.problem, problem.fix)
    return works("it is in Segment, and the token opens it")


def _counts(found: TrackingPlan) -> str:
    fields = sum(len(rule.fields) for rule in found.rules)
    return f"{found.name}: {len(found.rules)} rules, {fields} fields"
