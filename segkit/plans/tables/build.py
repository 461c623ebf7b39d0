"""The rows of one table become rules."""

from __future__ import annotations

from segkit.model.plan import Rule
from segkit.plans.tables import values
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.fields import FieldReader
from segkit.plans.tables.headers import Table
from segkit.plans.tables.layout import is_outline_event
from segkit.plans.tables.ledger import Ledger
from segkit.plans.tables.lone import Lone, LoneRows
from segkit.plans.tables.matrix import is_marked, is_needed, read_matrix
from segkit.plans.tables.names import undressed
from segkit.plans.tables.packed_rows import PackedReader
from segkit.plans.tables.places import Places, places_of
from segkit.plans.tables.sheet import Sheet
from segkit.plans.tables.words import Role, call_of_value

_NO_FIELD = frozenset({"-", "–", "—", "n/a", "na", "none", "(none)", "no properties"})
_KEYED = frozenset({"track", "page", "screen"})


def read_rules(sheet: Sheet, table: Table, ledger: Ledger) -> tuple[Rule, ...]:
    """The rules of a table; says in the ledger what became of each of its rows."""
    places = places_of(sheet, table)
    if table.recognition.layout == "matrix":
        drafts = read_matrix(sheet, table, places, ledger)
    else:
        drafts = _Walk(sheet, table, places, ledger).drafts_of_rows()
    for row in table.headers:
        ledger.explain(row, "header of the table")
    for row in range(table.headers[-1] + 1, table.start):
        ledger.explain(row, "says how to fill in the table")
    for row in table.lead.rows:
        if not ledger.is_used(row):
            ledger.explain(row, "heading above the table")
    return tuple(draft.rule() for draft in drafts)


