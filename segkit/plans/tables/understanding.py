"""From tabs to a tracking plan, and to an explanation of how they were read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import Explained, Report, Rule, TrackingPlan
from segkit.plans.grids.grid import Tab, is_empty
from segkit.plans.tables.build import read_drafts
from segkit.plans.tables.columns import bare_key
from segkit.plans.tables.doubts import NO_EVENT, doubts_of
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.headers import Finder, Table
from segkit.plans.tables.headings import (
    call_of_title,
    hints,
    is_foreign,
    is_generic_title,
    normalised,
)
from segkit.plans.tables.joining import join_events, resolve_references
from segkit.plans.tables.ledger import Ledger
from segkit.plans.tables.looks import is_event_like
from segkit.plans.tables.names import name_in_title
from segkit.plans.tables.own_csv import own_keys
from segkit.plans.tables.profile import Profile, TabProfile
from segkit.plans.tables.reading import ColumnReading, TableReading, TabReading
from segkit.plans.tables.role import TRAIT_CALLS, Role
from segkit.plans.tables.sheet import Sheet
from segkit.plans.tables.vocabulary import take_apart

_SOURCE_SCHEMA = frozenset({"last seen at", "allowed", "blocked", "total"})
_SEARCHED = 200
_MOST_TURNED = 2000
_TURNED_HEADINGS = 3
_CARD = 2
_TURNED_POINTS = 6.5
_TURNED_NAMES = 0.6
_UNHEADED = re.compile(r"Column [A-Z]{1,3}")
_LOOKED_FOR = (
    "a header row that names events (Event, Event Name, Page Name, …), or properties or traits "
    "(Property, Trait, …), together with types, required marks, triggers, allowed values, or a tab "
    "title such as Identify, Track, Page"
)


@dataclass(slots=True)
class _Read:
    """One tab with what came out of it, still to be joined with the others."""

    tab: Tab
    state: str
    sheet: Sheet
    ledger: Ledger
    tables: list[tuple[Table, list[Draft]]] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    otherwise: str = ""

    @property
    def drafts(self) -> list[Draft]:
        return [draft for _, drafts in self.tables for draft in drafts]

    @property
    def rows(self) -> int:
        """Rows of the sheet, as it stands, that are not blank."""
        return sum(1 for row in self.tab.rows if not is_empty(row))

    def explained(self) -> tuple[Explained, ...]:
        """The rows that are not in the plan; none of a hidden tab, of which none is read."""
        if self.state == "hidden":
            return ()
        if not self.sheet.tab.turned:
            return self.ledger.explained(self.otherwise)
        read = {column for span in self.ledger.spans for column in span.roles}
        return tuple(
            Explained(
                self.tab.origin(row, next(c for c, text in enumerate(cells) if text.strip())),
                self.otherwise,
            )
            for row, cells in enumerate(self.tab.rows)
            if row not in read and not is_empty(cells)
        )


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a plan's tabs came to.

    Attributes:
        rules: Of all tabs, joined.
        readings: How each tab was understood, in order.
        rows: Rows of tables that are not blank.
        used: How many of them are in the plan.
    """

    rules: tuple[Rule, ...]
    readings: tuple[TabReading, ...]
    rows: int
    used: int


def understand_tabs(tabs: Sequence[Tab], profile: Profile | None = None) -> Understanding:
    """Read all tabs and join what they say; never raises for what they hold."""
    profile = profile or Profile()
    read = [_read(tab, profile.of(tab.title)) for tab in tabs]
    drafts = _joined(read)
    rules = tuple(draft.rule() for draft in drafts)
    readings = tuple(_reading(one, profile.of(one.tab.title)) for one in read)
    shown = [one for one in read if one.state != "hidden"]
    rows = sum(one.rows for one in shown)
    unused = sum(len(reading.explained) for reading in readings)
    return Understanding(rules, readings, rows, rows - unused)


def plan_from_tabs(
    tabs: Sequence[Tab], *, name: str, profile: Profile | None = None
) -> TrackingPlan:
    """The tracking plan that these tabs hold, with a report of every row.

    Raises `NotATrackingPlanError` when no tab can be understood as part of a tracking
    plan, or when not one event or field is in it.
    """
    found = understand_tabs(tabs, profile)
    return plan_of(found, tabs, name=name, profile=profile)


