"""Rows in which one cell packs several properties, with other cells that may go along."""

from __future__ import annotations

from dataclasses import dataclass, replace

from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.fields import FieldReader
from segkit.plans.tables.packed import PackedItem, read_packed
from segkit.plans.tables.places import Places
from segkit.plans.tables.words import normalised


@dataclass(frozen=True, slots=True)
class PackedReader:
    """Reads the fields of one cell into a rule."""

    places: Places
    fields: FieldReader

    def read(self, cells: tuple[str, ...], place: int, draft: Draft, origin: str) -> None:
        """Add a field for each entry of the cell.

        Columns with as many lines as there are entries are read line by line; a column
        with other content, and a cell that is not wholly understood, is kept as a label
        of the rule.
        """
        reading = read_packed(cells[place])
        needed = normalised(self.places.names[place]).startswith("required")
        blank = list(cells)
        sides: list[tuple[int, list[str]]] = []
        for side in self.places.about_fields:
            if not cells[side].strip():
                continue
            lines = [line.strip() for line in cells[side].splitlines() if line.strip()]
            if len(reading.items) == 1:
                lines = [cells[side]]
            blank[side] = ""
            if len(lines) == len(reading.items):
                sides.append((side, lines))
            else:
                draft.keep(self.places.names[side], cells[side])
        for number, item in enumerate(reading.items):
            row = list(blank)
            for side, lines in sides:
                row[side] = lines[number]
            self._add(tuple(row), item, draft, origin, needed=needed)
        if not reading.whole:
            draft.keep(self.places.names[place], cells[place])

    def _add(
        self, cells: tuple[str, ...], item: PackedItem, draft: Draft, origin: str, *, needed: bool
    ) -> None:
        """One entry; what the list itself says goes before the row's other cells."""
        claim = item.required if item.required is not None else (needed or None)
        extra = (item.type, {True: "yes", False: "no", None: ""}[claim], item.description)
        reader, width = self.fields, len(cells)
        places = reader.places
        places = replace(
            places,
            type=width if item.type else places.type,
            required=width + 1 if claim is not None else places.required,
            field_description=width + 2 if item.description else places.field_description,
            names={**places.names, width: "Type", width + 1: "Required", width + 2: "Description"},
        )
        FieldReader(places).read((*cells, *extra), item.name, draft, origin)
        if item.example is not None:
            draft.fields[-1] = replace(draft.fields[-1], example=item.example)