class _Walk:
    """Goes down the rows with the current event in hand."""

    def __init__(self, sheet: Sheet, table: Table, places: Places, ledger: Ledger) -> None:
        self.sheet, self.table, self.places, self.ledger = sheet, table, places, ledger
        self.fields = FieldReader(places)
        self.packed = PackedReader(places, self.fields)
        self.lone = LoneRows(sheet, table, places)
        self.header = [text.strip() for text in sheet.rows[table.headers[-1]]]
        self.is_outline = table.recognition.layout == "outline"
        self.is_nested, self.is_mixed = _shape(sheet, table, places)
        self.drafts: list[Draft] = []
        self.by_name: dict[tuple[str, str, int], Draft] = {}
        self.draft: Draft | None = None
        self.section = ""
        self.outer = ""
        # what such columns say in a row without a field is kept with the event
        self.beside_fields = [
            place for place in places.about_fields if place != places.field_description
        ]
        self.bare: list[tuple[int, Draft]] = []

    def drafts_of_rows(self) -> list[Draft]:
        """Read all rows of the table."""
        if self.places.event is None and self.places.call is None and not self.is_outline:
            self._begin_whole_table()
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
            if not draft.fields and len(self.table.columns) > 1:
                self.ledger.doubt(bare, "an event with nothing but a name: it may be a heading")
        return self.drafts

    def _begin_whole_table(self) -> None:
        """One rule for the whole table: the call's, or the event of heading or title."""
        table, tab = self.table, self.sheet.tab
        header = next(c for c in table.columns if c.role in {Role.FIELD, Role.PACKED, Role.MARK})
        draft = Draft(table.call, None, "", tab.origin(header.row, header.index))
        lead = table.lead
        if table.recognition.layout == "headed" and lead.event is not None:
            draft.key = draft.text = lead.event.text
            draft.origin = tab.origin(lead.event.row, lead.event.column)
            self._use_lead(draft)
        elif table.recognition.layout == "titled":
            draft.key = draft.text = tab.title
            self.ledger.doubt(
                table.headers[-1], "names no event: taken for the one of the tab's title"
            )
        elif table.call in _KEYED:
            self.ledger.doubt(
                table.headers[-1], f"names no event: taken for all {table.call} calls"
            )
        self._start(draft)

    def _use_lead(self, draft: Draft) -> None:
        """An event's heading and short form above its own table."""
        assert self.table.lead.event is not None  # noqa: S101 the layout says so
        self.ledger.use(self.table.lead.event.row)
        for role, placed in self.table.lead.card:
            self.ledger.use(placed.row)
            version = values.read_version(placed.text) if role is Role.VERSION else None
            if version is not None:
                draft.version = version
            elif role is Role.CALL:
                draft.call = call_of_value(placed.text) or draft.call
            elif role is not Role.EVENT and not draft.description:
                draft.description = placed.text
            elif role is not Role.EVENT:
                draft.labels[str(role)] = placed.text

    def _take_lone(self, row: int, found: Lone) -> None:
        """A row with a single cell that is no row of the plan as it stands."""
        if found.kind == "event":
            self.ledger.use(row)
            origin = self.sheet.tab.origin(row, found.column)
            self._start(Draft(self.table.call, found.text, found.text, origin))
            return
        self.ledger.explain(row, found.reason)
        if found.kind == "section":
            self.section = found.text.strip()
            if self.places.event is not None:
                self.draft = None

    # --- rows of the plan ---------------------------------------------------------------

    def _take(self, row: int) -> int:
        """Read a row and those that continue it; returns the row after them."""
        cells = self.sheet.filled_down(row, self.places.merged)
        if self._repeats_header(cells):
            self.ledger.explain(row, "the header again")
            return row + 1
        event, field, kind = self._names(cells)
        has_field = bool(field) or self._has_packed(cells)
        if not (event or has_field or kind):
            self.ledger.explain(row, "names neither an event nor a property")
            return row + 1
        cells, after = self._continued(row, cells)
        begun = self._open(row, cells, event, kind, has_field=has_field)
        if self.draft is None:
            reason = "a property without an event above it" if field else "no event is named here"
            self.ledger.explain(row, reason)
            return row + 1
        if has_field:
            self._read_fields(row, cells, field)
        if begun and event and self.sheet.counts[row] == 1:
            self.bare.append((row, self.draft))
        for taken in range(row, after):
            self.ledger.use(taken)
        return after

    def _names(self, cells: tuple[str, ...]) -> tuple[str, str, str]:
        """Texts of the event, field and call cells; empty for blank ones."""
        places = self.places
        event, field, kind, inner, thing = (
            cells[place] if place is not None and cells[place].strip() else ""
            for place in (places.event, places.field, places.call, places.nested, places.object)
        )
        if places.exact:
            return event, field, kind
        event, field, inner = undressed(event), undressed(field), undressed(inner)
        if event and thing:
            event = f"{thing.strip()} {event.strip()}"
        self.outer = field or ("" if event else self.outer)
        if inner:
            field = f"{self.outer}.{inner}" if self.outer else inner
        if self.is_outline and field and places.type is not None:
            required = cells[places.required] if places.required is not None else ""
            if is_outline_event(cells[places.type], required):
                return field, "", cells[places.type].strip()
        if event and field.strip().casefold() in _NO_FIELD:
            field = ""
        return event, field, kind

    def _has_packed(self, cells: tuple[str, ...]) -> bool:
        return any(cells[place].strip() for place in self.places.packed) or any(
            is_marked(cells[place]) for place in self.places.marks
        )

    def _repeats_header(self, cells: tuple[str, ...]) -> bool:
        """Printed sheets repeat the header on every page."""
        return [text.strip() for text in cells] == self.header

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
        if not event and call in _KEYED and self.places.event is not None and not _is_unnamed(kind):
            self.draft = None
            return False
        key = event if event and call in _KEYED else None
        place = self.places.event if self.places.event is not None else self.places.field
        at = place if event and place is not None else self.places.call
        draft = Draft(call, key, event, self.sheet.tab.origin(row, at or 0))
        if version is not None:
            draft.version = version
        if event and key is None and self.places.event is not None:
            draft.labels[self.places.names[self.places.event]] = event
        self._start(draft)
        if self.draft is not None:
            self._absorb(self.draft, cells, has_field=has_field)
        return True

    def _is_new(self, event: str, kind: str, call: str, version: int | None) -> bool:
        """Whether a row starts another rule than the one in hand."""
        draft = self.draft
        if draft is None:
            return bool(event or kind)
        if not event:
            return bool(kind) and (
                call != draft.call or (call not in _KEYED and draft.key is not None)
            )
        other = event != draft.text or call != draft.call
        return other or self.is_nested or (version is not None and version != draft.version)

    def _start(self, draft: Draft) -> None:
        """Take a rule in hand; rows of a table that is not grouped join their event's rule."""
        if self.section:
            draft.labels.setdefault("Section", self.section)
        if self.is_mixed:
            known = self.by_name.setdefault((draft.call, draft.text, draft.version), draft)
            self.draft = known
            if known is not draft:
                return
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
            if place is None or not cells[place].strip():
                continue
            if not draft.description:
                draft.description = cells[place]
            elif draft.description != cells[place]:
                draft.keep(places.names[place], cells[place])
        if places.version is not None and self._version(cells) is None:
            labels.append(places.version)
        if places.call is not None and call_of_value(cells[places.call]) is None:
            labels.append(places.call)
        for index in labels:
            if cells[index].strip():
                draft.keep(places.names[index], cells[index])

    def _read_fields(self, row: int, cells: tuple[str, ...], field: str) -> None:
        """The field or fields of this row."""
        assert self.draft is not None  # noqa: S101 `_take` has seen to it
        section = self.section if self.draft.key is None else ""
        origin = self.sheet.tab.origin
        if field and (self.places.exact or "\n" not in field.strip()):
            self.fields.read(cells, field, self.draft, origin(row, self.places.field or 0), section)
            return
        for mark in self.places.marks:
            if is_marked(cells[mark]):
                self._read_mark(row, cells, mark)
        packed = (self.places.field,) if field else self.places.packed
        for place in packed:
            if place is not None and cells[place].strip():
                self.packed.read(cells, place, self.draft, origin(row, place))

    def _read_mark(self, row: int, cells: tuple[str, ...], mark: int) -> None:
        """The field whose name heads the column of a mark."""
        assert self.draft is not None  # noqa: S101 `_take` has seen to it
        reader, name = self.fields, self.sheet.rows[self.table.headers[-1]][mark]
        if is_needed(cells[mark]):
            reader, cells = reader.with_required(len(cells)), (*cells, "yes")
        reader.read(cells, name, self.draft, self.sheet.tab.origin(row, mark))


