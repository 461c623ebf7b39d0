"""Filters that the SA keeps for the export: from a table to `notes.toml` and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from segkit.engagement.notes import KEPT, KeptFilter, Notes, change, edit
from segkit.render.searchable import CHOSEN, Narrowing
from segkit.render.view import View
from segkit.rows.row import Row, row_named


def kept_filter(notes: Notes, table: str) -> Narrowing:
    """What `table` is filtered by in the guide; raises `ConfigError` for a damaged entry."""
    found = notes.get(KEPT, table) or KeptFilter()
    pairs = (one.partition("=") for one in found.filters)
    return Narrowing(found.query, {column: value for column, _, value in pairs})


def keep_filter(file: Path, table: str, chosen: Narrowing) -> None:
    """Record what a table is filtered by, or forget it when that is nothing.

    Raises `ConfigError` when the notes cannot be written.
    """
    filters = tuple(f"{column}={value}" for column, value in chosen.filters.items() if value)
    entry = KeptFilter(chosen.query, filters) if chosen else None
    change(file, [edit(KEPT, table, entry)], f"filter of {table}", session=f"filter-{table}")


def cut_tables(notes: Notes, view_of: Callable[[Row], View]) -> tuple[tuple[str, str], ...]:
    """The tables of a guide that a kept filter cuts, by name, each with the sentence below it."""
    cut: list[tuple[str, str]] = []
    for name in notes.of(KEPT):
        row = row_named(name)
        if row is None:
            continue
        view = view_of(row)
        said = [line for line in view.text.splitlines() if line.startswith(CHOSEN)]
        cut += [(name, line) for line in said[:1]]
    return tuple(cut)
