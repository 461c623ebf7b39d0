"""Draws the tracking-plan workbook the way a busy team keeps one: useful, not tidy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl.styles.alignment import Alignment
from openpyxl.styles.fills import PatternFill
from openpyxl.styles.fonts import Font
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from demo_data import plan_pages, plan_people
from demo_data.plan_events import SECTIONS
from demo_data.plan_properties import PROPERTIES
from demo_data.plan_shapes import Event

CUSTOMER = "Quillmoor Supply - tracking plan"
VERSION = "Version 2.3 of 9 November 2026, kept by Robin Ashdown with the digital team"
TRACK_HEADER = (
    "Event Name",
    "Trigger (when it fires)",
    "Property",
    "Data type",
    "Required",
    "Property description",
    "Example value",
    "Permitted values",
    "Platforms",
    "Status",
    "Version",
    "Owner",
    "Jira",
)
PROPERTY_CELLS = slice(2, 8)
MERGED_COLUMNS = (1, 2)
BANNER = PatternFill("solid", fgColor="1F3D36")
HEADER = PatternFill("solid", fgColor="D9E5DF")
SECTION = PatternFill("solid", fgColor="F1E7D3")
WRAPPED = Alignment(vertical="top", wrap_text=True)
Cells = Sequence[object]


def write_row(sheet: Worksheet, row: int, cells: Cells) -> None:
    """Writes `cells` from the first column on; `None` leaves a cell empty."""
    for column, value in enumerate(cells, start=1):
        if value is not None and value != "":
            sheet.cell(row, column, value).alignment = WRAPPED


def write_across(sheet: Worksheet, row: int, text: str, width: int, fill: PatternFill) -> None:
    """Writes one text over `width` merged cells."""
    cell = sheet.cell(row, 1, text)
    cell.font = Font(bold=True, color="FFFFFF" if fill is BANNER else "1F3D36")
    cell.fill = fill
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)


def write_header(sheet: Worksheet, row: int, names: Cells) -> None:
    """Writes the column names and keeps them in view."""
    write_row(sheet, row, names)
    for column in range(1, len(names) + 1):
        sheet.cell(row, column).font = Font(bold=True)
        sheet.cell(row, column).fill = HEADER
    sheet.freeze_panes = sheet.cell(row + 1, 2)


def set_widths(sheet: Worksheet, widths: Iterable[int]) -> None:
    """Gives the columns, from the first on, these widths."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def draw_read_me(sheet: Worksheet) -> None:
    """The covering tab: who keeps the plan and what its words mean."""
    for row, cells in enumerate(plan_pages.READ_ME, start=1):
        write_row(sheet, row, cells)
    sheet["A1"].font = Font(bold=True, size=16)
    set_widths(sheet, (22, 90))


def draw_goals(sheet: Worksheet) -> None:
    """The business questions that the plan answers."""
    write_across(sheet, 1, "What we want to know", len(plan_pages.GOALS_HEADER), BANNER)
    write_header(sheet, 3, plan_pages.GOALS_HEADER)
    for row, cells in enumerate(plan_pages.GOALS, start=4):
        write_row(sheet, row, cells)
    set_widths(sheet, (5, 55, 16, 32, 18))


def draw_traits(sheet: Worksheet, title: str, rows: Sequence[Cells], note: str) -> None:
    """A tab with one trait per row under a banner and a blank row."""
    width = len(plan_people.TRAIT_HEADER)
    write_across(sheet, 1, f"{CUSTOMER}: {title}", width, BANNER)
    write_header(sheet, 3, plan_people.TRAIT_HEADER)
    for row, cells in enumerate(rows, start=4):
        write_row(sheet, row, cells)
    sheet.cell(len(rows) + 5, 1, note).font = Font(italic=True)
    set_widths(sheet, (24, 12, 11, 44, 36, 30, 18, 8, 32))


def draw_pages(sheet: Worksheet) -> None:
    """The tab of page and screen calls, each followed by its own properties."""
    write_across(sheet, 1, f"{CUSTOMER}: pages and screens", len(plan_pages.PAGE_HEADER), BANNER)
    write_header(sheet, 3, plan_pages.PAGE_HEADER)
    for row, cells in enumerate(plan_pages.PAGE_ROWS, start=4):
        write_row(sheet, row, cells)
    set_widths(sheet, (10, 20, 20, 12, 12, 34, 26, 14))


