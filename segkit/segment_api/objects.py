"""One object of the Public API → one object of the model, whatever is missing in it.

The keys are those of segmentio/public-api-sdk-python 73.2.0. A value of a wrong type counts as
missing, a number where a text belongs becomes text, and unknown keys go to `extra`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from segkit.errors import InputFileError
from segkit.model.workspace import (
    Action,
    Destination,
    DestinationCatalog,
    DestinationFilter,
    DestinationMapping,
    InsertFunction,
    Json,
    Label,
    Source,
    SourceCatalog,
    Transformation,
    Warehouse,
)
from segkit.segment_api.secret_smells import masked_key

_METHODS = {"pageview": "page"}


def text(value: object) -> str:
    """The value as text; empty for what is neither text nor number."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def texts(value: object) -> tuple[str, ...]:
    """The texts of a list, without empty ones."""
    return tuple(filter(None, map(text, value))) if isinstance(value, list | tuple) else ()


def mapping(value: object) -> Json:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def objects(value: object) -> tuple[Json, ...]:
    """The objects of a list; what else stands in it is left out."""
    items = value if isinstance(value, list | tuple) else ()
    return tuple(one for one in items if isinstance(one, Mapping))


def ids(value: object) -> tuple[str, ...]:
    """Ids of a list of ids or of objects that have one."""
    items = value if isinstance(value, list | tuple) else ()
    return texts([one.get("id") if isinstance(one, Mapping) else one for one in items])


def unique(values: object, place: str) -> list[object]:
    """The objects with each id once: the first one, with what only later ones tell.

    Raises `InputFileError` for an entry without an id, naming it as `place[n]`, and for two
    that share an id and are called differently: one of them would be lost.
    """
    found: dict[str, Json] = {}
    for n, value in enumerate(values if isinstance(values, list) else ()):
        one = mapping(value)
        if not (key := text(one.get("id"))):
            raise InputFileError(
                f"{place}[{n}] has no id.",
                "put the API's objects there as they came, or take this entry out.",
            )
        known = found.get(key, {})
        if unlike := [
            k for k in ("name", "slug") if k in known and k in one and known[k] != one[k]
        ]:
            raise InputFileError(
                f"{place}[{n}] has the id {key!r} of another one with a different {unlike[0]}.",
                "correct the id, or take one of the two out.",
            )
        found[key] = one if not known else {**one, **known}
    return list(found.values())


def source(value: Json, plan: str, schema_settings: Json) -> Source:
    """A source; `plan` is the connected tracking plan where the object does not tell."""
    slug = text(value.get("slug"))
    known = {"id", "slug", "name", "metadata", "enabled", "writeKeys", "labels", "settings"}
    return Source(
        id=text(value.get("id")),
        slug=slug,
        name=text(value.get("name")) or slug or text(value.get("id")),
        catalog=_source_catalog(mapping(value.get("metadata"))),
        enabled=_flag(value, "enabled", missing=True),
        write_keys=tuple(map(masked_key, texts(value.get("writeKeys")))),
        labels=tuple(map(_label, objects(value.get("labels")))),
        settings=mapping(value.get("settings")),
        tracking_plan_id=text(value.get("trackingPlanId")) or plan,
        schema_settings=schema_settings,
        extra=_rest(value, known | {"trackingPlanId"}),
    )


def destination(
    value: Json, subscriptions: tuple[Json, ...] | None, filters: tuple[Json, ...] | None
) -> Destination:
    """A destination with its mappings and filters; None where they could not be read."""
    catalog = destination_catalog(mapping(value.get("metadata")))
    known = {"id", "name", "sourceId", "metadata", "enabled", "settings", "droppedSettings"}
    return Destination(
        id=text(value.get("id")),
        name=text(value.get("name")) or catalog.name or text(value.get("id")),
        source_id=text(value.get("sourceId")),
        catalog=catalog,
        enabled=_flag(value, "enabled", missing=True),
        settings=mapping(value.get("settings")),
        dropped_settings=texts(value.get("droppedSettings")),
        mappings=None if subscriptions is None else tuple(map(_mapping_of, subscriptions)),
        filters=None if filters is None else tuple(map(_filter, filters)),
        extra=_rest(value, known | {"subscriptions", "filters"}),
    )


def warehouse(value: Json, source_ids: tuple[str, ...] | None) -> Warehouse:
    """A warehouse; its harmless settings stay in `extra`."""
    catalog = mapping(value.get("metadata"))
    name = text(mapping(value.get("settings")).get("name"))
    return Warehouse(
        id=text(value.get("id")),
        name=name or text(catalog.get("name")) or text(value.get("id")),
        kind=text(catalog.get("slug")),
        kind_name=text(catalog.get("name")),
        catalog_id=text(catalog.get("id")),
        enabled=_flag(value, "enabled", missing=True),
        source_ids=source_ids,
        dropped_settings=texts(value.get("droppedSettings")),
        extra=_rest(value, {"id", "metadata", "enabled", "droppedSettings"}),
    )


