"""Behaviour of `segkit.plans.grids.old_workbook`, beside what calamine reads of the same files."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwt
from python_calamine import CalamineWorkbook

from segkit.errors import InputFileError
from segkit.plans.grids import old_workbook
from segkit.plans.grids.grid import Merge
from segkit.plans.grids.workbook import read_workbook

_PLAN = (
    ("Event", "Property", "Type", "Required"),
    ("Lamp Lit", "hall", "string", True),
    ("", "watts", "number", False),
    ("Tea Poured", "poured_at", "date", True),
)

Save = Callable[[xlwt.Workbook], Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write a workbook to the test's folder."""

    def write(book: xlwt.Workbook) -> Path:
        path = tmp_path / "plan.xls"
        book.save(str(path))
        return path

    return write


def _book(*rows: tuple[object, ...], top: int = 0, left: int = 0) -> xlwt.Workbook:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Track")
    for at, row in enumerate(rows):
        for place, value in enumerate(row):
            if value != "":
                sheet.write(top + at, left + place, value)
    return book


def test_cells_stand_where_calamine_finds_them(save: Save) -> None:
    """Two readers of the format agree about the rectangle and its texts."""
    path = save(_book(*_PLAN, top=2, left=1))

    [tab] = read_workbook(path)

    judge = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Track")
    assert (tab.top, tab.left) == judge.start == (2, 1)
    width = max(map(len, tab.rows))
    mine = [list(row) + [""] * (width - len(row)) for row in tab.rows]
    assert mine == [
        [str(one).upper() if isinstance(one, bool) else str(one) for one in row]
        for row in judge.to_python()
    ]
    assert tab.origin(1) == "Track!B4"


def test_numbers_dates_and_merged_cells_are_written_as_in_other_workbooks(save: Save) -> None:
    """`1`, not `1.0`; ISO 8601; merged ranges in the sheet's coordinates."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Track")
    sheet.write_merge(0, 0, 0, 2, "Lamp Lit")
    sheet.write(1, 0, 1.0)
    sheet.write(1, 1, 0.5)
    sheet.write(1, 2, 123456789012345678)
    day, moment = (
        xlwt.easyxf(num_format_str="YYYY-MM-DD"),
        xlwt.easyxf(num_format_str="YYYY-MM-DD HH:MM"),
    )
    sheet.write(2, 0, dt.date(2026, 11, 30), day)
    sheet.write(2, 1, dt.datetime(2026, 11, 30, 9, 30), moment)  # noqa: DTZ001
    sheet.write(2, 2, dt.time(9, 30), xlwt.easyxf(num_format_str="HH:MM"))

    [tab] = read_workbook(save(book))

    assert tab.rows[1][:2] == ("1", "0.5")
    assert tab.rows[2] == ("2026-11-30", "2026-11-30T09:30:00", "09:30:00")
    assert tab.merged == (Merge(0, 0, 0, 2),)
    assert "more than 15 digits" in tab.notes[0]


def test_hidden_tabs_rows_and_errors_are_told(save: Save) -> None:
    """As of other workbooks."""
    book = _book(*_PLAN)
    book.get_sheet(0).row(1).hidden = True
    book.get_sheet(0).write(1, 4, xlwt.Formula("1/0"))
    other = book.add_sheet("Old")
    other.write(0, 0, "kept")
    other.visibility = 1

    track, old = read_workbook(save(book))

    assert not track.hidden
    assert old.hidden
    assert "hidden rows were read like all others" in track.notes[0]


def test_more_cells_than_a_plan_has_are_refused(
    save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook of old form is measured as it is read."""
    monkeypatch.setattr(old_workbook, "MAX_CELLS", 10)

    with pytest.raises(InputFileError, match="more than 10 cells"):
        read_workbook(save(_book(*_PLAN)))


def test_a_stray_cell_takes_no_rectangle(save: Save) -> None:
    """One in the last column of the last row: more cells than are read, and no memory."""
    book = _book(*_PLAN)
    book.get_sheet(0).write(65_535, 255, "stray")

    with pytest.raises(InputFileError, match="more than 5,000,000 cells"):
        read_workbook(save(book))


def _damages(whole: bytes) -> Iterator[bytes]:
    """Files that end too early, and files with one byte changed."""
    yield from (whole[:size] for size in range(8, len(whole), 97))
    yield from (whole[:at] + b"\xff" + whole[at + 1 :] for at in range(8, len(whole), 61))


def test_a_damaged_file_is_read_or_refused_in_words(save: Save) -> None:
    """And never a traceback, wherever the damage is."""
    path = save(_book(*_PLAN))
    outcomes = Counter[str]()
    for damaged in _damages(path.read_bytes()):
        path.write_bytes(damaged)
        try:
            outcomes["read"] += bool(read_workbook(path))
        except InputFileError as error:
            outcomes["refused"] += str(path) in str(error)

    assert sum(outcomes.values()) == sum(1 for _ in _damages(b"\0" * path.stat().st_size))
    assert min(outcomes["read"], outcomes["refused"]) > 0
