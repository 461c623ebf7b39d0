"""What TOML says, as plain data: found, changed and compared by paths of keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.errors import ConfigError

Path = tuple[str, ...]
Data = Mapping[str, object]

GONE = object()
"""In place of a value that is not there, or is taken out."""


def at(data: object, path: Path) -> object:
    """What is at the path; `GONE` when nothing is."""
    for name in path:
        if not isinstance(data, dict) or name not in data:
            return GONE
        data = data[name]
    return data


def put(data: Data, path: Path, value: object) -> dict[str, object]:
    """The data with `value` at `path`, or without what is there where it is `GONE`.

    Raises `ConfigError` when something on the way is no table.
    """
    name, *rest = path
    copied = dict(data)
    if rest and not (value is GONE and name not in data):
        inner = copied.get(name, {})
        if not isinstance(inner, dict):
            raise ConfigError(
                f"{name} is {inner!r}, not a table.", f"write it as a table [{name}]."
            )
        copied[name] = put(inner, tuple(rest), value)
    elif value is GONE:
        copied.pop(name, None)
    else:
        copied[name] = value
    return copied


def same(one: object, other: object) -> bool:
    """They are equal, and so are the types within; NaN equals itself here."""
    if one is other:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and (one == other or (one != one and other != other))  # noqa: PLR0124


def differences(old: Data, new: Data, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """What makes the one the other: paths with their new value, or `GONE`."""
    for name in old:
        if name not in new:
            yield (*path, name), GONE
    for name, value in new.items():
        present = old.get(name)
        if isinstance(present, dict) and isinstance(value, dict):
            yield from differences(present, value, (*path, name))
        elif name not in old or not same(present, value):
            yield (*path, name), value
