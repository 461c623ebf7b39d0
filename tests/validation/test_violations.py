"""Behaviour of `segkit.validation.violations`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # it has no types

from segkit.model.plan import Field, Rule
from segkit.validation import violations
from segkit.validation.violations import compiled_rule

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def rule_of(*fields: Field) -> Rule:
    """A planned event with these fields."""
    return Rule("track", "Order Completed", fields=fields)


def prop(
    name: str = "total",
    *types: str,
    required: bool = False,
    enum: tuple[object, ...] | None = None,
    pattern: str | None = None,
    form: str | None = None,
    **schema: object,
) -> Field:
    """A planned property of the event."""
    return Field(
        ("properties", name),
        types,
        required,
        enum=enum,
        pattern=pattern,
        format=form,
        schema=schema,
    )


def found(planned: Field, value: object) -> list[tuple[str, str]]:
    """Kind and place of the violations when the property has this value."""
    payload = {"event": "Order Completed", "properties": {planned.path[-1]: value}}
    return [(breach.kind, breach.field) for breach in violations(rule_of(planned), payload)]


def test_a_payload_that_keeps_the_plan_has_no_violations() -> None:
    """Nothing is reported where nothing is wrong."""
    rule = rule_of(prop("total", "number", required=True), prop("coupon", "string"))

    assert violations(rule, {"event": "Order Completed", "properties": {"total": 12.5}}) == ()


def test_a_missing_property_is_named_as_protocols_names_it() -> None:
    """`Required`, at the path where the property should be."""
    rule = rule_of(prop("total", "number", required=True))

    [breach] = violations(rule, {"event": "Order Completed", "properties": {}})

    assert (breach.kind, breach.path) == ("Required", ("properties", "total"))
    assert breach.message == "properties.total is required."


def test_the_container_is_required_with_its_fields() -> None:
    """A track call without properties breaks a plan that requires one of them."""
    rule = rule_of(prop("total", "number", required=True))

    [breach] = violations(rule, {"event": "Order Completed"})

    assert (breach.kind, breach.path) == ("Required", ("properties",))


def test_the_wrong_type_says_which_was_expected_and_which_came() -> None:
    """The message is enough to repair the call."""
    rule = rule_of(prop("total", "number", "null"))

    [breach] = violations(rule, {"properties": {"total": "12.5"}})

    assert breach.kind == "Invalid Type"
    assert breach.message == "properties.total must be number or null, not string."


@pytest.mark.parametrize(
    ("types", "value"),
    [
        ((), {"any": "thing"}),
        (("any",), "x"),
        (("any", "string"), 1),
        (("integer",), 3.0),
        (("number",), 3),
        (("string", "null"), None),
        (("Date time",), 5),
    ],
)
def test_values_that_are_allowed(types: tuple[str, ...], value: object) -> None:
    """No type and `any` allow everything; draft-07 takes 3.0 for an integer."""
    assert found(prop("total", *types), value) == []


@pytest.mark.parametrize(
    ("types", "value"),
    [
        (("integer",), 3.5),
        (("integer",), True),
        (("number",), float("nan")),
        (("boolean",), 1),
        (("array",), "text"),
        (("object",), []),
        (("null",), 0),
    ],
)
def test_values_that_are_not(types: tuple[str, ...], value: object) -> None:
    """True is no number, a text is no list."""
    assert found(prop("total", *types), value) == [("Invalid Type", "properties.total")]


@pytest.mark.parametrize(
    ("planned", "value", "kind"),
    [
        (prop(enum=("GBP", "EUR")), "gbp", "Enum"),
        (prop(enum=(1,)), True, "Enum"),
        (prop(pattern="^Q[0-9]+$"), "7", "Pattern"),
        (prop(form="date-time"), "14 March", "Format"),
        (prop(form="date-time"), "2026-02-30T09:00:00Z", "Format"),
        (prop(form="date-time"), "2026-03-14T09:26:53", "Format"),
        (prop(form="date"), "2026-3-14", "Format"),
        (prop(form="email"), "jo", "Format"),
        (prop(minimum=1), 0, "Number Gte"),
        (prop(exclusiveMaximum=1), 1, "Number Lt"),
        (prop(maxLength=2), "abc", "String Lte"),
        (prop(minItems=1), [], "Array Min Items"),
    ],
)
def test_values_out_of_bounds(planned: Field, value: object, kind: str) -> None:
    """Each keyword is reported under its own kind."""
    assert found(planned, value) == [(kind, "properties.total")]


@pytest.mark.parametrize(
    ("planned", "value"),
    [
        (prop(enum=(1, None)), 1.0),
        (prop(pattern="Q[0-9]"), "SKU Q7"),
        (prop(pattern="^Q"), 7),
        (prop(form="date-time"), "2026-03-14T09:26:53.123456789+01:00"),
        (prop(form="date-time"), "2016-12-31T23:59:60Z"),
        (prop(form="unheard-of"), "x"),
        (prop(minimum="many"), 0),
    ],
)
def test_values_within_bounds(planned: Field, value: object) -> None:
    """Patterns search, speak of texts only; formats and limits that mean nothing stop nothing."""
    assert found(planned, value) == []


@pytest.mark.parametrize("pattern", ["[", "(?P<x", "*", "a{2,1}", "a(?!b)"])
def test_a_broken_pattern_is_the_plans_fault(pattern: str) -> None:
    """It is reported as such, never raised, and the next field is still looked at."""
    rule = rule_of(prop("sku", pattern=pattern), prop("total", "number"))

    kinds = [b.kind for b in violations(rule, {"properties": {"sku": "A", "total": "x"}})]
    [broken] = compiled_rule(rule).broken

    assert kinds == ["Invalid Type"]
    assert (broken.field, broken.value) == ("properties.sku", pattern)
    assert "no regular expression" in broken.reason


def test_violations_within_arrays_stand_at_their_element() -> None:
    """The second product's missing name is found there."""
    products = Field(("properties", "products"), ("array",))
    sku = Field(("properties", "products", "[]", "sku"), ("string",), required=True)

    breaches = violations(
        rule_of(products, sku), {"properties": {"products": [{"sku": "A"}, {}, {"sku": 1}, 7]}}
    )

    assert [(breach.kind, breach.field) for breach in breaches] == [
        ("Required", "properties.products[1].sku"),
        ("Invalid Type", "properties.products[2].sku"),
        ("Invalid Type", "properties.products[3]"),
    ]


