"""Grids of cells become a tracking plan: what is a table, what its columns and rows mean.

    Tab ─► sheet ─► headers ─► columns ─► layout ─► build ─► joining ─► rules
           └─────────── layouts ─────────────┘      ledger: what became of every cell ─► doubts
                          └── words, cells ──┘      └──────────────── tables ─────────────────┘

`words` and `cells` know what headings and single cells say, `layouts` what a table and its columns
are, and this package what its rows are. Words are data (`words.toml`); no rule is about one file,
and nothing here opens one.
"""

from __future__ import annotations

from segkit.plans.layouts.profile import Profile, TabProfile
from segkit.plans.layouts.source_schema import is_source_schema, received
from segkit.plans.tables.reading import ColumnReading, TabDoubt, TableReading, TabReading
from segkit.plans.tables.understanding import (
    Understanding,
    explain,
    plan_from_tabs,
    plan_of,
    understand_tabs,
)
from segkit.plans.words.role import Role

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