def plan_of(
    found: Understanding, tabs: Sequence[Tab], *, name: str, profile: Profile | None = None
) -> TrackingPlan:
    """The same from tabs that were understood already; raises as `plan_from_tabs`."""
    if not any(one.tables for one in found.readings):
        raise _not_a_plan(name, found.readings)
    if not any(rule.key is not None or rule.fields for rule in found.rules):
        if any(table.layout == "reference" for one in found.readings for table in one.tables):
            raise _not_a_plan(
                name, found.readings, "It has properties, but names no event that carries them. "
            )
        raise NotATrackingPlanError(
            f"{name} has tables of a tracking plan, but not one event or field in them.",
            "fill in the plan, or choose the file that is filled in.",
        )
    return TrackingPlan(
        name=name,
        rules=found.rules,
        tabs={tab.title: tab.url for tab in tabs if tab.url},
        report=Report(
            rows=found.rows,
            used=found.used,
            explained=tuple(entry for one in found.readings for entry in one.explained),
            notes=tuple(note for one in found.readings for note in one.notes)
            + _unmatched(tabs, profile),
            doubts=tuple(one.doubt for reading in found.readings for one in reading.doubts),
        ),
    )


def explain(tabs: Sequence[Tab], profile: Profile | None = None) -> tuple[TabReading, ...]:
    """How each tab was understood, in order; never raises for what the tabs hold."""
    return understand_tabs(tabs, profile).readings


def is_source_schema(tab: Tab) -> bool:
    """The tab is Segment's export of a source's schema: observed events with counts."""
    return _source_schema_header(tab) is not None


def _source_schema_header(tab: Tab) -> tuple[str, ...] | None:
    """The header row of such an export (facts of Segment's destination data control page)."""
    first = next((row for row in tab.rows if not is_empty(row)), ())
    words = {normalised(text) for text in first}
    is_one = words >= _SOURCE_SCHEMA and words & {"event name", "trait name"}
    return first if is_one else None


def _read(tab: Tab, profile: TabProfile) -> _Read:
    """One tab: read, or set aside with the reason."""
    sheet = Sheet(tab)
    ledger = Ledger(sheet)
    if tab.hidden and profile.skip is not False:
        note = f"{tab.title}: hidden tab, not read ({sheet.filled} rows)."
        return _Read(tab, "hidden", sheet, ledger, notes=(note,))
    if profile.skip:
        return _Read(
            tab,
            "skipped",
            sheet,
            ledger,
            notes=sheet.notes,
            otherwise="the tab is skipped, as saved",
        )
    tables, notes = _find(sheet, _with_known_header(tab, profile), saved=profile)
    is_plain = bool(tables) and bool(Finder(sheet, profile).find_plain() or profile != TabProfile())
    if not is_plain and profile == TabProfile() and (turned := _turned(tab)) is not None:
        sheet, tables = turned
        ledger = Ledger(sheet)
    if not tables:
        why = "the tab is not recognised as part of a tracking plan"
        return _Read(tab, "not a plan", sheet, ledger, notes=(*sheet.notes, *notes), otherwise=why)
    found_drafts = [(table, read_drafts(sheet, table, ledger)) for table in tables]
    return _Read(
        tab, "read", sheet, ledger, found_drafts, (*sheet.notes, *notes),
        "outside the tables of the plan",
    )  # fmt: skip


def _turned(tab: Tab) -> tuple[Sheet, list[Table]] | None:
    """The tab with rows for columns, when its headings stand below each other at the left."""
    if not 1 < len(tab.rows) <= _MOST_TURNED:
        return None
    first = [text for text in tab.rows[0] if text.strip()]
    if len(first) == _CARD and all(take_apart(text).about for text in first):
        tab = replace(tab, rows=tab.rows[1:], top=tab.top + 1)  # `Field | Value` says nothing
    sheet = Sheet(tab.as_turned())
    tables = [
        table
        for table in Finder(sheet, TabProfile()).find()
        if sum(1 for _, text in sheet.texts(table.headers[-1]) if hints(text)) >= _TURNED_HEADINGS
        and table.recognition.points >= _TURNED_POINTS
        and all(
            c.share(is_event_like) >= _TURNED_NAMES for c in table.columns if c.role is Role.EVENT
        )
    ]
    return (sheet, tables) if tables else None


