"""How far a table reaches: to the heading of the next one, and not into rows of another kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from segkit.plans.cells.packed import lists_keys
from segkit.plans.cells.values import read_required, read_type
from segkit.plans.layouts.leads import ends_plan, is_note
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.layouts.table import Table
from segkit.plans.words.looks import is_compound, is_name, is_past
from segkit.plans.words.role import Role

_ALIKE = 0.8
_FEWEST = 2
_LOOKED_AT = 5
_LOOKED_BACK = 300
_TOLD = 3
_POINT = re.compile(r"^\s*[-*•·]\s+\S")


def _is_styled(text: str) -> bool:
    return is_past(text) or is_compound(text)


_Look = Callable[[str], object]
_LOOKS: Mapping[Role | None, _Look] = {
    Role.EVENT: _is_styled,
    Role.FIELD: is_compound,
    Role.PACKED: lists_keys,
    Role.TYPE: read_type,
    Role.REQUIRED: read_required,
}
"""What values of a role look like where all of them look alike."""


def ends_of(sheet: Sheet, tables: Sequence[Table]) -> Iterator[int]:
    """The end of each table: where the next one begins, or rows that hold nothing of its kind."""
    for table in tables:
        later = [
            min((*other.lead.rows, *other.headers))
            for other in tables
            if other.headers[0] > table.headers[-1]
        ]
        yield _own_end(sheet, table, min([table.end, *later]))


def first_block(sheet: Sheet, header: int, end: int) -> int:
    """The end of the rows that stand together below a header."""
    return next((row for row in range(header + 1, end) if not sheet.counts[row]), end)


def _own_end(sheet: Sheet, table: Table, end: int) -> int:
    """The first row behind a blank one from where on no column holds what it held before."""
    looks = {c.index: _LOOKS[c.role] for c in table.columns if c.role in _LOOKS and c.samples}
    end = _above_told(sheet, table.start, end) if looks else end
    for first in _after_gaps(sheet, table.start, end) if looks else ():
        rows = _block(sheet, first, end)
        is_other = len(rows) >= _FEWEST and not any(map(_holds(looks), rows))
        above = sheet.rows[max(table.start, first - _LOOKED_BACK) : first]
        needed = 1 if sheet.counts[first] == 1 else _FEWEST  # a heading of its own says much
        says_itself = needed == 1 and ends_plan((sheet.lone(first) or (0, ""))[1])
        if is_other and not says_itself and _alike(above, looks) >= needed:
            return first
    return end


def _above_told(sheet: Sheet, start: int, end: int) -> int:
    """The first row behind the last of several cells and a blank one where nothing but prose follows."""
    wide = (row for row in range(end - 1, start - 1, -1) if sheet.counts[row] > 1)
    last = next(wide, end)
    first = next(_after_gaps(sheet, last + 1, end), end)
    return first if first < end and _is_told(sheet, first, end, sheet.rows[start]) else end


def _is_told(sheet: Sheet, first: int, end: int, row: tuple[str, ...]) -> bool:
    """Nothing follows but single cells: how the sheet is to be filled in, or an example of code.

    Points of a list are as much, below a table that has none (`row` is one of its rows).
    """
    is_listed = any(map(_POINT.match, row))
    lone = [sheet.lone(row) for row in range(first, end) if sheet.counts[row]]
    texts = [one[1].strip() for one in lone if one is not None]
    told = sum(_is_prose(text) or bool(not is_listed and _POINT.match(text)) for text in texts)
    is_code = len(texts) > 1 and "\n" in texts[1] and "{" in texts[1]
    is_long = len(texts) >= _TOLD and told * 2 > len(texts)
    return len(texts) == len(lone) and (is_code or is_long)


def _is_prose(text: str) -> bool:
    return is_note(text) or not is_name(text) or any(sign in text for sign in "：，。？")


def _holds(looks: Mapping[int, _Look]) -> Callable[[tuple[str, ...]], bool]:
    """Whether a row holds anything of what the columns hold."""
    return lambda cells: any(
        cells[place].strip() and fits(cells[place]) for place, fits in looks.items()
    )


def _alike(rows: Sequence[tuple[str, ...]], looks: Mapping[int, _Look]) -> int:
    """How many of the columns hold what they are headed by; where each row says its type, one more."""
    held = 0
    for place, fits in looks.items():
        texts = [cells[place] for cells in rows if cells[place].strip()]
        fitting = sum(map(bool, map(fits, texts)))
        held += bool(texts) and fitting >= _ALIKE * len(texts)
        held += fits is read_type and fitting == sum(map(any, rows)) > 1
    return held


def _after_gaps(sheet: Sheet, start: int, end: int) -> Iterator[int]:
    """The rows right below blank ones."""
    for row in range(start + 1, end):
        if sheet.counts[row] and not sheet.counts[row - 1]:
            yield row


def _block(sheet: Sheet, first: int, end: int) -> list[tuple[str, ...]]:
    """The first rows of a block that hold several cells."""
    found: list[tuple[str, ...]] = []
    row = first
    while row < end and sheet.counts[row] and len(found) < _LOOKED_AT:
        if sheet.counts[row] > 1:
            found.append(sheet.rows[row])
        row += 1
    return found
