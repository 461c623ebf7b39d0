"""Where in a row of one table each thing stands, and what each label is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from segkit.plans.cells.packed import are_parted_by_blanks
from segkit.plans.layouts.columns import Column, object_and_action
from segkit.plans.layouts.layout import WITH_EXAMPLES
from segkit.plans.layouts.own_csv import own_roles
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.layouts.table import Table
from segkit.plans.words.headings import normalised
from segkit.plans.words.role import NAMES, OF_ONE_FIELD, Role

_WINDOW = 2000
_ABOUT_FIELDS = re.compile(
    r"\b(?:pii|gdpr|sensitive|personal|source of truth|mapping|property|trait)\b"
)
_ABOUT_EVENTS = re.compile(
    r"\b(?:event|platforms?|status|owner|team|version|priority|release|implemented|why|category|"
    r"page|screen|since|goal|funnel|destinations?|area|feature)\b"
)

Label = tuple[int, str]
"""A column kept as a label: its index and the name under which its texts are kept."""


@dataclass(frozen=True, slots=True)
class Places:
    """Column indexes of a table; None where it has no such column.

    Attributes:
        also: Columns of further names of the event, as it is called on other platforms.
        names: Name under which a column's text is kept as a label, by its index.
        event_labels: Columns that say something about the whole event.
        field_labels: Columns that say something about the field of their row.
        packed: Columns of cells that hold several fields.
        marks: Event columns of a matrix.
        traits: Columns of cells that hold several traits.
        applies: For each field of a reference, the events that carry it.
        slots: Columns that say something of the property in a packed column, by that column.
        nested: Names of fields inside the one that `field` names, from the outer to the inner.
        parent: The name of the field inside which the row's field is.
        object: What an event's action is done to, when names are kept in two columns.
        merged: Columns in which a merged cell's text counts for all its rows.
        spaced: Columns of names between which only blanks stand.
        shown: The cells of `marks` hold examples, so that `false` says that there is one.
        exact: segkit wrote the table: cells mean what they say, nothing is guessed.
    """

    event: int | None
    field: int | None
    parent: int | None
    object: int | None
    call: int | None
    version: int | None
    event_description: int | None
    trigger: int | None
    field_description: int | None
    type: int | None
    required: int | None
    optional: int | None
    allowed: int | None
    enum: int | None
    pattern: int | None
    format: int | None
    example: int | None
    array: int | None
    nullable: int | None
    packed: tuple[int, ...]
    marks: tuple[int, ...]
    traits: tuple[int, ...]
    nested: tuple[int, ...]
    applies: int | None
    also: tuple[int, ...]
    slots: Mapping[int, Mapping[str, int]]
    names: dict[int, str]
    event_labels: tuple[Label, ...]
    field_labels: tuple[Label, ...]
    merged: tuple[int, ...]
    spaced: tuple[int, ...] = ()
    shown: bool = False
    exact: bool = False

    @property
    def about_fields(self) -> tuple[int, ...]:
        """All columns that say something about fields, their labels included."""
        own = (getattr(self, name) for name in _IN_SLOTS.values())
        labels = (index for index, _ in self.field_labels)
        return tuple(place for place in (*own, *labels) if place is not None)

    @property
    def alike(self) -> tuple[int | None, ...]:
        """Columns that say the same of all properties that one row names."""
        return self.type, self.required

    @property
    def in_slots(self) -> tuple[int, ...]:
        """All columns that say something of one property among several in a row."""
        return tuple(place for slot in self.slots.values() for place in slot.values())


def places_of(sheet: Sheet, table: Table) -> Places:
    """The places of a table's columns."""
    by_role = {
        column.role: column.index for column in reversed(table.columns) if not _is_in_slot(column)
    }
    exact = bool(own_roles(sheet.rows[table.headers[-1]]))
    names = _label_names(table, exact=exact)
    labels = [column for column in table.columns if _is_label(column, table)]
    about_event = {
        column.index
        for column in labels
        if (
            column.index < by_role[Role.FIELD]
            if exact and Role.FIELD in by_role
            else _is_about_event(sheet, table, column, by_role)
        )
    }
    description = by_role.get(Role.FIELD_DESCRIPTION)
    event_description = by_role.get(Role.EVENT_DESCRIPTION)
    spare: list[Label] = []
    if _describes_events(sheet, table, by_role):
        description, event_description = None, description
    elif _describes_fields(sheet, table, by_role):
        spare = [(c.index, _plain(c)) for c in table.columns if c.index == description]
        description, event_description = event_description, None
    return Places(
        **{name: by_role.get(role) for role, name in _ONE.items()},
        exact=exact,
        event_description=event_description,
        field_description=description,
        object=_object_of(table),
        packed=_all(table, Role.PACKED),
        marks=_all(table, Role.MARK),
        traits=_all(table, Role.TRAITS),
        nested=_all(table, Role.NESTED),
        also=_all(table, Role.EVENT)[1:],
        slots=_slots(table),
        names=names,
        event_labels=tuple((i, names[i]) for i in names if i in about_event),
        field_labels=(
            *spare,
            *((c.index, names[c.index]) for c in labels if c.index not in about_event),
        ),
        merged=tuple(c.index for c in table.columns if c.role not in _NEVER_MERGED),
        shown=any(column.why == WITH_EXAMPLES for column in table.columns),
        spaced=tuple(
            c.index
            for c in table.columns
            if not exact and c.role in {Role.FIELD, Role.PACKED} and are_parted_by_blanks(c.samples)
        ),
    )


