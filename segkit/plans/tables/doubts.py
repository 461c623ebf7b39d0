"""What of a tab may mean something else than what was made of it.

Nothing is doubted that a heading says plainly and that the values bear out. What looks like
names, types, required marks, calls or allowed values and became a label, or was left out, is;
and what was taken for one of these by its looks alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from segkit.model.plan import ELEMENT, Doubt
from segkit.plans.layouts.column_looks import (
    PROSE,
    Look,
    keys_in_brackets,
    look_of,
    loose_keys,
    may_be_of_fields,
    said_of,
)
from segkit.plans.layouts.columns import Column, is_mere_name, taken
from segkit.plans.layouts.layout import WITH_EXAMPLES
from segkit.plans.layouts.own_csv import own_roles
from segkit.plans.layouts.profile import TabProfile
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.layouts.source_schema import schema_doubt
from segkit.plans.layouts.table import BY_FILE_NAME, FIXED, Table
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.ledger import DOUBTED, Ledger
from segkit.plans.tables.reading import TabDoubt
from segkit.plans.words.headings import call_of_header, hints
from segkit.plans.words.looks import is_compound, is_past
from segkit.plans.words.misnomers import UNSENT, is_no_event, is_no_field, names_owner, odd_ones
from segkit.plans.words.role import NAMES, Role
from segkit.plans.words.vocabulary import take_apart

_SHOWN = 3
_SEVERAL = 3
_GUESSED = NAMES | {Role.TYPE, Role.REQUIRED, Role.CALL}


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
        found += [*_of_twins(drafts), *_of_names(sheet, table, drafts)]
        found += _of_unsent(sheet, table, drafts)
        found += [
            *_of_table(sheet, table),
            *_of_headings(sheet, table),
            *_of_columns(sheet, table, drafts),
            *_of_titles(sheet, table),
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
    elif state == "read":
        yield from _of_outer_names(sheet, rows)


def _of_outer_names(sheet: Sheet, rows: list[int]) -> Iterator[TabDoubt]:
    """Rows outside of the tables that hold names spelled as events and properties are, with something beside them."""
    found = [
        (row, name)
        for row in rows
        if sheet.counts[row] > 1
        for name in [next((text for _, text in sheet.texts(row) if _is_name(text)), "")]
        if name
    ]
    if len(found) > 1:
        what = f"{len(found)} rows outside of the tables hold names that look like events or properties and are not read."
        where = sheet.tab.origin(found[0][0], sheet.texts(found[0][0])[0][0])
        doubt = Doubt(where, what, len(found), _examples(name for _, name in found))
        yield TabDoubt(doubt, "outer names")


def _is_name(text: str) -> bool:
    return (is_compound(text) and "." not in text) or is_past(text)


def _says_plan(sheet: Sheet, rows: list[int]) -> str:
    """A heading of events or properties, with another beside it, and no heading right below or line as full above."""
    for row, below in pairwise(rows[:40]):
        texts = [] if row and sheet.counts[row - 1] >= sheet.counts[row] > 0 else sheet.texts(row)
        known = [(place, roles) for place, text in texts if (roles := hints(text))]
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
    elif table.call in {"page", "screen"} and table.call_why.startswith("header"):
        what = f"Names are read as those of {table.call} calls, because of the {table.call_why}."
        yield TabDoubt(Doubt(sheet.tab.title, what), "call by heading")


def _of_unsent(sheet: Sheet, table: Table, drafts: list[Draft]) -> Iterator[TabDoubt]:
    """Events below a heading that says that they are not sent, or not any more."""
    named = [draft for draft in drafts if draft.key]
    event = taken(list(table.columns), Role.EVENT)
    above = [text for row in table.lead.rows for _, text in sheet.texts(row)]
    texts = (sheet.tab.title, *above, event.header if event else "")
    said = next((text for text in texts if UNSENT.search(text)), "")
    if named and said:
        what = f"{len(named)} events stand below {said.strip()!r}: perhaps they are not sent."
        shown = _examples(draft.key or "" for draft in named)
        yield TabDoubt(Doubt(named[0].origin, what, len(named), shown), "not sent")


def _of_twins(drafts: list[Draft]) -> Iterator[TabDoubt]:
    """Events that are described twice, and not alike."""
    for draft in drafts:
        if draft.twin:
            what = f"{draft.key or draft.call!r} is described twice, here and at {draft.twin}: it is kept as two rules."
            yield TabDoubt(Doubt(draft.origin, what), f"twin {draft.key}")


def _of_names(sheet: Sheet, table: Table, drafts: list[Draft]) -> Iterator[TabDoubt]:
    """Events and properties whose names are perhaps none."""
    if own_roles(sheet.rows[table.headers[-1]]):
        return
    named = {draft.key: draft.origin for draft in drafts if draft.key}
    carried = {
        segment: field.origin
        for draft in drafts
        for field in draft.fields
        for segment in field.path[1:]
        if segment != ELEMENT
    }
    owners = {draft.key for draft in drafts if draft.call == "track" and draft.fields}
    events = {
        name: at
        for name, at in named.items()
        if is_no_event(name) or (name in owners and names_owner(name))
    }
    odd = odd_ones(carried)
    fields = {name: at for name, at in carried.items() if name in odd or is_no_field(name)}
    for what, names in (("events", events), ("properties", fields)):
        if names:
            words = f"Names of {what} that may be none ({len(names)}): lists, patterns, sentences or headings."
            doubt = Doubt(next(iter(names.values())), words, len(names), _examples(names))
            yield TabDoubt(doubt, f"names of {what}")


def _of_headings(sheet: Sheet, table: Table) -> Iterator[TabDoubt]:
    """Columns of which nothing but their headings says whether they are properties."""
    columns = list(table.columns)
    shown = [column.key for column in columns if column.why == WITH_EXAMPLES]
    loose = [column.key for column in loose_keys(columns) if column.why != FIXED]
    for keys, words, key in (
        (shown, "columns are read as properties by their headings alone", WITH_EXAMPLES),
        (loose, "columns beside events are headed as properties are, and not used", "loose keys"),
    ):
        if keys:
            where = sheet.tab.origin(table.headers[-1], 0)
            doubt = Doubt(where, f"{len(keys)} {words}.", len(keys), _examples(keys))
            yield TabDoubt(doubt, key)


def _of_columns(sheet: Sheet, table: Table, drafts: list[Draft]) -> Iterator[TabDoubt]:
    columns = list(table.columns)
    for column in columns:
        if column.why == FIXED or not column.samples:
            continue
        role = column.role
        if role is Role.LABEL or role in PROSE:
            if (look := look_of(column, columns)) is not None:
                meant = _role_of(look, column)
                words = f"look like {look.what} and are not used as such"
                doubt = _about(sheet, column, words, look.what)
                yes = str(meant) if meant is Role.TRAITS else look.what
                yield replace(doubt, header=column.key, role=meant, yes=f"yes, {yes}")
            elif (said := said_of(column, columns)) is not None:
                doubt = _about(sheet, column, _MISFITS[said], "misfits")
                yield replace(doubt, header=column.key, role=said, yes=f"yes, {said}")
            elif words := may_be_of_fields(column, columns):
                yield _about(sheet, column, words, "heading")
            elif told := keys_in_brackets(column, columns):
                words = "name keys, perhaps properties, that are not used"
                yield _about(sheet, column, words, "keys in brackets", told)
        elif role in _OF_PROPERTIES and not any(draft.fields for draft in drafts):
            yield _about(
                sheet,
                column,
                f"are {_OF_PROPERTIES[role]} of no property: none is named",
                "no property",
            )
        elif (column.by_looks and role in _GUESSED) or is_mere_name(column, columns):
            doubt = _about(sheet, column, f"are read as {role} by their looks alone", str(role))
            yield replace(doubt, header=column.key, role=role, yes=f"yes, {role}")


def _of_titles(sheet: Sheet, table: Table) -> Iterator[TabDoubt]:
    """Events that may be no more than what people call the properties beside them."""
    columns = list(table.columns)
    event = taken(columns, Role.EVENT)
    if event is not None and event.why != FIXED and _may_title_properties(event, columns):
        words = "are read as events with one property each, and may be titles of these"
        yield _about(sheet, event, words, "titles of properties")


def _may_title_properties(event: Column, columns: list[Column]) -> bool:
    """`Name` beside `Variable`, another one in each row: `Tariff | eVar9`."""
    fields = taken(columns, Role.FIELD)
    if fields is None or take_apart(event.header).about != {"name"}:
        return False
    return all(one.distinct == len(one.samples) >= _SEVERAL for one in (event, fields))


def _role_of(look: Look, column: Column) -> Role:
    """What a column of such values is when the person says yes."""
    role = Role.PACKED if look.role is Role.FIELD else look.role
    return Role.TRAITS if role is Role.PACKED and call_of_header(column.header) else role


def _about(
    sheet: Sheet, column: Column, words: str, key: str, texts: Sequence[str] = ()
) -> TabDoubt:
    """A doubt about these texts of a column, or about all that were looked at."""
    texts, where = texts or column.samples[: column.own], sheet.tab.column(column.index)
    what = f"{_values(len(texts))} of {column.key!r} ({where}) {words}."
    doubt = Doubt(f"{sheet.tab.title}!{where}", what, len(texts), _examples(texts))
    return TabDoubt(doubt, f"{column.key}: {key}")


_OF_PROPERTIES = {
    Role.TYPE: "types", Role.REQUIRED: "required marks", Role.OPTIONAL: "optional marks",
    Role.ALLOWED: "allowed values", Role.ENUM: "allowed values", Role.PATTERN: "patterns",
}  # fmt: skip
"""What columns say of properties, in words for several."""
_MISFITS = {
    Role.TYPE: "name no type that is known: kept as labels",
    **dict.fromkeys((Role.REQUIRED, Role.OPTIONAL), "say neither yes nor no: read as not required"),
    Role.CALL: "name no call: kept as labels",
    Role.PACKED: "are not wholly understood as properties: kept as labels",
    Role.FIELD: "are not wholly understood as properties: kept as labels",
    Role.TRAITS: "are not wholly understood as traits: kept as labels",
}


def _of_misfits(sheet: Sheet, ledger: Ledger, table: Table) -> Iterator[TabDoubt]:
    """Cells that say something else than their column."""
    own = [cell for cell in sorted(ledger.misfits) if table.start <= cell[0] < table.end]
    for column in table.columns:
        texts = [ledger.misfits[cell] for cell in own if cell[1] == column.index]
        if texts and column.role in _MISFITS:
            yield _about(sheet, column, _MISFITS[column.role], "misfits", texts)


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
        doubt = Doubt(where, f"{count}: {reason}.", len(origins), examples)
        yield TabDoubt(doubt, f"rows: {reason}")


def _of_outside(sheet: Sheet, ledger: Ledger) -> Iterator[TabDoubt]:
    """Texts beside the columns of a table, in rows that are used."""
    cells = ledger.outside()
    if cells:
        texts = [sheet.rows[row][column] for row, column in cells]
        what = f"{_values(len(cells))} beside the columns of the table are not read."
        where = sheet.tab.origin(*cells[0])
        yield TabDoubt(Doubt(where, what, len(cells), _examples(texts)), "outside")


def _values(count: int) -> str:
    return f"{count} {'value' if count == 1 else 'values'}"


def _examples(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip()[:60] for text in texts))[:_SHOWN]
