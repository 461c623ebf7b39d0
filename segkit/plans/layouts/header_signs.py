"""Texts that look like headings and are none, and titles that name an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, pairwise

from segkit.plans.cells.packed import property_of
from segkit.plans.cells.values import is_mark, read_type, says_required, says_type
from segkit.plans.layouts.columns import Column, taken
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.words.headings import becomes, hints, is_beside, says_names
from segkit.plans.words.looks import (
    is_compound,
    is_event_like,
    is_key_like,
    is_past,
    says_deed,
)
from segkit.plans.words.names import name_in_title
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import take_apart

_SPELLED = 0.8
_MANY_KEYS = 16
_FEW = 2
_SEVERAL = 3
_WINDOW = 40
_OF_EVENTS = frozenset({Role.EVENT_DESCRIPTION, Role.TRIGGER})
_COUNTED = re.compile(r"(\D+?)[\s#_-]*(\d{1,3})")


def is_headless(columns: list[Column]) -> bool:
    """What stands above the columns is the first row of a table without headers."""
    event, kind = taken(columns, Role.EVENT), taken(columns, Role.TYPE)
    is_event = event is not None and (
        (event.by_looks and is_past(event.header)) or _is_one_of_them(event)
    )
    return is_event or (kind is not None and kind.by_looks and says_type(kind.header))


def _is_one_of_them(events: Column) -> bool:
    """`page_view` above `hero_click`: an event itself, whatever word of headings is in it."""
    about, said = take_apart(events.header).about, is_compound(events.header)
    firsts = events.share(lambda text: is_compound(text.strip().partition(" ")[0]))
    is_deed = said and about.isdisjoint({"event", "name", "key"}) and says_deed(events.header)
    return is_deed and firsts >= _SPELLED


def are_headings(texts: Sequence[str]) -> bool:
    """Several are nothing but words of headings, so that what stands below has headings after all."""
    known = [
        text
        for text in texts
        if (hints(text) or is_beside(take_apart(text)))
        and not take_apart(text).unknown
        and not says_required(text)
        and not says_type(text)
    ]
    return len(known) >= _SEVERAL and len(set(known)) == len(known)


def is_event_title(title: str) -> bool:
    """A title spelled as an event is: `Order Completed`, `order_completed`."""
    name = name_in_title(title)
    return is_past(name) or is_compound(name) or becomes(name)


def is_type_word(text: str) -> bool:
    """A cell such as `string`: below a header, never in one; `Text` and `Date` may head a column."""
    return bool(read_type(text)) and not take_apart(text).about


def are_types(texts: list[str]) -> bool:
    """One is a type, and not `text | string` among other properties that head columns with theirs."""
    types = sum(map(is_type_word, texts))
    return types > 0 and 2 * types > sum(1 for text in texts if property_of(text).type)


def names_plainly(heading: str) -> bool:
    """It is one of names; `Coupon Code` is rather a name itself."""
    found = take_apart(heading)
    is_code = "code" in found.about and bool(found.unknown)
    is_code = is_code and found.about.isdisjoint({"event", "field"})
    is_said = says_names(heading) or hints(heading).get(Role.APPLIES, 0.0) >= 1
    return is_said and not is_code


def heads_keys(sheet: Sheet, row: int) -> bool:
    """Many keys, as head a column for each property."""
    texts = [text for _, text in sheet.texts(row)]
    return 2 * sum(map(is_compound, texts)) >= max(_MANY_KEYS, len(texts))


def says_of_events(text: str) -> bool:
    """`Description`, `Trigger`: what a row below the names of events says of them."""
    return not _OF_EVENTS.isdisjoint(hints(text))


def heads_marks(sheet: Sheet, row: int) -> bool:
    """A blank corner, names beside it, and below it keys with hardly more than marks beside them."""
    first, *names = sheet.rows[row] or ("",)
    below = [
        cells for cells in sheet.rows[row + 1 : row + 1 + _WINDOW] if any(map(str.strip, cells))
    ]
    below = list(dropwhile(lambda cells: says_of_events(cells[0]), below))
    texts = [text for cells in below for text in cells[1:] if text.strip()]
    is_table = not first.strip() and sum(map(is_event_like, names)) >= _FEW <= len(below)
    are_keys = is_table and all(is_key_like(property_of(cells[0]).name) for cells in below)
    marks = sum(1 for text in texts if is_mark(text) or says_required(text))
    return are_keys and 2 * marks > len(texts)


def numbers_columns(cells: Sequence[str]) -> bool:
    """`| Event 1 | Event 2 | Event 3`: the columns are events, and headings stand at the left."""
    corner, *names = cells or ("",)
    counted = [_COUNTED.fullmatch(name.strip()) for name in names]
    found = [(one[1].casefold(), int(one[2])) for one in counted if one]
    words = {word for word, _ in found}
    is_row = not corner.strip() and _FEW <= len(found) == sum(map(bool, map(str.strip, names)))
    return is_row and len(words) == 1 and all(b == a + 1 for (_, a), (_, b) in pairwise(found))


def lists_keys(sheet: Sheet, row: int) -> bool:
    """`eventName | what it means` below `eventType | …`: one more row of a list of keys."""
    upper, lower = sheet.texts(row - 1), sheet.texts(row)
    is_alike = len(lower) == len(upper) > 0
    return is_alike and is_compound(upper[0][1]) and is_compound(lower[0][1])


def says_all(headings: Sequence[str]) -> bool:
    """`属性ID`, `属性显示名称`, `数据类型`: each is a heading, one of events or properties, one of types."""
    said = [hints(text) for text in headings]
    is_typed = any(found.get(Role.TYPE, 0.0) >= 1 for found in said)
    is_about = any(not take_apart(text).about.isdisjoint({"event", "field"}) for text in headings)
    return len(said) > _FEW and all(said) and is_typed and is_about
