"""Behaviour of `segkit.plans.cells.spec_text`: what a text says about a property."""

from __future__ import annotations

import pytest

from segkit.plans.cells.spec_text import read_spec

STRING: dict[str, object] = {"type": "string"}
PLANS: dict[str, object] = {"type": "string", "enum": ["free", "pro"]}


@pytest.mark.parametrize(
    ("text", "schema", "required", "description"),
    [
        ("string", STRING, None, ""),
        ("string?", STRING, False, ""),
        ("number!", {"type": "number"}, True, ""),
        ("required string", STRING, True, ""),
        ("string, required", STRING, True, ""),
        ("number, required: in cents", {"type": "number"}, True, "in cents"),
        ("string — the order's number", STRING, None, "the order's number"),
        ("integer (cents)", {"type": "integer"}, None, "cents"),
        ("number (total in cents, required)", {"type": "number"}, True, "total in cents"),
        ("string (uuid)", {**STRING, "format": "uuid"}, None, ""),
        ("string, e.g. Q-1", {**STRING, "examples": ["Q-1"]}, None, ""),
        ("string[]", {"type": "array", "items": STRING}, None, ""),
        ("Array<string>", {"type": "array", "items": STRING}, None, ""),
        ("Lamp[]", {"type": "array"}, None, ""),
        ("float 0-1", {"type": "number"}, None, "0-1"),
        ("integer >= 1, required", {"type": "integer"}, True, ">= 1"),
        ("Array<Lamp>", {"type": "array"}, None, ""),
        ("boolean | null", {"type": ["boolean", "null"]}, None, ""),
        ("true | false", {"type": "boolean"}, None, ""),
        ('"free" | "pro"', PLANS, None, ""),
        ('"free" | "pro", required', PLANS, True, ""),
        ("free | pro", {"enum": ["free", "pro"]}, None, ""),
        ("1 | 2 | null", {"enum": [1, 2, None]}, None, ""),
        ("enum(free, pro)", PLANS, None, ""),
        ("enum(free|pro), required", PLANS, True, ""),
        ("enum: free, pro (required)", PLANS, True, ""),
        ("enum(two_cups, pot)", {"type": "string", "enum": ["two_cups", "pot"]}, None, ""),
        ("'two_cups' | 'pot'", {"type": "string", "enum": ["two_cups", "pot"]}, None, ""),
        ("array_of_strings", {"type": "array", "items": STRING}, None, ""),
        ("one of free, pro", PLANS, None, ""),
        ("string, one of: free, pro", PLANS, None, ""),
        ("string: free|pro", PLANS, None, ""),
        ("string (free/pro), optional - the plan", PLANS, False, "the plan"),
        ("a (first) | b (second)", {"enum": ["a", "b"]}, None, "a (first) | b (second)"),
        ("Plan: free | pro", {"enum": ["free", "pro"]}, None, "Plan: free | pro"),
        ("web: yes | app: no", {"enum": ["web: yes", "app: no"]}, None, ""),
        ("any", {}, None, ""),
        ("optional", {}, False, ""),
        ("the total, in cents", {}, None, "the total, in cents"),
        ("x", {}, None, "x"),
        ("none", {}, False, ""),
        ("", {}, None, ""),
    ],
)
def test_a_text_says_type_values_and_whether_it_is_required(
    text: str, schema: dict[str, object], required: bool | None, description: str
) -> None:
    """What of it is neither a type nor values is the description."""
    found = read_spec(text)

    assert (found.schema, found.required, found.description) == (schema, required, description)


@pytest.mark.parametrize(
    "text", ["string: a b c d | e f g h", "new customers with an order | everybody else, too"]
)
def test_a_text_that_may_list_values_says_so(text: str) -> None:
    """Long alternatives are kept as a description, and are in doubt."""
    found = read_spec(text)

    assert found.lists
    assert "|" in found.description
