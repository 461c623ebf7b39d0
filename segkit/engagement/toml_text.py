"""Making a TOML text say something else, so that a person's comments, order and spelling stay.

Pure functions from text to text. Callers say what the text shall say as a whole; only what
differs is changed, and whatever comes out is read again: it says exactly what was meant, or
it is not used.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache

from segkit.engagement.toml_layout import (
    GONE,
    PLAIN,
    Data,
    Layout,
    Path,
    Spelling,
    blocks_of,
    lines_of,
    same,
)
from segkit.errors import ConfigError

_ROUNDS = 2
"""In the first, the last key of a table may take the table along; the second puts it back."""


@lru_cache(maxsize=4)
def parse(text: str) -> Data:
    """The text as data, not to be changed: one saving looks at the same text several times."""
    return tomllib.loads(text)


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


def edited(text: str, wanted: Data, spelling: Spelling = PLAIN) -> str:
    """The text, saying what is wanted, and otherwise as it was.

    Args:
        text: Valid TOML.
        wanted: What all of it shall say; a table of no table that is empty may be away.
        spelling: How what is new is written.

    Raises:
        ConfigError: It is laid out in a way that cannot be changed safely.
    """
    from tomlkit.exceptions import TOMLKitError

    missing = list(_missing(text, wanted))
    if not missing:
        return text
    made = text
    try:
        for _ in range(_ROUNDS):
            made = _changed(made, missing, spelling)
            missing = list(_missing(made, wanted))
            if not missing:
                return made
    except (tomllib.TOMLDecodeError, TOMLKitError):
        pass  # tomlkit understands some layouts otherwise; said below
    where = missing[0][0]
    raise ConfigError(
        f"line {_line_of(text, where)}: {'.'.join(where)} is laid out in a way that segkit cannot "
        "change without touching the rest. Nothing was changed.",
        f"write it as a table of its own: a line [{where[0]}], and its keys below.",
    )


def _missing(text: str, wanted: Data) -> Iterator[tuple[Path, object]]:
    """What the text does not say; that a table of no table is empty, it need not say."""
    present = parse(text)
    for path, value in differences(present, wanted):
        if value != {} or len(path) > 1 or path[0] in present:
            yield path, value


def _changed(text: str, changes: list[tuple[Path, object]], spelling: Spelling) -> str:
    newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    is_ended = not text or text.endswith("\n")
    layout = Layout(text if is_ended else text + newline, spelling)
    for path, value in changes:
        layout.change(path, value)
    made = layout.text if newline == "\n" else _with_newlines(layout.text, text, newline)
    return made if is_ended else made.removesuffix("\n").removesuffix("\r")


def _with_newlines(text: str, before: str, newline: str) -> str:
    """Lines that were not there before end as the first line does."""
    known = set(lines_of(before))
    lines = lines_of(text)
    return "".join(one if one in known else one.rstrip("\r\n") + newline for one in lines)


def _line_of(text: str, path: Path) -> int:
    """The line of the header that comes nearest to the path."""
    line = nearest = 1
    for block in blocks_of(text):
        if block.path and block.path == path[: len(block.path)]:
            nearest = line
        line += block.text.count("\n")
    return nearest


def table_body(text: str, path: Path) -> str:
    """The lines below the header of a table, with the comments in it; else an empty text."""
    return next((block.body for block in blocks_of(text) if block.path == path), "")
