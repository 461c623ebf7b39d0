"""One event in any shape → a draft of its rule."""

from __future__ import annotations

import re
from collections.abc import Mapping

from segkit.plans.documents.rule_entries import Scope
from segkit.plans.documents.schema import COMPOSING
from segkit.plans.shapes import variants
from segkit.plans.shapes.drafts import (
    Draft,
    call_of_word,
    deeper,
    is_names,
)
from segkit.plans.shapes.event_parts import EventParts
from segkit.plans.shapes.field_reading import FieldReader
from segkit.plans.shapes.judging import (
    are_properties,
    holds_events,
    holds_events_below,
    is_keyed,
    is_property,
    is_recorded,
    is_told,
    may_be_event,
)
from segkit.plans.shapes.keys import (
    EVENT_NAMES,
    SETTINGS,
    SHOWN_NAMES,
    Part,
    Said,
    named,
    part_of,
    said_of_event,
    squashed,
    words,
)
from segkit.plans.shapes.ledger import ABOUT_EVENTS, TAGS
from segkit.plans.shapes.listed import are_described
from segkit.plans.shapes.members import Members
from segkit.plans.shapes.value_lists import value_lists
from segkit.plans.words.headings import call_of_name
from segkit.plans.words.looks import is_compound

_OF_EVENTS = {Said.DESCRIPTION, Said.CALL, Said.VERSION}
_OF_FIELDS = {Said.FIELDS, Said.SCHEMA}
_ABOUT = TAGS | ABOUT_EVENTS | {"event", "tracking", "analytics", "data", "business", "ga"}
_ABOUT_PLANS = {"meta", "metadata", "info"}
_NAMED = ("eventname", "event")
_TITLES = ("name", "eventkey", "key", "title", "displayname")
_SENT = re.compile(r"[^\W\dA-Z]+(?:[_.\-][^\W\dA-Z]+)+")
"""Spelled as programs send it, and not as people read it: `lamp_lit`."""
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24,}", re.IGNORECASE)


