"""Types of msgspec never call a value valid that the validator does not."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.validation import compile_schema
from segkit.validation.typed import types_of

NAMES = st.sampled_from(["sku", "total", "naïve name", "a.b", "f0"])
SCALARS = st.sampled_from([
    {"type": "string"}, {"type": "string", "enum": ["EUR", "L-1"]}, {"type": "string", "pattern": "^[A-Z]-[0-9]+$"},
    {"type": "string", "pattern": "[a-z]{2,3}"}, {"type": "number"}, {"type": "number", "minimum": 0},
    {"type": "integer"}, {"type": "integer", "maximum": 3}, {"type": "boolean"}, {"type": ["string", "null"]},
    {"type": ["integer", "string"]}, {"type": "null"}, {}, True, {"description": "anything"},
])  # fmt: skip
SCHEMAS = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.builds(lambda items: {"type": "array", "items": items}, inner),
        st.builds(
            lambda below, needed, more: {
                "type": "object", "properties": below, "required": sorted(needed),
                "additionalProperties": more,
            },
            st.dictionaries(NAMES, inner, max_size=3), st.sets(NAMES, max_size=2), st.booleans(),
        ),
    ),
    max_leaves=6,
)  # fmt: skip
VALUES = st.recursive(
    st.sampled_from([None, True, False, 0, 1, 3, 4.0, -0.5, 1e30, 2**70, "", "EUR", "L-1", "L-1\n", "x-1", "ab", "١"]),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(schema=SCHEMAS, value=VALUES)
def test_what_decodes_is_valid(schema: object, value: object) -> None:
    """The other way need not hold: the validator is asked then."""
    known = types_of(schema)
    if known is None:
        return
    try:
        msgspec.json.decode(json.dumps(value).encode(), type=known)
    except msgspec.ValidationError:
        return

    assert list(compile_schema(schema).errors(value)) == []


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "pattern": r"^\d+$"}, {"type": "string", "pattern": "(a+)+$"},
        {"type": "string", "pattern": "a.b"}, {"type": "string", "pattern": "[a--z]"},
        {"type": "string", "format": "date"}, {"anyOf": [{}]}, {"type": "number", "multipleOf": 2},
        {"type": "object", "properties": {"a": False}}, {"type": "any"}, {"minimum": 1}, False, 5,
        {"type": "object", "required": ["a"], "additionalProperties": False},
        {"type": "number", "minimum": 0.5}, {"type": "string", "enum": [1]},
    ],
)  # fmt: skip
def test_what_types_cannot_say_has_none(schema: object) -> None:
    """The validator is asked each time."""
    assert types_of(schema) is None


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (
            {"type": "object", "properties": {"a": {"type": "string", "pattern": "^[A-Z]-"}}},
            {"a": "L-1"},
        ),
        ({"type": "array", "items": {"type": "number", "minimum": 0}}, [0, 1.5]),
        ({"type": "object", "required": ["a"]}, {"a": None, "b": 1}),
        ({"type": ["string", "null"]}, None),
    ],
)
def test_usual_schemas_have_types(schema: object, value: object) -> None:
    """Or the quick way would be none."""
    assert msgspec.json.decode(json.dumps(value).encode(), type=types_of(schema)) is not ...