_OF_EVENTS = frozenset({Role.TRIGGER, Role.EVENT_DESCRIPTION, Role.VERSION})
_IDLE = {
    "matrix": _OF_EVENTS | {Role.CALL, Role.NESTED, Role.PARENT, Role.APPLIES},
    "reference": _OF_EVENTS,
}
"""Roles that mean nothing in a layout: their texts are labels."""

_NEVER_MERGED = NAMES | {Role.NESTED, Role.TRAITS, Role.IGNORED}
_ONE = {
    Role.EVENT: "event", Role.FIELD: "field", Role.PARENT: "parent", Role.CALL: "call", Role.VERSION: "version",
    Role.TRIGGER: "trigger", Role.APPLIES: "applies", Role.TYPE: "type", Role.REQUIRED: "required",
    Role.OPTIONAL: "optional", Role.ALLOWED: "allowed", Role.ENUM: "enum", Role.PATTERN: "pattern",
    Role.FORMAT: "format", Role.EXAMPLE: "example", Role.ARRAY: "array", Role.NULLABLE: "nullable",
}  # fmt: skip
"""Roles of which a table has one column, and their attributes of `Places`."""


def _all(table: Table, role: Role) -> tuple[int, ...]:
    return tuple(column.index for column in table.columns if column.role is role)


_IN_SLOTS = {Role.FIELD_DESCRIPTION: "field_description"} | {
    role: name for role, name in _ONE.items() if role in OF_ONE_FIELD
}


def _is_label(column: Column, table: Table) -> bool:
    """It is one, or its role means nothing in this layout."""
    idle = _IDLE.get(table.recognition.layout, frozenset({Role.APPLIES}))
    return column.role is Role.LABEL or column.role in idle


def _is_in_slot(column: Column) -> bool:
    return column.slot > 0 and column.role in _IN_SLOTS


def _slots(table: Table) -> dict[int, dict[str, int]]:
    """By the column of each property's name: the columns that speak of that property alone."""
    names = {c.slot: c.index for c in table.columns if c.slot and c.role is Role.PACKED}
    found: dict[int, dict[str, int]] = {index: {} for index in names.values()}
    for column in table.columns:
        if _is_in_slot(column) and column.slot in names and column.role in _IN_SLOTS:
            found[names[column.slot]][_IN_SLOTS[column.role]] = column.index
    return {index: places for index, places in found.items() if places}


