"""Rules that fire on the facts of one engagement, grouped by what they are about."""

from __future__ import annotations

from segkit.considerations.rules import (
    columns,
    connections,
    filters,
    identity,
    limits,
    mappings,
    protocols,
    reach,
    sources,
    warehouses,
)
from segkit.considerations.rules.rule import ConsiderationRule

RULES: tuple[ConsiderationRule, ...] = (
    *connections.RULES,
    *mappings.RULES,
    *filters.RULES,
    *reach.RULES,
    *sources.RULES,
    *identity.RULES,
    *columns.RULES,
    *warehouses.RULES,
    *limits.RULES,
    *protocols.RULES,
)

__all__ = ["RULES", "ConsiderationRule"]
