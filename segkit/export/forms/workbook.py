"""Tables as an Excel workbook: text stays text, and the same tables give the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from segkit.export.forms.separated import is_computed
from segkit.export.forms.tables import Sheet
from segkit.export.forms.whole_texts import MOST_LETTERS, is_too_long
from segkit.render.long_texts import TITLE
from segkit.render.table import Table, as_words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_CUT = f" … [cut: a cell holds {MOST_LETTERS:,} letters; whole in “{TITLE}”]"
_MOST_ROWS = 1_048_575
_MOST_NAME = 31
_WIDEST = 60
_WIDEST_THAT_STAYS = 32
_LINE_HEIGHT, _MOST_LINES = 15, 20
"""In points: neither Excel nor LibreOffice then has to guess; more lines are read in the cell."""

_LAST_CELL = "XFD1048576"
_CONTENTS = "Contents"
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_ADDRESS = re.compile(r"https?://[!-~]{4,1900}")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def workbook_of(sheets: Sequence[Sheet], *, title: str, made_from: str, taken_at: str) -> bytes:
    """The tables as sheets behind one that lists them.

    Args:
        sheets: With their names; a sheet for each.
        title: Of the document.
        made_from: Where it comes from; stands below the title.
        taken_at: The snapshot's moment.
    """
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties(
            {"title": _text(title), "author": "segkit", "created": _moment(taken_at)}
        )
        styles = _Styles(book)
        names = {_CONTENTS.casefold()}
        contents = book.add_worksheet(_CONTENTS)
        listed = []
        for one in sheets:
            name = sheet_name(one.title, names)
            _write(book.add_worksheet(name), one.table, styles)
            listed.append((name, len(one.table.items)))
        _list(contents, listed, (title, made_from), styles)
    return stream.getvalue()


class _Styles:
    """The looks of a book's cells."""

    def __init__(self, book: Workbook) -> None:
        wrapped = {"text_wrap": True, "valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.head = book.add_format({**wrapped, "bold": True, "bg_color": "#EFF2F4", "bottom": 1})
        self.body = book.add_format(wrapped)
        self.date = book.add_format({**wrapped, "num_format": "yyyy-mm-dd", "align": "left"})
        # an apostrophe that Excel does not show: it stays text also when the cell is edited
        self.kept = book.add_format({**wrapped, "quote_prefix": True})
        self.address = book.add_format({**wrapped, "font_color": "#0B6E4F", "underline": 1})
        self.link = book.add_format({"font_color": "#0B6E4F", "underline": 1})


def _list(
    sheet: Worksheet, listed: Sequence[tuple[str, int]], words: tuple[str, str], styles: _Styles
) -> None:
    """The first sheet: what the book is, and a link to each table with its number of rows."""
    title, made_from = map(_text, words)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _MOST_NAME + 4)
    sheet.write_string(0, 0, title, styles.title)
    sheet.write_string(1, 0, made_from)
    sheet.write_string(3, 0, "Table", styles.head)
    sheet.write_string(3, 1, "Rows", styles.head)
    for row, (name, rows) in enumerate(listed, start=4):
        quoted = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", styles.link, string=name)
        sheet.write_number(row, 1, rows)
    if not listed:
        sheet.write_string(4, 0, "Nothing to list")
    sheet.ignore_errors({"number_stored_as_text": "A1:A1000"})


def _write(sheet: Worksheet, table: Table[Any], styles: _Styles) -> None:
    titles, rows = table.titles, table.rows[:_MOST_ROWS]
    links = {place for place, column in enumerate(table.data_columns) if column.link}
    widths = [_width([title, *cells]) for title, *cells in zip(titles, *rows, strict=True)]
    for column, (name, width) in enumerate(zip(titles, widths, strict=True)):
        sheet.write_string(0, column, _text(name), styles.head)
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, start=1):
        if (lines := max(map(_lines, row, widths))) > 1:
            sheet.set_row(number, _LINE_HEIGHT * min(lines, _MOST_LINES))
        for column, cell in enumerate(row):
            if column in links and _ADDRESS.fullmatch(as_words(cell)):
                sheet.write_url(number, column, as_words(cell), styles.address)
            else:
                _write_cell(sheet, number, column, cell, styles)
    # a wide first column that stays would leave no room for the others
    sheet.freeze_panes(1, 1 if widths[0] <= _WIDEST_THAT_STAYS else 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_LAST_CELL}"})
    if rows:
        sheet.autofilter(0, 0, len(rows), len(titles) - 1)
    _prepare_for_paper(sheet)


def _lines(cell: object, width: int) -> int:
    """How many lines a cell takes in a column of this width."""
    return sum(max(1, math.ceil(len(line) / (width - 1))) for line in as_words(cell).split("\n"))


def _width(cells: Sequence[object]) -> int:
    """Room for a column's longest line, within reason."""
    lines = (line for cell in cells for line in as_words(cell).split("\n"))
    return min(_WIDEST, max(8, max(map(len, lines), default=0) + 2))


def _prepare_for_paper(sheet: Worksheet) -> None:
    """Printed, it is as wide as a page, each with the heading and its number."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")


def _write_cell(sheet: Worksheet, number: int, column: int, cell: object, styles: _Styles) -> None:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
        sheet.write_number(number, column, cell, styles.body)
        return
    if type(cell) is dt.date:
        sheet.write_datetime(number, column, dt.datetime.combine(cell, dt.time()), styles.date)
        return
    if said := as_words(cell):
        text = _text(said)
        style = styles.kept if is_computed(text) else styles.body
        sheet.write_string(number, column, text, style)


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
    if not is_too_long(clean):
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
