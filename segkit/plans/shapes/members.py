"""The properties of an event, as they are gathered from whatever form they are written in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from segkit.plans.words.names import split_name, undressed

_FAMILY = re.compile(r"^(?P<stem>.*[_\-.])\*$")
_SEVERAL = re.compile(r"^[\w$.\-]+(?:\s*,\s*[\w$.\-]+)+$")
_MARKED = re.compile(r"^[\w$.\[\]\-]+[?!*]$")
_MARKS = {"?": False, "!": True, "*": True}

Schema = dict[str, object]


@dataclass(slots=True)
class Members:
    """What an object holds: an event's properties, a user's traits, a nested object.

    Attributes:
        properties: JSON Schemas by name.
        required: Names that have to be there.
        rest: What else is said about the object (`additionalProperties`, …).
        asked: Names of which the list itself says whether they are required.
        marked: Names with a question mark behind them, which says that they are optional.
    """

    properties: dict[str, object] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    rest: Schema = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    marked: set[str] = field(default_factory=set)

    def add(self, name: str, schema: Schema, *, required: bool | None) -> bool:
        """Take one property in; False when another one of that name says something else.

        A name with dots is nested, one that ends in `*` behind a sign stands for several.
        """
        if found := _FAMILY.match(name):
            families = self.rest.setdefault("patternProperties", {})
            if isinstance(families, dict):
                families[f"^{re.escape(found['stem'])}"] = schema
            return True
        first, *below = split_name(name)
        if below:
            return self._nested(first, below, schema, required=required)
        known = self.properties.get(name)
        if known in (None, {}, schema):
            self.properties[name] = schema
        if required is not None:
            self.asked.add(name)
        if required and name not in self.required:
            self.required.append(name)
        return known in (None, {}, schema) or not schema

    def require(self, names: list[str]) -> None:
        """Names that are required, described or not."""
        self.required += [one for one in names if one not in self.required]
        self.asked.update(names)

    def require_all(self) -> None:
        """All names are required of which the list does not say otherwise."""
        self.require([name for name in self.properties if name not in self.asked])

    def update(self, other: Members) -> list[str]:
        """Take in what another list says; gives the names that say something else here."""
        differing = [
            name
            for name, schema in other.properties.items()
            if isinstance(schema, dict)
            and not self.add(name, schema, required=True if name in other.required else None)
        ]
        self.require([one for one in other.required if one not in other.properties])
        self.rest = {**other.rest, **self.rest}
        self.asked |= other.asked
        self.marked |= other.marked
        return differing

    def schema(self) -> Schema:
        """The object as JSON Schema."""
        schema: Schema = {"type": "object", **self.rest, "properties": self.properties}
        return schema | ({"required": self.required} if self.required else {})

    def _nested(
        self, first: str, below: list[str], schema: Schema, *, required: bool | None
    ) -> bool:
        """A property of a property, or of the elements of a list."""
        own = self.properties.setdefault(first, {})
        if not isinstance(own, dict):
            return False
        for segment in below[:-1] if below[-1] != "[]" else below:
            own = _inner(own, segment)
        if below[-1] == "[]":
            own.update({key: value for key, value in schema.items() if key not in own})
            return True
        names = own.setdefault("properties", {})
        own.setdefault("type", "object")
        if not isinstance(names, dict):
            return False
        known = names.setdefault(below[-1], schema)
        if required:
            needed = own.setdefault("required", [])
            if isinstance(needed, list) and below[-1] not in needed:
                needed.append(below[-1])
        return bool(known == schema)


def _inner(own: Schema, segment: str) -> Schema:
    """The schema of a nested object, made when it is not there."""
    if segment == "[]":
        own.setdefault("type", "array")
        inner = own.setdefault("items", {})
    else:
        own.setdefault("type", "object")
        names = own.setdefault("properties", {})
        inner = names.setdefault(segment, {}) if isinstance(names, dict) else {}
    return inner if isinstance(inner, dict) else {}


def names_in(key: str) -> list[tuple[str, bool | None]]:
    """The names that a key holds, each with what a mark behind it says about being required.

    `order_id?` is optional, `order_id*` and `order_id!` are required; `utm_source, utm_medium`
    are two names, and `utm_*` is one for several.
    """
    bare = undressed(key.strip())
    if _SEVERAL.match(bare):
        return [found for one in bare.split(",") for found in names_in(one)]
    if _MARKED.match(bare) and not _FAMILY.match(bare):
        return [(bare[:-1], _MARKS[bare[-1]])]
    return [(bare or key, None)]


def is_json_schema(document: object) -> bool:
    """The document says that it is a JSON Schema, or is one of an object."""
    if not isinstance(document, Mapping):
        return False
    says_so = "json-schema.org" in str(document.get("$schema", ""))
    return says_so or (is_schema_object(document) and "type" in document)


def is_schema_object(value: object) -> bool:
    """The value is a JSON Schema of an object, with the names below `properties`."""
    if not isinstance(value, Mapping) or not isinstance(value.get("properties"), Mapping):
        return False
    kind = value.get("type", "object")
    return kind == "object" or (isinstance(kind, list) and "object" in kind)
