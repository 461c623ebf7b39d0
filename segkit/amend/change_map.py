"""The list of changes that a person goes through: a TOML file with one table for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from segkit.errors import ConfigError
from segkit.malformed import MalformedError, parse_toml
from segkit.model.change import KINDS, Place, ProposedChange

_HEADER = """\
# Changes to {name}. `apply = false` leaves one out; `to` may be another value.
# `segkit amend PLAN THIS_FILE --output COPY` makes them in a copy of the file.
"""
_SHOWN = str.isprintable
_NULL = "null"


def written_map(
    name: str,
    changes: Sequence[ProposedChange],
    about: Callable[[ProposedChange], str] = lambda _: "",
) -> str:
    """The map as text.

    Args:
        name: Of the plan's file.
        changes: In the order in which a person shall meet them.
        about: What a change touches, in one line; empty for nothing.
    """
    parts = [_HEADER.format(name=_plain(name))]
    parts += ["\n".join(_lines(one, about(one))) + "\n" for one in changes]
    return "\n".join(parts)


def read_map(text: str, name: str) -> tuple[ProposedChange, ...]:
    """The changes of a map that are to be applied; raises `ConfigError` for what is no map."""
    try:
        tables = parse_toml(text).get("change", [])
    except MalformedError as error:
        raise ConfigError(f"{name} is not TOML: {error}.", "correct it in the file.") from error
    if not isinstance(tables, list):
        raise ConfigError(f"{name} has no list of changes.", "begin each with [[change]].")
    every = [_change(table, f"{name}, change {at}") for at, table in enumerate(tables, start=1)]
    return tuple(one for one in every if one is not None)


def _lines(change: ProposedChange, about: str) -> Iterator[str]:
    at = change.at
    if about:
        yield f"# {_plain(about)}"
    yield "[[change]]"
    yield f"apply = {'true' if change.safe else 'false'}"
    said: dict[str, object] = {
        "kind": change.kind, "call": at.call, "event": at.key, "version": at.version,
        "path": list(at.path) or None, "from": change.old, "to": change.new,
        "why": change.why or None, "where": at.origin or None,
    }  # fmt: skip
    yield from (f"{key} = {_value(value)}" for key, value in said.items() if value is not None)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, int | float):
        return repr(value)
    if value is None:  # in a list: TOML has no null of its own
        return f"{{ {_NULL} = true }}"
    return '"' + "".join(map(_character, str(value))) + '"'


def _character(one: str) -> str:
    """What nobody sees is written so that it is seen."""
    if one in {'"', "\\"}:
        return f"\\{one}"
    return one if _SHOWN(one) else f"\\U{ord(one):08x}"


def _plain(text: str) -> str:
    return "".join(one if _SHOWN(one) else " " for one in text)


def _change(table: object, place: str) -> ProposedChange | None:
    if not isinstance(table, Mapping):
        raise ConfigError(f"{place} is no table.", "begin it with [[change]].")
    if table.get("apply") is not True:
        return None
    kind, call, key = (table.get(one) for one in ("kind", "call", "event"))
    version, path = table.get("version", 1), table.get("path", [])
    if kind not in KINDS:
        raise ConfigError(f"{place} has no kind that is known.", f"use one of: {', '.join(KINDS)}.")
    if not isinstance(call, str) or not isinstance(key, str | None) or not isinstance(version, int):
        raise ConfigError(f"{place} does not say of which rule.", "give call, event and version.")
    if not isinstance(path, list) or not all(isinstance(one, str) for one in path):
        raise ConfigError(f"{place} has no path of a field.", 'write path = ["properties", "…"].')
    at = Place(call, key, version, tuple(path), str(table.get("where", "")))
    old, new = (_frozen(table.get(one)) for one in ("from", "to"))
    return ProposedChange(str(kind), at, old, new, safe=False, why=str(table.get("why", "")))


def _frozen(value: object) -> object:
    if value == {_NULL: True}:
        return None
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
