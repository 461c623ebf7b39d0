"""Behaviour of `segkit.plans.grids.workbook` and the look into the archive before it."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from segkit.errors import InputFileError
from segkit.plans.grids.grid import Merge
from segkit.plans.grids.workbook import read_workbook

_ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


@pytest.fixture
def book(tmp_path: Path) -> tuple[Workbook, Path]:
    """A new workbook with one tab `Track`, and where to save it."""
    workbook = Workbook()
    workbook.active.title = "Track"
    return workbook, tmp_path / "plan.xlsx"


def ods(path: Path, rows: str) -> Path:
    """An OpenDocument sheet with one tab of these row elements."""
    content = (
        f'<?xml version="1.0"?><office:document-content {_ODS} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Track">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
        '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type='
        '"application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def text_cell(text: str, extra: str = "") -> str:
    """An OpenDocument cell."""
    return f'<table:table-cell office:value-type="string" {extra}><text:p>{text}</text:p></table:table-cell>'


def test_cells_are_text_as_people_read_them(book: tuple[Workbook, Path]) -> None:
    """Whole numbers lose their `.0`, dates are ISO, booleans are TRUE and FALSE."""
    workbook, path = book
    workbook.active.append([1, 1.5, True, dt.datetime(2026, 5, 1, 10, 0), dt.date(2026, 5, 1)])  # noqa: DTZ001 sheets have no zones
    workbook.active.append([12345678901, " padded \n2", dt.time(10, 30), None, "x"])
    workbook.save(path)

    [tab] = read_workbook(path)

    assert tab.rows[0] == ("1", "1.5", "TRUE", "2026-05-01T10:00:00", "2026-05-01")
    assert tab.rows[1] == ("12345678901", " padded \n2", "10:30:00", "", "x")


def test_leading_blank_rows_and_columns_still_count_in_origins(book: tuple[Workbook, Path]) -> None:
    """What people see in C4 is called C4."""
    workbook, path = book
    workbook.active["C4"] = "Event"
    workbook.save(path)

    [tab] = read_workbook(path)

    row = next(r for r, cells in enumerate(tab.rows) if "Event" in cells)
    assert tab.origin(row, tab.rows[row].index("Event")) == "Track!C4"


def test_merged_ranges_and_hidden_tabs_are_told(book: tuple[Workbook, Path]) -> None:
    """Hidden tabs come along, marked; merged ranges are in the sheet's coordinates."""
    workbook, path = book
    workbook.active["A1"] = "banner"
    workbook.active.merge_cells("A1:C2")
    workbook.create_sheet("Old").sheet_state = "hidden"
    workbook.save(path)

    track, old = read_workbook(path)

    assert track.merged == (Merge(0, 0, 1, 2),)
    assert (track.hidden, old.hidden) == (False, True)


def test_hidden_rows_and_error_cells_are_noted(book: tuple[Workbook, Path]) -> None:
    """Hidden rows are read; a cell with `#REF!` is empty, and both are said."""
    workbook, path = book
    workbook.active["A1"] = "Event"
    workbook.active["A2"] = "Order Completed"
    workbook.active.row_dimensions[2].hidden = True
    workbook.active["B2"] = "#REF!"
    workbook.active["B2"].data_type = "e"
    workbook.save(path)

    [tab] = read_workbook(path)

    assert tab.rows[1][0] == "Order Completed"
    assert "1 hidden rows" in tab.notes[0]
    assert "(B2)" in tab.notes[1]


def test_opendocument_sheets_are_read_with_merged_and_repeated_cells(tmp_path: Path) -> None:
    """LibreOffice repeats blank rows to the sheet's end; that costs nothing."""
    merged = text_cell("A", 'table:number-rows-spanned="2"')
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f"<table:table-row><table:table-cell/>{text_cell('Event')}{text_cell('Property')}</table:table-row>"
        f"<table:table-row><table:table-cell/>{merged}{text_cell('id')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )

    [tab] = read_workbook(ods(tmp_path / "plan.ods", rows))

    assert tab.rows == (("Event", "Property"), ("A", "id"))
    assert tab.origin(1, 1) == "Track!C4"
    assert tab.merged == (Merge(3, 1, 4, 1),)


