"""Confirming how a plan's tabs are read: every choice is saved and its effect shown at once."""

from __future__ import annotations

from collections.abc import Callable

from segkit.engagement.corrections import (
    Corrections,
    with_choice,
    with_header_row,
    with_no,
    with_reading,
    with_role,
    with_yes,
    without_tab,
)
from segkit.errors import UsageError
from segkit.model.plan import CALLS
from segkit.plans.tables import Profile, TabReading
from segkit.render.view import View
from segkit.rows.forms.reading import (
    Form,
    column_key,
    counts_text,
    doubt_key,
    reading,
    reading_form,
    tab_key,
)
from segkit.widgets.form import Done, FormWidget, Message, text_of


class ConfirmWidget(FormWidget):
    """The reading of a plan's tabs with a control for each decision.

    `do` is `choice`, `header-row`, `role`, `confirm`, `forget`, `forget-tab`, `doubt-yes`,
    `doubt-no` or `undo`; `key` names the tab, and after a blank the column or the doubt.
    """

    def __init__(self, corrections: Corrections) -> None:
        self.corrections = corrections
        file = corrections.profile_file
        super().__init__("reading", file.parent, saved_in=file.name)

    @property
    def view(self) -> View:
        """The static view of the present reading."""
        return reading(self.corrections.outcome)

    def form(self) -> str:
        """Every tab, with controls."""
        form = Form(can_undo=self.corrections.can_undo)
        return reading_form(self.corrections.outcome, form)

    def do(self, message: Message) -> Done:
        """One correction, and the sentence that says so with what came of it."""
        said = self._corrected(message)
        counts = counts_text(self.corrections.outcome) or "No tracking plan."
        return Done(f"{said} {counts}", saved=True)

    def _corrected(self, message: Message) -> str:
        what, value = message.get("do"), text_of(message, "value")
        if what == "undo":
            return f"Taken back: the last change to {self.corrections.undo()}."
        tab, _, column = text_of(message, "key").partition(" ")
        title = self._title(tab)
        if what in {"role", "forget"}:
            header = self._header(title, column)
            role = value if what == "role" else ""
            self.corrections.change(title, lambda p: with_role(p, title, header, role))
            return f"Saved: {header} on {title} is {role or 'found out'}."
        if what in {"doubt-yes", "doubt-no"}:
            return self._settle(title, column, is_yes=what == "doubt-yes")
        change, said = self._tab_change(str(what), title, value)
        self.corrections.change(title, change)
        return said

    def _settle(self, title: str, key: str, *, is_yes: bool) -> str:
        """A doubt is answered: the column is what it looks like, or all is right as it is."""
        doubts = (d for r in self._readings if r.title == title for d in r.doubts)
        doubt = next((d for d in doubts if doubt_key(title, d) == key), None)
        if doubt is None:
            raise UsageError("That doubt is settled already.", "go on with the next one.")
        if is_yes and doubt.role is not None:
            self.corrections.change(title, lambda p: with_yes(p, title, doubt))
            return f"Saved: {doubt.header} on {title} is {doubt.role}."
        self.corrections.change(title, lambda p: with_no(p, title, doubt))
        return f"Saved: {doubt.doubt.where} is right as it is."

    def _tab_change(
        self, what: str, title: str, value: str
    ) -> tuple[Callable[[Profile], Profile], str]:
        """A correction of a whole tab."""
        if what == "forget-tab":
            return lambda p: without_tab(p, title), f"Forgotten: what was saved for {title}."
        index = next((i for i, r in enumerate(self._readings) if r.title == title), -1)
        if index < 0:
            raise UsageError(f"There is no tab {title!r} any more.", "choose another one.")
        tab, read = self.corrections.outcome.tabs[index], self._readings[index]
        if what == "confirm":
            return lambda p: with_reading(p, read), f"Saved: the columns of {title} as read."
        if what == "choice":
            words = f"about {value}" if value in (*CALLS, "common") else value or "found out"
            return lambda p: with_choice(p, tab, value), f"Saved: {title} is {words}."
        if what == "header-row" and (not value or value.isdecimal()):
            row = int(value) if value else None
            said = f"Saved: the headers of {title} are {f'in row {row}' if row else 'found out'}."
            return lambda p: with_header_row(p, tab, row), said
        raise UsageError(f"There is no correction {what!r}.", "run the cell again.")

    @property
    def _readings(self) -> tuple[TabReading, ...]:
        return self.corrections.outcome.readings

    def _title(self, key: str) -> str:
        """The tab that a control speaks of."""
        titles = (*(one.title for one in self._readings), *self.corrections.outcome.lost)
        for title in titles:
            if tab_key(title) == key:
                return title
        raise UsageError("That tab is not in the plan any more.", "run the cell again.")

    def _header(self, title: str, key: str) -> str:
        """The column that a control speaks of: one of the tab's, or one that is only saved."""
        read = [
            c.header
            for r in self._readings
            if r.title == title
            for t in r.tables
            for c in t.columns
        ]
        for header in (*read, *self.corrections.outcome.profile.of(title).roles):
            if column_key(title, header) == key:
                return header
        raise UsageError(f"That column is not on {title} any more.", "run the cell again.")