def _joined(read: list[_Read]) -> list[Draft]:
    """The rules of all tables together; what no event uses of a reference is explained."""
    drafts = join_events((draft for one in read for draft in one.drafts), are_tables=True)
    of_rules = [draft for draft in drafts if not draft.is_reference]
    _name_by_titles(read, names_events=any(d.key or d.call in TRAIT_CALLS for d in of_rules))
    resolved = resolve_references(drafts)
    for reference, places in resolved.unused:
        ledger = next(one.ledger for one in read if any(draft is reference for draft in one.drafts))
        for place in places:
            ledger.drop(reference.rows[place], NO_EVENT)
    return [draft for draft in resolved.drafts if not draft.is_reference]


def _name_by_titles(read: list[_Read], *, names_events: bool) -> None:
    """Tables of properties below titles are named after them where others like them are.

    Where nothing else in the plan names an event, a title is enough.
    """
    titled = {_shape(t) for one in read for t, _ in one.tables if t.recognition.layout == "titled"}
    for one in read:
        title = one.tab.title
        if (
            not one.tab.titled
            or is_generic_title(title)
            or call_of_title(title)
            or len(one.tables) != 1
        ):
            continue
        [(table, drafts)] = one.tables
        is_alike = _shape(table) in titled if names_events or titled else not _is_foreign(table)
        for draft in drafts:
            if draft.is_reference and not draft.applies and is_alike:
                draft.is_reference = False
                draft.key = draft.text = name_in_title(title)
                one.ledger.doubt(
                    table.headers[-1], "names no event: taken for the one of the tab's title"
                )


def _shape(table: Table) -> tuple[str, ...]:
    """The headings of a table, to find others like it."""
    return tuple(normalised(column.header) for column in table.columns)


def _is_foreign(table: Table) -> bool:
    return any(is_foreign(column.header) for column in table.columns)


def _reading(one: _Read, profile: TabProfile) -> TabReading:
    """What a person needs to see of a tab's reading."""
    sheet, ledger = one.sheet, one.ledger
    notes = (*one.notes, *_notes(sheet), *ledger.partial()) if one.state == "read" else one.notes
    return TabReading(
        one.tab.title,
        one.state,
        tables=tuple(_table_reading(sheet, table, drafts) for table, drafts in one.tables),
        doubtful=ledger.doubtful(),
        explained=one.explained(),
        notes=notes,
        first_cells=sheet.first_texts(8),
        doubts=doubts_of(sheet, ledger, one.tables, profile, one.state),
    )


def _notes(sheet: Sheet) -> tuple[str, ...]:
    """What was changed about names."""
    count = sheet.blanks
    if not count:
        return ()
    names = f"{count} {'name has' if count == 1 else 'names have'}"
    return (f"{sheet.tab.title}: {names} blanks at the ends in the sheet; they are left out.",)


def _with_known_header(tab: Tab, profile: TabProfile) -> TabProfile:
    """Tables that segkit or Segment wrote have columns that need no guess."""
    if tab.rows and not profile.roles and (roles := own_keys(tab.rows[0], tab.left)):
        return replace(profile, header_row=tab.top + 1, roles=roles)
    return _with_source_schema(tab, profile)


def _with_source_schema(tab: Tab, profile: TabProfile) -> TabProfile:
    """Exports of a source's schema have known columns; their counts stay labels."""
    header = _source_schema_header(tab)
    if header is None:
        return profile
    known = {"event name": Role.EVENT, "property name": Role.FIELD, "trait name": Role.FIELD}
    roles = {
        text.strip(): known.get(normalised(text), Role.LABEL) for text in header if text.strip()
    }
    call = profile.call or (None if "trait name" in map(normalised, header) else "track")
    return replace(profile, call=call, roles={**roles, **profile.roles})


