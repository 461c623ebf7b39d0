"""JSON Schemas that are events: one in a file, several as alternatives or as definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeGuard

from segkit.model.plan import CALLS
from segkit.plans.documents.composing import DEFINITIONS
from segkit.plans.documents.rule_entries import described_schema
from segkit.plans.documents.schema import COMPOSING
from segkit.plans.shapes.drafts import Draft, deeper
from segkit.plans.shapes.event_reading import EventReader
from segkit.plans.shapes.judging import sound_like_events
from segkit.plans.shapes.keys import Part, Said, named, part_of, said_of_event, squashed, words
from segkit.plans.shapes.members import Schema, is_schema_object
from segkit.plans.words.headings import call_of_name

_NAMING = ("event", "eventname", "eventtype", "name", "type", "action")
"""Properties that name the event in its own payload, when they have only one value."""

_OF_SCHEMAS = {"schema", "specification", "spec", "definition", "data", "payload", "properties",
               "entity", "contract", "model", "body", "envelope", "message", "event", "events"}  # fmt: skip
"""Words with which titles of schemas end, and names of events do not."""

_VERSION = re.compile(r"(?:[-_. ]v?\d+)+$")
"""What files have behind their names: `identify-1-2`."""

_DEFINED = "{count} definitions were read as events of their name."


def is_schema_document(document: object) -> bool:
    """A JSON Schema that stands for itself and names itself as schemas do, if at all."""
    if not isinstance(document, Mapping):
        return False
    says_so = (
        "json-schema.org" in str(document.get("$schema", "")) or document.get("type") == "object"
    )
    has_parts = any(
        key in document for key in ("properties", "oneOf", "anyOf", "allOf", "$ref", *DEFINITIONS)
    )
    has_events = any(
        part_of(key) is Part.EVENTS and (isinstance(one, list) or _are_schemas(one))
        for key, one in document.items()
    )
    return (
        says_so
        and has_parts
        and not has_events
        and named(document, ("eventname", "event", "name", "key")) is None
    )


class SchemaEvents:
    """Makes drafts of the events that a schema describes."""

    def __init__(self, reader: EventReader, stem: str) -> None:
        """`stem` names the event of a schema that says no name."""
        self._reader = reader
        self._stem = stem

    def events(self, schema: Mapping[str, object], where: str) -> list[Draft]:
        """The events of a document that is a schema; none when it describes something else."""
        whole = described_schema(schema, where, self._reader.fields.doubts, self._reader.scope)
        several = [key for key in ("oneOf", "anyOf") if isinstance(schema.get(key), list)]
        if several and not is_schema_object(schema):
            return self._alternatives(schema, several[0], where)
        if is_schema_object(whole):
            return self._single(whole, schema, where)
        return list(self._defined(schema, where))

    def named(self, schema: Mapping[str, object], name: str, where: str) -> list[Draft]:
        """The event of a schema that stands under a name."""
        whole = described_schema(schema, where, self._reader.fields.doubts, self._reader.scope)
        found, key = self._own_name(whole)
        return [self._draft(_without(whole, key), one, where) for one in found or [name]]

    def _single(self, whole: Schema, schema: Mapping[str, object], where: str) -> list[Draft]:
        if (plan := _describes_plans(whole)) is not None:
            return self._of_plan(plan, where)
        names, key = self._own_name(whole)
        doubts = self._reader.fields.doubts
        if len(names) > 1 and squashed(key or "") in {"name", "type"}:
            doubts.add(where, "{count} events are the values of a property.", *names)
        if not names:
            titles = [schema.get("x-event-name"), _self_name(schema), schema.get("title")]
            names = [one for one in titles if isinstance(one, str) and one.strip()][:1]
            if (
                names
                and names[0] is schema.get("title")
                and (set(words(names[0])[-1:]) <= _OF_SCHEMAS or _names_any(whole))
            ):
                what = "{count} events are called like their schemas, which may not be their names."
                doubts.add(where, what, names[0])
        if not names and (call := self._by_file()) is not None:
            return [self._draft(whole, None, where, call)]
        if not names and _holds_only_traits(whole):
            what = (
                "{count} schemas without a name describe traits: read as those of identify calls."
            )
            doubts.add(where, what, self._stem)
            return [self._draft(whole, None, where, "identify")]
        if not names:
            names = [self._stem]
            doubts.add(where, "{count} events have no name but their file's.", self._stem)
        drafts = [self._draft(_without(whole, key), one, where) for one in names]
        for draft in drafts:
            draft.may_be_around = key is None and (_names_any(whole) or _is_cloud_event(whole))
        return drafts

    def _of_plan(self, plan: Mapping[str, object], where: str) -> list[Draft]:
        """The events that a schema of a plan's file names one by one; none when it names none."""
        drafts = []
        for name, one in _mapping(plan.get("properties")).items():
            inside = _mapping(_mapping(one).get("properties"))
            fields = [
                _mapping(schema)
                for key, schema in inside.items()
                if said_of_event(key) is Said.FIELDS and is_schema_object(schema)
            ]
            if is_schema_object(one):
                schema = fields[0] if len(fields) == 1 else _mapping(one)
                drafts.append(self._draft({**schema}, name, deeper(where, name)))
        if drafts:
            what = "{count} events are those that a schema of the plan's file allows."
            self._reader.fields.doubts.add(where, what, *(str(one.key) for one in drafts))
        return drafts

    def _by_file(self) -> str | None:
        """The call that a file's name speaks of, such as `UserProperties`."""
        stem = _VERSION.sub("", self._stem) or self._stem
        part = part_of(stem)
        if part is Part.COMMON:
            return "common"
        if part is Part.PERSON:
            return "identify"
        return "group" if part is Part.GROUP else call_of_name(stem)

    def _alternatives(self, schema: Mapping[str, object], key: str, where: str) -> list[Draft]:
        """Each alternative of a schema is an event."""
        drafts: list[Draft] = []
        several = schema[key]
        for number, one in enumerate(several if isinstance(several, list) else []):
            place = f"{deeper(where, key)}[{number}]"
            if not isinstance(one, Mapping):
                continue
            reference = one.get("$ref")
            whole = described_schema(
                {**one, **_definitions(schema)},
                place,
                self._reader.fields.doubts,
                self._reader.scope,
            )
            fallback = one.get("title") or (str(reference).rpartition("/")[2] if reference else "")
            found, naming = self._own_name(whole)
            names = found or ([str(fallback)] if fallback else [])
            if is_schema_object(whole):
                drafts += [self._draft(_without(whole, naming), name, place) for name in names]
        return drafts

    def _defined(self, schema: Mapping[str, object], where: str) -> Iterator[Draft]:
        """Definitions that name an event each; without any of these, every object among them."""
        found = [
            (f"{deeper(where, key)}.{name}", str(name), one)
            for key in DEFINITIONS
            for name, one in _mapping(schema.get(key)).items()
            if isinstance(one, Mapping) and is_schema_object(one)
        ]
        wholes = [
            (
                place,
                name,
                described_schema(
                    {**one, **_definitions(schema)},
                    place,
                    self._reader.fields.doubts,
                    self._reader.scope,
                ),
            )
            for place, name, one in found
        ]
        naming = [(place, name, whole, *self._own_name(whole)) for place, name, whole in wholes]
        are_named = any(names for _, _, _, names, _ in naming)
        referred = str(schema)
        for place, name, whole, names, key in naming:
            if names or not are_named:
                if not names and f"/{name}'" in referred:
                    continue
                for one in names or [name]:
                    draft = self._draft(_without(whole, key), one, place)
                    draft.doubt = "" if names else _DEFINED
                    draft.may_be_around = not names and _names_any(whole)
                    yield draft

    def _own_name(self, schema: Mapping[str, object]) -> tuple[list[str], str | None]:
        """The event's name in its own payload, and the property that holds it."""
        names = _mapping(schema.get("properties"))
        by_word = {squashed(name): name for name in reversed(list(names))}
        for word in _NAMING:
            key = by_word.get(word, "")
            one = _mapping(names.get(key))
            values = one.get("enum", [one["const"]] if "const" in one else [])
            if not _is_texts(values):
                continue
            is_one = len(values) == 1 or word not in {"name", "type", "action"}
            if not is_one and (word == "action" or not sound_like_events(values)):
                continue
            if word == "type" and values[0].lower() in CALLS:
                continue
            return values, key
        return [], None

    def _draft(self, schema: Schema, name: str | None, where: str, call: str = "track") -> Draft:
        node = {
            key: one
            for key, one in schema.items()
            if key not in {"title", "x-event-name", "$schema", "$id", "self"}
        }
        draft = self._reader.read({"schema": node}, where, name, call) or Draft(call, name, where)
        kind = _mapping(_mapping(schema.get("properties")).get("type")).get("enum")
        if (
            isinstance(kind, list)
            and len(kind) == 1
            and str(kind[0]).lower() in CALLS
            and "properties" in draft.containers
        ):
            draft.call = str(kind[0]).lower()
        draft.says_more = True
        return draft


