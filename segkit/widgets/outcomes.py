"""What the room decided, does and still asks, side by side in one form."""

from __future__ import annotations

from segkit.engagement.notes import read_notes
from segkit.engagement.notes.reading import people
from segkit.engagement.notes.undoing import Undoing
from segkit.errors import UsageError
from segkit.facts.known import Facts
from segkit.facts.standing import outcomes as counted
from segkit.render.view import View
from segkit.rows.forms.records_form import outcomes_form
from segkit.rows.workshop.outcomes import heading, outcomes
from segkit.rows.workshop.records import FORMS
from segkit.widgets.actions import ActionRecords
from segkit.widgets.form import Done, FormWidget, Message, text_of
from segkit.widgets.records import Records


class OutcomesWidget(FormWidget):
    """Decisions, actions, open questions and the parking lot.

    `do` is that of one kind with its table behind it (`set decisions`), or `undo` of the last
    change of any of them.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        file = self._file = facts.engagement.notes_file
        of = {
            name: Records(file, kind, fields, noun=noun, title=title)
            for name, (kind, fields, _, noun, title) in FORMS.items()
        }
        columns = (of["decisions"], ActionRecords(facts), of["questions"], of["parking_lot"])
        kinds = tuple(one.kind for one in columns)
        self._undoing = Undoing(file, "outcomes", kinds)
        for one in columns:
            one.undoing = self._undoing
        self._columns = {one.kind.table: one for one in columns}
        super().__init__("outcomes", file.parent, saved_in=file.name)

    @property
    def view(self) -> View:
        """What the room said, as it is now."""
        return outcomes(self._facts, read_notes(self._file))

    def form(self) -> str:
        """A column for each kind, and what still lacks an owner."""
        notes = read_notes(self._file)
        return outcomes_form(
            [one.recorded(notes) for one in self._columns.values()],
            people(notes),
            counted(self._facts, notes).unowned,
            heading=heading(self._facts, notes),
            undo=self._undoing.named,
        )

    def do(self, message: Message) -> Done:
        """One gesture on one record."""
        what, _, table = text_of(message, "do").partition(" ")
        if what == "undo":
            return Done(f"Taken back: {self._undoing.undo(text_of(message, 'value'))}.", saved=True)
        if table not in self._columns:
            raise UsageError(f"There is no {what!r} here.", "run the cell again.")
        return self._columns[table].do(what, message)
