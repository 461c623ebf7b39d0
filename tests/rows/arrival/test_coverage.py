"""Behaviour of `segkit.rows.arrival.coverage`: who receives the planned fields, for people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.covered import CallCoverage, FieldCoverage, Open
from segkit.delivery.receipts import Receipt
from segkit.delivery.required import MappingCoverage, RequiredField
from segkit.mappings.sending import Sending
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

    assert view.rows[0][2:] == (("Beacon",), (), (), ())
    assert "The callBeacon" in parse(view.html).text


@pytest.mark.parametrize("stored", [(), ("w",)])
def test_a_call_that_nobody_is_said_to_receive_says_whether_that_is_known(
    parse: Parse, stored: tuple[str, ...]
) -> None:
    """In the row and in its details; beside a receiver only who else may get it."""
    rule = Rule("track", "Signed Out")
    lacking = Open("d", ("its mappings",))
    names = {"d": "Beacon", "w": "Records"}

    nobody = coverage([CallCoverage(rule, (), stored)], [], [], names)
    open_ = coverage([CallCoverage(rule, (), stored, open=(lacking,))], [], [], names)

    assert nobody.rows[0][2] == (("Records",) if stored else ("nobody",))
    words = "not known: Beacon (its mappings)"
    assert open_.rows[0][2] == (("Records", "Beacon (not certain)") if stored else (words,))
    assert words.casefold() in parse(open_.html).text.casefold()
    assert ("goes nowhere" in parse(nobody.html).text) is not bool(stored)


def test_how_mappings_send_stands_beside_the_call(parse: Parse) -> None:
    """Once for each mapping, in the table and in the details; nothing where they say nothing."""
    rule = Rule("identify")
    told = MappingCoverage(
        "s", "d", "Users", "Upsert", rule, (), sending=Sending("upsert", "email")
    )
    silent = replace(told, mapping="Other", sending=Sending())
    call = CallCoverage(rule, (Receipt("d", "through the mappings Users", ("Users",)),))

    view = coverage([call], [], [told, told, silent], {"d": "Beacon"})

    said = "Beacon, Users: sync mode upsert, records matched by email"
    assert view.rows[0][5] == (said,)
    assert parse(view.html).text.count(said) == 2


def test_a_plan_without_calls_says_so() -> None:
    """An empty table tells nothing."""
    assert "no planned call" in coverage([], [], [], {}).text
