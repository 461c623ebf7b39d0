"""The rows of one table become drafts of rules."""

from __future__ import annotations

from segkit.plans.cells import values
from segkit.plans.cells.item import NOTHING
from segkit.plans.cells.packed import with_commas
from segkit.plans.cells.values import is_absent, read_required
from segkit.plans.layouts.columns import object_and_action, taken
from segkit.plans.layouts.guidance import holds_types
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.layouts.table import Table
from segkit.plans.layouts.weights import tells_traits
from segkit.plans.tables.describing import describe, listed_in
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.joining import join_events
from segkit.plans.tables.ledger import ABOVE, HEADER, ORPHAN, UNNAMED, Ledger, Span
from segkit.plans.tables.lone import Lone, LoneRows
from segkit.plans.tables.matrix import read_matrix
from segkit.plans.tables.no_events import why_no_event
from segkit.plans.tables.opening import KEYED, is_of_all, name_call, use_lead
from segkit.plans.tables.places import Places, places_of
from segkit.plans.tables.row_fields import RowFields
from segkit.plans.tables.row_names import Named, RowNames
from segkit.plans.words.headings import (
    call_of_header,
    call_of_name,
    call_of_set,
    call_of_value,
    normalised,
    says_part,
)
from segkit.plans.words.looks import is_compound, is_constant, several_events
from segkit.plans.words.names import name_in_title, unbannered, undressed
from segkit.plans.words.role import TRAIT_CALLS, Role
from segkit.plans.words.states import state_of

_LISTS = frozenset({"packed", "events", "crossed"})


def read_drafts(sheet: Sheet, table: Table, ledger: Ledger) -> list[Draft]:
    """The drafts of a table; says in the ledger what became of each of its rows."""
    places = places_of(sheet, table)
    roles = {column.index: column.role or Role.LABEL for column in table.columns}
    ledger.spans.append(Span(table.start, table.end, roles))
    if table.recognition.layout == "matrix":
        drafts = read_matrix(sheet, table, places, ledger)
    else:
        drafts = _Walk(sheet, table, places, ledger).drafts_of_rows()
    for row in table.headers:
        ledger.explain(row, HEADER)
    for row in range(table.headers[-1] + 1, table.start):
        if holds_types(sheet, row):
            ledger.use(row)
        else:
            ledger.explain(row, "says how to fill in the table")
    for row in table.lead.rows:
        if not ledger.is_used(row):
            ledger.explain(row, ABOVE)
    return join_events(drafts, are_lists=table.recognition.layout in _LISTS)


