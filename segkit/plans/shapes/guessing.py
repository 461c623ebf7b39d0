"""Events in documents that have no word for them, by their own names and the file's alone.

Whatever is read so is in doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from segkit.plans.shapes.drafts import deeper
from segkit.plans.shapes.judging import naming_key, property_names
from segkit.plans.shapes.keys import Part, part_of, squashed
from segkit.plans.shapes.spec_text import read_spec
from segkit.plans.words.looks import is_event_like
from segkit.plans.words.vocabulary import deeds, plain

if TYPE_CHECKING:
    from segkit.plans.shapes.event_finding import EventFinder

_NAMES = "{count} names were read as events, because they sound like it."
_FILE = "{count} events have no name but their file's."


def guess(finder: EventFinder, document: object, where: str, stem: str) -> None:
    """Take names that sound like events for such, and a lone list of properties for one event's."""
    doubts = finder.reader.fields.doubts
    if part_of(stem) is Part.COMMON:
        finder.take_common(document, where)
    elif property_names(document):
        if not finder.take_traits_of_file(document, where):
            doubts.add(where, _FILE, stem)
            finder.drafts.append(finder.reader.of_fields(document, where, stem, "track"))
    elif found := _constants(document):
        doubts.add(where, _NAMES, *found)
        finder.events(found, where)
    elif lists := _named_lists(document):
        doubts.add(where, _NAMES, *lists)
        for name, one in lists.items():
            finder.keyed(name, one, deeper(where, name), "track")
    else:
        _guess_lists(finder, document, where)


def _guess_lists(finder: EventFinder, document: object, where: str) -> None:
    """Take a list of names, or of objects with names, for events."""
    several = document.items() if isinstance(document, Mapping) else [("", document)]
    for key, value in several:
        entries = value if isinstance(value, list) else []
        texts = [one for one in entries if isinstance(one, str)]
        naming = naming_key(entries) or "name"
        named = [one.get(naming) for one in entries if isinstance(one, Mapping)]
        names = texts or [one for one in named if isinstance(one, str)]
        if len(names) == len(entries) and _sound_like_events(names):
            finder.reader.fields.doubts.add(where, _NAMES, *names)
            finder.events(entries, deeper(where, key) if key else where)


def _named_lists(document: object) -> dict[str, list[object]]:
    """`{"Order Placed": ["order_id"]}`: events with their properties, and nothing besides."""
    pairs = document.items() if isinstance(document, Mapping) else ()
    lists = {name: one for name, one in pairs if isinstance(one, list)}
    are_all = isinstance(document, Mapping) and len(lists) == len(document)
    return lists if are_all and _sound_like_events(list(lists)) else {}


def _constants(document: object) -> list[str]:
    """`{"ORDER_PLACED": "Order Placed"}`: the events behind names that programs have for them."""
    pairs = list(document.items()) if isinstance(document, Mapping) else []
    texts = [one for _, one in pairs if isinstance(one, str) and not read_spec(one).is_typed]
    same = [one for key, one in pairs if isinstance(one, str) and squashed(key) == squashed(one)]
    are_all = len(texts) == len(pairs) > 1 and len(same) * 2 > len(pairs)
    return texts if are_all and _sound_like_events(texts) else []


def _sound_like_events(names: list[str]) -> bool:
    """All could be events by their spelling, and most say what a user or a system does."""
    told = [one for one in names if deeds().search(plain(one).replace("_", " "))]
    return bool(names) and all(map(is_event_like, names)) and len(told) * 2 > len(names)
