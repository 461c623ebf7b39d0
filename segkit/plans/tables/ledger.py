"""What became of every cell of a tab: its role in the plan, or why it is not in it.

Rows are used or explained as a whole. Within a used row a cell has the role of its column, and
the few that say something else than their column are kept apart, by their column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from segkit.model.plan import Explained
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.words.role import Role

HEADER = "header of the table"
ORPHAN = "a property without an event above it"
UNNAMED = "says a type, but names no property"
UNMARKED = "a property that no event column marks"
HEADING = "a heading by its looks, but it may be an event"
NO_EVENT = "a property that no event carries"
UNKNOWN = "speaks of events that no table of the plan names"
ABOVE = "heading above the table"
REMARK = "a note, not part of the plan"
REMARKS = frozenset({ABOVE, REMARK})
"""Reasons of rows that say something of the plan besides events and fields."""
DOUBTED = (NO_EVENT, ORPHAN, UNNAMED, UNMARKED, HEADING)
"""Reasons for which a row is left out that a person may see otherwise."""


@dataclass(frozen=True, slots=True)
class Span:
    """The rows of one table and what each of its columns holds there.

    Attributes:
        start: First row below the headers.
        end: First row that is not its own any more.
        roles: By column.
    """

    start: int
    end: int
    roles: Mapping[int, Role]


class Ledger:
    """One entry for each row; a use by one table outweighs an explanation by another."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.spans: list[Span] = []
        self.misfits: dict[tuple[int, int], str] = {}
        self._used = bytearray(len(sheet.rows))
        self._parts: dict[int, list[int]] = {}
        self._reasons: dict[int, str] = {}
        self._doubts: dict[int, str] = {}

    # --- rows -------------------------------------------------------------------------------

    def use(self, row: int, after: int | None = None) -> None:
        """The row's content is in the plan, with the rows before `after` that go on with it."""
        self._used[row] = 1
        for more in range(row + 1, after or 0):
            self._used[more] = 1
            self._parts.setdefault(row, []).append(more)

    def drop(self, row: int, reason: str) -> None:
        """The row was read, but nothing of it is in the plan."""
        for one in (row, *self._parts.get(row, ())):
            self._used[one] = 0
            self._reasons[one] = reason
            self._doubts.pop(one, None)

    def is_used(self, row: int) -> bool:
        """Somebody used the row."""
        return bool(self._used[row])

    def unused(self) -> Iterator[tuple[int, str]]:
        """The rows of which somebody said why they are not in the plan, in order."""
        return ((row, why) for row, why in sorted(self._reasons.items()) if not self._used[row])

    def explain(self, row: int, reason: str) -> None:
        """The row is not in the plan, for this reason."""
        self._reasons.setdefault(row, reason)

    def doubt(self, row: int, reason: str) -> None:
        """The row, or the table below it, could be meant otherwise."""
        self._doubts.setdefault(row, reason)

    def settle(self, row: int) -> None:
        """Other tables say what was in doubt there."""
        self._doubts.pop(row, None)

    def untouched(self) -> list[int]:
        """Rows that are not blank and of which nobody spoke."""
        return [
            row
            for row, count in enumerate(self.sheet.counts)
            if count and not self._used[row] and row not in self._reasons
        ]

    def explained(self, otherwise: str) -> tuple[Explained, ...]:
        """All other rows that are not blank; `otherwise` for those that nobody spoke for."""
        return tuple(
            Explained(self._place(row), self._reasons.get(row, otherwise))
            for row, count in enumerate(self.sheet.counts)
            if count and not self._used[row]
        )

    def doubtful(self) -> tuple[Explained, ...]:
        """Rows in doubt, in order."""
        return tuple(Explained(self._place(row), why) for row, why in sorted(self._doubts.items()))

    def partial(self) -> tuple[str, ...]:
        """Notes on rows that one of two tables beside each other used and the other did not."""
        return tuple(
            f"{self._place(row)}: only part of this row is in the plan; the rest is {reason}."
            for row, reason in sorted(self._reasons.items())
            if self._used[row]
        )

    def left_out(self, otherwise: str) -> tuple[str, ...]:
        """Notes on columns of a turned sheet, each of whose rows holds something of every event."""
        return tuple(
            f"{self._place(row)}: this column is not in the plan: {reason}."
            for row, count in enumerate(self.sheet.counts)
            if count and not self._used[row]
            and (reason := self._reasons.get(row, otherwise)) != HEADER
        )  # fmt: skip

    def _place(self, row: int) -> str:
        """The row's first cell that holds something."""
        return self.sheet.tab.origin(row, next((c for c, _ in self.sheet.texts(row)), 0))

    # --- cells ------------------------------------------------------------------------------

    def misfit(self, row: int, column: int, text: str) -> None:
        """A cell that is not what its column holds."""
        self.misfits.setdefault((row, column), text)

    def outside(self) -> list[tuple[int, int]]:
        """Cells of used rows in no column of a table: they are in no place of the plan."""
        width = self.sheet.width
        found = []
        for span in self.spans:
            covered = {column for one in self.spans for column in one.roles
                       if one.start < span.end and span.start < one.end}  # fmt: skip
            free = [column for column in range(width) if column not in covered]
            if free:
                found += [
                    (row, column)
                    for row in range(span.start, span.end)
                    if self._used[row]
                    for column in free
                    if self.sheet.rows[row][column].strip()
                ]
        return list(dict.fromkeys(found))
