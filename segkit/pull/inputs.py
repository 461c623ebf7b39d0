"""Which reader a file needs: by what it holds first, by its ending second.

To add an input format: write its reader beside this module and one line in `_reader`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from segkit.errors import InputFileError
from segkit.files import read_bytes
from segkit.model.plan import TrackingPlan

MOST_JSON_BYTES = 256_000_000
"""Far above Segment's own limit of 15 MB for a plan; a workspace dump may be larger."""

_TABLE_ENDINGS = {".csv", ".tsv", ".tab", ".txt"}
_WORKBOOK_ENDINGS = {".xlsx", ".xlsm", ".ods", ".xls", ".xlsb"}
_YAML_ENDINGS = {".yaml", ".yml"}
_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0"


def read_plan(file: Path) -> TrackingPlan:
    """The tracking plan in `file`: a workbook, CSV, JSON, YAML or Terraform.

    Raises `InputFileError` when the file cannot be read, `NotATrackingPlanError` when it
    holds something else.
    """
    start = read_bytes(file, limit=MOST_JSON_BYTES)[:4096]
    if not start.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise InputFileError(f"{file} is empty.", "check that it is the right file.")
    return _reader(file, start)(file)


def _reader(file: Path, start: bytes) -> Callable[[Path], TrackingPlan]:
    ending = file.suffix.lower()
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((_ZIP, _OLE)) or ending in _WORKBOOK_ENDINGS:
        return _read_workbook
    if ending in _TABLE_ENDINGS:
        return _read_delimited
    if ending == ".tf":
        return _read_terraform
    if ending in _YAML_ENDINGS:
        return _read_yaml
    if text.startswith((b"{", b"[")) or ending == ".json":
        return _read_json
    return _read_delimited


def _read_workbook(file: Path) -> TrackingPlan:
    from segkit.pull.tables import plan_from_tabs
    from segkit.pull.workbook import read_workbook

    return plan_from_tabs(read_workbook(file), name=file.stem)


def _read_delimited(file: Path) -> TrackingPlan:
    from segkit.pull.delimited import read_delimited
    from segkit.pull.foreign.amplitude import looks_like_amplitude, read_amplitude_csv
    from segkit.pull.tables import plan_from_tabs

    tabs = read_delimited(file)
    if tabs and tabs[0].rows and looks_like_amplitude(tabs[0].rows[0]):
        return read_amplitude_csv(tabs[0].rows, name=file.stem)
    return plan_from_tabs(tabs, name=file.stem)


def _read_terraform(file: Path) -> TrackingPlan:
    from segkit.pull.terraform import read_terraform

    return read_terraform(_text(file), name=file.stem)


def _read_json(file: Path) -> TrackingPlan:
    from segkit.pull.foreign import read_document
    from segkit.pull.json_text import load_json

    return read_document(load_json(_text(file), str(file)), name=file.stem)


def _read_yaml(file: Path) -> TrackingPlan:
    from segkit.pull.foreign import read_document
    from segkit.pull.foreign.yaml_text import load_yaml

    return read_document(load_yaml(_text(file), str(file)), name=file.stem)


def read_workspace_document(file: Path) -> dict[str, object]:
    """The workspace's API objects in `file`, without secrets.

    Raises `InputFileError` when the file is missing, no JSON, or no workspace.
    """
    from segkit.pull.json_text import load_json
    from segkit.pull.secrets import without_secrets
    from segkit.pull.workspace import workspace_document

    return without_secrets(workspace_document(load_json(_text(file), str(file)), str(file)))


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
