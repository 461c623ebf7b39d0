"""The values of FQL: what kind they are, and when two are the same.

JSON's objects are no value of the language, but a path may lead to one. It equals only an
equal object, and every function and comparison by size refuses it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.routing.fql.numbers import as_float


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
