"""One entry of a plan's rules → `Rule`. The entry is an API rule; other forms are made one first.

Keys and values that are odd (a version that is a text, a key that is a number) are read as far
as they make sense and stay as written in `Rule.extra`, from where they are written back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from segkit.errors import InputFileError
from segkit.model.plan import CALLS, CONTAINERS, Rule
from segkit.plans.documents.doubting import Doubts
from segkit.plans.documents.json_text import load_json
from segkit.plans.documents.schema import (
    COMPOSING,
    CONTAINER_KEYS,
    Envelope,
    is_composed,
    read_envelope,
    wrapped,
)

if TYPE_CHECKING:
    from segkit.plans.documents.composing import Finder

_SPELLINGS = {
    "json_schema": "jsonSchema",
    "created_at": "createdAt",
    "updated_at": "updatedAt",
    "deprecated_at": "deprecatedAt",
}
"""Keys as Terraform spells them, and as the Public API does."""

PAYLOAD_KEYS = {
    *CONTAINER_KEYS, "anonymousId", "userId", "messageId", "type", "event", "name", "category",
    "groupId", "previousId", "integrations", "timestamp", "originalTimestamp", "sentAt",
    "receivedAt", "version", "channel",
}  # fmt: skip
"""Keys of a payload's root in Segment's spec (connections/spec/common and one page per call)."""

_NEVER = "0001-"
"""How the API's `deprecatedAt` begins when a rule is not deprecated: Go's zero date."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where references of a schema may lead, besides the schema itself.

    Attributes:
        root: The document that the schema stands in.
        find: Gives what a reference to another document leads to.
    """

    root: object
    find: Finder | None = None


def is_rule(entry: object) -> bool:
    """True for an object that is meant as a rule of the Public API, or looks just like one."""
    if not isinstance(entry, Mapping):
        return False
    if "jsonSchema" in entry or "json_schema" in entry:
        return True
    call = entry.get("type")
    return "key" in entry and isinstance(call, str) and call.lower() in {*CALLS, "common"}


def unreadable(entry: object) -> str:
    """Why this entry cannot become a rule; empty when it can."""
    if not isinstance(entry, Mapping):
        return f"It is {described(entry)}, not a rule."
    if not is_rule(entry) and not isinstance(entry.get("type"), str):
        return "It has neither a type nor a JSON Schema."
    if _call({**entry}) is None:
        return "It says neither which call nor which event it is for."
    return ""


def described(value: object) -> str:
    """What a JSON value is, in words: `null`, `a text`, `an object with the keys 'a', 'b'`."""
    if isinstance(value, Mapping):
        if not value:
            return "an empty object"
        keys = ", ".join(repr(key) for key in list(value)[:5])
        return f"an object with the keys {keys}{', …' if len(value) > 5 else ''}"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    return "a text" if isinstance(value, str) else "a number"


def spelled(entry: Mapping[str, object]) -> dict[str, object]:
    """The entry with the Public API's spelling of its keys."""
    if _SPELLINGS.keys().isdisjoint(entry):
        return {**entry}
    return {
        key if _SPELLINGS.get(key, key) in entry else _SPELLINGS.get(key, key): value
        for key, value in entry.items()
    }


def rules_are_unwrapped(entries: Iterable[object]) -> bool:
    """Whether the schemas of a plan describe `properties` itself instead of the payload.

    Typewriter v8 writes plans so. A schema that could be either is what the plan's clear ones
    are; with none of them it is an envelope, as the API sends it.
    """
    votes = [_is_unwrapped(spelled(entry)) for entry in entries if isinstance(entry, Mapping)]
    return votes.count(True) > votes.count(False)


def rule_of(
    entry: Mapping[str, object],
    origin: str,
    *,
    unwrapped: bool,
    doubts: Doubts,
    scope: Scope | None = None,
) -> Rule:
    """The rule in an API entry for which `unreadable` found nothing.

    Args:
        entry: `{type, key, jsonSchema, version, …}`.
        origin: Where it stands (`rules[3]`).
        unwrapped: What a schema is that could be either (`rules_are_unwrapped`).
        doubts: Hears what of its schema is lost or unsure.
        scope: Where references of its schema may lead, besides the schema itself.
    """
    extra = spelled(entry)
    given = _schema(extra.get("jsonSchema"))
    if given is not None and not COMPOSING.isdisjoint(given):
        extra["jsonSchema"] = given = described_schema(given, origin, doubts, scope)
    clear = _is_unwrapped(extra)
    call = _call(extra) or ""
    key = _take_key(extra)
    schema = _take_schema(extra)
    container = CONTAINERS.get(call)
    if container and (unwrapped if clear is None else clear):
        # in an envelope it would look as if this one were unwrapped, too
        metadata = {"eventMetadata": schema["eventMetadata"]} if "eventMetadata" in schema else {}
        extra |= metadata
        schema = wrapped({key: schema[key] for key in schema.keys() - metadata.keys()}, container)
    envelope = read_envelope(schema, origin)
    if _is_composed(envelope):
        envelope = read_envelope(described_schema(schema, origin, doubts, scope), origin)
    return Rule(
        call=call,
        key=key,
        version=_take_version(extra),
        description=_take_description(extra, envelope.description),
        labels=envelope.labels,
        deprecated=_is_deprecated(extra.get("deprecatedAt")),
        fields=envelope.fields,
        required=envelope.required,
        origin=origin,
        schema=envelope.rest,
        extra=extra,
    )


