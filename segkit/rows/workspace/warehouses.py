"""The customer's warehouses, one by one (row S15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segkit.model.workspace import Source, Warehouse
from segkit.render import parts
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, div, p, span
from segkit.render.view import View
from segkit.rows.row import WORKSPACE, Showing, row


@dataclass(frozen=True, slots=True)
class _Synced:
    """A warehouse with the names of what is synced into it; None when that is not known."""

    warehouse: Warehouse
    sources: tuple[str, ...] | None


_COLUMNS = (
    Column[_Synced]("warehouse", "Warehouse", lambda one: one.warehouse.name),
    Column[_Synced]("kind", "Kind", lambda one: one.warehouse.kind_name),
    Column[_Synced]("state", "State", lambda one: "On" if one.warehouse.enabled else "Off"),
    Column[_Synced](
        "sources",
        "Sources",
        lambda one: "not available" if one.sources is None else one.sources,
    ),
)


@row(
    "warehouses",
    title="Warehouses",
    place=15.4,
    what="Your warehouses",
    needs=("workspace",),
    without=("warehouses",),
    more=("connectedSources",),
    origins=(WORKSPACE,),
)
def _row(showing: Showing) -> View:
    """The warehouses and what is synced into them (S15)."""
    workspace = showing.facts.workspace
    return warehouses(*((workspace.warehouses, workspace.sources) if workspace else ((), ())))


def warehouses(items: Sequence[Warehouse], sources: Sequence[Source]) -> View:
    """The warehouses with the sources that are synced into them."""
    if not items:
        return nothing("The workspace has no warehouse.")
    names = {source.id: source.name for source in sources}
    synced = [
        _Synced(one, None if one.source_ids is None else _named(one.source_ids, names))
        for one in items
    ]
    return View(
        div(div(*map(_panel, synced), cls="sk-list"), cls="sk"), data=Table(_COLUMNS, synced)
    )


def _named(ids: Sequence[str], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names.get(id_, id_) for id_ in ids)


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
    return div(head, said, cls="sk-panel")
