"""Which column holds what: names first, then what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import takewhile

from segkit.plans.cells.packed import lists_values, property_of
from segkit.plans.cells.values import is_mark, says_required, says_type
from segkit.plans.layouts.choosing import choose_names
from segkit.plans.layouts.columns import Column, taken
from segkit.plans.layouts.header_signs import says_of_events
from segkit.plans.layouts.neighbours import heed_neighbours
from segkit.plans.layouts.slots import find_slots
from segkit.plans.layouts.weights import tells_traits, weigh
from segkit.plans.words.headings import call_of_name
from segkit.plans.words.looks import is_event_like, is_key_like, is_past, says_deed
from segkit.plans.words.role import OF_ONE_FIELD, Role
from segkit.plans.words.vocabulary import take_apart

_LEAST = 0.25
_BY_CORNER = 0.5
"""Single words below a corner that is blank, beside columns of marks."""
_SEVERAL, _ASKS = 3, 0.9
_ASKED = (Role.TYPE, Role.REQUIRED, Role.OPTIONAL, Role.NULLABLE, Role.ARRAY)
_DESCRIPTIONS = frozenset({Role.EVENT_DESCRIPTION, Role.FIELD_DESCRIPTION})
_SINGLE = frozenset(Role) - _DESCRIPTIONS - {
    Role.EVENT, Role.FIELD, Role.NESTED, Role.PACKED, Role.TRAITS, Role.APPLIES, Role.LABEL, Role.IGNORED, Role.MARK,
}  # fmt: skip


def assign_roles(
    columns: list[Column], call: str | None, forced: Mapping[str, Role], missing: Iterable[Role]
) -> None:
    """Give every column its role.

    Args:
        columns: In sheet order.
        call: What the tab's title or a heading says, if anything.
        forced: Roles from the profile, by the column's key.
        missing: Roles whose header in the profile no longer exists: not to be guessed.
    """
    barred = set(missing)
    for column in columns:
        weigh(column)
        for role in barred & set(column.weights):
            del column.weights[role]
        if column.key in forced:
            column.take(forced[column.key], 1.0, "fixed for this tab")
    _find_crossing(columns)
    heed_neighbours(columns)
    choose_names(columns, call, barred)
    find_slots(columns)
    _assign_single(columns)
    _assign_descriptions(columns)
    for column in columns:
        if column.role is None or (column.role is Role.PARENT and not taken(columns, Role.FIELD)):
            column.take(Role.LABEL, 0.5, "no known header: kept as a label")


def _is_crossing(text: str) -> bool:
    return is_mark(text) or says_type(text) or says_required(text)


def _may_cross(text: str) -> bool:
    """A mark, or the values that are allowed where a property and an event meet."""
    return _is_crossing(text) or lists_values(text)


def _about_events(first: Column) -> int:
    """How many rows below a blank corner say something of the events beside it: `Description`."""
    return sum(1 for _ in takewhile(says_of_events, first.samples))


def _is_corner(first: Column, group: list[Column]) -> bool:
    """Nothing stands there, or `Event`, which is said of the names across."""
    is_across = take_apart(first.header).about in ({"event"}, {"event", "name"})
    is_across &= all(is_event_like(one.header) or call_of_name(one.header) for one in group)
    is_across &= 2 * sum(is_past(text) or says_deed(text) for text in first.samples) < len(
        first.samples
    )
    return not first.header.strip() or is_across


def _is_property(text: str) -> bool:
    return is_key_like(property_of(text).name)


def _is_sum(column: Column) -> bool:
    """Its last value is the number of those above."""
    return len(column.samples) > 1 and column.samples[-1].strip().isdigit()


def _find_crossing(columns: list[Column]) -> None:
    """Several columns of marks or types below names: none of them is what its values look like."""
    first = columns[0]
    lead = _about_events(first)
    found = [
        column for column in columns
        if column.role is None and column.header.strip() and len(column.samples) > lead
        and not any(column.hints.get(role, 0.0) >= _ASKS for role in _ASKED)
        and not tells_traits(column) and not column.group
        and all(map(_is_crossing if column.hints else _may_cross,
                    column.samples[lead:-1] if _is_sum(column) else column.samples[lead:]))
    ]  # fmt: skip
    texts = [text for column in found for text in column.samples[lead:]]
    if 2 * sum(map(_is_crossing, texts)) <= len(texts):
        return  # lists of values are no marks
    typed = [column for column in found if says_type(column.samples[lead])]
    marked = [column for column in found if column not in typed]
    for group in (typed, marked):
        if len(group) >= _SEVERAL and len({column.header for column in group}) == len(group):
            for column in group:
                column.weights, column.by_looks, column.crossing = {}, False, True
            if _is_corner(first, group) and all(map(_is_property, first.samples[lead:])):
                first.weights = {Role.FIELD: _BY_CORNER}


# --- what is said of them -------------------------------------------------------------------


def _assign_single(columns: list[Column]) -> None:
    """Roles of which a table, or a property in it, has one column: the best fitting takes it."""
    has = {(column.slot, column.role) for column in columns}
    claims = sorted(
        (-weight, place, role)
        for place, column in enumerate(columns)
        if column.role is None
        for role, weight in column.weights.items()
        if role in _SINGLE and weight >= _LEAST
    )
    for negative, place, role in claims:
        column = columns[place]
        slot = column.slot if role in OF_ONE_FIELD else 0
        if column.role is None and (slot, role) not in has:
            has.add((slot, role))
            column.take(role, -negative, _reason(column, role))


def _reason(column: Column, role: Role) -> str:
    """Whether the header alone, or header and values, spoke for a role."""
    if column.by_looks:
        return "values alone"
    if column.samples and role in {Role.TYPE, Role.CALL, Role.REQUIRED, Role.VERSION}:
        return f"{column.says}, and its values agree"
    return column.says


def _assign_descriptions(columns: list[Column]) -> None:
    """Tell the event's description from the field's."""
    rows = taken(columns, Role.FIELD, Role.PACKED)
    event = taken(columns, Role.EVENT, Role.APPLIES)
    has = {column.role for column in columns}
    open_ones = [
        column for column in columns if column.role is None and _DESCRIPTIONS & set(column.weights)
    ]
    for column in open_ones:
        only = _DESCRIPTIONS & set(column.weights)
        sure = [role for role in only if column.weights[role] >= 0.84 and len(only) == 1]
        if sure and sure[0] not in has:
            has.add(sure[0])
            column.take(sure[0], column.weights[sure[0]], column.says)
    vague = [
        column for column in open_ones
        if column.role is None and column.weight(*_DESCRIPTIONS) >= 0.5
    ]  # fmt: skip
    _place_descriptions(vague, has, event, rows)
    _take_notes(open_ones, columns)


def _place_descriptions(
    vague: list[Column], has: set[Role | None], event: Column | None, rows: Column | None
) -> None:
    """Columns headed just `Description`, by where they stand."""
    for column in vague:
        is_only = len(vague) == 1 or Role.EVENT_DESCRIPTION in has
        is_of_rows = is_only and event is not None and _tells_rows(column, event)
        if rows is None or (rows.role is Role.PACKED and not is_of_rows):
            role = Role.EVENT_DESCRIPTION
        elif is_of_rows:
            role = Role.FIELD_DESCRIPTION
        elif (
            event is not None
            and _tells_rows(rows, event)
            and (_is_rare(column, event) or _repeats(column, event, rows))
        ):
            role = Role.EVENT_DESCRIPTION
        elif event is None or Role.EVENT_DESCRIPTION in has:
            role = Role.FIELD_DESCRIPTION
        elif (
            Role.FIELD_DESCRIPTION in has
            or column.index < rows.index
            or (len(vague) > 1 and column is vague[0] and event.index < rows.index)
        ):
            role = Role.EVENT_DESCRIPTION
        else:
            role = Role.FIELD_DESCRIPTION
        if role not in has:
            has.add(role)
            column.take(role, 0.7, f"{column.says}, by its place")


def _tells_rows(column: Column, event: Column) -> bool:
    """It says more than one thing of most events: of each property, not of the event."""
    said = len(column.samples) if event.distinct == len(event.samples) else column.distinct
    return said > 1.3 * event.distinct > 1.3


def _is_rare(column: Column, event: Column) -> bool:
    """It says something where an event is named, and hardly in the rows below."""
    return event.distinct == len(event.samples) >= len(column.samples) - 1 > 0


def _repeats(column: Column, event: Column, rows: Column) -> bool:
    """It says one thing of each event, again and again, and another number of things of properties."""
    is_repeated = len(column.samples) == len(event.samples) > event.distinct
    return is_repeated and column.distinct == event.distinct != rows.distinct


def _take_notes(open_ones: list[Column], columns: list[Column]) -> None:
    """A column of notes describes fields when nothing else does."""
    event, names = taken(columns, Role.EVENT), taken(columns, Role.FIELD, Role.PACKED)
    is_list = names is not None and names.role is Role.PACKED
    if names is None or taken(columns, Role.FIELD_DESCRIPTION):
        return
    if is_list and not (event is not None and _tells_rows(names, event)):
        return
    notes = next((column for column in open_ones if column.role is None), None)
    if notes is not None:
        notes.take(Role.FIELD_DESCRIPTION, 0.4, "notes, and no other description")
