"""Every check of the review, grouped by what it is about; those of other packages come after them.

A package elsewhere offers a `Check`, or several, by an entry point of the group `segkit.lint`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from segkit.doors import through
from segkit.errors import ConfigError
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
    own = tuple(
        one for module in _MODULES for one in vars(module).values() if isinstance(one, Check)
    )
    return (*own, *_added(own))


def _added(own: Sequence[Check]) -> Iterator[Check]:
    taken = {one.id for one in own}
    for name, added in through("lint"):
        for one in added if isinstance(added, list | tuple) else (added,):
            if not isinstance(one, Check) or one.id in taken or one.level not in LEVELS:
                raise ConfigError(
                    f"{name} adds a rule to segkit lint that is none, or whose id is taken: {one!r}.",
                    "mend that package, or uninstall it.",
                )
            taken.add(one.id)
            yield one
