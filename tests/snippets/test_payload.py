"""Behaviour of `segkit.snippets.payload`, `readings` and `samples`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import segkit
from segkit.model.plan import Field, Rule
from segkit.pull.inputs import read_plan
from segkit.snippets.payload import example, example_payload
from segkit.validation import violations


def rule_of(*fields: Field, call: str = "track", key: str | None = "Order Completed") -> Rule:
    """A planned call with these fields."""
    return Rule(call, key, fields=fields)


def value_of(
    *types: str,
    name: str = "total",
    sample: object | None = None,
    enum: tuple[object, ...] | None = None,
    pattern: str | None = None,
    form: str | None = None,
    schema: Mapping[str, object] | None = None,
) -> object:
    """The value that the example has for one planned property."""
    planned = Field(
        ("properties", name),
        types,
        enum=enum,
        pattern=pattern,
        format=form,
        example=sample,
        schema=schema or {},
    )
    properties = example_payload(rule_of(planned))["properties"]
    assert isinstance(properties, dict)
    return properties[name]


@pytest.mark.parametrize(
    ("types", "sample", "expected"),
    [
        (("string",), "12.5", "12.5"),
        (("string",), 2, "2"),
        (("string",), 2.0, "2"),
        (("number",), "12.5", 12.5),
        (("number",), "1,299.50", 1299.5),
        (("integer",), "42", 42),
        (("integer",), 42.0, 42),
        (("boolean",), "TRUE", True),
        (("boolean",), "no", False),
        (("object",), '{"sku": "Q1"}', {"sku": "Q1"}),
        (("array",), '["red"]', ["red"]),
        (("array",), "red, green", ["red", "green"]),
        (("null", "number"), "7", 7),
        ((), "as written", "as written"),
        (("any",), "as written", "as written"),
    ],
)
def test_the_plans_own_example_is_used_as_its_type(
    types: tuple[str, ...], sample: object, expected: object
) -> None:
    """A sheet holds text; the type says what it means."""
    value = value_of(*types, sample=sample)

    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("2024-04-18T07:30:00Z", "2024-04-18T07:30:00Z"),
        ("2024-04-18", "2024-04-18T00:00:00Z"),
        ("2024-04-18 07:30", "2024-04-18T07:30Z"),
        ("last spring", "2026-03-14T09:26:53Z"),
    ],
)
def test_dates_in_examples_become_times_where_the_plan_wants_times(
    sample: str, expected: str
) -> None:
    """Sheets shorten dates; the snippet must still be valid."""
    assert value_of("string", sample=sample, form="date-time") == expected


def test_an_example_that_the_plan_forbids_gives_way_to_an_allowed_value() -> None:
    """The first allowed value, in plan order."""
    assert value_of("string", sample="gbp", enum=("GBP", "EUR")) == "GBP"


def test_elements_of_lists_are_read_by_their_type() -> None:
    """`1, 2` is two numbers when the plan says numbers."""
    fields = (
        Field(("properties", "sizes"), ("array",), example="1; 2"),
        Field(("properties", "sizes", "[]"), ("integer",)),
    )

    assert example_payload(rule_of(*fields))["properties"] == {"sizes": [1, 2]}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("^(basic|partner)$", "basic"),
        ("basic|partner", "basic"),
        ("^basic$|^partner$", "basic"),
        (r"^(?:a\.b|c)$", "a.b"),
    ],
)
def test_a_pattern_that_lists_words_gives_its_first_word(pattern: str, expected: str) -> None:
    """Segment's own plans write permitted values as such a pattern."""
    assert value_of("string", pattern=pattern) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("email", "jo@example.com"),
        ("contactEmail", "jo@example.com"),
        ("createdAt", "2026-03-14T09:26:53Z"),
        ("order_id", "order_1042"),
        ("productId", "product_1042"),
        ("page_url", "https://www.example.com/page"),
        ("format", "example"),
        ("ORDER ID!", "example"),
    ],
)
def test_names_suggest_values(name: str, expected: str) -> None:
    """Without an example, what the name says."""
    assert value_of("string", name=name) == expected


@pytest.mark.parametrize(
    ("types", "schema", "expected"),
    [
        (("integer",), {"minimum": 18}, 18),
        (("number",), {"exclusiveMaximum": 0}, -1),
        (("string",), {"maxLength": 3}, "exa"),
        (("string",), {"minLength": 9}, "examplexx"),
        (("null",), {}, None),
    ],
)
def test_limits_are_kept(
    types: tuple[str, ...], schema: dict[str, object], expected: object
) -> None:
    """A value is moved to where the plan allows it."""
    assert value_of(*types, name="level", schema=schema) == expected


