"""Behaviour of `segkit.routing.fql.reach`: what triggers tell without a call."""

from __future__ import annotations

import pytest

from segkit.routing.fql import may_fire, may_take, named_events, takes


def test_events_are_named_in_the_order_of_the_text() -> None:
    """Those compared by `=` only, also inside parentheses."""
    trigger = 'type = "track" and (event = "B" or event = "A" or event != "C")'

    assert named_events(trigger) == ["B", "A"]
    assert named_events('!(event = "A")') == []


@pytest.mark.parametrize(
    ("trigger", "call", "may"),
    [
        ('type = "track"', "track", True),
        ('type = "track"', "page", False),
        ('type != "track"', "page", True),
        ('event = "A"', "track", True),
        ('event = "A"', "page", False),
        ('event != "A"', "page", True),
        ('contains(event, "A")', "page", False),
        ('event = "A" or type = "page"', "page", True),
        ('type = "track" and ()', "track", False),
        ('!(type = "track")', "page", True),
        ("foo = 1", "track", False),
        ("", "alias", True),
    ],
)
def test_a_trigger_may_fire_for_a_type_of_call(trigger: str, call: str, *, may: bool) -> None:
    """As far as type and event tell."""
    assert may_fire(trigger, call) is may


@pytest.mark.parametrize("call", ["track", "identify", "page", "screen"])
@pytest.mark.parametrize("name", ["Order Completed", "Signed Up", None])
@pytest.mark.parametrize(
    "trigger",
    [
        'type = "track"',
        'type = "page"',
        'type = "track" and event = "Order Completed"',
        'type = "identify" and event = "Order Completed"',
        'type = "trac"',
    ],
)
def test_the_common_form_is_read_as_any_other(trigger: str, call: str, name: str | None) -> None:
    """A blank at the end makes it take the long way, and changes nothing else."""
    assert takes(trigger, call, name) is takes(f"{trigger} ", call, name)


@pytest.mark.parametrize(
    ("trigger", "call", "name", "expected"),
    [
        ('event = "A" or event = "B"', "track", "B", True),
        ('event = "A" or event = "B"', "track", "C", False),
        ('event = "A" or event = "B"', "page", "A", False),
        ('event != "A"', "track", "A", False),
        ('type = "page" and name = "Home"', "page", "Home", True),
        ('type = "page" and name = "Home"', "page", "Cart", False),
        ('match(event, "Order*")', "track", "Order Paid", True),
        ('match(event, "Order*")', "track", "Paid", False),
        ("properties.total > 5", "track", "A", True),
    ],
)
def test_a_name_decides_what_is_asked_of_it(
    trigger: str, call: str, name: str, *, expected: bool
) -> None:
    """Whatever else the trigger asks may hold."""
    assert may_take(trigger, call, name) is expected


@pytest.mark.parametrize(
    ("trigger", "call", "name", "expected"),
    [
        ('type = "track"', "track", None, True),
        ('type = "track" and event = "A"', "track", "A", True),
        ('type = "track" and event = "A"', "track", None, None),
        ('type = "track" and properties.total > 5', "track", "A", None),
        ('type = "track" and properties.total > 5', "page", None, False),
        ('type = "track" or properties.total > 5', "track", "A", True),
        ('(type = "track" and event != "A") or (type = "page")', "track", "B", True),
        ('type = "track" and ()', "track", "A", False),
        ("userId != null", "identify", None, None),
        ('!(type = "track")', "track", None, None),
        (" ", "track", None, None),
    ],
)
def test_a_trigger_takes_every_call_of_a_name_or_more_decides(
    trigger: str, call: str, name: str | None, *, expected: bool | None
) -> None:
    """None is neither yes nor no."""
    assert takes(trigger, call, name) is expected
