"""The tables of a guide, in the order of its rows: for workbooks and CSV."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from segkit.guide import Guide
from segkit.render.table import Table
from segkit.rows.row import all_rows


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name in a workbook."""

    title: str
    table: Table[Any]


def sheets_of(guide: Guide, names: Collection[str], *, is_whole: bool) -> tuple[Sheet, ...]:
    """Every table with something in it, of the rows named.

    A whole guide also has those that its pages may not show.
    """
    found = []
    for row in all_rows().values():
        if row.title and (row.name in names or (is_whole and row.always)):
            table = guide.static(row).data
            if table is not None and table.items:
                found.append(Sheet(row.title, table))
    return tuple(found)


def all_titles() -> tuple[str, ...]:
    """What the sheets of a guide may be called."""
    return tuple(row.title for row in all_rows().values() if row.title)
