"""Grids of cells become a tracking plan: what is a table, what its columns and rows mean.

    Tab ─► sheet ─► headers (words, roles, layout, leads) ─► build (fields, lone, …) ─► rules
                                                              ledger: every row used or explained

Only this package knows how people lay out tracking plans; it opens no file.
"""

from __future__ import annotations

from segkit.plans.tables.profile import Profile, TabProfile
from segkit.plans.tables.reading import ColumnReading, TableReading, TabReading
from segkit.plans.tables.understanding import explain, is_source_schema, plan_from_tabs
from segkit.plans.tables.words import Role

__all__ = [
    "ColumnReading",
    "Profile",
    "Role",
    "TabProfile",
    "TabReading",
    "TableReading",
    "explain",
    "is_source_schema",
    "plan_from_tabs",
]
