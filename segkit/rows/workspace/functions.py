"""The customer's own functions in Segment: what they are, and what uses them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segkit.model.workspace import Json, Workspace
from segkit.render.html import slug_id
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.view import View
from segkit.rows.row import WORKSPACE, Showing, row
from segkit.segment_api.objects import objects, text

_KINDS = {
    "SOURCE": "Source function",
    "DESTINATION": "Destination function",
    "INSERT_DESTINATION": "Insert function (destination)",
    "INSERT_SOURCE": "Insert function (source)",
    "INSERT_TRANSFORMATION": "Insert function (transformation)",
}
_RESOURCES = ("sourceFunctions", "destinationFunctions", "functions")


@dataclass(frozen=True, slots=True)
class OwnFunction:
    """One function; `used_by` names what it works for."""

    name: str
    kind: str
    description: str
    created: str
    used_by: tuple[str, ...]


_COLUMNS = (
    Column[OwnFunction]("function", "Function", lambda one: one.name, width="l"),
    Column[OwnFunction]("kind", "Kind", lambda one: one.kind, filter=True),
    Column[OwnFunction]("what", "What it does", lambda one: one.description, width="l"),
    Column[OwnFunction]("used_by", "Used by", lambda one: one.used_by or "nothing yet"),
    Column[OwnFunction]("created", "Made", lambda one: one.created[:10], width="s"),
)


@row(
    "functions",
    title="Functions",
    place=15.46,
    what="Your functions",
    needs=("workspace",),
    without=("sourceFunctions", "destinationFunctions"),
    more=("functions", "instances"),
    origins=(WORKSPACE,),
    readers=("developer", "analyst"),
)
def _row(showing: Showing) -> View:
    """Source, destination and insert functions, and what uses each."""
    workspace = showing.facts.workspace
    return functions([] if workspace is None else own_functions(workspace))


def own_functions(workspace: Workspace) -> list[OwnFunction]:
    """Every function that was pulled, by kind."""
    return [
        _function(workspace, one)
        for resource in _RESOURCES
        for one in objects(workspace.extra.get(resource))
    ]


def functions(found: Sequence[OwnFunction]) -> View:
    """The functions as a table."""
    if not found:
        return nothing("The workspace has no function of its own.")
    return View(
        Table(
            _COLUMNS,
            found,
            label="Functions",
            noun=("function", "functions"),
            name="functions",
            id_of=lambda one: slug_id("function", f"{one.kind} {one.name}"),
        )
    )


def _function(workspace: Workspace, one: Json) -> OwnFunction:
    kind = text(one.get("resourceType"))
    return OwnFunction(
        text(one.get("displayName")) or text(one.get("id")),
        _KINDS.get(kind, kind.replace("_", " ").lower()),
        text(one.get("description")),
        text(one.get("createdAt")),
        _users(workspace, text(one.get("id")), text(one.get("catalogId"))),
    )


def _users(workspace: Workspace, id_: str, catalog_id: str) -> tuple[str, ...]:
    """Sources and destinations of its kind, or those that it is inserted in front of."""
    made = [
        *(one.name for one in workspace.sources if one.catalog.id == catalog_id),
        *(one.name for one in workspace.destinations if one.catalog.id == catalog_id),
    ]
    names = {one.id: one.name for one in workspace.destinations}
    names |= {one.id: one.name for one in workspace.warehouses}
    inserted = [
        names.get(one.destination_id, one.destination_id)
        for one in workspace.insert_functions
        if one.extra.get("classId") == id_
    ]
    return tuple(dict.fromkeys([*(made if catalog_id else ()), *inserted]))
