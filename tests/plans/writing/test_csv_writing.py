"""Behaviour of `segkit.plans.writing.csv_writing` and `segkit.plans.grids.formula_cells`."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.plans.grids.formula_cells import protected, unprotected
from segkit.plans.writing.csv_writing import to_csv


def rows(*rules: Rule) -> list[dict[str, str]]:
    """The written rows by column name, blank cells left out."""
    text = to_csv(TrackingPlan(name="Quillmoor Web", rules=rules))
    reader = csv.DictReader(io.StringIO(text, newline=""))
    return [{key: cell for key, cell in row.items() if cell} for row in reader]


def test_each_property_is_one_row_with_its_event() -> None:
    """Nested names are written as Segment's editor shows them."""
    order = Rule(
        call="track",
        key="Order Completed",
        version=2,
        description="Paid.",
        labels={"area": ["shop", "web"]},
        fields=(
            Field(
                ("properties", "products", "[]", "sku"),
                types=("string", "null"),
                required=True,
                pattern="a|b",
                enum=("a", None),
                example="a",
                labels={"PII?": "no"},
            ),
            Field(("context", "device", "id"), types=("string",), format="uuid"),
            Field(("properties", "paid_at"), types=("string",), format="date-time"),
        ),
    )

    sku, device, paid = rows(order)

    assert sku == {
        "Event Name": "Order Completed",
        "Event Type": "Track",
        "Version": "2",
        "Event Description": "Paid.",
        "Property Name": "products.$.sku",
        "Status": "Required",
        "Data Type": "string | null",
        "Allowed Property Values": "a|b",
        "Enum Values": '["a", null]',
        "Example": "a",
        "area": '["shop", "web"]',
        "PII?": "no",
    }
    assert device["Property Name"] == "context.device.id"
    assert device["Format"] == "uuid"
    assert paid["Data Type"] == "Date time"


def test_an_event_without_properties_has_a_row_of_its_own() -> None:
    """It is planned, so it is in the file."""
    assert rows(Rule(call="identify")) == [{"Event Type": "Identify", "Version": "1"}]


@pytest.mark.parametrize("name", ["=1+1", "+a", "-a", "@sum", "\tx", "'=1", "''=1"])
def test_no_cell_is_a_formula_and_each_reads_back(name: str) -> None:
    """A plan with hostile names is safe to open, and none of them changes."""
    [row] = rows(Rule(call="track", key=name))

    assert row["Event Name"].startswith("'")
    assert unprotected(row["Event Name"]) == name


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("'=+-@\t\rab "), max_size=5))
def test_protection_is_undone_exactly(cell: str) -> None:
    """Whatever a cell holds, reading gives what was written."""
    assert unprotected(protected(cell)) == cell
