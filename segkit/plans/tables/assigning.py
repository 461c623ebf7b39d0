"""Which column holds what: names first, together; then what is said of them.

The columns of events and of fields are chosen as a pair, because what one heading means
depends on the other: `Name` beside `Property` names events, beside `Event` properties.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from segkit.plans.tables.columns import Column, names_event, taken, tells_parts, weigh
from segkit.plans.tables.headings import call_of_header, normalised
from segkit.plans.tables.looks import is_compound, is_key_like, is_name
from segkit.plans.tables.packed import lists_names, speaks_of_event
from segkit.plans.tables.role import NAMES, OF_ONE_FIELD, TRAIT_CALLS, Role
from segkit.plans.tables.values import is_mark
from segkit.plans.tables.vocabulary import says_every, take_apart

_LEAST = 0.25
_LEAST_NAME = 0.3
_TITLE = 0.45
_PLAIN_NAME = 0.6
_SPELLED = 0.1  # of two names for one thing, the one spelled as a key is the one that is sent
_SETTLED = 0.7
_SPEAKS = 0.5
_SUSPECTED = 0.5
_KEYS = 0.8
_BY_WORDS = 0.68
_DESCRIPTIONS = frozenset({Role.EVENT_DESCRIPTION, Role.FIELD_DESCRIPTION})
_SINGLE = frozenset(Role) - _DESCRIPTIONS - {
    Role.EVENT, Role.FIELD, Role.NESTED, Role.PACKED, Role.TRAITS, Role.APPLIES, Role.LABEL, Role.IGNORED, Role.MARK,
}  # fmt: skip
_LANGUAGE = re.compile(
    r"\s*[(\[（]\s*(?:en|eng?lish|de|deutsch|german|fr|fran[cç]ais|french|es|espa[nñ]ol|spanish|pt|it|italiano|nl|pl|ru|ja|jp|zh|cn"
    r"|ko|kr|英文|英語|中文|日本語|한글|영문|영어|englisch|anglais)\s*[)\]）]\s*$", re.IGNORECASE,
)  # fmt: skip
_ENGLISH = re.compile(
    r"(?:\ben|english|英文|英語|영문|영어|englisch|anglais)\s*[)\]）]\s*$", re.IGNORECASE
)
_OF_FIELDS = (Role.TYPE, Role.REQUIRED, Role.OPTIONAL, Role.ENUM, Role.EXAMPLE)


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
    if all(column.is_unsaid for column in columns):
        _trust_looks_alone(columns)
    _drop_translations(columns)
    _prefer_keys(columns)
    _suspect_names(columns)
    _take_types_for_samples(columns)
    _choose_names(columns, call, barred)
    _find_slots(columns)
    _assign_single(columns)
    _assign_descriptions(columns)
    for column in columns:
        if column.role is None or (column.role is Role.PARENT and not taken(columns, Role.FIELD)):
            column.take(Role.LABEL, 0.5, "no known header: kept as a label")


def _trust_looks_alone(columns: list[Column]) -> None:
    """Without any header only what is spelled as events is taken for events."""
    for column in columns:
        if column.share_of_heads(names_event) < _SETTLED:
            column.weights.pop(Role.EVENT, None)


def _drop_translations(columns: list[Column]) -> None:
    """Of `Name (EN)`, `Name (DE)` one holds the names: that spelled as keys, else the English one."""
    alike: dict[str, list[Column]] = {}
    for column in columns:
        if _LANGUAGE.search(column.header) and column.weight(*NAMES):
            alike.setdefault(normalised(_LANGUAGE.sub("", column.header)), []).append(column)
    for group in alike.values():
        best = max(
            group, key=lambda one: (one.share(is_compound), bool(_ENGLISH.search(one.header)))
        )
        for column in group:
            if column is not best:
                column.hints, column.weights = {}, {}


def _prefer_keys(columns: list[Column]) -> None:
    """Where events have a name in words of another script and an id spelled as a key, the id is sent."""
    named = [c for c in columns if c.weight(Role.EVENT) >= _PLAIN_NAME and c.samples]
    if not named or any(text.isascii() for column in named for text in column.samples):
        return
    for column in columns:
        if (
            column.hints.get(Role.EVENT, 0.0) >= _LEAST_NAME
            and column.distinct > 1
            and column.share(is_compound) >= _KEYS
        ):
            column.weights[Role.EVENT] = 1.0


def _suspect_names(columns: list[Column]) -> None:
    """Where types or required marks stand and no heading says of what: keys left of them."""
    said = [
        column
        for column in columns
        if column.weight(*NAMES - {Role.EVENT}, Role.NESTED) >= _LEAST_NAME
    ]
    about = next(
        (
            c.index
            for c in columns
            if c.weight(Role.TYPE, Role.REQUIRED) >= _SUSPECTED and c.samples
        ),
        0,
    )
    if said or taken(columns, Role.FIELD, Role.PACKED):
        return
    for column in reversed([column for column in columns if column.index < about]):
        is_list = (column.distinct > 1 or len(column.samples) == 1) and column.share(
            is_key_like
        ) >= _KEYS
        if column.role is None and column.by_looks and is_list:
            column.weights[Role.FIELD] = 0.4
            return


def _take_types_for_samples(columns: list[Column]) -> None:
    """`string`, `number` below "Example" are types, where no other column holds any."""
    typed = [column for column in columns if column.weight(Role.TYPE) >= 0.5]
    if len(typed) == 1 and Role.EXAMPLE in typed[0].hints:
        typed[0].weights[Role.EXAMPLE] = 0.0


# --- names ----------------------------------------------------------------------------------


def _choose_names(columns: list[Column], call: str | None, barred: set[Role]) -> None:
    """The best pair of a column of events and one of fields; either may be missing."""
    open_ones = [column for column in columns if column.role is None]
    event, fields = taken(columns, Role.EVENT), taken(columns, Role.FIELD, Role.PACKED)
    events = (
        [None] if event else [None, *(c for c in open_ones if c.weight(Role.EVENT) >= _LEAST_NAME)]
    )
    names = [None] if fields else [
        None, *(c for c in open_ones if c.weight(Role.FIELD, Role.PACKED) >= _LEAST_NAME)
    ]  # fmt: skip
    pairs = [
        (_worth(columns, event or one, fields or other, call), -i, -j, one, other)
        for i, one in enumerate(events)
        for j, other in enumerate(names)
        if one is None or one is not other
    ]
    *_, one, other = max(pairs, key=lambda pair: pair[:3])
    if one is not None:
        event = one
        if _names_pages(one, call):
            one.weights[Role.EVENT] = 1.0
        _take_event(one, other or fields)
    if other is not None:
        fields = other
        _take_fields(other, columns, event)
    _take_applying(columns, event, fields, barred)
    _take_nested(columns)


def _worth(
    columns: list[Column], event: Column | None, fields: Column | None, call: str | None
) -> float:
    """How well a pair of columns would explain the table."""
    has_aspects = any(
        column.weight(*_OF_FIELDS) >= 0.5 for column in columns if column not in (event, fields)
    )
    worth = 0.0
    if any(column.weight(Role.CALL) and tells_parts(column) for column in columns):
        worth += 0.5 if event is not None and fields is None else -0.5
    if event is not None:
        own = event.weight(Role.EVENT) if event.role is None else 1.0
        if (
            normalised(event.header)
            and own < 0.66
            and call in {"page", "screen"}
            and Role.EVENT in event.hints
        ):
            own = (
                1.0  # `Page` names a page on a tab about pages, and where an event fires elsewhere
            )
        own += _SPELLED * event.share(is_compound) if event.hints and event.samples else 0.0
        by_values = event.role is None and event.by_looks
        is_applied = any(column.weight(Role.APPLIES) >= 0.9 for column in columns)
        worth -= 0.8 if is_applied and own < 0.9 else 0.0
        worth += own - (0.8 if call in TRAIT_CALLS and own < 0.9 else 0.0)
        is_headed = not all(column.is_unsaid for column in columns)
        worth -= 0.8 if by_values and fields is None and is_headed else 0.0
        worth -= (
            0.8
            if 0 < event.hints.get(Role.EVENT, 0.0) <= _TITLE
            and fields is not None
            and "event" not in take_apart(event.header).about
            else 0.0
        )
    elif call not in TRAIT_CALLS:
        worth -= 0.2
    if fields is not None:
        own = fields.weight(Role.FIELD, Role.PACKED) if fields.role is None else 1.0
        own += _SPELLED * fields.share(is_compound) if fields.hints and fields.samples else 0.0
        by_values = fields.role is None and fields.by_looks and not fields.speaks_of_fields
        worth += -0.1 if by_values and not has_aspects and not fields.is_unsaid else own
        worth += 0.05 if event is not None and event.index < fields.index else 0.0
    elif has_aspects:
        worth -= 0.5
    if event is not None and fields is not None and _is_traits_aside(fields, columns):
        worth -= 0.5
    return worth


def _names_pages(column: Column, call: str | None) -> bool:
    """`Page` names a page on a tab about pages, and where an event fires elsewhere."""
    return call in {"page", "screen"} and 0.6 < column.weight(Role.EVENT) < 0.66


def _take_event(column: Column, fields: Column | None) -> None:
    weight = column.weight(Role.EVENT)
    if column.by_looks:
        column.take(Role.EVENT, weight, "values spelled as events")
    elif weight < _PLAIN_NAME and fields is not None:
        column.take(Role.EVENT, _SETTLED, f"{column.says} beside a property column")
    else:
        column.take(Role.EVENT, weight, column.says)


def _take_fields(column: Column, columns: list[Column], event: Column | None) -> None:
    """Names, one in each cell, or lists of them where an event is beside."""
    packed, single = column.weight(Role.PACKED), column.weight(Role.FIELD)
    has_type = any(other.weight(Role.TYPE) >= 0.5 for other in columns if other is not column)
    lists = column.share(lists_names) if column.samples else 0.0
    if packed and event is not None and (not single or lists >= (0.4 if has_type else 0.2)):
        column.take(Role.PACKED, max(packed, single), f"{column.says}, lists below it")
    elif single:
        is_settled = not column.by_looks and single < _PLAIN_NAME and event is not None
        beside = " beside an event column" if is_settled else ""
        why = f"{column.says}{beside}" if not column.by_looks else "values spelled as keys"
        column.take(Role.FIELD, max(single, _SETTLED) if is_settled else single, why)
    elif packed and (event is not None or column.share(speaks_of_event) >= _SPEAKS):
        column.take(Role.PACKED, packed, column.says)


def _is_traits_aside(column: Column, columns: list[Column]) -> bool:
    """Traits beside a column of properties say what an event also changes about the user."""
    return call_of_header(column.header) is not None and any(
        other is not column
        and call_of_header(other.header) is None
        and max(other.hints.get(Role.FIELD, 0.0), other.hints.get(Role.PACKED, 0.0)) >= _BY_WORDS
        for other in columns
    )


def _take_applying(
    columns: list[Column], event: Column | None, fields: Column | None, barred: set[Role]
) -> None:
    """A column that lists, for each field, the events that carry it."""
    if fields is None or fields.role is not Role.FIELD or Role.APPLIES in barred:
        return
    for column in columns:
        if column.role is None and column.weight(Role.APPLIES) >= 0.5:
            column.take(Role.APPLIES, column.weight(Role.APPLIES), column.says)
            return
    if event is not None and event.why != "fixed for this tab" and _lists_events(event, fields):
        event.take(Role.APPLIES, event.confidence, f"{event.says}, several events in a cell")


def _lists_events(event: Column, fields: Column) -> bool:
    if not event.samples:
        return False
    several = event.share(lambda text: says_every(text) or _are_several(text))
    return several >= 0.3 and fields.distinct >= 0.8 * len(fields.samples)


def _are_several(text: str) -> bool:
    parts = [part.strip() for part in text.replace("\n", ",").replace(";", ",").split(",")]
    return len(parts) > 1 and all(map(is_name, filter(None, parts)))


def _take_nested(columns: list[Column]) -> None:
    """Names inside those of the column left of them, level by level."""
    fields = taken(columns, Role.FIELD)
    for column in columns:
        if fields is None or column.role is not None or fields.index >= column.index:
            continue
        if column.weight(Role.NESTED):
            column.take(Role.NESTED, 1.0, f"{column.says} beside a property column")


# --- several properties in a row ------------------------------------------------------------


def _find_slots(columns: list[Column]) -> None:
    """`Property 1`, `Type 1`, `Property 2`, …: which property of the row each column is about.

    Without numbers, further columns of names count where the row's event has no property of
    its own row (no types, nothing required), or where their headings repeat.
    """
    event, first = taken(columns, Role.EVENT), taken(columns, Role.FIELD, Role.PACKED)
    if event is None or first is None:
        return
    repeated = Counter(normalised(column.header) for column in columns)
    is_wide = not any(
        column.weight(*_OF_FIELDS[:4]) >= 0.5 for column in columns if column is not first
    )
    further = [
        column for column in columns
        if column.role is None and max(column.weight(Role.FIELD), column.weight(Role.PACKED)) >= _BY_WORDS * 0.8
        and column.hints and not _is_traits_aside(column, columns)
        and (is_wide or column.number is not None or repeated[normalised(column.header)] > 1
             or column.weight(Role.PACKED) >= 0.9)
    ]  # fmt: skip
    for column in further:
        column.take(
            Role.PACKED,
            column.weight(Role.FIELD, Role.PACKED),
            f"{column.says}: a further property",
        )
    if _is_unheaded_list(columns, first):
        first.take(Role.PACKED, first.confidence, f"{first.why}, and more of them beside it")
    _take_unheaded_lists(columns, first)
    names = [column for column in columns if column.role in {Role.FIELD, Role.PACKED}]
    if len(names) < 2:
        return
    if first.role is Role.FIELD:
        first.take(Role.PACKED, first.confidence, first.why)
    for slot, name in enumerate(names, start=1):
        name.slot = slot
    for column in columns:
        if column.role is None and column.header.strip():
            column.slot = _slot_of(column, columns, names, repeated)


def _slot_of(
    column: Column, columns: list[Column], names: list[Column], repeated: Counter[str]
) -> int:
    """By the number in the heading, or by the place where headings repeat or stand in between."""
    if column.number is not None:
        return next((name.slot for name in names if name.number == column.number), 0)
    left = max((name.slot for name in names if name.index < column.index), default=0)
    is_between = column.index < names[-1].index or any(
        names[0].index < other.index < names[-1].index and other.weight(*_OF_FIELDS) >= _SUSPECTED
        for other in columns
        if other not in names
    )
    is_about = column.weight(*_OF_FIELDS) >= _SUSPECTED and is_between
    return left if is_about or repeated[normalised(column.header)] > 1 else 0


def _is_unheaded_list(columns: list[Column], first: Column) -> bool:
    """Names, and more of them right of them below no header, or below a mere number."""
    right = next(iter(columns[columns.index(first) + 1 :]), None)
    return (
        right is not None and right.role is None and right.is_unsaid and bool(right.samples)
        and not any(map(is_mark, right.samples)) and right.share(is_key_like) >= 0.8
        and not any(column.weight(*_OF_FIELDS) >= 0.5 for column in columns)
    )  # fmt: skip


def _take_unheaded_lists(columns: list[Column], first: Column) -> None:
    """Cells without a header right of a property list, under its wide header."""
    if first.role is not Role.PACKED:
        return
    for column in columns[columns.index(first) + 1 :]:
        if not column.is_unsaid or column.role not in {None, Role.PACKED}:
            break
        if column.samples and column.role is None:
            column.take(Role.PACKED, 0.6, "cells without a header right of the property list")


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
        if rows is None or rows.role is Role.PACKED:
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


def _take_notes(open_ones: list[Column], columns: list[Column]) -> None:
    """A column of notes describes fields when nothing else does."""
    if taken(columns, Role.FIELD_DESCRIPTION) or not taken(columns, Role.FIELD):
        return
    notes = next((column for column in open_ones if column.role is None), None)
    if notes is not None:
        notes.take(Role.FIELD_DESCRIPTION, 0.4, "notes, and no other description")
