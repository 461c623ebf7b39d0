"""Behaviour of `segkit.plans.documents.schema` and of its other way, `segkit.plans.writing.schema_writing`."""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import fields as attributes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.model.plan import Field, Rule
from segkit.plans.documents.schema import fields_of, read_envelope, wrapped
from segkit.plans.writing.schema_writing import schema_of

Schema = dict[str, object]


def envelope(**properties: object) -> Schema:
    """A rule's schema with these properties."""
    return {"properties": {"properties": {"type": "object", "properties": properties}}}


def fields(schema: Schema) -> dict[tuple[str, ...], Field]:
    """The fields of a schema by their path."""
    return {planned.path: planned for planned in read_envelope(schema, "rules[3]").fields}


def only_field(schema: object) -> Field:
    """The one field that a property's schema makes."""
    [planned] = fields_of(schema, ("properties", "plan"), origin="")
    return planned


def test_fields_stand_in_plan_order_with_parents_before_children() -> None:
    """A reader of the guide sees the plan in the order it was written."""
    schema = envelope(
        zeta={"type": "string"},
        address={
            "type": "object",
            "required": ["city"],
            "properties": {"city": {"type": "string"}, "zip": {}},
        },
    )

    planned = read_envelope(schema, "rules[3]").fields

    assert [(f.path, f.types, f.required, f.origin) for f in planned] == [
        (("properties", "zeta"), ("string",), False, "rules[3].properties.zeta"),
        (("properties", "address"), ("object",), False, "rules[3].properties.address"),
        (("properties", "address", "city"), ("string",), True, "rules[3].properties.address.city"),
        (("properties", "address", "zip"), (), False, "rules[3].properties.address.zip"),
    ]


def test_a_list_of_required_names_among_the_properties_is_none_of_them() -> None:
    """It was put one level too deep, and stays where it is."""
    room = {"type": "object", "properties": {"name": {"type": "string"}, "required": ["name"]}}
    schema = envelope(room=room, required=["room"])
    schema["properties"] = {**schema["properties"], "required": ["properties"]}  # type: ignore[dict-item]

    read = read_envelope(schema, "")

    assert list(fields(schema)) == [("properties", "room"), ("properties", "room", "name")]
    rule = Rule("track", "Lamp Lit", fields=read.fields, required=read.required, schema=read.rest)
    assert schema_of(rule)["properties"] == schema["properties"]


@pytest.mark.parametrize(
    "schema", [{}, {"type": "string"}, {"type": ["string", "null"], "description": "Which room."}]
)
def test_a_field_of_which_little_is_said_is_made_like_any_other(schema: Schema) -> None:
    """The short way to make one leaves no attribute out."""
    planned = fields_of(schema, ("properties", "room"), origin="rules[0].room", required=True)

    types = schema.get("type", ())
    assert planned == [
        Field(
            ("properties", "room"),
            types=(types,) if isinstance(types, str) else tuple(types),  # type: ignore[arg-type]  # a list
            required=True,
            description=str(schema.get("description", "")),
            origin="rules[0].room",
        )
    ]
    assert asdict(planned[0]).keys() == {one.name for one in attributes(Field)}


def test_elements_of_arrays_stand_below_brackets() -> None:
    """An element gets a field of its own only when it says something of its own."""
    products = {
        "type": "array",
        "items": {"type": "object", "properties": {"sku": {"type": "string"}}},
    }
    tags = {"type": "array", "items": {"type": "string", "enum": ["new", None]}}

    planned = fields(envelope(products=products, tags=tags))

    assert list(planned) == [
        ("properties", "products"),
        ("properties", "products", "[]", "sku"),
        ("properties", "tags"),
        ("properties", "tags", "[]"),
    ]
    assert planned["properties", "tags", "[]"].enum == ("new", None)


