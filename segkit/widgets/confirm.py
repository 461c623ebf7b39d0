"""Confirming how a plan's tabs are read: every choice is saved and its effect shown at once.

The form is HTML of `segkit.rows.forms.reading`; the browser sends one message for each choice and
gets new HTML. Where no widget can run, the same output shows the static view.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import traitlets

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
from segkit.errors import SegkitError, UsageError
from segkit.model.plan import CALLS
from segkit.plans.tables import Profile, TabReading
from segkit.render.styles import stylesheet
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
from segkit.widgets.carrying import CarryingWidget, asset

Message = Mapping[str, object]


class ConfirmWidget(CarryingWidget):
    """The reading of a plan's tabs with a control for each decision.

    A message from the browser is `{"do": …, "tab": key, "column": key, "value": text,
    "ticket": text}`; `do` is `choice`, `header-row`, `role`, `confirm`, `forget`,
    `forget-tab`, `undo`, or `doubt-yes` and `doubt-no`, whose `column` is the doubt's key. The answer carries the ticket, so that the browser knows which
    choice it answers.

    Attributes:
        shown: What the browser shows: `html`, `said` (for screen readers) and `ticket`.
    """

    _esm = asset("keys.js", "weave.js", "confirm.js")
    _css = stylesheet() + asset("confirm.css")

    shown = traitlets.Dict().tag(sync=True)

    def __init__(self, corrections: Corrections) -> None:
        self.corrections = corrections
        super().__init__(shown=self._drawn())
        self.on_msg(self._receive)

    @property
    def view(self) -> View:
        """The static view of the present reading."""
        return reading(self.corrections.outcome)

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        """Do what the browser asks; what goes wrong is shown, and nothing is lost by it."""
        if not isinstance(message, Mapping):
            return
        ticket = str(message.get("ticket", ""))
        changed = str(message.get("column") or message.get("tab") or "")
        try:
            said = self._do(message)
        except SegkitError as error:
            self.shown = self._drawn(ticket, changed=changed, problem=error)
        else:
            self.shown = self._drawn(ticket, said, changed)

    def _drawn(
        self,
        ticket: str = "",
        said: str = "",
        changed: str = "",
        *,
        problem: SegkitError | None = None,
    ) -> dict[str, str]:
        form = Form(
            saved_in=self.corrections.profile_file.name,
            can_undo=self.corrections.can_undo,
            said=said,
            changed=changed,
            problem=None if problem is None else (problem.problem, problem.fix),
        )
        outcome = self.corrections.outcome
        heard = f"{said} {counts_text(outcome) or 'No tracking plan.'}" if said else ""
        return {"html": str(reading_form(outcome, form)), "said": heard, "ticket": ticket}

    def _do(self, message: Message) -> str:
        """One correction, and the sentence that says so."""
        what, value = message.get("do"), str(message.get("value") or "")
        if what == "undo":
            return f"Taken back: the last change to {self.corrections.undo()}."
        title = self._title(message)
        if what in {"role", "forget"}:
            header = self._header(title, message)
            role = value if what == "role" else ""
            self.corrections.change(title, lambda p: with_role(p, title, header, role))
            return f"Saved: {header} on {title} is {role or 'found out'}."
        if what in {"doubt-yes", "doubt-no"}:
            return self._settle(title, message, is_yes=what == "doubt-yes")
        change, said = self._tab_change(str(what), title, value)
        self.corrections.change(title, change)
        return said

    def _settle(self, title: str, message: Message, *, is_yes: bool) -> str:
        """A doubt is answered: the column is what it looks like, or all is right as it is."""
        doubts = (d for r in self._readings if r.title == title for d in r.doubts)
        doubt = next((d for d in doubts if doubt_key(title, d) == message.get("column")), None)
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

    def _title(self, message: Message) -> str:
        """The tab that a control speaks of."""
        titles = (*(one.title for one in self._readings), *self.corrections.outcome.lost)
        for title in titles:
            if tab_key(title) == message.get("tab"):
                return title
        raise UsageError("That tab is not in the plan any more.", "run the cell again.")

    def _header(self, title: str, message: Message) -> str:
        """The column that a control speaks of: one of the tab's, or one that is only saved."""
        read = [
            c.header
            for r in self._readings
            if r.title == title
            for t in r.tables
            for c in t.columns
        ]
        for header in (*read, *self.corrections.outcome.profile.of(title).roles):
            if column_key(title, header) == message.get("column"):
                return header
        raise UsageError(f"That column is not on {title} any more.", "run the cell again.")
