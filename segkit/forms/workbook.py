"""Tables as an Excel workbook: text stays text, and the same tables give the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Sequence

from segkit.forms.tables import Table

MOST_LETTERS = 32_767
"""What Excel allows in one cell."""

_CUT = " … [cut: a cell holds 32,767 letters]"
_MOST_ROWS = 1_048_575
_MOST_NAME = 31
_WIDEST = 60
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def workbook_of(tables: Sequence[Table], *, title: str, taken_at: str) -> bytes:
    """The tables as sheets, each with its heading in view; `taken_at` is the snapshot's moment."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": _text(title), "created": _moment(taken_at)})
        head = book.add_format({"bold": True, "bg_color": "#EFF2F4", "bottom": 1, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        names: set[str] = set()
        for table in tables or (Table("", "Nothing", ("Nothing to list",), ()),):
            sheet = book.add_worksheet(sheet_name(table.title, names))
            _write(sheet, table, head, body)
    return stream.getvalue()


def _write(sheet: object, table: Table, head: object, body: object) -> None:
    from xlsxwriter.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)  # noqa: S101 (the library's own)
    rows = table.rows[:_MOST_ROWS]
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, _text(name), head)
        cells = [row[column] for row in rows if column < len(row)]
        longest = max((len(part) for c in [name, *cells] for part in str(c).split("\n")), default=0)
        sheet.set_column(column, column, min(_WIDEST, max(8, longest + 2)))
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell, body)
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)


def _write_cell(sheet: object, number: int, column: int, cell: object, body: object) -> None:
    from xlsxwriter.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)  # noqa: S101 (the library's own)
    if isinstance(cell, bool):
        sheet.write_string(number, column, "yes" if cell else "no", body)
    elif isinstance(cell, int | float) and math.isfinite(cell):
        sheet.write_number(number, column, cell, body)
    elif cell is not None and str(cell):
        sheet.write_string(number, column, _text(str(cell)), body)


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel accepts, and that no other sheet of the book has."""
    plain = " ".join(_FORBIDDEN_IN_NAME.sub(" ", _text(title)).split()).strip("'")[:_MOST_NAME]
    base = plain or "Sheet"
    name, number = base, 1
    while name.casefold() in taken or name.casefold() == "history":  # Excel's own
        number += 1
        ending = f" {number}"
        name = base[: _MOST_NAME - len(ending)] + ending
    taken.add(name.casefold())
    return name


def _text(text: str) -> str:
    clean = _NOT_IN_XML.sub("\ufffd", text)
    # Excel counts UTF-16 units
    if len(clean.encode("utf-16-le")) // 2 <= MOST_LETTERS:
        return clean
    kept = clean.encode("utf-16-le")[: 2 * (MOST_LETTERS - len(_CUT))]
    return kept.decode("utf-16-le", errors="ignore") + _CUT


def _moment(iso: str) -> dt.datetime:
    """The snapshot's, so that the file does not depend on the day that it is made on."""
    try:
        moment = dt.datetime.fromisoformat(iso)
    except ValueError:
        moment = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
    return moment.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
