"""Tables with properties on one side and events on the other, and what is said where they meet."""

from __future__ import annotations

import re
from collections.abc import Mapping

from segkit.plans.cells.listing import read_listing
from segkit.plans.cells.packed import property_of
from segkit.plans.cells.values import (
    is_absent,
    is_mark,
    is_needed,
    is_sign,
    read_required,
    read_type,
    says_type,
)
from segkit.plans.layouts.header_signs import says_of_events
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.layouts.table import Table
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.fields import FieldReader
from segkit.plans.tables.ledger import UNMARKED, Ledger
from segkit.plans.tables.lone import LoneRows
from segkit.plans.tables.packed_rows import add_entry
from segkit.plans.tables.places import Places
from segkit.plans.words.headings import call_of_name, call_of_value, hints
from segkit.plans.words.looks import is_compound, is_event_like
from segkit.plans.words.names import trimmed, undressed
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import says_total, take_apart

_PLAINLY = 0.95
_LEGEND = re.compile(r"(?P<mark>\S{1,3})\s*[:=–-]?\s*(?P<said>[^\W\d].*)")
_ABOUT_EVENTS = frozenset(
    {Role.TRIGGER, Role.EVENT_DESCRIPTION, Role.CALL, Role.VERSION, Role.EVENT}
)


def read_matrix(sheet: Sheet, table: Table, places: Places, ledger: Ledger) -> list[Draft]:
    """One rule for each event column, its fields the rows that are marked in it."""
    return _Matrix(sheet, table, places, ledger).read()


