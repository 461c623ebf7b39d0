"""Does a payload keep what the plan says? Each breach, at its field.

What Segment Protocols would find, computed offline: required names, types, allowed values,
patterns, formats and sizes, after JSON Schema draft-07. Invalid parts of a plan (a pattern that
is no regular expression) are reported as such and never stop the rest. Not looked at: `not`,
`anyOf`, `allOf`, `oneOf` and `if`, and keys that the plan does not know.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TypeGuard

from segkit.model.plan import Field, Rule
from segkit.snippets.shape import Shape, shape_of

REQUIRED = "Required"
INVALID_TYPE = "Invalid Type"
ENUM = "Enum"
PATTERN = "Pattern"
FORMAT = "Format"
INVALID_PATTERN = "Invalid Pattern"
"""Kinds of violation. Segment's docs show `Required` and `Invalid Type`; the others are named in
the same way after JSON Schema's keyword (inferred). `Invalid Pattern` is segkit's own: the plan
is wrong there, not the payload."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of the plan.

    Attributes:
        path: From the payload's root; `[0]` is the first element of an array.
        kind: As Protocols names it: `Required`, `Invalid Type`, ...
        message: One sentence for a person, with the field's name and what was expected.
    """

    path: Path
    kind: str
    message: str

    @property
    def field(self) -> str:
        """The path as people write it: `properties.products[0].sku`."""
        return _dotted(self.path)


def violations(rule: Rule, payload: Mapping[str, object]) -> tuple[Violation, ...]:
    """All breaches of the rule in a call's payload, in plan order; empty when it is valid.

    Args:
        rule: Also a `common` rule, which speaks of every call's payload.
        payload: As it is sent: `{"event": ..., "userId": ..., "properties": {...}}`.
    """
    return tuple(_members(shape_of(rule), payload, ()))


def field_violations(shape: Shape, value: object, path: Path) -> Iterator[Violation]:
    """The breaches in the value of one field, and in everything below it."""
    if shape.types and not any(is_of_type(value, name) for name in shape.types):
        yield _wrong_type(shape, value, path)
        return
    yield from _value(shape.planned, value, path)
    if isinstance(value, Mapping):
        yield from _members(shape, value, path)
    elif is_list(value) and shape.element:
        for index, element in enumerate(value):
            yield from field_violations(shape.element, element, (*path, f"[{index}]"))


def is_list(value: object) -> TypeGuard[Sequence[object]]:
    """A JSON array: a sequence that is no text."""
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def is_of_type(value: object, name: str) -> bool:
    """Whether a value has a JSON Schema type; a name that is none of them fits every value.

    `3.0` is an integer (draft-07), `True` is no number.
    """
    return _TYPES.get(name, _anything)(value)


def is_number(value: object) -> TypeGuard[int | float]:
    """A JSON number: `True`, infinity and NaN are none."""
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and (isinstance(value, int) or math.isfinite(value))
    )


def same_json(one: object, other: object) -> bool:
    """Equal as JSON: `1` is `1.0`, but not `true`."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same_json(one[key], other[key]) for key in one)
    if is_list(one) and is_list(other):
        return len(one) == len(other) and all(map(same_json, one, other))
    return bool(one == other)


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """The regular expression; None when the plan's text is none."""
    try:
        with warnings.catch_warnings():
            # Python warns of `[[` and the like, which are fine in a plan.
            warnings.simplefilter("ignore")
            return re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return None


def _members(shape: Shape, payload: Mapping[str, object], path: Path) -> Iterator[Violation]:
    for name, child in shape.below.items():
        inner = (*path, name)
        if name in payload:
            yield from field_violations(child, payload[name], inner)
        elif child.planned.required:
            yield Violation(inner, REQUIRED, f"{_dotted(inner)} is required.")


def _value(planned: Field, value: object, path: Path) -> Iterator[Violation]:
    name = _dotted(path)
    if planned.enum is not None and not any(same_json(value, one) for one in planned.enum):
        allowed = ", ".join(_shown(one) for one in planned.enum) or "nothing"
        yield Violation(path, ENUM, f"{name} must be one of {allowed}, not {_shown(value)}.")
    if isinstance(value, str):
        yield from _text(planned, value, path)
    for keyword, limit in planned.schema.items():
        if keyword in _LIMITS and not _LIMITS[keyword].holds(value, limit):
            kind, words = _LIMITS[keyword].kind, _LIMITS[keyword].words
            yield Violation(path, kind, f"{name} must {words} {_shown(limit)}.")


