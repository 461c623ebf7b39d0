"""From tabs to a tracking plan, and to an explanation of how they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import Report, Rule, TrackingPlan
from segkit.plans.beside import (
    BESIDE,
    QUESTIONS,
    beside_as_extra,
    beside_of,
    questions_of,
    remarks_of,
)
from segkit.plans.grids.grid import Tab
from segkit.plans.layouts.profile import Profile, TabProfile
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.layouts.table import FIXED, Table
from segkit.plans.tables.doubts import doubts_of
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.joining import join_events, name_by_ids, names_in, resolve_references
from segkit.plans.tables.ledger import NO_EVENT, REMARKS, UNKNOWN
from segkit.plans.tables.members import nest_members
from segkit.plans.tables.reading import ColumnReading, TabDoubt, TableReading, TabReading
from segkit.plans.tables.second_thoughts import (
    doubt_odd_names,
    doubt_shape,
    doubt_unread,
    leave_out_words,
    reconsider,
    take_values,
)
from segkit.plans.tables.tab_reading import ASIDE, ReadTab, read_tab
from segkit.plans.words.headings import call_of_title, is_foreign, is_generic_title, normalised
from segkit.plans.words.looks import is_event_like
from segkit.plans.words.names import name_in_title, unseen_of
from segkit.plans.words.role import TRAIT_CALLS, Role

_LOOKED_FOR = (
    "a header row that names events (Event, Event Name, Page Name, …), or properties or traits "
    "(Property, Trait, …), together with types, required marks, triggers, allowed values, or a tab "
    "title such as Identify, Track, Page"
)

_KIN = 200


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
    read = [read_tab(tab, profile.of(tab.title)) for tab in _with_kin(tabs)]
    is_plan = any(one.tables for one in read)
    drafts = [draft for one in read for draft in one.drafts]
    known = frozenset(f.path[-1] for draft in drafts for f in draft.fields)
    known = known.union(*(names_in(text) for one in drafts for text in one.applies.values()))
    for place, one in enumerate(read):
        if one.state == "not a plan" and (known or not is_plan):
            own = profile.of(one.tab.title)
            read[place] = read_tab(one.tab, own, unheaded=not is_plan, known=known)
    take_values(read, profile)
    reconsider(read, profile)
    drafts = _joined(read)
    if any(one.tables for one in read):
        _put_beside(read, profile)
    drafts = leave_out_words(read, drafts, profile)
    doubt_odd_names(read, profile)
    doubt_unread(read, profile)
    rules = tuple(draft.rule() for draft in drafts)
    doubt_shape(read, rules, profile)
    for one in read:
        settled = profile.of(one.tab.title).settled
        found = one.tab.account(rules) if one.tab.account else ()
        one.doubts += tuple(TabDoubt(doubt, key) for key, doubt in found if key not in settled)
    readings = tuple(_reading(one, profile.of(one.tab.title)) for one in read)
    shown = [one for one in read if one.state != "hidden"]
    rows = sum(one.rows for one in shown)
    unused = sum(len(reading.explained) for reading in readings)
    return Understanding(rules, readings, rows, rows - unused)


def _with_kin(tabs: Sequence[Tab]) -> Iterator[Tab]:
    """The tabs, each with some rows of those that have the very same header in their first row."""
    heads = [tab.rows[0] if tab.rows and not tab.hidden else () for tab in tabs]
    for place, tab in enumerate(tabs):
        same = [at for at, head in enumerate(heads) if at != place and head == heads[place]]
        alike = [tabs[at] for at in same if len(heads[place]) > 1]
        rows = (row for other in alike for row in other.rows[1:_KIN])
        yield replace(tab, kin=tuple(islice(rows, _KIN))) if alike else tab


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
        extra=_extra(found, tabs),
        report=Report(
            rows=found.rows,
            used=found.used,
            explained=tuple(entry for one in found.readings for entry in one.explained),
            notes=tuple(note for one in found.readings for note in one.notes)
            + _unmatched(tabs, profile),
            doubts=tuple(one.doubt for reading in found.readings for one in reading.doubts),
        ),
    )


def _extra(found: Understanding, tabs: Sequence[Tab]) -> dict[str, object]:
    """What stands beside the plan: tabs that are no part of it, and lines around its tables."""
    by_title, telling = {tab.title: tab for tab in tabs}, [o for o in found.readings if o.beside]
    questions = [q for one in telling for q in questions_of(one.beside, by_title[one.title])]
    beside = [beside_as_extra(o.title, o.beside, whole=o.state == ASIDE) for o in telling]
    found_extra = {QUESTIONS: questions, BESIDE: beside}
    return {name: value for name, value in found_extra.items() if value}


def _put_beside(read: Sequence[ReadTab], profiles: Profile) -> None:
    """Tabs that are about the plan are kept as they are, with the lines around its tables."""
    for one in read:
        if one.state == "not a plan" and (found := beside_of(one.tab)) is not None:
            settled = profiles.of(one.tab.title).settled
            one.state, one.beside = ASIDE, found.blocks
            one.doubts = tuple(
                TabDoubt(doubt, key)
                for doubt in found.doubts
                if (key := f"beside {doubt.where}") not in settled
            )
            for block in found.blocks:
                for place in block.places:
                    one.ledger.use(place)
        elif one.state == "read" and not (one.sheet.tab.turned or one.sheet.tab.cells):
            places = (row for row, why in one.ledger.unused() if why in REMARKS)
            one.beside = remarks_of(one.sheet.tab, places)


def explain(tabs: Sequence[Tab], profile: Profile | None = None) -> tuple[TabReading, ...]:
    """How each tab was understood, in order; never raises for what the tabs hold."""
    return understand_tabs(tabs, profile).readings


def _joined(read: list[ReadTab]) -> list[Draft]:
    """The rules of all tables together; what no event uses of a reference is explained."""
    named = name_by_ids([draft for one in read for draft in one.drafts])
    _find_dictionaries(read, named)
    of_rules = [draft for draft in named if not draft.is_reference]
    _name_by_titles(read, names_events=any(d.key or d.call in TRAIT_CALLS for d in of_rules))
    drafts = nest_members(join_events(named, are_tables=True))
    resolved = resolve_references(drafts)
    ledgers = {id(draft): one.ledger for one in read for draft in one.drafts}
    titled = {
        id(draft): _titled_call(one, table)
        for one in read
        for table, own in one.tables
        for draft in own
    }
    for reference, places in resolved.unused:
        ledger, call = ledgers[id(reference)], titled.get(id(reference))
        own = [place for place in range(len(reference.fields)) if place not in reference.derived]
        if call and 2 * len(places) > len(own):
            resolved.give(reference, own, call)
            why = f"no event carries these properties: read as those of {call} calls"
            ledger.doubt(reference.rows[0], why)
            continue
        for place in places:
            ledger.drop(reference.rows[place], NO_EVENT)
    for reference, unknown in resolved.unknown:
        for place in unknown:
            ledgers[id(reference)].doubt(reference.rows[place], UNKNOWN)
    return [draft for draft in resolved.drafts if not draft.is_reference]


def _titled_call(one: ReadTab, table: Table) -> str | None:
    """Whose traits stand below `User details`, which is the title of events of users as well."""
    above = [text for row in table.lead.rows for _, text in one.sheet.texts(row)]
    calls = {call_of_title(text) for text in above or [one.tab.title]}
    return next(iter(calls)) if len(calls) == 1 and calls <= TRAIT_CALLS else None


def _find_dictionaries(read: list[ReadTab], drafts: Sequence[Draft]) -> None:
    """`Event properties`, of no event by name, describes properties that events of the plan carry."""
    carried = {one.path for draft in drafts if draft.key for one in draft.fields}
    for one in read:
        for table, own in one.tables:
            is_open = table.call_why != FIXED and table.call == "track"
            for draft in own if is_open and table.recognition.layout == "list" else ():
                if not draft.key and not carried.isdisjoint(field.path for field in draft.fields):
                    draft.is_reference = True
                    one.ledger.settle(table.headers[-1])


def _name_by_titles(read: list[ReadTab], *, names_events: bool) -> None:
    """Tables of properties below titles are named after them where others like them are.

    Where nothing else in the plan names an event, a title is enough.
    """
    titled = {_shape(t) for one in read for t, _ in one.tables if t.recognition.layout == "titled"}
    spelled = Counter(
        _shape(t) for one in read if is_event_like(one.tab.title) for t, _ in one.tables
    )
    alike = titled | {shape for shape, times in spelled.items() if times > 1}
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
        is_alike = _shape(table) in alike if names_events or titled else not _is_foreign(table)
        for draft in drafts:
            if draft.is_reference and not draft.applies and is_alike:
                draft.is_reference = False
                draft.key = draft.text = name_in_title(title)
                if _shape(table) not in titled:
                    what = "names no event: taken for the one of the tab's title"
                    one.ledger.doubt(table.headers[-1], what)


def _shape(table: Table) -> tuple[str, ...]:
    """The headings of a table, to find others like it."""
    return tuple(normalised(column.header) for column in table.columns)


def _is_foreign(table: Table) -> bool:
    return any(is_foreign(column.header) for column in table.columns)


def _reading(one: ReadTab, profile: TabProfile) -> TabReading:
    """What a person needs to see of a tab's reading."""
    sheet, ledger = one.sheet, one.ledger
    notes = one.notes
    if one.state == "read":
        turned = sheet.tab.turned
        left = ledger.left_out(one.otherwise) if turned else ledger.partial()
        notes = (*notes, *_notes(sheet), *left)
    return TabReading(
        one.tab.title,
        one.state,
        tables=tuple(_table_reading(sheet, table, drafts) for table, drafts in one.tables),
        doubtful=ledger.doubtful(),
        explained=one.explained(),
        notes=notes,
        first_cells=sheet.first_texts(8),
        doubts=(*doubts_of(sheet, ledger, one.tables, profile, one.state), *one.doubts),
        beside=one.beside,
    )


def _notes(sheet: Sheet) -> tuple[str, ...]:
    """What was changed about names, and what nobody sees in them."""
    notes = []
    if sheet.blanks:
        many = f"{sheet.blanks} {'name has' if sheet.blanks == 1 else 'names have'}"
        notes.append(
            f"{sheet.tab.title}: {many} blanks at the ends in the sheet; they are left out."
        )
    if names := list(dict.fromkeys(sheet.unseen)):
        many = f"{len(names)} {'name holds' if len(names) == 1 else 'names hold'}"
        notes.append(
            f"{sheet.tab.title}: {many} a character that nobody sees: {names[0]!r} ({unseen_of(names[0])})."
        )
    return tuple(notes)


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
