"""How Segment names warehouse tables and columns."""

from __future__ import annotations

import pytest

from segkit.derive.columns import (
    column_of,
    reserved_columns_of,
    snake_case,
    stored_fields,
    table_of,
)
from segkit.model.plan import Field, Rule


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("order_id", "order_id"),
        ("accountType", "account_type"),
        ("Order Completed", "order_completed"),
        ("ORDER 2 IDS", "order_2_ids"),
        ("HTTPServer", "httpserver"),
        ("step2Total", "step_2total"),
        ("$price (EUR)", "price_eur"),
        ("a..b--c", "a_b_c"),
        ("_leading", "_leading"),
        ("trailing_", "trailing"),
        ("größe", "gr_e"),
        ("注文", ""),
        ("", ""),
    ],
)
def test_names_become_snake_case(name: str, column: str) -> None:
    """Words are cut at capitals and at everything that is no letter or digit."""
    assert snake_case(name) == column


def test_objects_are_flattened_and_arrays_are_not() -> None:
    """An object has no column, its fields have; an array has one, its elements have none."""
    fields = (
        Field(("properties", "shipTo"), ("object",)),
        Field(("properties", "shipTo", "postalCode"), ("string",)),
        Field(("properties", "products"), ("array",)),
        Field(("properties", "products", "[]", "sku"), ("string",)),
        Field(("context", "ip"), ("string",)),
    )

    columns = [column_of(f) for f in stored_fields(Rule("track", "Order Completed", fields=fields))]

    assert columns == ["ship_to_postal_code", "products"]


def test_an_object_without_described_fields_keeps_its_place() -> None:
    """It is not known what it flattens to, so its own name stands for it."""
    rule = Rule("track", "A", fields=(Field(("properties", "extras"), ("object",)),))

    assert [column_of(field) for field in stored_fields(rule)] == ["extras"]


@pytest.mark.parametrize(
    ("call", "table"),
    [("identify", "identifies"), ("page", "pages"), ("track", "order_completed"), ("common", "")],
)
def test_calls_have_their_tables(call: str, table: str) -> None:
    """An event has a table of its own, all pages share one."""
    assert table_of(Rule(call, "Order Completed")) == table


def test_reserved_columns_depend_on_the_call() -> None:
    """`event` is Segment's own in an event's table, and free in `identifies`."""
    assert "event" in reserved_columns_of("track")
    assert "event" not in reserved_columns_of("identify")
    assert "user_id" in reserved_columns_of("identify")
