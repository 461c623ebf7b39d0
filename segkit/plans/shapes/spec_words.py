"""The words by which a document describes one property, and values that fit them."""

from __future__ import annotations

from collections.abc import Mapping

from segkit.plans.cells.spec_text import read_spec, type_schema
from segkit.plans.cells.values import read_required
from segkit.plans.shapes.keys import Said, said_of_field
from segkit.plans.shapes.members import Schema, is_schema_object

JSON_WORDS = frozenset(
    {"$schema", "$id", "$ref", "$defs", "$comment", "$anchor", "definitions", "id", "title",
     "default", "const", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "items",
     "additionalItems", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems",
     "minContains", "maxContains", "properties", "patternProperties", "additionalProperties",
     "propertyNames", "minProperties", "maxProperties", "required", "dependentRequired",
     "dependentSchemas", "dependencies", "unevaluatedProperties", "unevaluatedItems", "type",
     "enum", "description", "examples", "example", "format", "pattern", "minLength", "maxLength",
     "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "readOnly",
     "writeOnly", "deprecated", "contentEncoding", "contentMediaType"}
)  # fmt: skip
"""Keywords of JSON Schema; what else stands in a schema is a label of its field."""


def fits(said: Said, value: object) -> bool:
    """The value is one that a word of this kind has."""
    if said is Said.DESCRIPTION:
        return isinstance(value, str) and not read_spec(value).is_typed
    if said is Said.TYPE:
        return isinstance(value, list) or (isinstance(value, str) and read_spec(value).is_typed)
    if said in {Said.REQUIRED, Said.OPTIONAL, Said.NULLABLE}:
        return (
            isinstance(value, bool | list)
            or value in (0, 1)
            or (isinstance(value, str) and read_required(value) is not None)
        )
    return value is not None


def types_schema(kind: object) -> Schema:
    """The schema of a list of types, in any words; what is no such list stays as it is."""
    several = kind if isinstance(kind, list) else []
    schemas = [type_schema(one) if isinstance(one, str) else None for one in several]
    names = [one["type"] for one in schemas if one and isinstance(one.get("type"), str)]
    if not names or len(names) < len(several):
        return {"type": kind}
    formats = {str(one["format"]) for one in schemas if one and "format" in one}
    single = list(dict.fromkeys(names))
    schema: Schema = {"type": single[0] if len(single) == 1 else single}
    return schema | ({"format": formats.pop()} if len(formats) == 1 else {})


def is_described(value: object) -> bool:
    """The value describes a property: a type, or an object that says one."""
    if isinstance(value, str):
        return read_spec(value).is_typed
    return isinstance(value, Mapping) and (
        is_schema_object(value)
        or any(
            said_of_field(key) is not Said.LABEL and fits(said_of_field(key), one)
            for key, one in value.items()
        )
        or any(is_described(one) for one in value.values())
    )


def says_mark_alone(text: str) -> bool:
    """A word that says whether something is required, and no type."""
    found = read_spec(text)
    return found.required is not None and not (found.schema or found.anything)


def value_of(value: object) -> object:
    """An allowed value, also where it stands in an object beside its description."""
    if not isinstance(value, Mapping):
        return value
    return next(
        (value[key] for key in ("value", "const", "name", "key", "id") if key in value), str(value)
    )


def allow_null(schema: Schema) -> None:
    """Let the value be null, too."""
    types = schema.get("type")
    if isinstance(types, str) and types != "null":
        schema["type"] = [types, "null"]
    elif isinstance(types, list) and "null" not in types:
        schema["type"] = [*types, "null"]
    values = schema.get("enum")
    if isinstance(values, list) and None not in values:
        schema["enum"] = [*values, None]
