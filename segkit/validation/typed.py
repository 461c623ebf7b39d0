"""A schema as types of msgspec: what decodes as them keeps the schema, without being looked at again.

Only what both understand alike is taken: types, required names, enums of texts, limits of numbers.
Of any other schema there are no types. What does not decode may still be valid: that is for the
validator to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union

import msgspec

_SAYS_NOTHING = {"$schema", "$id", "title", "description", "labels", "examples", "default"}
_OF_OBJECTS = {"type", "properties", "required", "additionalProperties"}
_SIMPLE: Mapping[str, Any] = {"string": str, "boolean": bool, "null": None}
_LIMITS = {"minimum": "ge", "maximum": "le"}


_ALIKE = re.compile(
    r"\^?(?:(?:[A-Za-z0-9_ @:/#,;-]|\\[.-]|\[[A-Za-z0-9_ -]+\])(?:[+*?]|\{[0-9]+(?:,[0-9]*)?\})?)*\$?"
)
"""Patterns of plain letters, plain classes and single repeats, which every engine reads alike."""

_MOST_REPEATS = 3
"""Python's engine goes back and forth, and a plan may be a stranger's."""


class _NoTypesError(Exception):
    """The schema says what types cannot."""


def types_of(schema: object) -> Any:  # noqa: ANN401 (a type, which Python has no type for)
    """The type whose values keep the schema; None when there is none."""
    try:
        return _type(schema)
    except (_NoTypesError, TypeError, ValueError):  # msgspec refuses some names and unions
        return None


def _type(schema: object) -> Any:  # noqa: ANN401 (likewise)
    if schema is True:
        return Any
    if not isinstance(schema, Mapping):
        raise _NoTypesError
    said = {key: value for key, value in schema.items() if key not in _SAYS_NOTHING}
    names = said.get("type", [])
    kinds = [names] if isinstance(names, str) else list(names)
    if not kinds:
        if said:
            raise _NoTypesError
        return Any
    found = [_of_kind(kind, said, alone=len(kinds) == 1) for kind in kinds]
    return found[0] if len(found) == 1 else Union[tuple(found)]  # noqa: UP007 (known at run time only)


def _of_kind(kind: object, said: Mapping[str, object], *, alone: bool) -> Any:  # noqa: ANN401
    more = set(said) - {"type"}
    if kind == "object" and more <= _OF_OBJECTS:
        return _object(said)
    if kind == "array" and more <= {"items"}:
        return list[_type(said.get("items", True))]  # type: ignore[misc]  # known at run time only
    if kind in {"number", "integer"} and more <= set(_LIMITS):
        limits: dict[str, Any] = {_LIMITS[key]: said[key] for key in more}
        if not all(type(one) is int for one in limits.values()):
            raise _NoTypesError
        base = float if kind == "number" else int
        return Annotated[base, msgspec.Meta(**limits)] if limits else base
    if kind == "string" and more == {"enum"} and alone:
        options = said["enum"]
        if isinstance(options, list) and options and all(isinstance(o, str) for o in options):
            return Literal[tuple(options)]
    if kind == "string" and more == {"pattern"}:
        return Annotated[str, msgspec.Meta(pattern=_pattern(said["pattern"]))]
    if kind in _SIMPLE and not more:
        return _SIMPLE[str(kind)]
    raise _NoTypesError


def _pattern(said: object) -> str:
    """The pattern for Python's engine, where it means the same there."""
    if not isinstance(said, str) or not _ALIKE.fullmatch(said) or "--" in said:
        raise _NoTypesError
    if sum(map(said.count, "+*?{")) > _MOST_REPEATS:
        raise _NoTypesError
    # Python's own `$` also stands before a line feed at the end
    return said[:-1] + r"\Z" if said.endswith("$") else said


def _object(said: Mapping[str, object]) -> Any:  # noqa: ANN401
    below, required = said.get("properties", {}), said.get("required", [])
    more = said.get("additionalProperties", True)
    if not (isinstance(below, Mapping) and isinstance(required, list) and isinstance(more, bool)):
        raise _NoTypesError
    names = list(dict.fromkeys([*required, *below]))
    if any(name not in below for name in required) and not more:
        raise _NoTypesError
    fields: list[Any] = []
    for number, name in enumerate(names):
        kind = _type(below.get(name, True))
        is_needed = name in required
        # a type beside UNSET may be any but Any, which takes it in
        optional = kind if kind is Any else Union[kind, msgspec.UnsetType]  # noqa: UP007
        fields.append(
            (f"f{number}", kind) if is_needed else (f"f{number}", optional, msgspec.UNSET)
        )
    return msgspec.defstruct(
        "Planned",
        fields,
        rename={f"f{number}": str(name) for number, name in enumerate(names)},
        forbid_unknown_fields=not more,
        gc=False,
    )
