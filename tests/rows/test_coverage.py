"""Behaviour of `segkit.rows.coverage`: who receives the planned fields, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segkit.delivery.coverage import FieldCoverage
from segkit.delivery.receipts import Receipt
from segkit.delivery.required import MappingCoverage, RequiredField
from segkit.model.plan import Field, Rule
from segkit.rows.coverage import coverage

if TYPE_CHECKING:
    from tests.rows.conftest import Parse

HOSTILE = '<script>alert("1")</script>'


def test_fields_with_the_same_receivers_stand_together(parse: Parse) -> None:
    """What goes nowhere and what is empty can be seen in the row; hostile names stay text."""
    rule = Rule("track", f"Order {HOSTILE}")
    planned = [Field(("properties", name)) for name in ("total", "tax", HOSTILE)]
    receipt = Receipt("d", "as part of the whole call", certain=False)
    fields = [
        FieldCoverage(rule, planned[0], (receipt,)),
        FieldCoverage(rule, planned[1], (receipt,)),
        FieldCoverage(rule, planned[2], ()),
    ]
    empty = RequiredField("value", "Value", "empty", (), ("properties.gone",))
    mapping = MappingCoverage("s", "d", f"Map {HOSTILE}", "Action", rule, (empty,), "Assumed.")

    view = coverage(fields, [mapping], {"d": f"Beacon {HOSTILE}"})

    page = parse(view.html)
    assert "script" not in page.names()
    assert f"total taxBeacon {HOSTILE} (not certain)" in page.text
    assert "goes nowhere" in page.text
    assert "not planned: properties.gone" in page.text
    assert "Assumed." in page.text
    assert view.rows[0][3] == (HOSTILE,)
    assert view.rows[0][4] == (f"Beacon {HOSTILE}, Map {HOSTILE}: value",)


def test_a_plan_without_fields_says_so() -> None:
    """An empty table tells nothing."""
    assert "no planned property" in coverage([], [], {}).text