def _event_text(cells: tuple[str, ...], places: Places) -> str | None:
    """What tells the event of a row: its name, or a call that needs none; None when neither."""
    own = (places.event, places.call)
    return "|".join(cells[place].strip() for place in own if place is not None).strip("|") or None


def _names_field(cells: tuple[str, ...], places: Places) -> bool:
    return any(cells[place].strip() for place in (places.field, places.nested) if place is not None)


def _is_unnamed(kind: str) -> bool:
    """Page and screen calls that are planned without a name; a track call always has one."""
    return bool(kind) and call_of_value(kind) in {"page", "screen"}


def _shape(sheet: Sheet, table: Table, places: Places) -> tuple[bool, bool]:
    """Whether events stand once with blanks below, or on every row in mixed order."""
    if places.event is None or places.field is None:
        return False, False
    texts = [
        (_event_text(sheet.rows[row], places), _names_field(sheet.rows[row], places))
        for row in range(table.start, table.end)
        if sheet.counts[row] > 1
    ]
    blank = sum(1 for event, field in texts if field and event is None)
    if blank:
        return blank * 5 >= len(texts), False
    named = [event for event, _ in texts if event]
    runs = sum(1 for place, event in enumerate(named) if place == 0 or event != named[place - 1])
    return False, runs > 2 * len(set(named))
