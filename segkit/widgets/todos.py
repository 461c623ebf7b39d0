"""The SA's to-dos with their progress; each is settled where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from segkit.engagement.notes import DONE, change, edit, last_change, tick, undo
from segkit.engagement.settings import Engagement, read_engagement
from segkit.errors import UsageError
from segkit.facts.known import Facts
from segkit.facts.todos import UNSETTLED, open_todos, settled_by_word
from segkit.model.finding import OpenItem
from segkit.render.view import View
from segkit.rows.workshop.todos import todos, todos_form
from segkit.widgets.form import Done, FormWidget, Message, fields_of, text_of


class TodosWidget(FormWidget):
    """To-dos of one engagement."""

    def __init__(self, engagement: Engagement) -> None:
        self._engagement, self._file = engagement, engagement.notes_file
        super().__init__("todos", engagement.folder, saved_in=self._file.name)

    @property
    def view(self) -> View:
        """The static view of what is open now."""
        return todos(*self._standing())

    def form(self) -> str:
        """The list with a field and a button for each."""
        can_undo = last_change(self._file, [DONE]) is not None
        return str(todos_form(*self._standing(), unsettled=UNSETTLED, can_undo=can_undo))

    def look(self) -> None:
        """Read the settings again; the rest is read whenever it is drawn."""
        self._engagement = read_engagement(self._engagement.folder)

    def _standing(self) -> tuple[tuple[OpenItem, ...], Mapping[str, str], tuple[OpenItem, ...]]:
        """What is open, what is settled, and what of that by word alone; from the files as they are."""
        facts = Facts(self._engagement)
        return open_todos(facts), facts.notes.done, settled_by_word(facts)

    def do(self, message: Message) -> Done:
        """Settle one, open it again, or take the last change back."""
        what, key = message.get("do"), text_of(message, "key")
        if what == "undo":
            return Done(f"Taken back: {undo(self._file, [DONE])}.", saved=True)
        if what == "reopen":
            change(self._file, [edit(DONE, key, None)], f"opened {key} again")
            return Done(f"Open again: {key}.", saved=True)
        how = fields_of(message).get("how", "").strip()
        if what != "settle" or key in UNSETTLED:
            raise UsageError(f"{key} cannot be settled here.", "do what stands beside it.")
        if not how:
            raise UsageError("How it was settled is empty.", "say it in a few words.")
        tick(self._file, key, how)
        return Done(f"Settled: {key}.", saved=True)
