"""What conditions name, and whether they tell two names apart."""

from __future__ import annotations

import pytest

from segkit.routing.fql import condition_paths, tells_apart, trigger_paths, trigger_tells_apart


@pytest.mark.parametrize(
    ("condition", "apart"),
    [
        ('event = "A"', True),
        ('event != "A"', True),
        ('event = "C"', False),
        ('match(event, "?")', False),
        ('event = "A" and properties.x > 1', True),
        ('properties.y = 2 or (event = "A" and properties.x = 1)', True),
        ('properties.y = 2 or (event = "C" and properties.x = 1)', False),
        ("event = properties.title", True),
        ('!(event = "A") and properties.x = 1', True),
        ('type = "identify"', False),
        ('type = "identify" and event = "A"', False),
        ('event = "A', False),
    ],
)
def test_a_condition_tells_names_apart_where_something_else_is_left_of_it(
    condition: str, apart: bool
) -> None:
    """Whatever else decides, only what differs between the names counts."""
    assert tells_apart(condition, "track", "A", "B") is apart


@pytest.mark.parametrize(
    ("trigger", "apart"),
    [
        ('type = "track" and event = "A"', True),
        ('type = "track" and (event = "A" or event = "B")', False),
        ('type = "track" and event != "C" and properties.x = "1"', False),
        ('type = "track" and match(event, "A*")', True),
        ("", False),
        ("nothing that Segment reads", False),
        ('!(event = "A")', None),
        ('!(event = "C")', False),
    ],
)
def test_a_trigger_tells_names_apart_as_its_own_evaluator_does(
    trigger: str, apart: bool | None
) -> None:
    """What Segment's two readers disagree on is not known."""
    assert trigger_tells_apart(trigger, "track", "A", "B") is apart


def test_names_of_pages_stand_elsewhere() -> None:
    """A page's name is no event."""
    assert tells_apart('name = "A"', "page", "A", "B") is True
    assert tells_apart('event = "A"', "page", "A", "B") is False


def test_paths_are_found_in_functions_and_lists_too() -> None:
    """Wherever a condition looks."""
    condition = 'contains(properties.a, "x") and (traits.b.c in ["y"] or length(context.d) > 1)'

    assert condition_paths(condition) == (
        ("properties", "a"),
        ("traits", "b", "c"),
        ("context", "d"),
    )
    assert condition_paths("is not one (") == ()


def test_paths_of_a_trigger_are_split_into_names() -> None:
    """As conditions of filters are."""
    trigger = 'type = "track" and properties.cart.id = "x"'

    assert trigger_paths(trigger) == (("type",), ("properties", "cart", "id"))
    assert trigger_paths("") == ()
