"""Changing one entry of a TOML text, so that a person's comments and order stay.

Pure functions from text to text. Whatever is written is read again before it is given back:
it says exactly what was meant and everything that was there before, or it is not used.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache

from segkit.engagement.notes.toml_statements import Statement, statements
from segkit.errors import ConfigError

Fields = Mapping[str, object]

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_TELLING_QUOTES = re.compile(r'"{3,}|"+\Z')
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class TableChange:
    """What becomes of the table at `path`, which is made where it is missing.

    Attributes:
        fields: Values by key; None takes the key out. None for all: the table goes.
        body: The lines of a table that is made anew, in place of `fields`.
    """

    path: tuple[str, ...]
    fields: Fields | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class _Splice:
    start: int
    stop: int
    new: str


@lru_cache(maxsize=4)
def parse(text: str) -> Mapping[str, object]:
    """The text as data, not to be changed: one saving looks at the same text several times."""
    return tomllib.loads(text)


def edited(text: str, changes: Sequence[TableChange]) -> str:
    """The text with these changes and everything else as it was.

    Raises `ConfigError` when it is laid out in a way that cannot be changed safely.
    """
    wanted = _wanted(text, changes)
    if _says(text, wanted):
        return text
    for attempt in (_spliced, _rewritten):  # the latter for inline tables and dotted keys
        made = attempt(text, changes)
        if _says(made, wanted):
            return made
    where = " and ".join(dict.fromkeys(change.path[0] for change in changes))
    raise ConfigError(
        f"{where} is laid out in a way that segkit cannot change without touching the rest.",
        f"write it as tables of its own, below [{where}].",
    )


def table_body(text: str, path: tuple[str, ...]) -> str:
    """The lines below the header of a table, with the comments in it; else an empty text."""
    found = statements(text)
    here = _header(found, path)
    return "" if here is None else text[found[here].end : _last_of(found, here).end]


def same(one: object, other: object) -> bool:
    """They are equal, and so are the types within; NaN equals itself here."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and (one == other or (one != one and other != other))  # noqa: PLR0124


def _wanted(text: str, changes: Sequence[TableChange]) -> dict[str, object]:
    document = deepcopy(dict(parse(text)))
    for change in changes:
        table: dict[str, object] = document
        for name in change.path[:-1]:
            table = _inner(table, name)
        if change.body:
            table[change.path[-1]] = tomllib.loads(change.body)
        elif change.fields is None:
            table.pop(change.path[-1], None)
        else:
            _assign(_inner(table, change.path[-1]), change.fields)
    return document


def _inner(table: MutableMapping[str, object], name: str) -> dict[str, object]:
    found = table.setdefault(name, {})
    if isinstance(found, dict):
        return found
    raise ConfigError(f"{name} is {found!r}, not a table.", f"write it as a table [{name}].")


def _assign(table: MutableMapping[str, object], fields: Fields) -> None:
    for name, value in fields.items():
        if value is None:
            table.pop(name, None)
        else:
            table[name] = value


def _says(text: str, wanted: Mapping[str, object]) -> bool:
    """It does; an empty table, which a header alone makes, is as good as none."""
    try:
        found = parse(text)
    except tomllib.TOMLDecodeError:
        return False
    return same(*({k: v for k, v in one.items() if v != {}} for one in (found, wanted)))


def _rewritten(text: str, changes: Sequence[TableChange]) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    for change in changes:
        table: MutableMapping[str, object] = document
        for name in change.path if change.fields is not None else change.path[:-1]:
            if name not in table:
                table[name] = tomlkit.table()
            table = table[name]  # type: ignore[assignment]
        if change.fields is not None:
            _assign(table, change.fields)
        else:
            table.pop(change.path[-1], None)
            if change.body:
                table[change.path[-1]] = tomlkit.parse(change.body)
    return tomlkit.dumps(document)


# --- splices into the text ------------------------------------------------------------------


def _spliced(text: str, changes: Sequence[TableChange]) -> str:
    found = statements(text)
    splices: list[_Splice] = []
    new_tables: dict[int, str] = {}
    for change in changes:
        here = _header(found, change.path)
        if change.fields is None and not change.body:
            splices += _without(text, found, change.path)
        elif here is not None and change.fields is not None:
            splices += _within(text, found, here, change.fields)
        else:
            at = _place_for(found, change.path, len(text))
            new_tables[at] = new_tables.get(at, "") + _separate(text[:at], at in new_tables)
            new_tables[at] += _new_table(change)
    splices += [_Splice(at, at, new) for at, new in new_tables.items()]
    for splice in sorted(splices, key=lambda one: one.start, reverse=True):
        text = text[: splice.start] + splice.new + text[splice.stop :]
    return text


