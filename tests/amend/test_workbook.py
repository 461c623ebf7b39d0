"""Changes in a copy of a workbook."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
import xlwt
from python_calamine import CalamineWorkbook

from segkit.amend import amend
from segkit.impact import asked
from segkit.model.change import Place, ProposedChange
from segkit.pull import read_plan

ROWS = (
    ("Event", "Property", "Type", "Required?", "Description", "PII?"),
    ("Order Completed", "order_id ", "string", "yes", "order_id", "no"),
    ("", "total", "number", "yes", "What was paid & when <it> was", "no"),
    ("", "cart.items", "array", "no", "", "no"),
    ("", "cart.items[].sku", "string", "no", "", "no"),
    ("Order Refunded", "order_id ", "string", "yes", "", "no"),
    ("", "total", "number", "no", "order_id", "yes"),
)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """A workbook with all that people put in workbooks."""
    file = tmp_path / "plan.xlsx"
    book = xlsxwriter.Workbook(file, {"strings_to_numbers": False})
    sheet = book.add_worksheet("Track")
    bold = book.add_format({"bold": True, "bg_color": "#ffee00"})
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            if text:
                sheet.write_string(row, column, text, bold if column < 2 else None)
    sheet.write_comment("B3", "Agreed with finance")
    sheet.data_validation("D2:D99", {"validate": "list", "source": ["yes", "no"]})
    sheet.conditional_format(
        "C2:C99", {"type": "text", "criteria": "containing", "value": "num", "format": bold}
    )
    sheet.insert_image("H2", "dot.png", {"image_data": io.BytesIO(_dot())})
    sheet.freeze_panes(1, 0)
    other = book.add_worksheet("Read me")
    other.write_string("A1", "total")
    other.write_formula("A2", "=COUNTA(Track!B:B)", value=7)
    other.write_number("B1", 3)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Read me'!$B$1:$B$1"})
    other.insert_chart("C3", chart)
    book.define_name("Paid", "=Track!$B$3")
    book.close()
    return file


def _dot() -> bytes:
    """A picture of one point."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def changes_of(file: Path, *asks: tuple[str, dict[str, str]]) -> list[ProposedChange]:
    """Changes of the plan in a file, by names."""
    plan = read_plan(file)
    return [one for what, words in asks for one in asked(plan, what, **words)]  # type: ignore[arg-type]  # words only


def cells_of(content: bytes) -> dict[str, object]:
    """Every cell by its address, as another reader has it."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        f"{name}!{column},{row}": value
        for name in book.sheet_names
        for row, cells in enumerate(book.get_sheet_by_name(name).to_python())
        for column, value in enumerate(cells)
    }


def test_only_the_named_cells_differ(plan_file: Path) -> None:
    """Two readers see nothing else, and every part but the sheet's is the same byte by byte."""
    before = plan_file.read_bytes()
    changes = changes_of(
        plan_file,
        ("rename", {"event": "Order Completed", "to": "Order <Placed> & paid"}),
        ("rename", {"field": "total", "to": "amount"}),
        ("require", {"field": "total", "event": "Order Refunded"}),
        ("retype", {"field": "total", "event": "Order Refunded", "to": "string"}),
    )

    made = amend(plan_file, changes)

    assert made.refused == ()
    assert plan_file.read_bytes() == before
    assert [place for place, _, _ in made.places] == [
        "Track!A2",
        "Track!B3",
        "Track!B7",
        "Track!C7",
        "Track!D7",
    ]
    old, new = cells_of(before), cells_of(made.content)
    assert {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)} == {
        "Track!0,1", "Track!1,2", "Track!1,6", "Track!2,6", "Track!3,6",
    }  # fmt: skip
    with ZipFile(io.BytesIO(before)) as one, ZipFile(io.BytesIO(made.content)) as other:
        assert one.namelist() == other.namelist()
        differing = [name for name in one.namelist() if one.read(name) != other.read(name)]
    assert differing == ["xl/worksheets/sheet1.xml"]


def test_formats_comments_and_rules_are_kept(plan_file: Path) -> None:
    """The changed cell has its own style, and what hangs on cells still hangs there."""
    changes = changes_of(plan_file, ("rename", {"field": "total", "to": "amount"}))

    made = amend(plan_file, changes)

    sheet = openpyxl.load_workbook(io.BytesIO(made.content))["Track"]
    assert sheet["B3"].value == "amount"
    assert sheet["B3"].font.bold
    assert sheet["B3"].comment.text.endswith("Agreed with finance")
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["D2:D99"]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["C2:C99"]