def draw_common(sheet: Worksheet) -> None:
    """The tab of fields that every call carries."""
    write_across(sheet, 1, "On every call", len(plan_people.COMMON_HEADER), BANNER)
    write_header(sheet, 3, plan_people.COMMON_HEADER)
    for row, cells in enumerate(plan_people.COMMON_ROWS, start=4):
        write_row(sheet, row, cells)
    set_widths(sheet, (32, 12, 11, 60, 40))


def draw_archive(sheet: Worksheet) -> None:
    """The hidden tab of events nobody should bring back."""
    write_header(sheet, 1, plan_pages.ARCHIVE_HEADER)
    for row, cells in enumerate(plan_pages.ARCHIVE_ROWS, start=2):
        write_row(sheet, row, cells)
    sheet.sheet_state = "hidden"


def event_cells(event: Event) -> list[object]:
    """The cells of an event's own row, with the property columns still empty."""
    version: object = event.version
    facts = (event.platforms, event.status, version, event.owner, event.ticket)
    return [event.name, event.trigger, *[None] * 6, *facts]


def property_cells(event: Event, mention: str) -> list[object]:
    """The six cells that describe one property of `event`."""
    name = mention.rstrip("!")
    known = PROPERTIES[name]
    required = "Required" if mention.endswith("!") else "Optional"
    kind = event.types.get(name, known.kind)
    return [name, kind, required, known.description, known.example, known.allowed]


def event_rows(event: Event) -> list[list[object]]:
    """All rows of an event; merged events begin with their first property at once."""
    head = event_cells(event)
    described = [property_cells(event, mention) for mention in event.properties.split()]
    if event.merged:
        head[PROPERTY_CELLS] = described.pop(0)
    return [head, *([None, None, *cells] for cells in described)]


def draw_event(sheet: Worksheet, row: int, event: Event) -> int:
    """Writes one event from `row` on and answers the next free row."""
    rows = event_rows(event)
    for offset, cells in enumerate(rows):
        write_row(sheet, row + offset, cells)
    sheet.cell(row, 1).font = Font(bold=True)
    end = row + len(rows)
    if event.merged and len(rows) > 1:
        for column in MERGED_COLUMNS:
            sheet.merge_cells(
                start_row=row, end_row=end - 1, start_column=column, end_column=column
            )
    return end


def draw_track(sheet: Worksheet) -> None:
    """The tab of events, in sections, each event followed by its properties."""
    width = len(TRACK_HEADER)
    write_across(sheet, 1, CUSTOMER, width, BANNER)
    write_across(sheet, 2, VERSION, width, BANNER)
    write_header(sheet, 4, TRACK_HEADER)
    row = 5
    for section in SECTIONS:
        write_across(sheet, row, section.title, width, SECTION)
        row += 1
        for event in section.events:
            row = draw_event(sheet, row, event)
    note = "Note: amounts are in pounds unless the currency says otherwise. Questions to Robin."
    sheet.cell(row + 1, 1, note).font = Font(italic=True)
    set_widths(sheet, (28, 40, 26, 16, 11, 48, 32, 34, 20, 12, 9, 12, 12))


def draw_book() -> Workbook:
    """The whole workbook, tabs in the order the customer keeps them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    draw_read_me(book.create_sheet("Read me"))
    draw_goals(book.create_sheet("Goals"))
    draw_traits(
        book.create_sheet("Identify"),
        "what we know about people",
        plan_people.IDENTIFY_ROWS,
        "Note: send only the traits that changed; never send an empty text to delete one.",
    )
    draw_traits(
        book.create_sheet("Group"),
        "what we know about trade customers",
        plan_people.GROUP_ROWS,
        "Note: trade customers only; private customers are never put into a group.",
    )
    draw_pages(book.create_sheet("Page & Screen"))
    draw_track(book.create_sheet("Track"))
    draw_common(book.create_sheet("Common"))
    draw_archive(book.create_sheet("Archive (old events)"))
    return book
