"""Rows that head a table by what stands above them: a heading of its own."""

from __future__ import annotations

from segkit.plans.cells.values import is_mark
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.words.headings import hints, says_names
from segkit.plans.words.looks import is_compound, is_past
from segkit.plans.words.role import NAMES
from segkit.plans.words.vocabulary import take_apart

_OF_ENTRY = 2
"""Cells of `Event name | lamp_lit`, which heads nothing."""


def names_again(sheet: Sheet, row: int) -> bool:
    """`Event Name | Section`, `优先级 | 事件 | 原因`: names below a heading, where a table stands above that."""
    texts = [text for _, text in sheet.texts(row)]
    known = sum(1 for text in texts if take_apart(text).about)
    is_said = any(map(says_names, texts)) and 2 * known >= len(texts)
    is_entry = len(texts) == _OF_ENTRY and (is_compound(texts[1]) or is_past(texts[1]))
    return is_said and not (is_entry or any(map(is_mark, texts))) and _is_headed(sheet, row)


def is_told(sheet: Sheet, row: int) -> bool:
    """`Name | Type` below `User properties`, which says whose names they are."""
    if not _is_headed(sheet, row):
        return False
    above = take_apart((sheet.lone(row - 1) or (0, ""))[1])
    is_about = not above.about.isdisjoint({"trait", "field"}) and not above.unknown
    return is_about and any(NAMES & set(hints(text)) for _, text in sheet.texts(row))


def _is_headed(sheet: Sheet, row: int) -> bool:
    """Right below a single cell that begins a block."""
    above = sheet.counts[max(0, row - 2) : row]
    return above in ([1], [0, 1])
