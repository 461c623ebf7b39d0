"""How events and fields lie in a table, and whether it is part of a tracking plan at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from segkit.plans.tables.columns import Column, names_event, taken
from segkit.plans.tables.guidance import tells
from segkit.plans.tables.headings import (
    call_of_value,
    hints,
    is_foreign,
    is_practice,
    is_test,
    says_names,
)
from segkit.plans.tables.looks import is_compound, is_event_like, is_key_like, is_past
from segkit.plans.tables.packed import lists_keys, property_of, speaks_of_event
from segkit.plans.tables.role import TRAIT_CALLS, Role
from segkit.plans.tables.sheet import Sheet
from segkit.plans.tables.values import is_mark, read_required, read_type
from segkit.plans.tables.vocabulary import take_apart

LAYOUTS: Mapping[str, str] = {
    "rows": "event rows with a row for each property",
    "list": "one row for each field of the call",
    "outline": "events and their properties in one column",
    "headed": "a table of properties below each event's name",
    "titled": "properties of the event that the tab is named after",
    "matrix": "properties down, events across",
    "crossed": "events down, properties across",
    "packed": "one row for each event, properties in one cell",
    "events": "one row for each event, no properties",
    "reference": "properties of events that other tables name",
}
"""Names of layouts and what they look like."""

RECOGNISED = 4.5
"""Points from which a table counts as part of a tracking plan."""

_KEY = re.compile(r"^[a-z$][\w$.\[\]]*$")
_SAID = 0.95
_SURE = 0.7
_KEYS = 0.6
_GUIDANCE = (Role.REQUIRED, Role.ALLOWED, Role.ENUM, Role.PATTERN, Role.EXAMPLE, Role.OPTIONAL)


@dataclass(frozen=True, slots=True)
class Recognition:
    """How a table is laid out and what spoke for it.

    Attributes:
        layout: One of `LAYOUTS`.
        points: Evidence that it is part of a tracking plan; see `RECOGNISED`.
        why: The evidence in words, each with its weight.
    """

    layout: str
    points: float
    why: tuple[str, ...]


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
        above: Title or heading say the call, and not the columns.
        vague_call: The call was taken from a word such as "users" or "events".
    """

    call: str | None
    headed: bool = False
    titled_as_event: bool = False
    outline: bool = False
    forced: bool = False
    above: bool = False
    vague_call: bool = False
    known: frozenset[str] = frozenset()


def recognise(columns: list[Column], around: Surroundings) -> Recognition:
    """Find the layout and weigh the evidence; turns columns into marks for a matrix."""
    layout = _layout(columns, around)
    evidence = _evidence(columns, around)
    points = sum(weight for weight, _ in evidence)
    if around.forced and layout:
        points = max(points, RECOGNISED)
    why = tuple(f"{reason} ({weight:+g})" for weight, reason in evidence)
    return Recognition(layout or "list", points if layout else 0.0, why)


def _layout(columns: list[Column], around: Surroundings) -> str | None:
    """The layout by the columns that hold names; None when nothing holds or says names."""
    event, fields = taken(columns, Role.EVENT), taken(columns, Role.FIELD)
    named = event or taken(columns, Role.CALL)
    if lists := taken(columns, Role.PACKED):
        return "packed" if named or any(map(speaks_of_event, lists.samples)) else None
    if fields is None:
        if event and _take_field_marks(columns, event):
            return "crossed"
        return "events" if event else None
    return "rows" if named else _layout_without_events(columns, fields, around)


def _layout_without_events(columns: list[Column], fields: Column, around: Surroundings) -> str:
    """Where the events are when only the fields have a column."""
    names_events = around.call not in {"identify", "group", "alias"}
    if names_events and (layout := _layout_of_events(columns, fields, around)):
        return layout
    if around.call not in TRAIT_CALLS and around.titled_as_event:
        return "titled"
    is_call = around.call and not around.vague_call
    return "list" if is_call or around.call in TRAIT_CALLS else "reference"


def _layout_of_events(columns: list[Column], fields: Column, around: Surroundings) -> str | None:
    """The layout that names events beside, across, between or above the fields."""
    if taken(columns, Role.APPLIES):
        return "reference"
    if _take_event_marks(columns, fields):
        return "matrix"
    if around.outline:
        return "outline"
    return "headed" if around.headed and around.call != "common" else None


