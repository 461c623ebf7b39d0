"""What a list of objects is about, and by which key they are named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from segkit.plans.cells.spec_text import read_spec
from segkit.plans.shapes.keys import (
    EVENT_NAMES,
    FIELD_WORDS,
    PLAIN_NAMES,
    Part,
    Said,
    named,
    named_field,
    part_of,
    said_of_event,
    said_of_field,
    squashed,
    words,
)
from segkit.plans.words.looks import is_compound, is_event_like

_WORDS = re.compile(r"[^\W\d_](?:[^\W\d]|[ .:-])*")
"""A name without digits and without signs of paths."""
_PEOPLE = {"identify", "group", "alias"}


def naming_key(several: list[object]) -> str | None:
    """The key by which all objects of a list name their events; None when any name will do."""
    objects = [one for one in several if isinstance(one, Mapping) and not _is_of_people(one)]
    counts: dict[str, int] = {}
    for one in objects:
        for key, value in one.items():
            if isinstance(value, str) and value.strip() and _may_name(key):
                counts[key] = counts.get(key, 0) + 1
    if explicit := explicit_key(objects):
        return explicit
    whole = [key for key, count in counts.items() if count == len(objects) > 1]
    coded = [key for key in whole if all(is_compound(str(one[key])) for one in objects)]
    shown = [key for key in whole if any(str(one[key]).isascii() for one in objects)]
    whole = coded if coded and not set(whole) <= set(shown) else whole
    order = {word: number for number, word in enumerate(PLAIN_NAMES)}
    first = min(whole, key=lambda key: order.get(squashed(key), len(order)), default=None)
    return _unsaid_key(objects) if first is None else first


def _unsaid_key(objects: Sequence[Mapping[str, object]]) -> str | None:
    """A key under which each object has a text of its own that sounds like an event: `n: lamp_lit`."""
    is_said = any(named(one, EVENT_NAMES) for one in objects)
    for key in objects[0] if objects and not is_said else ():
        texts = [text for one in objects if isinstance(text := one.get(key), str)]
        are_names = all(is_event_like(text) and _WORDS.fullmatch(text) for text in texts)
        are_own = are_names and len(set(texts)) == len(objects) > 1
        if said_of_event(key) is Said.LABEL and are_own:
            return key
    return None


def explicit_key(objects: Sequence[Mapping[str, object]]) -> str | None:
    """`event_name`, when most objects of a list have it: those without it name no event."""
    keys = [key for one in objects for key in one if squashed(key) == "eventname"]
    are_most = len(keys) < len(objects) < 2 * len(keys)
    return keys[0] if are_most and len(set(keys)) == 1 else None


def _is_of_people(node: Mapping[str, object]) -> bool:
    """It says that it is an identify or group call, which has no name."""
    return any(
        said_of_event(key) is Said.CALL and isinstance(one, str) and squashed(one) in _PEOPLE
        for key, one in node.items()
    )


def nameless(
    several: Sequence[object], has_fields: Callable[[Mapping[str, object]], bool]
) -> set[int]:
    """Which entries of a list name no event, and have no properties either."""
    if _are_nameless(several):
        return set(range(len(several)))
    objects = {number: one for number, one in enumerate(several) if isinstance(one, Mapping)}
    explicit = explicit_key(list(objects.values()))
    return {
        number
        for number, one in objects.items()
        if explicit is not None and explicit not in one and not has_fields(one)
    }


def _are_nameless(several: Sequence[object]) -> bool:
    """Objects with one and the same key, which is no name for events, and a plain value."""
    objects = [one for one in several if isinstance(one, Mapping) and len(one) == 1]
    keys = {key for one in objects for key in one}
    if len(objects) < len(several) or len(objects) < 2 or len(keys) > 1:
        return False
    is_plain = not any(
        isinstance(value, Mapping | list) for one in objects for value in one.values()
    )
    return is_plain and all(named(one, PLAIN_NAMES) is None for one in objects)


def _may_name(key: str) -> bool:
    return squashed(key) in {*PLAIN_NAMES, "id"} or words(key)[-1:] == ("event",)


def are_described(value: object) -> bool:
    """A list of objects that each name a property and say its type, or whether it is required."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(one, Mapping)
            and named_field(one) is not None
            and any(_says_of_property(key, said) for key, said in one.items())
            for one in value
        )
    )


def _says_of_property(key: str, value: object) -> bool:
    said = said_of_field(key)
    is_type = said is Said.TYPE and isinstance(value, str) and read_spec(value).is_typed
    return is_type or (said is Said.REQUIRED and isinstance(value, bool))


def trait_key(objects: Sequence[Mapping[str, object]]) -> str | None:
    """The key under which all objects name a trait: `user_property`; None for other lists."""
    keys = list(objects[0]) if objects else []
    return next(
        (
            key
            for key in keys
            if part_of(key) is Part.PERSON
            and not FIELD_WORDS.isdisjoint(words(key))
            and all(isinstance(one.get(key), str) for one in objects)
        ),
        None,
    )


def are_signs(value: object) -> bool:
    """`["*", "event"]`: columns of a view, and no names of properties."""
    return isinstance(value, list) and "*" in value
