"""Behaviour of conditions that type and name of a call decide alone."""

from __future__ import annotations

import pytest

from segkit.routing.fql import holds_for_all


@pytest.mark.parametrize(
    ("condition", "call_type", "name", "holds"),
    [
        ('type = "track"', "track", None, True),
        ('type = "track"', "identify", None, False),
        ("true", "page", "Home", True),
        ('event = "Order Completed"', "track", "Order Completed", True),
        ('event = "Order Completed"', "track", None, False),
        ('name = "Home"', "page", "Home", True),
        ('name = "Home"', "track", "Home", False),
        ('match(event, "Order*") or type = "page"', "track", "Order Updated", True),
        ('event in ["A", "B"]', "track", "B", True),
        ('!(type = "page")', "track", None, True),
        ('type = "track" and properties.total > 10', "track", None, False),
        ('type = "track" or properties.total > 10', "track", None, False),
        ("type =", "track", None, False),
        ("type > 3", "track", None, False),
    ],
)
def test_type_and_name_decide_or_nothing_is_claimed(
    condition: str, call_type: str, name: str | None, *, holds: bool
) -> None:
    """What looks at anything else holds for some calls at most."""
    assert holds_for_all(condition, call_type, name) is holds
