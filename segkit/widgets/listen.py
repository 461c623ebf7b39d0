"""Sending one: a receiver in the notebook's kernel, and the calls that came."""

from __future__ import annotations

from segkit.errors import UsageError
from segkit.facts.known import Facts
from segkit.listen.hearing import Heard
from segkit.listen.listening import Listening
from segkit.render.missing import nothing
from segkit.render.view import View
from segkit.rows.forms.listen_form import listen_form
from segkit.widgets.form import Done, FormWidget, Message, text_of


class ListenWidget(FormWidget):
    """A switch, the code that sends here, and what arrived, newest first."""

    def __init__(self, facts: Facts) -> None:
        self.listening = Listening(facts, self.draw)
        self._chosen: Heard | None = None
        super().__init__("listen", facts.engagement.folder)

    @property
    def view(self) -> View:
        """What stands where nothing is live."""
        return nothing("Calls are received in a running notebook, or with `segkit listen`.")

    def bundle(self) -> dict[str, str]:
        """In a document there is nothing to receive."""
        return {"text/plain": ""}

    def form(self) -> str:
        """The switch and the calls."""
        return listen_form(self.listening, self._chosen)

    def do(self, message: Message) -> Done:
        """Switch it on or off, or choose a call."""
        what = message.get("do")
        if what == "start":
            self.listening.start()
            return Done(f"Listening on port {self.listening.port}.")
        if what == "stop":
            self.listening.stop()
            return Done("Stopped.")
        chosen = [
            one for one in self.listening.newest if str(one.number) == text_of(message, "key")
        ]
        if what == "choose" and chosen:
            self._chosen = chosen[0]
            return Done(f"{chosen[0].title}: {chosen[0].said}.")
        raise UsageError("That is not here any more.", "choose a newer one.")

    def close(self) -> None:
        """Its cell was run again, or its notebook was closed: the port is free."""
        self.listening.stop()
        super().close()
