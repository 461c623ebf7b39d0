"""Patterns of `match`: the whole text, upper and lower case told apart.

`*` is any run of characters, `?` one, `[abc]` and `[a-z]` one of these, `\\x` is x itself.
A `[` that is not closed stands for itself, and so does a backslash at the end.

No pattern makes it slow: what stands between two stars has a fixed length, so the first place
where it fits is as good as any later one, and nothing is ever tried again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_NOTHING = "(?!)"


@dataclass(frozen=True, slots=True)
class _Run:
    """A part of a pattern without `*`.

    Attributes:
        shape: Free of repetition, so each place of a text is judged in one go.
        length: In characters.
    """

    shape: re.Pattern[str]
    length: int


def matches(text: str, pattern: str) -> bool:
    """Whether the pattern describes the whole text."""
    first, *others = _runs(pattern)
    if not others:
        return first.shape.fullmatch(text) is not None
    *between, last = others
    at, end = first.length, len(text) - last.length
    if not first.shape.match(text) or end < at or not last.shape.match(text, end):
        return False
    for run in between:
        if not (found := run.shape.search(text, at, end)):
            return False
        at = found.end()
    return True


@lru_cache(maxsize=256)
def _runs(pattern: str) -> tuple[_Run, ...]:
    runs: list[list[str]] = [[]]
    at = 0
    while at < len(pattern):
        if pattern[at] == "*":
            runs.append([])
            at += 1
        else:
            shape, at = _character(pattern, at)
            runs[-1].append(shape)
    return tuple(_Run(re.compile("".join(run), re.DOTALL), len(run)) for run in runs)


def _character(pattern: str, at: int) -> tuple[str, int]:
    """What one character of the text has to be, and where the pattern goes on."""
    character = pattern[at]
    if character == "?":
        return ".", at + 1
    if character == "[" and (end := pattern.find("]", at)) > 0:
        return _one_of(pattern[at + 1 : end]), end + 1
    if character == "\\" and at + 1 < len(pattern):
        at += 1
    return re.escape(pattern[at]), at + 1


def _one_of(members: str) -> str:
    ranges: list[str] = []
    at = 0
    while at < len(members):
        low, high = members[at], members[at]
        if members[at + 1 : at + 2] == "-" and at + 2 < len(members):
            high = members[at + 2]
            at += 2
        at += 1
        if low <= high:
            ranges.append(f"{re.escape(low)}-{re.escape(high)}")
    return f"[{''.join(ranges)}]" if ranges else _NOTHING
