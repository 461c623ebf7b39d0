"""Behaviour of `segkit.routing.fql.evaluate`: conditions of filters and transformations."""

from __future__ import annotations

import operator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.errors import FqlError
from segkit.routing.fql import evaluate, parse

CALL: dict[str, object] = {
    "type": "track",
    "event": "Order Completed",
    "userId": None,
    "context": {"library": {"version": "2.1.0"}},
    "properties": {
        "title": "abcd",
        "price": 120,
        "text_price": "120",
        "premium": True,
        "tags": ["new", "sale"],
        "product 1": {"price": 3},
        "kana": "ア",
        "nothing": None,
    },
}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("type = 'track'", True),
        ('type = "Track"', False),
        ("type != 'track'", False),
        ("context.library.version = '2.1.0'", True),
        ("properties.product\\ 1.price = 3", True),
        ("properties.price = 120", True),
        ("properties.price = 120.0", True),
        ("properties.price = '120'", False),
        ("properties.text_price = 120", False),
        ("properties.text_price != 120", True),
        ("properties.premium = true", True),
        ("properties.premium = 1", False),
        ("properties.premium", True),
        ("!properties.premium", False),
        ("properties.missing", False),
        ("!properties.missing", True),
        ("properties.missing = null", True),
        ("properties.nothing = null", True),
        ("userId != null", False),
        ("properties.title.deeper = null", True),
        ("properties.price > 119.5", True),
        ("properties.price >= 120 and properties.price <= 120", True),
        ("properties.price < 120", False),
        ("properties.missing > 1", False),
        ("type in ['track', 'identify']", True),
        ("type in []", False),
        ("'sale' in properties.tags", True),
        ("120 in ['120']", False),
        ("'x' in properties.missing", False),
        ("properties.tags = ['new', 'sale']", True),
        ("properties.tags = ['sale', 'new']", False),
        ("contains(event, 'Completed')", True),
        ("!contains(event, 'Completed')", False),
        ("contains(properties.missing, 'x')", False),
        ("length(properties.kana) = 3", True),
        ("length(properties.tags) = 2", True),
        ("length(null) = 0", True),
        ("lowercase(event) = 'order completed'", True),
        ("uppercase(event) = 'ORDER COMPLETED'", True),
        ("lowercase(null) = null", True),
        ("snakecase(event) = 'order_completed'", True),
        ("kebabcase('orderCompleted') = 'order-completed'", True),
        ("titlecase('the long way') = 'The Long Way'", True),
        ("typeof(properties.price) = 'number'", True),
        ("typeof(properties.title) = 'string'", True),
        ("typeof(properties.tags) = 'list'", True),
        ("typeof(properties.premium) = 'bool'", True),
        ("typeof(properties.missing) = 'null'", True),
        ("match(properties.missing, '*')", False),
        ("number(properties.text_price) = 120", True),
        ("string(properties.price) = '120'", True),
        ("bool('false')", False),
        ("bool(properties.price)", True),
        ("type = 'page' or type = 'track' and event = 'Order Completed'", True),
        ("(type = 'track' or type = 'page') and event = 'Other'", False),
        ("type = 'track' or event > 1", True),
        ("null", False),
    ],
)
def test_a_condition_holds_as_documented(text: str, *, holds: bool) -> None:
    """Strict about types; what is missing is null."""
    assert evaluate(parse(text), CALL) is holds


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("event > 1", 7, "compares numbers, not a string"),
        ("type = 'track' and event", 20, "a string stands where"),
        ("properties", 1, "a object stands where"),
        ("event in 'Order'", 7, "needs a list"),
        ("properties.tags in properties.tags", 17, "one value"),
        ("contains(properties.tags, 'new')", 1, "contains() does not take"),
        ("contains(5, null)", 1, "contains() does not take"),
        ("lowercase(5) = '5'", 1, "lowercase() does not take"),
        ("typeof(properties) = 'list'", 1, "no word for an object"),
        ("number('abc') = 1", 1, "number() does not take"),
        ("bool('maybe')", 1, "bool() does not take"),
        ("string(properties.tags) = 'x'", 1, "string() does not take"),
    ],
)
def test_a_wrong_type_lets_nothing_through(text: str, column: int, says: str) -> None:
    """The error says where."""
    with pytest.raises(FqlError) as failed:
        evaluate(parse(text), CALL)

    assert (failed.value.kind, failed.value.column) == ("evaluation", column)
    assert says in failed.value.problem


_TRUTH = {
    "type = 'track'": True,
    "type != 'track'": False,
    "properties.premium": True,
    "properties.missing": False,
    "properties.price >= 120": True,
    "event = null": False,
    "contains(event, 'x')": False,
    "true": True,
    "false": False,
}
_LEAVES = st.sampled_from(sorted(_TRUTH))


@st.composite
def _trees(draw: st.DrawFn, depth: int = 4) -> tuple[str, bool]:
    """A condition and whether it holds, worked out while it is put together."""
    if depth == 0 or draw(st.booleans()):
        text = draw(_LEAVES)
        return text, _TRUTH[text]
    if draw(st.booleans()):
        text, holds = draw(_trees(depth - 1))
        return f"!({text})", not holds
    (left, one), (right, other) = draw(_trees(depth - 1)), draw(_trees(depth - 1))
    word, both = draw(st.sampled_from([("and", operator.and_), ("or", operator.or_)]))
    return f"({left}) {word} ({right})", both(one, other)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(_trees())
def test_nested_conditions_agree_with_plain_logic(tree: tuple[str, bool]) -> None:
    """Against a reference that knows nothing of the parser."""
    text, holds = tree

    assert evaluate(parse(text), CALL) is holds


def test_deep_lists_in_a_call_are_compared_without_depth() -> None:
    """A call may be nested deeper than Python's own stack."""
    deep: object = []
    for _ in range(5_000):
        deep = [deep]

    assert evaluate(parse("properties.a = properties.b"), {"properties": {"a": deep, "b": deep}})
