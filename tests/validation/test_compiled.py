"""Schemas as plans hold them: what can be used is, what cannot is named."""

from __future__ import annotations

import pytest

from segkit.validation import compile_schema

TOTAL = {"total": {"type": "number"}}


def errors(schema: object, value: object) -> int:
    """How many errors a value has."""
    return len(list(compile_schema(schema).errors(value)))


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        ({"type": "any"}, "type"),
        ({"type": ["any"]}, "type"),
        ({"type": "Date time"}, "type"),
        ({"pattern": "(["}, "pattern"),
        ({"enum": "a, b"}, "enum"),
        ({"minimum": "many"}, "minimum"),
        ({"required": True}, "required"),
        ({"$ref": "https://schemas.example/else.json"}, "$ref"),
        ({"$ref": "#/nowhere"}, "$ref"),
        ({"patternProperties": {"([": {}}}, "patternProperties"),
    ],
)
def test_a_broken_part_is_named_and_the_rest_still_counts(broken: object, where: str) -> None:
    """The field beside it is checked as before."""
    schema = {"properties": {"odd": broken, **TOTAL}}

    compiled = compile_schema(schema)

    assert [part.path for part in compiled.broken] == [("properties", "odd", where)]
    assert compiled.broken[0].field == "odd"
    assert errors(schema, {"odd": "x", "total": "12.5"}) == 1
    assert errors(schema, {"odd": "x", "total": 12.5}) == 0


@pytest.mark.parametrize("schema", [5, "text", None, [], {"properties": ["total"]}])
def test_what_is_no_schema_at_all_stops_nothing(schema: object) -> None:
    """Everything is allowed, and the plan is named as the one at fault."""
    compiled = compile_schema(schema)

    assert compiled.broken
    assert list(compiled.errors({"total": "x"})) == []


def test_many_broken_parts_are_all_named() -> None:
    """A plan of another tool may have a word of its own in every field."""
    schema = {"properties": {f"field {n}": {"type": "any"} for n in range(40)}}

    assert len(compile_schema(schema).broken) == 40


def test_a_pattern_that_explodes_elsewhere_takes_no_time() -> None:
    """Patterns run in linear time, as in Segment's own engine."""
    assert errors({"pattern": "^(a+)+$"}, "a" * 50_000 + "!") == 1


def test_the_schema_itself_is_left_alone() -> None:
    """Taking a part out happens on a copy."""
    schema = {"properties": {"odd": {"type": "any"}}}

    compile_schema(schema)

    assert schema == {"properties": {"odd": {"type": "any"}}}
