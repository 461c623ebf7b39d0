"""Layouts with several tables: one for each event, in blocks, tabs and cards, or for each call."""

from __future__ import annotations

from tests.plans.tables.varied_columns import Rows, event_columns, prop_columns, put_sheet, tab_of
from tests.plans.tables.varied_plans import Sheets, cells_of


def blocks(sheets: Sheets) -> None:
    """A table of its own for each event, its name above."""
    columns = prop_columns(sheets)
    form = sheets.choose(
        "block title", "{}", "Event: {}", "{} ({call})", "Event | {}", "Event name | {}"
    )
    is_each = (
        "|" in form or sheets.choose("block headings", "each", "each", "each", "first") == "each"
    )
    is_told = is_each and sheets.often("event described", 0.4)
    rows: Rows = []
    for number, event in enumerate(event for event in sheets.events if event.props):
        title = form.format(event.label, call=event.call).split(" | ")
        told = f"What is meant by {event.label.lower()}"
        rows += [title, *([["Description", told] if len(title) > 1 else [told]] if is_told else [])]
        if is_each or not number:
            rows.append([one.heading for one in columns])
        rows += [*[cells_of(columns, event, prop) for prop in event.props], []]
    sheets.events = [event for event in sheets.events if event.props]
    put_sheet(sheets, [], rows)


def tab_each(sheets: Sheets) -> None:
    """A tab for each event."""
    columns = prop_columns(sheets)
    sheets.events = [event for event in sheets.events if event.props]
    for event in sheets.events:
        rows = [
            [one.heading for one in columns],
            *[cells_of(columns, event, prop) for prop in event.props],
        ]
        sheets.tabs.append(tab_of(event.label, rows))


def call_tables(sheets: Sheets) -> None:
    """A table for each kind of call, in one tab or several; calls without a name need no column for it."""
    columns, of_event = prop_columns(sheets), event_columns(sheets)
    of_event = [one for one in of_event if one.role != "call"]
    is_apart = sheets.choose("call tables", "tabs", "tabs", "one tab") == "tabs"
    rows: Rows = []
    for call in dict.fromkeys(event.call for event in sheets.events):
        own = [*of_event, *columns] if call == "track" else columns
        events = [event for event in sheets.events if event.call == call]
        table = [[one.heading for one in own]]
        for event in events:
            table += [cells_of(own, event, prop) for prop in event.props or (None,)]
        title = {
            "track": "Track",
            "identify": "Identify",
            "page": "Page",
            "screen": "Screen",
            "group": "Group",
        }[call]
        if is_apart:
            sheets.tabs.append(tab_of(title, table))
        else:
            rows += [[title + sheets.choose("call title", "", " calls")], *table, []]
    if not is_apart:
        put_sheet(sheets, [], rows)


def cards(sheets: Sheets) -> None:
    """Blocks of keys and values, the properties in one cell or as rows."""
    as_rows = sheets.often("card rows", 0.5)
    columns = prop_columns(sheets) if as_rows else []
    sheets.events = [event for event in sheets.events if event.props]
    rows: Rows = []
    for event in sheets.events:
        rows.append([sheets.word("event"), event.label])
        if sheets.choices["calls"] == "yes":
            rows.append([sheets.word("call"), event.call.title()])
        rows.append([sheets.word("trigger"), f"Visitor is done with {event.label.lower()}"])
        if as_rows:
            rows += [
                [one.heading for one in columns],
                *[cells_of(columns, event, prop) for prop in event.props],
            ]
        else:
            rows.append(
                [
                    sheets.word("packed"),
                    "\n".join(f"{p.name} ({sheets.plain_kind(p)})" for p in event.props),
                ]
            )
            sheets.says.add("types")
        rows.append([])
    put_sheet(sheets, [], rows)