def test_keys_of_the_payload_and_of_its_context_are_fields() -> None:
    """Common rules constrain `userId` and the context; the containers are no fields."""
    schema: Schema = {
        "properties": {
            "userId": {"type": "string"},
            "context": {
                "additionalProperties": False,
                "properties": {"device": {"properties": {"id": {"type": "string"}}}},
            },
        },
        "required": ["userId", "context", "anonymousId"],
    }

    read = read_envelope(schema, "rules[0]")

    assert [f.path for f in read.fields] == [
        ("userId",),
        ("context", "device"),
        ("context", "device", "id"),
        ("anonymousId",),
    ]
    assert read.fields[0].required
    assert read.fields[3].required
    assert not read.fields[3].declared
    assert read.required == ("context",)
    assert read.rest == {"properties": {"context": {"additionalProperties": False}}}


@pytest.mark.parametrize(
    ("given_type", "types"),
    [
        ("string", ("string",)),
        (["string"], ("string",)),
        (["object", "string", "null"], ("object", "string", "null")),
        ("any", ("any",)),
        (["any"], ("any",)),
        ("Strng", ("Strng",)),
    ],
)
def test_types_are_kept_as_written(given_type: object, types: tuple[str, ...]) -> None:
    """An invalid type is a finding later, never a repair."""
    assert only_field({"type": given_type}).types == types


@pytest.mark.parametrize("weird", [{"of": "string"}, 5, None, [], ["string", 5], True])
def test_a_type_that_is_no_type_stays_in_the_schema(weird: object) -> None:
    """Then the field has no types, and what was written can still be shown."""
    planned = only_field({"type": weird})

    assert planned.types == ()
    assert planned.schema == {"type": weird}


@pytest.mark.parametrize(
    "keyword",
    [
        {"enum": "a, b"},
        {"required": True},
        {"required": "yes"},
        {"required": ["a", 5]},
        {"items": [{"type": "string"}]},
        {"properties": ["a"]},
        {"description": None},
        {"pattern": 5},
        {"examples": ["a", "b"]},
        {"anyOf": [{"type": "string"}], "minimum": 0, "$ref": "#/x", "not": {}},
        {"properties": {"[]": {"type": "string"}}},
    ],
)
def test_keywords_without_an_attribute_stay_as_they_are(keyword: Schema) -> None:
    """Nothing that the plan says is dropped or crashes."""
    planned, *_ = fields_of(keyword, ("properties", "plan"), origin="")

    assert planned.schema == keyword


@pytest.mark.parametrize("schema", [True, None, [], "string", {"": 1}])
def test_a_property_described_by_no_object_is_a_field_of_its_own(schema: object) -> None:
    """The name is planned, even when nothing sensible is said about it."""
    assert only_field(schema) == Field(("properties", "plan"), schema={"": schema})


def test_required_names_that_are_not_described_are_fields() -> None:
    """The payload must carry them, so the plan holds them."""
    schema = envelope(email={})
    schema["properties"]["properties"]["required"] = ["email", "plan", "plan"]  # type: ignore[index]

    planned = fields(schema)

    assert planned["properties", "email"].required
    assert planned["properties", "plan"] == Field(
        ("properties", "plan"), required=True, declared=False, origin="rules[3].properties"
    )


@pytest.mark.parametrize(
    ("schema", "example", "rest"),
    [
        ({"example": "a"}, "a", {}),
        ({"examples": ["a"]}, "a", {}),
        ({"examples": ["a", "b"]}, "a", {"examples": ["a", "b"]}),
        ({"example": None}, None, {"example": None}),
        ({"examples": []}, None, {"examples": []}),
        ({"example": 0, "examples": ["a"]}, 0, {"examples": ["a"]}),
    ],
)
def test_the_first_example_is_shown_and_the_others_are_kept(
    schema: Schema, example: object, rest: Schema
) -> None:
    """Both spellings occur: OpenAPI's `example` and JSON Schema's `examples`."""
    planned = only_field(schema)

    assert planned.example == example
    assert planned.schema == rest


def test_patterns_are_kept_to_the_last_character() -> None:
    """Empty, with line breaks, or no regular expression at all."""
    for pattern in ("", "a|b|c\n", "(["):
        assert only_field({"pattern": pattern}).pattern == pattern


