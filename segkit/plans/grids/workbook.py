"""Workbooks (`.xlsx`, `.xlsm`, `.ods`, `.xls`) as tabs of text.

Formulas count with the value that the spreadsheet program saved. Numbers are written as
people read them (`1`, not `1.0`), dates as ISO 8601, booleans as TRUE and FALSE.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from segkit.errors import InputFileError
from segkit.files import read_bytes
from segkit.plans.grids.grid import EXACT, Merge, Tab, digits, note_on_long_numbers
from segkit.plans.grids.workbook_parts import Part, look_into

_MAX_BYTES = 100_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def read_workbook(path: Path) -> tuple[Tab, ...]:
    """Every worksheet of the workbook, hidden ones included, in its order.

    Raises `InputFileError` when the file is missing, is no workbook, is protected with a
    password, is damaged, or is larger than `grid.MAX_ROWS` and `grid.MAX_CELLS`.
    """
    content = read_bytes(path, limit=_MAX_BYTES)
    if content.startswith(_OLE) and _ENCRYPTED_PACKAGE not in content:
        return _read_old(path, content)
    if not content.startswith(b"PK"):
        raise _no_workbook(path, content)
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = look_into(archive, path.name)
            _refuse_encrypted(archive, path)
            _refuse_binary(archive, path)
    except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise _damaged(path, error) from error
    return _read_tabs(path, content, parts)


def _read_old(path: Path, content: bytes) -> tuple[Tab, ...]:
    from segkit.plans.grids.old_workbook import read_old_workbook

    try:
        return read_old_workbook(content, path.name)
    except ValueError as error:
        raise (_protected(path) if "encrypted" in str(error) else _damaged(path, error)) from error


def _read_tabs(path: Path, content: bytes, parts: dict[str, Part]) -> tuple[Tab, ...]:
    """The cells, through calamine; its errors become ours."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    tabs = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for meta in workbook.sheets_metadata:
                if meta.typ == SheetTypeEnum.WorkSheet:
                    sheet = workbook.get_sheet_by_name(meta.name)
                    part = parts.get(meta.name, Part())
                    top, left = sheet.start or (0, 0)
                    ranges = sheet.merged_cell_ranges
                    rows = sheet.to_python()
                    tabs.append(
                        Tab(
                            title=meta.name,
                            rows=tuple(
                                tuple(
                                    [cell if cell.__class__ is str else _text(cell) for cell in row]
                                )
                                for row in rows
                            ),
                            top=top,
                            left=left,
                            merged=tuple(part.merged)
                            if ranges is None
                            else tuple(Merge(*first, *last) for first, last in ranges),
                            hidden=meta.visible != SheetVisibleEnum.Visible,
                            notes=(*part.notes(meta.name), *_long_numbers(meta.name, rows)),
                        )
                    )
    except PasswordError as error:
        raise _protected(path) from error
    except CalamineError as error:
        raise _damaged(path, error) from error
    return tuple(tabs)


def _long_numbers(title: str, rows: Sequence[Sequence[object]]) -> tuple[str, ...]:
    """A remark on numbers of which a workbook does not keep all digits."""
    found = [
        digits(cell)
        for row in rows
        for cell in row
        if cell.__class__ is float and abs(cell) >= EXACT
    ]
    return note_on_long_numbers(title, found)


def _text(cell: object) -> str:
    """A cell as a person reads it."""
    match cell:
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return digits(cell)
        case dt.datetime() | dt.date() | dt.time():
            return cell.isoformat()
        case _:
            return str(cell)


def _refuse_encrypted(archive: ZipFile, path: Path) -> None:
    """OpenDocument says in its manifest that parts are encrypted; zip in a flag."""
    manifest = "META-INF/manifest.xml"
    if any(part.flag_bits & 1 for part in archive.infolist()) or (
        manifest in archive.namelist() and b"encryption-data" in archive.read(manifest)
    ):
        raise _protected(path)


def _refuse_binary(archive: ZipFile, path: Path) -> None:
    """The size of a binary workbook's tabs cannot be told before its cells are read."""
    if any(name.casefold() == "xl/workbook.bin" for name in archive.namelist()):
        raise InputFileError(
            f"{path} is a workbook in the binary format of .xlsb files.",
            "open it in Excel or LibreOffice and save it as .xlsx.",
        )


def _no_workbook(path: Path, content: bytes) -> InputFileError:
    """Why a file that is no zip archive cannot be read."""
    if content.startswith(_OLE):
        return _protected(path)
    if not content:
        return InputFileError(f"{path} is empty (0 bytes).", "download or save it again.")
    return InputFileError(
        f"{path} is not a workbook: it does not begin like an .xlsx, .ods or .xls file.",
        "give an .xlsx, .xlsm, .ods or .xls file; if it is text, name it .csv or .tsv.",
    )


def _protected(path: Path) -> InputFileError:
    return InputFileError(
        f"{path} is protected with a password.",
        "open it, remove the password (File > Info > Protect), and save a copy.",
    )


def _damaged(path: Path, error: Exception) -> InputFileError:
    reason = str(error).strip() or type(error).__name__
    return InputFileError(
        f"{path} could not be read as a workbook: {reason}.",
        "open it in Excel or LibreOffice and save it again, or download it again.",
    )
