"""Snowplow's self-describing JSON Schemas → `TrackingPlan`.

A schema names itself in `self: {vendor, name, format, version}`, and describes an event's data
directly. Several come as a list, as Snowplow's data structures (`{meta, data}`), or as Avo's
webhook sends them (`eventSchemas`, `contextSchemas`). Source: docs.snowplow.io, "Self-describing
JSON Schemas" and "Data structures". Entities describe no call of their own: they are explained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import CONTAINERS, Explained, Report, TrackingPlan
from segkit.plans.documents.doubting import Doubts
from segkit.plans.documents.rules import plan_from_entries
from segkit.plans.documents.schema import wrapped
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput
from segkit.plans.shapes.keys import words
from segkit.plans.words.headings import call_of_name

_ENTITIES = frozenset({"context", "contexts", "entity"})
_CALLED = re.compile(r"\b(?:entity|context)\b(?! of)", re.IGNORECASE)
_LEAD = 60  # letters at the beginning of a description
_ENTITY = "It describes an entity, which is sent inside events and is no call of its own."


def looks_like_snowplow(document: object) -> bool:
    """True when the document holds a schema that names itself."""
    return any(schema is not None for _, schema, _ in _schemas(document))


def read_snowplow(document: object, *, name: str, places: tuple[str, ...] = ()) -> TrackingPlan:
    """One track event per event schema, in its newest version; the model of `1-0-2` is the rule's.

    Args:
        document: One schema, or a list of several.
        name: The plan's name.
        places: Where each of a list comes from.

    Raises:
        NotATrackingPlanError: It holds no schema of an event.
    """
    entries: list[tuple[str, object]] = []
    explained: list[Explained] = []
    doubts = Doubts()
    found = list(_schemas(document))
    newest: dict[object, tuple[int, ...]] = {}
    for _, schema, _ in found:
        identity, version = _identity(schema)
        newest[identity] = max(version, newest.get(identity, version))
    are_all = all(is_entity for _, _, is_entity in found)
    for number, (origin, schema, is_entity) in enumerate(found):
        place = places[number] if number < len(places) else origin
        identity, version = _identity(schema)
        if is_entity and not (are_all and _is_called_entity(schema)):
            explained.append(Explained(place, _ENTITY))
            if _is_called_entity(schema) and schema is not None:
                what = "{count} schemas are taken for entities, because they are called so."
                doubts.add(place, what, str(_self(schema)["name"]))
        elif newest[identity] != version:
            later = "-".join(map(str, newest[identity]))
            explained.append(Explained(place, f"Version {later} of it is newer."))
        else:
            entries.append((place, schema and _entry(schema)))
            if is_entity and schema is not None:
                what = "{count} schemas are called like entities, which are sent inside events."
                doubts.add(place, what, str(_self(schema)["name"]))
    if not any(isinstance(entry, Mapping) for _, entry in entries):
        raise NotATrackingPlanError(
            "This holds no event of Snowplow: looked for a JSON Schema with 'self'.",
            "choose the schemas of events, as they are in the Iglu repository.",
        )
    if not any(
        schema.get("properties") for _, schema, is_entity in found if schema and not is_entity
    ):
        names = (str(entry["key"]) for _, entry in entries if isinstance(entry, Mapping))
        doubts.add(
            entries[0][0], "{count} events are named, and none says what it carries.", *names
        )
    so_far = Report(explained=tuple(explained))
    return plan_from_entries(entries, plan={}, name=name, so_far=so_far, doubts=doubts)


def _schemas(document: object) -> Iterator[tuple[str, Mapping[str, object] | None, bool]]:
    """Origin, schema (None when it is something else) and whether it is an entity's."""
    if isinstance(document, list):
        for number, one in enumerate(document):
            yield f"[{number}]", _schema(one), _is_entity(one)
    elif _schema(document) is not None:
        yield "schema", _schema(document), _is_entity(document)
    elif isinstance(document, Mapping) and "eventSchemas" in document:
        for key, is_entity in (("eventSchemas", False), ("contextSchemas", True)):
            several = document.get(key)
            for number, one in enumerate(several if isinstance(several, list) else []):
                yield f"{key}[{number}]", _schema(one), is_entity


def _schema(document: object) -> Mapping[str, object] | None:
    """The self-describing schema in the document, itself or as a data structure's `data`."""
    inner = document.get("data") if isinstance(document, Mapping) else None
    for one in (document, inner):
        described = one.get("self") if isinstance(one, Mapping) else None
        if isinstance(one, Mapping) and isinstance(described, Mapping) and "name" in described:
            return one
    return _listed(document) if isinstance(document, Mapping) else None


def _listed(document: Mapping[str, object]) -> Mapping[str, object] | None:
    """A data structure as Snowplow's API lists it: with its name, and without its schema."""
    meta = document.get("meta")
    if (
        not isinstance(meta, Mapping)
        or not {"schemaType"} <= meta.keys()
        or not document.get("vendor")
    ):
        return None
    described = {key: document.get(key) for key in ("vendor", "name", "format")}
    text = document.get("description")
    return {"self": described, "type": "object", "properties": {}, "description": text}


def _is_entity(document: object) -> bool:
    """What says so, and without a word about it what is called so."""
    meta = document.get("meta") if isinstance(document, Mapping) else None
    kind = meta.get("schemaType") if isinstance(meta, Mapping) else None
    return _is_called_entity(_schema(document)) if kind is None else kind == "entity"


def _is_called_entity(schema: Mapping[str, object] | None) -> bool:
    """Its name ends so, or its description says `Schema for a cart entity`."""
    if schema is None:
        return False
    told = _CALLED.search(str(schema.get("description", ""))[:_LEAD])
    return told is not None or not _ENTITIES.isdisjoint(words(str(_self(schema)["name"]))[-1:])


def _self(schema: Mapping[str, object]) -> Mapping[str, object]:
    described = schema["self"]
    return described if isinstance(described, Mapping) else {}


def _identity(schema: Mapping[str, object] | None) -> tuple[object, tuple[int, ...]]:
    """Vendor, name and model of a schema, and its version."""
    names = {} if schema is None else _self(schema)
    parts = str(names.get("version", "")).split("-")
    version = tuple(int(one) if one.isascii() and one.isdecimal() else 0 for one in parts)
    named = (str(names.get("vendor")), str(names.get("name")), version[0])
    return named if names else id(schema), version


def _entry(schema: Mapping[str, object]) -> dict[str, object]:
    described = names = _self(schema)
    model = str(names.get("version", "")).partition("-")[0]
    call = call_of_name(str(names.get("name")))
    return {
        "type": (call or "track").upper(),
        "key": names.get("name") if call is None else None,
        "version": int(model) if model.isascii() and model.isdecimal() and len(model) < 9 else 1,
        "jsonSchema": wrapped(
            {key: value for key, value in schema.items() if key not in {"self", "$schema"}},
            CONTAINERS.get(call or "track", "properties"),
        ),
        "self": described,
    }


def _recognises(given: PlanInput) -> bool:
    return looks_like_snowplow(given.told)


def _read(given: PlanInput) -> TrackingPlan:
    is_folder = given.kind == "folder"
    places = tuple(page.origin.removesuffix(": ") for page in given.pages) if is_folder else ()
    return read_snowplow(given.told, name=given.name, places=places)


SNOWPLOW = PlanFormat("Snowplow", _recognises, read=_read)
