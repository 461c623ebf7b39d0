"""A tab made even for reading: rows of one length, merged cells known, blank rows known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from segkit.plans.grids.grid import Tab

ERRORS = frozenset(
    {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#ERROR!", "#SPILL!"}
)
"""What spreadsheets show, and export, for a formula that failed."""


class Sheet:
    """A tab's rows, padded to one width, with what the reading asks of them.

    Attributes:
        tab: The tab.
        rows: Its rows, all of the same length.
        counts: How many cells of each row hold more than white space.
        wide: For each row, the columns at which a cell merged across columns begins.
        blanks: How many names had blanks at their ends, which are not part of them.
        unseen: Names that hold a character that nobody sees.
    """

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        width = tab.width
        self.rows = [
            row if len(row) == width else row + ("",) * (width - len(row)) for row in tab.rows
        ]
        self.width = width
        self.blanks = 0
        self.unseen: list[str] = []
        self.errors = self._blank_errors()
        self.counts = [width - row.count("") - sum(map(str.isspace, row)) for row in self.rows]
        self.wide: defaultdict[int, dict[int, int]] = defaultdict(dict)
        self._down: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for merge in tab.merged:
            self._place(merge.top - tab.top, merge.left - tab.left, merge.bottom - tab.top,
                        merge.right - tab.left)  # fmt: skip

    def _blank_errors(self) -> list[str]:
        """Empty the cells that hold a spreadsheet's error; returns their addresses."""
        places = []
        for row, cells in enumerate(self.rows):
            if not ERRORS.isdisjoint(cells):
                places += [
                    self.tab.origin(row, i) for i, text in enumerate(cells) if text in ERRORS
                ]
                self.rows[row] = tuple("" if text in ERRORS else text for text in cells)
        return places

    @property
    def notes(self) -> tuple[str, ...]:
        """The tab's remarks, and one about cells with errors."""
        if not self.errors:
            return self.tab.notes
        shown = ", ".join(self.errors[:5]) + (", …" if len(self.errors) > 5 else "")
        cells = f"{self.tab.title}: {len(self.errors)} cells hold a spreadsheet error and were read"
        return (*self.tab.notes, f"{cells} as empty ({shown}).")

    def _place(self, top: int, left: int, bottom: int, right: int) -> None:
        """Remember a merged range, cut to the rows that exist."""
        if not (0 <= top < len(self.rows) and 0 <= left < self.width):
            return
        if right > left:
            self.wide[top][left] = min(right, self.width - 1)
        text = self.rows[top][left]
        for row in range(top + 1, min(bottom + 1, len(self.rows))):
            self._down[row][left] = text

    @property
    def filled(self) -> int:
        """How many rows are not blank."""
        return len(self.rows) - self.counts.count(0)

    def lone(self, row: int) -> tuple[int, str] | None:
        """Column and text of the only cell in a row; None for blank and fuller rows."""
        if self.counts[row] != 1:
            return None
        return next(
            (column, text)
            for column, text in enumerate(self.rows[row])
            if text and not text.isspace()
        )

    def texts(self, row: int) -> list[tuple[int, str]]:
        """Columns and texts of a row's cells that are not blank."""
        return [
            (column, text)
            for column, text in enumerate(self.rows[row])
            if text and not text.isspace()
        ]

    def filled_down(self, row: int, columns: Iterable[int]) -> tuple[str, ...]:
        """The row, with the text of cells merged downwards into it in these columns."""
        merged = self._down.get(row)
        if not merged:
            return self.rows[row]
        cells = list(self.rows[row])
        for column in columns:
            if column in merged and not cells[column].strip():
                cells[column] = merged[column]
        return tuple(cells)

    def first_texts(self, limit: int) -> tuple[str, ...]:
        """The first texts on the tab, shortened, for messages."""
        found: list[str] = []
        for row, count in enumerate(self.counts):
            if count:
                found += [text.strip()[:40] for _, text in self.texts(row)]
            if len(found) >= limit:
                break
        return tuple(found[:limit])
