"""Workbooks of the old format (`.xls`) as tabs of text, through xlrd.

They are not compressed, and xlrd keeps the cells that are there, not the rectangle around them: so
the file's own size bounds what it takes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from segkit.errors import InputFileError
from segkit.plans.grids.grid import (
    EXACT,
    MAX_CELLS,
    Merge,
    Tab,
    column_letters,
    digits,
    note_on_long_numbers,
)
from segkit.plans.grids.workbook_parts import Part

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell, Sheet

_MIDNIGHT = dt.time()


def read_old_workbook(content: bytes, name: str) -> tuple[Tab, ...]:
    """Every worksheet, hidden ones included, in its order.

    Raises `InputFileError` when it is larger than `grid.MAX_CELLS`, and `ValueError` with xlrd's
    reason when it is damaged or protected.
    """
    try:
        return tuple(_tabs(content, name))
    except InputFileError:
        raise
    except Exception as error:  # of a damaged file xlrd raises whatever it stumbles over
        raise ValueError(str(error) or type(error).__name__) from error


def _tabs(content: bytes, name: str) -> Iterator[Tab]:
    import xlrd

    cells = 0
    with xlrd.open_workbook(
        file_contents=content, logfile=io.StringIO(), on_demand=True, formatting_info=True, ragged_rows=True
    ) as book:  # fmt: skip
        for number in range(book.nsheets):
            sheet = book.sheet_by_index(number)
            cells += sheet.nrows * sheet.ncols
            if cells > MAX_CELLS:
                raise InputFileError(
                    f"{name} has more than {MAX_CELLS:,} cells.",
                    "keep the tracking plan in a workbook of its own.",
                )
            yield _tab(book, sheet)
            book.unload_sheet(number)


def _tab(book: Book, sheet: Sheet) -> Tab:
    from xlrd import XL_CELL_ERROR, XL_CELL_NUMBER

    part, long = Part(), []
    part.hidden_rows = sum(1 for info in sheet.rowinfo_map.values() if info.hidden)
    for row, column, cell in _cells(sheet):
        if cell.ctype == XL_CELL_ERROR:
            part.errors.append(f"{column_letters(column)}{row + 1}")
        elif cell.ctype == XL_CELL_NUMBER and abs(cell.value) >= EXACT:
            long.append(digits(cell.value))
    written = [
        [_text(cell, book.datemode) for cell in sheet.row(row)] for row in range(sheet.nrows)
    ]
    used = [row for row, texts in enumerate(written) if any(texts)]
    top = used[0] if used else 0
    left = min(
        (next(at for at, text in enumerate(written[row]) if text) for row in used), default=0
    )
    return Tab(
        title=sheet.name,
        rows=tuple(tuple(row[left:]) for row in written[top : used[-1] + 1 if used else 0]),
        top=top,
        left=left,
        merged=tuple(
            Merge(top, left, bottom - 1, right - 1)
            for top, bottom, left, right in sheet.merged_cells
        ),
        hidden=sheet.visibility != 0,
        notes=(*part.notes(sheet.name), *note_on_long_numbers(sheet.name, long)),
    )


def _cells(sheet: Sheet) -> Iterator[tuple[int, int, Cell]]:
    for row in range(sheet.nrows):
        yield from ((row, column, cell) for column, cell in enumerate(sheet.row(row)))


def _text(cell: Cell, datemode: int) -> str:
    """A cell as a person reads it; nothing for an error."""
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value)
        case xlrd.XL_CELL_NUMBER:
            return digits(cell.value)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_DATE:
            return _day(cell.value, datemode)
        case _:
            return ""


def _day(value: float, datemode: int) -> str:
    """ISO 8601; the number where it is no date that a calendar has."""
    from xlrd.xldate import XLDateError, xldate_as_datetime

    try:
        when: dt.datetime = xldate_as_datetime(value, datemode)
    except (XLDateError, OverflowError, ValueError):
        return digits(value)
    if 0 <= value < 1:
        return when.time().isoformat()
    return when.date().isoformat() if when.time() == _MIDNIGHT else when.isoformat()
