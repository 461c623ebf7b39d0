"""Layouts that people of one trade or another keep: forms, dictionaries alone, tables side by side."""

from __future__ import annotations

from itertools import zip_longest

from tests.plans.tables.varied_columns import Rows, event_columns, prop_columns, put_sheet, tab_of
from tests.plans.tables.varied_plans import Column, Event, Prop, Sheets, cells_of

_COMMON = Event("common", "", (
    Prop("app_version", "string", (), "2.4", "Version of the app", required=True),
    Prop("locale", "string", ("en", "de", "fr"), "de", "Language of the app", required=False),
    Prop("is_member", "boolean", (), "true", "Known as a member", required=False),
))  # fmt: skip


def forms(sheets: Sheets) -> None:
    """The event's name alone, what is said of it and its properties beside a blank column."""
    columns = prop_columns(sheets)
    sheets.events = [event for event in sheets.events if event.props and event.call == "track"]
    said = sheets.chance.sample(
        ["Platforms", "Owner", "Status", "Jira"], sheets.chance.randint(0, 2)
    )
    sheets.choices["form entries"] = str(len(said))
    rows: Rows = []
    for event in sheets.events:
        rows.append([event.label])
        rows.append(["", sheets.word("trigger"), f"Visitor is done with {event.label.lower()}"])
        rows += [["", one, {"Platforms": "iOS, Android"}.get(one, "Mira")] for one in said]
        rows.append(["", *[one.heading for one in columns]])
        rows += [["", *cells_of(columns, event, prop)] for prop in event.props]
        rows.append([])
    put_sheet(sheets, [], rows)


def alone(sheets: Sheets) -> None:
    """Properties with the events that carry them, and no other list of events."""
    sheets.events = [event for event in sheets.events if event.props and event.call == "track"]
    props = {prop.name: prop for event in reversed(sheets.events) for prop in event.props}
    columns = prop_columns(sheets)
    by = sheets.choose("applies by", ", ", "\n", "; ")
    head = [one.heading for one in columns]
    place = sheets.chance.randint(1, len(head))
    head.insert(place, sheets.choose("applies word", "Scope", "Used in", "Applies to", "Sent with"))
    rows: Rows = []
    for name, prop in props.items():
        row = cells_of(columns, sheets.events[0], prop)
        carriers = [e.label for e in sheets.events if name in {one.name for one in e.props}]
        rows.append([*row[:place], by.join(carriers), *row[place:]])
    put_sheet(sheets, [head], rows)


def side_by_side(sheets: Sheets) -> None:
    """Events with their properties, and traits of users right of them, each below its group."""
    columns = [one for one in event_columns(sheets) if one.role in {"event", "about event"}]
    of_props = prop_columns(sheets)
    traits = next((e for e in sheets.events if e.call == "identify"), None)
    sheets.events = [event for event in sheets.events if event.call == "track" and event.props]
    left: Rows = [[one.heading for one in (*columns, *of_props)]]
    for event in sheets.events:
        rows = [cells_of([*columns, *of_props], event, prop) for prop in event.props]
        for row in rows[1:]:
            row[: len(columns)] = [""] * len(columns)
        left += rows
    right: Rows = []
    if traits is not None:
        sheets.events.append(traits)
        of_traits = [_as_trait(one) if one.role == "field" else one for one in of_props]
        right = [[one.heading for one in of_traits]]
        right += [cells_of(of_traits, traits, prop) for prop in traits.props]
    width = len(left[0])
    none: list[str] = []
    full = [
        [*(one or [""] * width), "", *other]
        for one, other in zip_longest(left, right, fillvalue=none)
    ]
    groups = ["Events", *[""] * width, *(["User traits"] if right else [])]
    put_sheet(sheets, [groups, full[0]], full[1:])


def _as_trait(column: Column) -> Column:
    return Column("field", "Trait", column.cell)


def with_common(sheets: Sheets) -> None:
    """A row for each property, and what every event carries on a tab of its own."""
    columns, of_props = event_columns(sheets), prop_columns(sheets)
    rows: Rows = [[one.heading for one in (*columns, *of_props)]]
    for event in sheets.events:
        rows += [cells_of([*columns, *of_props], event, prop) for prop in event.props or (None,)]
    title = sheets.choose(
        "common title", "Common properties", "Super properties", "Global properties"
    )
    body = [cells_of(of_props, _COMMON, prop) for prop in _COMMON.props]
    sheets.tabs = [tab_of("Events", rows), tab_of(title, [[o.heading for o in of_props], *body])]
    if sheets.often("tabs turned", 0.3):
        sheets.tabs.reverse()
    sheets.events.append(_COMMON)
