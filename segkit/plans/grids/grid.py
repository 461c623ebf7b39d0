"""A tab of a sheet as plain cells of text, before anybody asks what they mean.

Workbooks, delimited files and online sheets all become `Tab`; `segkit.plans.tables`
understands it. Nothing here opens a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from segkit.model.plan import Doubt, Rule

MAX_ROWS = 200_000
"""Rows of one tab; twice what Segment takes in one tracking plan (100,000)."""

MAX_CELLS = 5_000_000
"""Cells of one file, blank ones between the first and the last included."""

Account = Callable[[Sequence[Rule]], Iterable[tuple[str, Doubt]]]
"""What the rules of a plan leave unsaid of the text that they were read from, each with a key."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns of the sheet, counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its cells as text, and where they stand in the sheet.

    Attributes:
        title: As the sheet shows it.
        rows: Cells from the first used row on; rows may differ in length. A merged range
            has its text in the first cell.
        top: Sheet row of `rows[0]`, counted from 0.
        left: Sheet column of each row's first cell, counted from 0.
        merged: Merged ranges, in the sheet's own coordinates.
        hidden: The sheet hides the whole tab.
        url: Link to this tab of an online sheet; empty for files.
        notes: Remarks for the report, such as cells that hold a spreadsheet error.
        titled: A person gave it this title. False where it is only a file's name, which
            may be anything and so says nothing about what is in it.
        doubts: What of the file may have been read otherwise than it was meant.
        turned: Its rows are the sheet's columns.
        cells: Where each cell stands in the sheet, when they were put in another order.
        kin: Rows of other tabs below the very same header: they tell what its columns hold.
        code: Where the file is a text, the names that it writes as code; one tab has them.
        account: Where the file is a text, what of it the rules of the whole plan leave unsaid, as
            doubts with their keys; one tab has it.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    top: int = 0
    left: int = 0
    merged: tuple[Merge, ...] = ()
    hidden: bool = False
    url: str = ""
    notes: tuple[str, ...] = ()
    titled: bool = True
    doubts: tuple[Doubt, ...] = ()
    turned: bool = False
    cells: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict, hash=False)
    kin: tuple[tuple[str, ...], ...] = ()
    code: frozenset[str] = field(default=frozenset(), hash=False, compare=False)
    account: Account | None = field(default=None, hash=False, compare=False)

    def origin(self, row: int, column: int = 0) -> str:
        """The address of `rows[row][column]` in the sheet: `Track!B12`."""
        if self.cells:
            row, column = self.cells.get((row, column), (row, column))
        if self.turned:
            row, column = column, row
        return f"{self.title}!{column_letters(self.left + column)}{self.top + row + 1}"

    def column(self, index: int) -> str:
        """The sheet's name of a column of `rows`: `C`, or `3` where rows are its columns."""
        return str(self.top + index + 1) if self.turned else column_letters(self.left + index)

    def as_turned(self) -> Tab:
        """The same tab with rows for columns."""
        width = self.width
        rows = tuple(zip(*(row + ("",) * (width - len(row)) for row in self.rows), strict=True))
        return replace(self, rows=rows, merged=(), turned=not self.turned, kin=())

    def below_blank(self) -> Tab:
        """The same tab with a blank row above its first."""
        left, top = (self.left - 1, self.top) if self.turned else (self.left, self.top - 1)
        return replace(self, rows=(("",) * self.width, *self.rows), top=top, left=left)

    @property
    def width(self) -> int:
        """Length of the longest row."""
        return max(map(len, self.rows), default=0)


@cache
def column_letters(column: int) -> str:
    """The sheet's name of a column counted from 0: `A`, `Z`, `AA`."""
    letters = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


EXACT = 1e15
"""From here on a spreadsheet, which keeps 15 digits of a number, may hold others than were typed."""


def digits(number: float) -> str:
    """A number of a spreadsheet as people read it: `1` rather than `1.0`, all digits of long ones."""
    return str(int(number)) if number.is_integer() else str(number)


def note_on_long_numbers(title: str, numbers: Sequence[str]) -> tuple[str, ...]:
    """The remark that digits of these numbers may be lost."""
    if not numbers:
        return ()
    many = f"{len(numbers)} {'number has' if len(numbers) == 1 else 'numbers have'} more than 15 digits"
    return (
        f"{title}: {many} ({numbers[0]}, …); a spreadsheet keeps only the first 15. Make them text.",
    )


def is_empty(row: tuple[str, ...]) -> bool:
    """No cell of the row holds anything but white space."""
    return not any(cell and not cell.isspace() for cell in row)
