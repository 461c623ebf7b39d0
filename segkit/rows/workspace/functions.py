"""The customer's own functions in Segment: what they are, and what uses them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segkit.model.workspace import Destination, Json, Source, Workspace
from segkit.render.html import plural, slug_id
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.view import View
from segkit.rows.edition import TITLES
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
    """One function; `users` are the ids of what it works for, `used_by` their names."""

    name: str
    kind: str
    description: str
    created: str
    users: tuple[str, ...]
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
    facts, edition = showing.facts, showing.edition
    workspace = facts.workspace
    every = [] if workspace is None else own_functions(workspace)
    if not edition.platform:
        return functions(every)
    sources = {one.id for one in edition.sources(facts)}
    of_others = facts.sources.keys() - sources
    mine = [
        one
        for one in every
        if any(id_ not in of_others and edition.has_destination(facts, id_) for id_ in one.users)
    ]
    if every and not mine:
        many = plural(len(every), "function")
        return nothing(f"The workspace has {many}; none works for {TITLES[edition.platform]}.")
    return functions(mine)


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
    users = _users(workspace, text(one.get("id")), text(one.get("catalogId")))
    return OwnFunction(
        text(one.get("displayName")) or text(one.get("id")),
        _KINDS.get(kind, kind.replace("_", " ").lower()),
        text(one.get("description")),
        text(one.get("createdAt")),
        tuple(users),
        tuple(dict.fromkeys(users.values())),
    )


def _users(workspace: Workspace, id_: str, catalog_id: str) -> dict[str, str]:
    """Sources and destinations of its kind, or those that it is inserted in front of, by id."""
    ends: list[Source | Destination] = [*workspace.sources, *workspace.destinations]
    names = {one.id: one.name for one in workspace.destinations}
    names |= {one.id: one.name for one in workspace.warehouses}
    made = {one.id: one.name for one in ends if catalog_id and one.catalog.id == catalog_id}
    return made | {
        one.destination_id: names.get(one.destination_id, one.destination_id)
        for one in workspace.insert_functions
        if one.extra.get("classId") == id_
    }
