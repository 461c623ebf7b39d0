"""What a document says about one property, in the words of JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from segkit.plans.cells.item import PROGRAMS_SAY
from segkit.plans.cells.listing import read_listing
from segkit.plans.cells.spec_text import read_spec, type_schema
from segkit.plans.cells.values import read_format, read_required
from segkit.plans.documents.doubting import Doubts
from segkit.plans.documents.merging import required_of
from segkit.plans.documents.schema import COMPOSING
from segkit.plans.shapes.drafts import deeper
from segkit.plans.shapes.judging import is_property
from segkit.plans.shapes.keys import ONE_VALUE, Said, said_of_field, squashed
from segkit.plans.shapes.library import Library
from segkit.plans.shapes.members import Members, Schema, is_schema_object
from segkit.plans.shapes.spec_words import (
    JSON_WORDS,
    allow_null,
    fits,
    is_described,
    says_mark_alone,
    types_schema,
    value_of,
)

_DEEP = {Said.FIELDS, Said.ITEMS, Said.INCLUDES}
_TESTS = {"tests", "datatests"}
_SEVERAL = {"strings", "numbers", "integers", "booleans", "objects"}
"""Types that programs write for lists: a document says `string` where it means one."""
_CONFIGS = {
    "config", "propconfig", "constraints", "constraint", "validation", "validations",
    "restrictions", "rules",
}  # fmt: skip
"""Words below which tools say what values a property may have."""
_PLAIN_TYPES = PROGRAMS_SAY | {"number"}
_MODES = {"required", "nullable", "repeated"}  # of BigQuery
_CLAIMS = {"required", "optional", "mandatory"}
_PARTS = ("allOf", "anyOf", "oneOf")
_ASIDE = re.compile(r"\s+\([^()]*\)$")
_ONE = ("not", "if", "then", "else", "additionalProperties", "contains")


class Fields(Protocol):
    """Reads the properties of nested objects, and knows what the document defines."""

    doubts: Doubts
    library: Library

    def members(self, value: object, where: str, *, samples: bool = False) -> Members | None:
        """The properties that a value lists."""

    def target(self, reference: str) -> object | None:
        """What a reference leads to."""


class PropertySpecs:
    """Reads what is said about single properties of one document."""

    def __init__(self, reader: Fields) -> None:
        """`reader` reads the properties of nested objects."""
        self._reader = reader
        self._open: list[str] = []

    def read(
        self, value: object, where: str, *, samples: bool = False
    ) -> tuple[Schema, bool | None]:
        """The property's schema, and whether it is required (None: it does not say)."""
        if isinstance(value, Mapping):
            is_object = self._is_object(value, samples=samples)
            members = self._reader.members(value, where, samples=samples) if is_object else None
            return self._spec(value, where) if members is None else (members.schema(), None)
        if isinstance(value, list):
            return self._list(value, where, samples=samples), None
        if isinstance(value, str):
            return self._text(value, where, samples=samples)
        if isinstance(value, bool) and not samples:
            return {}, value
        return self._sample(value, where) if isinstance(value, int | float) else {}, None

    def deep(self, key: str, value: object, where: str) -> object:
        """The value of a keyword that holds schemas, each in JSON Schema's words."""
        place = deeper(where, key)
        if key in _PARTS and isinstance(value, list):
            return [self.read(one, place)[0] if isinstance(one, Mapping) else one for one in value]
        if key in _ONE and isinstance(value, Mapping):
            return self.read(value, place)[0]
        return value

    # --- values that are no objects ------------------------------------------------------------

    def _text(self, text: str, where: str, *, samples: bool) -> tuple[Schema, bool | None]:
        found = read_spec(text)
        if samples and not found.is_typed:
            return self._sample(text, where), None
        if found.lists:
            self._reader.doubts.add(
                where, "{count} texts may list allowed values and are kept as descriptions.", text
            )
        bare = _ASIDE.sub("", text)
        if not found.is_typed and (values := self._reader.library.listed("enum", bare)):
            told = {"description": text} if bare != text else {}
            return {"enum": values, **told}, None
        if not found.is_typed and text.isascii() and text.strip() and " " not in text.strip():
            what = "{count} texts of one word say no type that segkit knows."
            self._reader.doubts.add(where, what, text)
        schema = dict(found.schema)
        if found.description:
            schema["description"] = found.description
        return schema, found.required

    def _sample(self, value: object, where: str) -> Schema:
        """What an example shows: its type, where it is no text."""
        self._reader.doubts.add(
            where,
            "{count} values were read as examples: the types are those of the examples.",
            str(value),
        )
        kinds: dict[type, str] = {bool: "boolean", int: "integer", float: "number", str: "string"}
        return {"type": kinds[type(value)], "examples": [value]}

    def _list(self, values: list[object], where: str, *, samples: bool) -> Schema:
        """Types, allowed values, or one element as an example of a list."""
        if not values:
            return {"type": "array"}
        if all(isinstance(one, Mapping) for one in values):
            members = self._reader.members(values[0], where, samples=samples)
            return {"type": "array", "items": {} if members is None else members.schema()}
        if samples:
            return {"type": "array", "examples": [values]}
        types = [type_schema(one) if isinstance(one, str) else None for one in values]
        if all(one is not None for one in types):
            if len(values) == 1:
                return {"type": "array", "items": types[0] or {}}
            names = [one["type"] for one in types if one and isinstance(one.get("type"), str)]
            if len(names) == len(values):
                return {"type": list(dict.fromkeys(names))}
        return {"enum": list(values)}

    # --- objects -------------------------------------------------------------------------------

    def _is_object(self, value: Mapping[str, object], *, samples: bool) -> bool:
        """Names of a nested object rather than words about one property."""
        if is_schema_object(value) or not COMPOSING.isdisjoint(value) or {"if", "then"} <= {*value}:
            return False
        said = {key: said_of_field(key) for key in value}
        if Said.TYPE in said.values() and any(squashed(key) in _CONFIGS for key in value):
            return False  # `{dataType: {kind: string}, constraints: {required: true}}`
        described = [
            key
            for key, one in value.items()
            if isinstance(one, Mapping) and said[key] not in _DEEP and is_described(one)
        ]
        if len(described) > 1 and len(described) == len(value):
            return True
        words = [
            key for key, one in said.items() if one is not Said.LABEL and fits(one, value[key])
        ]
        is_typed = any(said[key] is Said.TYPE for key in words)
        names = [
            key
            for key, one in said.items()
            if key not in JSON_WORDS
            and one is Said.LABEL
            and not (is_typed and squashed(key) in _CONFIGS)
            and is_described(value[key])
            # beside a type, `pii: none` is a remark: a mark alone describes no property there
            and not (is_typed and isinstance(text := value[key], str) and says_mark_alone(text))
        ]
        if samples:
            return not is_typed or len(names) >= len(words)
        is_told = any(said[key] is Said.DESCRIPTION for key in words)
        return len(names) > len(words) if is_told else bool(names) and len(names) >= len(words)

    def _spec(self, value: Mapping[str, object], where: str) -> tuple[Schema, bool | None]:
        """Words about one property, each put in its place."""
        schema, required = self._base(value, where)
        labels: Schema = {}
        resolved = bool(schema) and "$ref" in value
        for key, one in _flattened(value):
            said = said_of_field(key)
            if said is Said.TYPE or (resolved and key == "$ref"):
                continue
            if squashed(key) == "mode" and (mode := str(one).casefold()) in _MODES:
                required = True if mode == "required" else required
                schema = {"type": "array", "items": schema} if mode == "repeated" else schema
            elif said is Said.REQUIRED and not isinstance(one, list):
                required = self._claim(key, one, where, labels)
            elif squashed(key) in _TESTS and isinstance(one, list):
                required = True if "not_null" in one else required
                self._tested(one, schema, where)
                labels[key] = one
            elif said is Said.OPTIONAL and isinstance(one, bool | str):
                claim = self._claim(key, one, where, labels)
                required = None if claim is None else not claim
            elif not self._word(said, key, one, schema, where):
                labels[key] = self.deep(key, one, where)
        self._doubtful(schema, labels, where)
        return {
            **schema,
            **{key: one for key, one in labels.items() if key not in schema},
        }, required

    def _base(self, value: Mapping[str, object], where: str) -> tuple[Schema, bool | None]:
        """What the type says, or the definition that the property refers to."""
        kinds = [key for key in value if said_of_field(key) is Said.TYPE]
        schema: Schema = {}
        required: bool | None = None
        for key in kinds[:1]:
            schema, required = self._type(key, value[key], where)
        if isinstance(reference := value.get("$ref"), str) and reference not in self._open:
            target = self._reader.target(reference)
            if target is not None:
                self._open.append(reference)
                found, required = self.read(target, where)
                schema = {**schema, **found}
                self._open.pop()
        for key, one in value.items():
            if said_of_field(key) is Said.INCLUDES and isinstance(one, str):
                name = where.rpartition(".")[2]
                known = self._reader.library.property(name, one)
                if known is not None:
                    schema, required = self.read(known, where)
        return schema, required

    def _type(self, key: str, kind: object, where: str) -> tuple[Schema, bool | None]:
        if isinstance(kind, Mapping):
            return self.read(kind, where)
        if not isinstance(kind, str):
            return types_schema(kind), None
        kind = f"list of {kind}" if kind in _SEVERAL else kind
        found = read_spec(kind)
        is_own = not found.is_typed or kind[:1].isupper()
        if is_own and (defined := self._defined(kind, where)) is not None:
            return defined, None
        if found.is_typed:
            told = {"description": found.description} if found.description else {}
            return {**found.schema, **told}, found.required
        self._reader.doubts.add(where, "{count} types are none that segkit knows.", kind)
        return {key if key != "type" else "typeName": kind}, None

    def _defined(self, kind: str, where: str) -> Schema | None:
        """The schema of a type that the document defines itself."""
        library = self._reader.library
        known = None if kind in self._open else library.property(kind) or library.groups.get(kind)
        if known is None:
            return None
        self._open.append(kind)
        schema, _ = self.read(known, where)
        self._open.pop()
        return schema

    def _claim(self, key: str, value: object, where: str, labels: Schema) -> bool | None:
        """Whether a mark says yes; one that says neither, or more, is kept beside it."""
        if isinstance(value, bool) or value in (0, 1):
            return bool(value)
        claim = read_required(value) if isinstance(value, str) else None
        if claim is None or not claim.exact:
            labels[key if key != "required" else "requiredWhen"] = value
        if claim is None and value is not None:
            self._reader.doubts.add(where, "{count} marks may say what is required.", str(value))
        return None if claim is None else claim.value

    def _word(self, said: Said, key: str, value: object, schema: Schema, where: str) -> bool:
        """One word about the property; False when it says nothing in JSON Schema."""
        if said is Said.ENUM:
            return self._values(key, value, schema, where)
        if said is Said.ITEMS:
            return self._items(value, schema, where)
        if said is Said.DESCRIPTION and isinstance(value, str):
            beside = schema.get("description")
            schema["description"] = f"{value} ({beside})" if beside and beside != value else value
        elif said is Said.EXAMPLE:
            schema["examples"] = list(value) if isinstance(value, list) else [value]
        elif said is Said.PATTERN and isinstance(value, str):
            schema["pattern"] = value
        elif said is Said.FORMAT and isinstance(value, str):
            kind = None if "type" in schema or read_format(value) else type_schema(value)
            schema.update(kind or {"format": read_format(value) or value})
        elif said is Said.FIELDS and isinstance(value, Mapping | list):
            self._nested(value, schema, where)
        elif said is Said.REQUIRED and isinstance(value, list):
            names = [one for one in value if isinstance(one, str)]
            schema["required"] = list(dict.fromkeys([*required_of(schema), *names]))
        elif said is Said.NULLABLE and isinstance(value, bool):
            allow_null(schema) if value else None
        else:
            return False
        return True

    def _values(self, key: str, value: object, schema: Schema, where: str) -> bool:
        """A list of allowed values, or the name of one; in a list they are its elements'."""
        if squashed(key) in ONE_VALUE and isinstance(value, list) and _are_objects(value):
            self._nested(value, schema, where)  # the value is an object, by its properties
            return True
        is_open = squashed(key) == "value" and "type" not in schema
        if is_open and isinstance(value, str) and value in _PLAIN_TYPES:
            schema.update(type_schema(value) or {})  # `{value: string, mandatory: true}`
            return True
        values = self._listed(key, value, schema)
        if not values:
            if isinstance(value, str) and value.strip():
                what = "{count} texts under a word for allowed values list none that can be read."
                self._reader.doubts.add(where, what, value)
            return False
        if schema.get("type") == "array":
            inner = schema.setdefault("items", {})
            target = inner if isinstance(inner, dict) else schema
        else:
            target = schema
        target["enum"] = values
        return True

    def _listed(self, key: str, value: object, schema: Schema) -> list[object] | None:
        """The values in a list, a map, a text, or the one that `value` says; None without any."""
        is_one = squashed(key) in ONE_VALUE
        if isinstance(value, list):
            return [value_of(one) for one in value]
        if isinstance(value, Mapping):
            return list(value)
        if not isinstance(value, str):
            is_mark = isinstance(value, bool) and squashed(key) != "value"  # `fixed: true`
            return [value] if is_one and value is not None and not is_mark else None
        values = self._reader.library.listed(key, value)
        if values is None and (listing := read_listing(value, strict=key == "enum")):
            types = schema.get("type")
            values = list(listing.as_types((types,) if isinstance(types, str) else ()))
        if values is None and is_one and not any(map(str.isspace, value)):
            values = [value]
        return values

    def _tested(self, tests: list[object], schema: Schema, where: str) -> None:
        """The values that a test of dbt accepts: `accepted_values: {values: [...]}`."""
        for one in tests:
            told = one.get("accepted_values") if isinstance(one, Mapping) else None
            told = told.get("arguments", told) if isinstance(told, Mapping) else {}
            if isinstance(told, Mapping) and "values" in told:
                self._values("values", told["values"], schema, where)

    def _items(self, value: object, schema: Schema, where: str) -> bool:
        if isinstance(value, list) and _are_objects(value) and all(map(is_property, value)):
            value = {"properties": value}
        if isinstance(value, list) and len(value) != 1:
            return False
        inner, _ = self.read(value[0] if isinstance(value, list) else value, f"{where}[]")
        schema.setdefault("type", "array")
        own = schema.get("items")
        schema["items"] = {**(own if isinstance(own, dict) else {}), **inner}
        return True

    def _nested(
        self, value: Mapping[str, object] | list[object], schema: Schema, where: str
    ) -> None:
        """Properties of the property, or of the elements when it is a list."""
        members = self._reader.members(value, where)
        if members is None:
            return
        inner = members.schema()
        if schema.get("type") == "array":
            own = schema.get("items")
            schema["items"] = {**(own if isinstance(own, dict) else {}), **inner}
        else:
            beside = schema.get("required")
            schema.update(
                {key: one for key, one in inner.items() if key != "type" or "type" not in schema}
            )
            if isinstance(beside, list):
                schema["required"] = list(dict.fromkeys([*beside, *members.required]))

    def _doubtful(self, schema: Schema, labels: Schema, where: str) -> None:
        """Labels that look as if they said a type or values that the property has not."""
        for key, value in labels.items():
            if key in JSON_WORDS or key in {"typeName", "requiredWhen"}:
                continue
            if isinstance(value, str) and "type" not in schema and type_schema(value):
                what = f"{{count}} values of {key!r} look like types and are not used as such."
                self._reader.doubts.add(where, what, value)
            elif isinstance(value, str) and value.casefold() in _CLAIMS:
                what = f"{{count}} values of {key!r} look like required marks and are not used as such."
                self._reader.doubts.add(where, what, value)
            elif isinstance(value, str) and (values := self._reader.library.listed(key, value)):
                schema.setdefault("enum", values)


def _flattened(value: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The words about a property, with those that stand below a word for its constraints."""
    for key, one in value.items():
        if squashed(key) in _CONFIGS and isinstance(one, Mapping):
            yield from ((word, said) for word, said in one.items() if word not in value)
        else:
            yield key, one


def _are_objects(value: list[object]) -> bool:
    return bool(value) and all(isinstance(one, Mapping) for one in value)
