"""The tables of a guide as plain rows: for Markdown, for workbooks, for CSV."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from segkit.guide import Guide
from segkit.render.view import View

TITLES = {
    "overview": "Overview",
    "sources": "Sources",
    "environments": "Environments",
    "quickstarts": "Libraries",
    "calls_in_scope": "Calls in scope",
    "identify": "Identify traits",
    "destinations": "Destinations",
    "matrix": "Matrix",
    "warehouses": "Warehouses",
    "considerations": "Considerations",
    "coverage": "Coverage",
    "pages": "Pages and screens",
    "track": "Events",
    "group": "Group",
    "common": "Every call",
    "objectives": "Objectives",
    "decisions": "Decisions",
    "questions": "Open questions",
    "findings": "Findings",
    "provenance": "About this guide",
}
"""What each of the guide's methods that give a table is called, in the order of the sheets."""

ALWAYS = {"coverage", "findings"}
"""Tables that a whole guide has in its workbook, though its pages may not show them."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        name: The method of the guide that gives it.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def table_named(guide: Guide, name: str) -> Table | None:
    """The table that this method of the guide gives; None when there is nothing to list."""
    view = getattr(guide, name)()
    if not isinstance(view, View) or not view.columns or not view.rows:
        return None
    return Table(name, TITLES[name], view.columns, view.rows)


def tables_of(guide: Guide, names: Collection[str]) -> tuple[Table, ...]:
    """Every table with something in it, of the methods named."""
    found = (table_named(guide, name) for name in TITLES if name in names)
    return tuple(table for table in found if table is not None)
