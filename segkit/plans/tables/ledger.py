"""Every row of a tab is used or explained: who did what to which row."""

from __future__ import annotations

from segkit.model.plan import Explained
from segkit.plans.tables.sheet import Sheet


class Ledger:
    """One entry for each row; a use by one table outweighs an explanation by another."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._used = bytearray(len(sheet.rows))
        self._reasons: dict[int, str] = {}
        self._doubts: dict[int, str] = {}

    def use(self, row: int) -> None:
        """The row's content is in the plan."""
        self._used[row] = 1

    def is_used(self, row: int) -> bool:
        """Somebody used the row."""
        return bool(self._used[row])

    def explain(self, row: int, reason: str) -> None:
        """The row is not in the plan, for this reason."""
        self._reasons.setdefault(row, reason)

    def doubt(self, row: int, reason: str) -> None:
        """The row was used, but could be meant otherwise."""
        self._doubts.setdefault(row, reason)

    @property
    def used(self) -> int:
        """How many rows are in the plan; blank rows within them do not count."""
        return sum(
            1 for used, count in zip(self._used, self.sheet.counts, strict=True) if used and count
        )

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

    def _place(self, row: int) -> str:
        """The row's first cell that holds something."""
        return self.sheet.tab.origin(row, next((c for c, _ in self.sheet.texts(row)), 0))
