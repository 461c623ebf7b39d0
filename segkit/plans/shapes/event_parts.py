"""What is said about one event, key by key, put in its place in the event's draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from segkit.errors import InputFileError
from segkit.model.plan import CONTAINERS
from segkit.plans.cells.spec_text import read_spec
from segkit.plans.documents.json_text import load_json
from segkit.plans.documents.rule_entries import PAYLOAD_KEYS, described_schema
from segkit.plans.documents.schema import COMPOSING, CONTAINER_KEYS
from segkit.plans.shapes.drafts import (
    Draft,
    call_of_word,
    deeper,
    is_deprecated,
    is_names,
    merge,
    plain,
)
from segkit.plans.shapes.field_reading import FieldReader
from segkit.plans.shapes.judging import are_parted, are_properties
from segkit.plans.shapes.keys import Said, said_of_event, squashed, words
from segkit.plans.shapes.members import Members, is_schema_object
from segkit.plans.shapes.naming import are_texts
from segkit.plans.shapes.variants import Variant, are_tools, hold_objects, holds_fields, variants

_OF_THE_EVENT = {"description", "labels", "$schema", "$id", "title", "self"}
"""Words of a schema about the event rather than about its properties."""

_ABOUT_SCHEMAS = {"metadata", "meta", "type", "required", "additionalProperties", "$comment"}

_NAMED = {"event", "eventname", "eventtype"}
_DIFFERING = "{count} properties are described differently for several platforms; the first counts."
_OF_SOME_TOOLS = "{count} properties are sent to some of an event's tools only; all are read."
_WAYS = ("properties.", "traits.", "context.traits.")
_INDEX = re.compile(r"\.\d+(?=\.|$)")
_OF_CALLS = {"context", "userId", "anonymousId", "messageId"}


class EventParts:
    """Takes what stands under the keys of events.

    Attributes:
        people: What events set about users and groups: the place, the call, the traits.
    """

    def __init__(self, fields: FieldReader, is_event: Callable[[object], bool]) -> None:
        """`fields` reads properties, `is_event` knows how events look."""
        self._fields = fields
        self._is_event = is_event
        self.people: list[tuple[str, str, Members]] = []

    def is_schema(self, value: object) -> bool:
        """The value is a schema of a payload, or of properties, or holds one."""
        if isinstance(value, list):
            objects = [one for one in value if not plain(one)]
            are_names = is_names(value) or are_texts(value)
            are_all = len(objects) == len(value)
            return are_names or (are_all and not any(map(self._is_event, objects)))
        if isinstance(value, Mapping):
            is_one = is_schema_object(value) or not COMPOSING.isdisjoint(value) or are_parted(value)
            inner = value.get("schema")
            holds_one = isinstance(inner, Mapping) and self.is_schema(inner)
            return is_one or are_properties(value) or holds_one
        return isinstance(value, str) and value.lstrip().startswith("{")

    def take(self, draft: Draft, key: str, value: object) -> bool:
        """Put what stands under a key in its place; False when it is only a label."""
        return self._take_at(draft, key, value, deeper(draft.where, key))

    def take_variants(self, draft: Draft, key: str, several: Sequence[Variant]) -> None:
        """What each platform carries: required is what all of them require that have it."""
        told: list[Draft] = []
        for one in several:
            own = Draft(draft.call, draft.key, one.where)
            if isinstance(one.said, Mapping) and holds_fields(one.said):
                for word, value in one.said.items():
                    if not self.take(own, word, value):
                        own.labels[word] = value
            else:
                self._take_at(own, key, one.said, one.where)
            own.labels |= {"olderVersions": ", ".join(one.older)} if one.older else {}
            draft.labels |= {one.name: own.labels} if own.labels else {}
            draft.description = draft.description or own.description
            told.append(own)
        if names := merge(draft, told):
            self._fields.doubts.add(deeper(draft.where, key), _DIFFERING, *names)
        draft.says_more = True
        partial = [x for x in draft.names if not all(x in one.names for one in told)]
        if partial and are_tools(several):
            self._fields.doubts.add(deeper(draft.where, key), _OF_SOME_TOOLS, *partial)

    def _take_at(self, draft: Draft, key: str, value: object, where: str) -> bool:
        said = said_of_event(key)
        may_vary = said is Said.SCHEMA or (said is Said.FIELDS and not hold_objects(value))
        if may_vary and (several := variants(value, where)):
            self.take_variants(draft, key, several)
            return True
        if isinstance(value, Mapping):  # `{event_type: lamp_lit, room: string}` says its own name
            value = {k: v for k, v in value.items() if v != draft.key or squashed(k) not in _NAMED}
        draft.says_more = draft.says_more or said is not Said.LABEL or not plain(value)
        may_be_schema = said is Said.SCHEMA or (squashed(key) == "event" and self.is_schema(value))
        if may_be_schema and (value == {} or self._take_schema(draft, value, where)):
            return True
        is_list = said is Said.LABEL and self._fields.refers(value)
        if is_list or (said is Said.FIELDS and isinstance(value, Mapping | list | str | None)):
            return self._take_fields(draft, key, value, where)
        if said is Said.INCLUDES:
            return self._included(draft, value, where)
        if isinstance(value, Mapping | list) and self._take_several(draft, said, value, where):
            return True
        return self._take_plain(draft, key, said, value)

    def take_traits(self, draft: Draft, said: Said, value: object, where: str) -> None:
        """Traits of the user or the group beside an event's own properties."""
        members = self._fields.members(value, where)
        if members is None:
            return
        call = "identify" if said is Said.PERSON else "group"
        if draft.call == call or (draft.call in {"identify", "group"} and said is Said.PERSON):
            draft.main.update(members)
        else:
            self.people.append((where, call, members))

    def _take_plain(self, draft: Draft, key: str, said: Said, value: object) -> bool:
        """Texts, marks and numbers about the event; and its labels."""
        whole = squashed(key)
        is_told = said is Said.DESCRIPTION or whole == "definition"
        if is_told and isinstance(value, str | None) and not draft.description:
            draft.description = value or ""
        elif said is Said.VERSION and plain(value):
            draft.version = value
        elif said is Said.STATUS and is_deprecated(value):
            draft.deprecated = True
            return whole == "deprecated"
        elif whole == "labels" and isinstance(value, Mapping):
            draft.labels |= value
        elif whole == "additionalproperties" and isinstance(value, bool):
            draft.main.rest["additionalProperties"] = value
        else:
            return said is Said.CALL and isinstance(value, str) and bool(call_of_word(value))
        return True

    def _take_several(
        self, draft: Draft, said: Said, value: Mapping[str, object] | list[object], where: str
    ) -> bool:
        """Lists and objects of fields other than the event's own."""
        if said in {Said.PERSON, Said.GROUP}:
            self.take_traits(draft, said, value, where)
        elif said in {Said.REQUIRED, Said.OPTIONAL}:
            self._demanded(draft, value, where, required=said is Said.REQUIRED)
        elif said is Said.CONTEXT and isinstance(value, Mapping):
            members = self._fields.members(value, where)
            draft.members("context").update(members) if members is not None else None
        else:
            return False
        return True

    def _take_fields(self, draft: Draft, key: str, value: object, where: str) -> bool:
        if value is None:
            return True
        if isinstance(value, Mapping) and is_envelope(value.get("properties")):
            return self._take_schema(draft, value, where)
        members = self._fields.members(value, where)
        if members is None:
            return False
        if set(words(key)) & {"required", "mandatory"}:
            members.require_all()
        draft.main.update(members)
        return True

    def _demanded(self, draft: Draft, value: object, where: str, *, required: bool) -> None:
        """`required: [a, b]`, or properties below `required` and `optional`."""
        members = self._fields.members(value, where)
        if members is None:
            return
        if required:
            members.require_all()
        if required and isinstance(value, list) and not any(members.properties.values()):
            draft.main.require(members.required)
            draft.main.properties = {**members.properties, **draft.main.properties}
        else:
            draft.main.update(members)

    def _included(self, draft: Draft, value: object, where: str) -> bool:
        """Groups of properties that the event takes over by their names."""
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
            return False
        if "*" in names:  # the columns of a view
            return False
        for name in names:
            group = self._fields.library.taken_over(name)
            members = None if group is None else self._fields.members(group, where)
            if members is None:
                what = "{count} groups of properties are defined nowhere."
                self._fields.doubts.add(where, what, name)
            else:
                draft.main.update(members)
        return True

    # --- the schema of a payload: of its properties alone, or of all that a call carries -----------

    def _take_schema(self, draft: Draft, value: object, where: str) -> bool:
        """A schema of the payload, or of the properties; False when it is none."""
        if isinstance(value, str):
            value = self._parsed(value, where)
        inner = value.get("schema") if isinstance(value, Mapping) else None
        if inner and isinstance(value, Mapping) and isinstance(inner, Mapping):
            draft.labels |= {key: one for key, one in value.items() if plain(one)}
            return self._take_schema(draft, inner, where)
        value = self._composed(value, where)
        if isinstance(value, Mapping) and self._take_plainly(draft, value, where):
            return True
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
            and where.rpartition(".")[2] != "payload"
            and not are_parted(value)
        ):
            return False
        members = None if plain(value) else self._fields.members(value, where)
        if members is not None:
            draft.main.update(members)
        return members is not None

    def _take_plainly(self, draft: Draft, value: Mapping[str, object], where: str) -> bool:
        """What is no schema: the way to each key of a payload, remarks about the event, or a list."""
        if is_flat(value):
            self._flat(draft, value, where)
        elif _says_of_event(value):
            draft.description = draft.description or str(value.get("description") or "")
        else:
            key = _holds_list(value)
            return bool(key) and self._take_fields(draft, key, value[key], deeper(where, key))
        return True

    def _composed(self, value: object, where: str) -> object:
        """The schema that a reference, or parts of one, lead to; other values as they are."""
        if not isinstance(value, Mapping) or is_schema_object(value) or COMPOSING.isdisjoint(value):
            return value
        whole = described_schema(value, where, self._fields.doubts, self._fields.scope)
        return whole if is_schema_object(whole) else value

    def _parsed(self, text: str, where: str) -> object:
        """The schema in a text; None when there is none."""
        if not self.is_schema(text):
            return None
        try:
            return load_json(text, where)
        except InputFileError:
            what = "{count} schemas are texts that are no JSON."
            self._fields.doubts.add(where, what, text[:80])
            return None

    def _envelope(self, draft: Draft, value: Mapping[str, object], where: str) -> None:
        """What each key of a payload holds."""
        names = value["properties"]
        required = value.get("required")
        demanded = required if isinstance(required, list) else []
        for name, one in names.items() if isinstance(names, Mapping) else ():
            place = deeper(where, name)
            if _is_person(name):
                self.take_traits(draft, Said.PERSON, one, place)
            elif name in CONTAINER_KEYS:
                self._container(draft, name, one, place)
            elif not _says_only(name, one, draft):
                schema, own = self._fields.spec(one, place)
                draft.root.add(name, schema, required=own or name in demanded or None)

    def _flat(self, draft: Draft, value: Mapping[str, object], where: str) -> None:
        """The keys of a payload with the way to each: `properties.total`, `context.traits.email`."""
        for key, one in value.items():
            container, _, name = _INDEX.sub("[]", key).partition(".")
            if container == "context" and name.startswith("traits."):
                container, name = "traits", name.removeprefix("traits.")
            schema, required = self._fields.spec(one, deeper(where, key))
            if name and container in {"properties", "traits"}:
                target = draft.main if container == CONTAINERS.get(draft.call) else None
                people = target or self._traits_of_user(where)
                people.add(name, schema, required=required)
            elif name and container == "context":
                draft.members("context").add(name, schema, required=required)

    def _traits_of_user(self, where: str) -> Members:
        """What an event says of the user besides, gathered for an identify call."""
        known = next((one for place, _, one in self.people if place == where), None)
        if known is None:
            known = Members()
            self.people.append((where, "identify", known))
        return known

    def _container(self, draft: Draft, name: str, value: object, where: str) -> None:
        if not isinstance(value, Mapping):
            return
        whole = {"type": "object", "properties": {}, **value}
        members = self._fields.members(whole, where)
        if members is not None and (members.properties or members.rest):
            draft.members(name).update(members)


