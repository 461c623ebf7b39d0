"""The statements of a TOML text with their places, so that one can be changed and no other.

The text has been parsed by `tomllib` before, so everything here may take it to be valid.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

_BLANK = re.compile(r"[ \t\r]*(?:#[^\n]*)?(?:\n|\Z)")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?!")|\'\'\'.*?\'\'\'(?!\')|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL
)
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A header, or a key with its value.

    Attributes:
        path: What the header or the key names.
        is_header: `[path]`; a header of an array of tables counts as one with an empty path.
        start: Where its line begins.
        value: Where its value stands; for headers, where the header itself does.
        end: Where the next line begins.
    """

    path: tuple[str, ...]
    is_header: bool
    start: int
    value: tuple[int, int]
    end: int


def statements(text: str) -> tuple[Statement, ...]:
    """Every statement of a valid TOML text in its order; comments belong to none."""
    return tuple(_statements(text))


def _statements(text: str) -> Iterator[Statement]:
    place = 0
    while place < len(text):
        if blank := _BLANK.match(text, place):
            place = blank.end()
            continue
        first = re.compile(r"[ \t]*").match(text, place)
        begin = first.end() if first else place
        is_header = text[begin] == "["
        opening = begin if is_header else _until(text, begin, "=")
        value = begin if is_header else _after_blanks(text, opening + 1)
        stop = _end_of_value(text, value)
        line_end = text.find("\n", stop)
        end = len(text) if line_end < 0 else line_end + 1
        named = text[begin:stop] if is_header else text[begin:opening]
        yield Statement(_path(named, is_header=is_header), is_header, place, (value, stop), end)
        place = end


def _until(text: str, place: int, wanted: str) -> int:
    """The next `wanted` outside quotes."""
    while text[place] != wanted:
        quoted = _STRING.match(text, place)
        place = quoted.end() if quoted else place + 1
    return place


def _after_blanks(text: str, place: int) -> int:
    while text[place] in " \t":
        place += 1
    return place


def _end_of_value(text: str, place: int) -> int:
    """Where a value ends: before the comment behind it, or the end of its last line."""
    depth, end = 0, place
    while place < len(text):
        character = text[place]
        if quoted := _STRING.match(text, place):
            place = end = quoted.end()
            continue
        if character == "#" or (character == "\n" and not depth):
            if not depth:
                break
            place = text.find("\n", place)
            continue
        depth += (character in "[{") - (character in "]}")
        place += 1
        if not character.isspace():
            end = place
    return end


def _path(named: str, *, is_header: bool) -> tuple[str, ...]:
    if not is_header and _PLAIN_KEY.fullmatch(named.strip()):
        return (named.strip(),)
    found: object = tomllib.loads(named if is_header else f"{named}=0")
    path: list[str] = []
    while isinstance(found, dict) and found:
        [(key, found)] = found.items()
        path.append(key)
    return () if is_header and isinstance(found, list) else tuple(path)
