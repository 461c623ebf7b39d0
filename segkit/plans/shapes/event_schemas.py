"""The schema of an event's payload: of its properties alone, or of all that a call carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from segkit.errors import InputFileError
from segkit.plans.cells.spec_text import read_spec
from segkit.plans.documents.json_text import load_json
from segkit.plans.documents.rule_entries import PAYLOAD_KEYS, described_schema
from segkit.plans.documents.schema import COMPOSING, CONTAINER_KEYS
from segkit.plans.shapes.drafts import Draft, deeper, is_names, plain
from segkit.plans.shapes.judging import are_parted, are_properties, are_texts
from segkit.plans.shapes.keys import Said, said_of_event
from segkit.plans.shapes.members import is_schema_object

if TYPE_CHECKING:
    from segkit.plans.shapes.event_parts import EventParts
    from segkit.plans.shapes.event_reading import EventReader

_OF_THE_EVENT = {"description", "labels", "$schema", "$id", "title", "self"}
"""Words of a schema about the event rather than about its properties."""


class EventSchemas:
    """Reads what stands under a word for schemas."""

    def __init__(self, reader: EventReader, parts: EventParts) -> None:
        """`reader` reads properties, `parts` takes traits."""
        self._reader = reader
        self._parts = parts

    def is_schema(self, value: object) -> bool:
        """The value is a schema of a payload, or of properties, or holds one."""
        if isinstance(value, list):
            objects = [one for one in value if not plain(one)]
            are_names = is_names(value) or are_texts(value)
            are_all = len(objects) == len(value)
            return are_names or (are_all and not any(map(self._reader.is_event, objects)))
        if isinstance(value, Mapping):
            is_one = is_schema_object(value) or not COMPOSING.isdisjoint(value) or are_parted(value)
            inner = value.get("schema")
            holds_one = isinstance(inner, Mapping) and self.is_schema(inner)
            return is_one or are_properties(value) or holds_one
        return isinstance(value, str) and value.lstrip().startswith("{")

    def take(self, draft: Draft, value: object, where: str) -> bool:
        """A schema of the payload, or of the properties; False when it is none."""
        if isinstance(value, str):
            value = self._parsed(value, where)
        inner = value.get("schema") if isinstance(value, Mapping) else None
        if inner and isinstance(value, Mapping) and isinstance(inner, Mapping):
            draft.labels |= {key: one for key, one in value.items() if plain(one)}
            return self.take(draft, inner, where)
        value = self._composed(value, where)
        if isinstance(value, Mapping) and is_schema_object(value):
            if isinstance(text := value.get("description"), str) and not draft.description:
                draft.description = text
            if isinstance(labels := value.get("labels"), Mapping):
                draft.labels |= labels
            if is_envelope(value["properties"]):
                self._envelope(draft, value, where)
                return True
            value = {key: one for key, one in value.items() if key not in _OF_THE_EVENT}
        elif (
            isinstance(value, Mapping)
            and not any(map(_may_describe, value.values()))
            and not are_parted(value)
        ):
            return False
        members = None if plain(value) else self._reader.fields.members(value, where)
        if members is not None:
            draft.main.update(members)
        return members is not None

    def _composed(self, value: object, where: str) -> object:
        """The schema that a reference, or parts of one, lead to; other values as they are."""
        if not isinstance(value, Mapping) or is_schema_object(value) or COMPOSING.isdisjoint(value):
            return value
        reader = self._reader
        whole = described_schema(value, where, reader.fields.doubts, reader.scope)
        return whole if is_schema_object(whole) else value

    def _parsed(self, text: str, where: str) -> object:
        """The schema in a text; None when there is none."""
        if not self.is_schema(text):
            return None
        try:
            return load_json(text, where)
        except InputFileError:
            what = "{count} schemas are texts that are no JSON."
            self._reader.fields.doubts.add(where, what, text[:80])
            return None

    def _envelope(self, draft: Draft, value: Mapping[str, object], where: str) -> None:
        """What each key of a payload holds."""
        names = value["properties"]
        required = value.get("required")
        demanded = required if isinstance(required, list) else []
        for name, one in names.items() if isinstance(names, Mapping) else ():
            place = deeper(where, name)
            if _is_person(name):
                self._parts.take_traits(draft, Said.PERSON, one, place)
            elif name in CONTAINER_KEYS:
                self._container(draft, name, one, place)
            elif not _says_only(name, one, draft):
                schema, own = self._reader.fields.spec(one, place)
                draft.root.add(name, schema, required=own or name in demanded or None)

    def _container(self, draft: Draft, name: str, value: object, where: str) -> None:
        if not isinstance(value, Mapping):
            return
        whole = {"type": "object", "properties": {}, **value}
        members = self._reader.fields.members(whole, where)
        if members is not None and (members.properties or members.rest):
            draft.members(name).update(members)


def _says_only(name: str, value: object, draft: Draft) -> bool:
    """The payload's `event` or `type`, with the event's name or the call as its only value."""
    said = {"event": draft.key, "type": draft.call}.get(name)
    words = value if isinstance(value, Mapping) else {}
    return said is not None and words.get("enum", [words.get("const")]) == [said]


def _may_describe(value: object) -> bool:
    """A type, or an object that may say one."""
    return isinstance(value, Mapping) or (isinstance(value, str) and read_spec(value).is_typed)


def is_envelope(names: object) -> bool:
    """The names are those of a payload: `properties`, `traits`, `context` hold the fields."""
    return (
        isinstance(names, Mapping)
        and any(
            isinstance(names.get(key), Mapping)
            and (is_schema_object(names[key]) or names[key].get("type", "object") == "object")
            for key in ("properties", "traits")
        )
        and all(key in PAYLOAD_KEYS or _is_person(key) for key in names)
    )


def _is_person(key: str) -> bool:
    return said_of_event(key) is Said.PERSON and key not in CONTAINER_KEYS
