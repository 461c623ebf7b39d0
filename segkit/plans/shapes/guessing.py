"""Events in documents that have no word for them, by their own names and the file's alone.

Whatever is read so is in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.model.plan import CALLS
from segkit.plans.shapes.applying import events_of_properties
from segkit.plans.shapes.drafts import deeper
from segkit.plans.shapes.event_finding import EventFinder
from segkit.plans.shapes.judging import holds_events_below, is_wrapper, property_names
from segkit.plans.shapes.keys import (
    EVENT_NAMES,
    Part,
    Said,
    named,
    part_of,
    said_of_event,
    squashed,
    words,
)
from segkit.plans.shapes.ledger import TAGS
from segkit.plans.shapes.listed import naming_key
from segkit.plans.shapes.naming import constants, sound_like_events
from segkit.plans.shapes.schema_events import is_schema_document
from segkit.plans.words.looks import is_done

_SEVERAL, _NEARLY = 5, 0.8
_NAMES = "{count} names were read as events, because they sound like it."
_FILE = "{count} events have no name but their file's."


def guess(finder: EventFinder, document: object, where: str, stem: str) -> None:
    """Take names that sound like events for such, and a lone list of properties for one event's.

    An empty `stem` is no name that an event could have.
    """
    doubts = finder.reader.fields.doubts
    if applied := events_of_properties(document):
        what = "{count} events are those that properties say they apply to."
        doubts.add(where, what, *applied)
        finder.events(applied, where)
    elif part_of(stem) is Part.COMMON and not is_schema_document(document):
        finder.common += finder.sections.common(document, where, "properties")
    elif stem and property_names(document):
        call = finder.sections.call_of_file(stem, {})
        if call is None:
            doubts.add(where, _FILE, stem)
        name = "" if call is not None else stem
        finder.drafts.append(finder.reader.of_fields(document, where, name, call or finder.call))
    elif found := _constants_in(document):
        doubts.add(where, _NAMES, *found)
        finder.events(found, where)
    elif lists := _named_lists(document):
        _take_lists(finder, lists, where)
    elif isinstance(document, Mapping) and (found := _told_objects(document, stem)):
        doubts.add(where, _NAMES, *found)
        finder.left_out.clear()
        finder.events({k: one for k, one in document.items() if isinstance(one, Mapping)}, where)
    else:
        _guess_lists(finder, document, where)
        only = list(document.items()) if isinstance(document, Mapping) else []
        if len(only) == 1 and len(lists := _named_lists(only[0][1])) > 1:
            _take_lists(finder, lists, deeper(where, only[0][0]))


def _take_lists(finder: EventFinder, lists: Mapping[str, object], where: str) -> None:
    finder.reader.fields.doubts.add(where, _NAMES, *lists)
    for name, one in lists.items():
        finder.keyed(name, one, deeper(where, name), "track")


def add_listed(finder: EventFinder, document: object, where: str) -> None:
    """Take names for events that stand in a list of them, and nowhere else in the document."""
    for key, names in document.items() if isinstance(document, Mapping) else ():
        if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
            continue
        if TAGS & set(words(key)):  # steps of a funnel name more than events
            continue
        known = {draft.key for draft in finder.drafts if draft.key}
        others = [one for one in names if one not in known]
        if others and len(names) - len(others) > 1 and len(others) * 2 <= len(names):
            what = "{count} events stand in a list of names alone."
            finder.reader.fields.doubts.add(where, what, *others)
            finder.events(list(others), deeper(where, key))


def _told_objects(document: Mapping[str, object], stem: str) -> list[str]:
    """`{"LAMP_OPENED": {"key": "lamp_opened", "description": …}}`: the names of what is described.

    In a file that is called after events, and of names that nearly all say what was done
    (`lamp_opened`), anything may be said about each.
    """
    objects = {key: one for key, one in document.items() if isinstance(one, Mapping)}
    are_done = len(objects) >= _SEVERAL and sum(map(is_done, objects)) >= _NEARLY * len(objects)
    is_said = part_of(stem) is Part.EVENTS or are_done
    names = [
        found[1] if (found := named(one, EVENT_NAMES)) else key
        for key, one in objects.items()
        if is_said or any(said_of_event(word) is Said.DESCRIPTION for word in one)
    ]
    is_all = len(names) == len([key for key in document if key[:1] not in "$_"]) > 1
    others = [name for name in names if squashed(name) not in CALLS]
    return names if is_all and sound_like_events(others) else []


def _constants_in(document: object) -> list[str]:
    """Constants that the document, or something in it, holds."""
    inside = list(document.values()) if isinstance(document, Mapping) else []
    return constants(document) or [name for one in inside for name in constants(one)]


def _guess_lists(finder: EventFinder, document: object, where: str) -> None:
    """Take a list of names, or of objects with names, for events."""
    for place, key, value in _lists_in(document, where):
        entries = value if isinstance(value, list) and part_of(key) is not Part.LEFT_OUT else []
        texts = [one for one in entries if isinstance(one, str)]
        naming = naming_key(entries) or "name"
        called = [one.get(naming) for one in entries if isinstance(one, Mapping)]
        names = texts or [one for one in called if isinstance(one, str)]
        is_told = bool(names) and words(key)[-1:] == ("conversions",)
        if len(names) == len(entries) and (is_told or sound_like_events(names)):
            finder.reader.fields.doubts.add(where, _NAMES, *names)
            finder.events(entries, place)


def _lists_in(document: object, where: str) -> Iterator[tuple[str, str, object]]:
    """The document or what stands in it, and lists of objects in its sections: place, key, value."""
    if not isinstance(document, Mapping):
        yield where, "", document
        return
    for key, value in document.items():
        place = deeper(where, key)
        yield place, key, value
        if isinstance(value, Mapping) and part_of(key) is Part.OTHER:
            for name, one in value.items():
                if isinstance(one, list) and all(isinstance(entry, Mapping) for entry in one):
                    yield deeper(place, name), name, one


def _named_lists(document: object) -> dict[str, list[object]]:
    """`{"Order Placed": ["order_id"]}`: events with their properties, and nothing besides."""
    pairs = document.items() if isinstance(document, Mapping) else ()
    lists = {name: one for name, one in pairs if isinstance(one, list)}
    are_all = isinstance(document, Mapping) and len(lists) == len(document)
    return lists if are_all and sound_like_events(list(lists)) else {}


def take_single(finder: EventFinder, document: object, where: str) -> bool:
    """Take a file with one event in; one without a name is called like its file."""
    if not isinstance(document, Mapping) or not finder.stem or not _is_single(finder, document):
        return False
    part = part_of(finder.stem)
    if named(document, EVENT_NAMES) is not None:
        finder.add(document, where, None, finder.call)
    elif part is Part.COMMON:
        finder.common += finder.sections.common(document, where, "properties")
    else:
        call = finder.sections.call_of_file(finder.stem, document)
        finder.add(document, where, None if call else finder.stem, call or finder.call)
        if call is None:
            finder.reader.fields.doubts.add(where, _FILE, finder.stem)
    return True


def _is_single(finder: EventFinder, document: Mapping[str, object]) -> bool:
    """The document is about one event, or one call, and holds no others."""
    has_fields = finder.reader.has_fields
    has_groups = any(
        part_of(key) is Part.GROUP and isinstance(one, list) for key, one in document.items()
    )
    if has_groups or holds_events_below(document) or not has_fields(document):
        return False
    if is_schema_document(document) or is_wrapper(document, has_fields):
        return False
    return named(document, EVENT_NAMES) is not None or any(
        said_of_event(key) is not Said.LABEL and bool(property_names(value))
        for key, value in document.items()
    )
