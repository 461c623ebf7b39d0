"""Behaviour of `segkit.routing.fql.triggers` and `conditions`: what mapping triggers mean.

Each expectation was seen in `@segment/destination-subscriptions` 3.37.0;
`scripts/compare_fql.py` compares thousands more.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.errors import FqlError
from segkit.routing.fql import trigger_fires
from segkit.routing.fql.conditions import Condition, Group, conditions

CALL: dict[str, object] = {
    "type": "track",
    "event": "Order Completed",
    "properties": {
        "price": 120,
        "text": "120",
        "premium": True,
        "word": "true",
        "nothing": None,
        "blank": "",
        "zero": 0,
        "list": ["x", 5],
        "a b": {"c": "x"},
        "star": "ab*d",
    },
    "traits": {"plan": "pro"},
    "context": {"ip": "1.1.1.1", "library": {"name": "web"}},
}


@pytest.mark.parametrize(
    ("trigger", "fires"),
    [
        ('type = "track"', True),
        ("type = 'track'", False),
        ("type = track", True),
        ('type="track"and event="Order Completed"', True),
        ('type="page"and event="Order Completed"', False),
        ('type = "track" and event = "Order Completed"', True),
        ('event = "order completed"', False),
        ("userId = null", True),
        ("userId != null", False),
        ("event = null", False),
        ("event != null", True),
        ("properties.price >= 100", True),
        ('properties.price >= "100"', True),
        ("properties.text >= 100", False),
        ("properties.price = 120", True),
        ("properties.text = 120", False),
        ('properties.text = "120"', True),
        ('properties.price = "120"', False),
        ("properties.price != 120", False),
        ("properties.text != 120", False),
        ('properties.price != "120"', True),
        ("properties.premium = true", True),
        ("properties.word = true", False),
        ("properties.premium != true", True),
        ("properties.word != true", False),
        ("properties.premium = false", False),
        ("properties.nothing = null", True),
        ("properties.missing != null", False),
        ("properties.blank != null", True),
        ('properties.missing != "x"', True),
        ("properties.missing != 5", False),
        ("properties.a\\ b.c = 'x'", False),
        ('properties.a\\ b.c = "x"', True),
        ("properties.list.\\1 = 5", True),
        ("properties.list.length = 2", True),
        ("properties.zero.deeper = 0", True),
        ('traits.plan = "pro"', True),
        ('context.library.name = "web"', True),
        ('properties.type = "track"', False),
        ('contains(event, "Comp")', True),
        ("contains(properties.price, 1)", False),
        ('!contains(properties.price, "x")', False),
        ('!contains(properties.missing, "x")', False),
        ('contains(properties.list, "x")', False),
        ('contains(type, "track")', False),
        ('match(event, "Order*")', True),
        ('match(event, "*ted")', True),
        ('match(event, "order*")', False),
        ('!match(event, "Cart*")', True),
        ('match(event, "Completed")', True),
        ('match(event, "Complete")', False),
        ('match(event, "?ompleted")', True),
        ('match(event, "O*d")', False),
        ('type = "page" and event = "A" or type = "track"', True),
        ('type = "track" or event = "A" and event = "B"', False),
        ('(type = "page" and event = "A") or type = "track"', True),
        ('!(type = "track")', True),
        ('((type = "track"))', False),
        ('type = "track" and foo = 1', True),
        ("foo = 1", False),
        ('type in ["track"]', False),
        ('type = "track" and ()', False),
        ("type", False),
        ('type = "track', False),
        ('type = "track" && event != "x"', False),
        ('type = "track"\nand event != "x"', True),
        ('type = "track"\r\nand event != null', False),
        ("", False),
        ("properties.\\. != null", False),
        ('event = "a\\"b"', False),
    ],
)
def test_a_trigger_fires_as_in_segments_evaluator(trigger: str, *, fires: bool) -> None:
    """Also where that is not what the language says."""
    assert trigger_fires(trigger, CALL) is fires


def test_the_last_and_or_or_counts_for_a_whole_group() -> None:
    """There is no precedence."""
    group = conditions('type = "a" or type = "b" and type = "c"')

    assert group == Group("and", tuple(Condition("type", "type", "=", name) for name in "abc"))


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                "type",
                "event",
                "properties.a",
                "=",
                "!=",
                "!",
                "(",
                ")",
                ",",
                "and",
                "or",
                "null",
                "contains(",
                "match(",
                '"x"',
                "5",
                "-",
                "n",
                "properties.\\.",
                "[",
                "]",
                "true",
            ]
        ),
        max_size=12,
    ).map(" ".join),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("ab"), inner),
        max_leaves=4,
    ),
)
def test_any_text_gives_an_answer(trigger: str, value: object) -> None:
    """Whatever the trigger and the call hold."""
    call = {"type": value, "event": value, "properties": value}

    assert trigger_fires(trigger, call) in {True, False}


def test_a_trigger_that_is_too_long_does_not_fire() -> None:
    """Neither does it cost time."""
    assert not trigger_fires("(" * 2_000_000, CALL)


def test_unreadable_triggers_say_where() -> None:
    """The column is that of what is missing something."""
    with pytest.raises(FqlError) as refused:
        conditions('type = "track" and (event = "x"')

    assert refused.value.column == 20
