"""Texts that look like headings and are none, and titles that name an event."""

from __future__ import annotations

from segkit.plans.cells.values import read_type, says_type
from segkit.plans.layouts.columns import Column, taken
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.words.headings import becomes, hints, says_names
from segkit.plans.words.looks import is_compound, is_numbering, is_past, says_deed
from segkit.plans.words.names import name_in_title
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import take_apart

_SPELLED = 0.8
_MERE_NAME = 0.5
_MANY_KEYS = 16


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


def is_event_title(title: str) -> bool:
    """A title spelled as an event is: `Order Completed`, `order_completed`."""
    name = name_in_title(title)
    return is_past(name) or is_compound(name) or becomes(name)


def is_type_word(text: str) -> bool:
    """A cell such as `string`: below a header, never in one; `Text` and `Date` may head a column."""
    return bool(read_type(text)) and not take_apart(text).about


def names_plainly(heading: str) -> bool:
    """It is one of names; `Coupon Code` is rather a name itself."""
    found = take_apart(heading)
    is_code = "code" in found.about and bool(found.unknown)
    return says_names(heading) and not (is_code and found.about.isdisjoint({"event", "field"}))


def says_carriers(headings: list[str]) -> bool:
    """`Name` first, and `Used by events` behind it: names of properties."""
    first, *others = headings
    is_name = hints(first).get(Role.FIELD, 0.0) >= _MERE_NAME
    return is_name and any(hints(text).get(Role.APPLIES, 0.0) >= 1 for text in others)


def heads_keys(sheet: Sheet, row: int) -> bool:
    """Many keys, as head a column for each property."""
    texts = [text for _, text in sheet.texts(row)]
    return 2 * sum(map(is_compound, texts)) >= max(_MANY_KEYS, len(texts))


def counts_on(sheet: Sheet, row: int) -> bool:
    """`var2` below `var1`: one more row of a list."""
    above = sheet.rows[row - 1] if row else ()
    return any(
        is_numbering(above[column]) and is_numbering(text)
        for column, text in sheet.texts(row)
        if above
    )


def lists_keys(sheet: Sheet, row: int) -> bool:
    """`eventName | what it means` below `eventType | …`: one more row of a list of keys."""
    upper, lower = sheet.texts(row - 1), sheet.texts(row)
    is_alike = len(lower) == len(upper) > 0
    return is_alike and is_compound(upper[0][1]) and is_compound(lower[0][1])
