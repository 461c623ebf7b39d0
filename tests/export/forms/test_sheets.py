"""Workbooks and CSV: text stays text, and the same tables give the same bytes."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from segkit.export.forms.separated import csv_of
from segkit.export.forms.tables import Sheet
from segkit.export.forms.whole_texts import MOST_LETTERS
from segkit.export.forms.workbook import sheet_name, workbook_of
from segkit.render.table import Column, Table

TAKEN = "2026-11-24T09:30:00Z"
COMPUTED = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", "\uff1d1",
    "\uff0b1", "\uff0d1", "\uff20x", " \uff1d1", "\u00a0=1", "\u200b=1", "\ufeff@x", "\u2212 1",
)  # fmt: skip


COLUMNS = (
    Column[tuple[object, ...]]("trait", "Trait", lambda row: row[0]),
    Column[tuple[object, ...]]("value", "=Value", lambda row: row[1]),
)


def table(*rows: tuple[object, ...], title: str = "Traits") -> Sheet:
    """A table of two columns."""
    return Sheet(title, Table(COLUMNS, rows))


def only(*rows: tuple[object, ...]) -> Table[tuple[object, ...]]:
    """The table without a name."""
    return table(*rows).table


def book(*tables: Sheet) -> bytes:
    """The workbook of the tables."""
    return workbook_of(tables, title="=Quillmoor", made_from="@here", taken_at=TAKEN)


def test_the_workbook_holds_text_numbers_and_no_formula() -> None:
    """As it is read back by somebody else's reader; what looks like one stays text when edited."""
    rows = [(text, "https://x.example") for text in COMPUTED]
    made = load_workbook(io.BytesIO(book(table(*rows, ("n", 42), ("t", True), title="=1+1"))))

    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
    sheet = made["=1+1"]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)
    assert sheet["A2"].value == "=1+1"
    assert sheet["B1"].value == "=Value"
    assert [cell.value for cell in sheet["B"][-2:]] == [42, "yes"]
    marked = [bool(sheet.cell(row, 1).quotePrefix) for row in range(2, len(rows) + 4)]
    assert marked == [True] * len(COMPUTED) + [False, False]


def test_the_first_sheet_leads_to_every_other() -> None:
    """With its number of rows; a name with an apostrophe, too."""
    made = load_workbook(io.BytesIO(book(table(("a", 1)), table(("b", 2), title="Ann's"))))

    contents = made["Contents"]
    assert made.sheetnames == ["Contents", "Traits", "Ann's"]
    assert contents["A1"].value == "=Quillmoor"
    assert [cell.hyperlink.location for cell in contents["A"][4:]] == ["'Traits'!A1", "'Ann''s'!A1"]
    assert [cell.value for cell in contents["B"][4:]] == [1, 1]


def test_a_sheet_is_ready_to_be_read_and_printed() -> None:
    """The heading stays and repeats; a first column stays only where it leaves room."""
    narrow, wide = table(("a", "b")), table(("a" * 50, "b"), title="Wide")
    made = load_workbook(io.BytesIO(book(narrow, wide)))

    sheet = made["Traits"]
    assert (sheet.freeze_panes, made["Wide"].freeze_panes) == ("B2", "A2")
    assert sheet.auto_filter.ref == "A1:B2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert made["Wide"].column_dimensions["A"].width > 50


def test_the_same_tables_give_the_same_bytes() -> None:
    """The date in the file is the snapshot's."""
    assert book(table(("a", "b"))) == book(table(("a", "b")))
    properties = load_workbook(io.BytesIO(book(table(("a", "b"))))).properties
    assert properties.created.isoformat() == "2026-11-24T09:30:00"


def test_a_cell_that_is_too_long_says_so() -> None:
    """Also when its letters count twice."""
    sheet = load_workbook(io.BytesIO(book(table(("x" * 40_000, "😀" * 20_000)))))["Traits"]

    for cell in (sheet["A2"], sheet["B2"]):
        assert cell.value.endswith("[cut: a cell holds 32,767 letters; whole in “Long texts”]")
        assert MOST_LETTERS - 1 <= len(cell.value.encode("utf-16-le")) // 2 <= MOST_LETTERS


def test_sheets_have_names_that_excel_takes() -> None:
    """Without its signs, short, and each once, whatever the case."""
    taken: set[str] = set()

    names = [sheet_name(t, taken) for t in ("a/b:c", "A B C", "x" * 40, "X" * 40, "", "History")]

    assert names == ["a b c", "A B C 2", "x" * 31, "X" * 29 + " 2", "Sheet", "History 2"]


@pytest.mark.parametrize("text", COMPUTED)
def test_no_cell_of_a_csv_is_computed(text: str) -> None:
    """What a spreadsheet would compute begins with an apostrophe."""
    made = csv_of(only((text, "plain")))

    [_, row] = csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))
    kept = text.replace("\r", "\n")  # a line ends in one way
    assert row == [f"'{kept}", "plain"]


def test_a_csv_keeps_numbers_and_lines() -> None:
    """Excel knows it as UTF-8, and a negative number stays one."""
    made = csv_of(only((-5, "é\n漢"), (None, False)))

    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))
    assert rows == [["Trait", "'=Value"], ["-5", "é\n漢"], ["", "no"]]


def test_rows_are_as_high_as_their_text_and_documentation_is_linked() -> None:
    """Neither program has to guess; what a customer wrote becomes no link."""
    columns = (
        Column[tuple[str, str]]("text", "Text", lambda one: one[0]),
        Column[tuple[str, str]]("docs", "Documentation", lambda one: one[1], link=True),
    )
    rows = [("https://customer.example " * 20, "https://docs.example/a"), ("short", "none")]
    made = load_workbook(io.BytesIO(book(Sheet("T", Table(columns, rows)))))["T"]

    assert made.row_dimensions[2].height == 135
    assert made.row_dimensions[3].height is None
    assert made["B2"].hyperlink.target == "https://docs.example/a"
    assert made["A2"].hyperlink is made["B3"].hyperlink is None
