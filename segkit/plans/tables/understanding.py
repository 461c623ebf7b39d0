"""From tabs to a tracking plan, and to an explanation of how they were read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import Report, Rule, TrackingPlan
from segkit.plans.grids.grid import Tab, is_empty
from segkit.plans.tables.build import read_rules
from segkit.plans.tables.columns import bare_key
from segkit.plans.tables.headers import Finder, Table
from segkit.plans.tables.ledger import Ledger
from segkit.plans.tables.own_csv import own_keys
from segkit.plans.tables.profile import Profile, TabProfile
from segkit.plans.tables.reading import ColumnReading, TableReading, TabReading
from segkit.plans.tables.sheet import Sheet
from segkit.plans.tables.words import Role, normalised

_SOURCE_SCHEMA = frozenset({"last seen at", "allowed", "blocked", "total"})
_SEARCHED = 200
_UNHEADED = re.compile(r"Column [A-Z]{1,3}")
_LOOKED_FOR = (
    "a header row that names events (Event, Event Name, Page Name, …), or properties or traits "
    "(Property, Trait, …), together with types, required marks, triggers, allowed values, or a tab "
    "title such as Identify, Track, Page"
)


@dataclass(frozen=True, slots=True)
class _Read:
    """One tab with what came out of it."""

    reading: TabReading
    rules: tuple[Rule, ...]
    rows: int
    used: int


def plan_from_tabs(
    tabs: Sequence[Tab], *, name: str, profile: Profile | None = None
) -> TrackingPlan:
    """The tracking plan that these tabs hold, with a report of every row.

    Raises `NotATrackingPlanError` when no tab can be understood as part of a tracking
    plan, or when not one event or field is in it.
    """
    read = [_read(tab, (profile or Profile()).of(tab.title)) for tab in tabs]
    rules = tuple(rule for one in read for rule in one.rules)
    if not any(one.reading.tables for one in read):
        raise _not_a_plan(name, read)
    if not any(rule.key is not None or rule.fields for rule in rules):
        raise NotATrackingPlanError(
            f"{name} has tables of a tracking plan, but not one event or field in them.",
            "fill in the plan, or choose the file that is filled in.",
        )
    return TrackingPlan(
        name=name,
        rules=rules,
        tabs={tab.title: tab.url for tab in tabs if tab.url},
        report=Report(
            rows=sum(one.rows for one in read),
            used=sum(one.used for one in read),
            explained=tuple(entry for one in read for entry in one.reading.explained),
            notes=tuple(note for one in read for note in one.reading.notes)
            + _unmatched(tabs, profile),
        ),
    )


def explain(tabs: Sequence[Tab], profile: Profile | None = None) -> tuple[TabReading, ...]:
    """How each tab was understood, in order; never raises for what the tabs hold."""
    return tuple(_read(tab, (profile or Profile()).of(tab.title)).reading for tab in tabs)


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
    reading = TabReading(tab.title, "read", first_cells=sheet.first_texts(8), notes=sheet.notes)
    if tab.hidden and profile.skip is not False:
        note = f"{tab.title}: hidden tab, not read ({sheet.filled} rows)."
        return _Read(replace(reading, state="hidden", notes=(note,)), (), 0, 0)
    ledger = Ledger(sheet)
    if profile.skip:
        reading = replace(
            reading, state="skipped", explained=ledger.explained("the tab is skipped, as saved")
        )
        return _Read(reading, (), sheet.filled, 0)
    tables, notes = _find(sheet, _with_known_header(tab, profile), saved=profile)
    if not tables:
        why = "the tab is not recognised as part of a tracking plan"
        reading = replace(
            reading,
            state="not a plan",
            explained=ledger.explained(why),
            notes=(*sheet.notes, *notes),
        )
        return _Read(reading, (), sheet.filled, 0)
    found = [(table, read_rules(sheet, table, ledger)) for table in tables]
    reading = replace(
        reading,
        tables=tuple(_table_reading(sheet, table, rules) for table, rules in found),
        doubtful=ledger.doubtful(),
        explained=ledger.explained("outside the tables of the plan"),
        notes=(*sheet.notes, *notes, *ledger.partial()),
    )
    return _Read(reading, tuple(r for _, rules in found for r in rules), sheet.filled, ledger.used)


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


def _table_reading(sheet: Sheet, table: Table, rules: tuple[Rule, ...]) -> TableReading:
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
            )
            for column in table.columns
        ),
        confidence=round(min(1.0, table.recognition.points / 8), 2),
        why=table.recognition.why,
        rules=len(rules),
        fields=sum(len(rule.fields) for rule in rules),
    )


def _not_a_plan(name: str, read: list[_Read]) -> NotATrackingPlanError:
    """What was looked for, and what was found instead."""
    found = "; ".join(
        f"{one.reading.title!r}: {', '.join(one.reading.first_cells[:6]) or 'nothing'}"
        + (" (hidden)" if one.reading.state == "hidden" else "")
        + (" (skipped)" if one.reading.state == "skipped" else "")
        for one in read[:8]
    )
    more = f"; and {len(read) - 8} more tabs" if len(read) > 8 else ""
    notes = " ".join(note for one in read for note in one.reading.notes if "saved reading" in note)
    return NotATrackingPlanError(
        f"{name} could not be understood as a tracking plan. Looked for: {_LOOKED_FOR}. "
        f"Found: {found or 'no tabs'}{more}.{' ' + notes if notes else ''}",
        "choose the file or tab that holds the plan; if this is it, say in the engagement's reading "
        "of the plan which row is the header and which column holds what.",
    )
