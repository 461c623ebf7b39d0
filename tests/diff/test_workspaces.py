"""Behaviour of `segkit.diff.workspaces`: what changed in sources, destinations, warehouses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from segkit.diff.change import Change
from segkit.diff.workspaces import not_compared, workspace_changes
from segkit.model.workspace import (
    Destination,
    DestinationCatalog,
    DestinationFilter,
    DestinationMapping,
    Label,
    Source,
    SourceCatalog,
    Warehouse,
    Workspace,
)

WEB = Source("s1", "web_shop", "Web shop", SourceCatalog("c1", "Javascript", "javascript"))
MAPPING = DestinationMapping(
    "m1", "Order", "a1", "order", "d1", trigger='type = "track"', settings={"id": "$.userId"}
)
FILTER = DestinationFilter("f1", "s1", "d1", 'type = "page"', ({"type": "DROP"},), title="No pages")
BRAZE = Destination(
    "d1",
    "Braze",
    "s1",
    DestinationCatalog("k1", "Braze", "braze"),
    settings={"endpoint": "eu"},
    mappings=(MAPPING,),
    filters=(FILTER,),
)
LAKE = Warehouse("w1", "Lake", "snowflake", "Snowflake", source_ids=("s1",))
NOW = Workspace(sources=(WEB,), destinations=(BRAZE,), warehouses=(LAKE,))


def changed(new: Workspace) -> list[tuple[str, str, str, str, bool]]:
    """What changed from the workspace above: kind, thing, name, attribute, breaking."""
    found: tuple[Change, ...] = workspace_changes(NOW, new)
    assert all(change.why for change in found)
    return [(one.kind, one.thing, one.name, one.what, one.breaking) for one in found]


def test_the_same_workspace_has_no_changes() -> None:
    """Not one."""
    assert changed(NOW) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (replace(WEB, name="Shop"), ("renamed", "source", "Shop", "name", False)),
        (replace(WEB, slug="shop"), ("changed", "source", "Web shop", "slug", True)),
        (replace(WEB, enabled=False), ("changed", "source", "Web shop", "state", True)),
        (replace(WEB, id="s9"), ("changed", "source", "Web shop", "id", True)),
        (
            replace(WEB, labels=(Label("environment", "prod"),)),
            ("changed", "source", "Web shop", "labels", False),
        ),
        (
            replace(WEB, tracking_plan_id="tp_1"),
            ("changed", "source", "Web shop", "tracking plan", True),
        ),
    ],
)
def test_a_source_changes(source: Source, expected: tuple[str, str, str, str, bool]) -> None:
    """Each attribute with what it means."""
    new = Workspace(
        sources=(source,),
        destinations=(replace(BRAZE, source_id=source.id),),
        warehouses=(replace(LAKE, source_ids=(source.id,)),),
    )

    assert expected in changed(new)


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        (replace(BRAZE, name="Braze EU"), ("renamed", "destination", "Braze EU", "name", False)),
        (replace(BRAZE, enabled=False), ("changed", "destination", "Braze", "state", True)),
        (
            replace(BRAZE, settings={"endpoint": "us"}),
            ("changed", "destination", "Braze", "setting endpoint", True),
        ),
        (replace(BRAZE, mappings=()), ("removed", "mapping", "Order", "", True)),
        (
            replace(BRAZE, mappings=(MAPPING, replace(MAPPING, id="m2", name="Cart"))),
            ("added", "mapping", "Cart", "", False),
        ),
        (
            replace(BRAZE, mappings=(replace(MAPPING, trigger='type = "page"'),)),
            ("changed", "mapping", "Order", "trigger", True),
        ),
        (
            replace(BRAZE, mappings=(replace(MAPPING, settings={"id": "$.anonymousId"}),)),
            ("changed", "mapping", "Order", "field id", True),
        ),
        (
            replace(BRAZE, mappings=(replace(MAPPING, enabled=False),)),
            ("changed", "mapping", "Order", "state", True),
        ),
        (replace(BRAZE, filters=()), ("removed", "filter", "No pages", "", True)),
        (
            replace(BRAZE, filters=(replace(FILTER, condition='type = "group"'),)),
            ("changed", "filter", "No pages", "condition", True),
        ),
        (
            replace(BRAZE, filters=(replace(FILTER, enabled=False),)),
            ("changed", "filter", "No pages", "state", True),
        ),
    ],
)
def test_a_destination_changes(
    destination: Destination, expected: tuple[str, str, str, str, bool]
) -> None:
    """Its state, settings, mappings and filters, and nothing else."""
    assert changed(replace(NOW, destinations=(destination,))) == [expected]


def test_mappings_that_could_not_be_read_are_not_called_removed() -> None:
    """A token with fewer rights changes nothing in the workspace, and that is said."""
    unread = replace(
        NOW,
        destinations=(replace(BRAZE, mappings=None, filters=None),),
        not_available={"subscriptions": "403"},
    )

    assert changed(unread) == []
    assert not_compared(NOW, unread) == ("subscriptions: it could not be read now.",)


def test_the_mode_of_a_connection_changes() -> None:
    """From what the catalog then and now makes possible."""
    device = DestinationCatalog("k1", "Braze", "braze", components=("BROWSER",))
    cloud = replace(device, components=("SERVER",), platforms=frozenset({"browser"}))
    old = replace(NOW, destinations=(replace(BRAZE, catalog=device),))
    new = replace(NOW, destinations=(replace(BRAZE, catalog=cloud),))

    (found,) = workspace_changes(old, new)

    assert (found.what, found.before, found.after, found.breaking) == (
        "mode", "device", "cloud", True,
    )  # fmt: skip


def test_warehouses_change() -> None:
    """A source that is not synced any more is missed."""
    assert changed(replace(NOW, warehouses=())) == [("removed", "warehouse", "Lake", "", True)]
    assert changed(replace(NOW, warehouses=(replace(LAKE, source_ids=()),))) == [
        ("changed", "warehouse", "Lake", "sources", True)
    ]
    assert changed(replace(NOW, warehouses=(replace(LAKE, name="Ocean"),))) == [
        ("renamed", "warehouse", "Ocean", "name", False)
    ]


def test_things_come_and_go() -> None:
    """What is new breaks nothing."""
    shop = replace(WEB, id="s2", slug="app", name="App")
    new = replace(NOW, sources=(shop,), destinations=(), warehouses=(LAKE,))

    assert changed(new) == [
        ("removed", "source", "Web shop", "", True),
        ("added", "source", "App", "", False),
        ("removed", "destination", "Braze", "", True),
    ]


@pytest.mark.parametrize("resource", ["sources", "destinations", "warehouses"])
def test_what_could_not_be_read_is_not_said_to_be_gone(resource: str) -> None:
    """Nor to be new, when it could not be read before."""
    lacking: dict[str, Any] = {resource: (), "not_available": {resource: "403"}}
    unread = replace(NOW, **lacking)

    found = [*workspace_changes(NOW, unread), *workspace_changes(unread, NOW)]

    assert [one for one in found if f"{one.thing}s" == resource] == []
    assert not_compared(NOW, unread) == (f"{resource}: it could not be read now.",)