def _text(planned: Field, value: str, path: Path) -> Iterator[Violation]:
    name = _dotted(path)
    if planned.pattern is not None:
        pattern = compiled(planned.pattern)
        if pattern is None:
            yield Violation(
                path,
                INVALID_PATTERN,
                f"The plan's pattern for {name} cannot be read: {planned.pattern!r}.",
            )
        elif not pattern.search(value):
            yield Violation(
                path, PATTERN, f"{name} must match {planned.pattern!r}, not {_shown(value)}."
            )
    if planned.format in _FORMATS and not _FORMATS[planned.format](value):
        yield Violation(path, FORMAT, f"{name} must be a {planned.format}, not {_shown(value)}.")


def _wrong_type(shape: Shape, value: object, path: Path) -> Violation:
    wanted = " or ".join(shape.types)
    return Violation(
        path, INVALID_TYPE, f"{_dotted(path)} must be {wanted}, not {_type_name(value)}."
    )


def _type_name(value: object) -> str:
    for name in ("null", "boolean", "integer", "number", "string", "array", "object"):
        if is_of_type(value, name):
            return name
    return type(value).__name__


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _dotted(path: Path) -> str:
    text = "".join(part if part.startswith("[") else f".{part}" for part in path)
    return text.removeprefix(".")


def _anything(_: object) -> bool:
    return True


def _is_integer(value: object) -> bool:
    return is_number(value) and value == math.floor(value)


_TYPES: Mapping[str, Callable[[object], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": _is_integer,
    "number": is_number,
    "string": lambda value: isinstance(value, str),
    "array": is_list,
    "object": lambda value: isinstance(value, Mapping),
}


def _is_date_time(text: str) -> bool:
    if not re.fullmatch(
        r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)", text
    ):
        return False
    try:
        datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text.upper()))
    except ValueError:
        # A leap second is a time that Python cannot hold.
        return bool(re.search(r":60(\.|[Zz+-])", text))
    return True


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text))


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: bool(re.fullmatch(pattern, text))


_FORMATS: Mapping[str | None, Callable[[str], bool]] = {
    "date-time": _is_date_time,
    "date": _is_date,
    "time": _matches(r"\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)?"),
    "email": _matches(r"[^@\s]+@[^@\s]+"),
    "uri": _matches(r"[A-Za-z][A-Za-z0-9+.-]*:\S*"),
    "uuid": _matches(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
}
"""Formats that are checked. A date-time follows ISO 8601 with a zone, as Segment asks for."""


@dataclass(frozen=True, slots=True)
class _Limit:
    """A keyword that compares the value, or its size, with a number of the plan."""

    kind: str
    words: str
    measured: Callable[[object], float | None]
    compares: Callable[[float, float], bool]

    def holds(self, value: object, limit: object) -> bool:
        size = self.measured(value)
        if size is None or not is_number(limit):
            return True
        return self.compares(size, limit)


def _amount(value: object) -> float | None:
    return value if is_number(value) else None


def _letters(value: object) -> float | None:
    return len(value) if isinstance(value, str) else None


def _elements(value: object) -> float | None:
    return len(value) if is_list(value) else None


_LIMITS: Mapping[str, _Limit] = {
    "minimum": _Limit("Number Gte", "be at least", _amount, lambda size, limit: size >= limit),
    "maximum": _Limit("Number Lte", "be at most", _amount, lambda size, limit: size <= limit),
    "exclusiveMinimum": _Limit("Number Gt", "be above", _amount, lambda size, limit: size > limit),
    "exclusiveMaximum": _Limit("Number Lt", "be below", _amount, lambda size, limit: size < limit),
    "minLength": _Limit(
        "String Gte", "have a length of at least", _letters, lambda size, limit: size >= limit
    ),
    "maxLength": _Limit(
        "String Lte", "have a length of at most", _letters, lambda size, limit: size <= limit
    ),
    "minItems": _Limit(
        "Array Min Items", "have at least this many elements:", _elements, lambda s, n: s >= n
    ),
    "maxItems": _Limit(
        "Array Max Items", "have at most this many elements:", _elements, lambda s, n: s <= n
    ),
}
