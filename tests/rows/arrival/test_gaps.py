"""Behaviour of `segkit.rows.arrival.gaps`: what does not fit between plan and destinations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segkit.delivery.covered import FieldCoverage
from segkit.delivery.receipts import Receipt
from segkit.delivery.required import MappingCoverage, RequiredField
from segkit.model.plan import Field, Rule
from segkit.rows.arrival.gaps import MOST, gaps

if TYPE_CHECKING:
    from tests.rows.conftest import Parse

HOSTILE = '<script>alert("1")</script>'
ORDER, REFUND = Rule("track", "Order Completed"), Rule("track", "Order Refunded", version=2)
RECEIPT = Receipt("d", "as part of the whole call")


def planned(rule: Rule, *path: str, received: bool = False, column: str = "") -> FieldCoverage:
    """A planned property; with a column, a warehouse stores it."""
    return FieldCoverage(
        rule,
        Field(("properties", *path)),
        (RECEIPT,) if received else (),
        ("w",) if column else (),
        column,
    )


def mapped(rule: Rule, *fields: RequiredField, assumed: str = "") -> MappingCoverage:
    """A mapping of destination `d`, and what it requires of the call."""
    return MappingCoverage("s", "d", "Purchase", "Send purchase", rule, fields, assumed)


def test_where_everything_fits_one_sentence_says_so() -> None:
    """Nobody has to look through a table for nothing."""
    fed = RequiredField("value", "Value", "fed", ("properties.total",))

    view = gaps([planned(ORDER, "total", received=True)], [mapped(ORDER, fed)], {})

    assert view.text == (
        "Each planned field reaches at least one destination or warehouse. "
        "Everything that mappings require is filled."
    )
    assert view.rows == ()


def test_what_may_be_missing_is_counted() -> None:
    """A required field is not safe while its source may be left out."""
    loose = RequiredField("value", "Value", "optional", ("properties.total",))

    view = gaps([planned(ORDER, "total", received=True)], [mapped(ORDER, loose)], {})

    assert view.text.endswith(
        "In 1 case a required field is filled by one that the plan does not require, so it may be"
        " missing."
    )


def test_an_empty_field_is_said_once_for_all_its_calls(parse: Parse) -> None:
    """With the mapping, what it reads in vain, and what was assumed."""
    empty = RequiredField("value", "Value", "empty", (), ("properties.gone",))
    mappings = [mapped(rule, empty, assumed="The preset is assumed.") for rule in (ORDER, REFUND)]

    view = gaps([planned(ORDER, "total", received=True)], mappings, {"d": "Beacon"})

    page = parse(view.html)
    assert view.rows == (("required, but empty", "Beacon, Purchase", "value"),)
    assert "Beacon, Purchase: value for Order Completed, Order Refunded (version 2)" in page.text
    assert "it reads properties.gone, which the plan does not have" in page.text
    assert "The preset is assumed." in page.text
    assert "1 required field that nothing fills" in page.text


def test_what_goes_nowhere_is_listed_by_call(parse: Parse) -> None:
    """Names of customers stay text."""
    fields = [
        planned(ORDER, "total", received=True),
        planned(ORDER, HOSTILE),
        planned(REFUND, "tax"),
    ]

    view = gaps(fields, [], {})

    page = parse(view.html)
    assert "script" not in page.names()
    assert "2 of 3 planned fields go nowhere." in page.text
    assert view.rows == (
        ("goes nowhere", "Order Completed", HOSTILE),
        ("goes nowhere", "Order Refunded (version 2)", "tax"),
    )


def test_an_object_and_an_array_are_stored_by_their_columns() -> None:
    """Neither has to arrive as a whole: the object's properties have columns, the array has one."""
    fields = [
        planned(ORDER, "address"),
        planned(ORDER, "address", "city", column="address_city"),
        planned(ORDER, "products", column="products"),
        planned(ORDER, "products", "[]"),
        planned(ORDER, "products", "[]", "sku"),
        planned(ORDER, "coupons"),
        planned(ORDER, "coupons", "[]"),
        planned(ORDER, "address", "zip"),
    ]

    view = gaps(fields, [], {})

    assert [row[2] for row in view.rows] == ["coupons", "coupons[]", "address.zip"]


def test_a_long_list_is_cut_and_the_whole_is_named(parse: Parse) -> None:
    """A guide is read; the command line has everything."""
    fields = [planned(Rule("track", f"Event {n}"), "tax") for n in range(MOST + 7)]

    view = gaps(fields, [], {})

    assert "And 7 more calls; segkit coverage lists them all." in parse(view.html).text
    assert len(view.rows) == MOST + 7


def test_a_plan_without_fields_says_so() -> None:
    """There is nothing to judge."""
    assert "no planned property" in gaps([], [], {}).text
