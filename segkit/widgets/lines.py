"""A live form of rows that are only read; it follows what is said elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from segkit.errors import UsageError
from segkit.facts.known import Facts
from segkit.render.view import View
from segkit.rows.forms.lines import Lines, lines_form
from segkit.widgets.form import Done, FormWidget, Message


class LinesWidget(FormWidget):
    """What is wrong first of something that a document shows whole.

    Args:
        name: Of the form.
        facts: What is known.
        static: What a document shows.
        pick: The rows, from what is known by now.
    """

    def __init__(
        self, name: str, facts: Facts, static: View, pick: Callable[[Facts], Lines]
    ) -> None:
        self._facts, self._static, self._pick = facts, static, pick
        super().__init__(name, facts.engagement.folder)

    @property
    def view(self) -> View:
        """All of it, as a document has it."""
        return self._static

    def form(self) -> str:
        """The rows as they stand now."""
        return lines_form(self._pick(self._facts.now()))

    def do(self, message: Message) -> Done:
        """There is nothing to do here but to read."""
        raise UsageError(f"There is no {message.get('do')!r} here.", "run the cell again.")
