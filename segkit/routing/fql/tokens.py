"""The words of FQL: one lexer for conditions and for triggers.

The rules are those of Segment's public lexer (`@segment/fql-ts`), found by comparison.
Three of them surprise: `>=` and `!=` need a space, `)`, `,` or `]` behind them, `>` and `<`
one before them where a name precedes, and a string has no escapes, so it cannot hold the
quote that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple

from segkit.errors import FqlError

MAX_LENGTH = 10_000
"""Characters in a trigger, for which Segment states no limit."""

MAX_BYTES = 5 * 1024
"""Bytes in the condition of a filter or transformation (destination filters, docs)."""


class Kind(Enum):
    """What a token is."""

    NAME = auto()
    STRING = auto()
    NUMBER = auto()
    NULL = auto()
    JOIN = auto()
    OPERATOR = auto()
    MARK = auto()
    END = auto()


_KINDS: Mapping[str | None, Kind] = {kind.name: kind for kind in Kind}


class Token(NamedTuple):
    """One word of a condition.

    Attributes:
        text: Names without their backslashes, strings with their quotes, the rest as written.
        column: Counted from 1.
        raw: As it stands in the condition.
    """

    kind: Kind
    text: str
    column: int
    raw: str


_CLOSED = r"(?=[ \t\n),\]]|\Z)"
_NAME_CHARACTER = r"[A-Za-z0-9_-]|\\[\x00-\uffff]"  # an escape takes one UTF-16 unit
_SHAPES = re.compile(
    rf"""
      (?P<SPACE>    [ \t\n]+ )
    | (?P<STRING>   "[^"]*" | '[^']*' )
    | (?P<NUMBER>   (?=[0-9+-]) [+-]?[0-9]*(?:\.[0-9]*)? )
    | (?P<OPERATOR> !={_CLOSED} | !(?=[A-Za-z(]) | [<>]={_CLOSED} | [=<>] )
    | (?P<MARK>     [()\[\],.] )
    | (?P<JOIN>     (?:and|or){_CLOSED} )
    | (?P<NULL>     null{_CLOSED} )
    | (?P<NAME>     (?:[A-Za-z_]|\\[\x00-\uffff]) (?:{_NAME_CHARACTER})* )
    """,
    re.VERBOSE,
)
_AFTER_DOT = re.compile(rf"(?:{_NAME_CHARACTER})+")
_AFTER_NAME = re.compile(r"[ \t\n!(),.=\]]|\Z")
_AFTER_VALUE = re.compile(_CLOSED)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CUT_FROM = {"a": 2, "n": 3}


def tokens(text: str, *, as_published: bool = False) -> list[Token]:
    """The tokens of `text`, with one of kind END behind them.

    Args:
        text: The condition.
        as_published: Do as the public lexer does where it falls short of the language: after
            a dot it takes no name that starts with a digit or is `and`, `or` or `null`, and
            it loses the end of a text that ends in a short name starting with a or n.

    Raises:
        FqlError: A character that belongs to no token; text that is too long.
    """
    _check_length(text, as_published=as_published)
    found: list[Token] = []
    at = 0
    while at < len(text):
        if as_published and _is_cut(text, at):
            found.append(Token(Kind.NAME, text[at], at + 1, text[at]))
            break
        token, at = _next(text, at, after_dot=not as_published and _ends_in_dot(found))
        if token is not None:
            found.append(token)
    found.append(Token(Kind.END, "eos", len(text) + 1, ""))
    return found


def _check_length(text: str, *, as_published: bool) -> None:
    fix = "split the condition, or match several values with `in` or `match`."
    if len(text) > MAX_LENGTH:
        problem = f"The condition has {len(text):,} characters; at most {MAX_LENGTH:,} are read."
        raise FqlError(problem, fix, MAX_LENGTH + 1)
    if as_published or len(text) * 4 <= MAX_BYTES:
        return
    written = text.encode("utf-8", "surrogatepass")
    if len(written) > MAX_BYTES:
        problem = f"The condition has {len(written):,} bytes; Segment takes at most {MAX_BYTES:,}."
        column = len(written[:MAX_BYTES].decode("utf-8", "ignore")) + 1
        raise FqlError(problem, fix, column)


def _next(text: str, at: int, *, after_dot: bool) -> tuple[Token | None, int]:
    """The token at `at` (None for white space) and where the next one starts."""
    shape = _SHAPES.match(text, at)
    if after_dot and (name := _AFTER_DOT.match(text, at)):
        return _name(text, name)
    if shape is None:
        raise _refusal(text, at)
    end, kind = shape.end(), shape.lastgroup
    if kind == "SPACE":
        return None, end
    if kind == "NAME":
        return _name(text, shape)
    if kind == "NUMBER":
        _check_number(text, shape)
    elif kind == "STRING" and not _AFTER_VALUE.match(text, end):
        # what follows is no end of a value: the quote is taken to open the next string
        end -= 1
    return Token(_KINDS[shape.lastgroup], shape.group(), at + 1, shape.group()), end


def _name(text: str, shape: re.Match[str]) -> tuple[Token, int]:
    if not _AFTER_NAME.match(text, shape.end()):
        raise _refusal(text, shape.end(), "A name cannot be followed by")
    raw = shape.group()
    plain = _ESCAPE.sub(r"\1", raw) if "\\" in raw else raw
    return Token(Kind.NAME, plain, shape.start() + 1, raw), shape.end()


def _check_number(text: str, shape: re.Match[str]) -> None:
    end = shape.end()
    if "." not in shape.group():
        return
    if text.startswith(".", end):
        raise FqlError("A number has two decimal points.", "remove one of them.", end + 1)
    if shape.group().endswith(".") and _AFTER_VALUE.match(text, end):
        raise FqlError("A number ends in its decimal point.", "add digits behind it.", end)


def _ends_in_dot(found: list[Token]) -> bool:
    return bool(found) and found[-1].text == "." and found[-1].kind is Kind.MARK


def _is_cut(text: str, at: int) -> bool:
    """Whether the public lexer runs off the end here, while it looks for `and` or `null`."""
    most = _CUT_FROM.get(text[at])
    if most is None or len(text) - at > most:
        return False
    rest = text[at:]
    units = len(rest.encode("utf-16-le", "surrogatepass")) // 2
    return units <= most and not any(character in rest for character in " \t\n),]")


def _refusal(text: str, at: int, problem: str = "The condition cannot contain") -> FqlError:
    """Says what is wrong with the character at `at`."""
    character = text[at]
    if character in "\"'":
        what, fix = "A string is not closed", f"add {character} where it ends."
        return FqlError(f"{what} (it starts at column {at + 1}).", fix, at + 1)
    if character == "!":
        fix = "write `!=` with a space behind it, or `!` right before a name or `(`."
    elif character == "\\":
        fix = "name the character that the backslash escapes, or remove the backslash."
    elif character in "<>":
        fix = "put a space before it."
    else:
        fix = "put text in quotes; in a path, write a backslash before the character."
    return FqlError(f"{problem} {character!r} (column {at + 1}).", fix, at + 1)
