"""The customer's explorer: search, open, follow links, go back. It can change nothing."""

from __future__ import annotations

from segkit.errors import SegkitError, UsageError
from segkit.explore.explorer import KINDS, Explorer
from segkit.render.view import View
from segkit.rows.explore import Place, explore, explore_form
from segkit.widgets.html_form import HtmlFormWidget, Message


class ExploreWidget(HtmlFormWidget):
    """One box over traits, calls, properties, sources, destinations and considerations."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self._place = Place()
        super().__init__()

    @property
    def view(self) -> View:
        """The static view: what there is to find."""
        return explore(self.explorer)

    def form(self, problem: SegkitError | None) -> str:
        """The box, what it finds, and the card that is open."""
        return str(explore_form(self.explorer, self._place, problem))

    def do(self, message: Message) -> str:
        """Search, open, or go back."""
        what, value = message.get("do"), str(message.get("value", ""))
        key, place = str(message.get("key", "")), self._place
        if what == "search":
            self._place = Place(value[:200], place.kind, typing=True)
            return ""
        if what == "kind" and value in ("", *KINDS):
            self._place = Place(place.query, value)
            return ""
        if what == "back":
            *before, last = place.trail or ("",)
            self._place = Place(place.query, place.kind, last, tuple(before))
            return self._heard()
        if what == "open" and key in self.explorer.items:
            trail = (*place.trail, place.chosen)
            self._place = Place(place.query, place.kind, key, trail)
            return self._heard()
        raise UsageError("That is not here any more.", "search for it again.")

    def _heard(self) -> str:
        item = self.explorer.items.get(self._place.chosen)
        return f"{item.title}, {item.place}" if item else "Back at what was found."
