"""A schema as plans hold it → a validator, and the parts of the schema that had to be left out.

Plans in the wild hold types such as `any`, patterns that are no regular expressions, and words
where lists belong. A validator refuses such a schema as a whole, so the part that it names is
taken out and the rest is tried again.
"""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NoReturn

import msgspec

if TYPE_CHECKING:
    from jsonschema_rs import Draft7Validator, ValidationError

ANY_TYPE = "any"
"""Not JSON Schema, but common in plans: no type at all is meant."""

Path = tuple[str | int, ...]

_MEANINGS = {
    "type": "is no type of JSON Schema, so every type is allowed",
    "pattern": "is no regular expression that Segment can use, so every text is allowed",
    "patternProperties": "is no regular expression that Segment can use",
    "$ref": "points to a schema that the plan does not hold",
}


@dataclass(frozen=True, slots=True)
class BrokenPart:
    """A part of a plan that is no valid schema, and was left out.

    Attributes:
        path: From the schema's root to the part, e.g. `("properties", "total", "type")`.
        value: What stands there.
        reason: The end of a sentence that begins with it.
    """

    path: Path
    value: object
    reason: str

    @property
    def field(self) -> str:
        """The field of the payload that it belongs to; empty for the payload as a whole."""
        names: list[str] = []
        steps = iter(self.path[:-1])
        for step in steps:
            if step == "properties":
                names.append(f".{next(steps, '')}")
            elif step == "items":
                names.append("[]")
        return "".join(names).removeprefix(".")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A validator and what it cannot check.

    Attributes:
        validator: None when nothing of the schema could be used.
        broken: What was left out, in the order in which it was found.
    """

    validator: Draft7Validator | None
    broken: tuple[BrokenPart, ...] = ()

    def errors(self, value: object) -> Iterator[ValidationError]:
        """The validator's errors for a JSON value."""
        return iter(()) if self.validator is None else self.validator.iter_errors(plain(value))


def compile_schema(schema: object) -> Compiled:
    """The validator for a schema; what is no schema in it is reported, never raised."""
    import jsonschema_rs

    schema, broken = copy.deepcopy(schema), list[BrokenPart]()
    if not isinstance(schema, dict | bool):
        return Compiled(None, (BrokenPart((), schema, "is no schema"),))
    for _ in range(_size(schema) + 1):  # every turn takes one part out
        try:
            validator = jsonschema_rs.Draft7Validator(
                schema,
                validate_formats=True,
                formats=_FORMATS,
                # linear time whatever the pattern, as in Segment's own engine
                pattern_options=jsonschema_rs.RegexOptions(),
                retriever=_nothing_from_outside,
            )
        except (jsonschema_rs.ValidationError, ValueError) as error:
            part = _taken_out(schema, error)
            if part is None:
                break
            broken.append(part)
        else:
            return Compiled(validator, tuple(broken))
    return Compiled(None, (*broken, BrokenPart((), schema, "cannot be used as a schema")))


def plain(value: object) -> object:
    """The value as JSON can hold it: no halves of characters, no infinite numbers."""
    try:
        return msgspec.json.decode(msgspec.json.encode(value))
    except (TypeError, ValueError, OverflowError, RecursionError):
        return _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {str(_plain(str(key))): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _taken_out(schema: object, error: Exception) -> BrokenPart | None:
    path: Path = tuple(getattr(error, "instance_path", ()))
    if not path:
        return _reference_out(schema)
    owner = schema
    for step in path[:-1]:
        owner = owner[step]  # type: ignore[index]  # the validator walked there
    key = path[-1]
    value = owner[key]  # type: ignore[index]
    if isinstance(owner, dict | list):
        # a list keeps its length: the places of its other elements stand in later errors
        if isinstance(owner, dict):
            del owner[key]
        else:
            owner[int(key)] = {}
    reason = _MEANINGS.get(str(key), "is not what JSON Schema has there, so it is not checked")
    return BrokenPart(path, value, reason)


def _reference_out(schema: object, path: Path = ()) -> BrokenPart | None:
    """Take the first reference out; None when there is none."""
    items: list[tuple[str | int, object]] = []
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            return BrokenPart((*path, "$ref"), schema.pop("$ref"), _MEANINGS["$ref"])
        items = list(schema.items())
    elif isinstance(schema, list):
        items = list(enumerate(schema))
    for key, one in items:
        if found := _reference_out(one, (*path, key)):
            return found
    return None


def _size(schema: object) -> int:
    if isinstance(schema, dict):
        return 1 + sum(map(_size, schema.values()))
    return 1 + sum(map(_size, schema)) if isinstance(schema, list) else 1


def _nothing_from_outside(address: str) -> NoReturn:
    """A plan may point anywhere; nothing is ever fetched for it."""
    raise ValueError(f"{address} is outside the plan")


def _is_date_time(text: str) -> bool:
    if not re.fullmatch(
        r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)", text
    ):
        return False
    try:
        datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text.upper()))
    except ValueError:
        # a leap second is a time that Python cannot hold
        return bool(re.search(r":60(\.|[Zz+-])", text))
    return True


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text))


def _is_time(text: str) -> bool:
    return bool(re.fullmatch(r"\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)?", text))


def _is_uuid(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text))


_FORMATS = {"date-time": _is_date_time, "date": _is_date, "time": _is_time, "uuid": _is_uuid}
"""Formats that draft-07 leaves open. A date-time follows ISO 8601 with a zone, as Segment asks."""
