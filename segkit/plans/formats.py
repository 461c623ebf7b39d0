"""The forms that a tracking plan may have, in one list: who recognises it, and who reads it.

A form is one `PlanFormat` in a module of its own and one line in `_EXACT`, if only its own files
look like it, or in `_LOOSE`. Other packages add forms by an entry point of the group
`segkit.plan_formats` (`segkit.doors`); they are asked after the exact ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from segkit.errors import ConfigError, NotATrackingPlanError
from segkit.model.plan import Doubt, TrackingPlan

if TYPE_CHECKING:
    from segkit.plans.grids.grid import Tab
    from segkit.plans.plan_input import PlanInput

_EXACT = (
    "segkit.plans.documents.rules:SEGMENT",
    "segkit.plans.terraform.terraform:TERRAFORM",
    "segkit.plans.terraform.terraform_json:TERRAFORM_JSON",
    "segkit.plans.foreign.rudderstack:RUDDERSTACK",
    "segkit.plans.foreign.avo:AVO",
    "segkit.plans.foreign.mparticle:MPARTICLE",
    "segkit.plans.foreign.snowplow:SNOWPLOW",
    "segkit.plans.foreign.amplitude:AMPLITUDE",
    "segkit.plans.foreign.tag_manager:TAG_MANAGER",
    "segkit.plans.foreign.glean:GLEAN",
    "segkit.plans.foreign.asyncapi:ASYNCAPI",
    "segkit.plans.foreign.matomo:MATOMO",
)
OF_PROGRAMS = "{count} rules were read from a program without running it, so they may be others."
_LOOSE = (
    "segkit.plans.documents.record_lists:RECORDS",
    "segkit.plans.markdown.markdown:MARKDOWN",
    "segkit.plans.markdown.markdown:TABLES",
    "segkit.plans.shapes.tree:TREE",
    "segkit.plans.markdown.code_blocks:MARKDOWN_CODE",
    "segkit.plans.documents.record_lists:TABLE",
)


@dataclass(frozen=True, slots=True)
class PlanFormat:
    """One form of a plan; it has either `read` or `tabs`.

    Attributes:
        name: What people call it.
        recognises: True for what `read` or `tabs` can be given.
        read: The plan in it, when it says itself what it means.
        tabs: The cells in it, when its columns have to be understood.
    """

    name: str
    recognises: Callable[[PlanInput], bool]
    read: Callable[[PlanInput], TrackingPlan] | None = None
    tabs: Callable[[PlanInput], tuple[Tab, ...]] | None = None


def format_of(given: PlanInput) -> PlanFormat:
    """The first format that recognises what was given.

    Raises:
        InputFileError: It cannot be read at all.
        NotATrackingPlanError: No format knows it.
        ConfigError: A format of another package cannot be loaded.
    """
    for known in all_formats():
        if known.recognises(given):
            return known
    raise NotATrackingPlanError(
        f"{given.path} is in no form of a tracking plan that segkit knows.",
        "export the plan as a workbook, CSV, JSON or YAML.",
    )


def read_given(given: PlanInput, known: PlanFormat | None = None) -> TrackingPlan:
    """The tracking plan in what was given; tables are read without corrections.

    `known` is its format, where that was asked for already. Files of a folder that could not be
    read are explained in the report. Raises `PullError`, or `ConfigError` like `format_of`.
    """
    known = known or format_of(given)
    if known.read is not None:
        plan = known.read(given)
        if given.kind == "script":
            plan = _of_program(plan)
    else:
        from segkit.plans.tables import plan_from_tabs

        plan = plan_from_tabs(known.tabs(given) if known.tabs else (), name=given.name)
    return plan if given.kind != "folder" else with_files(plan, given)


def _of_program(plan: TrackingPlan) -> TrackingPlan:
    """The plan of a program, which was not run to get it: so it is in doubt."""
    from segkit.plans.documents.doubting import Doubts

    doubts = Doubts()
    doubts.add("", OF_PROGRAMS, *(one.key or one.call for one in plan.rules))
    report = replace(plan.report, doubts=(*doubts.found(), *plan.report.doubts))
    return replace(plan, report=report)


def all_formats() -> Iterator[PlanFormat]:
    """Every format in the order in which they are asked, each loaded when it is its turn."""
    yield from map(_loaded, _EXACT)
    yield from _offered()
    yield from map(_loaded, _LOOSE)


def load_own() -> None:
    """Load segkit's own, where there is time before one is asked for."""
    for place in (*_EXACT, *_LOOSE):
        _loaded(place)


def _loaded(place: str) -> PlanFormat:
    module, _, name = place.partition(":")
    found: PlanFormat = getattr(import_module(module), name)
    return found


def _offered() -> Iterator[PlanFormat]:
    from segkit.doors import through

    for value, offered in through("plan_formats"):
        if not isinstance(offered, PlanFormat):
            raise ConfigError(
                f"{value}, which an installed package adds to segkit, is no PlanFormat.",
                "mend that package, or uninstall it.",
            )
        yield offered


def with_files(plan: TrackingPlan, given: PlanInput) -> TrackingPlan:
    """The plan of a folder with the files that could not be read, and those not looked at."""
    report = plan.report
    unread = given.folder.unread
    others = given.folder.others
    names = ", ".join(others[:5]) + (", …" if len(others) > 5 else "")
    count = (
        "1 file in another language was"
        if len(others) == 1
        else (f"{len(others)} files in other languages were")
    )
    note = f"{count} not looked at: {names}."
    lost = [one.origin for one in unread if not one.reason.startswith("The file is empty")]
    what = f"{len(lost)} files could not be read: what they plan is missing."
    doubt = Doubt(lost[0], what, len(lost), tuple(lost[:5])) if lost else None
    return replace(
        plan,
        report=replace(
            report,
            rows=report.rows + len(unread),
            explained=(*report.explained, *unread),
            notes=(*report.notes, note) if others else report.notes,
            doubts=(*report.doubts, doubt) if doubt is not None else report.doubts,
        ),
    )
