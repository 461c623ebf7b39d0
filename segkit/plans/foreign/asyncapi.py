"""AsyncAPI (2 and 3) → `TrackingPlan`: each message that is sent over a channel is an event.

Shape: `{asyncapi, channels: {name: {publish: {message}}}, components: {messages, schemas}}`; a
message has a `name`, a `title` and its `payload` as JSON Schema. Source: asyncapi.com, "AsyncAPI
Document". Messages then are read by their shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from segkit.model.plan import TrackingPlan
from segkit.plans.documents.composing import at_pointer
from segkit.plans.documents.page import Page
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput

_OPERATIONS = ("publish", "subscribe")
_OF_MESSAGES = {"name", "title", "payload", "examples", "headers", "correlationId", "contentType"}


def looks_like_asyncapi(document: object) -> bool:
    """True for an object that says its version of AsyncAPI, and has channels or messages."""
    return isinstance(document, Mapping) and isinstance(document.get("asyncapi"), str)


def events_of(page: Page) -> Page:
    """The page with the messages of its channels, and those that only its components hold."""
    document = page.document if isinstance(page.document, Mapping) else {}
    components = _mapping(document.get("components"))
    events: dict[str, object] = {}
    for key, message in _messages(document, components):
        if not message or "$ref" in message:
            continue
        named = [one for one in (message.get("name"), message.get("messageId")) if one]
        name = str(named[0]) if named else key
        beside = {word: one for word, one in message.items() if word not in _OF_MESSAGES}
        told = {"description": message.get("title"), **beside} if "title" in message else beside
        schema = message.get("payload")
        events.setdefault(name, {**told, "schema": schema if isinstance(schema, Mapping) else {}})
    info = _mapping(document.get("info"))
    kept = {"name": info["title"]} if isinstance(info.get("title"), str) else {}
    return replace(page, document={**kept, "events": events, "components": components})


def _messages(
    document: Mapping[str, object], components: Mapping[str, object]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Messages with the keys that they stand under, or the names of their channels."""
    for channel, one in _mapping(document.get("channels")).items():
        inner = _mapping(_resolved(one, document))
        told = [(channel, _mapping(inner.get(word)).get("message")) for word in _OPERATIONS]
        for key, message in (*told, *_mapping(inner.get("messages")).items()):
            for found in _alternatives(message):
                own = str(_mapping(found).get("$ref", key)).rpartition("/")[2]
                yield own, _mapping(_resolved(found, document))
    for key, one in _mapping(components.get("messages")).items():
        yield key, _mapping(_resolved(one, document))


def _alternatives(message: object) -> list[object]:
    several = _mapping(message).get("oneOf")
    return several if isinstance(several, list) else [message]


def _resolved(value: object, document: Mapping[str, object]) -> object:
    """What a reference in the document leads to, also by way of another; other values as they are."""
    seen: list[str] = []
    while isinstance(reference := _mapping(value).get("$ref"), str) and reference not in seen:
        if not reference.startswith("#"):
            break
        seen.append(reference)
        value = at_pointer(document, reference[1:])
    return value


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _recognises(given: PlanInput) -> bool:
    return given.kind in {"json", "yaml"} and looks_like_asyncapi(given.document)


def _read(given: PlanInput) -> TrackingPlan:
    from segkit.plans.shapes.tree import read_tree

    return read_tree(tuple(map(events_of, given.pages)), given.name)


ASYNCAPI = PlanFormat("AsyncAPI", _recognises, read=_read)
