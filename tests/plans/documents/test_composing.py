"""Behaviour of `segkit.plans.documents.composing`, judged by `jsonschema`."""

from __future__ import annotations

from collections.abc import Mapping

import jsonschema  # type: ignore[import-untyped]  # it has no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.plans.documents.composing import at_pointer, composed

Schema = dict[str, object]

VALUES: tuple[object, ...] = (
    None, True, 1, 2.5, -3, "", "free", "pro", "Ghent", [], ["a"], [1], {},
    {"city": "Ghent"}, {"city": 1}, {"zip": "9000"}, {"city": "Ghent", "zip": "9000"},
    {"city": "Ghent", "zip": 9000}, {"city": "Ghent", "lamp": True}, {"kind": "shop", "city": "Ghent"},
)  # fmt: skip


def accepts(schema: Mapping[str, object], value: object) -> bool:
    """What the independent validator says."""
    return bool(jsonschema.Draft202012Validator(dict(schema)).is_valid(value))


def uses(schema: object, keyword: str) -> bool:
    """The keyword stands anywhere in the schema."""
    if isinstance(schema, Mapping):
        return keyword in schema or any(uses(one, keyword) for one in schema.values())
    return isinstance(schema, list) and any(uses(one, keyword) for one in schema)


CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
ZIP = {"properties": {"zip": {"type": ["string", "null"]}}}


@pytest.mark.parametrize(
    ("schema", "plain"),
    [
        ({"const": "free"}, {"enum": ["free"]}),
        (
            {"$ref": "#/$defs/plan", "$defs": {"plan": {"type": "string", "enum": ["free", "pro"]}}},
            {"type": "string", "enum": ["free", "pro"]},
        ),
        (
            {"$ref": "#/definitions/a", "definitions": {"a": {"$ref": "#/definitions/b"}, "b": {"type": "string"}}},
            {"type": "string"},
        ),
        ({"$ref": "#plan", "$defs": {"a": {"$anchor": "plan", "type": "string"}}}, {"type": "string"}),
        (
            {"allOf": [CITY, ZIP]},
            {
                "type": "object",
                "properties": {"city": {"type": "string"}, "zip": {"type": ["string", "null"]}},
                "required": ["city"],
            },
        ),
        ({"allOf": [{"type": ["string", "number"]}, {"type": ["number", "null"]}]}, {"type": "number"}),
        ({"allOf": [{"enum": ["free", "pro", "team"]}, {"enum": ["pro", "lab"]}]}, {"enum": ["pro"]}),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, {"type": ["string", "null"]}),
        ({"oneOf": [{"const": "free"}, {"const": "pro"}]}, {"enum": ["free", "pro"]}),
        ({"oneOf": [{"type": "null"}, {"enum": ["a"]}]}, {"enum": [None, "a"]}),
        ({"anyOf": [{"type": "string"}], "description": "x"}, {"type": "string", "description": "x"}),
        (
            {"type": "array", "items": {"$ref": "#/$defs/line"}, "$defs": {"line": CITY}},
            {"type": "array", "items": CITY},
        ),
    ],
)  # fmt: skip
def test_a_schema_of_parts_becomes_a_plain_one(schema: Schema, plain: Schema) -> None:
    """What parts say together is said outright, and the validator agrees."""
    found = composed(schema).schema

    assert found == plain
    assert [accepts(found, value) for value in VALUES] == [
        accepts(schema, value) for value in VALUES
    ]


def test_what_two_parts_forbid_each_other_stays_in_two_parts() -> None:
    """A closed object beside another one lets nothing in that both do not let in."""
    schema: Schema = {"allOf": [{**CITY, "additionalProperties": False}, ZIP]}

    found = composed(schema).schema

    assert set(found["properties"]) == {"city", "zip"}  # type: ignore[call-overload]  # an object
    assert not accepts(found, {"city": "Ghent", "zip": "9000"})
    assert [accepts(found, value) for value in VALUES] == [
        accepts(schema, value) for value in VALUES
    ]


def test_alternatives_of_objects_keep_what_each_of_them_says() -> None:
    """Their properties are told, and the alternatives stay beside them."""
    shop: Schema = {
        "properties": {"kind": {"const": "shop"}, "city": {"type": "string"}},
        "required": ["kind"],
    }
    web: Schema = {"properties": {"kind": {"const": "web"}, "url": {"type": "string"}}, "required": ["kind"]}  # fmt: skip
    found = composed({"oneOf": [shop, web]})

    names = found.schema["properties"]
    assert isinstance(names, dict)
    assert names["kind"] == {"enum": ["shop", "web"]}
    assert found.schema["required"] == ["kind"]
    assert found.partial == ["city", "url"]
    assert not accepts(found.schema, {"kind": "phone"})
    assert accepts(found.schema, {"kind": "shop", "city": "Ghent"})


