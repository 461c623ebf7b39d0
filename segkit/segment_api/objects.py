"""One object of the Public API → one object of the model, whatever is missing in it.

The keys are those of segmentio/public-api-sdk-python 73.2.0: `isCloudEventSource` is read as the
attribute `is_cloud_event_source`, by its type. A value of a wrong type counts as missing, a number
where a text belongs becomes text, and what nobody reads goes to `extra`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

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
_KEYS = {"condition": "if", "destination_catalog_id": "destinationMetadataId"}
"""Where the API's word is another one."""
_REST = {"extra", "body"}

Made = TypeVar("Made")


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
    return _made(
        Source,
        value,
        {"name", "metadata", "writeKeys", "labels", "trackingPlanId"},
        name=text(value.get("name")) or slug or text(value.get("id")),
        catalog=_made(SourceCatalog, mapping(value.get("metadata"))),
        write_keys=tuple(map(masked_key, texts(value.get("writeKeys")))),
        labels=tuple(_made(Label, one) for one in objects(value.get("labels"))),
        tracking_plan_id=text(value.get("trackingPlanId")) or plan,
        schema_settings=schema_settings,
    )


def destination(
    value: Json, subscriptions: tuple[Json, ...] | None, filters: tuple[Json, ...] | None
) -> Destination:
    """A destination with its mappings and filters; None where they could not be read."""
    catalog = destination_catalog(mapping(value.get("metadata")))
    return _made(
        Destination,
        value,
        {"name", "metadata", "subscriptions", "filters"},
        name=text(value.get("name")) or catalog.name or text(value.get("id")),
        catalog=catalog,
        mappings=None
        if subscriptions is None
        else tuple(_made(DestinationMapping, one, {"sourceId"}) for one in subscriptions),
        filters=None
        if filters is None
        else tuple(_made(DestinationFilter, one) for one in filters),
    )


def warehouse(value: Json, source_ids: tuple[str, ...] | None) -> Warehouse:
    """A warehouse; its harmless settings stay in `extra`."""
    catalog = mapping(value.get("metadata"))
    name = text(mapping(value.get("settings")).get("name"))
    return _made(
        Warehouse,
        value,
        {"metadata"},
        name=name or text(catalog.get("name")) or text(value.get("id")),
        kind=text(catalog.get("slug")),
        kind_name=text(catalog.get("name")),
        catalog_id=text(catalog.get("id")),
        source_ids=source_ids,
    )


def transformation(value: Json) -> Transformation:
    """A Protocols transformation."""
    return _made(Transformation, value)


def insert_function(value: Json) -> InsertFunction:
    """An insert function; the API calls its destination `integrationId`."""
    return _made(
        InsertFunction, value, {"integrationId"}, destination_id=text(value.get("integrationId"))
    )


def destination_catalog(value: Json) -> DestinationCatalog:
    """A destination's entry in Segment's catalog."""
    return _made(
        DestinationCatalog,
        value,
        {"components", "supportedMethods", "supportedPlatforms", "supportedFeatures", "actions"},
        components=tuple(dict.fromkeys(_names(objects(value.get("components")), "type"))),
        methods=frozenset(_METHODS.get(name, name) for name in _true(value, "supportedMethods")),
        platforms=frozenset(_true(value, "supportedPlatforms")),
        features=mapping(value.get("supportedFeatures")),
        actions=tuple(map(_action, objects(value.get("actions")))),
    )


def _action(value: Json) -> Action:
    platform = text(value.get("platform")).upper()
    return _made(Action, value, {"platform"}, platform=platform)


def _made(kind: type[Made], value: Json, known: Iterable[str] = (), /, **given: object) -> Made:
    """An object of the model: what is given, and every other attribute from the API's key.

    `known` are the keys that what is given was made of.
    """
    said: dict[str, Any] = given
    used = {*known}
    for name, key, read in _read_by_key(kind):  # type: ignore[arg-type]  # a class has a hash
        if name not in said:
            said[name] = read(value.get(key))
            used.add(key)
    for name in _REST & {one.name for one in fields(kind)}:  # type: ignore[arg-type]  # all are
        said[name] = {key: one for key, one in value.items() if key not in used}
    return kind(**said)


@cache
def _read_by_key(kind: Any) -> Sequence[tuple[str, str, Callable[[object], object]]]:  # noqa: ANN401
    """Attributes that are plain values of the API, with its keys."""
    readers: dict[object, Callable[[object], object]] = {
        "str": text, "Json": mapping, "tuple[str, ...]": texts, "tuple[Json, ...]": objects,
    }  # fmt: skip
    found = []
    for one in fields(kind):
        first, *others = one.name.split("_")
        key = _KEYS.get(one.name) or first + "".join(map(str.capitalize, others))
        read = _flag(missing=one.default is True) if one.type == "bool" else readers.get(one.type)
        if read is not None and one.name not in _REST:
            found.append((one.name, key, read))
    return found


def _flag(*, missing: bool) -> Callable[[object], bool]:
    return lambda found: found if isinstance(found, bool) else missing


def _true(value: Json, key: str) -> Iterable[str]:
    return (name for name, on in mapping(value.get(key)).items() if on is True)


def _names(values: Iterable[Json], key: str) -> Iterable[str]:
    """The API's names for things of a fixed kind, which are written in capitals."""
    return (name.upper() for name in texts([one.get(key) for one in values]))
