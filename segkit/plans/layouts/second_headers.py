"""Rows below a header that go on with it, and those that only look like one."""

from __future__ import annotations

from collections import Counter

from segkit.plans.cells.values import is_mark
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.words.headings import call_of_name, hints, says_names
from segkit.plans.words.looks import is_compound, is_event_like, is_numbering
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import take_apart


def is_marked(sheet: Sheet, row: int) -> bool:
    """A name and marks, each below a heading of its own: `page | Required | Optional`."""
    above = sheet.rows[row - 1] if row else ()
    texts = sheet.texts(row) if above else []
    marks = [text for _, text in texts[1:]]
    is_headed = all(above[column].strip() for column, _ in texts) or len(set(marks)) < len(marks)
    is_below = bool(texts) and sheet.counts[row - 1] > 1 and bool(call_of_name(texts[0][1]))
    return bool(texts) and (is_headed or is_below) and all(map(is_mark, marks))


def counts_on(sheet: Sheet, row: int) -> bool:
    """`var2` below `var1`, or above `var3`: one more row of a list."""
    return any(
        is_numbering(text) and is_numbering(other[column])
        for other in (*sheet.rows[max(row - 1, 0) : row], *sheet.rows[row + 1 : row + 2])
        for column, text in sheet.texts(row)
    )


def may_be_second_header(sheet: Sheet, row: int) -> bool:
    """Mostly headings, and none of it a name below a heading of names."""
    texts = sheet.texts(row)
    known = sum(1 for _, text in texts if hints(text))
    above = sheet.rows[row - 1] if row else ()
    is_wider = bool(row) and sheet.counts[row - 1] < len(texts)  # `event_name` below a group
    is_data = any(
        says_names(above[place])
        and (
            ((is_compound(text) or is_event_like(text)) and not (is_wider and says_names(text)))
            or call_of_name(text)
            or not take_apart(text).about
        )
        for place, text in texts
        if above
    )
    is_data |= any(
        is_mark(text) and not hints(text) and Role.REQUIRED in hints(above[place])
        for place, text in texts
        if above
    )  # `no` below `Required`
    is_entry = is_data or is_marked(sheet, row) or counts_on(sheet, row)
    return known > 1 and 2 * known >= len(texts) and not is_entry


def renames(sheet: Sheet, row: int) -> bool:
    """The row below tells apart columns of one heading: an event's name in each."""
    texts = sheet.texts(row) if row + 1 < len(sheet.rows) else []
    times = Counter(text.strip().casefold() for _, text in texts)
    repeated = [
        column
        for column, text in texts
        if times[text.strip().casefold()] > 1
        and hints(text)
        and Role.FIELD not in hints(text)
        and not call_of_name(text)
    ]
    below = sheet.rows[row + 1] if repeated else ()
    names = [below[column].strip() for column in repeated]
    others = [
        text
        for column, text in (sheet.texts(row) if repeated else ())
        if column not in repeated and below[column].strip()
    ]  # `Description` twice, of the event and of the property, above the first row
    is_data = len(others) > 1 and any(map(says_names, others))
    is_each = len(names) > 1 and len(set(map(str.casefold, names))) == len(names)
    return is_each and not is_data and all(map(is_event_like, names))
