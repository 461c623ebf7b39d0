"""The breaches of one rule in a call, in words, under the names that Protocols gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from segkit.model.plan import Rule
from segkit.plans.writing.schema_writing import schema_of
from segkit.validation.compiled import Compiled, compile_schema

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

KINDS: Mapping[str, str] = {
    "required": "Required",
    "type": "Invalid Type",
    "enum": "Enum",
    "const": "Const",
    "pattern": "Pattern",
    "format": "Format",
    "minimum": "Number Gte",
    "maximum": "Number Lte",
    "exclusiveMinimum": "Number Gt",
    "exclusiveMaximum": "Number Lt",
    "multipleOf": "Multiple Of",
    "minLength": "String Gte",
    "maxLength": "String Lte",
    "minItems": "Array Min Items",
    "maxItems": "Array Max Items",
    "uniqueItems": "Unique",
    "minProperties": "Array Min Properties",
    "maxProperties": "Array Max Properties",
    "additionalProperties": "Additional Property Not Allowed",
    "additionalItems": "Array No Additional Items",
    "contains": "Contains",
    "propertyNames": "Invalid Property Name",
    "not": "Number Not",
    "anyOf": "Number Any Of",
    "oneOf": "Number One Of",
}
"""Kinds of violation by JSON Schema's keyword. Segment's docs show `Required` and `Invalid Type`;
the others are named in the same way, after the library that Segment's own words point to
(inferred)."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of the plan.

    Attributes:
        path: From the payload's root; `[0]` is the first element of an array.
        kind: As Protocols names it: `Required`, `Invalid Type`, ...
        message: One sentence for a person, with the field's name, what was expected and what
            was sent.
        keyword: JSON Schema's own word: `required`, `type`, ...
        place: The path as names and numbers.
        expected: What the keyword asks for; None where it asks for no value of its own.
        got: The value that breaks it; None for one that is missing.
    """

    path: Path
    kind: str
    message: str
    keyword: str = ""
    place: tuple[str | int, ...] = ()
    expected: object = field(default=None, compare=False)
    got: object = field(default=None, compare=False)

    @property
    def field(self) -> str:
        """The path as people write it: `properties.products[0].sku`."""
        return dotted(self.path)


def violations(rule: Rule, payload: Mapping[str, object]) -> tuple[Violation, ...]:
    """All breaches of the rule in a call's payload, in plan order; empty when it is valid.

    Args:
        rule: Also a `common` rule, which speaks of every call's payload.
        payload: As it is sent: `{"event": ..., "userId": ..., "properties": {...}}`.
    """
    return tuple(violations_in(compiled_rule(rule), payload))


def violations_in(compiled: Compiled, value: object, path: Path = ()) -> Iterator[Violation]:
    """The breaches of a schema in a value that stands at `path` of the payload."""
    for error in compiled.errors(value):
        yield from _violations(error, path)


@lru_cache(maxsize=4096)
def _compiled(key: _Same) -> Compiled:
    return compile_schema(rule_schema(key.rule))


def compiled_rule(rule: Rule) -> Compiled:
    """The rule's validator, compiled once."""
    return _compiled(_Same(rule))


class _Same:
    """A rule as a key: the very same object, because rules hold mappings and compare slowly."""

    __slots__ = ("rule",)

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    def __hash__(self) -> int:
        return id(self.rule)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.rule is self.rule


def rule_schema(rule: Rule) -> dict[str, object]:
    """The rule's schema, which asks for `properties` or `traits` when it asks for one of them.

    Segment writes that so itself; other tools forget it.
    """
    schema = schema_of(rule)
    below = schema.get("properties")
    names = [
        name
        for name in ("properties", "traits", "context")
        if isinstance(below, Mapping)
        and isinstance(inner := below.get(name), Mapping)
        and inner.get("required")
    ]
    given = schema.get("required")
    if names and isinstance(given, list | None):
        schema["required"] = list(dict.fromkeys([*(given or ()), *names]))
    return schema


def _violations(error: ValidationError, path: Path) -> Iterator[Violation]:
    place = (*path, *error.instance_path)
    here = (*path, *(f"[{s}]" if isinstance(s, int) else str(s) for s in error.instance_path))
    keyword, details = error.kind.name, error.kind.as_dict()
    kind = KINDS.get(keyword, keyword)
    if keyword == "required":
        name = str(details["property"])
        missing = (*here, name)
        says = f"{dotted(missing)} is required."
        yield Violation(missing, kind, says, keyword, (*place, name))
    elif keyword == "additionalProperties":
        whole = error.instance if isinstance(error.instance, dict) else {}
        for name in map(str, details["unexpected"]):
            extra = (*here, name)
            says = f"{dotted(extra)} is not planned, and nothing else is allowed."
            yield Violation(extra, kind, says, keyword, (*place, name), got=whole.get(name))
    else:
        words = _WORDS.get(keyword, _other)(details, error.instance)
        says = f"{dotted(here) or 'The call'} {words}."
        wanted = next((details[key] for key in _ASKED if key in details), None)
        yield Violation(here, kind, says, keyword, place, wanted, error.instance)


_ASKED = ("types", "options", "pattern", "format", "limit", "expected_value", "multiple_of")
"""Where the validator keeps what a keyword asks for."""


def dotted(path: Path) -> str:
    """The path as people write it."""
    text = "".join(part if part.startswith("[") else f".{part}" for part in path)
    return text.removeprefix(".")


def _wrong_type(details: Mapping[str, object], value: object) -> str:
    types = details["types"]
    # the validator sorts them; people put null last
    named = sorted(types, key="null".__eq__) if isinstance(types, list) else [types]
    wanted = " or ".join(map(str, named))
    return f"must be {wanted}, not {type_name(value)}"


def _not_listed(details: Mapping[str, object], value: object) -> str:
    options = details["options"]
    allowed = ", ".join(map(_shown, options)) if isinstance(options, list) else _shown(options)
    return f"must be one of {allowed or 'nothing'}, not {_shown(value)}"


def _limit(words: str) -> Callable[[Mapping[str, object], object], str]:
    return lambda details, _: f"must {words} {_shown(details.get('limit'))}"


def _other(details: Mapping[str, object], value: object) -> str:
    del details
    return f"must keep what the plan says about it; {_shown(value)} does not"


_WORDS: Mapping[str, Callable[[Mapping[str, object], object], str]] = {
    "type": _wrong_type,
    "enum": _not_listed,
    "const": lambda d, v: f"must be {_shown(d.get('expected_value'))}, not {_shown(v)}",
    "pattern": lambda d, v: f"must match {d['pattern']!r}, not {_shown(v)}",
    "format": lambda d, v: f"must be a {d['format']}, not {_shown(v)}",
    "minimum": _limit("be at least"),
    "maximum": _limit("be at most"),
    "exclusiveMinimum": _limit("be above"),
    "exclusiveMaximum": _limit("be below"),
    "minLength": _limit("have a length of at least"),
    "maxLength": _limit("have a length of at most"),
    "minItems": _limit("have at least this many elements:"),
    "maxItems": _limit("have at most this many elements:"),
    "uniqueItems": lambda _d, _v: "must not hold the same element twice",
    "not": lambda _d, v: f"is {_shown(v)}, which the plan rules out",
}


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def type_name(value: object) -> str:
    """JSON Schema's name for the type of a value."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "number"
        case str():
            return "string"
    return "array" if isinstance(value, list) else "object"
