"""One tab: where its tables are, and what is read from them before the tabs are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from segkit.model.plan import Explained
from segkit.plans.beside.blocks import Block
from segkit.plans.beside.kinds import CHANGELOG, is_title, table_of
from segkit.plans.cells.packed import lists_only_keys
from segkit.plans.grids.grid import Tab, is_empty
from segkit.plans.layouts.columns import bare_key, names_event, taken
from segkit.plans.layouts.header_signs import are_headings, numbers_columns
from segkit.plans.layouts.headers import Finder
from segkit.plans.layouts.own_csv import own_keys
from segkit.plans.layouts.profile import TabProfile
from segkit.plans.layouts.records import as_records
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.layouts.source_schema import schema_profile
from segkit.plans.layouts.table import Table
from segkit.plans.layouts.unfolded import unfolded
from segkit.plans.tables.build import read_drafts
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.ledger import Ledger
from segkit.plans.tables.reading import TabDoubt
from segkit.plans.words.headings import hints
from segkit.plans.words.looks import is_compound, is_event_like
from segkit.plans.words.role import NAMES, Role
from segkit.plans.words.vocabulary import take_apart

ASIDE = "beside the plan"
"""The state of a tab that is about the plan: who keeps it, its rules, its questions."""

_SEARCHED = 200
_MOST_TURNED = 2000
_TURNED_HEADINGS = 3
_TURNED_POINTS = 6.5
_TURNED_NAMES = 0.6
_TURNED_SURE = 0.95
_CARD = 2
_FEWEST = 2
_LOOKS_SURE = 0.8
_UNHEADED = re.compile(r"Column [A-Z]{1,3}|Row \d+")


@dataclass(slots=True)
class ReadTab:
    """One tab with what came out of it, still to be joined with the others."""

    tab: Tab
    state: str
    sheet: Sheet
    ledger: Ledger
    tables: list[tuple[Table, list[Draft]]] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    otherwise: str = ""
    beside: tuple[Block, ...] = ()
    doubts: tuple[TabDoubt, ...] = ()

    @property
    def drafts(self) -> list[Draft]:
        """Of all its tables."""
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
            found = self.ledger.explained(self.otherwise)
            return found[len(self.sheet.tab.cells) and 1 :]  # forms have no header row
        read = {column for span in self.ledger.spans for column in span.roles}
        return tuple(
            Explained(
                self.tab.origin(row, next(c for c, text in enumerate(cells) if text.strip())),
                self.otherwise,
            )
            for row, cells in enumerate(self.tab.rows)
            if row not in read and not is_empty(cells)
        )


def read_tab(
    tab: Tab, profile: TabProfile, *, unheaded: bool = False, known: frozenset[str] = frozenset()
) -> ReadTab:
    """One tab: read, or set aside with the reason.

    Args:
        tab: Its cells.
        profile: What was corrected about it.
        unheaded: It may have no header row, because nothing else is a plan.
        known: Names of properties that other tabs have: a list of these belongs to the plan.
    """
    sheet = Sheet(tab)
    if tab.hidden and profile.skip is not False:
        note = f"{tab.title}: hidden tab, not read ({sheet.filled} rows)."
        return ReadTab(tab, "hidden", sheet, Ledger(sheet), notes=(note,))
    if profile.skip:
        why = "the tab is skipped, as saved"
        return ReadTab(tab, "skipped", sheet, Ledger(sheet), notes=sheet.notes, otherwise=why)
    own = _with_known_header(tab, profile)
    notes: tuple[str, ...] = ()
    records = as_records(tab) or unfolded(tab) if own.header_row is None else None
    if records is not None and (tables := Finder(Sheet(records), profile).find()):
        sheet = Sheet(records)
    else:
        tables = Finder(sheet, own).find_plain()
    turned = None if tables or own.header_row is not None else _turned(tab, profile)
    if turned is not None:
        sheet, tables = turned
    else:
        tables, notes = _find(sheet, own, tables, saved=profile)
    if not tables and known:
        tables = Finder(sheet, own, known=known).find()
    if own.header_row is None and tab.titled and is_title(tab.title):
        tables = [table for table in tables if not _is_change_log(table)]
    if not tables and unheaded and own.header_row is None:
        sheet, tables = _unheaded(tab, own) or (sheet, [])
    ledger = Ledger(sheet)
    notes = (*sheet.notes, *notes)
    if not tables:
        why = "the tab is not recognised as part of a tracking plan"
        return ReadTab(tab, "not a plan", sheet, ledger, notes=notes, otherwise=why)
    drafts = [(table, read_drafts(sheet, table, ledger)) for table in tables]
    return ReadTab(tab, "read", sheet, ledger, drafts, notes, "outside the tables of the plan")


def _is_change_log(table: Table) -> bool:
    """`Date | Author | Event | Change`: what became of the plan, and nothing in it."""
    kind, _ = table_of([column.header for column in table.columns])
    return kind == CHANGELOG and table.recognition.layout == "events"


def _turned(tab: Tab, profile: TabProfile) -> tuple[Sheet, list[Table]] | None:
    """The tab with rows for columns, when its headings stand below each other at the left."""
    if not 1 < len(tab.rows) <= _MOST_TURNED:
        return None
    first = [text for text in tab.rows[0] if text.strip()]
    is_counted = numbers_columns(tab.rows[0])
    if (
        not is_counted
        and len(first) > _CARD
        and all(hints(text) and not is_event_like(text) for text in first[1:])
    ):
        return None  # these are headings as they are
    if len(first) == _CARD and all(take_apart(text).about for text in first):
        tab = replace(tab, rows=tab.rows[1:], top=tab.top + 1)  # `Field | Value` says nothing
    sheet = Sheet(tab.as_turned())
    tables = [
        table
        for table in Finder(sheet, profile).find()
        if sum(1 for _, text in sheet.texts(table.headers[-1]) if hints(text)) >= _TURNED_HEADINGS
        and (table.recognition.points >= _TURNED_POINTS or profile.roles)
        and table.recognition.layout != "crossed"  # what stands in the corner heads its column
        and not any(c.role is Role.LABEL and is_compound(c.header) for c in table.columns)
        and _has_events(table)
    ]
    return (sheet, tables) if tables else None


def _has_events(table: Table) -> bool:
    """A plain heading above what is spelled as events, or beside lists of their properties."""
    has_lists = any(c.role is Role.PACKED and c.share(lists_only_keys) == 1 for c in table.columns)
    return any(
        c.confidence >= _TURNED_SURE and (has_lists or c.share(is_event_like) >= _TURNED_NAMES)
        for c in table.columns
        if c.role is Role.EVENT
    )


def _unheaded(tab: Tab, profile: TabProfile) -> tuple[Sheet, list[Table]] | None:
    """The tab as a table without a header row, when its values look like a plan's."""
    if tab.rows and (are_headings(tab.rows[0]) or any(map(_heads_events, tab.rows[0]))):
        return None  # it has a header, which is that of something else
    for one in (tab, tab.as_turned()):
        sheet = Sheet(one.below_blank())
        tables = Finder(sheet, profile).find_below(0) if one.width <= _MOST_TURNED else []
        names = NAMES - {Role.EVENT} if one.turned else NAMES
        is_whole = all(taken(list(table.columns), *names) for table in tables)
        if tables and is_whole and all(map(_names_events, tables)):
            return sheet, tables
    return None


