"""Which columns hold the names: of events, of properties and traits, or of several in a cell."""

from __future__ import annotations

import re

from segkit.plans.tables.columns import Column, taken
from segkit.plans.tables.words import Role, call_of_header, normalised

TRAIT_CALLS = frozenset({"identify", "group", "common", "alias"})
_PAGE_NAMES = frozenset(
    {"page", "screen", "page name", "screen name", "page title", "page/screen", "page / screen",
     "page or screen", "page & screen", "page screen", "page or screen name"}
)  # fmt: skip
_PAIR = re.compile(r"^\s*[A-Za-z_$][\w$.\-]*\s*[:=]\s*\S")
_SEVERAL = re.compile(r"[\n,;|{•]")


def assign_names(columns: list[Column], call: str | None) -> None:
    """Find the event column and the field column (or the cells that pack fields)."""
    event = taken(columns, Role.EVENT) or _plain_event(columns, call)
    may_be_event = event or (None if call in TRAIT_CALLS else _vague_name(columns))
    fields = taken(columns, Role.FIELD, Role.PACKED) or _plain_fields(columns, may_be_event)
    names = [
        column for column in columns
        if column.role is None and Role.EVENT in column.weights and Role.FIELD in column.weights
    ]  # fmt: skip
    if names and (event is None or fields is None):
        _settle_names(columns, names, event, fields, call)
    _take_unheaded_events(columns, call)
    _take_further_packed(columns)


def _vague_name(columns: list[Column]) -> Column | None:
    """A column headed `Name` that an event's list of properties may stand beside."""
    return next(
        (one for one in columns if one.role is None and {Role.EVENT, Role.FIELD} <= set(one.weights)
         and one.weights[Role.EVENT] == one.weights[Role.FIELD]),
        None,
    )  # fmt: skip


def _take_unheaded_events(columns: list[Column], call: str | None) -> None:
    """Names without a header left of the properties, one for several rows, are events."""
    fields = taken(columns, Role.FIELD)
    if fields is None or taken(columns, Role.EVENT) or call in TRAIT_CALLS:
        return
    left = [
        column for column in columns
        if column.index < fields.index and not column.header.strip() and column.role is None
        and not any(text.strip().isdigit() for text in column.samples)
    ]  # fmt: skip
    if len(left) == 1 and 0 < len(left[0].samples) <= len(fields.samples):
        left[0].take(Role.EVENT, 0.5, "names without a header left of the properties")


def _plain_event(columns: list[Column], call: str | None) -> Column | None:
    """The column whose header says plainly that it holds events or pages."""
    if call in TRAIT_CALLS and not any(Role.CALL in column.weights for column in columns):
        return None
    best, weight = None, 0.59
    for column in columns:
        if column.role is None and (own := _event_weight(column, call)) > weight:
            best, weight = column, own
    if best is not None:
        best.take(Role.EVENT, weight, f"header {best.header.strip()!r}")
    return best


def _event_weight(column: Column, call: str | None) -> float:
    """`Page` names a page on a tab about pages, and where an event fires elsewhere."""
    weight = column.weights.get(Role.EVENT, 0.0)
    if Role.FIELD in column.weights and weight <= 0.5:
        return 0.0
    if normalised(column.header) in _PAGE_NAMES and call not in {"page", "screen"}:
        return weight * 0.65
    if Role.CALL in column.weights and column.weights[Role.CALL] > weight * 0.9:
        return 0.0
    return weight


def _plain_fields(columns: list[Column], event: Column | None) -> Column | None:
    """The column whose header says plainly that it holds properties or traits."""
    has_type = any(column.weights.get(Role.TYPE, 0.0) >= 0.5 for column in columns)
    for limit in (0.99, 0.79):
        for column in columns:
            if column.role is not None or (event is not None and _is_traits_aside(column, columns)):
                continue
            packed, single = (
                column.weights.get(Role.PACKED, 0.0),
                column.weights.get(Role.FIELD, 0.0),
            )
            if max(packed, single) < limit:
                continue
            several = column.share(_SEVERAL.search) if column.samples else 0.0
            if packed and event and (not single or several >= (0.4 if has_type else 0.2)):
                column.take(
                    Role.PACKED, packed, f"header {column.header.strip()!r}, lists below it"
                )
            elif single:
                column.take(Role.FIELD, single, f"header {column.header.strip()!r}")
            else:
                continue
            return column
    return None


def _is_traits_aside(column: Column, columns: list[Column]) -> bool:
    """Traits beside a column of properties say what an event also changes about the user."""
    return call_of_header(column.header) is not None and any(
        other is not column
        and call_of_header(other.header) is None
        and max(other.weights.get(Role.FIELD, 0.0), other.weights.get(Role.PACKED, 0.0)) >= 0.79
        for other in columns
    )


def _settle_names(
    columns: list[Column], names: list[Column], event: Column | None, fields: Column | None,
    call: str | None,
) -> None:  # fmt: skip
    """Decide about columns that are only headed `Name` or `Key`."""
    has_type = any(column.weights.get(Role.TYPE, 0.0) >= 0.5 for column in columns)
    first = names[0]
    if event is None and fields is None and len(names) > 1:
        first.take(Role.EVENT, 0.6, f"first of two columns headed {first.header.strip()!r}")
        names[1].take(Role.FIELD, 0.6, "second of them")
    elif event is None and fields is None:
        role = Role.FIELD if call in TRAIT_CALLS or has_type else Role.EVENT
        first.take(role, 0.5, f"header {first.header.strip()!r}, the only name on the tab")
    elif event is None and call not in TRAIT_CALLS:
        first.take(Role.EVENT, 0.7, f"header {first.header.strip()!r} beside a property column")
    elif fields is None and has_type:
        first.take(Role.FIELD, 0.7, f"header {first.header.strip()!r} beside an event column")


def _take_pairs(columns: list[Column]) -> None:
    """Cells such as `order_id: 1` in columns without a header, beside an event."""
    if taken(columns, Role.FIELD, Role.PACKED) or not taken(columns, Role.EVENT):
        return
    for column in columns:
        if column.role is None and not column.header.strip() and column.share(_PAIR.match) >= 0.8:
            column.take(Role.PACKED, 0.6, "pairs of a name and a value")


def _take_further_packed(columns: list[Column]) -> None:
    """`Property 1`, `Property 2`, … and cells under one wide `Properties` header."""
    _take_pairs(columns)
    first = taken(columns, Role.PACKED)
    if first is None or taken(columns, Role.FIELD):
        return
    for column in columns:
        if column.role is None and column.weights.get(Role.PACKED, 0.0) >= 0.99:
            column.take(Role.PACKED, 0.9, f"header {column.header.strip()!r}")
    for column in columns[columns.index(first) + 1 :]:
        if column.header.strip() or column.role is not None:
            break
        if column.samples:
            column.take(Role.PACKED, 0.6, "cells without a header right of the property list")
