"""What other installed packages add to segkit: their entry points, loaded when they are asked for.

| group | what it names |
|---|---|
| `segkit.rows` | a module that declares rows of the guide with `segkit.row` |
| `segkit.checks` | a `Check`, or several, that yield special considerations |
| `segkit.lint` | a `segkit.review.check.Check`, or several, that `segkit lint` puts to a plan |
| `segkit.knowledge` | a folder (`importlib.resources.files("…")`) with files in the form of `segkit/knowledge/*.toml` |
| `segkit.plan_formats` | a plan format (`segkit.plans.formats`) |
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Protocol, TypeVar

from segkit.errors import ConfigError

_PREFIX = b"[segkit."


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Check = TypeVar("Check", bound=_Named)


def declared_in(modules: Iterable[ModuleType], kind: type[Check]) -> tuple[Check, ...]:
    """The checks that modules declare, in their order."""
    return tuple(one for each in modules for one in vars(each).values() if isinstance(one, kind))


def with_offered(
    own: tuple[Check, ...], group: str, kind: type[Check],
    fits: Callable[[Check], bool] = lambda _: True,
) -> tuple[Check, ...]:  # fmt: skip
    """Those of segkit, then those that other packages add.

    Raises `ConfigError` for what is no check, or has a taken id.
    """
    every = {one.id: one for one in own}
    for name, added in through(group):
        for one in added if isinstance(added, list | tuple) else (added,):
            if not isinstance(one, kind) or one.id in every or not fits(one):
                raise ConfigError(
                    f"{name} adds a check to segkit.{group} that is none, or whose id is taken: "
                    f"{one!r}.",
                    "mend that package, or uninstall it.",
                )
            every[one.id] = one
    return tuple(every.values())


def through(group: str) -> Iterator[tuple[str, object]]:
    """What the entry points of `segkit.<group>` name, each with the name of the entry point.

    Raises `ConfigError` when a package that adds something cannot be loaded.
    """
    if not _is_there(tuple(entry for entry in sys.path if entry)):
        return
    from importlib.metadata import entry_points  # a tenth of the time that an export takes

    for door in sorted(entry_points(group=f"segkit.{group}"), key=lambda one: one.value):
        try:
            yield door.value, door.load()
        except Exception as error:
            raise ConfigError(
                f"{door.value}, which an installed package adds to segkit, cannot be loaded: "
                f"{error}.",
                "mend that package, or uninstall it.",
            ) from error


@cache
def _is_there(entries: tuple[str, ...]) -> bool:
    """Some installed package adds something: seldom, so it is found out cheaply."""
    places = set(map(Path, entries))
    return any(
        _PREFIX in file.read_bytes()
        for place in places
        if place.is_dir()
        for file in place.glob("*-info/entry_points.txt")
    )