def is_outline(sheet: Sheet, columns: list[Column], start: int, end: int) -> bool:
    """Events stand in the field column, recognisable as rows that have no type."""
    fields, kind = taken(columns, Role.FIELD), taken(columns, Role.TYPE)
    if fields is None or kind is None or taken(columns, Role.EVENT, Role.APPLIES):
        return False
    required = taken(columns, Role.REQUIRED)
    heads = [
        is_outline_event(row[kind.index], row[required.index] if required else "")
        for row in sheet.rows[start : min(end, start + 500)]
        if row[fields.index].strip()
    ]
    followed = sum(1 for one, two in pairwise(heads) if one and not two)
    return (
        len(heads) > 2 and heads[0] and followed * 3 >= heads.count(True) and heads.count(False) > 1
    )


def is_outline_event(kind: str, required: str) -> bool:
    """In an outline, a row without a type (or with a call's name for one) is an event."""
    kind = kind.strip()
    return bool(call_of_value(kind)) if kind else not required.strip()


# --- a column for each event, or for each property ------------------------------------------


def _take_event_marks(columns: list[Column], names: Column) -> bool:
    """Columns of marks, or of values below names spelled as events, right of the properties."""
    return _take_marks(
        columns, names,
        lambda column: _holds_marks(column) or (_is_named(column) and is_event_like(column.header)),
    )  # fmt: skip


def _take_field_marks(columns: list[Column], events: Column) -> bool:
    """Columns headed by properties, one at least spelled as no platform or team is."""
    labels = [column for column in columns if column.role is Role.LABEL]
    is_sure = any(is_compound(property_of(column.header).name) for column in labels)
    return is_sure and _take_marks(
        columns, events,
        lambda column: _KEY.match(property_of(column.header.strip()).name) is not None
        and (_holds_marks(column) or (_is_named(column) and column.share(_is_type_or_mark) >= 0.9)),
    )  # fmt: skip


def _take_marks(columns: list[Column], names: Column, fits: Callable[[Column], bool]) -> bool:
    """Turn such columns into marks, if there are two."""
    marks = [
        column for column in columns
        if column.role is Role.LABEL and column.index > names.index and fits(column)
    ]  # fmt: skip
    if len(marks) < 2 or not any(column.samples for column in marks):
        return False
    for column in marks:
        column.take(Role.MARK, 0.8, "marks below a name")
    return True


def _is_named(column: Column) -> bool:
    """Headed by a name, not by a word of headings or by something beside the plan."""
    header = column.header.strip()
    if is_compound(header):
        return not says_names(header) and Role.TYPE not in hints(header)
    is_beside = column.is_beside and not is_foreign(header)  # `sku` and `price` are properties too
    return bool(header) and not is_beside and not any(column.weights.values())


def _holds_marks(column: Column) -> bool:
    return _is_named(column) and all(map(is_mark, column.samples))


def _is_type_or_mark(text: str) -> bool:
    return bool(read_type(text) or read_required(text))


# --- evidence -------------------------------------------------------------------------------


def _evidence(columns: list[Column], around: Surroundings) -> list[tuple[float, str]]:
    """Points with their reasons, for and against."""
    evidence: list[tuple[float, str]] = []
    # `Key` and `Name` beside each other are two names of anything
    names = [taken(columns, Role.EVENT), taken(columns, Role.FIELD)]
    is_said = any(column is None or column.confidence >= 0.75 for column in names)
    for role in (Role.EVENT, Role.FIELD):
        if column := taken(columns, role):
            plain = 2.0 if column.confidence >= 0.95 else 1.0 if is_said else 0.5
            plain += 0.5 if {"event", "name"} <= take_apart(column.header).about else 0.0
            evidence.append((plain, f"{role} column {column.header.strip()!r}"))
    if around.call:
        weight = 1.0 if around.vague_call else 2.0
        evidence.append((weight, f"title or heading speaks of {around.call}"))
    event = taken(columns, Role.EVENT)
    said = {"page", "screen"} & take_apart(event.header).about if event else set[str]()
    if around.call in said and around.above:
        evidence.append((1.5, "names of what title or heading speak of"))
    if around.titled_as_event or around.headed:
        evidence.append((1.0, "an event's name above it"))
    evidence += [
        (weight, why)
        for role, weight, why in (
            (Role.PACKED, 2.0, "lists of properties"),
            (Role.TRIGGER, 2.0, "triggers"),
            (Role.MARK, 2.0, "marks below names"),
            (Role.APPLIES, 2.0, "events that carry a property"),
        )
        if taken(columns, role)
    ]
    fields = taken(columns, Role.FIELD)
    is_reference = fields is not None and not taken(columns, Role.EVENT, Role.CALL)
    if (
        fields
        and is_reference
        and around.known
        and fields.share(around.known.__contains__) >= _SURE
    ):
        evidence.append((2.0, "names of properties that other tables have"))
    lists = taken(columns, Role.PACKED)
    if lists is not None and lists.samples and lists.share(lists_keys) >= 0.5:
        evidence.append((1.5, "lists of names spelled as keys"))
    evidence.append(_value_evidence(taken(columns, Role.CALL), "calls"))
    evidence.append(_value_evidence(taken(columns, Role.TYPE), "data types"))
    for role, plain in ((Role.EVENT_DESCRIPTION, 2.5), (Role.FIELD_DESCRIPTION, 1.5)):
        if column := taken(columns, role):
            evidence.append((plain if column.confidence >= 0.99 else 0.5, str(role)))
    fields = taken(columns, Role.FIELD, Role.PACKED)
    guidance = (
        []
        if fields is None
        else [
            role
            for role in _GUIDANCE
            if (found := taken(columns, role)) and found.confidence >= 0.6
        ]
    )
    evidence.append((float(min(2, len(guidance))), ", ".join(guidance)))
    evidence += [_name_evidence(columns), _plain_evidence(columns), _glossary_evidence(columns)]
    evidence += [_foreign_evidence(columns), _type_evidence(columns)]
    return [(weight, why) for weight, why in evidence if weight]


