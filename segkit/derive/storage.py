"""How warehouses are doing: connected or not, the last sync, and what is kept out of them."""

from __future__ import annotations

from dataclasses import dataclass

from segkit.model.workspace import Json, Workspace
from segkit.segment_api.objects import mapping, objects, text, texts


@dataclass(frozen=True, slots=True)
class LastSync:
    """The newest report of a source's sync into a warehouse.

    Attributes:
        status: In the API's words.
        rows: Rows that were loaded; None when it is not told.
        notices: What went wrong, in the API's words.
    """

    source_id: str
    status: str
    started: str
    rows: int | None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What Selective Sync keeps out: a table, or columns of one."""

    source_id: str
    table: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WarehouseState:
    """What is known of one warehouse besides its connections.

    Attributes:
        connection: `CONNECTED`, `FAILED`, or a newer word; empty when it is not known.
        syncs: None when they were not asked for.
        left_out: None when it was not asked for.
        schemas: Schemas of Profiles Sync in it; None when that is not known.
    """

    connection: str = ""
    syncs: tuple[LastSync, ...] | None = None
    left_out: tuple[LeftOut, ...] | None = None
    schemas: tuple[str, ...] | None = None


def warehouse_state(workspace: Workspace, warehouse_id: str) -> WarehouseState:
    """What was pulled of one warehouse."""
    extra = workspace.extra
    state = _own(extra.get("warehouseStates"), warehouse_id)
    reports = _own(extra.get("warehouseSyncs"), warehouse_id)
    selective = _own(extra.get("selectiveSyncs"), warehouse_id)
    spaces = extra.get("profilesWarehouses")
    return WarehouseState(
        connection=text(state[0].get("connectionState")) if state else "",
        syncs=None
        if not reports
        else tuple(_sync(one) for each in reports for one in objects(each.get("reports"))),
        left_out=None
        if not selective
        else tuple(found for each in selective for found in _left_out(each)),
        schemas=None
        if not isinstance(spaces, list | tuple)
        else tuple(
            text(one.get("schemaName")) or "of unknown name"
            for one in objects(spaces)
            if text(one.get("id")) == warehouse_id and one.get("enabled") is not False
        ),
    )


def _own(listed: object, warehouse_id: str) -> list[Json]:
    return [one for one in objects(listed) if text(one.get("warehouseId")) == warehouse_id]


def _sync(one: Json) -> LastSync:
    count = one.get("count")
    return LastSync(
        text(one.get("sourceId")),
        text(one.get("status")),
        text(one.get("start")),
        int(count) if isinstance(count, int | float) and not isinstance(count, bool) else None,
        tuple(text(mapping(each).get("message")) for each in objects(one.get("notices"))),
    )


def _left_out(pair: Json) -> list[LeftOut]:
    source = text(pair.get("sourceId"))
    found = []
    for item in objects(pair.get("items")):
        table, columns = text(item.get("collection")), texts(item.get("propertiesOff"))
        if item.get("enabled") is False:
            found.append(LeftOut(source, table))
        elif columns:
            found.append(LeftOut(source, table, columns))
    return found