def test_a_second_run_changes_nothing(plan_file: Path, tmp_path: Path) -> None:
    """The same map on the copy finds everything made, its bytes stay."""
    changes = changes_of(
        plan_file,
        ("rename", {"event": "Order Completed", "to": "Order Placed"}),
        ("rename", {"field": "total", "to": "amount"}),
        ("retype", {"field": "total", "to": "string"}),
    )
    first = amend(plan_file, changes)
    copy = tmp_path / "again" / "plan.xlsx"
    copy.parent.mkdir()
    copy.write_bytes(first.content)

    second = amend(copy, changes)

    assert second.content == first.content
    assert (len(second.already), second.made, second.refused) == (len(changes), (), ())


def test_a_name_in_the_middle_of_a_path_is_found(plan_file: Path) -> None:
    """What lies below the field moves along, cell by cell."""
    changes = changes_of(plan_file, ("rename", {"field": "cart.items", "to": "lines"}))

    made = amend(plan_file, changes)

    assert made.places == (
        ("Track!B4", "cart.items", "cart.lines"),
        ("Track!B5", "cart.items[].sku", "cart.lines[].sku"),
    )


def test_blanks_around_a_name_are_taken_off(plan_file: Path) -> None:
    """A cell that says the name with blanks around it says the new name without."""
    changes = changes_of(plan_file, ("rename", {"field": "order_id", "to": "orderId"}))

    made = amend(plan_file, changes)

    assert made.places == (
        ("Track!B2", "order_id ", "orderId"),
        ("Track!B6", "order_id ", "orderId"),
    )


def test_an_event_may_lose_its_last_required_field(plan_file: Path) -> None:
    """What a call has to carry follows from its fields, in the sheet as in the plan."""
    plan = read_plan(plan_file)
    needed = [
        (rule, field) for rule in plan.rules for field in rule.fields if field.required
    ]  # fmt: skip
    changes = [
        ProposedChange(
            "require", Place(rule.call, rule.key, 1, field.path, field.origin), True, False
        )
        for rule, field in needed
    ]

    made = amend(plan_file, changes)

    assert made.refused == ()
    assert [(place, new) for place, _, new in made.places] == [
        ("Track!D2", "no"),
        ("Track!D3", "no"),
        ("Track!D6", "no"),
    ]


def test_a_computed_cell_is_left_alone(tmp_path: Path) -> None:
    """A formula is not written over; that is said with the cell."""
    file = tmp_path / "plan.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("Track")
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text)
    sheet.write_formula("B3", '=LOWER("TOTAL")', None, "total")
    book.close()

    made = amend(
        file,
        changes_of(file, ("rename", {"field": "total", "event": "Order Completed", "to": "x"})),
    )

    assert made.content == file.read_bytes()
    assert "B3 is computed by a formula" in made.refused[0][1]


def test_a_workbook_of_the_old_form_is_left_as_it_is(tmp_path: Path) -> None:
    """It is read, and only the change in it is refused."""
    file = tmp_path / "plan.xls"
    book = xlwt.Workbook()
    sheet = book.add_sheet("Track")
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            sheet.write(row, column, text)
    book.save(str(file))

    made = amend(
        file,
        changes_of(file, ("rename", {"field": "total", "event": "Order Completed", "to": "x"})),
    )

    assert made.content == file.read_bytes()
    assert "no .xlsx file" in made.refused[0][1]


def test_a_cell_that_several_events_share_needs_all_of_them(tmp_path: Path) -> None:
    """One row of a table of properties serves every event that carries it."""
    file = tmp_path / "plan.csv"
    file.write_text(
        'Property,Type,Events\ntotal,number,"Order Completed, Order Refunded"\ncoupon,string,Order Completed\n'
    )
    plan = read_plan(file)
    every = asked(plan, "rename", field="total", to="amount")

    alone, together = amend(file, every[:1]), amend(file, every)

    assert len(every) == 2
    assert (alone.made, alone.content) == ((), file.read_bytes())
    assert together.refused == ()
    assert b"amount,number" in together.content
