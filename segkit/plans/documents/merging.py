"""Two JSON Schemas laid over each other, and what a schema says outright."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

Schema = dict[str, object]

_WORDS = frozenset(
    {"title", "description", "examples", "example", "default", "$id", "id", "$schema", "$comment",
     "deprecated", "labels", "readOnly", "writeOnly", "self", "eventMetadata"}
)  # fmt: skip
_CLOSING = ("additionalProperties", "patternProperties", "unevaluatedProperties")


def merged(base: Mapping[str, object], over: Mapping[str, object]) -> Schema:
    """One schema that asks what both ask; `over` has the last word in what only describes.

    What cannot be said in one schema stays in `allOf`.
    """
    result, rest = dict(base), {}
    apart: list[object] = []
    for one, other in ((base, over), (over, base)):
        if is_closed(one) and not names_of(other).keys() <= names_of(one).keys():
            apart.append(_closing(one))
    if apart:
        result = {key: value for key, value in result.items() if key not in _CLOSING}
        over = {key: value for key, value in over.items() if key not in _CLOSING}
    for key, value in over.items():
        if key not in result or key in _WORDS:
            result[key] = value
        elif result[key] != value:
            both = _both(key, result[key], value)
            if both is None:
                rest[key] = value
            else:
                result[key] = both
    if rest:
        apart.append(rest)
    if apart:
        already = result.get("allOf")
        result["allOf"] = [*(already if isinstance(already, list) else []), *apart]
    return result


def _both(key: str, one: object, other: object) -> object | None:
    """What two values of a keyword ask together; None when that takes two schemas."""
    if key == "properties" and isinstance(one, dict) and isinstance(other, dict):
        return {
            **one,
            **{
                name: merged(one[name], value)
                if isinstance(one.get(name), dict) and isinstance(value, dict)
                else value
                for name, value in other.items()
            },
        }
    if key == "items" and isinstance(one, dict) and isinstance(other, dict):
        return merged(one, other)
    if key in {"required", "allOf"} and isinstance(one, list) and isinstance(other, list):
        return [*one, *(value for value in other if value not in one)]
    if key == "type":
        return _narrower(types_of({"type": one}), types_of({"type": other}))
    if key == "enum" and isinstance(one, list) and isinstance(other, list):
        marks = {mark(value) for value in one}
        return [value for value in other if mark(value) in marks] or None
    return None


def _narrower(one: Sequence[str], other: Sequence[str]) -> object | None:
    names = [
        *(name for name in other if name in one or (name == "integer" and "number" in one)),
        *(name for name in one if name == "integer" and "number" in other and name not in other),
    ]
    return (names[0] if len(names) == 1 else names) if names else None


def _closing(schema: Mapping[str, object]) -> Schema:
    """That a schema lets no other names in, without what it says about its own."""
    return {
        "properties": dict.fromkeys(names_of(schema), True),
        **{key: schema[key] for key in _CLOSING if key in schema},
    }


def is_closed(schema: Mapping[str, object]) -> bool:
    """It lets no other names in, or not all."""
    return any(schema.get(key, True) is not True for key in _CLOSING)


def names_of(schema: Mapping[str, object]) -> dict[str, object]:
    """The properties that it describes."""
    names = schema.get("properties")
    return names if isinstance(names, dict) else {}


def required_of(schema: Mapping[str, object]) -> list[str]:
    """The names that it requires."""
    names = schema.get("required")
    return [one for one in names if isinstance(one, str)] if isinstance(names, list) else []


def types_of(schema: Mapping[str, object]) -> list[str]:
    """The types that it allows; none when it does not say."""
    types = schema.get("type")
    types = [types] if isinstance(types, str) else types
    is_plain = isinstance(types, list) and all(isinstance(one, str) for one in types)
    return types if is_plain and isinstance(types, list) else []


def values_of(schema: Mapping[str, object]) -> list[object] | None:
    """The values that a schema allows, when they are listed."""
    values = schema.get("enum")
    if isinstance(values, list):
        return values
    return [None] if schema.get("type") == "null" else None


def unique(values: list[object]) -> list[object]:
    """Each value once, in the order of the first."""
    return list({mark(value): value for value in reversed(values)}.values())[::-1]


def mark(value: object) -> str:
    """The value as a text that only equal values have."""
    return json.dumps(value, sort_keys=True, default=str)