class EventReader:
    """Reads the events of one document.

    Attributes:
        naming: The key that names the events of the list that is being read.
        parts: Puts what is said about an event in its place.
    """

    def __init__(self, fields: FieldReader, scope: Scope) -> None:
        """`fields` reads the properties, `scope` says where references lead."""
        self.fields = fields
        self.scope = scope
        self.naming: str | None = None
        self.parts = EventParts(fields, self.is_event)

    def is_event(self, node: object) -> bool:
        """An object that names an event and says what it carries."""
        if not isinstance(node, Mapping):
            return False
        own = named(node, ("eventname", "event", "eventtype"))
        is_call = own is not None and call_of_word(own[1]) and squashed(own[0]) == "eventtype"
        if own is not None and not is_call:
            told = {said_of_event(key) for key in node if key != own[0]}
            about = {word for key in node for word in words(key)}
            is_told = bool(told & _OF_EVENTS) or bool(about & ABOUT_EVENTS)
            if is_told or self.is_payload(node):
                return True
        if is_call and named(node, _TITLES) is not None:
            return True
        return named(node, EVENT_NAMES) is not None and self.has_fields(node)

    def are_events(self, value: object) -> bool:
        """A list of nothing but events."""
        return isinstance(value, list) and bool(value) and all(map(self.is_event, value))

    def has_fields(self, node: Mapping[str, object]) -> bool:
        """Something in the object holds properties."""
        return any(
            (
                said_of_event(key) in {Said.FIELDS, Said.PERSON, Said.GROUP}
                and isinstance(value, Mapping | list | None)
            )
            or (said_of_event(key) is Said.SCHEMA and (value == {} or self.parts.is_schema(value)))
            or (squashed(key) == "event" and self.parts.is_schema(value))
            or (said_of_event(key) is Said.REQUIRED and is_names(value))
            or (said_of_event(key) is Said.LABEL and are_described(value))
            or (key in COMPOSING and isinstance(value, list))
            or self.fields.refers(value)
            for key, value in node.items()
        ) or bool(variants.beside(node, ""))

    def have_fields(self, value: Mapping[str, object] | list[object]) -> bool:
        """Some of several objects hold properties."""
        several = list(value.values()) if isinstance(value, Mapping) else value
        return any(isinstance(one, Mapping) and self.has_fields(one) for one in several)

    def is_apart(self, key: str, value: Mapping[str, object] | list[object]) -> bool:
        """Lists of values, settings, or what is said about the plan: no events stand there."""
        if part_of(key) is Part.VALUES and value_lists(value):
            return True
        is_setting = bool(SETTINGS & set(words(key)[-1:])) and not self.have_fields(value)
        return squashed(key) in _ABOUT_PLANS or (is_setting and not holds_events_below(value))

    def is_group(self, node: Mapping[str, object]) -> bool:
        """Events stand below it, under a word for them or under any where it has no fields."""
        has_list = any(map(self.are_events, node.values()))
        return holds_events(node) or (has_list and not self.has_fields(node))

    def keys_of_events(self, node: Mapping[str, object]) -> set[str]:
        """Names with what is said about each, or keys of events that say their names themselves."""
        objects = {key: one for key, one in node.items() if isinstance(one, Mapping)}
        if is_keyed(node, self.has_fields):
            return {key for key, one in objects.items() if may_be_event(key, one, self.has_fields)}
        events = {key for key, one in objects.items() if self.is_event(one)}
        return events if len(events) > 1 and len(events) * 2 > len(objects) else set()

    def are_things(self, several: list[object]) -> bool:
        """Objects that say no word about what they carry, or when: none of them is an event."""
        told = (self.is_event, self.has_fields, is_property, is_told)
        objects = [one for one in several if isinstance(one, Mapping)]
        return bool(objects) and not any(says(one) for one in objects for says in told)

    def read(
        self, node: Mapping[str, object], where: str, name: str | None, call: str
    ) -> Draft | None:
        """The draft of an event; None when the object names none.

        Args:
            node: What is said about it.
            where: Its place.
            name: The key that it stands under; None in a list.
            call: The call that events are of here, unless it says another.
        """
        own = self._name(node) or (
            named(node, (call, f"{call}name")) if call in {"page", "screen"} else None
        )
        if own is not None and name is not None and _SENT.fullmatch(name):
            own = None if squashed(own[0]) in SHOWN_NAMES else own  # `{lamp_lit: {title: On}}`
        if own is None and name is None and call == "track" and self._says_call(node) == "track":
            return None
        draft = Draft(call, name if own is None else own[1], where)
        self._take_call(draft, node, own)
        beside = {key: value for key, value in node.items() if own is None or key != own[0]}
        if own is not None and squashed(own[0]) in _NAMED and self.is_payload(node):
            what = "{count} keys beside an event's name were read as its properties."
            self.fields.doubts.add(where, what, *beside)
            draft.main.update(self.fields.members(beside, where, samples=True) or Members())
            draft.says_more = draft.is_sample = True
            return draft
        composed = {key: beside.pop(key) for key in COMPOSING & beside.keys()}
        if composed and not self.parts.take(draft, "schema", composed):
            beside |= composed
        if parts := variants.beside(beside, where):
            key, several = next(iter(parts)), [one for some in parts.values() for one in some]
            self.parts.take_variants(draft, key, several)
            beside = {key: value for key, value in beside.items() if key not in parts}
        says_fields = any(said_of_event(key) in _OF_FIELDS for key in beside)
        for key, value in beside.items():
            if not says_fields and said_of_event(key) is Said.LABEL and are_described(value):
                what = (
                    "{count} lists under a word that segkit does not know are read as properties."
                )
                self.fields.doubts.add(where, what, key)
                draft.main.update(self.fields.members(value, deeper(where, key)) or Members())
            elif not self.parts.take(draft, key, value):
                draft.labels[key] = value
        if own is not None and name is not None and own[1] != name:
            draft.labels["key"] = name
        return draft

    def of_fields(self, value: object, where: str, name: str, call: str) -> Draft:
        """The draft of an event of which only the properties are written."""
        draft = Draft(call, name, where)
        self._take_call(draft, {}, None)
        members = self.fields.members(value, where)
        draft.main.update(members) if members is not None else None
        draft.says_more = members is not None and bool(members.properties)
        return draft

    def is_payload(self, node: Mapping[str, object]) -> bool:
        """What is pushed to a data layer: an event's name, and its properties beside it."""
        own = named(node, _NAMED)
        beside = [key for key in node if own is None or key != own[0]]
        return (
            own is not None
            and bool(beside)
            and all(said_of_event(key) is Said.LABEL for key in beside)
            and (
                "ecommerce" in beside
                or sum(map(is_compound, beside)) * 2 > len(beside)
                or all(are_properties({key: node[key]}) for key in beside)
            )
            and not any(set(words(key)) <= _ABOUT for key in beside)
            and not is_recorded(beside)
        )

    def of_people(self) -> list[Draft]:
        """Traits that stand beside events; an identify call carries them, and need not."""
        drafts = []
        for where, call, members in self.parts.people:
            draft = Draft(call, None, where)
            members.required.clear()
            draft.main.update(members)
            drafts.append(draft)
        return drafts

    # --- name and call -------------------------------------------------------------------------

    def _name(self, node: Mapping[str, object]) -> tuple[str, str] | None:
        """The key that names the event, and the name."""
        if (
            self.naming is not None
            and isinstance(name := node.get(self.naming), str)
            and name.strip()
        ):
            return self.naming, name
        for word in ("fullname", *EVENT_NAMES):
            found = named(node, (word,))
            is_call = found is not None and word == "eventtype" and call_of_word(found[1])
            if found is not None and not is_call and not _ID.fullmatch(found[1]):
                return found
        return next(
            (
                (key, value)
                for key, value in node.items()
                if isinstance(value, str)
                and words(key)[-1:] == ("event",)
                and value.strip()
                and not _ID.fullmatch(value)
            ),
            None,
        )

    def _says_call(self, node: Mapping[str, object], call: str = "track") -> str:
        """The call that a word in the object says; `call` when it says none."""
        for key, value in node.items():
            if said_of_event(key) is Said.CALL and isinstance(value, str):
                call = call_of_word(value) or call
        return call

    def _take_call(
        self, draft: Draft, node: Mapping[str, object], own: tuple[str, str] | None
    ) -> None:
        """What call it is: by a word for it, else by the event's name."""
        without_name = {key: value for key, value in node.items() if own is None or key != own[0]}
        draft.call = self._says_call(without_name, draft.call)
        if draft.key is not None and draft.call == "track":
            draft.call = call_of_name(draft.key) or draft.call
        if draft.call in {"identify", "group", "common", "alias"} or (
            draft.key is not None and call_of_name(draft.key) == draft.call
        ):
            if draft.key is not None and call_of_name(draft.key) is None:
                draft.labels["name"] = draft.key
            draft.key = None
