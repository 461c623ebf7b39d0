"""Checks that fire on the facts of one engagement, grouped by what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from segkit.doors import through
from segkit.errors import ConfigError

_OWN: tuple[Check, ...] = (
    *connections.CHECKS,
    *mappings.CHECKS,
    *filters.CHECKS,
    *consent.CHECKS,
    *reach.CHECKS,
    *sources.CHECKS,
    *identity.CHECKS,
    *personal.CHECKS,
    *columns.CHECKS,
    *warehouses.CHECKS,
    *limits.CHECKS,
    *across.CHECKS,
    *questions.CHECKS,
    *protocols.CHECKS,
    *catalog.CHECKS,
)


def _added(own: Sequence[Check]) -> Iterator[Check]:
    """What other packages add; raises `ConfigError` for what is no check, or has a taken id."""
    taken = {check.id for check in own}
    for name, added in through("checks"):
        for check in added if isinstance(added, list | tuple) else (added,):
            if not isinstance(check, Check) or check.id in taken:
                raise ConfigError(
                    f"{name} adds a check to segkit that is none, or whose id is taken: {check!r}.",
                    "mend that package, or uninstall it.",
                )
            taken.add(check.id)
            yield check


CHECKS: tuple[Check, ...] = (*_OWN, *_added(_OWN))
"""Those of segkit, then those that other packages add."""

__all__ = ["CHECKS", "Check"]
