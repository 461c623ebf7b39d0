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
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from segkit.errors import ConfigError

_PREFIX = b"[segkit."


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
