"""How events and fields lie in a table, and whether it is part of a tracking plan at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from segkit.plans.cells.item import NOTHING
from segkit.plans.cells.packed import property_of, speaks_of_event
from segkit.plans.cells.values import is_mark, is_sign, read_required, read_type
from segkit.plans.layouts.columns import Column, taken
from segkit.plans.layouts.evidence import Surroundings, evidence_of
from segkit.plans.layouts.neighbours import are_sparse, is_humped
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.words.headings import (
    becomes,
    call_of_value,
    hints,
    is_foreign,
    says_names,
)
from segkit.plans.words.looks import is_compound, is_event_like, is_key_like
from segkit.plans.words.role import TRAIT_CALLS, Role

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

WITH_EXAMPLES = "keys above examples of them"
"""Why columns are those of properties that hold no marks but values."""

_PLAIN_HEADINGS = 2
_KEY = re.compile(r"^[a-z$][\w$.\[\]]*$")
_PLAINLY = 0.8


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


def recognise(columns: list[Column], around: Surroundings) -> Recognition:
    """Find the layout and weigh the evidence; turns columns into marks for a matrix."""
    layout = _layout(columns, around)
    evidence = evidence_of(columns, around)
    points = sum(weight for weight, _ in evidence)
    if around.forced and layout:
        points = max(points, RECOGNISED)
    why = tuple(f"{reason} ({weight:+g})" for weight, reason in evidence)
    return Recognition(layout or "list", points if layout else 0.0, why)


def _layout(columns: list[Column], around: Surroundings) -> str | None:
    """The layout by the columns that hold names; None when nothing holds or says names."""
    event, fields = taken(columns, Role.EVENT), taken(columns, Role.FIELD)
    call = taken(columns, Role.CALL)
    # `event` below `Scope` beside the events that carry a property is no call
    is_call = call is not None and bool(call.samples) and not taken(columns, Role.APPLIES)
    named = event or (call if is_call else None)
    if lists := taken(columns, Role.PACKED):
        return "packed" if named or any(map(speaks_of_event, lists.samples)) else None
    if fields is None:
        if event and (_take_field_marks(columns, event) or _take_field(columns, event)):
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
    if around.call == "common":
        return None
    return "outline" if around.outline else "headed" if around.headed else None


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
        lambda column: _holds_marks(column)
        or (_is_named(column) and (column.crossing or is_event_like(column.header))),
    )  # fmt: skip


def _take_field_marks(columns: list[Column], events: Column) -> bool:
    """Columns headed by properties, one at least spelled as no platform or team is."""
    labels = [column for column in columns if column.role is Role.LABEL]
    told = [
        column for column in labels if column.crossing and not any(map(is_sign, column.samples))
    ]
    is_sure = any(is_compound(property_of(column.header).name) for column in labels)
    is_sure = is_sure or len(told) > len(labels) / 2  # types and claims, which no platform has
    if is_sure and are_sparse(columns, events):
        return _take_marks(
            columns, events, lambda column: _is_named(column) and _is_key(column), WITH_EXAMPLES
        )
    return is_sure and _take_marks(
        columns, events,
        lambda column: (column in told or bool(_KEY.match(property_of(column.header.strip()).name)))
        and column.header.strip().casefold() not in NOTHING
        and (
            _holds_marks(column)
            or bool(property_of(column.header.strip()).type)
            or (_is_named(column) and column.share(_is_type_or_mark) >= 0.9)
        ),
    )  # fmt: skip


def _is_key(column: Column) -> bool:
    """One word, as programs spell it."""
    return bool(_KEY.match(column.header.strip())) or is_humped(column)


def _take_field(columns: list[Column], events: Column) -> bool:
    """`Evento | lamp_kind | Cuándo`: the one heading spelled as a key, above the values of that property."""
    keyed = [column for column in columns if is_compound(column.header)]
    said = [column for column in columns if column.header.strip() and column not in keyed]
    if len(keyed) != 1 or len(said) < _PLAIN_HEADINGS or events in keyed:
        return False
    (only,) = keyed
    is_open = (
        only.role is Role.LABEL and _is_named(only) and len(only.samples) == len(events.samples)
    )
    is_open = is_open and events.hints.get(Role.EVENT, 0.0) >= _PLAINLY
    if not is_open or only.share(is_key_like) < 1 or only.heads_marks:
        return False
    only.take(Role.MARK, 0.6, WITH_EXAMPLES)
    return True


def _take_marks(
    columns: list[Column],
    names: Column,
    fits: Callable[[Column], bool],
    why: str = "marks below a name",
) -> bool:
    """Turn such columns into marks, if there are two."""
    marks = [
        column for column in columns
        if column.role is Role.LABEL and column.index > names.index and fits(column)
    ]  # fmt: skip
    if len(marks) < 2 or not any(column.samples for column in marks):
        return False
    places = {column.index for column in marks}
    for column in (*columns, *reversed(columns)):  # `plan`, `page`: words of headings among them
        is_name = column.crossing and column.header.strip().casefold() not in NOTHING
        is_open = column.role is Role.LABEL and is_name and column.index not in places
        if is_open and not places.isdisjoint({column.index - 1, column.index + 1}):
            places.add(column.index)
            marks.append(column)
    for column in marks:
        column.take(Role.MARK, 0.8, why)
    return True


def _is_named(column: Column) -> bool:
    """Headed by a name, not by a word of headings or by something beside the plan."""
    header = column.header.strip()
    if is_compound(header):
        return not (column.hints and (says_names(header) or Role.TYPE in hints(header)))
    # `sku` and `price` are properties too, and `Account Created` is an event
    is_beside = column.is_beside and not is_foreign(header) and not becomes(header)
    is_said = any(column.weights.values()) or max(column.hints.values(), default=0.0) >= 1
    return bool(header) and not is_beside and not is_said


def _holds_marks(column: Column) -> bool:
    is_used = bool(column.samples) or is_event_like(column.header)
    return is_used and _is_named(column) and all(map(is_mark, column.samples))


def _is_type_or_mark(text: str) -> bool:
    return bool(read_type(text) or read_required(text))