def _names_any(schema: Schema) -> bool:
    """The payload names the event, and the schema does not say which it is."""
    return any(squashed(name) in _NAMING[:3] for name in _mapping(schema.get("properties")))


def _is_cloud_event(schema: Schema) -> bool:
    """The envelope of CNCF's CloudEvents, which holds what happened as its data."""
    return {"specversion", "source", "data"} <= {*_mapping(schema.get("properties"))}


def _holds_only_traits(schema: Schema) -> bool:
    """A payload with traits, and with no properties of an event."""
    names = _mapping(schema.get("properties"))
    traits, properties = (
        _mapping(_mapping(names.get(key)).get("properties")) for key in ("traits", "properties")
    )
    return bool(traits) and not properties


def _is_texts(value: object) -> TypeGuard[list[str]]:
    """A list of texts, and not empty."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _are_schemas(value: object) -> bool:
    """Names with a schema each, which stand under no keyword of JSON Schema."""
    several = _mapping(value).values()
    return bool(several) and all(
        isinstance(one, Mapping) and (is_schema_object(one) or not COMPOSING.isdisjoint(one))
        for one in several
    )


def _describes_plans(schema: Mapping[str, object]) -> Mapping[str, object] | None:
    """What a schema says of the events of a plan, when it says how a file with one is built."""
    names = _mapping(schema.get("properties"))
    return next(
        (
            one
            for name, one in names.items()
            if squashed(name) in {"events", "rules", "trackingplan"}
            and isinstance(one, Mapping)
            and (one.get("type") in {"array", "object"} or "items" in one)
        ),
        None,
    )


def _without(schema: Schema, key: str | None) -> Schema:
    """The schema without the property that names the event."""
    if key is None:
        return schema
    required = schema.get("required")
    left = {
        **schema,
        "properties": {
            name: one for name, one in _mapping(schema.get("properties")).items() if name != key
        },
    }
    if isinstance(required, list):
        left["required"] = [one for one in required if one != key]
    return left


def _self_name(schema: Mapping[str, object]) -> object:
    return _mapping(schema.get("self")).get("name")


def _definitions(schema: Mapping[str, object]) -> Schema:
    return {key: schema[key] for key in DEFINITIONS if key in schema}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
