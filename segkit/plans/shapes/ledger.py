"""What a document says and the plan does not: names of properties and events that nobody took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from segkit.plans.documents.composing import DEFINITIONS
from segkit.plans.documents.doubting import Doubts
from segkit.plans.documents.rule_entries import PAYLOAD_KEYS
from segkit.plans.shapes.drafts import deeper, is_names
from segkit.plans.shapes.judging import is_told, property_names
from segkit.plans.shapes.keys import (
    EVENT_NAMES,
    FIELD_WORDS,
    SETTINGS,
    Part,
    Said,
    are_platforms,
    named,
    part_of,
    said_of_event,
    said_of_field,
    squashed,
    words,
)
from segkit.plans.shapes.listed import naming_key
from segkit.plans.shapes.naming import sound_like_events
from segkit.plans.shapes.spec_words import fits
from segkit.plans.shapes.value_lists import value_lists
from segkit.plans.words.looks import is_compound, is_event_like, says_deed

TAGS = frozenset(
    {"tags", "tag", "platforms", "platform", "surfaces", "surface", "sources", "source", "clients",
     "destinations", "destination", "categories", "category", "teams", "team", "owners", "owner",
     "funnels", "funnel", "steps", "answers", "channels", "tools", "integrations", "apps",
     "products", "screens", "screen", "pages", "page", "views", "kpis", "metrics", "related", "dependencies",
     "stakeholders", "environments", "consent", "purposes", "aliases", "groups", "vendors",
     "references", "files", "tests", "locations", "actions", "triggers"}
)  # fmt: skip
"""Words for lists that stand beside properties and name none."""


ABOUT_EVENTS = frozenset(
    {"trigger", "triggers", "fires", "fired", "when", "priority", "implemented", "implementation",
     "created", "updated", "notes", "note", "comment", "ticket", "question", "questions", "goal",
     "why", "conversion", "selector", "condition", "conditions", "evidence", "domain", "gtm"}
)  # fmt: skip
"""Words for what is said about an event, and is no property of it."""

_DEEPEST = 8
_NO_FIELDS = {"id", "ids", *SETTINGS}
_NOT_ENTERED = {"meta", "metadata", "info", *DEFINITIONS}
# which say what call it is, and are no fields of it
_OF_PAYLOADS = {"event", "eventname", "eventtype", "action", *map(squashed, PAYLOAD_KEYS)}
_PROPERTIES = "{{count}} names under {key!r} look like properties and are not used as such."
_EVENTS = "{{count}} names under {key!r} look like events and are not used as such."


class Ledger:
    """Finds what is left of a document once its events were taken."""

    def __init__(self, known: Iterable[str], taken: Iterable[str]) -> None:
        """`known` are names of events and fields in the plan, `taken` the places of events."""
        self._known = set(known)
        self._taken = set(taken)

    def doubt(self, document: object, where: str, doubts: Doubts) -> None:
        """Doubt each list of names that stands nowhere in the plan."""
        for place, key, what, names in self._below(document, where, 0):
            if left := [one for one in names if self._is_left(one)]:
                doubts.add(place, what.format(key=key), *left)

    def _is_left(self, name: str) -> bool:
        bare = name.strip(" ?!*")
        return bare not in self._known and bare != "$ref" and squashed(bare) not in _OF_PAYLOADS

    def _below(
        self, node: object, where: str, depth: int
    ) -> Iterator[tuple[str, str, str, list[str]]]:
        if isinstance(node, list):
            for number, one in enumerate(node if depth < _DEEPEST else ()):
                yield from self._below(one, f"{where}[{number}]", depth + 1)
            return
        is_event = where in self._taken
        labels = node.items() if isinstance(node, Mapping) and is_event else ()
        specs = [str(k) for k, v in labels if said_of_event(k) is Said.LABEL and _is_spec(v)]
        if specs:
            yield where, where.rpartition(".")[2], _PROPERTIES, specs
        own = named(node, ("eventname", "event")) if isinstance(node, Mapping) else None
        if own is not None and not is_event and is_event_like(own[1]):
            yield where, own[0], _EVENTS, [own[1]]
        for key, value in node.items() if isinstance(node, Mapping) and depth < _DEEPEST else ():
            place = deeper(where, key)
            part = part_of(key)
            if place in self._taken and part is Part.OTHER:
                part = Part.EVENTS  # an event may be called like a section
            elif (
                part in {Part.LEFT_OUT, Part.EXAMPLES}
                or key in _NOT_ENTERED
                or (part is Part.VALUES and value_lists(value))
            ):
                continue
            elif part is Part.LIBRARY and not where.endswith("]"):
                continue  # the library says itself what no event takes
            # a list of names says more at an event, and at the top of a document
            names, what = self._names(str(key), value, place, is_near=is_event or depth == 0)
            if names and not are_platforms(names):
                yield place, str(key), what, names
            yield from self._below(value, place, depth + 1)

    def _names(
        self, key: str, value: object, place: str, *, is_near: bool
    ) -> tuple[list[str], str]:
        """The names that a value lists, and what they look like; more does so at an event."""
        is_tag = bool(TAGS & set(words(key))) or bool(_NO_FIELDS & set(words(key)[-1:]))
        if self._holds_events(value, place) or _is_spec(value) or (is_near and is_tag):
            return [], ""
        listed = [str(one) for one in value] if isinstance(value, list) and is_names(value) else []
        if FIELD_WORDS & set(words(key)) or (is_near and any(map(is_compound, listed))):
            return listed or property_names(value), _PROPERTIES
        if names := property_names(value):
            return names, _PROPERTIES
        if is_near and isinstance(value, Mapping):
            done = [
                name
                for name, one in value.items()
                if says_deed(name) and isinstance(one, Mapping) and is_told(one)
            ]
            return (done if len(done) * 2 > len(value) else []), _EVENTS
        entries = value if isinstance(value, list) and not is_tag else []
        naming = naming_key(entries) if entries else None
        called = [one.get(naming) for one in entries if isinstance(one, Mapping) and naming]
        events = [one for one in called if isinstance(one, str)]
        return (events if sound_like_events(events) else []), _EVENTS

    def _holds_events(self, value: object, place: str) -> bool:
        if isinstance(value, list):
            return any(f"{place}[{number}]" in self._taken for number in range(len(value)))
        return isinstance(value, Mapping) and any(
            deeper(place, one) in self._taken for one in value
        )


def names_in_schema(schema: object) -> Iterator[str]:
    """Every name that a schema describes, however deep."""
    if isinstance(schema, list):
        for one in schema:
            yield from names_in_schema(one)
    for key, value in schema.items() if isinstance(schema, Mapping) else ():
        if key in {"properties", "patternProperties"} and isinstance(value, Mapping):
            yield from map(str, value)
            yield from names_in_schema(list(value.values()))
        else:
            yield from names_in_schema(value)


def _is_spec(value: object) -> bool:
    """What is said about one property: it has a type of its own."""
    return isinstance(value, Mapping) and any(
        said_of_field(key) is Said.TYPE and fits(Said.TYPE, one) for key, one in value.items()
    )


def doubt_shape(objects: Sequence[Mapping[str, object]], where: str, doubts: Doubts) -> None:
    """Doubt objects that are events by their shape alone: nodes of a pipeline have `params`, too."""
    names = [found[1] for one in objects if (found := named(one, EVENT_NAMES))]
    is_said = where.endswith("rules") or any(
        named(one, ("eventname", "event")) or named(one, ("entitytype",)) for one in objects
    )
    if not is_said and sum(map(is_event_like, names)) * 2 < len(names):
        what = "{count} objects are read as events, though nothing calls them so."
        doubts.add(where, what, *names)