def _is_composed(envelope: Envelope) -> bool:
    return is_composed(envelope.rest) or any(
        is_composed(one.schema) for one in envelope.fields if one.schema
    )


def described_schema(
    schema: Mapping[str, object], origin: str, doubts: Doubts, scope: Scope | None
) -> dict[str, object]:
    """The schema without references and parts; what that costs is in doubt."""
    from segkit.plans.documents.composing import composed

    found = composed(schema, scope.root if scope else None, scope.find if scope else None)
    for reference in found.unresolved:
        doubts.add_once(
            origin,
            "{count} references lead to nothing that was read: what they would say is missing.",
            reference,
        )
    for reference in found.endless:
        doubts.add_once(
            origin,
            "{count} references lead to a schema that holds itself: they are kept as they are.",
            reference,
        )
    if found.partial:
        doubts.add(
            origin,
            "{count} properties stand in some of the alternatives only (oneOf, anyOf); they are "
            "read as properties of all.",
            *found.partial,
        )
    return found.schema


def _is_unwrapped(entry: Mapping[str, object]) -> bool | None:
    """True or False when the entry's own schema is clear about it, None when it is not."""
    schema = _schema(entry.get("jsonSchema"))
    container = CONTAINERS.get(_call({**entry}) or "")
    if schema is None or container is None:
        return None
    names = schema.get("properties")
    names = names if isinstance(names, Mapping) else {}
    inner = names.get(container)
    holds_fields = isinstance(inner, Mapping) and _may_be_container(inner)
    if "eventMetadata" in schema:
        return not (holds_fields and names.keys() <= set(CONTAINER_KEYS))
    if isinstance(inner, Mapping):
        return not holds_fields
    if names.keys() - PAYLOAD_KEYS:
        return True
    return False if names.keys() & set(CONTAINER_KEYS) else None


def _may_be_container(schema: Mapping[str, object]) -> bool:
    types = schema.get("type", "object")
    return types == "object" or (isinstance(types, list) and "object" in types)


def _schema(value: object) -> Mapping[str, object] | None:
    """The schema as an object; Terraform state and some exports hold it as JSON text."""
    if isinstance(value, str):
        try:
            value = load_json(value, "the schema")
        except InputFileError:
            return None
    return value if isinstance(value, Mapping) else None


def _metadata(entry: Mapping[str, object], key: str) -> str | None:
    schema = _schema(entry.get("jsonSchema"))
    metadata = schema.get("eventMetadata") if schema else None
    value = metadata.get(key) if isinstance(metadata, Mapping) else None
    return value if isinstance(value, str) else None


def _call(entry: dict[str, object]) -> str | None:
    """The call in lower case, taken out of `entry`; a rule with a key alone is an event's."""
    if isinstance(value := entry.get("type"), str):
        del entry["type"]
        return value.lower()
    said = _metadata(spelled(entry), "type")
    if said is not None:
        return said.lower()
    return "track" if isinstance(entry.get("key"), str) else None


def _take_key(extra: dict[str, object]) -> str | None:
    if "key" not in extra:
        return _metadata(extra, "name")
    value = extra["key"]
    if value is None or isinstance(value, str):
        del extra["key"]
        return value
    return None if isinstance(value, Mapping | list) else json.dumps(value)


def _take_schema(extra: dict[str, object]) -> Mapping[str, object]:
    schema = _schema(extra.get("jsonSchema"))
    if schema is not None or extra.get("jsonSchema", "") is None:
        del extra["jsonSchema"]
    return schema or {}


def _take_version(extra: dict[str, object]) -> int:
    value = extra.get("version")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        extra.pop("version", None)
        return 1 if value is None else value
    text = value.strip() if isinstance(value, str) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 1


def _take_description(extra: dict[str, object], of_schema: str) -> str:
    """The schema's description, else the entry's, which stays in `extra` when both differ."""
    value = extra.get("description")
    if isinstance(value, str) and (not of_schema or value in {"", of_schema}):
        del extra["description"]
        return of_schema or value
    return of_schema


def _is_deprecated(value: object) -> bool:
    return bool(value) and not (isinstance(value, str) and value.startswith(_NEVER))
