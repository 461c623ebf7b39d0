"""Checks that fire on the facts of one engagement, grouped by what they are about."""

from __future__ import annotations

from segkit.considerations.checks import (
    across,
    catalog,
    columns,
    connections,
    consent,
    filters,
    identity,
    limits,
    mappings,
    personal,
    protocols,
    questions,
    reach,
    sources,
    warehouses,
)
from segkit.considerations.checks.check import Check
from segkit.doors import declared_in, with_offered

_MODULES = (
    connections, mappings, filters, consent, reach, sources, identity, personal, columns,
    warehouses, limits, across, questions, protocols, catalog,
)  # fmt: skip

CHECKS = with_offered(declared_in(_MODULES, Check), "checks", Check)
"""Those of segkit, then those that other packages add; raises `ConfigError` for what is none."""

__all__ = ["CHECKS", "Check"]
