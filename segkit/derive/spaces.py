"""Profile spaces: what is made of events there, where it goes, and what is kept out.

Which events an audience or computed trait needs stands in its query, as `event('…')`; it is
found by text, so that a renamed event can be told to whoever keeps the audience.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from segkit.model.workspace import Json, Workspace
from segkit.segment_api.objects import mapping, objects, text

AUDIENCE, TRAIT, FILTER, SYNC = "Audience", "Computed trait", "Space filter", "Profiles Sync"
"""Every value of `SpaceItem.kind`."""

_EVENT = re.compile(r"""\bevent\(\s*(?:'([^']+)'|"([^"]+)")""")
_EQUALS = re.compile(r"""\bevent\s*=\s*(?:'([^']+)'|"([^"]+)")""")


@dataclass(frozen=True, slots=True)
class SpaceItem:
    """One thing of a space.

    Attributes:
        space: Name of the space.
        key: The trait's name on profiles; of Profiles Sync the schema; empty otherwise.
        enabled: It is computed, applied or synced.
        condition: The query or filter, as the API has it.
        events: Names of the events in it.
        size: Members of an audience; None when the API does not say.
        goes_to: Names of destinations; None where it is not known.
    """

    space: str
    kind: str
    name: str
    key: str = ""
    enabled: bool = True
    condition: str = ""
    events: tuple[str, ...] = ()
    size: int | None = None
    goes_to: tuple[str, ...] | None = None


def space_items(workspace: Workspace) -> tuple[SpaceItem, ...] | None:
    """Everything of all spaces; None when spaces were not pulled."""
    extra = workspace.extra
    if not isinstance(extra.get("spaces"), list | tuple):
        return None
    found: list[SpaceItem] = []
    names = {one.id: one.name for one in workspace.warehouses}
    goes_to = _destinations(extra)
    for space in objects(extra["spaces"]):
        name, id_ = text(space.get("name")) or text(space.get("id")), text(space.get("id"))
        found += (_audience(name, one, goes_to) for one in _of(extra, "audiences", id_))
        found += (_trait(name, one) for one in _of(extra, "computedTraits", id_))
        found += (_filter(name, one) for one in _of(extra, "spaceFilters", id_))
        found += (_sync(name, one, names) for one in _of(extra, "profilesWarehouses", id_))
    return tuple(found)


def _of(extra: Json, resource: str, space: str) -> Iterator[Json]:
    return (one for one in objects(extra.get(resource)) if one.get("spaceId") == space)


def _destinations(extra: Json) -> dict[str, tuple[str, ...]]:
    return {
        text(one.get("audienceId")): tuple(
            text(each.get("name")) or text(mapping(each.get("metadata")).get("name"))
            for each in objects(one.get("destinations"))
            if each.get("enabled") is not False
        )
        for one in objects(extra.get("audienceDestinations"))
    }


def _audience(space: str, one: Json, goes_to: dict[str, tuple[str, ...]]) -> SpaceItem:
    size = mapping(one.get("size")).get("count")
    known = int(size) if isinstance(size, int | float) and not isinstance(size, bool) else None
    receivers = goes_to.get(text(one.get("id")))
    return replace(_trait(space, one), kind=AUDIENCE, size=known, goes_to=receivers)


def _trait(space: str, one: Json) -> SpaceItem:
    query = text(mapping(one.get("definition")).get("query"))
    enabled = one.get("enabled") is not False
    name, key = text(one.get("name")), text(one.get("key"))
    return SpaceItem(space, TRAIT, name, key, enabled, query, events_in(query))


def _filter(space: str, one: Json) -> SpaceItem:
    condition = text(one.get("if"))
    events = tuple(dict.fromkeys(a or b for a, b in _EQUALS.findall(condition)))
    name, enabled = text(one.get("name")) or "Filter", one.get("enabled") is not False
    return SpaceItem(space, FILTER, name, "", enabled, condition, events)


def _sync(space: str, one: Json, warehouses: dict[str, str]) -> SpaceItem:
    catalog, id_ = text(mapping(one.get("metadata")).get("name")), text(one.get("id"))
    name = warehouses.get(id_) or catalog or id_
    enabled = one.get("enabled") is not False
    return SpaceItem(space, SYNC, name, text(one.get("schemaName")), enabled, goes_to=(name,))


def events_in(query: str) -> tuple[str, ...]:
    """Names of events that a query of an audience or computed trait names, in its order."""
    return tuple(dict.fromkeys(a or b for a, b in _EVENT.findall(query)))
