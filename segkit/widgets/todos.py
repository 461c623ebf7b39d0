"""The SA's to-dos with their progress; each is settled where it stands."""

from __future__ import annotations

from segkit.engagement.notes import DONE, change, edit, tick
from segkit.engagement.notes.undoing import Undoing
from segkit.errors import UsageError
from segkit.facts.known import Facts
from segkit.facts.todos import UNSETTLED, open_todos, settled_by_word
from segkit.render.view import View
from segkit.rows.workshop.todos import todos_form, todos_of
from segkit.widgets.form import Done, FormWidget, Message, fields_of, text_of


def settle(undoing: Undoing, message: Message) -> Done:
    """Settle a to-do, open one again, or take the last change of one back."""
    what, key = message.get("do"), text_of(message, "key")
    file, by = undoing.file, undoing.by
    if what == "undo":
        return Done(f"Taken back: {undoing.undo(text_of(message, 'value'))}.", saved=True)
    if what == "reopen":
        change(file, [edit(DONE, key, None)], f"opened {key} again", by=by)
        return Done(f"Open again: {key}.", saved=True)
    how = fields_of(message).get("how", "").strip()
    if what != "settle" or key in UNSETTLED:
        raise UsageError(f"{key} cannot be settled here.", "do what stands beside it.")
    if not how:
        raise UsageError("How it was settled is empty.", "say it in a few words.")
    tick(file, key, how, by=by)
    return Done(f"Settled: {key}.", saved=True)


class TodosWidget(FormWidget):
    """To-dos of one engagement; `do` is `settle`, `reopen` or `undo`."""

    def __init__(self, facts: Facts) -> None:
        self._facts, self._file = facts, facts.engagement.notes_file
        self._undoing = Undoing(self._file, "todos", (DONE,))
        super().__init__("todos", facts.engagement.folder, saved_in=self._file.name)

    @property
    def view(self) -> View:
        """The static view of what is open now."""
        return todos_of(self._facts.now())

    def form(self) -> str:
        """The list with a field and a button for each."""
        facts = self._facts.now()
        standing = open_todos(facts), facts.notes.done, settled_by_word(facts)
        undo = self._undoing.named
        return todos_form(*standing, unsettled=UNSETTLED, undo=undo)

    def do(self, message: Message) -> Done:
        """One gesture on one to-do."""
        return settle(self._undoing, message)
