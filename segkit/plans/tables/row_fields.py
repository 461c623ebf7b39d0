"""The fields of one row: named in a column, listed in a cell, marked below a property, traits."""

from __future__ import annotations

from segkit.plans.cells.packed import property_of
from segkit.plans.cells.values import is_absent
from segkit.plans.layouts.guidance import holds_types
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.layouts.table import Table
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.fields import FieldReader
from segkit.plans.tables.joining import folded
from segkit.plans.tables.ledger import Ledger
from segkit.plans.tables.matrix import with_mark
from segkit.plans.tables.packed_rows import PackedReader, add_entry
from segkit.plans.tables.places import Places
from segkit.plans.tables.row_names import unpacks
from segkit.plans.words.names import is_indented
from segkit.plans.words.vocabulary import cell_words, plain


def _heads(sheet: Sheet, table: Table) -> tuple[str, ...]:
    """The headings, each with the type that stands between it and the first row."""
    heads = sheet.rows[table.headers[-1]]
    below = [row for row in range(table.headers[-1] + 1, table.start) if holds_types(sheet, row)]
    for row in below if table.recognition.layout == "crossed" else ():
        kinds = sheet.rows[row]
        heads = tuple(f"{h}: {k}" if k.strip() else h for h, k in zip(heads, kinds, strict=True))
    return heads


class RowFields:
    """Reads them into the draft in hand.

    Attributes:
        row: The row that is read.
        traits: What columns of traits beside events say: one rule for identify calls.
    """

    def __init__(self, sheet: Sheet, table: Table, places: Places, ledger: Ledger) -> None:
        self.sheet, self.places, self.ledger = sheet, places, ledger
        self.row = 0
        self.traits: Draft | None = None
        self._heads = _heads(sheet, table)
        self._reader = FieldReader(places, self.misfit)
        self._packed = PackedReader(self._reader)
        self._likes: list[tuple[int, Draft, str, int]] = []

    def misfit(self, place: int, text: str) -> None:
        """A cell of the row that is not what its column holds."""
        if place < self.sheet.width:
            self.ledger.misfit(self.row, place, text)

    def read(self, cells: tuple[str, ...], field: str, draft: Draft, section: str) -> None:
        """The field or fields of this row."""
        places, count = self.places, len(draft.fields)
        if field:
            self._read_named(cells, field, draft, section)
        for mark in places.marks:
            if not is_absent(cells[mark], shown=places.shown):
                reader, said = with_mark(self._reader, cells, mark)
                add_entry(
                    reader, said, property_of(self._heads[mark].strip()), draft, self._origin(mark)
                )
        for place in places.packed:
            self._read_list(cells, place, draft)
        for place in places.traits:
            if cells[place].strip():
                self._read_traits(cells, place)
        if draft.like:
            self._likes += [(self.row, draft, *like) for like in draft.like]
            draft.like.clear()
        if draft.key is None:
            applies = cells[places.applies] if places.applies is not None else None
            draft.refer(self.row, count, applies)

    def read_described(self, place: int, listed: str, draft: Draft) -> None:
        """Properties that only a description names."""
        self.ledger.doubt(self.row, "properties that a description names are read")
        cells = tuple(listed if at == place else "" for at in range(self.sheet.width))
        self._packed.read(cells, place, draft, self._origin(place))

    def take_likes(self, drafts: list[Draft]) -> None:
        """`same as Order Completed`: the properties of that event."""
        known = {folded(one.key): one for one in drafts if one.key}
        for row, draft, name, place in self._likes:
            self.row = row
            other = known.get(folded(name))
            if plain(f"as {name}") in cell_words("above"):
                place_of = next(at for at, one in enumerate(drafts) if one is draft)
                other = drafts[place_of - 1] if place_of else None
            if other is None or other is draft:
                draft.keep(self.places.names[place], name)
                self.misfit(place, name)
            else:
                count = len(draft.fields)
                draft.add(other.fields)
                draft.unite(count)

    def _origin(self, place: int) -> str:
        return self.sheet.tab.origin(self.row, place)

    def _read_named(self, cells: tuple[str, ...], field: str, draft: Draft, section: str) -> None:
        """The field that stands in a column of names, or those that a cell there lists."""
        places, place = self.places, self.places.field
        if places.nested or place is None or not cells[place].strip():
            ways = (*reversed(places.nested), place, places.event)
            place = next((way for way in ways if way is not None and cells[way].strip()), 0)
        if draft.parent is None and is_indented(field):
            self.ledger.doubt(
                self.row, "set off below a property that holds none: read as one of its own"
            )
        if places.exact or not unpacks(field):
            self._reader.read(cells, field, draft, self._origin(place), section)
        else:
            listed = (*cells[:place], field, *cells[place + 1 :])
            self._packed.read(listed, place, draft, self._origin(place), is_named=True)

    def _read_list(self, cells: tuple[str, ...], place: int, draft: Draft) -> None:
        """The fields of one cell; where it is blank, what is said of them is kept."""
        if cells[place].strip():
            count = len(draft.fields)
            self._packed.read(cells, place, draft, self._origin(place))
            said = [one for one in self.places.alike if one is not None and cells[one].strip()]
            unused = [one for one in said if draft.labels.get(self.places.names[one]) == cells[one]]
            if unused and len(draft.fields) > count + 1:
                self.ledger.doubt(self.row, "one type or required mark beside several properties")
            return
        for idle in self.places.slots.get(place, {}).values():
            if cells[idle].strip():
                draft.keep(self.places.names[idle], cells[idle])

    def _read_traits(self, cells: tuple[str, ...], place: int) -> None:
        """Traits beside an event's properties belong to identify calls."""
        if self.traits is None:
            self.traits = Draft("identify", None, "", self._origin(place))
        count = len(self.traits.fields)
        blank = tuple(text if at == place else "" for at, text in enumerate(cells))
        self._packed.read(blank, place, self.traits, self._origin(place))
        self.traits.unite(count)
