"""What stands beside the events: traits of users and groups, and what every event carries."""

from __future__ import annotations

from collections.abc import Mapping

from segkit.model.plan import CALLS
from segkit.plans.shapes.drafts import Draft, deeper
from segkit.plans.shapes.event_reading import EventReader
from segkit.plans.shapes.judging import are_properties, is_deed
from segkit.plans.shapes.keys import (
    FIELD_WORDS,
    Part,
    Said,
    named,
    part_of,
    said_of_event,
    said_of_field,
    squashed,
    words,
)
from segkit.plans.shapes.members import Members, is_schema_object
from segkit.plans.words.headings import call_of_name

_WRAPPERS = FIELD_WORDS | {"schema", "items"}
_KINDLESS = {"", "group", "groups", "traits"}
_ATTRIBUTES = {"attributes", "customattributes"}


class Sections:
    """Reads the sections of one document that hold no events."""

    def __init__(self, reader: EventReader) -> None:
        """`reader` reads what is said about each kind of user or group."""
        self._reader = reader

    def common(self, value: object, where: str, container: str) -> list[tuple[str, str, Members]]:
        """What every event carries: the place, the key of the payload, the properties."""
        inner, place = _fields_in(value, where)
        members = self._reader.fields.members(inner, place)
        if members is not None and _may_be_other(inner):
            what = "{count} names are read as properties of all events, though none has a type."
            self._reader.fields.doubts.add(where, what, *members.properties)
        return [(where, container, members)] if members is not None and members.properties else []

    def traits(self, key: str, value: object, where: str, call: str | None = None) -> list[Draft]:
        """Traits of users or groups: a list, a map, or kinds of them with their traits."""
        if call is None and squashed(key) == "traits" and not _is_of_people(where):
            return []
        call = call or ("group" if part_of(key) is Part.GROUP else "identify")
        if isinstance(value, list):
            kinds = [("", one, f"{where}[{number}]") for number, one in enumerate(value)]
        else:
            named_kinds = value.items() if isinstance(value, Mapping) else ()
            kinds = [(name, one, deeper(where, name)) for name, one in named_kinds]
        objects = [
            one for one in kinds if isinstance(one[1], Mapping) and self._reader.has_fields(one[1])
        ]
        if isinstance(value, Mapping) and self._reader.has_fields(value):
            return self._kind(value, where, call, key)
        if objects and (isinstance(value, list) or len(objects) == len(kinds)):
            found = [self._kind(one, place, call, name) for name, one, place in objects]
            return [draft for some in found for draft in some]
        return self._plain(key, value, where, call)

    def listed_traits(
        self, key: str, several: list[Mapping[str, object]], where: str
    ) -> list[Draft]:
        """Traits of users in a list that names them under a word for such: `user_property`."""
        named_ones = [{"name": one[key], **one} for one in several]
        rest = [{word: one[word] for word in one if word != key} for one in named_ones]
        return self._plain("traits", rest, where, "identify")

    def call_of_file(self, stem: str, document: Mapping[str, object]) -> str | None:
        """The call that a file without an event's name is about; None when it is an event."""
        part = part_of(stem)
        if part is Part.PERSON:
            return "identify"
        if part is Part.GROUP:
            return "group"
        if squashed(stem) in CALLS:
            return squashed(stem)
        fields = [key for key in document if said_of_event(key) in {Said.FIELDS, Said.PERSON}]
        if {squashed(key) for key in fields} & _ATTRIBUTES and not is_deed(stem):
            what = (
                "{count} lists of attributes are read as traits of users, though no event is near."
            )
            self._reader.fields.doubts.add(fields[0], what, fields[0])
            return "identify"
        return (
            "identify"
            if fields and all(said_of_event(key) is Said.PERSON for key in fields)
            else None
        )

    def _kind(self, node: object, where: str, call: str, kind: str) -> list[Draft]:
        """The traits of one kind of user or group, with what is said about it."""
        own = named(node, ("name", "type")) if isinstance(node, Mapping) else None
        call = (call_of_name(own[1]) if own is not None else None) or call
        draft = self._reader.read(node, where, None, call) if isinstance(node, Mapping) else None
        if draft is None or not draft.names:
            return []
        if call == "group":
            said = draft.labels.get("type", draft.labels.get("name", kind))
            if str(said) not in _KINDLESS:
                draft.labels = {"kind": said, **draft.labels}
        return [draft]

    def _plain(self, key: str, value: object, where: str, call: str) -> list[Draft]:
        """Traits that are the section themselves, rather than remarks about a user."""
        is_list = isinstance(value, list) or set(words(key)) & FIELD_WORDS
        if not is_list and not (isinstance(value, Mapping) and are_properties(value)):
            return []
        members = self._reader.fields.members(value, where)
        if members is None or not members.properties or _are_kinds(key, value):
            return []
        draft = Draft(call, None, where)
        draft.main.update(members)
        return [draft]


def _are_kinds(key: str, value: object) -> bool:
    """`groups: [account, workspace]`: names of kinds, and no traits of any."""
    names = value if isinstance(value, list) and not set(words(key)) & FIELD_WORDS else []
    return bool(names) and all(
        isinstance(one, str) and part_of(one) in {Part.GROUP, Part.PERSON} for one in names
    )


def _may_be_other(value: object) -> bool:
    """Objects that describe no property, and nothing beside them has a type."""
    if not isinstance(value, Mapping) or is_schema_object(value) or are_properties(value):
        return False
    inner = [one for one in value.values() if isinstance(one, Mapping)]
    return any(not any(said_of_field(key) is not Said.LABEL for key in one) for one in inner)


def _is_of_people(where: str) -> bool:
    """Traits at the top of a document, or below a word for users or groups."""
    above = where.rpartition(": ")[2].split(".")[:-1]
    if not above:
        return True
    last = above[-1].partition("[")[0]
    return (
        part_of(last) in {Part.PERSON, Part.GROUP}
        or squashed(last) == "entities"
        or call_of_name(last) is not None
    )


def _fields_in(value: object, where: str) -> tuple[object, str]:
    """The properties in a section that describes itself besides."""
    if isinstance(value, Mapping) and not is_schema_object(value):
        for key, one in value.items():
            is_schema = said_of_event(key) is Said.SCHEMA and is_schema_object(one)
            if is_schema or (squashed(key) in _WRAPPERS and isinstance(one, Mapping | list)):
                return one, deeper(where, key)
    return value, where
