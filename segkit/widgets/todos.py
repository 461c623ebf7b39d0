"""The SA's to-dos with their progress; each is settled where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from segkit.engagement.notes import DONE, change, edit, last_change, read_notes, tick, undo
from segkit.errors import SegkitError, UsageError
from segkit.model.finding import OpenItem
from segkit.render.view import View
from segkit.rows.todos import todos, todos_form
from segkit.widgets.html_form import HtmlFormWidget, Message


class TodosWidget(HtmlFormWidget):
    """To-dos of one engagement.

    Args:
        file: Its notes.
        items: Works out what is open, settled or not.
        unsettled: Ids that words cannot settle.
    """

    def __init__(
        self, file: Path, items: Callable[[], Sequence[OpenItem]], unsettled: frozenset[str]
    ) -> None:
        self._file, self._items, self._unsettled = file, items, unsettled
        super().__init__()

    @property
    def view(self) -> View:
        """The static view of what is open now."""
        return todos(self._items(), read_notes(self._file).done)

    def form(self, problem: SegkitError | None) -> str:
        """The list with a field and a button for each."""
        return str(
            todos_form(
                self._items(),
                read_notes(self._file).done,
                unsettled=self._unsettled,
                saved_in=self._file.name,
                can_undo=last_change(self._file, [DONE]) is not None,
                problem=problem,
            )
        )

    def do(self, message: Message) -> str:
        """Settle one, open it again, or take the last change back."""
        what, key = message.get("do"), str(message.get("key", ""))
        if what == "undo":
            return f"Taken back: {undo(self._file, [DONE])}."
        if what == "reopen":
            change(self._file, [edit(DONE, key, None)], f"opened {key} again")
            return f"Open again: {key}."
        fields = message.get("fields")
        how = str(fields.get("how", "")).strip() if isinstance(fields, dict) else ""
        if what != "settle" or key in self._unsettled:
            raise UsageError(f"{key} cannot be settled here.", "do what stands beside it.")
        if not how:
            raise UsageError("How it was settled is empty.", "say it in a few words.")
        tick(self._file, key, how)
        return f"Settled: {key}."