class _Matrix:
    """Goes down the properties, with an event in hand for each column."""

    def __init__(self, sheet: Sheet, table: Table, places: Places, ledger: Ledger) -> None:
        self.sheet, self.table, self.places, self.ledger = sheet, table, places, ledger
        self.row = 0
        self.reader = FieldReader(places, lambda place, text: ledger.misfit(self.row, place, text))
        self.call = table.call if table.call != "common" else "track"
        self.legend = _legend_of(sheet)
        self.drafts: list[Draft] = []
        self.current: dict[int, Draft] = {}
        for column in table.columns:
            if column.index in places.marks:
                self._begin(column.row, column.index)

    def _begin(self, row: int, mark: int) -> None:
        """The event that a cell names has this column from here on."""
        name = trimmed(undressed(self.sheet.rows[row][mark].strip()))
        call = call_of_name(name)
        draft = Draft(
            call or self.call, None if call else name, name, self.sheet.tab.origin(row, mark)
        )
        self.current[mark] = draft
        self.drafts.append(draft)

    def read(self) -> list[Draft]:
        """All rows of the table."""
        lone = LoneRows(self.sheet, self.table, self.places)
        section, place = "", self.places.field or 0
        for row in range(self.table.start, self.table.end):
            if not self.sheet.counts[row]:
                continue
            self.row = row
            found = lone.look_at(row) if self.sheet.counts[row] == 1 else None
            if found is not None and found.kind in {"section", "note", "end", "event"}:
                self.ledger.explain(row, found.reason or "section heading")
                section = found.text.strip() if found.kind in {"section", "event"} else section
                continue
            texts = [text.strip() for _, text in self.sheet.texts(row)]
            if says_total(texts[0]) and len(texts) > 1 and all(map(str.isdigit, texts[1:])):
                self.ledger.explain(row, "a total of the rows above")
                continue
            name = trimmed(undressed(self.sheet.rows[row][place]))
            cells = self.sheet.filled_down(row, self.places.merged)
            if self._names_events(cells) and not says_of_events(name):
                for mark in self.places.marks:
                    if cells[mark].strip():
                        self._begin(row, mark)
                section = name.strip()
                self.ledger.use(row)
            elif not name.strip():
                self.ledger.explain(row, "names neither an event nor a property")
            elif self._is_about_events(cells, name) or self._leads_to_trigger(row, name):
                self._describe(cells, name.strip())
                self.ledger.use(row)
            else:
                self._read_row(row, cells, name, section)
        self._doubt_grades()
        return self.drafts

    def _doubt_grades(self) -> None:
        """Several marks of which the sheet does not say what they mean."""
        rows = range(self.table.start, self.table.end)
        cells = (self.sheet.rows[row][mark].strip() for row in rows for mark in self.current)
        marks = dict.fromkeys(one for one in cells if is_sign(one) and not is_absent(one))
        if len({one.casefold() for one in marks} - self.legend.keys()) > 1:
            shown = ", ".join(list(marks)[:3])
            self.ledger.doubt(
                self.table.headers[-1], f"marked in several ways ({shown}): read alike"
            )

    def _names_events(self, cells: tuple[str, ...]) -> bool:
        """A row that names the events of its columns anew, as where the next part begins."""
        texts = [cells[mark].strip() for mark in self.places.marks if cells[mark].strip()]
        is_plain = self.places.type is None or not cells[self.places.type].strip()
        return is_plain and len(texts) > 1 and len(set(texts)) == len(texts) and all(
            is_event_like(text) and not read_type(text) and not read_required(text) for text in texts
        )  # fmt: skip

    def _is_about_events(self, cells: tuple[str, ...], name: str) -> bool:
        """A row headed like a column about events; `reason` with a type is a property."""
        texts = [cells[mark] for mark in self.current if cells[mark].strip()]
        if texts and all(is_mark(text) or says_type(text) for text in texts):
            return False  # `payment_method` with a mark or type for each event
        said = hints(name)
        if Role.CALL in said and not all(map(call_of_value, texts)):
            said = {}  # `method` above ways to pay
        weight = max((w for role, w in said.items() if role in _ABOUT_EVENTS), default=0.0)
        is_typed = self.places.type is not None and bool(cells[self.places.type].strip())
        return not is_compound(name) and weight >= (_PLAINLY if is_typed else 0.5)

    def _leads_to_trigger(self, row: int, name: str) -> bool:
        """`event_class` right above `trigger` is about the events as well."""
        below = self.sheet.rows[row + 1][self.places.field or 0] if row + 1 < self.table.end else ""
        above = {self.sheet.tab.origin(row - 1, mark) for mark in self.current}
        is_first = "event" in take_apart(name).about and any(
            draft.origin in above for draft in self.current.values()
        )
        return is_first and hints(below).get(Role.TRIGGER, 0.0) >= _PLAINLY

    def _describe(self, cells: tuple[str, ...], name: str) -> None:
        """A row about the events themselves: when each is sent, what it means."""
        for mark, draft in self.current.items():
            if not is_absent(cells[mark]) and cells[mark].strip() != draft.key:
                if draft.description:
                    draft.keep(name, cells[mark])
                else:
                    draft.description = cells[mark]

    def _read_row(self, row: int, cells: tuple[str, ...], name: str, section: str) -> None:
        """One property, for every event that carries it."""
        origin = self.sheet.tab.origin(row, self.places.field or 0)
        marked = [mark for mark in self.current if not is_absent(cells[mark])]
        for mark in marked:
            reader, said = with_mark(self.reader, cells, mark, self.legend)
            item = property_of(name)
            if item.type:  # `lamp_id (string)`
                add_entry(reader, said, item, self.current[mark], origin)
            else:
                reader.read(said, name, self.current[mark], origin, section)
        if marked:
            self.ledger.use(row)
        else:
            self.ledger.explain(row, UNMARKED)


def _legend_of(sheet: Sheet) -> dict[str, bool]:
    """What a sheet says of its marks: `● required`, `○ = optional`."""
    texts = (text.strip() for row in range(len(sheet.rows)) for _, text in sheet.texts(row))
    found = (one for text in texts if (one := _LEGEND.fullmatch(text)) and is_sign(one["mark"]))
    claims = ((one["mark"], read_required(one["said"])) for one in found)
    return {mark: claim.value for mark, claim in claims if claim is not None and claim.exact}


def with_mark(
    reader: FieldReader, cells: tuple[str, ...], mark: int, legend: Mapping[str, bool] | None = None
) -> tuple[FieldReader, tuple[str, ...]]:
    """A row with what the mark of one event says: a type, values, a rule of its own.

    A mark says that the event carries the property; only words such as `R` or `required`
    say that it must.
    """
    said, width, places = cells[mark].strip(), len(cells), reader.places
    if is_needed(said) or (legend or {}).get(said):
        return reader.at(required=width), (*cells, "yes")
    if read_type(said) and places.type is None:
        return reader.at(type=width), (*cells, said)
    if read_required(said) or read_type(said):
        return reader, cells
    listing = read_listing(said)
    kept = "allowed" if listing is not None and len(listing.values) > 1 else "example"
    known = getattr(places, kept)
    if known is not None and cells[known].strip():
        return reader.with_label(width, "Rule"), (*cells, said)
    return reader.at(**{kept: width}), (*cells, said)
