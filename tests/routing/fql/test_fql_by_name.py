"""Behaviour of conditions as far as type and name of a call decide them."""

from __future__ import annotations

import pytest

from segkit.errors import FqlError
from segkit.routing.fql import holds


@pytest.mark.parametrize(
    ("condition", "call_type", "name", "expected"),
    [
        ('type = "track"', "track", None, True),
        ('type = "track"', "identify", None, False),
        ("true", "page", "Home", True),
        ('event = "Order Completed"', "track", "Order Completed", True),
        ('event = "Order Completed"', "track", None, None),
        ('event != "Order Completed"', "track", None, None),
        ('event = "Order Completed"', "identify", None, False),
        ('name = "Home"', "page", "Home", True),
        ('name = "Home"', "page", None, None),
        ('name = "Home"', "track", "Home", False),
        ('match(event, "Order*") or type = "page"', "track", "Order Updated", True),
        ('event in ["A", "B"]', "track", "B", True),
        ('!(type = "page")', "track", None, True),
        ('type = "track" and properties.total > 10', "track", None, None),
        ('type = "track" and properties.total > 10', "page", None, False),
        ('properties.total > 10 and type = "page"', "track", None, False),
        ('type = "track" or properties.total > 10', "track", None, True),
        ('type = "track" or properties.total > 10', "page", None, None),
        ('!(type = "track" and properties.total > 10)', "page", None, True),
        ('!(type = "track" and properties.total > 10)', "track", None, None),
        ('userId = "u"', "identify", None, None),
    ],
)
def test_type_and_name_decide_or_nothing_is_claimed(
    condition: str, call_type: str, name: str | None, *, expected: bool | None
) -> None:
    """What looks at anything else is left open, unless the rest decides it either way."""
    assert holds(condition, call_type, name) is expected


@pytest.mark.parametrize("condition", ["type =", "type > 3"])
def test_a_condition_that_fails_is_no_answer(condition: str) -> None:
    """What cannot be read, and what fails for every such call, is refused as for a call."""
    with pytest.raises(FqlError):
        holds(condition, "track", None)