def _within(
    text: str, found: tuple[Statement, ...], header: int, fields: Fields
) -> Iterator[_Splice]:
    places = {one.path[0]: one for one in _body(found, header) if len(one.path) == 1}
    added = ""
    for name, value in fields.items():
        if name in places:
            yield from _changed(text, places[name], value)
        elif value is not None:
            added += _line(name, value)
    if added:
        end = _last_of(found, header).end
        yield _Splice(end, end, added if text[:end].endswith("\n") else f"\n{added}")


def _changed(text: str, place: Statement, value: object) -> Iterator[_Splice]:
    start, stop = place.value
    if value is None:
        comment = text[stop : place.end].strip()
        yield _Splice(place.start, place.end, f"{comment}\n" if comment else "")
    elif not same(tomllib.loads(f"value={text[start:stop]}")["value"], value):
        yield _Splice(start, stop, written(value))


def _without(text: str, found: tuple[Statement, ...], path: tuple[str, ...]) -> Iterator[_Splice]:
    """Without the table and the tables in it, or without the line; comments behind them stay."""
    for index, one in enumerate(found):
        if one.is_header and one.path[: len(path)] == path:
            stop = _last_of(found, index).end
            between = text[: one.start].endswith("\n\n") and text[stop : stop + 1] in {"", "\n"}
            yield _Splice(one.start - between, stop, "")
    parent = _header(found, path[:-1])
    for one in _body(found, parent) if parent is not None else ():
        if one.path == path[-1:]:
            yield from _changed(text, one, None)


def _place_for(found: tuple[Statement, ...], path: tuple[str, ...], end: int) -> int:
    """Behind the last table of its kind, or at the end."""
    kin = [i for i, one in enumerate(found) if one.is_header and one.path[:1] == path[:1]]
    return _last_of(found, kin[-1]).end if kin else end


def _separate(before: str, is_next: bool) -> str:  # noqa: FBT001
    """What makes the text before a new table end with a blank line."""
    if is_next:
        return "\n"
    if not before.strip() or before.endswith(("\n\n", "\n\r\n")):
        return ""
    return "\n" if before.endswith("\n") else "\n\n"


def _new_table(change: TableChange) -> str:
    fields = {name: value for name, value in (change.fields or {}).items() if value is not None}
    body = change.body or "".join(_line(name, value) for name, value in fields.items())
    header = f"[{'.'.join(map(written_key, change.path))}]\n"
    return header + body + ("" if not body or body.endswith("\n") else "\n")


def _header(found: tuple[Statement, ...], path: tuple[str, ...]) -> int | None:
    return next((i for i, one in enumerate(found) if one.is_header and one.path == path), None)


def _body(found: tuple[Statement, ...], header: int) -> list[Statement]:
    body: list[Statement] = []
    for one in found[header + 1 :]:
        if one.is_header:
            break
        body.append(one)
    return body


def _last_of(found: tuple[Statement, ...], header: int) -> Statement:
    """The last statement of a table: what follows it is a comment on something else."""
    return (_body(found, header) or [found[header]])[-1]


# --- values ---------------------------------------------------------------------------------


def _line(name: str, value: object) -> str:
    return f"{written_key(name)} = {written(value)}\n"


def written_key(name: str) -> str:
    """A key as TOML writes it."""
    return name if _PLAIN_KEY.fullmatch(name) else _quoted(name)


def written(value: object) -> str:
    """A value as TOML writes it, long texts over several lines."""
    if isinstance(value, str):
        return _block(value) if "\n" in value else _quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(written(part) for part in value)}]"
    if isinstance(value, dict):
        inner = ", ".join(f"{written_key(key)} = {_inline(part)}" for key, part in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    import tomlkit

    return tomlkit.item(value).as_string()


def _inline(value: object) -> str:
    return _quoted(value) if isinstance(value, str) else written(value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_CONTROL.sub(_escape, escaped)}"'


def _block(text: str) -> str:
    escaped = text.replace("\\", "\\\\")
    escaped = _TELLING_QUOTES.sub(lambda found: '\\"' * len(found[0]), escaped)
    kept = "\n".join(_CONTROL.sub(_escape, line) for line in escaped.split("\n"))
    return f'"""\n{kept}"""'


def _escape(found: re.Match[str]) -> str:
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return short.get(found[0], f"\\u{ord(found[0]):04x}")