class _Walk:
    """Goes down the rows with the current event in hand."""

    def __init__(self, sheet: Sheet, table: Table, places: Places, ledger: Ledger) -> None:
        self.sheet, self.table, self.places, self.ledger = sheet, table, places, ledger
        self.fields = RowFields(sheet, table, places, ledger)
        self.lone = LoneRows(sheet, table, places)
        self.header = [text.strip() for text in sheet.rows[table.headers[-1]]]
        self.is_outline = table.recognition.layout == "outline"
        self.is_list = table.recognition.layout in _LISTS
        self.shared: Draft | None = None
        self.is_reference = table.recognition.layout == "reference"
        self.drafts: list[Draft] = []
        self.draft: Draft | None = None
        self.section = ""
        self.names = RowNames(sheet, table, places)
        # what such columns say in a row without a field is kept with the event
        self.beside_fields = [
            place
            for place in (*places.about_fields, *places.in_slots, places.parent)
            if place is not None and place != places.field_description
        ]
        self.bare: list[tuple[int, Draft]] = []
        call = taken(table.columns, Role.CALL)
        self.marked = call_of_header(call.header) if call and tells_traits(call) else None

    def drafts_of_rows(self) -> list[Draft]:
        """Read all rows of the table."""
        names = (self.places.event, self.places.call)
        if names == (None, None) and not (self.is_outline or self.names.speaking):
            self._begin_whole_table()
        pair = object_and_action(self.table.columns)
        if pair and normalised(pair[0].header) != "object":
            what = f"events are named by {pair[0].key!r} and {pair[1].key!r} together"
            self.ledger.doubt(self.table.headers[-1], what)
        row, closed = self.table.start, False
        while row < self.table.end:
            if not self.sheet.counts[row]:
                row += 1
            elif closed:
                self.ledger.explain(row, "below the end of the plan (a legend or notes)")
                row += 1
            elif self.sheet.counts[row] == 1 and (found := self.lone.look_at(row)).kind != "row":
                closed = found.kind == "end"
                self._take_lone(row, found)
                row += 1
            else:
                row = self._take(row)
        for bare, draft in self.bare:
            if (
                not draft.fields
                and len(self.table.columns) > 1
                and not is_compound(draft.text)
                and not is_constant(draft.text)
            ):
                self.ledger.doubt(bare, "an event with nothing but a name: it may be a heading")
        self.fields.take_likes(self.drafts)
        several = [] if self.is_reference else [one for one in self.drafts if one.gather()]
        if several:
            self.ledger.doubt(
                self.table.headers[-1], "a property in several rows: what they say is put together"
            )
        traits = [self.fields.traits] if self.fields.traits is not None else []
        return [*(each for draft in self.drafts for each in draft.each()), *traits]

    def _begin_whole_table(self) -> None:
        """One rule for the whole table: the call's, or the event of heading or title."""
        table, tab = self.table, self.sheet.tab
        header = next(c for c in table.columns if c.role in {Role.FIELD, Role.PACKED, Role.MARK})
        rows = (header.row, *range(table.start, table.end))
        row = next((row for row in rows if self.sheet.rows[row][header.index].strip()), header.row)
        draft = Draft(table.call, None, "", tab.origin(row, header.index))
        lead, layout = table.lead, table.recognition.layout
        draft.is_reference = self.is_reference
        if layout == "headed":
            assert lead.event is not None  # noqa: S101 the layout says so
            draft.text = undressed(unbannered(lead.event.text)).strip()
            draft.key = draft.text
            draft.origin = tab.origin(lead.event.row, lead.event.column)
            self.ledger.use(lead.event.row)
            use_lead(draft, table, self.ledger)
        elif layout == "titled":
            draft.key = draft.text = name_in_title(tab.title)
        elif table.call in KEYED and not self.is_reference:
            self.ledger.doubt(
                table.headers[-1], f"names no event: taken for all {table.call} calls"
            )
        self._start(draft)

    def _take_lone(self, row: int, found: Lone) -> None:
        """A row with a single cell that is no row of the plan as it stands."""
        if found.kind == "event" or (found.kind == "section" and is_of_all(found.text)):
            self.ledger.use(row)
            origin = self.sheet.tab.origin(row, found.column)
            text = undressed(unbannered(found.text)).strip()
            is_own = self.table.call in TRAIT_CALLS or call_of_name(self.table.lead.call_text)
            call = "track" if is_own else self.table.call
            draft = Draft(call, text, text, origin)
            name_call(draft, self.table)
            self._start(draft)
            return
        self.ledger.explain(row, found.reason)
        if found.kind == "section":
            self.section = found.text.strip()
            if self.places.event is not None:
                self.draft = None

    # --- rows of the plan ---------------------------------------------------------------

    def _take(self, row: int) -> int:
        """Read a row and those that continue it; returns the row after them."""
        self.fields.row = row
        cells = self._cells(row)
        if self._repeats_header(cells):
            self.ledger.explain(row, "the header again")
            return row + 1
        named = self.names.of(cells, self.draft.key if self.draft is not None else None)
        if named.event and not named.field and self._goes_on_with_set(cells):
            named = named._replace(event="", field=named.event)
        cells, event, field, kind = named.cells, named.event, named.field, named.kind
        is_new = event and (self.draft is None or event != self.draft.text)
        is_last = not event and not self.sheet.counts[row - 1]
        has_list = self._has_packed(cells)
        if (is_new or is_last) and (why := why_no_event(cells, self.places, has_field=has_list)):
            self.ledger.explain(row, why)
            return row + 1
        if named.doubt:
            self.ledger.doubt(row, named.doubt)
        has_field = bool(field) or has_list
        if not (event or has_field or kind):
            place = self.places.type
            is_typed = place is not None and bool(cells[place].strip())
            self.ledger.explain(row, UNNAMED if is_typed else named.nothing)
            return row + 1
        cells, after = self._continued(row, cells)
        if field and not (event or kind) and self._applies(cells):
            self.fields.read(cells, field, self._shared(row), "")
            self.ledger.use(row, after)
            return after
        begun = self._open(row, cells, event, kind, has_field=has_field)
        if self.draft is None:
            self.ledger.explain(row, ORPHAN if field else "no event is named here")
            return row + 1
        self._keep_said(self.draft, named)
        if has_field:
            self.draft.is_block |= not event and not self.is_list and self.places.event is not None
            section = self.section if self.draft.key is None else ""
            self.fields.read(cells, field, self.draft, section)
        if begun and event and self.sheet.counts[row] == 1:
            self.bare.append((row, self.draft))
        self.ledger.use(row, after)
        return after

    def _goes_on_with_set(self, cells: tuple[str, ...]) -> bool:
        """`Email | | String` below `User attributes`: names of traits in the events' column."""
        said = (place for place in self.places.alike if place is not None)
        return (
            self.draft is not None
            and self.draft.key is None
            and call_of_set(self.draft.text) is not None
            and any(cells[place].strip() for place in said)
        )

    def _keep_said(self, draft: Draft, named: Named) -> None:
        """What the row's names say of the event besides."""
        if named.about_event:
            describe(draft, "Description", named.about_event)
        if named.beside and self.places.event is not None:
            heading = self.places.names[self.places.event]
            draft.keep("Status" if state_of(named.beside) else heading, named.beside)

    def _applies(self, cells: tuple[str, ...]) -> bool:
        """The row names a property, in the column of events, and which of them carry it."""
        place = self.places.applies
        return self.places.field is None and place is not None and bool(cells[place].strip())

    def _shared(self, row: int) -> Draft:
        """What rows of the table say of properties that they hand out to events."""
        if self.shared is None:
            place = self.places.event or 0
            self.shared = Draft("track", None, "", self.sheet.tab.origin(row, place))
            self.shared.is_reference = True
            self.drafts.append(self.shared)
        return self.shared

    def _cells(self, row: int) -> tuple[str, ...]:
        """The row as others are written: commas between names, words for a mark below `User property?`."""
        cells, place = self.sheet.filled_down(row, self.places.merged), self.places.call
        if (event := self.places.event) is not None and not cells[event].strip():
            other = next((cells[at] for at in self.places.also if cells[at].strip()), "")
            cells = (*cells[:event], other, *cells[event + 1 :])
        for at in self.places.spaced:
            cells = (*cells[:at], with_commas(cells[at]), *cells[at + 1 :])
        if self.marked is None or place is None:
            return cells
        said = read_required(cells[place])
        text = self.marked if said is not None and said.value else "event property"
        return (*cells[:place], text, *cells[place + 1 :])

    def _has_packed(self, cells: tuple[str, ...]) -> bool:
        places = self.places
        return any(cells[place].strip() for place in (*places.packed, *places.traits)) or any(
            not is_absent(cells[place], shown=places.shown) for place in places.marks
        )

    def _repeats_header(self, cells: tuple[str, ...]) -> bool:
        """Printed sheets repeat the header on every page."""
        return all(text.strip() == head for text, head in zip(cells, self.header, strict=True))

    def _continued(self, row: int, cells: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
        """The row with the cells of rows below that only go on with it."""
        after = row + 1
        joined: list[str] | None = None
        while after < self.table.end and self.lone.continues(after):
            joined = joined or list(cells)
            for column, text in self.sheet.texts(after):
                joined[column] = f"{joined[column]}\n{text}" if joined[column].strip() else text
            after += 1
        return (tuple(joined) if joined else cells), after

    def _open(
        self, row: int, cells: tuple[str, ...], event: str, kind: str, *, has_field: bool
    ) -> bool:
        """Begin a rule when this row does; true when it did."""
        draft = self.draft
        call = (call_of_value(kind) if kind else None) or (
            draft.call if draft is not None and not event else self.table.call
        )
        version = self._version(cells)
        if not self._is_new(event, kind, call, version):
            if draft is not None:
                self._absorb(draft, cells, has_field=has_field)
            return False
        if not event and call in KEYED and self.places.event is not None and not _is_unnamed(kind):
            self.draft = None
            return False
        is_named = event and not (call_of_name(event) == call and not self.places.exact)
        key = event if is_named and call in KEYED else None
        ways = (self.places.event, self.places.field, self.places.call)
        named = (place for place in ways[not event :] if place is not None and cells[place].strip())
        at = next(named, self.sheet.texts(row)[0][0])
        draft = Draft(call, key, event, self.sheet.tab.origin(row, at))
        draft.is_reference = key is None and call == "track"
        if version is not None:
            draft.version = version
        if event and key is None and at in self.places.names and not call_of_name(event):
            draft.labels[self.places.names[at]] = event
        if key is not None and not kind:
            name_call(draft, self.table)
        others = [cells[at].strip() for at in self.places.also]
        others = [name for name in others if name != event and name.casefold() not in NOTHING]
        keys = several_events(event) or ((event, *others) if others else ())
        if draft.key is not None and not self.places.exact and keys:
            draft.key, *also = keys
            draft.also = tuple(also)
            self.ledger.doubt(row, "names several events: each is read with its properties")
        self._start(draft)
        self._absorb(draft, cells, has_field=has_field)
        return True

    def _is_new(self, event: str, kind: str, call: str, version: int | None) -> bool:
        """Whether a row starts another rule than the one in hand."""
        draft = self.draft
        if draft is None:
            return bool(event or kind)
        if not event:
            return bool(kind) and (
                call != draft.call or (call not in KEYED and draft.key is not None)
            )
        if self.is_list or draft.is_block or (version is not None and version != draft.version):
            return True
        return event != draft.text or (bool(kind) and call != draft.call)

    def _start(self, draft: Draft) -> None:
        """Take a rule in hand."""
        if self.section:
            draft.labels.setdefault("Section", self.section)
        self.draft = draft
        self.drafts.append(draft)

    def _version(self, cells: tuple[str, ...]) -> int | None:
        place = self.places.version
        return values.read_version(cells[place]) if place is not None else None

    def _absorb(self, draft: Draft, cells: tuple[str, ...], *, has_field: bool) -> None:
        """Keep what the row says about its event, the first word on each thing."""
        places = self.places
        own = [places.event_description, places.trigger]
        labels = [index for index, _ in places.event_labels]
        if not has_field:
            own.append(places.field_description)
            labels += self.beside_fields
        for place in own:
            if place is not None and cells[place].strip():
                describe(draft, places.names[place], cells[place])
                if self.names.is_lone and (listed := listed_in(cells[place])):
                    self.fields.read_described(place, listed, draft)
        if places.version is not None and self._version(cells) is None:
            labels.append(places.version)
        kind = cells[places.call] if places.call is not None else ""
        if places.call is not None and call_of_value(kind) is None and not says_part(kind):
            labels.append(places.call)
            if kind.strip():
                self.fields.misfit(places.call, kind)
        for index in labels:
            if cells[index].strip():
                draft.keep(places.names[index], cells[index])


def _is_unnamed(kind: str) -> bool:
    """Page and screen calls that are planned without a name; a track call always has one."""
    return bool(kind) and call_of_value(kind) in {"page", "screen"}