def test_stray_cell_at_the_end_of_the_sheet_is_refused_by_size(book: tuple[Workbook, Path]) -> None:
    """17 billion cells are not allocated to find out that they are blank."""
    workbook, path = book
    workbook.active["A1"] = "Event"
    workbook.active["XFD1048576"] = "stray"
    workbook.save(path)

    with pytest.raises(InputFileError) as caught:
        read_workbook(path)

    assert "1,048,576" in caught.value.problem
    assert "200,000 rows" in caught.value.problem


def test_repeated_filled_rows_of_opendocument_are_refused_by_size(tmp_path: Path) -> None:
    """A few bytes of XML can mean a million rows."""
    rows = (
        f'<table:table-row table:number-rows-repeated="1000000">{text_cell("x")}</table:table-row>'
    )

    with pytest.raises(InputFileError, match="1,000,000"):
        read_workbook(ods(tmp_path / "bomb.ods", rows))


def test_coloured_blank_cells_far_below_do_not_count(book: tuple[Workbook, Path]) -> None:
    """A colour down to the sheet's end is no content."""
    workbook, path = book
    workbook.active["A1"] = "Event"
    workbook.active["A1048576"].number_format = "0.00"
    workbook.save(path)

    [tab] = read_workbook(path)

    assert tab.rows == (("Event",),)


SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
FAR = "<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>x</t></is></c></row></sheetData>"


@pytest.mark.parametrize(
    ("part", "content", "problem"),
    [
        (SHEET, FAR, "reaches to row 1,048,576 and column 16,384"),
        (SHEET, FAR.replace(" r='1048576'", ""), "reaches to row 1,048,576"),
        (TEXTS, '<sst count="1" uniqueCount="4000000000"/>', "more than 5,000,000 texts"),
        (TEXTS, f"<sst>{'<si/>' * 5_000_001}</sst>", "more than 5,000,000 texts"),
        (TEXTS, f"<sst><si><t>{'a' * 18_000_000}</t></si></sst>", "a text of more than 16 MB"),
    ],
)
def test_parts_that_would_take_all_memory_are_refused(
    book: tuple[Workbook, Path], part: str, content: str, problem: str
) -> None:
    """The cell reader would allocate what such a part claims, and die."""
    workbook, path = book
    workbook.active.append(["Event"])
    workbook.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts[part] = parts[part].replace("</sheetData>", content) if part in parts else content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)

    with pytest.raises(InputFileError, match=problem):
        read_workbook(path)


def test_decompression_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """The archive's directory says how large it would become."""
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(31):
            part.write(b" " * 10_000_000)

    with pytest.raises(InputFileError, match="unpacks to 310 MB"):
        read_workbook(path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b"just text", "is not a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "could not be read as a workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected with a password",
        ),
        (b"PK\x03\x04 cut off", "could not be read as a workbook"),
    ],
)
def test_what_is_no_workbook_is_named(tmp_path: Path, content: bytes, problem: str) -> None:
    """Each kind of wrong file has its own message and next step."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)

    with pytest.raises(InputFileError, match=problem):
        read_workbook(path)


def test_zip_of_something_else_and_missing_file_are_refused(tmp_path: Path) -> None:
    """A zip archive is not yet a workbook."""
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("readme.txt", "x")

    for path in (other, tmp_path / "missing.xlsx"):
        with pytest.raises(InputFileError):
            read_workbook(path)


def test_binary_workbook_is_refused_with_what_to_save_it_as(tmp_path: Path) -> None:
    """Its tabs cannot be measured before they would be in memory."""
    path = tmp_path / "plan.xlsb"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")

    with pytest.raises(InputFileError, match="binary format of"):
        read_workbook(path)
