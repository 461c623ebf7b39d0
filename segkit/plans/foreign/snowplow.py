"""Snowplow's self-describing JSON Schemas → `TrackingPlan`.

A schema names itself in `self: {vendor, name, format, version}`, and describes an event's data
directly. Several come as a list, as Snowplow's data structures (`{meta, data}`), or as Avo's
webhook sends them (`eventSchemas`, `contextSchemas`). Source: docs.snowplow.io, "Self-describing
JSON Schemas" and "Data structures". Entities describe no call of their own: they are explained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import CONTAINERS, Explained, Report, TrackingPlan
from segkit.plans.documents.rules import plan_from_entries
from segkit.plans.documents.schema import wrapped
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput
from segkit.plans.words.headings import call_of_name

_ENTITY = "It describes an entity, which is sent inside events and is no call of its own."


def looks_like_snowplow(document: object) -> bool:
    """True when the document holds a schema that names itself."""
    return any(schema is not None for _, schema, _ in _schemas(document))


def read_snowplow(document: object, *, name: str) -> TrackingPlan:
    """One track event per event schema; its version is the model in `1-0-2`.

    Raises:
        NotATrackingPlanError: It holds no schema of an event.
    """
    entries: list[tuple[str, object]] = []
    explained: list[Explained] = []
    for origin, schema, is_entity in _schemas(document):
        if is_entity:
            explained.append(Explained(origin, _ENTITY))
        else:
            entries.append((origin, schema and _entry(schema)))
    if not any(isinstance(entry, Mapping) for _, entry in entries):
        raise NotATrackingPlanError(
            "This holds no event of Snowplow: looked for a JSON Schema with 'self'.",
            "choose the schemas of events, as they are in the Iglu repository.",
        )
    return plan_from_entries(entries, plan={}, name=name, so_far=Report(explained=tuple(explained)))


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
    return None


def _is_entity(document: object) -> bool:
    meta = document.get("meta") if isinstance(document, Mapping) else None
    return isinstance(meta, Mapping) and meta.get("schemaType") == "entity"


def _entry(schema: Mapping[str, object]) -> dict[str, object]:
    described = schema["self"]
    names = described if isinstance(described, Mapping) else {}
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
    return given.kind in {"json", "yaml", "folder"} and looks_like_snowplow(given.document)


def _read(given: PlanInput) -> TrackingPlan:
    return read_snowplow(given.document, name=given.name)


SNOWPLOW = PlanFormat("Snowplow", _recognises, read=_read)
