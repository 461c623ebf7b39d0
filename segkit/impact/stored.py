"""Which tables and columns of warehouses a change concerns."""

from __future__ import annotations

from collections.abc import Iterator

from segkit.delivery.case import Case
from segkit.delivery.storage import Store, stores
from segkit.derive.columns import column_of, snake_case, stored_fields, table_of
from segkit.impact.concern import Concern
from segkit.impact.subject import Subject, Touched
from segkit.model.change import RENAME_FIELD, RENAME_RULE, RETYPE
from segkit.model.plan import CALLS, ELEMENT, Field, Rule, dotted
from segkit.model.workspace import Warehouse

_FILES = "files"


def warehouses_concerned(subject: Subject, case: Case) -> Iterator[Concern]:
    """Each table or column of each warehouse that what changes is kept in."""
    if not (subject.moves or subject.kind == RETYPE):
        return
    warehouses = {one.id: one for one in case.workspace.warehouses}
    said: set[tuple[str, str]] = set()
    for one in subject.touched:
        for store in _stores(case, one.rule):
            for concern in _kept(one, store, warehouses[store.id], subject):
                if (store.id, concern.name) not in said:
                    said.add((store.id, concern.name))
                    yield concern


def _stores(case: Case, rule: Rule) -> tuple[Store, ...]:
    calls = [rule.call] if rule.call in CALLS else sorted(case.current)
    found: dict[str, Store] = {}
    for call in calls:
        sending = [
            source
            for source in case.workspace.sources
            if source.enabled
            and case.plan_covers(source.id)
            and case.may_send(source.id, rule)
            and call in case.calls(source.id)
        ]
        name = rule.key if rule.call == call else None
        found |= {one.id: one for one in stores(case, sending, call, name)}
    return tuple(found.values())


def _kept(one: Touched, store: Store, warehouse: Warehouse, subject: Subject) -> Iterator[Concern]:
    sure = not store.depends
    if store.files:
        reason = "Its files keep calls as they are sent: what reads them meets the change."
        yield _concern(warehouse, _FILES, subject.moves, reason, certain=sure)
    elif one.field is None:
        old, table = table_of(one.rule), str(one.change.new)
        if one.rule.call != "track":
            yield _row(one, warehouse, certain=sure)
        elif one.change.kind == RENAME_RULE and snake_case(table) == old:
            yield _concern(warehouse, old, False, f"The table stays {old}.", certain=sure)
        elif one.change.kind == RENAME_RULE:
            reason = f"The table gets no new rows; they go to {snake_case(table)}."
            yield _concern(warehouse, old, True, reason, certain=sure)
        else:
            yield _concern(warehouse, old, True, "The table gets no new rows.", certain=sure)
    else:
        for field in _columns(one):
            if store.keeps(field.path, column_of(field)) is not None:
                yield _column(one, field, warehouse, certain=sure)


def _row(one: Touched, warehouse: Warehouse, *, certain: bool) -> Concern:
    table = table_of(one.rule)
    reason = f"Rows of {one.rule.title!r} in it get no more, or another name."
    return _concern(warehouse, table, True, reason, certain=certain)


def _columns(one: Touched) -> Iterator[Field]:
    """The fields with a column of their own that the change moves along; else that around it."""
    stored = list(stored_fields(one.rule, one.path[0]))
    below = [field for field in stored if field.path[: len(one.path)] == one.path]
    around = [field for field in stored if field.path == one.path[: len(field.path)]]
    yield from below or around


def _column(one: Touched, field: Field, warehouse: Warehouse, *, certain: bool) -> Concern:
    table, prefix = (
        table_of(one.rule) or "every table",
        "context_" if one.path[0] == "context" else "",
    )
    column = f"{prefix}{column_of(field)}"
    name = f"{table}.{column}"
    if len(field.path) < len(one.path):
        reason = f"It holds {dotted(one.path[len(field.path) :])} as part of its text."
        return _concern(warehouse, name, one.change.kind != RETYPE, reason, certain=certain)
    if one.change.kind == RETYPE:
        reason = "It keeps its type: values of another one are cast or lost."
        return _concern(warehouse, name, True, reason, certain=False)
    if one.change.kind != RENAME_FIELD:
        return _concern(warehouse, name, True, "It gets no new values.", certain=certain)
    moved = (*one.new_path, *field.path[len(one.path) :])
    new = prefix + "_".join(snake_case(step) for step in moved[1:] if step != ELEMENT)
    if new == column:
        return _concern(warehouse, name, False, "The column stays the same.", certain=certain)
    reason = f"It gets no new values; they go to {new}."
    return _concern(warehouse, name, True, reason, certain=certain)


def _concern(
    warehouse: Warehouse,
    name: str,
    breaks: bool,  # noqa: FBT001 (said of every one)
    reason: str,
    *,
    certain: bool,
) -> Concern:
    return Concern(
        "warehouse", name, breaks, reason, certain, id=warehouse.id, destination=warehouse.name,
        enabled=warehouse.enabled, origin=warehouse.id,
    )  # fmt: skip
