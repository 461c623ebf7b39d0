"""Rows in which one cell packs several properties, with other cells that may go along."""

from __future__ import annotations

from dataclasses import dataclass, replace

from segkit.plans.cells.elsewhere import same_as
from segkit.plans.cells.item import PackedItem
from segkit.plans.cells.packed import read_packed
from segkit.plans.cells.separators import split_list
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.fields import FieldReader
from segkit.plans.words.vocabulary import ASIDE, take_apart

_CLAIMS = {True: "yes", False: "no", None: ""}


@dataclass(frozen=True, slots=True)
class PackedReader:
    """Reads the fields of one cell into a rule."""

    fields: FieldReader

    def read(
        self,
        cells: tuple[str, ...],
        place: int,
        draft: Draft,
        origin: str,
        *,
        is_named: bool = False,
    ) -> None:
        """Add a field for each entry of the cell.

        Cells beside it that list as many things as there are entries are read entry by entry
        (names in one cell, their types in another); one with other content, and a cell that is
        not wholly understood, is kept as a label of the rule. `is_named` when the row is about
        these properties, so that its type and its required mark are those of each.
        """
        reading, count = read_packed(cells[place]), len(draft.fields)
        reader = self._reader_of(place)
        self._keep_others(cells, place, draft)
        blank, sides = list(cells), list[tuple[int, list[str]]]()
        for side in reader.places.about_fields:
            if not cells[side].strip():
                continue
            parts = _parts(cells[side], len(reading.items))
            if is_named and not parts and side in reader.places.alike:
                continue
            blank[side] = ""
            if parts:
                sides.append((side, parts))
            else:
                draft.keep(reader.places.names[side], cells[side])
        claim = self._claim(place)
        for number, item in enumerate(reading.items):
            row = list(blank)
            for side, parts in sides:
                row[side] = parts[number]
            own = item if item.required is not None else replace(item, required=claim)
            add_entry(reader, tuple(row), own, draft, origin)
        draft.unite(count)
        for name in (*reading.families, *reading.groups):
            if same := same_as(name):
                draft.like.append((same, place))
                continue
            draft.keep(reader.places.names[place], name)
            self.fields.misfit(place, name)
        if not reading.whole:
            draft.keep(reader.places.names[place], cells[place])
            self.fields.misfit(place, cells[place])

    def _keep_others(self, cells: tuple[str, ...], place: int, draft: Draft) -> None:
        """What a column says of all properties, where this one has a column of its own for it."""
        places = self.fields.places
        for name, own in places.slots.get(place, {}).items():
            common = getattr(places, name)
            if common not in {None, own} and cells[common].strip():
                draft.keep(places.names[common], cells[common])

    def _reader_of(self, place: int) -> FieldReader:
        """With the columns that speak of this property alone, where a row holds several."""
        slots = self.fields.places.slots
        return self.fields.at(**slots.get(place, {})) if slots else self.fields

    def _claim(self, place: int) -> bool | None:
        """What the heading says of all entries: `Required properties`, `Optional parameters`."""
        name = self.fields.places.names[place]
        about = take_apart(name).about
        for aside in ASIDE.findall(name):  # `Parameters (mandatory)`
            told = take_apart(aside[1:-1])
            is_word = aside[1:-1].strip().isalpha()  # and no legend: `(* = required)`
            about |= told.about if is_word else frozenset()
        if ("required" in about) == ("optional" in about):
            return None
        return "required" in about


def _parts(text: str, count: int) -> list[str]:
    """The text as so many things, one for each entry; none when it is something else."""
    if count == 1:
        return [text]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == count:
        return lines
    if len(lines) != 1:
        return []
    return next(
        (parts for signs in (",;", "/", "|") if len(parts := split_list(lines[0], signs)) == count),
        [],
    )


def add_entry(
    reader: FieldReader, cells: tuple[str, ...], item: PackedItem, draft: Draft, origin: str
) -> None:
    """One entry; what the list itself says goes before the row's other cells."""
    extra = {
        "type": item.type, "required": _CLAIMS[item.required], "field_description": item.description,
        "allowed": item.values,
    }  # fmt: skip
    given = {name: text for name, text in extra.items() if text}
    places = {name: len(cells) + number for number, name in enumerate(given)}
    with_own = reader.at(**places) if places else reader
    place = len(draft.fields)
    with_own.read((*cells, *(text.strip() for text in given.values())), item.name, draft, origin)
    if item.example not in (None, ""):
        draft.fields[place] = replace(draft.fields[place], example=item.example)
