"""Checks that fire on the facts of one engagement, grouped by what they are about."""

from __future__ import annotations

from segkit.considerations.checks import (
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
from segkit.considerations.checks.check import Check

CHECKS: tuple[Check, ...] = (
    *connections.CHECKS,
    *mappings.CHECKS,
    *filters.CHECKS,
    *reach.CHECKS,
    *sources.CHECKS,
    *identity.CHECKS,
    *columns.CHECKS,
    *warehouses.CHECKS,
    *limits.CHECKS,
    *protocols.CHECKS,
)

__all__ = ["CHECKS", "Check"]