def test_nested_objects_and_arrays_have_one_of_everything() -> None:
    """The reader sees the whole shape of the call."""
    fields = (
        Field(("properties", "products"), ("array",)),
        Field(("properties", "products", "[]", "sku"), ("string",), example="QM-1"),
        Field(("properties", "products", "[]", "tags"), ("array",)),
        Field(("properties", "address", "city"), ("string",), example="Hexham"),
    )

    properties = example_payload(rule_of(*fields))["properties"]

    assert properties == {
        "products": [{"sku": "QM-1", "tags": ["example"]}],
        "address": {"city": "Hexham"},
    }


@pytest.mark.parametrize(
    ("call", "key", "expected"),
    [
        ("track", "Order Completed", ["event", "userId"]),
        ("identify", None, ["userId"]),
        ("group", None, ["userId", "groupId"]),
        ("page", "Home", ["name", "userId"]),
        ("screen", "Home", ["name", "userId"]),
        ("alias", None, ["userId", "previousId"]),
        ("common", None, []),
    ],
)
def test_calls_carry_their_own_keys(call: str, key: str | None, expected: list[str]) -> None:
    """Even when the plan only names the call."""
    assert list(example_payload(rule_of(call=call, key=key))) == expected


def test_planned_ids_and_required_context_are_taken_from_the_plan() -> None:
    """The account number of the sheet, not an invented one; optional context stays out."""
    rule = rule_of(
        Field(("userId",), ("string",), example="acct_77"),
        Field(("anonymousId",), ("string",)),
        Field(("context", "locale"), ("string",), required=True),
        Field(("traits", "email"), ("string",), example="ada@quillmoor.example"),
        call="identify",
        key=None,
    )

    assert example_payload(rule) == {
        "userId": "acct_77",
        "traits": {"email": "ada@quillmoor.example"},
        "context": {"locale": "en-US"},
    }


def test_an_optional_field_that_nothing_fits_is_left_out_and_named() -> None:
    """Better a shorter example than a wrong one."""
    result = example(rule_of(Field(("properties", "code"), ("string",), pattern="^[A-F]{4}x$")))

    assert result.payload["properties"] == {}
    assert result.notes == ("code is left out: no value was found that it allows.",)


def test_a_required_field_that_nothing_fits_is_kept_and_named() -> None:
    """The reader sees which value to put in by hand."""
    planned = Field(("properties", "code"), ("string",), required=True, pattern="^[A-F]{4}x$")

    result = example(rule_of(planned))

    assert result.payload["properties"] == {"code": "example"}
    assert result.notes == ("properties.code must match '^[A-F]{4}x$', not 'example'.",)


def test_every_rule_of_the_demo_plan_has_a_valid_example() -> None:
    """A plan as an SA keeps it: dates, lists and numbers written as text."""
    plan = read_plan(Path(segkit.__file__).parent / "engagement" / "demo" / "tracking-plan.xlsx")

    notes = {rule.title: notes for rule in plan.rules if (notes := example(rule).notes)}

    assert plan.rules
    assert notes == {}


TYPES = st.lists(
    st.sampled_from(["string", "integer", "number", "boolean", "null", "object", "array", "any"]),
    max_size=2,
    unique=True,
).map(tuple)
SAMPLES = (
    st.none() | st.text(max_size=8) | st.integers() | st.sampled_from(["1", "yes", "{}", "[]"])
)
NAMES = st.sampled_from(["email", "a.b", "", "[]x", "</script>", "order_id", "\ud800", "$x"])


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Plans whose every field can be filled, however odd their names and examples are."""
    paths = draw(st.lists(st.lists(NAMES, min_size=1, max_size=2).map(tuple), max_size=5))
    fields = [
        Field(
            ("properties", *path),
            types=draw(TYPES) if len(path) == 2 else (),
            required=draw(st.booleans()),
            example=draw(SAMPLES),
            format=draw(st.none() | st.sampled_from(["date-time", "email", "uuid"])),
        )
        for path in paths
    ]
    return rule_of(*fields)


@given(rule=rules())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_plan_accepts_its_own_example(rule: Rule) -> None:
    """Values that the plan itself validates, and the same ones every time."""
    payload = example_payload(rule)

    assert violations(rule, payload) == ()
    assert example_payload(rule) == payload
