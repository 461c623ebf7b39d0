"""JSON Schemas that are put together (`$ref`, `allOf`, `anyOf`, `oneOf`, `const`) → plain ones.

What comes out accepts what the schema accepted: references are filled in, parts laid over each
other, and what all alternatives say is said outright, so that a field has the types and values
that it was given. Alternatives that say more than that stay beside it as they are. Only names
that some alternatives have and others leave open are read more strictly: they are in `partial`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from segkit.plans.documents.merging import (
    Schema,
    is_closed,
    merged,
    names_of,
    required_of,
    types_of,
    unique,
    values_of,
)
from segkit.plans.documents.schema import COMPOSING

DEFINITIONS = ("$defs", "definitions")
"""Where a schema keeps what its references lead to."""

_PLACES = frozenset({*DEFINITIONS, "$anchor"})
"""Keywords that only references need."""

MOST_SCHEMAS = 200_000
"""Schemas that references may unfold to; beyond that they stay references."""

Finder = Callable[[str], tuple[object, object] | None]
"""Where a reference to another document leads: the document and the place in it."""

_OF_SCHEMAS = frozenset({"properties", "patternProperties", "dependentSchemas"})
_SCHEMAS = frozenset(
    {"items", "additionalItems", "prefixItems", "additionalProperties", "contains", "not", "if",
     "then", "else", "propertyNames", "unevaluatedProperties", "unevaluatedItems"}
)  # fmt: skip
_CONDITIONS = frozenset({"contains", "not", "if", "then", "else", "propertyNames"})
"""Keywords whose schemas test a call, and describe none of its properties."""


@dataclass(slots=True)
class Composed:
    """What became of a schema.

    Attributes:
        schema: The plain one.
        unresolved: References that lead nowhere.
        endless: References to a schema that holds itself; they stay.
        partial: Names of properties that not all alternatives speak of.
    """

    schema: Schema
    unresolved: list[str] = field(default_factory=list)
    endless: list[str] = field(default_factory=list)
    partial: list[str] = field(default_factory=list)


def composed(
    schema: Mapping[str, object], root: object | None = None, find: Finder | None = None
) -> Composed:
    """The schema without what puts it together, as far as that can be said otherwise.

    Args:
        schema: Any schema.
        root: The document that it stands in, for references that are not found in it itself.
        find: Gives what a reference to another document leads to.
    """
    composer = _Composer([schema, *([] if root is None else [root])], find)
    plain = composer.schema(dict(schema))
    result = composer.result
    result.schema = plain if isinstance(plain, dict) else {}
    if result.endless:
        result.schema |= {key: schema[key] for key in DEFINITIONS if key in schema}
    return result


class _Composer:
    def __init__(self, roots: list[object], find: Finder | None) -> None:
        self.result = Composed({})
        self._roots = roots
        self._find = find
        self._open: list[tuple[int, str]] = []
        self._count = 0
        self._is_test = False

    def schema(self, value: object) -> object:
        """The plain schema for one that may be put together; other values as they are."""
        if not isinstance(value, dict):
            return value
        self._count += 1
        own: Schema = {
            key: self._below(key, one)
            for key, one in value.items()
            if key not in COMPOSING and key not in _PLACES
        }
        if "$ref" in value:
            own = self._referred(value["$ref"], own)
        if "const" in value:
            own = merged(own, {"enum": [value["const"]]})
        for part in _parts(value, "allOf"):
            plain = self.schema(part)
            own = merged(plain, own) if isinstance(plain, dict) else own
        for key in ("anyOf", "oneOf"):
            if key in value:
                own = self._alternatives(own, key, value[key])
        return own

    def _below(self, key: str, value: object) -> object:
        if key in _OF_SCHEMAS and isinstance(value, dict):
            return {name: self.schema(one) for name, one in value.items()}
        if key not in _SCHEMAS:
            return value
        before = self._is_test
        self._is_test |= key in _CONDITIONS
        plain = (
            [self.schema(one) for one in value] if isinstance(value, list) else self.schema(value)
        )
        self._is_test = before
        return plain

    def _referred(self, reference: object, own: Schema) -> Schema:
        """What a reference leads to, with what stands beside it laid over."""
        if not isinstance(reference, str):
            return {**own, "$ref": reference}
        found = self._target(reference)
        if found is None:
            self.result.unresolved.append(reference)
            return {**own, "$ref": reference}
        root, target = found
        here = (id(target), reference)
        if here in self._open or self._count > MOST_SCHEMAS:
            self.result.endless.append(reference)
            return {**own, "$ref": reference}
        before, self._roots = self._roots, [root, *self._roots] if root is not None else self._roots
        self._open.append(here)
        plain = self.schema(target)
        self._open.pop()
        self._roots = before
        return merged(plain, own) if isinstance(plain, dict) else own

    def _target(self, reference: str) -> tuple[object, object] | None:
        address, _, pointer = reference.partition("#")
        if address:
            return self._find(reference) if self._find else None
        for root in self._roots:
            target = at_pointer(root, pointer)
            if target is not None:
                return None if target is root and pointer else (None, target)
        return None

    def _alternatives(self, own: Schema, key: str, value: object) -> Schema:
        """What all alternatives say, said outright; and the alternatives, if they say more."""
        if not isinstance(value, list) or not value:
            return {**own, key: value}
        parts = [self.schema(one) for one in value]
        plain = [one for one in parts if isinstance(one, dict)]
        if len(plain) < len(parts) or self._is_test:
            return {**own, key: parts}
        if len(plain) == 1:
            return merged(plain[0], own)
        said = _said_by_all(plain, exclusive=key == "oneOf")
        said |= self._properties_of_all(plain, own)
        before = own
        own = merged(
            {
                name: one
                for name, one in said.items()
                if name not in own or name in {"properties", "required"}
            },
            own,
        )
        if _is_whole(plain, said, before, exclusive=key == "oneOf"):
            return own
        return {**own, key: parts}

    def _properties_of_all(self, parts: list[Schema], own: Schema) -> Schema:
        """The properties of all alternatives, and what all of them require."""
        known = names_of(own)
        names = dict.fromkeys(name for part in parts for name in names_of(part))
        found: Schema = {}
        for name in names:
            ways = [names_of(part)[name] for part in parts if name in names_of(part)]
            open_in = [part for part in parts if name not in names_of(part) and _is_open(part)]
            if open_in and name in known:
                continue
            if open_in:
                self.result.partial.append(name)
            found[name] = self._one_of(ways)
        required = set.intersection(*(set(required_of(part)) for part in parts))
        said: Schema = {"properties": found} if found else {}
        if required:
            said["required"] = [name for name in required_of(parts[0]) if name in required]
        return said

    def _one_of(self, ways: list[object]) -> object:
        """One property as several alternatives describe it."""
        if all(way == ways[0] for way in ways):
            return ways[0]
        return self._alternatives({}, "anyOf", ways)


def _is_open(part: Schema) -> bool:
    """Other properties may stand in it: it is an object, or may be one, and is not closed."""
    types = types_of(part)
    return not is_closed(part) and (not types or "object" in types)


def _said_by_all(parts: list[Schema], *, exclusive: bool) -> Schema:
    """The values or types that all alternatives together leave."""
    said: Schema = {}
    values = [values_of(part) for part in parts]
    finite = [one for one in values if one is not None]
    if len(finite) == len(parts):
        several = [value for some in finite for value in some]
        single = unique(several)
        if len(single) == len(several) or not exclusive:
            said["enum"] = single
    types = [types_of(part) for part in parts]
    if all(types):
        several_types = list(dict.fromkeys(name for some in types for name in some))
        said["type"] = several_types[0] if len(several_types) == 1 else several_types
    return said


def _is_whole(parts: list[Schema], said: Schema, own: Schema, *, exclusive: bool) -> bool:
    """The alternatives say nothing beyond what was said outright."""
    if "enum" in said and "enum" not in own:
        return all(part.keys() <= {"enum", "type"} for part in parts)
    if not all(part.keys() == {"type"} for part in parts) or "type" in own:
        return False
    names = [name for part in parts for name in types_of(part)]
    return not exclusive or (
        len(set(names)) == len(names) and not {"integer", "number"} <= set(names)
    )


def _parts(schema: Schema, key: str) -> list[object]:
    parts = schema.get(key)
    return parts if isinstance(parts, list) else []


def at_pointer(document: object, pointer: str) -> object | None:
    """What stands at a JSON pointer, or at an anchor among the definitions; None for nothing."""
    if not pointer.startswith("/"):
        return document if not pointer else _anchored(document, pointer)
    from urllib.parse import unquote

    for step in pointer[1:].split("/"):
        name = unquote(step).replace("~1", "/").replace("~0", "~")
        if isinstance(document, Mapping) and name in document:
            document = document[name]
        elif isinstance(document, list) and name.isdecimal() and int(name) < len(document):
            document = document[int(name)]
        else:
            return None
    return document


def _anchored(document: object, anchor: str) -> object | None:
    for key in DEFINITIONS:
        several = document.get(key) if isinstance(document, Mapping) else None
        for one in several.values() if isinstance(several, Mapping) else ():
            if isinstance(one, Mapping) and anchor in {
                one.get("$anchor"),
                str(one.get("$id", "")).lstrip("#"),
                str(one.get("id", "")).lstrip("#"),
            }:
                return one
    return None