def _find(
    sheet: Sheet, profile: TabProfile, *, saved: TabProfile
) -> tuple[list[Table], tuple[str, ...]]:
    """The tables, and notes on what was saved and does not fit them.

    A role whose column is gone is given to no other column by guessing.
    """
    tables = Finder(sheet, profile).find()
    gone = _gone(sheet, saved, tables)
    if gone:
        kept = {key: role for key, role in profile.roles.items() if key not in gone}
        missing = frozenset(gone.values()) - frozenset(kept.values()) - {Role.LABEL, Role.IGNORED}
        tables = Finder(sheet, replace(profile, roles=kept), missing).find()
    notes = [
        f"{sheet.tab.title}: the saved reading has a column {header!r} ({role}); there is none "
        "any more. Correct the saved reading."
        for header, role in gone.items()
    ]
    if saved.header_row is not None and not tables:
        notes.append(
            f"{sheet.tab.title}: the saved reading has its headers in row {saved.header_row}, "
            f"{_state_of_row(sheet, saved.header_row)} now. Correct the saved reading."
        )
    return tables, tuple(notes)


def _gone(sheet: Sheet, saved: TabProfile, tables: list[Table]) -> dict[str, Role]:
    """Saved columns that no table has; where no table was found, that no cell speaks of."""
    if tables:
        keys = {column.key for table in tables for column in table.columns}
        return {key: role for key, role in saved.roles.items() if key not in keys}
    row = saved.header_row
    top = 0 if row is None else max(0, row - 2 - sheet.tab.top)
    bottom = _SEARCHED if row is None else max(0, row - sheet.tab.top)
    texts = {" ".join(text.split()) for cells in sheet.rows[top:bottom] for text in cells if text}
    return {key: role for key, role in saved.roles.items() if not _is_there(key, texts)}


def _state_of_row(sheet: Sheet, row: int) -> str:
    index = row - 1 - sheet.tab.top
    is_filled = 0 <= index < len(sheet.rows) and sheet.counts[index]
    return "which holds no headers of a plan" if is_filled else "which is empty"


def _is_there(key: str, texts: set[str]) -> bool:
    """The header that a column's key was made from still exists."""
    return key in texts or bare_key(key) in texts or _UNHEADED.fullmatch(key) is not None


def _unmatched(tabs: Sequence[Tab], profile: Profile | None) -> tuple[str, ...]:
    """Saved readings of tabs that do not exist any more."""
    titles = {tab.title for tab in tabs}
    saved = profile.tabs if profile else {}
    return tuple(
        f"The saved reading is about a tab {title!r}; there is none any more."
        for title in saved
        if title not in titles
    )


def _table_reading(sheet: Sheet, table: Table, drafts: list[Draft]) -> TableReading:
    """What a person needs to see of a table's reading."""
    tab = sheet.tab
    return TableReading(
        layout=table.recognition.layout,
        call=table.call,
        call_why=table.call_why,
        header_rows=tuple(tab.top + row + 1 for row in table.headers),
        columns=tuple(
            ColumnReading(
                origin=tab.origin(column.row, column.index),
                header=column.key,
                role=column.role or Role.LABEL,
                confidence=round(column.confidence, 2),
                why=column.why,
                samples=tuple(dict.fromkeys(text.strip()[:60] for text in column.samples))[:3],
                weights={str(role): weight for role, weight in column.weights.items() if weight},
            )
            for column in table.columns
        ),
        confidence=round(min(1.0, table.recognition.points / 8), 2),
        why=table.recognition.why,
        rules=sum(not draft.is_reference for draft in drafts),
        fields=sum(len(draft.fields) for draft in drafts),
    )


def _not_a_plan(name: str, read: Sequence[TabReading], what: str = "") -> NotATrackingPlanError:
    """What was looked for, and what was found instead."""
    found = "; ".join(
        f"{one.title!r}: {', '.join(one.first_cells[:6]) or 'nothing'}"
        + (" (hidden)" if one.state == "hidden" else "")
        + (" (skipped)" if one.state == "skipped" else "")
        for one in read[:8]
    )
    more = f"; and {len(read) - 8} more tabs" if len(read) > 8 else ""
    notes = " ".join(note for one in read for note in one.notes if "saved reading" in note)
    return NotATrackingPlanError(
        f"{name} could not be understood as a tracking plan. {what}Looked for: {_LOOKED_FOR}. "
        f"Found: {found or 'no tabs'}{more}.{' ' + notes if notes else ''}",
        "choose the file or tab that holds the plan; if this is it, say in the engagement's reading "
        "of the plan which row is the header and which column holds what.",
    )
