"""Builders for the objects of Segment's Public API that the demo workspace is made of.

Field names and their order follow the API's own models. Each builder fills what
the API always answers, so the tables of the demo name only what differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from demo_data.ids import demo_id

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]

METHODS = ("track", "identify", "group", "alias", "pageview")
PLATFORMS = ("browser", "mobile", "server", "warehouse", "cloudAppObject", "linkedAudiences")
NO_LOGO: JsonObject = {"default": ""}


def path(where: str) -> JsonObject:
    """A mapping directive that copies the value found at `where` in the event."""
    return {"@path": f"$.{where}"}


@dataclass(frozen=True, slots=True)
class Option:
    """One setting a source or destination offers in the catalog."""

    name: str
    kind: str
    label: str
    required: bool = False
    default: Json = ""

    def as_json(self) -> JsonObject:
        """The option as `IntegrationOptionBeta`."""
        return {
            "name": self.name,
            "type": self.kind,
            "required": self.required,
            "label": self.label,
            "defaultValue": self.default,
        }


@dataclass(frozen=True, slots=True)
class ActionField:
    """One input of an Action, such as the event name it sends."""

    key: str
    kind: str
    label: str
    description: str
    required: bool = False
    multiple: bool = False
    default: Json = None

    def as_json(self, action_id: str, position: int) -> JsonObject:
        """The field as `DestinationMetadataActionFieldV1`."""
        answer: JsonObject = {
            "id": demo_id(f"field/{action_id}/{self.key}"),
            "sortOrder": position,
            "fieldKey": self.key,
            "label": self.label,
            "type": self.kind,
            "description": self.description,
            "required": self.required,
            "multiple": self.multiple,
            "dynamic": False,
            "allowNull": False,
        }
        if self.default is not None:
            answer["defaultValue"] = self.default
        return answer


@dataclass(frozen=True, slots=True)
class Action:
    """One thing an Actions destination can do, and where it runs."""

    id: str
    slug: str
    name: str
    description: str
    trigger: str | None
    fields: Sequence[ActionField] = ()
    platform: str = "CLOUD"

    def as_json(self) -> JsonObject:
        """The action as `DestinationMetadataActionV1`."""
        return {
            "id": self.id,
            "slug": self.slug,
            "name": self.name,
            "description": self.description,
            "platform": self.platform,
            "hidden": False,
            "defaultTrigger": self.trigger,
            "fields": [each.as_json(self.id, at) for at, each in enumerate(self.fields)],
        }


@dataclass(frozen=True, slots=True)
class Preset:
    """A mapping that Segment offers ready-made."""

    name: str
    action: Action
    trigger: str
    fields: JsonObject = field(default_factory=dict)

    def as_json(self) -> JsonObject:
        """The preset as `DestinationMetadataSubscriptionPresetV1`."""
        return {
            "actionId": self.action.id,
            "name": self.name,
            "fields": self.fields,
            "trigger": self.trigger,
        }


@dataclass(frozen=True, slots=True)
class Component:
    """The code of a classic destination for one platform."""

    kind: str
    code: str
    owner: str = "SEGMENT"

    def as_json(self) -> JsonObject:
        """The component as `DestinationMetadataComponentV1`."""
        return {"type": self.kind, "code": f"https://github.com/{self.code}", "owner": self.owner}


@dataclass(frozen=True, slots=True)
class DestinationType:
    """A destination as the catalog lists it."""

    id: str
    slug: str
    name: str
    description: str
    website: str
    categories: Sequence[str]
    methods: Sequence[str]
    platforms: Sequence[str]
    previous_names: Sequence[str] = ()
    options: Sequence[Option] = ()
    components: Sequence[Component] = ()
    actions: Sequence[Action] = ()
    presets: Sequence[Preset] = ()
    replay: bool = False
    unbundling: bool = False
    endpoints: Sequence[str] = ("US",)

    def action(self, slug: str) -> Action:
        """The action called `slug`; a wrong slug is a mistake in the demo's tables."""
        return next(each for each in self.actions if each.slug == slug)

    def as_json(self) -> JsonObject:
        """The entry as `DestinationMetadataV1`."""
        return {
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "slug": self.slug,
            "logos": NO_LOGO,
            "options": [each.as_json() for each in self.options],
            "status": "PUBLIC",
            "previousNames": list(self.previous_names or (self.name,)),
            "categories": list(self.categories),
            "website": self.website,
            "components": [each.as_json() for each in self.components],
            "supportedFeatures": {
                "replay": self.replay,
                "browserUnbundling": self.unbundling,
                "browserUnbundlingPublic": self.unbundling,
            },
            "supportedMethods": flags(METHODS, self.methods),
            "supportedPlatforms": flags(PLATFORMS, self.platforms),
            "actions": [each.as_json() for each in self.actions],
            "presets": [each.as_json() for each in self.presets],
            "partnerOwned": False,
            "supportedRegions": ["us-west-2", "eu-west-1"],
            "regionEndpoints": list(self.endpoints),
        }


@dataclass(frozen=True, slots=True)
class SourceType:
    """A kind of source as the catalog lists it, or as it did before it left the catalog."""

    id: str
    slug: str
    name: str
    description: str
    categories: Sequence[str]
    emits_cloud_events: bool = False
    status: str = "PUBLIC"
    options: Sequence[Option] = ()

    def as_json(self) -> JsonObject:
        """The entry as `SourceMetadataV1`."""
        return {
            "id": self.id,
            "name": self.name,
            "slug": self.slug,
            "description": self.description,
            "logos": NO_LOGO,
            "options": [each.as_json() for each in self.options],
            "categories": list(self.categories),
            "isCloudEventSource": self.emits_cloud_events,
            "status": self.status,
        }


def flags(known: Sequence[str], on: Sequence[str]) -> JsonObject:
    """Every known name with whether it is switched on."""
    return {name: name in on for name in known}


def label(text: str) -> JsonObject:
    """The label written `key:value`."""
    key, value = text.split(":")
    return {"key": key, "value": value}
