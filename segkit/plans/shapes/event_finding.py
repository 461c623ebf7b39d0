"""Where in a document the events stand, whatever the document looks like.

Events may be a list or keyed by their names, in groups and groups of groups, one in a file, or
schemas. What holds for all of them, and the traits of users and accounts, stands beside them
(`sections`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from segkit.model.plan import CALLS, Explained
from segkit.plans.cells.packed import lists_only_keys
from segkit.plans.cells.spec_text import read_spec
from segkit.plans.cells.values import read_version
from segkit.plans.documents.schema import COMPOSING
from segkit.plans.shapes.drafts import Draft, deeper, label_all
from segkit.plans.shapes.event_reading import EventReader
from segkit.plans.shapes.judging import (
    are_properties,
    are_versions,
    describes_property,
    hold_events,
    holds_events,
    holds_events_below,
    is_keyed,
    is_property,
    is_tree_of_events,
)
from segkit.plans.shapes.keys import (
    EVENT_NAMES,
    FIELD_WORDS,
    Part,
    Said,
    named,
    part_of,
    said_of_event,
    says_fields,
    squashed,
    words,
)
from segkit.plans.shapes.ledger import doubt_shape
from segkit.plans.shapes.listed import are_signs, nameless, naming_key, trait_key
from segkit.plans.shapes.members import Members, is_schema_object
from segkit.plans.shapes.naming import are_named_lists, constants, sound_like_events, told_name
from segkit.plans.shapes.schema_events import SchemaEvents, is_schema_document
from segkit.plans.shapes.sections import Sections
from segkit.plans.words.looks import is_event_like, says_deed

_ABOUT_PLANS = {"meta", "metadata", "info"}
_APART = "{count} names under 'event' stand apart from the events and are not read as such."
_BESIDE = "{count} names beside events are not read as events."
_AMONG = "{count} names in a list among remarks are read as events, and may be sent by others."
_KEYS = ("eventname", "name", "key", "eventkey")
_VIEWS = {"pages": "page", "pageviews": "page", "screens": "screen", "screenviews": "screen"}
_ENTERED = {Part.OTHER, Part.EXAMPLES, Part.VALUES}
_LISTS = {"list", "items", "entries", "definitions", "all"}


class EventFinder:
    """Gathers the events of one document.

    Attributes:
        drafts: The events and traits, in the order of the document.
        explained: Entries that name no event.
        common: What all events carry: the place, the key of the payload, the properties.
        sections: Reads what holds no events.
        left_out: Remarks on sections of what is not sent, and of examples.
        stem: Names an event whose file says no name; empty where it may not.
        call: What a file with one event is about, if that says no call.
    """

    def __init__(self, reader: EventReader, stem: str, call: str = "track") -> None:
        """Nothing was looked at yet."""
        self.call = call
        self.reader = reader
        self.drafts: list[Draft] = []
        self.explained: list[Explained] = []
        self.common: list[tuple[str, str, Members]] = []
        self.left_out: list[str] = []
        self.stem = stem
        self._root = ""
        self._has_own = False
        self._apart: list[str] = []
        self._passed: list[tuple[str, object, str]] = []
        self._schemas = SchemaEvents(reader, stem)
        self.sections = Sections(reader)

    def find(self, document: object, where: str) -> None:
        """Gather what the document holds."""
        self._root = where
        self._has_own = holds_events_below(document)
        if isinstance(document, Mapping) and is_schema_document(document):
            self.drafts += self._schemas.events(document, where)
        else:
            self.visit(document, where)
        self._doubt_apart(where)

    def look_again(self) -> None:
        """Look at what may be part of a plan, now that it is known where the events are."""
        before = len(self.drafts)
        is_open = not any(one.call in {"track", "page", "screen"} for one in self.drafts)
        passed = [one for one in self._passed if part_of(one[0]) is Part.LIBRARY]
        for _, value, where in passed if is_open else ():
            self.visit(value, where)
        if before and not sound_like_events([one.key for one in self.drafts[before:]]):
            del self.drafts[before:]
        for key, value, where in self._passed:
            above = where.rpartition(".")[0]
            if squashed(key) == "traits" and any(
                one.where.startswith(f"{above}.") for one in self.drafts
            ):
                self.drafts += self.sections.traits(key, value, where, "identify")

    def _doubt_apart(self, where: str) -> None:
        """Doubt what names an event apart from the events, and none of them."""
        known = {draft.key for draft in self.drafts}
        if names := [name for name in self._apart if name not in known]:
            self.reader.fields.doubts.add(where, _APART, *names)

    def visit(self, node: object, where: str, call: str = "track") -> None:
        """Look for events in and below a value."""
        found = len(self.drafts)
        if isinstance(node, list):
            self._visit_list(node, where, call)
        elif isinstance(node, Mapping) and is_schema_document(node):
            self.drafts += self._schemas.events(node, where)
        elif isinstance(node, Mapping) and are_named_lists(node):
            self._event_map(node, where, call)
        elif isinstance(node, Mapping):
            own = named(node, ("eventname", "event"))
            if own is not None and self.reader.is_event(node) and not holds_events(node):
                if self._has_own and self.reader.is_payload(node):
                    self._apart.append(own[1])
                else:
                    self.add(node, where, None, call)
                return
            events = self.reader.keys_of_events(node)
            for key, value in node.items():
                take = self.keyed if key in events else self._section
                take(key, value, deeper(where, key), call)
            if holds_events(node) and where != self._root:
                label_all(self.drafts[found:], node)

    def events(self, value: object, where: str, call: str = "track") -> None:
        """Take in what stands under a word for events: a list, names with what is said, or names."""
        if isinstance(value, list):
            self._event_list(value, where, call)
        elif isinstance(value, Mapping) and not describes_property(value):
            self._event_map(value, where, call)

    def _event_list(self, several: list[object], where: str, call: str) -> None:
        before, self.reader.naming = self.reader.naming, naming_key(several)
        others = nameless(several, self.reader.has_fields)
        for number, one in enumerate(several):
            place = f"{where}[{number}]"
            if number in others:
                self.explained.append(Explained(place, "It names no event."))
            else:
                self._listed(one, place, call)
        self.reader.naming = before

    def _event_map(self, value: Mapping[str, object], where: str, call: str) -> None:
        is_one = where.endswith("event") and named(value, _KEYS) is not None
        if is_one or (self.reader.is_event(value) and not is_keyed(value, self.reader.has_fields)):
            self.add(value, where, None, call)
            return
        inside = [key for key, one in value.items() if isinstance(one, Mapping | list)]
        if holds_events(value):
            self.visit(value, where, call)
        elif names := constants(value, are_events=True):
            self.events(names, where, call)
        elif inside and (len(inside) < len(value) or any(map(says_fields, value))):
            self._mixed(value, where, call)
        else:
            are_texts = all(isinstance(one, str) for one in value.values())
            if are_texts and not any(map(says_deed, value)):
                what = "{count} names under a word for events say no deed, and may be none."
                self.reader.fields.doubts.add(where, what, *value)
            for name, one in value.items():
                is_list = squashed(name) in _LISTS and inside == [name]
                take = self.events if is_list else partial(self.keyed, name)
                take(one, deeper(where, name), call)

    def _mixed(self, value: Mapping[str, object], where: str, call: str) -> None:
        """Names of events among what is said about all: texts are no events, fields are shared."""
        before = len(self.drafts)
        has_told = any(
            isinstance(one, Mapping) and (self.reader.has_fields(one) or are_properties(one))
            for one in value.values()
        )
        others: list[str] = []
        listed: list[object] = []
        fields = {key: one for key, one in value.items() if says_fields(key)}
        for name, one in [pair for pair in value.items() if pair[0] not in fields]:
            place = deeper(where, name)
            is_open, is_list = isinstance(one, Mapping | list), squashed(name) in _LISTS
            if isinstance(one, list) and (is_list or sound_like_events(one)):
                self.events(one, place, call)
                listed += [] if is_list else one
            elif isinstance(one, list) and not has_told and self.reader.are_things(one):
                self.visit(one, place, call)
            elif (is_open and (has_told or is_event_like(name))) or sound_like_events([name]):
                self.keyed(name, one, place, call)
            elif is_open:
                self.visit(one, place, call)
            elif said_of_event(name) is Said.LABEL and squashed(name) not in _ABOUT_PLANS:
                others.append(name)
        self._share(self.drafts[before:], fields, where)
        if others:
            self.reader.fields.doubts.add(where, _BESIDE, *others)
        if listed and len(others) > 1:
            self.reader.fields.doubts.add(where, _AMONG, *map(str, listed))

    # --- sections of a document ----------------------------------------------------------------

    def _section(self, key: str, value: object, where: str, call: str) -> None:
        """What stands under one key around the events."""
        if not isinstance(value, Mapping | list) or not value:
            return
        part = part_of(key)
        if part is Part.LEFT_OUT or (part is Part.EXAMPLES and self._has_own):
            said = "names what is not sent" if part is Part.LEFT_OUT else "holds examples of calls"
            self.left_out.append(f"{where} {said} ({len(value)}): it is no part of the plan.")
        elif part is Part.EVENTS:
            self.events(value, where, next((one for one in words(key) if one in CALLS), call))
        elif part in {Part.COMMON, Part.CONTEXT} and not are_signs(value):
            container = "context" if part is Part.CONTEXT else "properties"
            self.common += self.sections.common(value, where, container)
        elif part in {Part.PERSON, Part.GROUP}:
            self._people(key, value, where, call)
        elif squashed(key) in CALLS:
            self._of_call(value, where, squashed(key))
        elif squashed(key) in _VIEWS and self.reader.have_fields(value):
            self.events(value, where, _VIEWS[squashed(key)])
        elif part is Part.LIBRARY and not set(words(key)) & FIELD_WORDS:
            self._passed.append((key, value, where))
        elif part in _ENTERED and not self.reader.is_apart(key, value):
            self.visit(value, where, call)

    def _people(
        self, key: str, value: Mapping[str, object] | list[object], where: str, call: str
    ) -> None:
        """A section of users or groups: their traits, or events of theirs."""
        if hold_events(value):
            self.visit(value, where, call)
        elif found := self.sections.traits(key, value, where):
            self.drafts += found
        elif squashed(key) == "traits":
            self._passed.append((key, value, where))

    def _of_call(self, value: object, where: str, call: str) -> None:
        """A section that is called like a call: its events, its schema, or its traits."""
        several = isinstance(value, list) or (
            isinstance(value, Mapping) and is_keyed(value, self.reader.has_fields)
        )
        if call == "track" or (several and call in {"page", "screen"}):
            self.events(value, where, call)
        elif isinstance(value, Mapping) and self.reader.has_fields(value):
            self.add(value, where, None, call)
        else:
            self.drafts += self.sections.traits(call, value, where, call)

    # --- lists and maps of events --------------------------------------------------------------

    def _visit_list(self, nodes: list[object], where: str, call: str) -> None:
        objects = [one for one in nodes if isinstance(one, Mapping)]
        holders = [one for one in objects if holds_events(one)]
        if len(objects) == len(nodes) and (key := trait_key(objects)) is not None:
            self.drafts += self.sections.listed_traits(key, objects, where)
            return
        if not where and len(holders) > 1 and "id" in holders[0]:
            names = [found[1] for one in holders if (found := named(one, EVENT_NAMES))]
            what = "{count} lists of events in one file were read as one plan."
            self.reader.fields.doubts.add(where, what, *names)
        pairs = [value for one in objects if len(one) == 1 for value in one.values()]
        are_pairs = len(pairs) == len(nodes) > 1 and self.reader.have_fields(pairs)
        is_list = are_pairs or sum(map(self.reader.is_event, objects)) * 2 >= len(objects) > 0
        if is_list and not holders:
            doubt_shape(objects, where, self.reader.fields.doubts)
            self.events(nodes, where, call)
            return
        for number, one in enumerate(nodes):
            if isinstance(one, Mapping):
                self.visit(one, f"{where}[{number}]", call)

    def _listed(self, one: object, where: str, call: str) -> None:
        """One entry of a list of events."""
        if isinstance(one, str):
            self._named(one, where, call)
        elif isinstance(one, Mapping) and self.reader.is_group(one):
            self._group(one, where, call)
        elif isinstance(one, Mapping) and is_schema_document(one):
            self.drafts += self._schemas.events(one, where)
        elif isinstance(one, Mapping) and named(one, EVENT_NAMES) is None and len(one) == 1:
            [(name, inner)] = one.items()
            self.keyed(name, inner, where, call)
        elif isinstance(one, Mapping):
            self.add(one, where, None, call)
        elif one is not None:
            self.explained.append(Explained(where, "It names no event."))

    def _named(self, name: str, where: str, call: str) -> None:
        """An event of which only the name is written; or a file that holds some."""
        if name.casefold().endswith((".json", ".yaml", ".yml")):
            self.explained.append(Explained(where, f"It names the file {name}."))
            return
        name, names, description = told_name(name)
        draft = Draft(call, name, where, description=description)
        self.drafts.append(self.reader.of_fields(names, where, name, call) if names else draft)

    def keyed(self, name: str, one: object, where: str, call: str) -> None:
        """What stands under a name among events: an event, or a group of events."""
        if isinstance(one, str) and "," in one and lists_only_keys(one):
            self.drafts.append(self.reader.of_fields(one, where, name, call))
        elif isinstance(one, str):
            draft = Draft(call, name, where, says_more=True)
            draft.description = "" if read_spec(one).is_typed else one
            self.drafts.append(draft)
        elif isinstance(one, list) and one:
            self._keyed_list(name, one, where, call)
        elif isinstance(one, Mapping) and one:
            self._keyed_object(name, one, where, call)
        else:
            self.drafts.append(Draft(call, name, where))

    def _keyed_list(self, name: str, one: list[object], where: str, call: str) -> None:
        objects = [entry for entry in one if isinstance(entry, Mapping)]
        are_events = any(
            self.reader.is_event(entry) or self.reader.has_fields(entry) for entry in objects
        )
        if are_events or (objects and not any(map(is_property, objects))):
            self.events(one, where, call)
        else:
            self.drafts.append(self.reader.of_fields(one, where, name, call))

    def _keyed_object(self, name: str, one: Mapping[str, object], where: str, call: str) -> None:
        if are_versions(one):
            for version, value in one.items():
                before = len(self.drafts)
                self.keyed(name, value, deeper(where, version), call)
                for draft in self.drafts[before:]:
                    draft.version = read_version(version) or version
        elif holds_events(one):
            self._group(one, where, call)
        elif (is_schema_object(one) and "type" in one) or not COMPOSING.isdisjoint(one):
            self.drafts += self._schemas.named(one, name, where)
        elif self.reader.has_fields(one):
            self.add(one, where, name, call)
        elif are_properties(one):
            self.drafts.append(self.reader.of_fields(one, where, name, call))
        elif is_tree_of_events(one, self.reader.has_fields):
            self.events(one, where, call)
        else:
            self.add(one, where, name, call)

    def _group(self, node: Mapping[str, object], where: str, call: str) -> None:
        """A group of events; the properties that it has itself are those of each of them."""
        before = len(self.drafts)
        for key, value in node.items():
            place = deeper(where, key)
            are_events = self.reader.are_events(value)
            if isinstance(value, Mapping | list) and (are_events or part_of(key) is Part.EVENTS):
                self.events(value, place, call)
            elif part_of(key) in {Part.PERSON, Part.GROUP} and isinstance(value, Mapping | list):
                self._people(key, value, place, call)
        shared = {key: value for key, value in node.items() if self._shares(key, value)}
        self._share(self.drafts[before:], shared, where)
        label_all(self.drafts[before:], node)

    def _share(self, drafts: list[Draft], fields: Mapping[str, object], where: str) -> None:
        """Give the properties under these keys to each of the events."""
        shared = Members()
        for key, value in fields.items():
            shared.update(self.reader.fields.members(value, deeper(where, key)) or Members())
        for draft in drafts:
            draft.main.update(shared)

    def _shares(self, key: str, value: object) -> bool:
        """Properties of all events of a group: `properties`, or `sharedProperties` that are no groups."""
        is_open = isinstance(value, Mapping | list) and not self.reader.are_events(value)
        if said_of_event(key) is not Said.INCLUDES or not is_open:
            return is_open and said_of_event(key) is Said.FIELDS
        names = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
        return not any(self.reader.fields.library.group(one) is not None for one in names)

    def add(self, node: Mapping[str, object], where: str, name: str | None, call: str) -> None:
        """Take in one event, called as it says or else as it stands there."""
        draft = self.reader.read(node, where, name, call)
        if draft is None:
            self.explained.append(Explained(where, "It names no event."))
            if self.reader.has_fields(node):
                what = "{count} objects with properties name no event, and are not read as such."
                self.reader.fields.doubts.add(where, what, ", ".join(node)[:80])
        else:
            self.drafts.append(draft)
