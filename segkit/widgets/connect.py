"""Asking for the token of a workspace in a notebook.

The token comes once, as the bytes beside a message: it is in no trait, so in no saved widget
state; in no cell, so in no history; and in no message's text, which kernels write to their
debug logs. The field is emptied before the message leaves the browser.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import traitlets

from segkit.engagement.connecting import Connected, connect, disconnect, is_connected
from segkit.engagement.settings import Engagement, read_engagement
from segkit.errors import KeyringError, SegkitError, UsageError
from segkit.render.styles import stylesheet
from segkit.render.view import View
from segkit.rows.connect import ConnectForm, connect_form
from segkit.rows.connect import connect as static_view
from segkit.segment_api.token import Token
from segkit.widgets.carrying import CarryingWidget, asset

Message = Mapping[str, object]


class ConnectWidget(CarryingWidget):
    """A password field for the token of an engagement's workspace.

    A message from the browser is `{"do": "connect", "pull": …, "ticket": text}` with the token
    as its only buffer, or `{"do": "forget", "ticket": text}`.

    Attributes:
        shown: What the browser shows: `html`, and the `ticket` of the message it answers.
    """

    _esm = asset("connect.js")
    _css = stylesheet() + asset("connect.css")

    shown = traitlets.Dict().tag(sync=True)

    def __init__(self, engagement: Engagement) -> None:
        self.engagement = engagement
        super().__init__(shown=self._drawn())
        self.on_msg(self._receive)

    @property
    def view(self) -> View:
        """The sentence that stands in a document."""
        return static_view()

    def _receive(self, _widget: object, message: object, buffers: Sequence[bytes]) -> None:
        """Do what the browser asks; what goes wrong is shown."""
        if not isinstance(message, Mapping):
            return
        ticket = str(message.get("ticket", ""))
        try:
            done = self._do(message, buffers)
        except SegkitError as error:
            self.shown = self._drawn(ticket, problem=error)
        else:
            self.shown = self._drawn(ticket, done)

    def _do(self, message: Message, buffers: Sequence[bytes]) -> Connected | str:
        if message.get("do") == "forget":
            gone = disconnect(self.engagement)
            return "The token was taken out of the keyring." if gone else "No token was kept."
        if message.get("do") != "connect":
            raise UsageError("The widget does not know that.", "run the cell again.")
        # the engagement may have been edited since the cell ran
        engagement = read_engagement(self.engagement.folder)
        done = connect(_typed(buffers), engagement, pull=message.get("pull") is True)
        self.engagement = read_engagement(self.engagement.folder)
        return done

    def _drawn(
        self, ticket: str = "", done: Connected | str = "", *, problem: SegkitError | None = None
    ) -> dict[str, str]:
        try:
            is_kept = is_connected(self.engagement)
        except KeyringError as error:
            is_kept, problem = False, problem or error
        form = ConnectForm(
            self.engagement.customer,
            is_kept=is_kept,
            wants_pull=self.engagement.workspace_file is None,
            made=done if isinstance(done, Connected) else None,
            said=done if isinstance(done, str) else "",
            problem=None if problem is None else (problem.problem, problem.fix),
        )
        return {"html": str(connect_form(form)), "ticket": ticket}


def _typed(buffers: Sequence[bytes]) -> Token:
    """The token that was typed; no variable holds it, so that no traceback can."""
    return Token(b"".join(map(bytes, buffers)).decode("utf-8", "replace"), where="what was typed")
