"""Where a plan or workspace is, and which reader it needs: files, Google, Segment itself.

What forms a plan in a file may have: `segkit.plans.formats`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from segkit.errors import PullError
from segkit.files import one_reading
from segkit.model.plan import TrackingPlan
from segkit.plans.formats import format_of, read_given, with_files
from segkit.plans.plan_input import PlanInput, read_text
from segkit.pull.places import PlanPlace, plan_place

if TYPE_CHECKING:
    from segkit.plans.grids.grid import Tab
    from segkit.plans.layouts.profile import Profile
    from segkit.segment_api.client import PublicApi


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A plan that is a table, before its columns are understood.

    Attributes:
        name: Of the file, without its ending, or of the sheet.
        tabs: The cells.
        url: Where people open it; empty for files.
    """

    name: str
    tabs: tuple[Tab, ...]
    url: str = ""


def read_plan(place: PlanPlace | Path, *, profile: Profile | None = None) -> TrackingPlan:
    """The tracking plan in a file or folder, a Google Sheet, or Segment.

    `profile` holds corrections of how tables are read, and of calls. Raises `PullError` when it cannot be
    read (`InputFileError` for files), `NotATrackingPlanError` when it holds something else.
    """
    place = plan_place(place) if isinstance(place, Path) else place
    with _naming(place), _without_collector():
        return _read(place, profile)[0]


def read_plan_and_table(
    place: PlanPlace | Path, *, profile: Profile | None = None
) -> tuple[TrackingPlan, PlanTable | None]:
    """The same, and the table that it was read from; None when it is no table."""
    place = plan_place(place) if isinstance(place, Path) else place
    with _naming(place), _without_collector():
        return _read(place, profile)


def _read(place: PlanPlace, profile: Profile | None) -> tuple[TrackingPlan, PlanTable | None]:
    if place.kind == "api":
        return _overruled(_from_segment(place), place, profile), None
    if place.kind == "sheet":
        table = _from_google(place)
        return _understood(table, profile), table
    given = PlanInput(place.file)
    known = format_of(given)
    if known.tabs is not None:
        table = PlanTable(given.name, known.tabs(given))
        plan = _understood(table, profile)
        return (with_files(plan, given) if given.kind == "folder" else plan), table
    return _overruled(read_given(given, known), place, profile), None


def read_table(place: PlanPlace) -> PlanTable | None:
    """The tabs of a plan that is a table, whose columns have to be understood.

    None when the plan says itself what it means: JSON, YAML, Terraform, Segment's own, and
    the tables that other tools export in a fixed form. Raises `PullError`.
    """
    if place.kind == "sheet":
        return _from_google(place)
    if place.kind == "api":
        return None
    with _reading(place):
        given = PlanInput(place.file)
        tabs = format_of(given).tabs
        return None if tabs is None else PlanTable(given.name, tabs(given))


def _understood(table: PlanTable, profile: Profile | None) -> TrackingPlan:
    from segkit.plans.tables import plan_from_tabs

    plan = plan_from_tabs(table.tabs, name=table.name, profile=profile)
    return replace(plan, url=table.url)


def _overruled(plan: TrackingPlan, place: PlanPlace, profile: Profile | None) -> TrackingPlan:
    """A plan that is no table with what the profile says of calls; the rest of it is remarked."""
    if profile is None or not profile.tabs:
        return plan
    from segkit.plans.documents.overruling import with_calls

    said = {name: tab.call for name, tab in profile.tabs.items() if tab.call is not None}
    plan, unused = with_calls(plan, said)
    others = [name for name in profile.tabs if name not in said or name in unused]
    if not others:
        return plan
    names = ", ".join(map(repr, others))
    note = (
        f"{place.name} is no table: what was saved about {names} was not used. There, a name is that "
        "of an event, a place or a file, and only its call counts."
    )
    return replace(plan, report=replace(plan.report, notes=(*plan.report.notes, note)))


def _from_google(place: PlanPlace) -> PlanTable:
    from segkit.google.access import find_access, refuse_other_token_server
    from segkit.google.sheets import read_sheet
    from segkit.segment_api.token import HiddenEnvironment
    from segkit.trust import config_folder

    environment = HiddenEnvironment()
    if place.within is not None and place.service_account is not None:
        refuse_other_token_server(place.service_account, environment)
    access = find_access(
        environment, config_folder(environment), service_account=place.service_account
    )
    sheet = read_sheet(place.text, access)
    return PlanTable(sheet.title, sheet.tabs, sheet.url)


def _from_segment(place: PlanPlace) -> TrackingPlan:
    from segkit.segment_api.plan import read_plan_by_id

    return read_plan_by_id(place.text, _api(f"The plan {place.text}", "", place.accounts))


def _api(what: str, region: str, accounts: Sequence[str]) -> PublicApi:
    from segkit.segment_api.client import open_api
    from segkit.segment_api.keyring_entries import token_for
    from segkit.segment_api.token import HiddenEnvironment

    environment = HiddenEnvironment()
    token = token_for(what, environment, accounts)
    return open_api(environment, token, region=region.upper() or None)


def read_workspace_file(file: Path) -> dict[str, object]:
    """The workspace's API objects in `file`, secrets and all: not to be kept like this.

    Raises `InputFileError` when the file is missing, no JSON, or no workspace.
    """
    from segkit.plans.documents.json_text import load_json
    from segkit.segment_api.document import workspace_document

    return workspace_document(load_json(read_text(file), str(file)), str(file))


def read_workspace_from_segment(
    region: str,
    listen: Callable[[object], None],
    *,
    accounts: Sequence[str] = (),
    volumes_days: int | None = None,
    also: Sequence[str] = (),
) -> dict[str, object]:
    """The same from Segment's Public API, with the token of the environment or the keyring.

    `region` is `us`, `eu`, or empty to find it out; `listen` hears of progress and waits;
    `accounts` are the entries of the keyring to look at; `volumes_days` also counts the events
    of so many days, and `also` names what else is read (`titles.ON_REQUEST`). Raises `PullError`.
    """
    from segkit.segment_api.document import workspace_document
    from segkit.segment_api.pull import pull_workspace

    api = _api("The workspace", region, accounts)
    pulled = pull_workspace(api, volumes_days=volumes_days, also=also, progress=listen)
    return workspace_document(pulled, "the workspace")


def write_keys_in(document: Mapping[str, object]) -> dict[str, str]:
    """The first write key of each source, in the clear, by source id.

    For the load snippets of a guide whose SA asks for them; nothing else may see these.
    """
    sources = document["sources"]
    found: dict[str, str] = {}
    for source in sources if isinstance(sources, list) else ():
        keys = source.get("writeKeys") if isinstance(source, Mapping) else None
        if isinstance(keys, list) and keys and isinstance(keys[0], str):
            found[str(source.get("id"))] = keys[0]
    return found


def _reading(place: PlanPlace) -> AbstractContextManager[object]:
    """What an engagement names is read as its own when it is in its folder."""
    return nullcontext() if place.within is None else one_reading(place.within)


@contextmanager
def _naming(place: PlanPlace) -> Iterator[None]:
    """Errors of readers that only saw a file's content get its name."""
    try:
        with _reading(place):
            yield
    except PullError as error:
        if place.kind != "file" or place.text in error.problem:
            raise
        raise type(error)(f"{place.text}: {error.problem}", error.fix) from error


@contextmanager
def _without_collector() -> Iterator[None]:
    """A plan is many small objects, all of which stay: looking for garbage finds none.

    What is read here has to be let go before this ends, or it is looked through once more.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