def is_flat(names: Mapping[str, object]) -> bool:
    """Types by the way to each key of a payload, as what was received is listed."""
    return any(key.startswith(_WAYS) for key in names) and all(
        isinstance(one, str) and read_spec(one).is_typed for one in names.values()
    )


def _says_only(name: str, value: object, draft: Draft) -> bool:
    """The payload's `event` or `type`, with the event's name or the call as its value."""
    said = draft.key if squashed(name) in _NAMED else {"type": draft.call}.get(name)
    words = value if isinstance(value, Mapping) else {}
    values = words.get("enum", [words.get("const")])
    return said is not None and isinstance(values, list) and said in values


def _says_of_event(value: Mapping[str, object]) -> bool:
    """A schema that only describes the event: `{description: Begins the tour, metadata: {}}`."""
    return (
        isinstance(value.get("description"), str)
        and set(value) <= _OF_THE_EVENT | _ABOUT_SCHEMAS
        and not are_properties(value)
    )


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
        and (
            all(key in PAYLOAD_KEYS or _is_person(key) for key in names)
            or not _OF_CALLS.isdisjoint(names)  # and keys of its own beside Segment's
            or not _NAMED.isdisjoint(map(squashed, names))
        )
    )


def _is_person(key: str) -> bool:
    return said_of_event(key) is Said.PERSON and key not in CONTAINER_KEYS


def _holds_list(payload: Mapping[str, object]) -> str:
    """The only key of a payload, which is a word for properties and lists some: `{fields: [room]}`."""
    key, value = next(iter(payload.items())) if len(payload) == 1 else ("", None)
    return key if isinstance(value, list) and said_of_event(key) is Said.FIELDS else ""
