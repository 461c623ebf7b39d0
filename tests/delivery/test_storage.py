"""Behaviour of `segkit.delivery.storage`: what a call fills in a warehouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.outcome import Table
from segkit.delivery.planned import Cut, Rename
from segkit.delivery.storage import Store, stores, tables_of
from segkit.delivery.unknowns import Unknown, Unknowns

if TYPE_CHECKING:
    from tests.delivery.conftest import Build
    from tests.doubles.cases import Build as Cases


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


OWN = "id received_at sent_at timestamp original_timestamp uuid_ts anonymous_id user_id"
ONCE = "id received_at uuid_ts"
CONTEXT = {"context": {"ip": "1"}}


@pytest.mark.parametrize(
    ("call", "tables"),
    [
        ({"type": "track", "event": "Order Paid", **CONTEXT, "properties": {"a b": 1, "": 2}},
         {"tracks": f"{OWN} event event_text context_ip",
          "order_paid": f"{OWN} event event_text context_ip a_b"}),
        ({"type": "track", "event": "!"}, {"tracks": f"{OWN} event event_text"}),
        ({"type": "identify", **CONTEXT, "traits": {"plan": "x"}, "properties": {"no": 1}},
         {"identifies": f"{OWN} context_ip plan", "users": f"{ONCE} context_ip plan"}),
        ({"type": "group", "groupId": "g", **CONTEXT, "traits": {"plan": "x"}, "properties": {}},
         {"groups": f"{OWN} group_id context_ip plan", "accounts": f"{ONCE} context_ip plan"}),
        ({"type": "page", "traits": {"no": 1}, "properties": {"url": "x"}},
         {"pages": f"{OWN} name category url"}),
        ({"type": "screen", **CONTEXT}, {"screens": f"{OWN} name category context_ip"}),
        ({"type": "alias"}, {"aliases": f"{OWN} previous_id"}),
        ({"type": "odd"}, {}),
    ],
)  # fmt: skip
def test_each_call_fills_these_columns(call: dict[str, object], tables: dict[str, str]) -> None:
    """In their order: Segment's own, the call's, its context, what it carries."""
    assert tables_of(call) == tuple(Table(n, tuple(held.split())) for n, held in tables.items())


CITY = ("properties", "city")
MAY_GO = Cut(("properties",), frozenset({("city",)}), depends=(Unknown("why"),))
GOES = Cut(("properties",), frozenset({("city",)}))
REMADE = (Unknown("what its insert function does", remakes=True),)
SURE, DEPENDS = Store("w", files=False), (Unknown("which"),)


@pytest.mark.parametrize(
    ("store", "column", "kept"),
    [
        (SURE, "city", ()),
        (SURE, "", None),
        (Store("w", files=True), "", ()),
        (replace(SURE, depends=DEPENDS), "city", DEPENDS),
        (replace(SURE, depends=DEPENDS, changes=((GOES,),)), "city", None),
        (replace(SURE, depends=REMADE, changes=((GOES,),)), "city", REMADE),
        (replace(SURE, depends=DEPENDS, changes=((GOES,), (MAY_GO,))), "city",
         (*DEPENDS, Unknown("why"))),
        (replace(SURE, changes=((MAY_GO,), (Rename(CITY, ("properties", "town")),))), "city", ()),
    ],
)  # fmt: skip
def test_a_field_is_kept_as_sources_leave_it(
    store: Store, column: str, kept: Unknowns | None
) -> None:
    """One source that sends it is enough; tables need a column for it."""
    assert store.keeps(CITY, column) == kept


@pytest.fixture
def cases(double: Callable[[str], ModuleType]) -> object:
    """Whole engagements."""
    return double("cases").Build()


def test_a_planned_call_is_kept_where_a_source_of_it_is_synced(cases: Cases) -> None:
    """As sure as the surest of these sources is."""
    web, other = cases.source("web"), cases.source("unknown")
    here = cases.warehouse()
    warehouses = (
        replace(here, id="off", enabled=False),
        replace(here, id="elsewhere", source_ids=("gone",)),
        here,
        replace(here, id="files", kind="aws-s3", source_ids=("web", "unknown")),
        replace(here, id="unsure", source_ids=("unknown",)),
        replace(here, id="unread", source_ids=None),
    )
    case = cases.case(sources=(web, other), warehouses=warehouses)
    kind, which = Unknown("what kind of source it is"), Unknown("which sources are connected to it")

    assert stores(case, (web, other), "track", "A") == (
        Store("wh", files=False),
        Store("files", files=True),
        Store("unsure", files=False, depends=(kind,)),
        Store("unread", files=False, depends=(which,)),
    )
    assert stores(case, (web,), "track", "A")[1:] == (
        Store("files", files=True),
        Store("unread", files=False, depends=(which,)),
    )


def test_a_warehouse_keeps_what_transformations_of_a_source_leave(cases: Cases) -> None:
    """Where one source leaves all, all is kept; a call that is dropped is not."""
    body = {"propertyRenames": [{"oldName": "city", "newName": "town"}]}
    renames = cases.transformation(condition="all", body=body)
    drops = cases.transformation(condition='event = "Gone"', source_id="web", body={"drop": True})
    traits = cases.transformation(condition="all", source_id="server", body=body)
    web, other, server = (cases.source(one) for one in ("web", "web:2", "server"))
    here = cases.warehouse(source_ids=("web", "web:2", "server"))
    case = cases.case(
        sources=(web, other, server), warehouses=(here,), transformations=(renames, drops, traits)
    )
    renamed = Rename(("properties", "city"), ("properties", "town"))

    assert stores(case, (web,), "track", "A") == (Store("wh", files=False, changes=((renamed,),)),)
    assert stores(case, (web, other), "track", "A") == (Store("wh", files=False),)
    assert stores(case, (web,), "track", "Gone") == ()
    assert stores(case, (other, web), "track", "Gone") == (Store("wh", files=False),)
    assert stores(case, (server,), "identify", None) == (
        Store("wh", False, ((Rename(("traits", "city"), ("traits", "town")),),)),
    )
    assert stores(case, (web,), "alias", None) == (Store("wh", False, ((renamed,),)),)


def test_transformations_that_were_not_read_are_missing(cases: Cases) -> None:
    """The call may be changed or dropped on its way."""
    case = cases.case(
        sources=(cases.source(),),
        warehouses=(cases.warehouse(),),
        not_available={"transformations": "refused"},
    )

    [store] = stores(case, case.workspace.sources, "track", "A")

    assert store.depends == (Unknown("the transformations", remakes=True),)