@pytest.mark.parametrize("keyword", ["not", "if", "then", "contains"])
def test_what_only_tests_a_call_is_kept_as_it_is_written(keyword: str) -> None:
    """Its alternatives describe no properties, so that none of them is read as one."""
    lamp = {"properties": {"lamp": {"const": "oil"}}, "required": ["lamp"]}
    room = {"properties": {"room": {"$ref": "#/$defs/room"}}, "required": ["room"]}
    found = composed({keyword: {"anyOf": [lamp, room]}, "$defs": {"room": {"type": "string"}}})

    lamp = {"properties": {"lamp": {"enum": ["oil"]}}, "required": ["lamp"]}
    room = {"properties": {"room": {"type": "string"}}, "required": ["room"]}
    assert found.schema == {keyword: {"anyOf": [lamp, room]}}
    assert found.partial == []


def test_a_schema_that_holds_itself_stays_a_reference() -> None:
    """Categories in categories end somewhere: at a reference that still leads to them."""
    inner: Schema = {
        "properties": {"name": {"type": "string"}, "below": {"$ref": "#/$defs/category"}}
    }

    found = composed({"$ref": "#/$defs/category", "$defs": {"category": inner}})

    assert found.endless == ["#/$defs/category"]
    assert accepts(found.schema, {"below": {"below": {"name": "Lamps"}}})
    assert not accepts(found.schema, {"below": {"below": {"name": 1}}})


@pytest.mark.parametrize("reference", ["#/$defs/none", "other.json", "#nothing", "#/$defs/a/0/x"])
def test_references_to_nothing_stay_and_are_told(reference: str) -> None:
    """What cannot be found is not made up."""
    found = composed({"properties": {"lamp": {"$ref": reference}}, "$defs": {"a": [1]}})

    assert found.unresolved == [reference]
    assert found.schema["properties"] == {"lamp": {"$ref": reference}}


def test_references_to_other_documents_are_asked_for() -> None:
    """Their own references lead to places in their own document."""
    other = {
        "$defs": {"plan": {"enum": ["free"]}},
        "properties": {"plan": {"$ref": "#/$defs/plan"}},
    }

    found = composed({"$ref": "other.json"}, find=lambda _: (other, other))

    assert found.schema["properties"] == {"plan": {"enum": ["free"]}}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [("", {"a/b": [1, {"~": 2}]}), ("/a~1b/1/~0", 2), ("/a%2Fb/0", 1), ("/a~1b/7", None), ("/c", None)],
)  # fmt: skip
def test_pointers_lead_where_rfc_6901_says(pointer: str, value: object) -> None:
    """Escapes in names are those of JSON pointers and of addresses."""
    assert at_pointer({"a/b": [1, {"~": 2}]}, pointer) == value


NAMES = st.sampled_from(["city", "zip", "kind"])
PLAIN = st.one_of(
    st.fixed_dictionaries({"type": st.sampled_from(["string", "number", "integer", "null", "object"])}),
    st.fixed_dictionaries(
        {"type": st.lists(st.sampled_from(["string", "number", "null"]), min_size=1, max_size=2, unique=True)}
    ),
    st.fixed_dictionaries({"enum": st.lists(st.sampled_from(["free", "pro", 1, None]), min_size=1, max_size=3, unique=True)}),
    st.fixed_dictionaries({"const": st.sampled_from(["free", "Ghent", 1, None])}),
    st.just({"$ref": "#/$defs/city"}),
    st.just({"minLength": 3}),
)  # fmt: skip
SCHEMAS = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"allOf": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"anyOf": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"oneOf": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries(
            {"properties": st.dictionaries(NAMES, inner, max_size=2), "required": st.lists(NAMES, max_size=2, unique=True)}
        ),
        st.fixed_dictionaries(
            {"properties": st.dictionaries(NAMES, inner, max_size=2), "additionalProperties": st.booleans()}
        ),
        st.fixed_dictionaries({"type": st.just("array"), "items": inner}),
    ),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True)
@given(SCHEMAS)
def test_the_plain_schema_accepts_what_the_other_did(schema: Schema) -> None:
    """Nothing is let in or kept out; but names that some alternatives have are read strictly."""
    whole = {**schema, "$defs": {"city": CITY}}

    found = composed(whole)

    for value in VALUES:
        before, after = accepts(whole, value), accepts(found.schema, value)
        assert before == after or (before and bool(found.partial)), value
    assert not uses(found.schema, "$ref")
    assert not uses(found.schema, "const")
