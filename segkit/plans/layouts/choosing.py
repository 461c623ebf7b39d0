"""Which column holds events and which properties: chosen as a pair.

What one heading means depends on the other: `Name` beside `Property` names events, beside `Event`
properties.
"""

from __future__ import annotations

import re
from heapq import nlargest

from segkit.plans.cells.packed import lists_names, lists_only_keys, speaks_of_event
from segkit.plans.layouts.columns import Column, are_one, taken
from segkit.plans.layouts.weights import tells_parts
from segkit.plans.words.headings import call_of_header, normalised
from segkit.plans.words.looks import is_compound, is_name
from segkit.plans.words.role import TRAIT_CALLS, Role
from segkit.plans.words.vocabulary import ASIDE, says_every, take_apart

_BETWEEN = re.compile(r"[\n;,]")
_PARTS = frozenset({"required", "optional"})
_LEAST_NAME = 0.3
_MOST_TRIED = 16
_TITLE = 0.45
_PLAIN_NAME = 0.6
_PLAINLY = 0.9
_LISTED, _SURELY = 3, 0.9
_PAGES = frozenset({"page", "screen"})
_PAGE = 0.66
_SETTLED = 0.7
_SPEAKS = 0.5
_BY_WORDS = 0.68
_OF_FIELDS = (Role.TYPE, Role.REQUIRED, Role.OPTIONAL, Role.ENUM, Role.EXAMPLE)


