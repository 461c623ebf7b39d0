"""A widget whose form is HTML that Python draws: one message for each gesture, new HTML back.

`html_form.js` weaves the new HTML into the old, so the focus and what is being typed stay.
"""

from __future__ import annotations

from collections.abc import Mapping

import traitlets

from segkit.errors import SegkitError
from segkit.render.styles import stylesheet
from segkit.render.view import View
from segkit.widgets.carrying import CarryingWidget, asset

Message = Mapping[str, object]


class HtmlFormWidget(CarryingWidget):
    """Base of the widgets whose form is drawn in Python.

    A control with `data-sk-do` sends `{"do": …, "key": …, "value": …, "fields": {…},
    "ticket": …}`: `fields` holds the inputs of the nearest `data-sk-form`, by their names.

    Attributes:
        shown: What the browser shows: `html`, `said` (for screen readers) and `ticket`.
    """

    _esm = asset("keys.js", "weave.js", "html_form.js")
    _css = stylesheet() + asset("html_form.css")

    shown = traitlets.Dict().tag(sync=True)

    def __init__(self, **options: object) -> None:
        super().__init__(shown={"html": "", "said": "", "ticket": ""}, **options)
        self.shown = {"html": self.form(None), "said": "", "ticket": ""}
        self.on_msg(self._receive)

    def form(self, problem: SegkitError | None) -> str:
        """The form as HTML, escaped; `problem` is what went wrong with the last gesture."""
        raise NotImplementedError

    def do(self, message: Message) -> str:
        """Do what a gesture asks, and say so in a sentence; raises `SegkitError`."""
        raise NotImplementedError

    @property
    def view(self) -> View:
        """The static view for hosts without widgets."""
        raise NotImplementedError

    def draw(self, said: str = "", ticket: str = "") -> None:
        """Show the form anew, outside an answer too."""
        self.shown = {"html": self.form(None), "said": said, "ticket": ticket}

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        """Do what the browser asks; what goes wrong is shown, and nothing is lost by it."""
        if not isinstance(message, Mapping):
            return
        ticket = str(message.get("ticket", ""))
        try:
            said = self.do(message)
        except SegkitError as error:
            self.shown = {"html": self.form(error), "said": error.problem, "ticket": ticket}
        else:
            self.draw(said, ticket)
