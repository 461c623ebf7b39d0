"""Several properties in a row: which of them a column is about."""

from __future__ import annotations

from collections import Counter

from segkit.plans.cells.packed import read_packed
from segkit.plans.cells.values import is_mark
from segkit.plans.layouts.choosing import is_traits_aside
from segkit.plans.layouts.columns import Column, taken
from segkit.plans.words.headings import normalised
from segkit.plans.words.looks import is_key_like
from segkit.plans.words.role import Role

_SUSPECTED = 0.5
_SURELY = 0.8
_BY_WORDS = 0.68
_OF_FIELDS = (Role.TYPE, Role.REQUIRED, Role.OPTIONAL, Role.ENUM, Role.EXAMPLE)


def find_slots(columns: list[Column]) -> None:
    """`Property 1`, `Type 1`, `Property 2`, …: which property of the row each column is about.

    Without numbers, further columns of names count where the row's event has no property of
    its own row (no types, nothing required), or where their headings repeat.
    """
    event, first = taken(columns, Role.EVENT), taken(columns, Role.FIELD, Role.PACKED)
    if event is None or first is None:
        return
    repeated = Counter(normalised(column.header) for column in columns)
    is_wide = not any(
        column.weight(*_OF_FIELDS[:4]) >= 0.5 for column in columns if column is not first
    )
    further = [
        column for column in columns
        if column.role is None and max(column.weight(Role.FIELD), column.weight(Role.PACKED)) >= _BY_WORDS * 0.8
        and column.hints and not is_traits_aside(column, columns)
        and (is_wide or column.number is not None or repeated[normalised(column.header)] > 1
             or column.weight(Role.PACKED) >= 0.9)
    ]  # fmt: skip
    for column in further:
        column.take(
            Role.PACKED,
            column.weight(Role.FIELD, Role.PACKED),
            f"{column.says}: a further property",
        )
    _take_details(columns, first)
    if _is_unheaded_list(columns, first):
        first.take(Role.PACKED, first.confidence, f"{first.why}, and more of them beside it")
    _take_unheaded_lists(columns, first)
    names = [column for column in columns if column.role in {Role.FIELD, Role.PACKED}]
    if len(names) < 2:
        return
    if first.role is Role.FIELD:
        first.take(Role.PACKED, first.confidence, first.why)
    for slot, name in enumerate(names, start=1):
        name.slot = slot
    for column in columns:
        if column.role is None and column.header.strip():
            column.slot = _slot_of(column, columns, names, repeated)


def _take_details(columns: list[Column], first: Column) -> None:
    """`lamp_id (string, required): L1` beside a list of the same names: what is said of each."""
    names = _listed(first)
    for column in columns:
        open_and_said = column.role is None and bool(column.samples)
        if open_and_said and column.share_of_said(_details) >= _SURELY and _listed(column) <= names:
            column.take(Role.PACKED, _SURELY, f"{column.says}: what is said of the properties")


def _details(text: str) -> bool:
    """The cell holds nothing but names with their types."""
    reading = read_packed(text)
    return reading.whole and bool(reading.items) and all(item.type for item in reading.items)


def _listed(column: Column) -> set[str]:
    return {item.name for text in column.samples for item in read_packed(text).items}


def _slot_of(
    column: Column, columns: list[Column], names: list[Column], repeated: Counter[str]
) -> int:
    """By the number in the heading, or by the place where headings repeat or stand in between."""
    if column.number is not None:
        return next((name.slot for name in names if name.number == column.number), 0)
    left = max((name.slot for name in names if name.index < column.index), default=0)
    is_between = column.index < names[-1].index or any(
        names[0].index < other.index < names[-1].index and other.weight(*_OF_FIELDS) >= _SUSPECTED
        for other in columns
        if other not in names
    )
    is_about = column.weight(*_OF_FIELDS) >= _SUSPECTED and is_between
    return left if is_about or repeated[normalised(column.header)] > 1 else 0


def _is_unheaded_list(columns: list[Column], first: Column) -> bool:
    """Names, and more of them right of them below no header, or below a mere number."""
    right = next(iter(columns[columns.index(first) + 1 :]), None)
    return (
        right is not None and right.role is None and right.is_unsaid and bool(right.samples)
        and not any(map(is_mark, right.samples)) and right.share(is_key_like) >= 0.8
        and not any(column.weight(*_OF_FIELDS) >= 0.5 for column in columns)
    )  # fmt: skip


def _take_unheaded_lists(columns: list[Column], first: Column) -> None:
    """Cells without a header right of a property list, under its wide header."""
    if first.role is not Role.PACKED:
        return
    for column in columns[columns.index(first) + 1 :]:
        if not column.is_unsaid or column.role not in {None, Role.PACKED}:
            break
        if column.samples and column.role is None:
            column.take(Role.PACKED, 0.6, "cells without a header right of the property list")
