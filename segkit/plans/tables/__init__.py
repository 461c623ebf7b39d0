"""Grids of cells become a tracking plan: what is a table, what its columns and rows mean.

    Tab ─► sheet ─► headers ─► columns ─► layout ─► build ─► joining ─► rules
                    (headings  (weights,            (fields,  (events,
                     of words)  assigning)           packed)   references)
                             ledger: what became of every cell ─► doubts

The words of headings and cells are data (`words.toml`); no rule here is about one file.

Only this package knows how people lay out tracking plans; it opens no file.
"""

from __future__ import annotations

from segkit.plans.tables.profile import Profile, TabProfile
from segkit.plans.tables.reading import ColumnReading, TabDoubt, TableReading, TabReading
from segkit.plans.tables.role import Role
from segkit.plans.tables.source_schema import is_source_schema, received
from segkit.plans.tables.understanding import (
    Understanding,
    explain,
    plan_from_tabs,
    plan_of,
    understand_tabs,
)

__all__ = [
    "ColumnReading",
    "Profile",
    "Role",
    "TabDoubt",
    "TabProfile",
    "TabReading",
    "TableReading",
    "Understanding",
    "explain",
    "is_source_schema",
    "plan_from_tabs",
    "plan_of",
    "received",
    "understand_tabs",
]