def _value_evidence(column: Column | None, what: str) -> tuple[float, str]:
    """A column whose values were checked is worth more than its header alone."""
    if column is None:
        return (0.0, "")
    return (3.0, what) if column.samples else (1.0, f"a column for {what}, still empty")


def _name_evidence(columns: list[Column]) -> tuple[float, str]:
    """Names as programs or as event guides spell them."""
    fields, event = taken(columns, Role.FIELD), taken(columns, Role.EVENT)
    are_keys = fields is not None and bool(fields.samples) and fields.share(is_key_like) >= _KEYS
    if event is None or not event.samples:
        return (1.0, "names spelled as keys") if are_keys else (0.0, "")
    if are_keys:
        is_told = event.share_of_heads(is_past) >= _SURE and event.share(is_compound) < _SURE
        return (3.0 if is_told else 1.0, "names spelled as keys")
    if event.share_of_heads(is_past) >= _SURE:
        return (2.5, "names spelled as events")
    share = event.share_of_heads(names_event)
    return (2.0 if share >= _SURE else 1.0 if share >= 0.4 else 0.0, "names spelled as events")


def _plain_evidence(columns: list[Column]) -> tuple[float, str]:
    """A list of events with nothing beside it that another list would have."""
    event = taken(columns, Role.EVENT)
    if any(is_practice(column.header) for column in columns if column.role is Role.LABEL):
        return (1.0, "columns as plans have them")
    is_plain = (
        event is not None
        and (
            event.confidence >= _SAID
            or (event.distinct > 2 and event.share_of_heads(is_past) >= _SURE)
        )
        and not any(c.is_beside for c in columns)
    )
    return (1.5, "nothing of another kind of table") if is_plain else (0.0, "")


def _glossary_evidence(columns: list[Column]) -> tuple[float, str]:
    """A list that explains the headings of other tables."""
    names = taken(columns, Role.EVENT, Role.FIELD)
    is_glossary = names is not None and bool(names.samples) and (
        names.share(tells) >= 0.5 or (len(names.samples) > 2 and names.share(says_names) >= 0.4)
    )  # fmt: skip
    return (-4.0, "but names that are headings") if is_glossary else (0.0, "")


def _type_evidence(columns: list[Column]) -> tuple[float, str]:
    """`Type` above kinds of goods or people: another sort of table."""
    other = [
        column for column in columns
        if column.role is Role.LABEL and column.samples and column.header.strip().casefold() == "type"
        and column.share(read_type) < 0.25
    ]  # fmt: skip
    return (-1.0, "but types that are no data types") if other else (0.0, "")


def _foreign_evidence(columns: list[Column]) -> tuple[float, str]:
    """Headers of address lists, invoices and calendars speak against a plan."""
    foreign = [
        column.header.strip() for column in columns
        if column.role is Role.LABEL and is_foreign(column.header)
    ]  # fmt: skip
    return (
        (
            -1.5 * len(foreign) - sum(map(is_test, foreign)),
            f"but columns such as {', '.join(foreign[:3])}",
        )
        if foreign
        else (0.0, "")
    )
