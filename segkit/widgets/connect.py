"""Asking for the token of a workspace in a notebook.

The token comes once, as the bytes beside a message: it is in no trait, so in no saved widget
state; in no cell, so in no history; and in no message's text, which kernels write to their
debug logs. The field is emptied before the message leaves the browser.
"""

from __future__ import annotations

from collections.abc import Sequence

from segkit.engagement.connecting import Connected, connect, disconnect, is_connected
from segkit.engagement.settings import Engagement, read_engagement
from segkit.errors import KeyringError, UsageError
from segkit.render.view import View
from segkit.rows.about.connect import ConnectForm, connect_form
from segkit.rows.about.connect import connect as static_view
from segkit.segment_api.token import Token
from segkit.widgets.form import Done, FormWidget, Message, fields_of


class ConnectWidget(FormWidget):
    """A password field for the token of an engagement's workspace.

    `do` is `connect`, with the token as the message's only buffer, or `forget`.
    """

    def __init__(self, engagement: Engagement) -> None:
        self.engagement = engagement
        self._made: Connected | str = ""
        super().__init__("connect", engagement.folder)

    @property
    def view(self) -> View:
        """The sentence that stands in a document."""
        return static_view()

    def do_with(self, message: Message, buffers: Sequence[bytes]) -> Done:
        """Check and keep a token, or forget the kept one."""
        self._made = ""
        self._made = self._connected(message, buffers)
        return Done()

    def _connected(self, message: Message, buffers: Sequence[bytes]) -> Connected | str:
        if message.get("do") == "forget":
            gone = disconnect(self.engagement)
            return "The token was taken out of the keyring." if gone else "No token was kept."
        if message.get("do") != "connect":
            raise UsageError("The widget does not know that.", "run the cell again.")
        # the engagement may have been edited since the cell ran
        engagement = read_engagement(self.engagement.folder)
        pull = fields_of(message).get("pull") == "true"
        done = connect(_typed(buffers), engagement, pull=pull)
        self.engagement = read_engagement(self.engagement.folder)
        return done

    def form(self) -> str:
        """The field, and what came of the last token."""
        problem = None
        try:
            is_kept = is_connected(self.engagement)
        except KeyringError as error:
            is_kept, problem = False, (error.problem, error.fix)
        made = self._made
        return connect_form(
            ConnectForm(
                self.engagement.customer,
                is_kept=is_kept,
                wants_pull=self.engagement.workspace_file is None,
                made=made if isinstance(made, Connected) else None,
                said=made if isinstance(made, str) else "",
                problem=problem,
            )
        )


def _typed(buffers: Sequence[bytes]) -> Token:
    """The token that was typed; no variable holds it, so that no traceback can."""
    return Token(b"".join(map(bytes, buffers)).decode("utf-8", "replace"), where="what was typed")
