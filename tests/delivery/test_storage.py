"""Behaviour of `segkit.delivery.storage`: what a call fills in a warehouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.delivery.storage import tables_of

if TYPE_CHECKING:
    from tests.delivery.conftest import Build


@pytest.mark.parametrize(
    ("call", "tables"),
    [
        ({"type": "track", "event": "Order Completed"}, ["tracks", "order_completed"]),
        ({"type": "identify"}, ["identifies", "users"]),
        ({"type": "group", "groupId": "g"}, ["groups", "accounts"]),
        ({"type": "page"}, ["pages"]),
        ({"type": "screen"}, ["screens"]),
        ({"type": "alias"}, ["aliases"]),
    ],
)
def test_each_call_has_its_tables(call: dict[str, object], tables: list[str]) -> None:
    """A track call also has one for its event."""
    assert [table.table for table in tables_of(call)] == tables


def test_properties_become_columns_of_the_events_table_only() -> None:
    """Objects are flattened, lists are one column, names become snake_case."""
    tracks, event = tables_of(
        {
            "type": "track",
            "event": "Order Completed",
            "properties": {
                "orderId": "1",
                "shipping": {"postCode": "x", "lines": []},
                "products": [{"sku": 1}],
                "gone": None,
                "user_id": "mine",
            },
            "context": {"page": {"url": "u"}},
        }
    )

    added = set(event.columns) - set(tracks.columns)
    assert added == {"order_id", "shipping_post_code", "shipping_lines", "products"}
    assert "context_page_url" in tracks.columns
    assert event.columns.count("user_id") == 1


def test_users_have_one_row_each() -> None:
    """So what belongs to a single call has no column there."""
    identifies, users = tables_of({"type": "identify", "traits": {"plan": "pro"}})

    assert "plan" in identifies.columns
    assert "plan" in users.columns
    assert "timestamp" in identifies.columns
    assert "timestamp" not in users.columns


@pytest.mark.parametrize(
    ("source_ids", "result", "stopped_by"),
    [(("s",), "delivered", ""), (("x",), "not delivered", "connected"), (None, "unknown", "")],
)
def test_only_connected_sources_are_synced(
    build: Build, source_ids: tuple[str, ...] | None, result: str, stopped_by: str
) -> None:
    """Where the API did not tell, it is not known."""
    found = build.world().warehouse(source_ids).outcome()

    assert (found.result, found.mode, found.stopped_by) == (result, "warehouse", stopped_by)
    assert bool(found.tables) == (result != "not delivered")


def test_storage_of_files_has_no_tables(build: Build) -> None:
    """S3 keeps calls as they are."""
    assert build.world().warehouse(kind="aws-s3").outcome().tables == ()
