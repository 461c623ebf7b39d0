"""Behaviour of `segkit.rows.arrival.coverage`: who receives the planned fields, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segkit.delivery.coverage import CallCoverage, FieldCoverage
from segkit.delivery.receipts import Receipt
from segkit.delivery.required import MappingCoverage, RequiredField
from segkit.model.plan import Field, Rule
from segkit.rows.arrival.coverage import coverage

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

    names = {"d": f"Beacon {HOSTILE}", "e": "Lantern", "w": "Records"}
    bare = Receipt("e", "as part of the whole call")
    call = CallCoverage(rule, (receipt, bare), ("w",), frozenset({"w"}))

    view = coverage([call], fields, [mapping], names)

    page = parse(view.html)
    assert "script" not in page.names()
    assert f"total taxBeacon {HOSTILE} (not certain)" in page.text
    assert "goes nowhere" in page.text
    assert "not planned: properties.gone" in page.text
    assert "Assumed." in page.text
    alone = "none of its planned fieldsLantern, Records (not certain)"
    assert alone in page.text
    assert view.rows[0][2] == (
        f"Beacon {HOSTILE} (not certain)",
        "Lantern",
        "Records (not certain)",
    )
    assert view.rows[0][3] == (HOSTILE,)
    assert view.rows[0][4] == (f"Beacon {HOSTILE}, Map {HOSTILE}: value",)


def test_a_call_without_fields_is_received_as_well(parse: Parse) -> None:
    """It has nothing that could go nowhere."""
    call = CallCoverage(Rule("track", "Signed Out"), (Receipt("d", "as part of the whole call"),))

    view = coverage([call], [], [], {"d": "Beacon"})

    assert view.rows[0][2:] == (("Beacon",), (), ())
    assert "The callBeacon" in parse(view.html).text


def test_a_plan_without_calls_says_so() -> None:
    """An empty table tells nothing."""
    assert "no planned call" in coverage([], [], [], {}).text