def test_an_unwrapped_schema_becomes_the_envelope_around_it() -> None:
    """What it says about the event goes to the root, the rest to the container."""
    schema: Schema = {
        "$schema": "draft-07",
        "description": "Sent once.",
        "additionalProperties": False,
        "properties": {"sku": {}},
        "required": ["sku"],
    }

    assert wrapped(schema, "properties") == {
        "$schema": "draft-07",
        "description": "Sent once.",
        "properties": {
            "properties": {
                "additionalProperties": False,
                "properties": {"sku": {}},
                "required": ["sku"],
            }
        },
        "required": ["properties"],
    }


NAMES = st.sampled_from(["sku", "a.b", " x ", "$", "", "type", "properties", "[]", "🙂", "traits"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "object", "string"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=4,
)
KEYWORDS = st.sampled_from(
    [
        "type",
        "description",
        "enum",
        "pattern",
        "format",
        "example",
        "examples",
        "required",
        "items",
        "properties",
        "id",
        "additionalProperties",
        "labels",
        "$schema",
    ]
)


def _schemas(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    odd = st.dictionaries(KEYWORDS, inner, max_size=4)
    plain = st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["object", "array", "any", ["string", "null"]]),
            "description": st.sampled_from(["", "Words."]),
            "properties": st.dictionaries(NAMES, inner, max_size=3),
            "required": st.lists(NAMES, max_size=3),
            "items": inner,
            "enum": st.lists(VALUES, max_size=2),
            "minimum": st.integers(0, 3),
        },
    )
    return odd | plain


SCHEMAS = st.recursive(VALUES, _schemas, max_leaves=8).filter(lambda one: isinstance(one, dict))


def rule_with(schema: Schema) -> Rule:
    """The rule that a schema describes."""
    read = read_envelope(schema, "rules[0]")
    return Rule(
        call="track",
        fields=read.fields,
        required=read.required,
        description=read.description,
        labels=read.labels,
        schema=read.rest,
        origin="rules[0]",
    )


@settings(max_examples=100, deadline=None, derandomize=True)
@given(SCHEMAS, SCHEMAS)
def test_what_is_written_reads_as_what_was_read(root: Schema, inner: Schema) -> None:
    """Any JSON in the place of a schema survives reading and writing."""
    nested: Schema = {"properties": {"properties": inner, "userId": root}}
    for schema in (root, nested):
        rule = rule_with(schema)

        assert rule_with(schema_of(rule)) == rule


def essence(schema: object) -> object:
    """The schema without what says nothing: order of names, empty words, lists of one type."""
    if not isinstance(schema, dict):
        return schema
    said = {key: value for key, value in schema.items() if key != "enum"}
    for key, inner in said.items():
        if key == "properties":
            said[key] = {name: essence(one) for name, one in inner.items()}
        elif key == "items":
            said[key] = essence(inner)
        elif key == "required":
            said[key] = sorted(set(inner))
    empty = {"description": "", "required": [], "properties": {}}
    kept = {key: value for key, value in said.items() if key not in empty or value != empty[key]}
    return kept | ({"enum": schema["enum"]} if "enum" in schema else {})


PLAIN = st.recursive(
    st.fixed_dictionaries({}, optional={"type": st.sampled_from(["string", "any"])}),
    lambda inner: st.fixed_dictionaries(
        {"type": st.sampled_from(["object", "array", ["object", "null"]])},
        optional={
            "description": st.sampled_from(["", "Words."]),
            "properties": st.dictionaries(NAMES, inner, max_size=3),
            "required": st.lists(NAMES.filter(lambda name: name != "[]"), max_size=3),
            "items": inner,
            "enum": st.lists(VALUES, max_size=2),
            "id": st.just("/properties/x"),
            "anyOf": st.just([{"type": "string"}]),
        },
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.dictionaries(NAMES.filter(lambda name: name != "[]"), PLAIN, max_size=3))
def test_a_schema_is_written_as_it_was_read(properties: Schema) -> None:
    """Fields and what is left over hold the whole schema, not only what segkit knows."""
    schema = {"type": "object", **envelope(**properties)}

    assert essence(schema_of(rule_with(schema))) == essence(schema)
