"""Rows with a single cell: a heading, a note, an event's name, or the end of a cell above."""

from __future__ import annotations

from dataclasses import dataclass

from segkit.plans.layouts.layout import is_outline_event
from segkit.plans.layouts.leads import ends_plan, is_note, is_remark, is_section, unlabelled
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.layouts.table import Table
from segkit.plans.tables.ledger import HEADING, REMARK
from segkit.plans.tables.places import Places
from segkit.plans.words.headings import call_of_name, name_and_call
from segkit.plans.words.looks import is_compound, is_event_like, is_past
from segkit.plans.words.names import unbannered

_WINDOW = 300
_KEYED = frozenset({"track", "page", "screen"})


@dataclass(frozen=True, slots=True)
class Lone:
    """What a row with a single cell is.

    Attributes:
        kind: `row` (a row of the plan like others), `event` (a heading that names one),
            `section`, `note`, or `end` (nothing below belongs to the plan).
        column: Its cell's column.
        text: Its text.
        reason: Why it is not in the plan.
    """

    kind: str
    column: int = 0
    text: str = ""
    reason: str = ""


def _is_styled(text: str) -> bool:
    return is_past(text) or is_compound(text)


class LoneRows:
    """Tells them apart for one table."""

    def __init__(self, sheet: Sheet, table: Table, places: Places) -> None:
        self.sheet, self.table, self.places = sheet, table, places
        own = (places.event, *places.also, places.field, *places.nested, *places.packed)
        self.names = [place for place in own if place is not None]
        self.first_name = min(self.names, default=0)
        self.last_name = max(self.names, default=0)
        going_on = (places.allowed, places.enum, places.example, places.field_description,
                    places.event_description, places.trigger)  # fmt: skip
        labels = [index for index, _ in (*places.event_labels, *places.field_labels)]
        self.going_on = frozenset(
            place for place in (*going_on, *labels) if place is not None and place > self.first_name
        )
        self.is_outline = table.recognition.layout == "outline"
        self.is_styled = self._styled()
        is_listed = table.recognition.layout == "reference"
        self.names_events = places.event is not None or self.is_outline or is_listed

    def look_at(self, row: int) -> Lone:
        """What this row is; it holds exactly one cell."""
        column, text = self.sheet.lone(row) or (0, "")
        is_wide = column in self.sheet.wide.get(row, {})
        if self._follows_gap(row) and ends_plan(text):
            return Lone("end", column, text, "heading of a legend or of notes")
        child = self._is_child(row + 1)
        if column in self.names and not (is_wide and not self._usually_wide(column)):
            return self._in_name_column(row, column, text, child=child)
        if child and column in self.names:
            return Lone("row")
        keyed = self.table.call in _KEYED and self.places.call is None
        if child and keyed and not self.names_events:
            return Lone("event", column, text)
        return self._beside_names(column, text, is_wide=is_wide)

    def _beside_names(self, column: int, text: str, *, is_wide: bool) -> Lone:
        """A text that names nothing: a note, or a heading if it spans or begins the table."""
        if is_note(text):
            return Lone("note", column, text, REMARK)
        if is_wide or column <= self.first_name:
            return Lone("section", column, text, "section heading")
        return Lone("note", column, text, "text beside the plan, in no row of it")

    def _in_name_column(self, row: int, column: int, text: str, *, child: bool) -> Lone:
        """A name alone in its row is an event or field, unless it reads like a heading."""
        if child and (column == self.places.event or self.is_outline) and not is_remark(text):
            return Lone("row")
        if is_note(text):
            return Lone("note", column, text, REMARK)
        if self._heads_block(row, column, text, child=child):
            return Lone("event", column, unlabelled(text))
        is_plain_list = column == self.places.field and not any(
            one.samples for one in self.table.columns if one.index != column
        )
        is_banner = self.places.event is not None and self._is_banner(row, text)
        if is_banner or (is_section(text) and not is_plain_list):
            return Lone("section", column, text, "section heading")
        if column == self.places.event and self.is_styled and self._heads(row, text):
            return Lone("section", column, text, HEADING)
        return Lone("row")

    def _is_banner(self, row: int, text: str) -> bool:
        """`▼ Shop` above events that have no such sign, and are not called so."""
        place = self.places.event or 0
        below = [self.sheet.rows[at][place] for at in range(row + 1, self.table.end)]
        named = [one.strip() for one in below if one.strip()][:2]
        bare = unbannered(text).strip()
        return bare != text.strip() and bool(named) and not any(
            one == bare or unbannered(one) != one for one in named
        )  # fmt: skip

    def _heads_block(self, row: int, column: int, text: str, *, child: bool) -> bool:
        """Below a table that has its event above it, the name of the next one: `Event: Cart Viewed`."""
        layout, is_name = self.table.recognition.layout, call_of_name(text) or is_event_like(text)
        is_headed = layout == "headed" or (layout == "list" and is_name and self.table.lead.rows)
        is_headed = bool(is_headed) and column == self.places.field
        is_parted = not self.sheet.counts[row - 1] and child
        is_said = unlabelled(text) != text or name_and_call(text) is not None
        return is_headed and (is_said or is_parted)

    def _heads(self, row: int, text: str) -> bool:
        """A name unlike those of the events, right above the next of these."""
        if _is_styled(text) or self.places.event is None or row + 1 >= self.table.end:
            return False
        below = self.sheet.rows[row + 1][self.places.event]
        return self.sheet.counts[row + 1] > 1 and _is_styled(below)

    def _styled(self) -> bool:
        """Events that are spelled in one way, wherever anything is said of them."""
        event = self.places.event
        rows = range(self.table.start, min(self.table.end, self.table.start + _WINDOW))
        texts = [self.sheet.rows[row][event] for row in rows if self.sheet.counts[row] > 1] if event is not None else []  # fmt: skip
        named = [text for text in texts if text.strip()]
        return len(named) > 1 and all(map(_is_styled, named))

    def continues(self, row: int) -> bool:
        """The row only goes on with cells of the row above: further values, more text."""
        count = self.sheet.counts[row]
        if not count or count > len(self.going_on) or row in self.sheet.wide:
            return False
        cells = self.sheet.rows[row]
        if any(cells[name] and not cells[name].isspace() for name in self.names):
            return False
        return all(column in self.going_on for column, _ in self.sheet.texts(row))

    def _follows_gap(self, row: int) -> bool:
        return row > self.table.start and self.sheet.counts[row - 1] <= 1

    def _usually_wide(self, column: int) -> bool:
        """Names merged across two columns all the way down are no headings."""
        rows = range(self.table.start, min(self.table.end, self.table.start + _WINDOW))
        named = [row for row in rows if self.sheet.rows[row][column].strip()]
        wide = [row for row in named if column in self.sheet.wide.get(row, {})]
        return len(wide) * 2 > len(named)

    def _is_child(self, row: int) -> bool:
        """The next row that is not blank holds a property of an event named above it."""
        while row < self.table.end and not self.sheet.counts[row]:
            row += 1
        if row >= self.table.end or self.places.field is None or self.sheet.counts[row] < 2:
            return False
        cells = self.sheet.rows[row]
        has_event = self.places.event is not None and bool(cells[self.places.event].strip())
        if self.is_outline and self.places.type is not None:
            required = cells[self.places.required] if self.places.required is not None else ""
            has_event = is_outline_event(cells[self.places.type], required)
        return bool(cells[self.places.field].strip()) and not has_event
