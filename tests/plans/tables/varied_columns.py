"""Columns of made-up sheets, and what people write around their tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

from segkit.plans.grids.grid import Merge, Tab
from tests.plans.tables.varied_plans import Column, Event, Prop, Sheets
from tests.plans.tables.varied_words import BESIDE

Rows = list[list[str]]
OF_EVENT = ("event", "call", "about event", "trigger")
"""Columns that say something of an event, and nothing of its properties."""


def event_columns(sheets: Sheets) -> list[Column]:
    """What a sheet says of an event: its name, and some of the rest."""
    found = [Column("event", sheets.word("event"), lambda event, _: event.label)]
    if any(event.call != "track" for event in sheets.events) or sheets.often("call column", 0.1):
        style = sheets.choose("call words", "title", "lower", "upper")
        found.append(
            Column("call", sheets.word("call"), lambda event, _: getattr(event.call, style)())
        )
    if sheets.often("event described", 0.5):
        told = "What is meant by {}"
        found.append(
            Column(
                "about event",
                sheets.word("about event"),
                lambda event, _: told.format(event.label.lower()),
            )
        )
    if sheets.often("trigger said", 0.5):
        fires = "Visitor is done with {}"
        found.append(
            Column(
                "trigger",
                sheets.word("trigger"),
                lambda event, _: fires.format(event.label.lower()),
            )
        )
    return found


def prop_columns(sheets: Sheets) -> list[Column]:
    """What a sheet says of a property: its name, and some of the rest."""
    found: list[Column] = []

    def add(role: str, say: Callable[[Prop], str]) -> None:
        found.append(Column(role, sheets.word(role), lambda _, prop: say(prop) if prop else ""))

    starred = sheets.often("starred names", 0.06)
    add("field", lambda prop: prop.name + "*" * (starred and prop.required))
    if starred:
        sheets.says.add("required")
    if sheets.often("type column", 0.8):
        sheets.says.add("types")
        sheets.choices["required in type"] = (
            "yes" if not starred and sheets.chance.random() < 0.05 else "no"
        )
        add("type", sheets.kind)
    if (
        not starred
        and sheets.choices.get("required in type") != "yes"
        and sheets.often("required column", 0.7)
    ):
        sheets.says.add("required")
        add("required", sheets.mark)
    if sheets.choices["values"] == "column":
        sheets.says.add("values")
        by = sheets.choose("values by", ", ", " | ", "\n", " / ", "; ", "/")
        add("enum", lambda prop: by.join(prop.values))
    if sheets.often("example column", 0.5):
        add("example", lambda prop: prop.example)
    if (
        sheets.often("property described", 0.7)
        or len(found) == 1
        or sheets.choices["values"] == "description"
    ):
        add("about field", sheets.about)
    return found


def with_second_name(sheets: Sheets, columns: list[Column]) -> list[Column]:
    """The columns, in some sheets with another for what the event is called in the app."""
    if sheets.often("second name", 0.06):
        first, second = (
            sheets.choose("names of", "Event name ({})", "Event ({})", "{} event name"),
            columns[0],
        )
        columns[0] = replace(second, heading=first.format("Web"))
        columns.insert(
            1, Column("event", first.format("App"), lambda event, _: sheets.second(event))
        )
    return columns


def with_others(sheets: Sheets, columns: list[Column]) -> list[Column]:
    """The columns with those of the work on the plan between them, and in another order."""
    headings = {column.heading.lower() for column in columns}
    if sheets.often("columns beside", 0.5):
        for heading in sheets.chance.sample(list(BESIDE), sheets.chance.randint(1, 4)):
            if heading.lower() not in headings:
                sheets.choices[f"beside {heading}"] = "yes"
                place = sheets.chance.randint(0, len(columns))
                columns.insert(place, Column("beside", heading, _beside(sheets, BESIDE[heading])))
    if sheets.choose("order", "usual", "usual", "shuffled") == "shuffled":
        sheets.chance.shuffle(columns)
    return columns


def _beside(sheets: Sheets, values: str) -> Callable[[Event, Prop | None], str]:
    if not values:
        numbers = count(1)
        return lambda _event, _prop: str(next(numbers))
    found, first = values.split(";"), sheets.chance.randrange(3)
    return lambda event, _: found[(first + len(event.label)) % len(found)]


def put_sheet(
    sheets: Sheets, head: Rows, rows: Rows, merges: Sequence[tuple[int, int, int]] = ()
) -> None:
    """The rows as a tab, with what people write above and below them."""
    above: Rows = []
    below: Rows = []
    if sheets.often("title", 0.3):
        titles = ("Quillmoor Supply – Tracking plan", "Tracking Plan v2", "QUILLMOOR ANALYTICS")
        above += [[sheets.choose("title text", *titles)], []]
    if sheets.often("notes above", 0.2):
        above += [["Owner:", "Mira Quill"], ["Last updated", "2026-02-01"], []]
    if sheets.often("legend", 0.1):
        above += [["Legend:", "grey = not built yet"], []]
    if head and sheets.often("total", 0.1):
        below = [[], ["Total", str(len(sheets.events))]]
    elif head and sheets.often("footnote", 0.1):
        below = [[], ["* Names are kept in English."]]
    full = [*above, *head, *rows, *below]
    shift, left = len(above) + len(head), int(sheets.often("empty column left", 0.12))
    width = max(map(len, full))
    cells = [[*[""] * left, *row, *[""] * (width - len(row))] for row in full]
    merged = tuple(
        Merge(shift + top, left + place, shift + bottom, left + place)
        for top, bottom, place in merges
    )
    sheets.tabs.append(
        tab_of(sheets.choose("tab title", "Sheet1", "Tracking Plan", "Events"), cells, merged)
    )


def tab_of(title: str, rows: Rows, merged: tuple[Merge, ...] = ()) -> Tab:
    """A tab of these rows."""
    return Tab(title, tuple(map(tuple, rows)), merged=merged)
