"""What a row names: its event, its field, its call; and what a heading row says of its event."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from segkit.plans.cells.elsewhere import same_as
from segkit.plans.cells.entries import FOOTNOTE, is_prose
from segkit.plans.cells.event_cell import read_event_cell
from segkit.plans.cells.packed import lists_names, read_packed, speaks_of_event
from segkit.plans.layouts.layout import is_outline_event
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.layouts.table import Table
from segkit.plans.tables.joining import folded
from segkit.plans.tables.ledger import NO_EVENT
from segkit.plans.tables.places import Places
from segkit.plans.words.headings import (
    call_of_name,
    call_of_set,
    call_of_value,
    is_common,
    says_part,
)
from segkit.plans.words.looks import is_compound, is_event_like, is_name
from segkit.plans.words.names import (
    are_numbered,
    has_unseen,
    is_indented,
    trimmed,
    unbannered,
    undressed,
    without_indent,
    without_number,
)
from segkit.plans.words.role import TRAIT_CALLS, Role
from segkit.plans.words.states import without_state
from segkit.plans.words.vocabulary import cell_words, plain, take_apart

_NO_FIELD = frozenset({"-", "–", "—", "n/a", "na", "none", "(none)", "no properties"})
_OF_SETS = TRAIT_CALLS | {"common"}
_PROPERTY = frozenset({"field", "trait", "variable"})
_ASIDED = re.compile(r"(\S+)\s+(?:\(([^()_{}\[\]]*)\)|\[([^\[\]_]*)\]|[—–]\s+([^_,]{1,30}))")
"""`lamp_lit (at night)`, `lamp_lit [iOS]`: a name, and which of its kinds or where it is sent."""
_FOOTNOTE = re.compile(r"(?<=[a-z0-9])(?:\*+|[¹²³⁰-⁹†‡]+)$")
_SEVERAL = re.compile(r"[,;\n]")
_SAYS_MORE = re.compile(r"[(\[,;{:*?~]")


class Named(NamedTuple):
    """One row's names; empty texts where it names nothing.

    Attributes:
        cells: The row's cells, without a remark that stood in place of a property.
        event: Its event.
        field: Its property or trait, nested ones below the one that is open.
        kind: What its call column says.
        about_event: That remark: it is about the event.
        beside: Another name of the event, kept as a label.
        doubt: What it may mean instead.
        nothing: Why nothing of the row is in the plan, when it names nothing.
    """

    cells: tuple[str, ...]
    event: str
    field: str
    kind: str
    about_event: str = ""
    beside: str = ""
    doubt: str = ""
    nothing: str = "names neither an event nor a property"


class RowNames:
    """Reads them row by row, for one table."""

    def __init__(self, sheet: Sheet, table: Table, places: Places) -> None:
        self.sheet, self.places = sheet, places
        self.is_outline = table.recognition.layout == "outline"
        self.outer: list[str] = []
        self.paths: dict[str, str] = {}
        self.is_lone = places.field is None and not places.packed
        deep = bool(places.nested) or places.parent is not None
        self.is_plain = not deep and places.object is None and not self.is_outline
        self.numbered = {
            column.index
            for column in table.columns
            if column.role in {Role.EVENT, Role.FIELD} and are_numbered(column.samples)
        }
        first = min((one for one in (places.field, *places.packed) if one is not None), default=0)
        labels = [column.index for column in table.columns if column.role is Role.LABEL]
        # `User properties` below `Section`, and no event beside it
        self.sections = [place for place in labels if place < first and places.event is not None]
        self.speaking = [
            column.index
            for column in table.columns
            if column.role is Role.PACKED and any(map(speaks_of_event, column.samples))
        ]

    def of(self, cells: tuple[str, ...], above: str | None) -> Named:
        """The names of a row; `above`: the event in hand."""
        named = self._named(cells)
        if self.speaking:
            return self._spoken(named)
        if not named.event:
            return self._of_section(named) if self.sections and not named.kind else named
        if not self.is_lone:
            is_alone = not (named.field or any(cells[at].strip() for at in self.places.packed))
            return _by_kind(named) if is_alone and _says_trait(named.kind) else named
        if above is not None and is_event_like(above) and is_indented(named.event):
            doubt = "set off below an event: read as its property"
            return named._replace(event="", field=without_indent(named.event), doubt=doubt)
        is_below = above is not None or self.places.applies is not None
        if is_below and says_part(named.kind):
            return named._replace(event="", kind="", field=named.event)
        return _by_kind(named)

    def _of_section(self, named: Named) -> Named:
        """A row of no event whose section says whose properties it holds."""
        sections = (named.cells[place] for place in self.sections)
        return named._replace(kind=next(filter(None, map(_call_of_section, sections)), ""))

    def _spoken(self, named: Named) -> Named:
        """The event and call that a payload or a piece of code in the row speaks of."""
        readings = (read_packed(named.cells[place]) for place in self.speaking)
        reading = next((one for one in readings if one.event or one.call), None)
        if reading is None:
            return named
        event, doubt = named.event, ""
        if reading.event:
            event = reading.event
            if is_event_like(named.event) and folded(event) != folded(named.event):
                doubt = "a payload that names another event than its row: the payload's is read"
        elif reading.call in TRAIT_CALLS:
            event = ""
        beside = named.event if event != named.event else ""
        kind = named.kind or reading.call
        return named._replace(event=event, kind=kind, beside=beside, doubt=doubt)

    def _named(self, cells: tuple[str, ...]) -> Named:
        places = self.places
        event = cells[places.event] if places.event is not None else ""
        field = cells[places.field] if places.field is not None else ""
        kind = cells[places.call] if places.call is not None else ""
        kind = kind if kind.strip() else ""
        event = without_number(event) if places.event in self.numbered else event
        field = without_number(field) if places.field in self.numbered else field
        if places.exact:
            return Named(
                cells, event if event.strip() else "", field if field.strip() else "", kind
            )
        about = ""
        clean, is_banner = _event(event)
        if field and clean and (is_banner or self._is_about_event(cells, field)):
            about, field, cells = field.strip(), "", _without(cells, places.field)
        event, field = self._trim(event, clean), self._trim(field, _field(field))
        if event and (found := read_event_cell(event)).about and not about:
            event, about = found.name, found.about
        elif event and found.listed and self.is_lone:
            doubt = "" if _SEVERAL.search(found.listed) else "read as an event and its property"
            return Named(cells, found.name, found.listed, kind, doubt=doubt)
        event, beside = self._without_state(event)
        if aside := _ASIDED.fullmatch(event):
            about_it = next(filter(None, aside.groups()[1:]), "")
            if is_compound(aside[1]) or is_compound(about_it) or self._is_key(aside[1]):
                event, beside = aside[1], about_it
        if not self.is_plain:
            return self._nested(cells, event, field, kind, about)
        if event and field and field.casefold() in _NO_FIELD:
            field = ""
        return Named(cells, event, field, kind, about, beside)

    def _nested(
        self, cells: tuple[str, ...], event: str, field: str, kind: str, about: str
    ) -> Named:
        """With names in two columns put together, and the events of an outline told apart."""
        places = self.places
        thing = cells[places.object].strip() if places.object is not None else ""
        if event and thing:  # `Lamp`, and `Viewed, Added`
            parts = [part.strip() for part in _SEVERAL.split(event) if part.strip()]
            event = ", ".join(f"{thing} {part}" for part in parts)
        if event:
            self.outer, self.paths = [], {}
        if places.nested:
            inner = (_field(cells[place]) for place in places.nested)
            for depth, text in enumerate((field, *inner)):
                self.outer = [*self.outer[:depth], text] if text else self.outer
            field = ".".join(self.outer) if any(cells[p].strip() for p in places.nested) else field
        if field and places.parent is not None:
            own, parent = field, _field(cells[places.parent])
            field = f"{self.paths.get(parent, parent)}.{own}" if parent else own
            self.paths[own] = field
        if self.is_outline and field and places.type is not None:
            required = cells[places.required] if places.required is not None else ""
            if is_outline_event(cells[places.type], required):
                told = read_event_cell(field)
                event, about = (told.name, told.about) if told.about else (field, about)
                return Named(cells, event, "", cells[places.type].strip(), about)
        if event and field.strip().casefold() in _NO_FIELD:
            field = ""
        return Named(cells, event, field, kind, about)

    def _without_state(self, event: str) -> tuple[str, str]:
        """`[DEPRECATED] lamp_lit` in parts, unless the table has `lamp_lit` as well."""
        bare, state = without_state(event)
        place = self.places.event
        is_other = state and any(row[place or 0].strip() == bare for row in self.sheet.rows)
        return (event, "") if is_other else (bare, state)

    def _is_key(self, word: str) -> bool:
        """`lamp` of `lamp (at night)` among keys, unless the sheet has `lamp (by day)` as well."""
        if self.is_lone or not word.islower():
            return False
        written = {row[self.places.event or 0].strip() for row in self.sheet.rows}
        alike = [one for one in written if one.partition(" ")[0] == word]
        return len(alike) == 1 and any(map(is_compound, written))

    def _trim(self, written: str, clean: str) -> str:
        """The cleaned name; what nobody sees in the sheet is noted."""
        if clean == written and clean.isascii():
            return clean
        if clean and clean != written and trimmed(written) == clean:
            self.sheet.blanks += 1
        if clean and has_unseen(clean):
            self.sheet.unseen.append(clean)
        return clean

    def _is_about_event(self, cells: tuple[str, ...], field: str) -> bool:
        """A sentence in place of a property, and nothing said of it: it is about the event."""
        return (
            " " in field
            and (not is_name(field) or is_prose(field))
            and not same_as(field)
            and not lists_names(field)
            and not any(cells[place].strip() for place in self.places.about_fields)
        )


def _call_of_section(text: str) -> str | None:
    return call_of_set(text) or call_of_name(text) or ("common" if is_common(text) else None)


def _says_trait(kind: str) -> bool:
    """`user property`: the row names a trait itself."""
    return call_of_value(kind) in TRAIT_CALLS and not _PROPERTY.isdisjoint(take_apart(kind).about)


def _by_kind(named: Named) -> Named:
    """Where a call column alone tells events from properties and traits, the names by it."""
    kind, call = named.kind, call_of_value(named.kind)
    if call == "track" and not take_apart(kind).about.isdisjoint({"field", "variable"}):
        return named._replace(event="", kind="", nothing=NO_EVENT)
    if call in _OF_SETS and not call_of_name(named.event):
        return named._replace(event="", field=named.event)
    return named


@lru_cache(maxsize=65536)
def _event(text: str) -> tuple[str, bool]:
    """An event's name without its dress, and whether a sign made it a heading."""
    if not text.strip():
        return "", False
    bare = unbannered(text)
    name = _FOOTNOTE.sub("", trimmed(undressed(bare)))
    return ("" if plain(name) in cell_words("above") else name), bare is not text


@lru_cache(maxsize=65536)
def _field(text: str) -> str:
    """A field's name without its dress."""
    return FOOTNOTE.sub("", trimmed(undressed(text))) if text.strip() else ""


def _without(cells: tuple[str, ...], place: int | None) -> tuple[str, ...]:
    return tuple("" if index == place else text for index, text in enumerate(cells))


@lru_cache(maxsize=65536)
def unpacks(field: str) -> bool:
    """A cell in a column of names that holds more than a name: lines, or what is said of it."""
    if "\n" in field.strip():
        return True
    if " " not in field and not _SAYS_MORE.search(field):
        return False
    reading = read_packed(field)
    items = reading.items
    is_remark = not items and field.startswith("(") and field.rstrip().endswith(")")
    if reading.families or reading.groups or is_remark:
        return True
    if not reading.whole or not items:
        return False
    if len(items) > 1:
        return all(is_name(item.name) and " " not in item.name for item in items)
    only = items[0]
    is_told = is_compound(only.name) and field.rstrip().endswith(")")  # `room_id (of the lamp)`
    is_said = bool(only.type or only.values or only.required is not None)
    return is_said or is_told or field.lstrip()[:1] in "{[~"