def _object_of(table: Table) -> int | None:
    """The column of objects beside one of actions: `Order` and `Completed` are one name."""
    found = object_and_action(table.columns)
    return found[0].index if found else None


def _label_names(table: Table, *, exact: bool) -> dict[int, str]:
    """The columns' keys; a label whose header only another role shares keeps it plain."""
    if exact:
        return {column.index: column.header or column.key for column in table.columns}
    labels = Counter(_plain(column) for column in table.columns if column.role is Role.LABEL)
    return {
        column.index: _plain(column)
        if column.role is Role.LABEL and _plain(column) and labels[_plain(column)] == 1
        else column.key
        for column in table.columns
    }


def _plain(column: Column) -> str:
    return " ".join(column.header.split())


def _describes_events(sheet: Sheet, table: Table, by_role: dict[Role | None, int]) -> bool:
    """One vague `Description` right of the properties that is only filled for events."""
    if Role.EVENT_DESCRIPTION in by_role or Role.TRIGGER in by_role or Role.EVENT not in by_role:
        return False
    column = next((one for one in table.columns if one.role is Role.FIELD_DESCRIPTION), None)
    if column is None or column.confidence >= 0.99 or Role.FIELD not in by_role:
        return False
    repeats = _repeats(sheet, table, column.index, by_role)
    return (
        repeats.differing == 0 and repeats.equal == 0 and repeats.blank > 1 and repeats.filled > 1
    )


def _describes_fields(sheet: Sheet, table: Table, by_role: dict[Role | None, int]) -> bool:
    """A vague `Description`, taken for the events' by its place, that goes on for each property."""
    column = next((one for one in table.columns if one.role is Role.EVENT_DESCRIPTION), None)
    if column is None or Role.FIELD not in by_role or "event" in normalised(column.header):
        return False
    repeats = _repeats(sheet, table, column.index, by_role)
    return repeats.differing > 1 and repeats.differing > repeats.equal + repeats.blank


def _is_about_event(
    sheet: Sheet, table: Table, column: Column, by_role: dict[Role | None, int]
) -> bool:
    """By the column's values within one event, then by its place and header."""
    if Role.FIELD not in by_role or not {Role.EVENT, Role.CALL} & set(by_role):
        return Role.FIELD not in by_role
    words = normalised(column.header)
    repeats = _repeats(sheet, table, column.index, by_role)
    if repeats.differing or (_ABOUT_FIELDS.search(words) and "event" not in words):
        return False
    left = column.index < by_role[Role.FIELD]
    if repeats.equal:
        return left or (repeats.blank == 0 and repeats.distinct > 1)
    if repeats.blank:
        return repeats.filled > 0 or left
    return left or bool(_ABOUT_EVENTS.search(words))


@dataclass(slots=True)
class _Repeats:
    """How a column goes on below the first row of an event.

    Attributes:
        filled: First rows of events in which it holds text.
        equal: Further rows that repeat the first row's text.
        blank: Further rows without text.
        differing: Further rows with another text.
        distinct: Different texts in first rows.
    """

    filled: int = 0
    equal: int = 0
    blank: int = 0
    differing: int = 0
    distinct: int = 0


def _repeats(sheet: Sheet, table: Table, index: int, by_role: dict[Role | None, int]) -> _Repeats:
    """Count over the beginning of the table."""
    keys = [by_role[role] for role in (Role.CALL, Role.EVENT, Role.VERSION) if role in by_role]
    found, first = _Repeats(), ""
    current: tuple[str, ...] = ()
    texts: set[str] = set()
    for row in range(table.start, min(table.end, table.start + _WINDOW)):
        if not sheet.counts[row]:
            continue
        cells = sheet.filled_down(row, (index,))
        key = tuple(cells[place].strip() for place in keys)
        text = cells[index].strip()
        if any(key) and key != current:
            current, first = key, text
            texts.add(text)
            found.filled += bool(text)
        elif not text:
            found.blank += bool(first)
        elif text == first:
            found.equal += 1
        else:
            found.differing += 1
    found.distinct = len(texts)
    return found
