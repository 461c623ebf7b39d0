"""What of a tab may mean something else than what was made of it.

Nothing is doubted that a heading says plainly and that the values bear out. What looks like
names, types, required marks, calls or allowed values and became a label, or was left out, is;
and what was taken for one of these by its looks alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from segkit.model.plan import Doubt
from segkit.plans.cells.packed import lists_keys, lists_names, lists_values
from segkit.plans.cells.values import is_mark, read_required, says_required, says_type
from segkit.plans.layouts.columns import Column, taken
from segkit.plans.layouts.profile import TabProfile
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.layouts.source_schema import schema_doubt
from segkit.plans.layouts.table import BY_FILE_NAME, Table
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.ledger import DOUBTED, Ledger
from segkit.plans.tables.reading import TabDoubt
from segkit.plans.words.headings import call_of_header, call_of_value, hints
from segkit.plans.words.looks import is_compound, is_event_like, is_key_like
from segkit.plans.words.role import NAMES, Role
from segkit.plans.words.vocabulary import take_apart

_ID = re.compile(r"[A-Za-z]{0,4}[-_.]?\d+")
_SHOWN = 3
_GUESSED = NAMES | {Role.TYPE, Role.REQUIRED, Role.CALL}
_PROSE = frozenset({Role.EVENT_DESCRIPTION, Role.TRIGGER, Role.FIELD_DESCRIPTION})
_MOST_LIKELY = 0.6
_SAYS = 0.8
_PLAINLY = 0.95


@dataclass(frozen=True, slots=True)
class _Look:
    """What values of an unread column may be."""

    what: str
    role: Role
    fits: Callable[[str], object]
    share: float
    only_missing: bool


def _claims(text: str) -> bool:
    return says_required(text, softly=True)


_LOOKS = (
    _Look("types", Role.TYPE, says_type, 0.8, only_missing=True),
    _Look("required marks", Role.REQUIRED, _claims, 0.8, only_missing=True),
    _Look(
        "lists of property names",
        Role.PACKED,
        lambda text: lists_names(text) and lists_keys(text),
        0.5,
        only_missing=False,
    ),
    _Look("property names", Role.FIELD, is_compound, 0.7, only_missing=False),
    _Look(
        "event names",
        Role.EVENT,
        lambda text: is_event_like(text) and not is_compound(text),
        0.7,
        only_missing=False,
    ),
    _Look("allowed values", Role.ALLOWED, lists_values, 0.6, only_missing=True),
    _Look("calls", Role.CALL, call_of_value, 0.8, only_missing=True),
)


_LISTED = tuple(look for look in _LOOKS if look.role in {Role.FIELD, Role.PACKED})


def doubts_of(
    sheet: Sheet,
    ledger: Ledger,
    tables: Sequence[tuple[Table, list[Draft]]],
    profile: TabProfile,
    state: str,
) -> tuple[TabDoubt, ...]:
    """All doubts about a tab, those left out that the profile has settled."""
    found = [*_of_tab(sheet, ledger, state)]
    for table, drafts in tables:
        found += _of_twins(drafts)
        found += [
            *_of_table(sheet, table),
            *_of_columns(sheet, table),
            *_of_misfits(sheet, ledger, table),
        ]
    if state == "read":
        found += [*_of_rows(sheet, ledger), *_of_outside(sheet, ledger)]
    return tuple(one for one in found if one.key not in profile.settled)


def _of_tab(sheet: Sheet, ledger: Ledger, state: str) -> Iterator[TabDoubt]:
    """What the file itself leaves open, and a tab that was put aside though it may be a plan."""
    for number, doubt in enumerate((*sheet.tab.doubts, *schema_doubt(sheet.tab))):
        yield TabDoubt(doubt, f"file {number}")
    rows = ledger.untouched() if state in {"read", "not a plan"} else []
    if len(rows) > 1 and (said := _says_plan(sheet, rows)):
        what = f"{len(rows)} rows of {sheet.tab.title!r} are not read, though {said!r} stands above them"
        shown = _examples(text for row in rows for _, text in sheet.texts(row))
        yield TabDoubt(Doubt(sheet.tab.title, f"{what}.", len(rows), shown), "not read")


def _says_plan(sheet: Sheet, rows: list[int]) -> str:
    """A heading of events or properties, with another beside it and no heading right below it."""
    for row, below in pairwise(rows[:40]):
        known = [(place, roles) for place, text in sheet.texts(row) if (roles := hints(text))]
        for place, roles in known if len(known) > 1 else ():
            is_plain = max(roles.get(Role.EVENT, 0.0), roles.get(Role.FIELD, 0.0)) >= 1
            if is_plain and not hints(sheet.rows[below][place]):
                return sheet.rows[row][place].strip()
    return ""


def _of_table(sheet: Sheet, table: Table) -> Iterator[TabDoubt]:
    """A table whose call nothing in it says."""
    if table.call_why.startswith(BY_FILE_NAME):
        what = f"The fields are read as those of {table.call} calls, because of {table.call_why}."
        yield TabDoubt(Doubt(sheet.tab.title, what), "call by file name")


def _of_twins(drafts: list[Draft]) -> Iterator[TabDoubt]:
    """Events that are described twice, and not alike."""
    for draft in drafts:
        if draft.twin:
            what = f"{draft.key or draft.call!r} is described twice, here and at {draft.twin}: it is kept as two rules."
            yield TabDoubt(Doubt(draft.origin, what), f"twin {draft.key}")


def _of_columns(sheet: Sheet, table: Table) -> Iterator[TabDoubt]:
    columns = list(table.columns)
    for column in columns:
        if column.why == "fixed for this tab" or not column.samples:
            continue
        if column.role is Role.LABEL or column.role in _PROSE:
            if (look := _look_of(column, columns)) is not None:
                yield _unused(sheet, column, look)
            elif (role := _said(column, columns)) is not None:
                yield _unfit(sheet, column, role)
            elif what := _may_be_about_fields(column, columns):
                where = sheet.tab.column(column.index)
                yield TabDoubt(
                    Doubt(_where(sheet, column), f"{column.key!r} ({where}) {what}.", len(column.samples), _examples(column.samples)),
                    f"{column.key}: heading",
                )  # fmt: skip
        elif column.by_looks and column.role in _GUESSED:
            yield _guessed(sheet, column)


def _look_of(column: Column, columns: list[Column]) -> _Look | None:
    """The first thing that the values look like, if the table has no column for it or may have more."""
    is_known = bool(take_apart(column.header).about)
    says_names = column.speaks_of_fields or column.weight(Role.FIELD, Role.PACKED) >= _SAYS
    if column.role in _PROSE or (is_known and not says_names and not column.is_beside):
        # keys in place of prose are doubted only where the table names no property at all
        is_missing = not taken(columns, Role.FIELD, Role.PACKED)
        looks = _LISTED if is_missing else () if column.role in _PROSE else _LOOKS[:2]
        return next(
            (
                look
                for look in looks
                if column.share(look.fits) >= _SAYS and not taken(columns, look.role)
            ),
            None,
        )
    is_varied = column.distinct > 1 or len(column.samples) == 1
    may_name = is_varied and (says_names or not is_known)  # else its heading says what it is
    for look in _LOOKS:
        if look.role in NAMES and not may_name:
            continue
        is_open = _is_open(look, columns, is_varied=is_varied)
        is_settled = look.only_missing and taken(columns, look.role)
        if is_open and not is_settled and column.share(look.fits) >= look.share:
            return look
    if not is_known and column.share(_marks) == 1:
        return _look_of_marks(columns)
    return _KEYS if _may_be_keys(column, columns, says_names=says_names) else None


def _is_open(look: _Look, columns: list[Column], *, is_varied: bool) -> bool:
    """The table has no better place for what looks like this."""
    if look.role is Role.EVENT:
        return _may_name_events(columns)
    if look.role is Role.ALLOWED:
        return is_varied and taken(columns, Role.FIELD) is not None
    return is_varied or look.role is not Role.CALL


_KEYS = _Look("property names", Role.PACKED, is_key_like, _MOST_LIKELY, only_missing=False)


def _may_name_events(columns: list[Column]) -> bool:
    """No column of events, or one whose heading does not say so plainly."""
    event = taken(columns, Role.EVENT, Role.APPLIES)
    return event is None or (event.confidence < _PLAINLY and event.role is Role.EVENT)


def _marks(text: str) -> bool:
    claim = read_required(text)
    return is_mark(text) or (claim is not None and claim.exact)


def _look_of_marks(columns: list[Column]) -> _Look | None:
    """Below a heading that says nothing: marks of an event or property, or required marks."""
    if taken(columns, Role.MARK):
        return _Look("marks", Role.MARK, _marks, 1.0, only_missing=False)
    if taken(columns, Role.FIELD) and not taken(columns, Role.REQUIRED, Role.OPTIONAL):
        return _Look("required marks", Role.REQUIRED, _marks, 1.0, only_missing=True)
    return None


def _may_be_keys(column: Column, columns: list[Column], *, says_names: bool) -> bool:
    """Single words where the heading speaks of properties, or other columns like it hold them."""
    chosen, events = taken(columns, Role.FIELD), taken(columns, Role.EVENT)
    is_title = chosen is not None and chosen.share(is_compound) > column.share(is_compound)
    is_unsaid = column.is_unsaid and column.share(_says_little) < 1
    may = says_names or is_unsaid
    if not take_apart(column.header).about:  # nothing is known of it but what stands beside it
        is_alone = not taken(columns, Role.FIELD, Role.PACKED) and (
            column.share(is_compound) >= 0.3 or (events is not None and _goes_on(column, events))
        )
        is_guess = chosen is not None and chosen.confidence < _PLAINLY
        is_further = column.distinct > 1 and any(one.slot for one in columns)
        may |= is_alone or is_guess or is_further
    return may and not is_title and column.share(is_key_like) >= _MOST_LIKELY


def _may_be_about_fields(column: Column, columns: list[Column]) -> str:
    """Marks below a heading that speaks of traits; a heading spelled as a property is."""
    if column.role is not Role.LABEL:
        return ""
    if call_of_header(column.header) and column.share(_marks) == 1:
        return "may say which properties are traits, and is not used"
    is_list = taken(columns, Role.EVENT) and not taken(columns, Role.FIELD, Role.PACKED, Role.MARK)
    is_key = (
        is_compound(column.header) and take_apart(column.header).unknown and not column.is_beside
    )
    return "is headed like a property, and is not used" if is_list and is_key else ""


def _says_little(text: str) -> bool:
    return is_mark(text) or _ID.fullmatch(text.strip()) is not None


def _goes_on(column: Column, events: Column) -> bool:
    """Other texts in each row of one event, as its properties would be."""
    return events.distinct < len(events.samples) and column.distinct == len(column.samples) > 1


def _said(column: Column, columns: list[Column]) -> Role | None:
    """The role that a heading right of the properties says plainly, and no value bears out."""
    fields = taken(columns, Role.FIELD, Role.PACKED)
    if fields is None or column.index < fields.index:
        return None
    for role in (Role.TYPE, Role.REQUIRED):
        chosen = taken(columns, role)
        if column.hints.get(role, 0.0) >= 1 and (
            chosen is None or chosen.samples != column.samples
        ):
            return role
    return None


def _unfit(sheet: Sheet, column: Column, role: Role) -> TabDoubt:
    what = (
        f"{_count(column)} of {column.key!r} ({sheet.tab.column(column.index)}) {_MISFITS[role]}."
    )
    return TabDoubt(
        Doubt(_where(sheet, column), what, len(column.samples), _examples(column.samples)),
        f"{column.key}: misfits", column.key, role, f"yes, {role}",
    )  # fmt: skip


def _unused(sheet: Sheet, column: Column, look: _Look) -> TabDoubt:
    count = _count(column)
    what = f"{count} of {column.key!r} ({sheet.tab.column(column.index)}) look like {look.what} and are not used as such."
    role = Role.PACKED if look.role is Role.FIELD else look.role
    if role is Role.PACKED and call_of_header(column.header):
        role = Role.TRAITS
    return TabDoubt(
        Doubt(_where(sheet, column), what, len(column.samples), _examples(column.samples)),
        f"{column.key}: {look.what}", column.key, role, f"yes, {role if role is Role.TRAITS else look.what}",
    )  # fmt: skip


def _guessed(sheet: Sheet, column: Column) -> TabDoubt:
    count = _count(column)
    what = f"{count} of {column.key!r} ({sheet.tab.column(column.index)}) are read as {column.role} by their looks alone."
    return TabDoubt(
        Doubt(_where(sheet, column), what, len(column.samples), _examples(column.samples)),
        f"{column.key}: {column.role}", column.key, column.role, f"yes, {column.role}",
    )  # fmt: skip


_MISFITS = {
    Role.TYPE: "name no type that is known: kept as labels",
    Role.REQUIRED: "say neither yes nor no: read as not required",
    Role.OPTIONAL: "say neither yes nor no: read as not required",
    Role.CALL: "name no call: kept as labels",
    Role.PACKED: "are not wholly understood as properties: kept as labels",
    Role.FIELD: "are not wholly understood as properties: kept as labels",
    Role.TRAITS: "are not wholly understood as traits: kept as labels",
}


def _of_misfits(sheet: Sheet, ledger: Ledger, table: Table) -> Iterator[TabDoubt]:
    """Cells that say something else than their column."""
    by_column = ledger.by_column()
    for column in table.columns:
        texts = [
            text for row, text in by_column.get(column.index, ()) if table.start <= row < table.end
        ]
        if not texts or column.role not in _MISFITS:
            continue
        what = f"{_values(len(texts))} of {column.key!r} ({sheet.tab.column(column.index)}) {_MISFITS[column.role]}."
        yield TabDoubt(
            Doubt(_where(sheet, column), what, len(texts), _examples(texts)),
            f"{column.key}: misfits",
        )


def _of_rows(sheet: Sheet, ledger: Ledger) -> Iterator[TabDoubt]:
    """Rows that could be meant otherwise, by reason."""
    by_reason: dict[str, list[str]] = {}
    for entry in ledger.doubtful():
        by_reason.setdefault(entry.reason, []).append(entry.origin)
    for reason in DOUBTED:
        unused = [entry.origin for entry in ledger.explained("") if entry.reason == reason]
        if unused:
            by_reason[f"{reason}: left out"] = unused
    for reason, origins in by_reason.items():
        where = origins[0] if len(origins) == 1 else sheet.tab.title
        count = f"{len(origins)} {'row' if len(origins) == 1 else 'rows'}"
        examples = tuple(origin.rpartition("!")[2] for origin in origins[:_SHOWN])
        yield TabDoubt(
            Doubt(where, f"{count}: {reason}.", len(origins), examples), f"rows: {reason}"
        )


def _of_outside(sheet: Sheet, ledger: Ledger) -> Iterator[TabDoubt]:
    """Texts beside the columns of a table, in rows that are used."""
    cells = ledger.outside()
    if cells:
        texts = [sheet.rows[row][column] for row, column in cells]
        what = f"{_values(len(cells))} beside the columns of the table are not read."
        where = sheet.tab.origin(*cells[0])
        yield TabDoubt(Doubt(where, what, len(cells), _examples(texts)), "outside")


def _where(sheet: Sheet, column: Column) -> str:
    return f"{sheet.tab.title}!{sheet.tab.column(column.index)}"


def _count(column: Column) -> str:
    return _values(len(column.samples))


def _values(count: int) -> str:
    return f"{count} {'value' if count == 1 else 'values'}"


def _examples(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip()[:60] for text in texts))[:_SHOWN]
