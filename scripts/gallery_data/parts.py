"""A small workspace from a few sources, destinations and mappings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from demo_data.destinations import Destination
from demo_data.ids import demo_id
from demo_data.mappings import AMPLITUDE_EVENT, AMPLITUDE_PERSON, Mapping
from demo_data.shapes import Json, JsonObject, path
from demo_data.sources import Source
from demo_data.warehouses import Warehouse


@dataclass(frozen=True, slots=True)
class Workspace:
    """What one invented customer has set up in Segment."""

    slug: str
    name: str
    sources: Sequence[Source]
    destinations: Sequence[Destination]
    mappings: Sequence[Mapping]
    warehouses: Sequence[Warehouse] = ()

    def as_json(self) -> JsonObject:
        """Under the keys that the Public API answers with."""
        id_ = demo_id(f"workspace/{self.slug}")
        of_it: JsonObject = {"workspaceId": id_}
        found: JsonObject = {
            "workspace": {"id": id_, "slug": self.slug, "name": self.name},
            "sources": [{**each.as_json(), **of_it} for each in self.sources],
            "destinations": [each.as_json() for each in self.destinations],
            "subscriptions": [each.as_json() for each in self.mappings],
            "filters": [],
            "warehouses": [{**each.as_json(), **of_it} for each in self.warehouses],
        }
        loads: dict[str, Json] = {
            one.id: [each.id for each in one.loads] for one in self.warehouses
        }
        return {**found, "connectedSources": loads}


def amplitude(on: Destination, *, screens: bool = False) -> tuple[Mapping, ...]:
    """All track and identify calls, and pages or screens by their name."""
    call = "screen" if screens else "page"
    named: JsonObject = {**AMPLITUDE_EVENT, "event_type": {"@template": "Viewed {{name}}"}}
    return (
        Mapping(on, "logEventV2", "Track calls", 'type = "track"', AMPLITUDE_EVENT),
        Mapping(on, "identifyUser", "Identify calls", 'type = "identify"', AMPLITUDE_PERSON),
        Mapping(on, "logEventV2", "Views", f'type = "{call}"', named),
    )


def braze(on: Destination, events: Sequence[str], traits: Sequence[str]) -> tuple[Mapping, ...]:
    """The person with some traits, and some events."""
    attributes: JsonObject = {name: path(f"traits.{name}") for name in traits}
    person: JsonObject = {"external_id": path("userId"), "custom_attributes": attributes}
    event: JsonObject = {
        "external_id": path("userId"),
        "name": path("event"),
        "time": path("timestamp"),
        "properties": path("properties"),
    }
    named = " or ".join(f'event = "{name}"' for name in events)
    return (
        Mapping(on, "updateUserProfile2", "People", 'type = "identify"', person),
        Mapping(on, "trackEvent2", "Moments", f'type = "track" and ({named})', event),
    )


def warehouse_of(pattern: Warehouse, settings: JsonObject, *loads: Source) -> Warehouse:
    """A warehouse of the pattern's kind that loads these sources."""
    return replace(pattern, settings=settings, loads=loads)
