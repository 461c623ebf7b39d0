"""Which reader a file needs: by what it holds first, by its ending second.

To add an input format: write its reader beside this module, name its kind in `_kind`, and
read it in `_document`, or in `read_table` when it is a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from segkit.errors import InputFileError, PullError
from segkit.files import read_bytes
from segkit.model.plan import TrackingPlan
from segkit.plans.grids.grid import Tab
from segkit.plans.tables.profile import Profile
from segkit.pull.places import PlanPlace, plan_place
from segkit.segment_api.hidden_environment import HiddenEnvironment

if TYPE_CHECKING:
    from segkit.segment_api.client import PublicApi

MOST_JSON_BYTES = 256_000_000
"""Far above Segment's own limit of 15 MB for a plan; a workspace dump may be larger."""

_TABLE_ENDINGS = {".csv", ".tsv", ".tab", ".txt"}
_WORKBOOK_ENDINGS = {".xlsx", ".xlsm", ".ods", ".xls", ".xlsb"}
_YAML_ENDINGS = {".yaml", ".yml"}
_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0"


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
    """The tracking plan in a workbook, CSV, JSON, YAML or Terraform, a Google Sheet, or Segment.

    `profile` holds corrections of how tables are read. Raises `PullError` when it cannot be
    read (`InputFileError` for files), `NotATrackingPlanError` when it holds something else.
    """
    from segkit.plans.tables import plan_from_tabs

    place = plan_place(place) if isinstance(place, Path) else place
    with _naming(place):
        table = read_table(place)
        if table is not None:
            plan = plan_from_tabs(table.tabs, name=table.name, profile=profile)
            return replace(plan, url=table.url)
        plan = _from_segment(place) if place.kind == "api" else _document(place.file)
    if profile is None or not profile.tabs:
        return plan
    note = f"{place.name} is no table: the saved reading of its tabs was not used."
    return replace(plan, report=replace(plan.report, notes=(*plan.report.notes, note)))


def read_table(place: PlanPlace) -> PlanTable | None:
    """The tabs of a plan that is a table, whose columns have to be understood.

    None when the plan says itself what it means: JSON, YAML, Terraform, Segment's own, and
    the tables that other tools export in a fixed form. Raises `PullError`.
    """
    from segkit.plans.foreign.amplitude import looks_like_amplitude
    from segkit.plans.grids.delimited import read_delimited
    from segkit.plans.grids.workbook import read_workbook

    if place.kind == "sheet":
        return _from_google(place)
    kind = "api" if place.kind == "api" else _kind(place.file)
    if kind == "workbook":
        return PlanTable(place.file.stem, tuple(read_workbook(place.file)))
    if kind != "delimited":
        return None
    tabs = tuple(read_delimited(place.file))
    is_fixed = tabs and tabs[0].rows and looks_like_amplitude(tabs[0].rows[0])
    return None if is_fixed else PlanTable(place.file.stem, tabs)


def _from_google(place: PlanPlace) -> PlanTable:
    from segkit.google.access import config_folder, find_access
    from segkit.google.sheets import read_sheet

    environment = HiddenEnvironment()
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
    from segkit.segment_api.credentials import token_for

    environment = HiddenEnvironment()
    token = token_for(what, environment, accounts)
    return open_api(environment, token, region=region.upper() or None)


def _kind(file: Path) -> str:
    """`workbook`, `delimited`, `terraform`, `yaml` or `json`."""
    start = read_bytes(file, limit=MOST_JSON_BYTES)[:4096]
    ending = file.suffix.lower()
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise InputFileError(f"{file} is empty.", "check that it is the right file.")
    if start.startswith((_ZIP, _OLE)) or ending in _WORKBOOK_ENDINGS:
        return "workbook"
    if ending in _TABLE_ENDINGS:
        return "delimited"
    if ending == ".tf":
        return "terraform"
    if ending in _YAML_ENDINGS:
        return "yaml"
    return "json" if text.startswith((b"{", b"[")) or ending == ".json" else "delimited"


def _document(file: Path) -> TrackingPlan:
    """The plan in a file that is not read as a table."""
    readers: Mapping[str, Callable[[Path], TrackingPlan]] = {
        "delimited": _read_amplitude,
        "terraform": _read_terraform,
        "yaml": _read_yaml,
        "json": _read_json,
    }
    return readers[_kind(file)](file)


def _read_amplitude(file: Path) -> TrackingPlan:
    from segkit.plans.foreign.amplitude import read_amplitude_csv
    from segkit.plans.grids.delimited import read_delimited

    return read_amplitude_csv(read_delimited(file)[0].rows, name=file.stem)


def _read_terraform(file: Path) -> TrackingPlan:
    from segkit.plans.documents.terraform import read_terraform

    return read_terraform(_text(file), name=file.stem)


def _read_json(file: Path) -> TrackingPlan:
    from segkit.plans.documents.json_text import load_json
    from segkit.plans.foreign import read_document

    return read_document(load_json(_text(file), str(file)), name=file.stem)


def _read_yaml(file: Path) -> TrackingPlan:
    from segkit.plans.foreign import read_document
    from segkit.plans.foreign.yaml_text import load_yaml

    return read_document(load_yaml(_text(file), str(file)), name=file.stem)


def read_workspace_file(file: Path) -> dict[str, object]:
    """The workspace's API objects in `file`, secrets and all: not to be kept like this.

    Raises `InputFileError` when the file is missing, no JSON, or no workspace.
    """
    from segkit.plans.documents.json_text import load_json
    from segkit.segment_api.document import workspace_document

    return workspace_document(load_json(_text(file), str(file)), str(file))


def read_workspace_from_segment(
    region: str,
    listen: Callable[[object], None],
    *,
    accounts: Sequence[str] = (),
    volumes_days: int | None = None,
) -> dict[str, object]:
    """The same from Segment's Public API, with the token of the environment or the keyring.

    `region` is `us`, `eu`, or empty to find it out; `listen` hears of progress and waits;
    `accounts` are the entries of the keyring to look at; `volumes_days` also counts the events
    of so many days. Raises `PullError`.
    """
    from segkit.segment_api.document import workspace_document
    from segkit.segment_api.pull import pull_workspace

    api = _api("The workspace", region, accounts)
    pulled = pull_workspace(api, volumes_days=volumes_days, progress=listen)
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


@contextmanager
def _naming(place: PlanPlace) -> Iterator[None]:
    """Errors of readers that only saw a file's content get its name."""
    try:
        yield
    except PullError as error:
        if place.kind != "file" or place.text in error.problem:
            raise
        raise type(error)(f"{place.text}: {error.problem}", error.fix) from error


def _text(file: Path) -> str:
    """The file as text: UTF-8 with or without a mark, or UTF-16 with one."""
    content = read_bytes(file, limit=MOST_JSON_BYTES)
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputFileError(
            f"{file} is not text in UTF-8: byte {error.start} does not fit.",
            "save it as UTF-8, or export it again as JSON.",
        ) from error