def _heads_events(text: str) -> bool:
    heading = take_apart(text)
    is_named = heading.about >= {"event", "type"} and not heading.unknown
    return is_named or hints(text).get(Role.EVENT, 0.0) >= 1


def _names_events(table: Table) -> bool:
    """It has a column of what can be nothing but events, and enough of them."""
    event = taken(list(table.columns), Role.EVENT)
    if event is None or event.distinct < _FEWEST or not event.by_looks:
        return event is not None and not event.by_looks
    return event.share_of_heads(names_event) >= _LOOKS_SURE


def _with_known_header(tab: Tab, profile: TabProfile) -> TabProfile:
    """Tables that segkit or Segment wrote have columns that need no guess."""
    if tab.rows and not profile.roles and (roles := own_keys(tab.rows[0], tab.left)):
        return replace(profile, header_row=tab.top + 1, roles=roles)
    return schema_profile(tab, profile)


def _find(
    sheet: Sheet, profile: TabProfile, tables: list[Table], *, saved: TabProfile
) -> tuple[list[Table], tuple[str, ...]]:
    """The tables, and notes on what was saved and does not fit them.

    A role whose column is gone is given to no other column by guessing.
    """
    tables = tables or Finder(sheet, profile).find()
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
        index = saved.header_row - 1 - sheet.tab.top
        is_filled = 0 <= index < len(sheet.rows) and sheet.counts[index]
        notes.append(
            f"{sheet.tab.title}: the saved reading has its headers in row {saved.header_row}, which "
            f"{'holds no headers of a plan' if is_filled else 'is empty'} now. Correct the saved reading."
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


def _is_there(key: str, texts: set[str]) -> bool:
    """The header that a column's key was made from still exists."""
    return key in texts or bare_key(key) in texts or _UNHEADED.fullmatch(key) is not None
