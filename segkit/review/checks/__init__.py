"""Every check of the review, grouped by what it is about; those of other packages come after them.

A package elsewhere offers a `Check`, or several, by an entry point of the group `segkit.lint`.
"""

from __future__ import annotations

from functools import cache

from segkit.doors import declared_in, with_offered
from segkit.review.check import Check
from segkit.review.checks import (
    casing,
    characters,
    describing,
    destinations,
    dynamics,
    identifying,
    likeness,
    privacy,
    requiring,
    specs,
    storage,
    structure,
    types,
    values,
    wording,
)
from segkit.review.finding import LEVELS

_MODULES = (
    casing, wording, characters, likeness, dynamics, types, values, requiring, describing,
    identifying, privacy, specs, storage, structure, destinations,
)  # fmt: skip


@cache
def all_checks() -> tuple[Check, ...]:
    """Those of segkit, then those that other packages add; raises `ConfigError` for what is none."""
    own = declared_in(_MODULES, Check)
    return with_offered(own, "lint", Check, lambda one: one.level in LEVELS)
