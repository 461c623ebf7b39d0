"""The functions of FQL.

Facts: Segment's documentation of FQL (`/api/public-api/fql/`), which also says what `contains`,
`length`, `lowercase`, `typeof` and `match` make of null. Assumed, as it does not say: the other
functions give null for null; `bool` reads "true" and "false", and takes any number but 0 for
true; `number` takes true for 1; a word of `snakecase` and `kebabcase` ends where a small letter
meets a capital one; `titlecase` changes the first letter of each word and nothing else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from segkit.routing.fql.glob import matches
from segkit.routing.fql.numbers import as_number, as_text, kind_of

ARGUMENTS: dict[str, int] = {
    "contains": 2,
    "length": 1,
    "lowercase": 1,
    "uppercase": 1,
    "snakecase": 1,
    "kebabcase": 1,
    "titlecase": 1,
    "typeof": 1,
    "match": 2,
    "bool": 1,
    "string": 1,
    "number": 1,
}
"""How many arguments each function takes."""

_WORD = re.compile(r"[^\W_]+")
_TURN = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_FIRST_LETTER = re.compile(r"(?<!\S)\S")
_CASES: dict[str, Callable[[str], str]] = {
    "lowercase": str.lower,
    "uppercase": str.upper,
    "snakecase": lambda text: "_".join(_words(text)),
    "kebabcase": lambda text: "-".join(_words(text)),
    "titlecase": lambda text: _FIRST_LETTER.sub(lambda found: found.group().upper(), text),
}


class WrongKindError(Exception):
    """A function got a value that it does not take; says which. Never leaves this package."""


def applied(name: str, arguments: list[object]) -> object:
    """What the function gives for these arguments.

    Raises:
        WrongKindError: An argument is of a kind that the function does not take.
    """
    first = arguments[0]
    if name == "typeof":
        return _typeof(first)
    if name in {"contains", "match"}:
        return _of_two_texts(name, first, arguments[1])
    if first is None:
        return 0 if name == "length" else None
    if name == "length":
        return _length(first)
    if name in _CASES:
        return _CASES[name](_text(name, first))
    return {"bool": _bool, "string": _string, "number": _number}[name](first)


def _typeof(value: object) -> str:
    if (kind := kind_of(value)) == "object":
        raise WrongKindError("typeof() has no word for an object")
    return kind


def _of_two_texts(name: str, text: object, other: object) -> bool:
    # a null on either side is looked at first, so that it hides no other fault
    given = [value for value in (text, other) if value is not None]
    texts = [_text(name, value) for value in given]
    if len(texts) < 2:
        return False
    return texts[1] in texts[0] if name == "contains" else matches(texts[0], texts[1])


def _length(value: object) -> int:
    if isinstance(value, list | tuple):
        return len(value)
    return len(_text("length", value).encode("utf-8", "surrogatepass"))


def _bool(value: object) -> bool:
    if isinstance(value, bool | int | float):
        return bool(value)
    if value in ("true", "false"):
        return value == "true"
    raise WrongKindError("bool() does not take " + _described(value))


def _string(value: object) -> str:
    if isinstance(value, str | bool | int | float):
        return as_text(value)
    raise WrongKindError("string() does not take " + _described(value))


def _number(value: object) -> float:
    if isinstance(value, str | bool | int | float):
        number = as_number(value)
        if not math.isnan(number) and value != "":
            return number
    raise WrongKindError("number() does not take " + _described(value))


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise WrongKindError(f"{name}() does not take {_described(value)}")
    return value


def _described(value: object) -> str:
    return "this string" if isinstance(value, str) else f"a value of type {kind_of(value)}"


def _words(text: str) -> list[str]:
    return [word.lower() for part in _WORD.findall(text) for word in _TURN.split(part)]
