"""A Segment workspace as plain data: sources, destinations, warehouses and what ties them.

The names are those of Segment's Public API; where an attribute is called differently its
docstring says so. Keys that segkit does not know are kept in `extra`, and enum values are
plain strings, so a new value in the API is data and never a failure.
Shapes after the models of segmentio/public-api-sdk-python 73.2.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Label:
    """A `key:value` label of a source, e.g. `environment:prod`."""

    key: str
    value: str
    description: str = ""

    def __str__(self) -> str:
        return f"{self.key}:{self.value}"


@dataclass(frozen=True, slots=True)
class SourceCatalog:
    """The catalog entry of a source (`SourceMetadataV1`).

    Attributes:
        id: Catalog id: the key to join on.
        name: Display name, e.g. `Javascript`.
        slug: The API's slug, e.g. `javascript`.
        categories: As the catalog gives them.
        is_cloud_event_source: A cloud app that emits events.
        status: `PUBLIC`, `DEPRECATED`, ... or a newer word.
        extra: Everything else in the entry.
    """

    id: str
    name: str
    slug: str
    categories: tuple[str, ...] = ()
    is_cloud_event_source: bool = False
    status: str = ""
    extra: Json = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Source:
    """Where data comes from: a website, an app, a server, a cloud app, a warehouse.

    Attributes:
        id: The API's id.
        slug: Its name in addresses, and the warehouse schema's name.
        name: Display name; the slug when the API gives none.
        catalog: What kind of source it is (`metadata` in the API).
        enabled: It accepts data.
        write_keys: Masked to their last four characters, e.g. `....1a2B`; empty when the
            token may not see them.
        labels: In the API's order.
        settings: Those that are known to be harmless.
        tracking_plan_id: The connected plan; empty when there is none or it is unknown.
        schema_settings: Protocols' settings (`GET /sources/{id}/settings`).
        extra: Everything else in the object.
    """

    id: str
    slug: str
    name: str
    catalog: SourceCatalog
    enabled: bool = True
    write_keys: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    settings: Json = field(default_factory=dict, hash=False)
    tracking_plan_id: str = ""
    schema_settings: Json = field(default_factory=dict, hash=False)
    extra: Json = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that an Actions destination can do (`DestinationMetadataActionV1`).

    Attributes:
        platform: `CLOUD`, `WEB`, `MOBILE`, or a newer word; WEB runs in the browser.
        default_trigger: FQL; empty when the catalog gives none.
        fields: The API's field objects as they are.
    """

    id: str
    slug: str
    name: str
    platform: str = ""
    hidden: bool = False
    default_trigger: str = ""
    description: str = ""
    fields: tuple[Json, ...] = field(default=(), hash=False)
    extra: Json = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class DestinationCatalog:
    """The catalog entry of a destination (`DestinationMetadataV1`).

    Attributes:
        id: Catalog id: the key to join on; slugs differ between API and documentation.
        components: `BROWSER`, `IOS`, `ANDROID`, `SERVER`; empty for most Actions
            destinations.
        methods: `track`, `identify`, `group`, `alias`, `page` (the API's `pageview`) that
            the entry says are supported; there is no flag for screen.
        platforms: `browser`, `server`, `mobile`, `warehouse`, `cloudAppObject`,
            `linkedAudiences` that are true.
        features: The API's `supportedFeatures` as they are.
        actions: Not empty means the Actions framework.
        presets: Prebuilt mappings as they are.
        previous_names: Older names that the `integrations` object still accepts.
        region_endpoints: e.g. `US`, `EU`; empty when the entry does not say.
        extra: Everything else in the entry.
    """

    id: str
    name: str
    slug: str
    description: str = ""
    status: str = ""
    categories: tuple[str, ...] = ()
    website: str = ""
    components: tuple[str, ...] = ()
    methods: frozenset[str] = frozenset()
    platforms: frozenset[str] = frozenset()
    features: Json = field(default_factory=dict, hash=False)
    actions: tuple[Action, ...] = ()
    presets: tuple[Json, ...] = field(default=(), hash=False)
    options: tuple[Json, ...] = field(default=(), hash=False)
    previous_names: tuple[str, ...] = ()
    region_endpoints: tuple[str, ...] = ()
    extra: Json = field(default_factory=dict, hash=False)

    @property
    def is_actions(self) -> bool:
        """It is built on the Actions framework: nothing is sent without a mapping."""
        return bool(self.actions)


