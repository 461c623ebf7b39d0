"""Payloads and code that a cell shows: properties of an example, of a schema, of a list of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from segkit.model.plan import CALLS
from segkit.plans.cells.item import PackedItem
from segkit.plans.cells.object_text import read_object
from segkit.plans.cells.values import read_type
from segkit.plans.words.looks import is_event_like

_EVENT = ("event", "event_name", "eventName")
_INNER = (
    "properties", "traits", "params", "event_properties", "event_params", "event_data", "parameters",
)  # fmt: skip
_OUTER = frozenset(
    {"event", "type", "action", "userId", "anonymousId", "user_id", "context", "timestamp", "messageId", "event_name", "name",
     "event_type", "eventName", "integrations", *_INNER}
)  # fmt: skip


_CALLED = re.compile(
    r"^(?:await\s+|window\.)?(?P<owner>(?:[\w$]+(?:\(\))?[.:]+)*)(?P<method>[\w$]+)\s*\((?P<written>.*)$",
    re.DOTALL,
)
_TEXT = re.compile(r"['\"“]([^'\"”]+)['\"”]")
_PLAINLY = frozenset({"track", "identify"})
_SENDS = frozenset({"logevent", "capture", "sendevent", "log", "send", "push", "event", "gtag"})
_ALTERNATIVES = re.compile(r"[\w.+-]+(?:\s*\|\s*[\w.+-]+)+")
_BRACES = str.maketrans("[]", "{}")


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


@dataclass(frozen=True, slots=True)
class Code:
    """A line of code that sends something.

    Attributes:
        payload: Its properties or traits.
        event: The event that it sends, or empty.
        call: The call that it makes, or empty where the method is one of another tool.
    """

    payload: Payload
    event: str
    call: str


def read_code(text: str) -> Code | None:
    """`analytics.track('Order Completed', {order_id: '1'})`; None for everything else."""
    found = _CALLED.match(text)
    if found is None:
        return None
    method, written = found["method"].casefold(), found["written"]
    call = next((call for call in CALLS if method.startswith(call)), "")
    place = min((at for at in map(written.find, "{[") if at >= 0), default=len(written))
    held = written[place:]
    read = read_object(held) or read_object(held.translate(_BRACES)) if held else None
    texts = [text for text in _TEXT.findall(written[:place]) if text != "event"]
    is_known = bool(call and found["owner"]) or call in _PLAINLY or method in _SENDS
    is_known |= isinstance(read, dict) and bool(texts) and is_event_like(texts[0])
    if not is_known or (read is None and (held or not texts or not found["owner"])):
        return None
    payload = Payload(()) if read is None else read_payload(read)
    names = call in {"page", "screen"} or not call or call == "track"
    event = (texts[-1] if call in {"page", "screen"} else texts[0]) if names and texts else ""
    return Code(payload, event, call)


def read_payload(found: object) -> Payload:
    """The properties of an object as `segkit.plans.cells.object_text` reads it."""
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
    members = value if isinstance(value, dict) else {}
    is_typed = any(key.endswith("?") for key in members)  # TypeScript: all others are required
    for key, held in members.items():
        name, required = (
            f"{prefix}{key.removesuffix('?')}",
            not key.endswith("?") if is_typed else None,
        )
        if isinstance(held, dict):
            yield PackedItem(name, "object", required)
            yield from _of_example(held, f"{name}.")
        elif isinstance(held, list):
            yield PackedItem(name, "array", required)
            yield from _of_example(held[0] if held else None, f"{name}[].")
        elif isinstance(held, str) and read_type(told := held.strip("<>")):
            yield PackedItem(name, told, required)
        elif isinstance(held, str) and _ALTERNATIVES.fullmatch(told):
            yield PackedItem(name, required=required, values=told)
        else:
            yield PackedItem(name, required=required, example=None if held == "" else held)
