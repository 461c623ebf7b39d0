"""What a value in a document is: events, a group of them, properties, or something else.

Judged by shape alone; nothing is taken out here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from segkit.model.plan import CALLS
from segkit.plans.cells.spec_text import read_spec
from segkit.plans.shapes.keys import (
    EVENT_NAMES,
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
from segkit.plans.shapes.members import is_schema_object
from segkit.plans.words.looks import says_deed

HasFields = Callable[[Mapping[str, object]], bool]
"""Says whether something in an object holds the properties of an event."""

_DEEPEST = 5
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_VERSION = re.compile(r"v\d+|v?\d+(?:[.\-_]\d+){1,2}", re.IGNORECASE)
_RECORDED = {"messageid", "sentat", "receivedat", "originaltimestamp", "timestampmicros"}
_TIMES = {"timestamp", "ts", "time", "createdat", "occurredat", "eventtime"}
_SENDERS = {"sessionid", "userid", "anonymousid", "clientid", "visitorid", "distinctid", "deviceid"}
_ABOUT_PLANS = {"meta", "metadata", "info"}


def holds_events(node: Mapping[str, object]) -> bool:
    """Below the object stand other events."""
    return any(
        isinstance(value, Mapping | list)
        and bool(value)
        and (
            (part_of(key) is Part.EVENTS and not _is_single(key, value))
            or (
                squashed(key) == "rules"
                and isinstance(value, list)
                and any(map(_names_event, value))
            )
        )
        for key, value in node.items()
    )


def _is_single(key: str, value: object) -> bool:
    """One event, called `event` or `custom_event`, with what it carries or nothing but texts."""
    if words(key)[-1:] != ("event",) or not isinstance(value, Mapping):
        return False
    has_fields = any(said_of_event(one) is Said.FIELDS for one in value)
    is_told = not any(isinstance(one, Mapping | list) for one in value.values())
    return squashed(key) == "event" or has_fields or is_told


def _part(key: str, value: object) -> Part:
    is_name = squashed(key) != "event" and _is_single(key, value)
    return Part.OTHER if is_name and part_of(key) is Part.EVENTS else part_of(key)


def holds_events_below(node: object, depth: int = 0) -> bool:
    """Somewhere below a value, not too deep, stand other events."""
    if not isinstance(node, Mapping) or depth > _DEEPEST:
        return False
    return holds_events(node) or any(holds_events_below(one, depth + 1) for one in node.values())


def hold_events(value: object) -> bool:
    """Objects with other events below them, rather than kinds of users or accounts."""
    several = list(value.values()) if isinstance(value, Mapping) else value
    if not isinstance(several, list):
        return False
    told = [named(one, EVENT_NAMES) for one in several if isinstance(one, Mapping)]
    names = list(value) if isinstance(value, Mapping) else [one[1] for one in told if one]
    are_deeds = sum(map(is_deed, names)) * 2 > len(names) > 0
    return are_deeds or any(isinstance(one, Mapping) and holds_events(one) for one in several)


def is_deed(name: str) -> bool:
    """`signed_up`, and not `company`: what somebody does, rather than a kind of somebody."""
    return len(words(name)) > 1 and says_deed(name)


def _names_event(value: object) -> bool:
    return isinstance(value, Mapping) and named(value, ("eventname", "event", "key")) is not None


def may_be_event(key: str, value: object, has_fields: HasFields) -> bool:
    """Names an event and no section of the document, or says what it carries and names a deed."""
    part = _part(key, value)
    if part is Part.OTHER or not isinstance(value, Mapping):
        return part is Part.OTHER
    if part is Part.VALUES:
        return has_fields(value)
    is_other = part in {Part.LEFT_OUT, Part.EXAMPLES} or (is_deed(key) and part is not Part.COMMON)
    return is_other and (has_fields(value) or are_properties(value))


def are_versions(node: Mapping[str, object]) -> bool:
    """`{v1: {…}, v2: {…}}`: what is said about one thing, version by version."""
    return bool(node) and all(
        _VERSION.fullmatch(key) and isinstance(one, Mapping) for key, one in node.items()
    )


def are_listed(value: object, has_fields: HasFields, depth: int = 0) -> bool:
    """A list of events that say what they carry, or names or areas of some."""
    if isinstance(value, list):
        objects = [one for one in value if isinstance(one, Mapping)]
        are = [
            holds_events(one) or (named(one, EVENT_NAMES) and has_fields(one)) for one in objects
        ]
        return len(objects) == len(value) > 0 and all(are)
    if not isinstance(value, Mapping) or depth > 2:
        return False
    areas = [one for key, one in value.items() if said_of_event(key) is Said.LABEL]
    return is_keyed(value, has_fields) or any(
        are_listed(one, has_fields, depth + 1) for one in areas
    )


def is_wrapper(node: Mapping[str, object], has_fields: HasFields) -> bool:
    """Events stand below it, whatever the word for them is."""
    return holds_events(node) or any(
        said_of_event(key) is Said.LABEL and are_listed(one, has_fields)
        for key, one in node.items()
    )


def is_keyed(node: Mapping[str, object], has_fields: HasFields) -> bool:
    """Names of events, with what is said about each; sections of other kinds may stand beside."""
    parts = {key: _part(key, one) for key, one in node.items() if isinstance(one, Mapping | list)}
    objects = {
        key: one
        for key, one in node.items()
        if isinstance(one, Mapping)
        and may_be_event(key, one, has_fields)
        and squashed(key) not in _ABOUT_PLANS
    }
    if not objects or Part.EVENTS in parts.values():
        return False
    if any(said_of_event(key) in {Said.FIELDS, Said.CALL, Said.SCHEMA} for key in objects):
        return False
    if any(part is Part.OTHER and key not in objects for key, part in parts.items()):
        return False
    if len(objects) == 1:
        [(name, only)] = objects.items()
        if sum(map(str.isalpha, words(name))) < 2 or is_wrapper(only, has_fields):
            return False
    are = [has_fields(one) or are_properties(one) for one in objects.values()]
    return sum(are) * 2 > len(objects) and not _are_settings(objects, has_fields)


def _are_settings(node: Mapping[str, object], has_fields: HasFields) -> bool:
    """`{text_size: {type: number}}`: each is one thing with its type, and hardly any is a deed."""
    are_things = not any(
        not isinstance(one, Mapping) or has_fields(one) or not _is_typed(one)
        for one in node.values()
    )
    return are_things and sum(map(is_deed, node)) * 2 <= len(node)


def _is_typed(node: Mapping[str, object]) -> bool:
    """What is said about one property, whose type is one of data."""
    said = [said_of_field(key) for key in node]
    kinds = [one for key, one in node.items() if said_of_field(key) is Said.TYPE]
    return Said.LABEL not in said and any(read_spec(str(one)).is_typed for one in kinds)


def is_tree_of_events(node: Mapping[str, object], has_fields: HasFields, depth: int = 0) -> bool:
    """Objects all the way down to some that have properties, or that describe events."""
    objects = [one for one in node.values() if isinstance(one, Mapping)]
    if len(objects) < len(node) or not objects or depth > _DEEPEST:
        return False
    if any(said_of_event(key) in {Said.FIELDS, Said.SCHEMA} for key in node):
        return False
    return any(
        has_fields(one) or is_told(one) or is_tree_of_events(one, has_fields, depth + 1)
        for one in objects
    )


def is_told(node: Mapping[str, object]) -> bool:
    """An object that describes an event without saying what it carries."""
    return any(
        said_of_event(key) in {Said.DESCRIPTION, Said.VERSION} and isinstance(value, str | int)
        for key, value in node.items()
    )


def is_property(node: Mapping[str, object]) -> bool:
    """An entry of a list that describes a property: it has a type, or is required."""
    if len(node) == 1:
        [one] = node.values()
        kind = one.get("type") if isinstance(one, Mapping) else one
        return isinstance(kind, str) and read_spec(kind).is_typed
    return named_field(node) is not None and any(
        said_of_field(key) in {Said.TYPE, Said.REQUIRED, Said.ENUM, Said.EXAMPLE} for key in node
    )


def describes_property(node: Mapping[str, object]) -> bool:
    """Words about one property and nothing else: its type, and whether it is required."""
    said = {said_of_field(key) for key in node}
    is_plain = not any(isinstance(one, Mapping | list) for one in node.values())
    return is_plain and Said.TYPE in said and Said.LABEL not in said


def are_properties(node: Mapping[str, object]) -> bool:
    """Names of properties with their types, or with objects that say a type."""
    typed = [
        (isinstance(one, str) and read_spec(one).is_typed)
        or (isinstance(one, list) and len(one) == 1 and _is_described(one[0]))
        or (
            isinstance(one, Mapping)
            and any(_says_type(key, value) or key == "$ref" for key, value in one.items())
            and not (said_of_event(name) is Said.SCHEMA and is_schema_object(one))
        )
        for name, one in node.items()
    ]
    return sum(typed) * 2 > len(typed)


def _is_described(value: object) -> bool:
    """What the elements of a list hold, each with its type."""
    return isinstance(value, Mapping) and bool(value) and are_properties(value)


def _says_type(key: str, value: object) -> bool:
    """A type or allowed values of a property; `type: track` is said of an event."""
    said = said_of_field(key)
    is_call = isinstance(value, str) and squashed(value) in CALLS
    return said is Said.ENUM or (said is Said.TYPE and not is_call)


def are_parted(value: Mapping[str, object]) -> bool:
    """`{required: [...], optional: [...]}`: what has to be there, apart from what need not."""
    parts = [one for key, one in value.items() if part_of(key) is not Part.LEFT_OUT]
    said = {said_of_event(key) for key in value if part_of(key) is not Part.LEFT_OUT}
    are_open = all(isinstance(one, Mapping | list) for one in parts)
    return bool(said) and said <= {Said.REQUIRED, Said.OPTIONAL} and are_open


def property_names(value: object) -> list[str]:
    """The names in a value that is a list or map of properties; none for other values."""
    if isinstance(value, Mapping):
        inner = value.get("properties") if is_schema_object(value) else value
        is_list = isinstance(inner, Mapping) and (inner is not value or are_properties(inner))
        return [str(name) for name in inner] if is_list and isinstance(inner, Mapping) else []
    if isinstance(value, list):
        objects = [one for one in value if isinstance(one, Mapping) and is_property(one)]
        if sum(any(map(_is_moment, one.values())) for one in objects) * 2 > len(objects):
            return []  # what happened, each at its time
        if _are_of_a_kind(objects):
            return []
        names = [found[1] for one in objects if (found := named_field(one))]
        return names if len(names) * 2 > len(value) else []
    return []


def _are_of_a_kind(several: Sequence[Mapping[str, object]]) -> bool:
    """All have the same type, which is none of data: `type: metric`."""
    kinds = [
        one[key]
        for one in several
        for key in one
        if said_of_field(key) is Said.TYPE and isinstance(one[key], str)
    ]
    is_same = len(kinds) == len(several) > 1 and len(set(kinds)) == 1
    return is_same and not read_spec(str(kinds[0])).is_typed


def _is_moment(value: object) -> bool:
    return isinstance(value, str) and _MOMENT.match(value) is not None


def is_recorded(keys: Iterable[str]) -> bool:
    """The keys of a call that was sent: when, and by whom."""
    known = set(map(squashed, keys))
    return bool(known & _RECORDED) or bool(known & _TIMES and known & _SENDERS)
