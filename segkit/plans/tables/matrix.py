"""Tables with properties down and events across, a mark where an event carries a property."""

from __future__ import annotations

from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.fields import FieldReader
from segkit.plans.tables.headers import Table
from segkit.plans.tables.ledger import Ledger
from segkit.plans.tables.lone import LoneRows
from segkit.plans.tables.places import Places
from segkit.plans.tables.sheet import Sheet

_ABSENT = frozenset({"", "-", "–", "—", "no", "n", "false", "0", "n/a", "na", "✗", "✘", "❌", "☐"})
_NEEDED = frozenset({"r", "required", "req", "m", "mandatory", "must", "required*"})


def read_matrix(sheet: Sheet, table: Table, places: Places, ledger: Ledger) -> list[Draft]:
    """One rule for each event column, its fields the marked rows.

    A mark says that the event carries the property; only words such as `R` or
    `required` say that it must.
    """
    reader, lone = FieldReader(places), LoneRows(sheet, table, places)
    call = table.call if table.call != "common" else "track"
    drafts = {
        column.index: Draft(
            call, column.header, column.header, sheet.tab.origin(column.row, column.index)
        )
        for column in table.columns
        if column.index in places.marks
    }
    name_place = places.field or 0
    section = ""
    for row in range(table.start, table.end):
        if not sheet.counts[row]:
            continue
        found = lone.look_at(row) if sheet.counts[row] == 1 else None
        if found is not None and found.kind in {"section", "note", "end", "event"}:
            ledger.explain(row, found.reason or "section heading")
            section = found.text.strip() if found.kind in {"section", "event"} else section
            continue
        name = sheet.rows[row][name_place]
        if not name.strip():
            ledger.explain(row, "names neither an event nor a property")
            continue
        cells = sheet.filled_down(row, places.merged)
        origin = sheet.tab.origin(row, name_place)
        marked = [mark for mark in drafts if is_marked(cells[mark])]
        for mark in marked:
            own = reader.with_required(len(cells)) if is_needed(cells[mark]) else reader
            own.read((*cells, "yes"), name, drafts[mark], origin, section)
        if marked:
            ledger.use(row)
        else:
            ledger.explain(row, "a property that no event column marks")
    return list(drafts.values())


def is_marked(text: str) -> bool:
    """The cell says that the event carries the property."""
    return text.strip().casefold() not in _ABSENT


def is_needed(mark: str) -> bool:
    """The mark says that the event must carry the property."""
    return mark.strip().casefold() in _NEEDED
