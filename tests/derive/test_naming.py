"""Behaviour of `segkit.derive.naming`: the plan's rule, and the names that break it."""

from __future__ import annotations

import pytest

from segkit.derive.naming import EVENTS, PROPERTIES, TRAITS, naming_rules
from segkit.model.plan import Field, Rule, TrackingPlan

PLAN = TrackingPlan(
    "Quillmoor plan",
    (
        Rule("track", "Order Completed", fields=(Field(("properties", "order_id")),)),
        Rule("track", "gear_rented", fields=(Field(("properties", "rentalDays")),)),
        Rule("track", "Old Thing", deprecated=True),
        Rule("track", "Checkout", fields=(Field(("properties", "items", "[]", "sku")),)),
        Rule("identify", fields=(Field(("traits", "firstName")),)),
    ),
)


@pytest.mark.parametrize(
    ("label", "text", "found"),
    [
        ("Names", "Events are Title Case", [(EVENTS, "Title Case", ("gear_rented",))]),
        (
            "Names",
            "Events are Object + Past Action; properties are snake_case.",
            [
                (EVENTS, "Object + Past Action", ("Checkout",)),
                (PROPERTIES, "snake_case", ("rentalDays",)),
            ],
        ),
        ("Property names", "camelCase", [(PROPERTIES, "camelCase", ("order_id",))]),
        ("Traits", "snake_case", [(TRAITS, "snake_case", ("firstName",))]),
        ("Benennung", "Ereignisse: Title Case", [(EVENTS, "Title Case", ("gear_rented",))]),
        ("Names", "Be kind to each other", []),
    ],
)
def test_names_are_compared_with_the_rule(label: str, text: str, found: object) -> None:
    """Current names alone, each kind with its own style; an unknown rule judges nothing."""
    rules = naming_rules(PLAN, [(label, text)])

    assert [(one.about, one.style, one.broken) for one in rules] == found


def test_a_rule_for_everything_is_compared_with_events_and_properties() -> None:
    """And counts what it was compared with."""
    rules = naming_rules(PLAN, [("Convention", "snake_case everywhere")])

    assert [(one.about, one.names, len(one.broken)) for one in rules] == [
        (EVENTS, 3, 2),
        (PROPERTIES, 3, 1),
    ]
