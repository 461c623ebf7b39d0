"""The values of FQL: their kinds, when two are the same, numbers and text as JavaScript has them.

Segment's evaluators run on JavaScript. JSON's objects are no value of the language, but a path may
lead to one. It equals only an equal object, and every function and comparison by size refuses it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

Known = str | float | bool
"""A value of JSON that is neither null nor made of others."""

_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_DECIMAL = re.compile(r"[+-]?(?:Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")
_WHOLE = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")


def as_number(value: Known) -> float:
    """The number that `value` stands for; not a number where it stands for none.

    Blank text is 0; hexadecimal, octal and binary numbers are known (`0x1F`).
    """
    if not isinstance(value, str):
        return as_float(value)
    text = value.strip(_SPACE)
    if not text:
        return 0.0
    if _WHOLE.fullmatch(text):
        return as_float(int(text, 0))
    return float(text) if _DECIMAL.fullmatch(text) else math.nan


def as_float(value: float) -> float:
    """`value` in the precision of JSON numbers; integers beyond it are infinite."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def as_text(value: Known) -> str:
    """`value` as JavaScript writes it: 5 and not 5.0, 1e+21, true."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if math.isnan(number := as_float(value)):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return _digits(number)


def _digits(number: float) -> str:
    sign = "-" if number < 0 else ""
    _, digits, exponent = Decimal(repr(abs(number))).normalize().as_tuple()
    text = "".join(map(str, digits))
    point = len(text) + int(exponent)  # where it stands, counted from the first digit
    if number == 0:
        return "0"
    if -6 < point <= 21:
        if point <= 0:
            return f"{sign}0.{'0' * -point}{text}"
        whole = text[:point].ljust(point, "0")
        return f"{sign}{whole}.{text[point:]}" if text[point:] else f"{sign}{whole}"
    fraction = f".{text[1:]}" if text[1:] else ""
    return f"{sign}{text[0]}{fraction}e{point - 1:+d}"


def at_path(call: Mapping[str, object], names: Sequence[str]) -> object:
    """What stands at the path; None where nothing does."""
    value: object = call
    for name in names:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def kind_of(value: object) -> str:
    """The word of `typeof`; "object" for what the language has no word for."""
    match value:
        case None:
            return "null"
        case bool():
            return "bool"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list() | tuple():
            return "list"
    return "object"


def is_same(left: object, right: object) -> bool:
    """Whether two values have the same kind and are equal; lists by their items."""
    waiting = [(left, right)]
    while waiting:
        one, other = waiting.pop()
        kind = kind_of(one)
        if kind != kind_of(other):
            return False
        if isinstance(one, list | tuple) and isinstance(other, list | tuple):
            if len(one) != len(other):
                return False
            waiting.extend(zip(one, other, strict=True))
        elif isinstance(one, Mapping) and isinstance(other, Mapping):
            if one.keys() != other.keys():
                return False
            waiting.extend((one[name], other[name]) for name in one)
        elif isinstance(one, int | float) and isinstance(other, int | float):
            if as_float(one) != as_float(other):
                return False
        elif one != other:
            return False
    return True
