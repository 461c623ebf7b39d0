"""What speaks for a table being part of a tracking plan, and what against: points with reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from segkit.plans.cells.packed import lists_keys, names_file, property_of, speaks_of_event
from segkit.plans.cells.values import read_type, says_kind
from segkit.plans.layouts.columns import (
    Column,
    are_one,
    names_event,
    object_and_action,
    speaks_of_labels,
    taken,
)
from segkit.plans.layouts.guidance import tells
from segkit.plans.words.headings import is_foreign, is_practice, is_test, normalised, says_names
from segkit.plans.words.looks import (
    is_compound,
    is_event_like,
    is_key_like,
    is_past,
    says_deed,
    several_events,
)
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import take_apart

_GUIDANCE = (Role.REQUIRED, Role.ALLOWED, Role.ENUM, Role.PATTERN, Role.EXAMPLE, Role.OPTIONAL)
_FOUND = (
    (Role.PACKED, 2.0, "lists of properties"),
    (Role.TRIGGER, 2.0, "triggers"),
    (Role.MARK, 2.0, "marks below names"),
    (Role.APPLIES, 2.0, "events that carry a property"),
)
_SAID = 0.95
_SURE = 0.7
_KEYS = 0.6
_MANY, _SOME = 0.6, 0.3
_SEVERAL, _WIDE = 3, 8

_WHOSE = re.compile(
    r"\b(?:user|session|visitor|customer|account|device|anonymous|client|distinct) ?id\b"
)
_WHEN = re.compile(r"\b(?:timestamp|date|time|datetime|ts|(?:occurred|created|received|sent) at)\b")
Evidence = tuple[float, str]
"""Points, and the reason for them."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known about a table besides its columns.

    Attributes:
        call: What title, heading or profile say.
        headed: An event's name stands above the table.
        titled_as_event: The tab's title is spelled as an event is (`Order Completed`).
        outline: Events and their properties share the field column (`is_outline`).
        forced: The profile says that this is a table of the plan.
        known: Names of properties that other tables have.
        holds: The title speaks of one of them as a list: `items[] schema`.
        above: Title or heading say the call, and not the columns.
        repeated: The same headings stand elsewhere, above other tables.
        vague_call: The call was taken from a word such as "users" or "events".
    """

    call: str | None
    headed: bool = False
    titled_as_event: bool = False
    outline: bool = False
    forced: bool = False
    above: bool = False
    vague_call: bool = False
    repeated: bool = False
    known: frozenset[str] = frozenset()
    holds: bool = False


def evidence_of(columns: list[Column], around: Surroundings) -> list[Evidence]:
    """Points with their reasons, for and against."""
    found = [
        *_of_names(columns),
        *_of_surroundings(columns, around),
        *((weight, why) for role, weight, why in _FOUND if taken(columns, role)),
        *_of_keys(columns, around),
        *_of_marks(columns),
        *([(2.5, "events by category and action")] if object_and_action(columns) else []),
        *([(2.5, "category, action and label")] if speaks_of_labels(columns) else []),
        *_of_values(taken(columns, Role.CALL), "calls"),
        *_of_values(taken(columns, Role.TYPE), "data types"),
        *_of_descriptions(columns),
        *_of_guidance(columns),
        *_of_spelling(columns),
        *_of_plainness(columns),
        *_of_headings(columns),
        *_of_foreign(columns),
        *_of_log(columns),
        *_of_types(columns),
        *_of_settings(columns),
    ]
    return [(weight, why) for weight, why in found if weight]


def _of_names(columns: list[Column]) -> Iterator[Evidence]:
    """Columns of events and of properties, by how plainly their headings say it."""
    names = {role: taken(columns, role) for role in (Role.EVENT, Role.FIELD)}
    # `Key` and `Name` beside each other are two names of anything
    is_said = any(column is None or column.confidence >= 0.75 for column in names.values())
    for role, column in names.items():
        if column is not None:
            plain = 2.0 if column.confidence >= _SAID else 1.0 if is_said else 0.5
            plain += 0.5 if {"event", "name"} <= take_apart(column.header).about else 0.0
            yield plain, f"{role} column {column.header.strip()!r}"


def _of_surroundings(columns: list[Column], around: Surroundings) -> Iterator[Evidence]:
    """Titles and headings."""
    if around.call:
        weight = 1.0 if around.vague_call else 2.0
        yield weight, f"title or heading speaks of {around.call}"
    event = taken(columns, Role.EVENT)
    about = take_apart(event.header).about if event else frozenset[str]()
    if around.above and around.call in {"page", "screen"} & about:
        yield 1.5, "names of what title or heading speak of"
    if around.titled_as_event or around.headed:
        yield 1.0, "an event's name above it"
        fields = taken(columns, Role.FIELD)
        is_plain = fields is not None and fields.confidence >= _SAID  # `Field | Value` says little
        yield 1.5 * (around.repeated and is_plain), "the same headings below other names"


def _of_marks(columns: list[Column]) -> Iterator[Evidence]:
    """Marks below names spelled as events or properties are."""
    marks = [column.header for column in columns if column.role is Role.MARK]
    if len(marks) > 1 and 2 * sum(map(is_event_like, marks)) > len(marks):
        yield 2.0, "names spelled as events or keys above marks"
    if sum(map(is_compound, marks)) >= _WIDE:
        yield 6.0, "many keys above what is sent"


def _of_keys(columns: list[Column], around: Surroundings) -> Iterator[Evidence]:
    """Texts spelled as nothing but names of properties are."""
    fields, lists = taken(columns, Role.FIELD), taken(columns, Role.PACKED)
    if fields is not None and around.known and not taken(columns, Role.EVENT, Role.CALL):
        is_known = fields.share(around.known.__contains__) >= _SURE
        yield 2.0 * is_known, "names of properties that other tables have"
        yield 2.0 * around.holds, "what a property of other tables holds"
    carried = taken(columns, Role.APPLIES)
    if carried is not None and fields is not None and fields.share(is_compound) >= _KEYS:
        are_keys = bool(carried.samples) and carried.share(lists_keys) >= _SURE
        yield 2.0 * are_keys, "keys of properties beside those of events that carry them"
    event = taken(columns, Role.EVENT)
    if event is not None and around.known and event.confidence >= _SAID:
        yield (
            2.0 * (event.share(around.known.__contains__) >= _SURE),
            "events that other tables name",
        )
        are_keys = event.share(lambda text: is_compound(text.strip().split(" ")[0])) >= _SURE
        yield 1.0 * are_keys, "keys of events beside those of other tables"
    for name, one in (("events", event), ("properties", fields)):
        if one is not None and any(are_one(one, other) for other in columns if other is not one):
            yield 2.0, f"keys of the {name} beside their titles"
    if any(column.role is Role.LABEL and column.distinct > 1 and column.share(is_compound) >= _SURE
           for column in columns):  # fmt: skip
        yield 1.0, "texts spelled as keys"
    if lists is not None and lists.samples and lists.share(lists_keys) >= 0.5:
        yield 1.5, "lists of names spelled as keys"
        is_code = lists.share(lambda text: speaks_of_event(text) and not _is_object(text))
        yield 2.0 * (is_code >= _SURE), "code that names the event it sends"


def _of_descriptions(columns: list[Column]) -> Iterator[Evidence]:
    for role, plain in ((Role.EVENT_DESCRIPTION, 2.5), (Role.FIELD_DESCRIPTION, 1.5)):
        if column := taken(columns, role):
            yield plain if column.confidence >= 0.99 else 0.5, str(role)


def _of_guidance(columns: list[Column]) -> Iterator[Evidence]:
    """What else is said of properties."""
    if taken(columns, Role.FIELD, Role.PACKED):
        found = [role for role in _GUIDANCE if (c := taken(columns, role)) and c.confidence >= 0.6]
        yield float(min(2, len(found))), ", ".join(found)


def _of_values(column: Column | None, what: str) -> Iterator[Evidence]:
    """A column whose values were checked is worth more than its header alone."""
    if column is not None:
        yield (3.0, what) if column.samples else (1.0, f"a column for {what}, still empty")


def _of_spelling(columns: list[Column]) -> Iterator[Evidence]:
    """Names as programs or as event guides spell them."""
    fields, event = taken(columns, Role.FIELD), taken(columns, Role.EVENT)
    are_keys = fields is not None and bool(fields.samples) and fields.share(_names_key) >= _KEYS
    if event is None or not event.samples:
        yield 1.0 * are_keys, "names spelled as keys"
        return
    is_told = event.share_of_heads(is_past) >= _SURE
    yield -6.0 * (event.share(names_file) >= _SURE), "but names of files"
    if are_keys:
        is_plain = is_told and event.share(is_compound) < _SURE
        yield 3.0 if is_plain else 1.0, "names spelled as keys"
    elif is_told and event.share(_is_key_of_deed) < _SURE:
        yield 2.5, "names spelled as events"
    elif event.distinct >= _SEVERAL and event.share(_is_key_of_deed) >= _SURE:
        yield 3.5, "names spelled as keys of what was done"
    elif event.share(several_events) >= _MANY or (
        event.confidence > _SURE
        and event.share(several_events) >= _SOME
        and event.share(_says_deeds) >= _MANY
    ):
        yield 3.5, "lists of names spelled as events"
    else:
        share = event.share_of_heads(names_event)
        points = 2.0 if share >= _SURE else 1.0 if share >= 0.4 else 0.0
        yield points, "names spelled as events"


def _names_key(text: str) -> bool:
    """`lamp_id`, `lamp_id (string)`."""
    return is_key_like(property_of(text).name)


def _is_key_of_deed(text: str) -> bool:
    return is_compound(text) and says_deed(text)


def _says_deeds(text: str) -> bool:
    return bool(several_events(text)) or _is_key_of_deed(text)


def _of_plainness(columns: list[Column]) -> Iterator[Evidence]:
    """A list of events with nothing beside it that another list would have."""
    event = taken(columns, Role.EVENT)
    if any(is_practice(column.header) for column in columns if column.role is Role.LABEL):
        yield 1.0, "columns as plans have them"
    elif (
        event is not None
        and (
            event.confidence >= _SAID
            or (event.distinct > 2 and event.share_of_heads(is_past) >= _SURE)
        )
        and not any(c.is_beside for c in columns)
    ):
        yield 1.5, "nothing of another kind of table"


def _of_headings(columns: list[Column]) -> Iterator[Evidence]:
    """A list that explains the headings of other tables."""
    names = taken(columns, Role.EVENT, Role.FIELD)
    if taken(columns, Role.MARK):
        return
    if names is not None and names.samples and (
        names.share(tells) >= 0.5 or (len(names.samples) > 2 and names.share(says_names) >= 0.4)
    ):  # fmt: skip
        yield -4.0, "but names that are headings"


def _of_log(columns: list[Column]) -> Iterator[Evidence]:
    """What was sent, call by call, with whose and when: no plan."""
    event, sent = taken(columns, Role.EVENT), taken(columns, Role.PACKED)
    heads = [normalised(column.header) for column in columns if column.role is Role.LABEL]
    if (
        event is not None
        and event.distinct < len(event.samples)
        and not taken(columns, Role.FIELD)
        and (sent is None or sent.share(_is_object) >= _SURE)
        and any(map(_WHOSE.search, heads))
        and any(map(_WHEN.search, heads))
    ):
        yield -6.0, "but a row for each call that was sent"


def _is_object(text: str) -> bool:
    return text.lstrip()[:1] == "{"


def _of_types(columns: list[Column]) -> Iterator[Evidence]:
    """`Type` above kinds of goods or people: another sort of table; above kinds of events: one of events."""
    kinds = [
        column for column in columns
        if column.role is Role.LABEL and column.samples and column.header.strip().casefold() == "type"
        and column.share(read_type) < 0.25
    ]  # fmt: skip
    if any(column.share(says_kind) >= _SURE for column in kinds):
        yield 1.0, "kinds of events"
    elif kinds:
        yield -1.0, "but types that are no data types"


def _of_settings(columns: list[Column]) -> Iterator[Evidence]:
    """`Variable` above `LAMP_API_KEY`: what a program is given where it runs."""
    fields = taken(columns, Role.FIELD)
    if fields is not None and "variable" in take_apart(fields.header).about:
        yield -3.0 * (fields.share(str.isupper) >= _SURE), "but names of settings"


def _of_foreign(columns: list[Column]) -> Iterator[Evidence]:
    """Headers of address lists, invoices and calendars speak against a plan."""
    foreign = [
        column.header.strip() for column in columns
        if column.role is Role.LABEL and is_foreign(column.header)
    ]  # fmt: skip
    if foreign:
        against = -1.5 * len(foreign) - sum(map(is_test, foreign))
        yield against, f"but columns such as {', '.join(foreign[:3])}"
