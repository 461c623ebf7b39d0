"""Layouts with one table: a row for each property or event, marks where both meet, a dictionary."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate, pairwise

from tests.plans.tables.varied_columns import (
    OF_EVENT,
    Rows,
    event_columns,
    prop_columns,
    put_sheet,
    tab_of,
    with_others,
    with_second_name,
)
from tests.plans.tables.varied_plans import Column, Event, Prop, Sheets, cells_of

_NONE = Event("", "", ())


def row_each(sheets: Sheets) -> None:
    """A row for each property, the event beside it."""
    of_event = with_second_name(sheets, event_columns(sheets))
    columns = with_others(sheets, [*of_event, *prop_columns(sheets)])
    head = [one.heading for one in columns]
    ways = ["repeated", "blank", "merged", "own row"]
    if all(event.call == "track" for event in sheets.events):
        ways.append("apart")
    way = sheets.choose("event cells", *ways)
    blocks = [_block(columns, event, way) for event in sheets.events]
    merges: list[tuple[int, int, int]] = []
    if way == "apart":
        place = next(n for n, one in enumerate(columns) if one.role == "field")
        blocks = [sorted((row for block in blocks for row in block), key=lambda row: row[place])]
    elif way == "merged":
        ends = list(accumulate(map(len, blocks), initial=0))
        merges = [
            (start, end - 1, place)
            for start, end in pairwise(ends) if end - start > 1
            for place, one in enumerate(columns) if one.role in OF_EVENT
        ]  # fmt: skip
    else:
        _set_apart(sheets, blocks, len(head))
    rows = [row for block in blocks for row in block]
    if not merges and sheets.often("heading again", 0.1):
        rows.insert(len(blocks[0]), head)
    is_plain = sheets.choices["order"] == "usual" and sheets.choices["heading dress"] == "none"
    is_double = is_plain and sheets.often("two heading rows", 0.12)
    put_sheet(sheets, [_groups(columns), head] if is_double else [head], rows, merges)


def _block(columns: list[Column], event: Event, way: str) -> Rows:
    """The rows of one event."""
    of_event = [place for place, one in enumerate(columns) if one.role in OF_EVENT]
    rows = [cells_of(columns, event, prop) for prop in event.props]
    if way == "own row" or not rows:
        own = cells_of(columns, event)
        rows.insert(0, [text if place in of_event else "" for place, text in enumerate(own)])
    if way in {"blank", "merged", "own row"}:
        for row in rows[1:]:
            for place in of_event:
                row[place] = ""
    return rows


def _set_apart(sheets: Sheets, blocks: list[Rows], width: int) -> None:
    """Banners and blank rows between the blocks."""
    if sheets.often("banner rows", 0.15):
        banner = sheets.choose("banner", "CHECKOUT", "Browse & search", "1. Account", "▼ Shop")
        blocks.insert(sheets.chance.randrange(len(blocks)), [[banner, *[""] * (width - 1)]])
    if sheets.often("blank rows", 0.25):
        blocks[:] = [[*block, [""] * width] for block in blocks]


def _groups(columns: list[Column]) -> list[str]:
    """A heading row above the headings: what the columns below are about."""
    group, found = "", []
    for column in columns:
        about = (
            group
            if column.role == "beside"
            else "Event"
            if column.role in OF_EVENT
            else "Properties"
        )
        found.append(about if about != group else "")
        group = about
    return found


PACKED = ("name", "name", "name (type)", "name (type)", "name: type", "name - type", "name*",
          "name (type, claim)", "name: about", "name (type) - about", "must and may", "parallel", "JSON")  # fmt: skip
_ON_LINES = {"parallel", "name - type", "name: about", "name (type) - about", "name (type, claim)"}


def packed(sheets: Sheets) -> None:
    """A row for each event, its properties in one cell or two."""
    columns = with_second_name(sheets, event_columns(sheets))
    form = sheets.choose("packed as", *PACKED)
    signs = ("\n",) if form in _ON_LINES else ("\n", ", ", "; ", "\n• ", "\n- ", ",\n")
    by = sheets.choose("packed by", *signs)
    if "type" in form or form in {"parallel", "JSON"}:
        sheets.says.add("types")
    if form in {"name*", "name (type, claim)", "must and may"}:
        sheets.says.add("required")

    def add(role: str, say: Callable[[Prop], str], fits: Callable[[Prop], bool]) -> None:
        def cell(event: Event, _: Prop | None) -> str:
            parts = [say(prop) for prop in event.props if fits(prop)]
            if form == "JSON":
                return "{\n  " + ",\n  ".join(parts) + "\n}" if parts else ""
            bullet = by.strip(" \n,;")
            return f"{bullet} {by.join(parts)}".strip()

        columns.append(Column(role, sheets.word(role), cell))

    if form == "must and may":
        add("must", lambda prop: prop.name, lambda prop: prop.required)
        add("may", lambda prop: prop.name, lambda prop: not prop.required)
    else:
        add("packed", lambda prop: _entry(sheets, form, prop), lambda _: True)
    if form == "parallel":
        add("type", sheets.plain_kind, lambda _: True)
    columns = with_others(sheets, columns)
    rows = [cells_of(columns, event) for event in sheets.events]
    if sheets.often("banner rows", 0.1):
        rows.insert(sheets.chance.randrange(len(rows)), ["CHECKOUT", *[""] * (len(columns) - 1)])
    put_sheet(sheets, [[one.heading for one in columns]], rows)


def _entry(sheets: Sheets, form: str, prop: Prop) -> str:
    """One property of a list."""
    claim, kind = "required" if prop.required else "optional", sheets.plain_kind(prop)
    forms = {
        "name (type)": f"{prop.name} ({kind})", "name: type": f"{prop.name}: {kind}",
        "name - type": f"{prop.name} - {kind}", "name*": prop.name + "*" * prop.required,
        "name (type, claim)": f"{prop.name} ({kind}, {claim})",
        "name: about": f"{prop.name}: {prop.about}",
        "name (type) - about": f"{prop.name} ({kind}) - {prop.about}",
        "JSON": f'"{prop.name}": "{prop.kind}"',
    }  # fmt: skip
    return forms.get(form, prop.name)


def slots(sheets: Sheets) -> None:
    """Columns Property 1, Property 2, and so on."""
    columns = event_columns(sheets)
    word = sheets.choose(
        "slots", "Property {}", "Param {}", "property_{}", "Attribute {}", "Prop {}", "Parameter {}"
    )
    typed = sheets.often("slot types", 0.5)
    if typed:
        sheets.says.add("types")

    def slot(place: int, say: Callable[[Prop], str]) -> Callable[[Event, Prop | None], str]:
        return lambda event, _: say(event.props[place]) if place < len(event.props) else ""

    for place in range(max(len(event.props) for event in sheets.events)):
        heading = word.format(place + 1)
        columns.append(Column("slot", heading, slot(place, lambda prop: prop.name)))
        if typed:
            kind = f"{heading} type" if " " in word else f"type_{place + 1}"
            columns.append(Column("slot type", kind, slot(place, sheets.plain_kind)))
    rows = [cells_of(columns, event) for event in sheets.events]
    put_sheet(sheets, [[one.heading for one in columns]], rows)


def matrix(sheets: Sheets) -> None:
    """Properties down and events across, or the other way round."""
    props = {prop.name: prop for event in sheets.events for prop in event.props}
    cells = sheets.choose(
        "matrix cells", "x", "✓", "R/O", "Required/Optional", "type", "Y/", "yes/no"
    )
    turned = sheets.often("turned", 0.4)
    if (
        turned
        and sheets.choices["field names"] == "title"
        and cells not in {"type", "R/O", "Required/Optional"}
    ):
        cells = sheets.choose("matrix cells", "type")  # marks below words: platforms have these too
    sheets.says.add(
        "types" if cells == "type" else "required" if cells[0] == "R" else "required unknown"
    )
    if cells == "type":
        sheets.says.add("required unknown")

    def cell(event: Event, prop: Prop) -> str:
        yes, _, no = cells.partition("/")
        if prop.name not in {one.name for one in event.props}:
            return no if cells == "yes/no" else ""
        if cells == "type":
            return sheets.plain_kind(prop)
        return yes if prop.required or cells[0] != "R" else no

    if turned:
        columns = event_columns(sheets)[:1]
        rows = [
            [event.label, *[cell(event, prop) for prop in props.values()]]
            for event in sheets.events
        ]
        put_sheet(sheets, [[columns[0].heading, *props]], rows)
        return
    about = [Column("field", sheets.word("field"), lambda _, prop: prop.name if prop else "")]
    if sheets.often("property described", 0.5):
        about.append(
            Column(
                "about field",
                sheets.word("about field"),
                lambda _, prop: sheets.about(prop) if prop else "",
            )
        )
    if cells != "type" and sheets.often("type column", 0.6):
        sheets.says.add("types")
        about.append(
            Column("type", sheets.word("type"), lambda _, prop: sheets.kind(prop) if prop else "")
        )
    rows = [
        [*cells_of(about, _NONE, prop), *[cell(event, prop) for event in sheets.events]]
        for prop in props.values()
    ]
    put_sheet(
        sheets, [[*[one.heading for one in about], *[event.label for event in sheets.events]]], rows
    )


def dictionary(sheets: Sheets) -> None:
    """Events in one tab, properties with the events that carry them in another."""
    props = {prop.name: prop for event in reversed(sheets.events) for prop in event.props}
    is_listed = sheets.choose("dictionary", "applies", "applies", "listed") == "listed"
    by = sheets.choose("applies by", ", ", "\n", "; ")
    columns = event_columns(sheets)
    if is_listed:
        columns.append(
            Column(
                "packed",
                sheets.word("packed"),
                lambda event, _: by.join(p.name for p in event.props),
            )
        )
    columns = with_others(sheets, columns)
    of_props = prop_columns(sheets)
    head = [one.heading for one in of_props]
    body = [cells_of(of_props, _NONE, prop) for prop in props.values()]
    if not is_listed:
        head.append(sheets.word("applies"))
        for row, name in zip(body, props, strict=True):
            row.append(
                by.join(
                    event.label for event in sheets.events if name in {p.name for p in event.props}
                )
            )
    rows = [
        [one.heading for one in columns],
        *[cells_of(columns, event) for event in sheets.events],
    ]
    sheets.tabs = [tab_of("Events", rows), tab_of("Properties", [head, *body])]
    if sheets.often("tabs turned", 0.2):
        sheets.tabs.reverse()