def transformation(value: Json) -> Transformation:
    """A Protocols transformation."""
    known = {"id", "name", "sourceId", "if", "destinationMetadataId", "enabled"}
    return Transformation(
        id=text(value.get("id")),
        name=text(value.get("name")),
        source_id=text(value.get("sourceId")),
        condition=text(value.get("if")),
        destination_catalog_id=text(value.get("destinationMetadataId")),
        enabled=_flag(value, "enabled", missing=True),
        body=_rest(value, known),
    )


def insert_function(value: Json) -> InsertFunction:
    """An insert function; the API calls its destination `integrationId`."""
    return InsertFunction(
        id=text(value.get("id")),
        name=text(value.get("name")),
        destination_id=text(value.get("integrationId")),
        enabled=_flag(value, "enabled", missing=True),
        extra=_rest(value, {"id", "name", "integrationId", "enabled"}),
    )


def _source_catalog(value: Json) -> SourceCatalog:
    known = {"id", "name", "slug", "categories", "isCloudEventSource", "status"}
    return SourceCatalog(
        id=text(value.get("id")),
        name=text(value.get("name")),
        slug=text(value.get("slug")),
        categories=texts(value.get("categories")),
        is_cloud_event_source=_flag(value, "isCloudEventSource"),
        status=text(value.get("status")),
        extra=_rest(value, known),
    )


def destination_catalog(value: Json) -> DestinationCatalog:
    """A destination's entry in Segment's catalog."""
    known = {"id", "name", "slug", "description", "status", "categories", "website", "options"}
    known |= {"components", "supportedMethods", "supportedPlatforms", "supportedFeatures"}
    known |= {"actions", "presets", "previousNames", "regionEndpoints"}
    components = value.get("components")
    return DestinationCatalog(
        id=text(value.get("id")),
        name=text(value.get("name")),
        slug=text(value.get("slug")),
        description=text(value.get("description")),
        status=text(value.get("status")),
        categories=texts(value.get("categories")),
        website=text(value.get("website")),
        components=tuple(dict.fromkeys(_names(objects(components), "type"))),
        methods=frozenset(_METHODS.get(name, name) for name in _true(value, "supportedMethods")),
        platforms=frozenset(_true(value, "supportedPlatforms")),
        features=mapping(value.get("supportedFeatures")),
        actions=tuple(map(_action, objects(value.get("actions")))),
        presets=objects(value.get("presets")),
        options=objects(value.get("options")),
        previous_names=texts(value.get("previousNames")),
        region_endpoints=texts(value.get("regionEndpoints")),
        extra=_rest(value, known),
    )


def _action(value: Json) -> Action:
    known = {"id", "slug", "name", "platform", "hidden", "defaultTrigger", "description", "fields"}
    return Action(
        id=text(value.get("id")),
        slug=text(value.get("slug")),
        name=text(value.get("name")),
        platform=text(value.get("platform")).upper(),
        hidden=_flag(value, "hidden"),
        default_trigger=text(value.get("defaultTrigger")),
        description=text(value.get("description")),
        fields=objects(value.get("fields")),
        extra=_rest(value, known),
    )


def _mapping_of(value: Json) -> DestinationMapping:
    known = {"id", "name", "actionId", "actionSlug", "destinationId", "sourceId"}
    return DestinationMapping(
        id=text(value.get("id")),
        name=text(value.get("name")),
        action_id=text(value.get("actionId")),
        action_slug=text(value.get("actionSlug")),
        destination_id=text(value.get("destinationId")),
        enabled=_flag(value, "enabled", missing=True),
        trigger=text(value.get("trigger")),
        settings=mapping(value.get("settings")),
        extra=_rest(value, known | {"enabled", "trigger", "settings"}),
    )


def _filter(value: Json) -> DestinationFilter:
    known = {"id", "sourceId", "destinationId", "if", "actions", "title", "description"}
    return DestinationFilter(
        id=text(value.get("id")),
        source_id=text(value.get("sourceId")),
        destination_id=text(value.get("destinationId")),
        condition=text(value.get("if")),
        actions=objects(value.get("actions")),
        title=text(value.get("title")),
        description=text(value.get("description")),
        enabled=_flag(value, "enabled", missing=True),
        extra=_rest(value, known | {"enabled"}),
    )


def _label(value: Json) -> Label:
    return Label(text(value.get("key")), text(value.get("value")), text(value.get("description")))


def _true(value: Json, key: str) -> Iterable[str]:
    return (name for name, on in mapping(value.get(key)).items() if on is True)


def _names(values: Iterable[Json], key: str) -> Iterable[str]:
    """The API's names for things of a fixed kind, which are written in capitals."""
    return (name.upper() for name in texts([one.get(key) for one in values]))


def _flag(value: Json, key: str, *, missing: bool = False) -> bool:
    found = value.get(key)
    return found if isinstance(found, bool) else missing


def _rest(value: Json, known: set[str]) -> Json:
    return {key: one for key, one in value.items() if key not in known}
