"""Checks on columns: what the planned names and types become in a warehouse's tables.

What is found about the plan holds for every warehouse, so each gets it once, whatever
the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from segkit.considerations.checks.check import Found, check, listed
from segkit.considerations.consideration import GOOD_TO_KNOW, WRONG_NOW
from segkit.delivery.case import Case
from segkit.derive.columns import TABLES, StoredCall, reserved_columns_of
from segkit.knowledge.destinations import FILES_ONLY
from segkit.model.plan import CALLS, Field
from segkit.model.workspace import Warehouse

_SCHEMA = "/connections/storage/warehouses/schema"


@check(
    "columns-collide",
    "high",
    says=WRONG_NOW,
    asks="Are both spellings sent?",
    trouble="yes",
    action="Keep one spelling in the plan and in the code.",
    docs=_SCHEMA,
    basis="plan",
)
def columns_collide(case: Case) -> Iterator[Found]:
    """Names become snake_case, so two spellings become one."""
    stored: defaultdict[str, list[tuple[Field, str]]] = defaultdict(list)
    for call in case.stored:
        stored[call.table] += call.columns
    clashes = [
        f"{' = '.join(names)} ({table}.{column})"
        for table, fields in stored.items()
        if len({column for _, column in fields}) < len(fields)
        for column, names in _shared((column, field.dotted) for field, column in fields).items()
    ]
    yield from _for_each_warehouse(
        case,
        "Warehouse columns are named in snake_case. Some names in the plan become the same "
        "column, where their values can no longer be told apart.",
        clashes,
    )


@check(
    "tables-collide",
    "high",
    says=WRONG_NOW,
    asks="Are both spellings sent?",
    trouble="yes",
    action="Keep one spelling of the event, and avoid the names of Segment's own tables.",
    docs=_SCHEMA,
    basis="plan",
)
def tables_collide(case: Case) -> Iterator[Found]:
    """Event names become snake_case table names."""
    tables = [(call.table, call.rule.title) for call in case.stored if call.rule.call == "track"]
    clashes = [f"{' = '.join(names)} ({table})" for table, names in _shared(tables).items()]
    clashes += [f"{event} = Segment's own {table}" for table, event in tables if table in TABLES]
    yield from _for_each_warehouse(
        case,
        "Each event has a table named after it in snake_case. Some events of the plan share "
        "a table, or have one that Segment itself uses.",
        clashes,
    )


@check(
    "reserved-columns",
    "high",
    says=WRONG_NOW,
    asks="Are these fields sent?",
    trouble="yes",
    action="Give these fields another name in the plan.",
    docs=_SCHEMA,
    basis="plan",
    replaces=("wh-all-03",),
)
def reserved_columns(case: Case) -> Iterator[Found]:
    """A property named like a reserved column is thrown away."""
    reserved = {call: reserved_columns_of(call) for call in CALLS}
    thrown_away = [
        f"{call.rule.title}: {field.dotted} ({column})"
        for call in case.stored
        for field, column in call.columns
        if column in reserved[call.rule.call]
    ]
    yield from _for_each_warehouse(
        case,
        "Segment itself writes some columns of every table. A property or trait of the same "
        "name is thrown away.",
        thrown_away,
    )


@check(
    "columns-named-otherwise",
    "medium",
    says=GOOD_TO_KNOW,
    action="Show the column next to each field in your plan, for those who write queries.",
    docs=_SCHEMA,
    basis="plan",
    replaces=("wh-all-02",),
)
def columns_named_otherwise(case: Case) -> Iterator[Found]:
    """Objects are flattened, arrays become text, names become snake_case."""
    renamed = [
        f"{field.dotted} as {column}" + (" (text)" if "array" in field.types else "")
        for call in case.stored
        for field, column in call.columns
        if _is_stored_otherwise(field, column)
    ]
    yield from _for_each_warehouse(
        case,
        "Some fields are stored in another form than they are planned: a nested object as "
        "columns with a prefix, an array as one text, and every name in snake_case.",
        renamed,
    )


@check(
    "several-types-in-one-column",
    "high",
    asks="Which one type do these fields have?",
    action="Settle on one type for each field.",
    docs=_SCHEMA,
    basis="plan",
    covers=("wh-all-01",),
)
def several_types_in_one_column(case: Case) -> Iterator[Found]:
    """The first value that arrives fixes the type of a column."""
    tables: defaultdict[str, list[StoredCall]] = defaultdict(list)
    for call in case.stored:
        tables[call.table].append(call)
    mixed = [words for calls in tables.values() for words in _mixed(calls)]
    yield from _for_each_warehouse(
        case,
        "The first value that arrives decides the type of a column. For some fields the plan "
        "allows several types, so later values may be changed or lost.",
        mixed,
    )


@check(
    "leading-digit-in-redshift",
    "low",
    says=GOOD_TO_KNOW,
    action="Begin names with a letter.",
    docs="/connections/storage/catalog/redshift",
    basis="plan",
)
def leading_digit_in_redshift(case: Case) -> Iterator[Found]:
    """Redshift stores such a name with an underscore in front."""
    warehouses = [one for one in _fed_by_plan(case) if one.kind == "redshift"]
    names = [
        name
        for call in (case.stored if warehouses else ())
        for name in (call.table, *(column for _, column in call.columns))
        if name[:1].isdigit()
    ]
    if names:
        for warehouse in warehouses:
            yield Found(
                "Redshift stores a name that begins with a digit with an underscore in front.",
                listed(f"{name} as _{name}" for name in names),
                target_id=warehouse.id,
            )


def _is_stored_otherwise(field: Field, column: str) -> bool:
    # two segments of which the last is the column: the shape of most fields, told quickly
    has_its_name = field.path[1:] == (column,) or field.dotted == column
    return not has_its_name or "array" in field.types


def _mixed(calls: list[StoredCall]) -> Iterator[str]:
    """The first field of each column of one table that may get values of several types."""
    stored = [(column, field, call) for call in calls for field, column in call.columns]
    is_plain = all(len(field.types) < 2 for _, field, _ in stored)
    if is_plain and len({column for column, _, _ in stored}) == len(stored):
        return
    types: defaultdict[str, dict[str, None]] = defaultdict(dict)
    first: dict[str, str] = {}
    for column, field, call in stored:
        types[column] |= dict.fromkeys(t for t in field.types if t not in {"null", "any"})
        first.setdefault(column, f"{call.rule.title}: {field.dotted}")
    yield from (f"{first[column]} ({' or '.join(t)})" for column, t in types.items() if len(t) > 1)


def _shared(named: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """The columns or tables that several different names lead to."""
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for stored, name in named:
        names[stored][name] = None
    return {stored: tuple(found) for stored, found in names.items() if len(found) > 1}


def _for_each_warehouse(case: Case, text: str, evidence: list[str]) -> Iterator[Found]:
    if evidence:
        for warehouse in _fed_by_plan(case):
            yield Found(text, listed(evidence, 9), target_id=warehouse.id)


def _fed_by_plan(case: Case) -> list[Warehouse]:
    """The warehouses with tables that what is planned arrives in, or may arrive in."""
    return [
        warehouse
        for warehouse in case.workspace.warehouses
        if warehouse.kind not in FILES_ONLY
        and (
            warehouse.source_ids is None
            or any(id_ in case.sources and case.plan_covers(id_) for id_ in warehouse.source_ids)
        )
    ]
