"""Whose changes a form may take back: its own, and never what somebody else changed meanwhile.

Several forms note things of the same kind, and several people may have the same notes open. A
form signs its changes (`by`), a program too; so each Undo can name one change and take back that
one or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from segkit.engagement.notes.journal import PROGRAM, Change, read_changes
from segkit.engagement.notes.kinds import Kind
from segkit.engagement.notes.store import last_change, undo


@dataclass(frozen=True, slots=True)
class Undoing:
    """What one form may take back.

    Attributes:
        file: The notes.
        by: The form, as it signs its changes.
        kinds: Whatever its changes touch.
        own: Kinds of which a change without a signature has one; all of `kinds` when empty.
    """

    file: Path
    by: str
    kinds: tuple[Kind[Any], ...]
    own: tuple[Kind[Any], ...] = ()

    def __post_init__(self) -> None:
        """From here on, what other programs change is theirs."""
        _begun(self.file)

    @property
    def last(self) -> Change | None:
        """The change that Undo names."""
        return last_change(self.file, self.kinds, ours=self._is_ours)

    @property
    def named(self) -> tuple[str, str]:
        """Its id and what it was, for a button; empty where there is none."""
        last = self.last
        return (str(last.id), last.label) if last else ("", "")

    def undo(self, seen: str = "") -> str:
        """Take back the change of this id, and say what it was; the last one where none is named.

        Raises `NotesConflictError` when that is not the one to be taken back by now, `UsageError`
        when there is none.
        """
        number = int(seen) if seen.isdecimal() else None
        return undo(self.file, self.kinds, seen=number, ours=self._is_ours)

    def _is_ours(self, one: Change) -> bool:
        if one.program != PROGRAM and one.id > _begun(self.file):
            return False
        if one.by:
            return one.by == self.by
        own = {kind.table for kind in self.own or self.kinds}
        return any(step.table in own for step in one.steps)


@cache
def _begun(file: Path) -> int:
    """The last change that was there when this program first asked."""
    return max((one.id for one in read_changes(file)), default=0)
