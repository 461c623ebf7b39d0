"""Which column holds what: by its header's wording, the values below it, and its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from segkit.plans.tables import values
from segkit.plans.tables.columns import Column, taken
from segkit.plans.tables.name_roles import assign_names
from segkit.plans.tables.words import Role, call_of_value, normalised

_REQUIRED_WORDS = re.compile(r"requir|optional|mandator|recommend|condition|must", re.IGNORECASE)
_LEAST = 0.25


def assign_roles(
    columns: list[Column], call: str | None, forced: Mapping[str, Role], missing: Iterable[Role]
) -> None:
    """Give every column its role.

    Args:
        columns: In sheet order.
        call: What the tab's title or a heading says, if anything.
        forced: Roles from the profile, by the column's key.
        missing: Roles whose header in the profile no longer exists: not to be guessed.
    """
    barred = set(missing)
    for column in columns:
        if column.key in forced:
            column.take(forced[column.key], 1.0, "fixed for this tab")
        column.weights = {
            role: weight * _support(column, role)
            for role, weight in column.hints.items()
            if role not in barred
        }
    assign_names(columns, call)
    nested = next((one for one in columns if one.role is None and Role.NESTED in one.weights), None)
    if nested is not None and taken(columns, Role.FIELD):
        nested.take(Role.NESTED, 1.0, f"header {nested.header.strip()!r} beside a property column")
    _assign_single(columns)
    _assign_descriptions(columns)
    for column in columns:
        if column.role is None:
            column.take(Role.LABEL, 0.5, "no known header: kept as a label")


def _support(column: Column, role: Role) -> float:  # noqa: PLR0911 one line for each role
    """How well the values below agree with a role, 0 to 1."""
    if role is Role.TYPE:
        if column.samples and not any(map(values.read_type, column.samples)):
            return 0.0
        return _at_least(column.share(_type_or_call), 0.5)
    if role is Role.CALL:
        return _at_least(column.share(call_of_value), 0.6) if column.samples else 0.4
    if role in {Role.REQUIRED, Role.OPTIONAL}:
        plain = column.hints[role] > 0.8 or any(map(_REQUIRED_WORDS.search, column.samples))
        return _at_least(column.share(values.read_required), 0.6) if plain else 0.0
    if role is Role.VERSION:
        return _at_least(column.share(values.read_version), 0.8)
    if role is Role.FORMAT and column.samples:
        return _at_least(column.share(values.read_format), 0.3)
    if role in {Role.ARRAY, Role.NULLABLE}:
        return _at_least(column.share(values.read_required), 0.8)
    if role is Role.ALLOWED:
        return _support_allowed(column)
    if role is Role.PATTERN and column.hints[role] < 1:
        return _at_least(column.share(values.is_regex), 0.5)
    return 1.0


def _type_or_call(text: str) -> object:
    """In an outline the type column also says which rows are events."""
    return values.read_type(text) or call_of_value(text)


def _support_allowed(column: Column) -> float:
    """Lists speak for it; counts (as in exports of a source's schema) against it."""
    if column.samples and all(text.strip().isdigit() for text in column.samples):
        return 0.0 if normalised(column.header) in {"allowed", "permitted", "value"} else 1.0
    if column.hints[Role.ALLOWED] < 1:
        several = column.share(
            lambda text: len(getattr(values.read_listing(text), "values", ())) > 1
        )
        return 1.0 if several >= 0.3 else 0.0
    return 1.0


def _at_least(share: float, limit: float) -> float:
    return share if share >= limit else 0.0


_DESCRIPTIONS = frozenset({Role.EVENT_DESCRIPTION, Role.FIELD_DESCRIPTION})
_SINGLE = frozenset(Role) - _DESCRIPTIONS - {
    Role.EVENT, Role.FIELD, Role.NESTED, Role.PACKED, Role.LABEL, Role.IGNORED, Role.MARK,
}  # fmt: skip


def _assign_single(columns: list[Column]) -> None:
    """Roles of which a table has one column: the best fitting one takes it."""
    has = {column.role for column in columns}
    claims = sorted(
        (
            (-weight, place, role)
            for place, column in enumerate(columns)
            if column.role is None
            for role, weight in column.weights.items()
            if role in _SINGLE and weight >= _LEAST and role not in has
        ),
    )
    for negative, place, role in claims:
        column = columns[place]
        if column.role is None and role not in has:
            has.add(role)
            column.take(role, -negative, _reason(column, role))


def _reason(column: Column, role: Role) -> str:
    """Whether the header alone, or header and values, spoke for a role."""
    if column.samples and role in {Role.TYPE, Role.CALL, Role.REQUIRED, Role.VERSION}:
        return f"header {column.header.strip()!r}, and its values agree"
    return f"header {column.header.strip()!r}"


def _assign_descriptions(columns: list[Column]) -> None:
    """Tell the event's description from the field's."""
    rows = taken(columns, Role.FIELD, Role.PACKED)
    event = taken(columns, Role.EVENT)
    has = {column.role for column in columns}
    open_ones = [
        column for column in columns if column.role is None and _DESCRIPTIONS & set(column.weights)
    ]
    for column in open_ones:
        sure = [
            role for role in _DESCRIPTIONS & set(column.weights) if column.weights[role] >= 0.99
        ]
        only = _DESCRIPTIONS & set(column.weights)
        if sure and sure[0] not in has:
            has.add(sure[0])
            column.take(sure[0], 1.0, f"header {column.header.strip()!r}")
        elif len(only) == 1 and column.group and not only & has:
            role = next(iter(only))
            has.add(role)
            column.take(role, 0.9, f"below the header {column.group.strip()!r}")
    vague = [
        column for column in open_ones
        if column.role is None and max(column.weights[role] for role in _DESCRIPTIONS & set(column.weights)) >= 0.5
    ]  # fmt: skip
    _place_descriptions(vague, has, event, rows)
    _take_notes(open_ones, columns)


def _place_descriptions(
    vague: list[Column], has: set[Role | None], event: Column | None, rows: Column | None
) -> None:
    """Columns headed just `Description`, by where they stand."""
    for column in vague:
        if rows is None or rows.role is Role.PACKED:
            role = Role.EVENT_DESCRIPTION
        elif event is None or Role.EVENT_DESCRIPTION in has:
            role = Role.FIELD_DESCRIPTION
        elif (
            Role.FIELD_DESCRIPTION in has
            or column.index < rows.index
            or (len(vague) > 1 and column is vague[0] and event.index < rows.index)
        ):
            role = Role.EVENT_DESCRIPTION
        else:
            role = Role.FIELD_DESCRIPTION
        if role not in has:
            has.add(role)
            column.take(role, 0.7, f"header {column.header.strip()!r}, by its place")


def _take_notes(open_ones: list[Column], columns: list[Column]) -> None:
    """A column of notes describes fields when nothing else does."""
    if taken(columns, Role.FIELD_DESCRIPTION) or not taken(columns, Role.FIELD):
        return
    notes = next((column for column in open_ones if column.role is None), None)
    if notes is not None:
        notes.take(Role.FIELD_DESCRIPTION, 0.4, "notes, and no other description")