@dataclass(frozen=True, slots=True)
class DestinationMapping:
    """One mapping of an Actions destination (the API calls it a subscription).

    Attributes:
        action_id: Which action of the catalog entry it runs.
        trigger: FQL that decides which calls it takes.
        settings: Field mappings: literals and directives such as `{"@path": "$.userId"}`.
    """

    id: str
    name: str
    action_id: str
    action_slug: str
    destination_id: str
    enabled: bool = True
    trigger: str = ""
    settings: Json = field(default_factory=dict, hash=False)
    extra: Json = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class DestinationFilter:
    """A destination filter: for calls that match `condition`, do `actions`.

    Attributes:
        condition: FQL (`if` in the API).
        actions: The API's action objects (`DROP`, `SAMPLE`, ...).
    """

    id: str
    source_id: str
    destination_id: str
    condition: str
    actions: tuple[Json, ...] = field(default=(), hash=False)
    title: str = ""
    description: str = ""
    enabled: bool = True
    extra: Json = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Destination:
    """One connected destination: it belongs to exactly one source.

    Attributes:
        name: Display name of the instance; the catalog's name when the API gives none.
        settings: Those that are known to be harmless.
        dropped_settings: Names of the settings that were left out on purpose.
        mappings: None when the API did not let us read them, which is not the same as
            having none.
        filters: None likewise.
    """

    id: str
    name: str
    source_id: str
    catalog: DestinationCatalog
    enabled: bool = True
    settings: Json = field(default_factory=dict, hash=False)
    dropped_settings: tuple[str, ...] = ()
    mappings: tuple[DestinationMapping, ...] | None = None
    filters: tuple[DestinationFilter, ...] | None = None
    extra: Json = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A warehouse or data lake that sources are synced into.

    Attributes:
        name: The name in its settings, or the catalog's.
        kind: Catalog slug, e.g. `snowflake`.
        kind_name: Catalog name, e.g. `Snowflake`.
        source_ids: Connected sources; None when the API did not tell.
    """

    id: str
    name: str
    kind: str
    kind_name: str
    catalog_id: str = ""
    enabled: bool = True
    source_ids: tuple[str, ...] | None = None
    dropped_settings: tuple[str, ...] = ()
    extra: Json = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Transformation:
    """A Protocols transformation, for all destinations of a source or for one kind.

    Attributes:
        condition: FQL (`if` in the API).
        destination_catalog_id: Empty when it applies at the source.
        body: The rest of the API's object: renames, values, drop.
    """

    id: str
    name: str
    source_id: str
    condition: str
    destination_catalog_id: str = ""
    enabled: bool = True
    body: Json = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class InsertFunction:
    """An insert function in front of a destination (`InsertFunctionInstanceAlpha`)."""

    id: str
    name: str
    destination_id: str
    enabled: bool = True
    extra: Json = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything that was read from one workspace.

    Attributes:
        slug: Its part of app.segment.com addresses; empty when unknown.
        not_available: What could not be read, by resource, with the reason.
        extra: Other resources of the answer, kept as they came.
    """

    id: str = ""
    name: str = ""
    slug: str = ""
    region: str = ""
    sources: tuple[Source, ...] = ()
    destinations: tuple[Destination, ...] = ()
    warehouses: tuple[Warehouse, ...] = ()
    transformations: tuple[Transformation, ...] = ()
    insert_functions: tuple[InsertFunction, ...] = ()
    tracking_plans: tuple[Json, ...] = field(default=(), hash=False)
    not_available: Mapping[str, str] = field(default_factory=dict, hash=False)
    extra: Json = field(default_factory=dict, hash=False)

    def source(self, id_or_slug: str) -> Source | None:
        """The source with this id or slug; None when there is none."""
        for source in self.sources:
            if id_or_slug in (source.id, source.slug):
                return source
        return None

    def destinations_of(self, source: Source) -> tuple[Destination, ...]:
        """The destinations connected to this source, in the workspace's order."""
        return tuple(d for d in self.destinations if d.source_id == source.id)

    def transformations_of(self, source: Source, catalog_id: str = "") -> list[Transformation]:
        """The enabled transformations of a source: for all its destinations, or for one kind."""
        return [
            one
            for one in self.transformations
            if one.enabled
            and (one.source_id, one.destination_catalog_id) == (source.id, catalog_id)
        ]

    def insert_functions_of(self, target_id: str) -> list[InsertFunction]:
        """The enabled insert functions in front of a destination or warehouse."""
        return [
            one for one in self.insert_functions if one.enabled and one.destination_id == target_id
        ]

    @property
    def unread(self) -> tuple[str, ...]:
        """`destinations` and `warehouses`, where there may be others than those that are here."""
        both = ("destinations", "warehouses")
        if "further pages" in self.not_available:
            return both
        return tuple(one for one in both if one in self.not_available)

    def refused(self, resource: str) -> bool:
        """The API did not let us read this resource, or not all of it."""
        return any(key.lower().startswith(resource) for key in self.not_available)
