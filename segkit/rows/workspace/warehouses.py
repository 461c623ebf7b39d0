"""The customer's warehouses, one by one (row S15)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from segkit.derive.storage import WarehouseState, warehouse_state
from segkit.model.workspace import Source, Warehouse
from segkit.render import parts
from segkit.render.html import plural, slug_id
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import BREAK, Child, div, joined, own, p, span
from segkit.render.view import View
from segkit.rows.row import WORKSPACE, Showing, row

HOW_OFTEN = (
    "How often Segment syncs into a warehouse depends on your plan with Segment: once a day (Free), "
    "twice (Team), up to 24 times (Business). The schedule of this workspace was not read."
)
"""The API tells how syncs ended, and not when the next one is."""


@dataclass(frozen=True, slots=True)
class _Synced:
    """A warehouse with the names of what is synced into it; None when that is not known.

    Attributes:
        state: How it is doing.
        names: Of sources by id.
    """

    warehouse: Warehouse
    sources: tuple[str, ...] | None
    state: WarehouseState
    names: Mapping[str, str]

    @property
    def connection(self) -> str:
        """Whether Segment reaches it, in the API's words."""
        return self.state.connection.lower() or "not known"

    @property
    def last_sync(self) -> object:
        """Sources by how their last sync ended; why nothing is known where that is so."""
        if self.state.syncs is None:
            return "not pulled"
        counted = Counter(one.status or "not known" for one in self.state.syncs)
        return tuple(f"{status}: {plural(n, 'source')}" for status, n in counted.items())

    @property
    def left_out(self) -> object:
        """What Selective Sync keeps out, source by source; the same of the same tables once."""
        if self.state.left_out is None:
            return "not pulled"
        of: dict[str, list[str]] = {}
        for one in self.state.left_out:
            what = f"{one.table} ({', '.join(one.columns)})" if one.columns else one.table
            of.setdefault(what, []).append(self.names.get(one.source_id, one.source_id))
        return tuple(f"{what}: {', '.join(names)}" for what, names in of.items())

    @property
    def profiles(self) -> object:
        """Schemas of Profiles Sync."""
        return "not pulled" if self.state.schemas is None else self.state.schemas


_COLUMNS = (
    Column[_Synced]("warehouse", "Warehouse", lambda one: one.warehouse.name),
    Column[_Synced]("kind", "Kind", lambda one: one.warehouse.kind_name),
    Column[_Synced]("state", "State", lambda one: "On" if one.warehouse.enabled else "Off"),
    Column[_Synced](
        "sources",
        "Sources",
        lambda one: "not available" if one.sources is None else one.sources,
    ),
    Column[_Synced]("connection", "Connection", lambda one: one.connection),
    Column[_Synced]("last_sync", "Last syncs", lambda one: one.last_sync),
    Column[_Synced]("left_out", "Left out", lambda one: one.left_out),
    Column[_Synced]("profiles", "Profiles Sync", lambda one: one.profiles),
)


@row(
    "warehouses",
    title="Warehouses",
    place=15.4,
    what="Your warehouses",
    needs=("workspace",),
    without=("warehouses",),
    more=(
        *("connectedSources", "warehouseStates", "warehouseSyncs", "selectiveSyncs"),
        "profilesWarehouses",
    ),
    origins=(WORKSPACE,),
    readers=("analyst",),
)
def _row(showing: Showing) -> View:
    """The warehouses and what is synced into them (S15)."""
    workspace = showing.facts.workspace
    if workspace is None:
        return warehouses((), ())
    states = {one.id: warehouse_state(workspace, one.id) for one in workspace.warehouses}
    return warehouses(workspace.warehouses, workspace.sources, states)


def warehouses(
    items: Sequence[Warehouse],
    sources: Sequence[Source],
    states: Mapping[str, WarehouseState] | None = None,
) -> View:
    """The warehouses with the sources that are synced into them; `states` by id."""
    if not items:
        return nothing("The workspace has no warehouse.")
    names = {source.id: source.name for source in sources}
    synced = [
        _Synced(
            one,
            None if one.source_ids is None else tuple(names.get(i, i) for i in one.source_ids),
            (states or {}).get(one.id, WarehouseState()),
            names,
        )
        for one in items
    ]
    return View(
        div(div(*map(_panel, synced), cls="sk-list"), p(HOW_OFTEN, cls="sk-note"), cls="sk"),
        data=Table(_COLUMNS, synced),
    )


def _panel(one: _Synced) -> Child:
    head = div(
        p(parts.words(one.warehouse.name), cls="sk-title"),
        span(parts.words(one.warehouse.kind_name), cls="sk-note"),
        parts.on_or_off(is_on=one.warehouse.enabled),
        cls="sk-head",
    )
    if one.sources is None:
        said = p("Which sources are synced into it was not available.", cls="sk-note")
    elif one.sources:
        said = p("Synced sources: ", parts.listed(one.sources))
    else:
        said = p("No source is synced into it.", cls="sk-note")
    return div(head, said, *_doing(one), cls="sk-panel", id=slug_id("warehouse", one.warehouse.id))


def _doing(one: _Synced) -> Sequence[Child]:
    """How it is doing, as far as that was pulled."""
    state, notices = one.state, [n for each in one.state.syncs or () for n in each.notices]
    said = [
        ("Connection", one.connection if state.connection else ""),
        ("Last syncs", _words(one.last_sync if state.syncs else ())),
        ("What went wrong", _words(dict.fromkeys(notices))),
        ("Left out by Selective Sync", _words(one.left_out if state.left_out else ())),
        ("Profiles Sync into", _words(state.schemas or ())),
    ]
    facts = [(term, words) for term, words in said if words]
    return (parts.facts(facts),) if facts else ()


def _words(found: object) -> Child:
    items = [*found] if isinstance(found, Iterable) else []
    return joined(BREAK, *map(own, items)) if items else ""