def test_a_common_rule_speaks_of_the_whole_payload() -> None:
    """Fields beside properties and traits are found at their own place."""
    rule = Rule(
        "common",
        fields=(
            Field(("anonymousId",), ("string",), required=True),
            Field(("context", "app", "version"), ("string",)),
        ),
    )

    breaches = violations(rule, {"context": {"app": {"version": 5}}})

    assert [breach.field for breach in breaches] == ["anonymousId", "context.app.version"]


@given(value=JSON, name=st.sampled_from(["null", "boolean", "integer", "number", "string"]))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_types_are_those_of_json_schema(value: object, name: str) -> None:
    """The same verdict as a validator that somebody else wrote."""
    expected = Draft7Validator({"type": name}).is_valid(value)

    assert (found(prop("total", name), value) == []) == expected


@given(one=JSON, other=JSON)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_equality_is_that_of_json_schema(one: object, other: object) -> None:
    """`enum` accepts what that validator accepts."""
    expected = Draft7Validator({"enum": [other]}).is_valid(one)

    assert (found(prop("total", enum=(other,)), one) == []) == expected


def test_schemas_within_schemas_are_checked() -> None:
    """`not` and `anyOf` are what Segment offers in place of lookaheads and mixed types."""
    either = prop("total", anyOf=[{"type": "number"}, {"type": "null"}])
    neither = Field(("properties", "total"), schema={"not": {"pattern": "^test"}})

    assert found(either, "12.5") == [("Number Any Of", "properties.total")]
    assert found(either, None) == []
    assert found(neither, "test order") == [("Number Not", "properties.total")]


def test_hostile_values_are_judged_not_crashed_on() -> None:
    """Half characters, infinite numbers and deep nesting come from pasted text."""
    deep: object = "x"
    for _ in range(200):
        deep = [deep]

    assert found(prop("total", "string"), "\ud800") == []
    assert found(prop("total", "number"), float("inf")) == [("Invalid Type", "properties.total")]
    assert found(prop("total", "string"), deep) == [("Invalid Type", "properties.total")]