def choose_names(columns: list[Column], call: str | None, barred: set[Role]) -> None:
    """The best pair of a column of events and one of fields; either may be missing."""
    open_ones = [column for column in columns if column.role is None]
    event, fields = taken(columns, Role.EVENT), taken(columns, Role.FIELD, Role.PACKED)
    events = [None, *([] if event else _likeliest(open_ones, Role.EVENT))]
    names = [None, *([] if fields else _likeliest(open_ones, Role.FIELD, Role.PACKED))]
    is_parted = _tells_parts(columns)
    pairs = [
        (
            _worth(columns, event or one, fields or other, call, is_parted=is_parted),
            -i,
            -j,
            one,
            other,
        )
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
        _take_other_names(one, columns)
    if other is not None:
        fields = other
        _take_fields(other, columns, event)
    _take_applying(columns, event, fields, barred)
    _take_nested(columns)


def _likeliest(columns: list[Column], *roles: Role) -> list[Column]:
    """Those that may have one of these roles, in order; of very many the likeliest."""
    fitting = [one for one in columns if one.weight(*roles) >= _LEAST_NAME]
    best = nlargest(_MOST_TRIED, enumerate(fitting), key=lambda pair: pair[1].weight(*roles))
    return [one for _, one in sorted(best, key=lambda pair: pair[0])]


def _worth(
    columns: list[Column],
    event: Column | None,
    fields: Column | None,
    call: str | None,
    *,
    is_parted: bool,
) -> float:
    """How well a pair of columns would explain the table.

    `is_parted`: a column says of each row whether it is an event or a property.
    """
    worth = _worth_of_event(columns, event, fields, call, is_parted=is_parted)
    worth += _worth_of_fields(columns, event, fields)
    if is_parted:
        worth += 0.5 if event is not None and fields is None else -0.5
    return worth


def _tells_parts(columns: list[Column]) -> bool:
    return any(column.weight(Role.CALL) and tells_parts(column) for column in columns)


def _worth_of_event(
    columns: list[Column],
    event: Column | None,
    fields: Column | None,
    call: str | None,
    *,
    is_parted: bool,
) -> float:
    if event is None:
        return 0.0 if call in TRAIT_CALLS else -0.2
    own = event.weight(Role.EVENT)
    if call in _PAGES and own < _PAGE and Role.EVENT in event.hints and normalised(event.header):
        own = 1.0  # `Page` names a page on a tab about pages, and where an event fires elsewhere
    own += _spelled(event) + 0.2 * _is_below_group(event, columns)
    is_title = (
        event.weight(Role.EVENT) < _PLAINLY and 0 < event.hints.get(Role.EVENT, 0.0) <= _TITLE
    )
    against = (
        own < _PLAINLY and not is_parted
        and any(column.weight(Role.APPLIES) >= _PLAINLY for column in columns),
        own < _PLAINLY and call in TRAIT_CALLS,
        fields is None and event.role is None and event.by_looks
        and not all(column.is_unsaid for column in columns),
        fields is not None and is_title and "event" not in take_apart(event.header).about,
    )  # fmt: skip
    return own - 0.8 * sum(against)


def _worth_of_fields(columns: list[Column], event: Column | None, fields: Column | None) -> float:
    has_aspects = any(
        column.weight(*_OF_FIELDS) >= 0.5 for column in columns if column not in (event, fields)
    )
    if fields is None:
        return -0.5 if has_aspects else 0.0
    own = fields.weight(Role.FIELD, Role.PACKED)
    by_values = fields.role is None and fields.by_looks and not fields.speaks_of_fields
    is_listed = (
        event is not None
        and event.weight(Role.EVENT) >= _PLAINLY
        and bool(fields.weights.get(Role.PACKED))
        and fields.distinct >= _LISTED
        and fields.share_of_said(lists_only_keys) >= _SURELY
    )
    is_doubtful = by_values and not has_aspects and not fields.is_unsaid and not is_listed
    worth = -0.1 if is_doubtful else own + _spelled(fields)
    if event is not None:
        worth += 0.05 * (event.index < fields.index) - 0.5 * is_traits_aside(fields, columns)
        worth -= 2.0 * are_one(event, fields) + 0.3 * _is_part(fields, columns)
    return worth


def _is_part(fields: Column, columns: list[Column]) -> bool:
    """`Required properties` beside `Properties`, which lists all of them."""
    about = take_apart(fields.header).about
    return not about.isdisjoint(_PARTS) and any(
        other is not fields
        and take_apart(other.header).about == about - _PARTS
        and other.distinct >= fields.distinct
        for other in columns
    )


def _spelled(column: Column) -> float:
    """Of two names for one thing, the one spelled as a key is the one that is sent."""
    return 0.1 * column.share(is_compound) if column.hints and column.samples else 0.0


def _is_below_group(column: Column, columns: list[Column]) -> bool:
    """`Sub-event` beside `Event`, which stands but once for several of them."""
    return "nested" in take_apart(column.header).about and any(
        other.distinct < column.distinct and len(other.samples) < len(column.samples)
        for other in columns
        if other is not column and other.weight(Role.EVENT) >= _PLAINLY
    )


def _names_pages(column: Column, call: str | None) -> bool:
    """`Page` names a page on a tab about pages, and where an event fires elsewhere."""
    return call in _PAGES and 0.6 < column.weight(Role.EVENT) < _PAGE


def _take_event(column: Column, fields: Column | None) -> None:
    weight = column.weight(Role.EVENT)
    if column.by_looks:
        column.take(Role.EVENT, weight, "values spelled as events")
    elif weight < _PLAIN_NAME and fields is not None:
        column.take(Role.EVENT, _SETTLED, f"{column.says} beside a property column")
    else:
        column.take(Role.EVENT, weight, column.says)


def _take_other_names(event: Column, columns: list[Column]) -> None:
    """`Event name (app)` beside `Event name (web)`: what an event is called on each platform."""
    for column in columns if event.names_platform else ():
        is_open = column.role is None and column.names_platform
        if is_open and column.weight(Role.EVENT) >= _PLAINLY:
            column.take(Role.EVENT, column.weight(Role.EVENT), f"{column.says} beside another")


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


def is_traits_aside(column: Column, columns: list[Column]) -> bool:
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
    is_of_both = event is not None and fields is None and _tells_parts(columns)
    is_of_fields = fields is not None and fields.role is Role.FIELD
    if not (is_of_fields or is_of_both) or Role.APPLIES in barred:
        return
    for column in columns:
        if column.role is None and column.weight(Role.APPLIES) >= 0.5:
            column.take(Role.APPLIES, column.weight(Role.APPLIES), column.says)
            return
    if fields is None or event is None:
        return
    if event.why != "fixed for this tab" and _lists_events(event, fields):
        event.take(Role.APPLIES, event.confidence, f"{event.says}, several events in a cell")


def _lists_events(event: Column, fields: Column) -> bool:
    if not event.samples:
        return False
    several = event.share(lambda text: says_every(text) or _are_several(text))
    is_list = several >= 0.15 and any(map(_are_several, event.samples))
    return is_list and fields.distinct >= 0.8 * len(fields.samples)


def _are_several(text: str) -> bool:
    parts = [part.strip() for part in _BETWEEN.split(ASIDE.sub(" ", text))]
    return len(parts) > 1 and all(map(is_name, filter(None, parts)))


def _take_nested(columns: list[Column]) -> None:
    """Names inside those of the column left of them, level by level."""
    fields = taken(columns, Role.FIELD)
    for column in columns:
        if fields is None or column.role is not None or fields.index >= column.index:
            continue
        if column.weight(Role.NESTED):
            column.take(Role.NESTED, 1.0, f"{column.says} beside a property column")
