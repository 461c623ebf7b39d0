"""The warehouse: columns and tables that two things would share, and names that Segment owns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from segkit.derive.columns import (
    TABLES,
    column_of,
    reserved_columns_of,
    snake_case,
    stored_fields,
    table_of,
)
from segkit.model.plan import Rule
from segkit.review.check import EVENTS, FIELDS, check
from segkit.review.checks.proposing import event_hit, name_hit, places
from segkit.review.finding import ERROR, NOTE, WARNING, Hit
from segkit.review.names import tidy
from segkit.review.subject import Subject, Use, types_of

_PAGE = "/connections/storage/warehouses/schema"
_REDSHIFT = 127
"""Bytes of a name."""


@check("warehouse-column-collision", ERROR, of=FIELDS, docs=_PAGE)
def column_collision(subject: Subject) -> Iterator[Hit]:
    """Every field has a column of its own.

    Why: Two fields write one column, and the last one wins.

    Mend: Keep one of them, or rename the other.

    Evidence: The same column after snake_case and the joining of nested names. Objects whose keys
    are planned and names with `.$` have none.
    """
    found: dict[tuple[tuple[str, ...], ...], list[Use]] = {}
    for rule in subject.rules:
        columns: defaultdict[str, list[Use]] = defaultdict(list)
        for one in stored_fields(rule):
            use = Use(rule, one)
            if "$" in one.path[-1] or subject.has_children(use):
                continue
            if column := column_of(one):
                columns[column].append(use)
        for column, uses in columns.items():
            if len({use.field.path for use in uses}) > 1 and not _is_copy(uses):
                key = tuple(sorted({use.field.path for use in uses}))
                found.setdefault((*key, (column,)), []).extend(uses)
    for (*paths, (column,)), uses in found.items():
        names = " and ".join(repr(".".join(path[1:])) for path in paths)
        yield Hit(
            f"{names} of {uses[0].rule.title!r} write one column, {column}.",
            *uses[-1 if len(uses) == len(paths) else 0], places(uses), count=len(uses),
        )  # fmt: skip


def _is_copy(uses: list[Use]) -> bool:
    """A nested field written out with dots beside it: `plan-flattened-copy` says so."""
    dotted = {".".join(use.field.path) for use in uses}
    return len(dotted) < len({use.field.path for use in uses})


@check("warehouse-table-collision", ERROR, of=EVENTS, docs=_PAGE)
def table_collision(subject: Subject) -> Iterator[Hit]:
    """Every event has a table of its own.

    Why: Two events write one table, and nobody can tell them apart there.

    Mend: Keep one of them, or rename the other.

    Evidence: The same table after snake_case.
    """
    found: defaultdict[str, list[Rule]] = defaultdict(list)
    for rules in subject.events.values():
        if table := table_of(rules[0]):
            found[table].append(rules[0])
    for table, some in found.items():
        if len(some) > 1:
            names = " and ".join(repr(rule.key) for rule in some[:4])
            said = f"{names} write one table, {table}."
            yield Hit(said, some[0], None, tuple(rule.origin for rule in some), count=len(some))


@check("warehouse-reserved-name", WARNING, of=FIELDS, docs=_PAGE)
def reserved_name(subject: Subject) -> Iterator[Hit]:
    """No name is one that Segment uses itself.

    Why: The column is Segment's: the property is thrown away, or the table is taken.

    Mend: Rename it, or leave it out where it repeats what the call carries anyway.

    Evidence: A property at the top whose column, or an event whose table, is Segment's own. The
    trait `id` is fine. One line for each name.
    """
    found: defaultdict[str, list[Use]] = defaultdict(list)
    for use in subject.named:
        if len(use.field.path) != 2 or use.rule.call not in {
            "track",
            "page",
            "screen",
            "identify",
            "group",
        }:
            continue
        column = column_of(use.field)
        if column == "id" and use.rule.call in {"identify", "group"}:
            continue
        if column in reserved_columns_of(use.rule.call):
            found[use.field.name].append(use)
    for name, uses in found.items():
        yield name_hit(
            f"{name!r} is a column that Segment writes itself ({column_of(uses[0].field)}).", uses
        )
    for name, rules in subject.events.items():
        if snake_case(name) in TABLES:
            yield event_hit(f"{name!r} is a table that Segment writes itself.", rules)


@check("warehouse-long-name", NOTE, of=EVENTS, docs=_PAGE)
def long_name(subject: Subject) -> Iterator[Hit]:
    """Names of tables and columns fit into a warehouse.

    Why: PostgreSQL cuts names after 63 bytes, so two of them may become one; Redshift takes 127.

    Mend: Shorten the name.

    Evidence: More than 63 bytes (postgresql.org/docs, Identifiers and Key Words); more than 127
    where the workspace has warehouses and the strictest of them is Redshift (docs.aws.amazon.com,
    Names and identifiers). Not where none of them is one of these.
    """
    most = _most_bytes(subject)
    if most is None:
        return
    for name, rules in subject.events.items():
        table = table_of(rules[0])
        if len(table.encode()) > most:
            yield event_hit(
                f"The table of {tidy(name)!r} has a name of {len(table.encode())} bytes.", rules
            )
    found: defaultdict[str, list[Use]] = defaultdict(list)
    for use in subject.named:
        column = column_of(use.field)
        if len(column.encode()) > most:
            found[column].append(use)
    for column, uses in found.items():
        yield name_hit(
            f"The column of {uses[0].field.dotted!r} has a name of {len(column.encode())} bytes.",
            uses,
        )


def _most_bytes(subject: Subject) -> int | None:
    """How long names may be in the strictest of the workspace's warehouses; None for any length."""
    kinds = [one.kind for one in subject.case.workspace.warehouses] if subject.case else []
    least = int(subject.thresholds["bytes of a name"])
    if not kinds or any("postgres" in kind for kind in kinds):
        return least
    return _REDSHIFT if any("redshift" in kind for kind in kinds) else None


@check("warehouse-type-between-versions", WARNING, of=FIELDS, docs=_PAGE)
def type_between_versions(subject: Subject) -> Iterator[Hit]:
    """A property keeps its type from version to version.

    Why: All versions share one table, and the column keeps the type that came first.

    Mend: Give the property of the new type a new name.

    Evidence: Versions of one event whose types of a property have none in common.
    """
    for rules in subject.events.values():
        if len(rules) < 2:
            continue
        first: dict[tuple[str, ...], Use] = {}
        told: set[tuple[str, ...]] = set()
        for rule in sorted(rules, key=lambda one: one.version):
            for one in rule.fields:
                before = first.setdefault(one.path, Use(rule, one))
                ours, theirs = _wide(types_of(one)), _wide(types_of(before.field))
                if ours and theirs and not ours & theirs and one.path not in told:
                    told.add(one.path)
                    said = (
                        f"{one.dotted!r} of {rule.title!r} is {' or '.join(sorted(theirs))} in version "
                        f"{before.rule.version} and {' or '.join(sorted(ours))} in version {rule.version}."
                    )
                    yield name_hit(said, [Use(rule, one)])


def _wide(types: frozenset[str]) -> frozenset[str]:
    return frozenset("number" if one == "integer" else one for one in types)
