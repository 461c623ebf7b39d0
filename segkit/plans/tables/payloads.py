"""Payloads that a cell shows: the properties of an example, of a schema, of a list of names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from segkit.plans.tables.entries import PackedItem
from segkit.plans.tables.values import read_type

_EVENT = ("event", "event_name", "eventName")
_INNER = (
    "properties", "traits", "params", "event_properties", "event_params", "event_data", "parameters",
)  # fmt: skip
_OUTER = frozenset(
    {"event", "type", "userId", "anonymousId", "user_id", "context", "timestamp", "messageId", "event_name", "name",
     "event_type", "eventName", "integrations", *_INNER}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Payload:
    """What an object says.

    Attributes:
        items: Its properties.
        event: The event that it names, or empty.
        whole: False when it is a list of nothing known.
    """

    items: tuple[PackedItem, ...]
    event: str = ""
    whole: bool = True


def read_payload(found: object) -> Payload:
    """The properties of an object as `segkit.plans.tables.object_text` reads it."""
    if isinstance(found, list):
        if all(isinstance(one, str) for one in found):
            return Payload(tuple(PackedItem(str(one)) for one in found))
        described = [one for one in found if isinstance(one, dict)]
        if described and all(isinstance(d.get("name"), str) and "type" in d for d in described):
            return Payload(tuple(map(_described, described)))
        found = described[0] if described else None
    if not isinstance(found, dict):
        return Payload((), whole=False)
    event = next((key for key in _EVENT if isinstance(found.get(key), str)), "")
    inner = next((found[key] for key in _INNER if isinstance(found.get(key), dict)), None)
    if inner is not None and found.get("type") == "object":
        return Payload(tuple(_of_schema(found, "")))
    if inner is None or not set(found) <= _OUTER:
        inner = {key: value for key, value in found.items() if not event or key not in _EVENT}
    return Payload(tuple(_of_example(inner, "")), str(found.get(event, "")))


def _described(one: Mapping[str, object]) -> PackedItem:
    required = one.get("required")
    return PackedItem(
        str(one["name"]), str(one.get("type", "")), required if isinstance(required, bool) else None,
        str(one.get("description", "")),
    )  # fmt: skip


def _of_schema(schema: Mapping[str, object], prefix: str) -> Iterator[PackedItem]:
    """The properties of a JSON Schema."""
    properties, needed = schema.get("properties"), schema.get("required")
    if not isinstance(properties, dict):
        return
    for key, held in properties.items():
        own = held if isinstance(held, dict) else {}
        kind = own.get("type", "")
        values = own.get("enum")
        yield PackedItem(
            f"{prefix}{key}", " | ".join(map(str, kind)) if isinstance(kind, list) else str(kind),
            key in needed if isinstance(needed, list) else None, str(own.get("description", "")),
            " | ".join(f'"{value}"' for value in values) if isinstance(values, list) else "",
        )  # fmt: skip
        yield from _of_schema(own, f"{prefix}{key}.")
        items = own.get("items")
        yield from _of_schema(items if isinstance(items, dict) else {}, f"{prefix}{key}[].")


def _of_example(value: object, prefix: str) -> Iterator[PackedItem]:
    """The keys of an example, parents before children, with their values as examples."""
    for key, held in value.items() if isinstance(value, dict) else ():
        name = f"{prefix}{key}"
        if isinstance(held, dict):
            yield PackedItem(name, "object")
            yield from _of_example(held, f"{name}.")
        elif isinstance(held, list):
            yield PackedItem(name, "array")
            yield from _of_example(held[0] if held else None, f"{name}[].")
        elif isinstance(held, str) and read_type(held):
            yield PackedItem(name, held)
        else:
            yield PackedItem(name, example=held)
