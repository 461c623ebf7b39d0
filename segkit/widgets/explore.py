"""The customer's explorer: search, open, follow links, go back. It can change nothing."""

from __future__ import annotations

from segkit.errors import UsageError
from segkit.explore.explorer import KINDS, Explorer
from segkit.render.view import View
from segkit.rows.arrival.explore import Place, explore, explore_form
from segkit.widgets.form import Done, FormWidget, Message, text_of


class ExploreWidget(FormWidget):
    """One box over traits, calls, properties, sources, destinations and considerations."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self._place = Place()
        super().__init__("explore", explorer.facts.engagement.folder)

    @property
    def view(self) -> View:
        """The static view: what there is to find."""
        return explore(self.explorer)

    def form(self) -> str:
        """The box, what it finds, and the card that is open."""
        return explore_form(self.explorer, self._place)

    def do(self, message: Message) -> Done:
        """Search, open, or go back."""
        what, value = message.get("do"), text_of(message, "value")
        key, place = text_of(message, "key"), self._place
        if what == "search":
            self._place = Place(value[:200], place.kind)
            return Done()
        if what == "kind" and value in ("", *KINDS):
            self._place = Place(place.query, value)
            return Done()
        if what == "back":
            *before, last = place.trail or ("",)
            self._place = Place(place.query, place.kind, last, tuple(before))
            return Done(self._heard())
        if what == "open" and key in self.explorer.items:
            trail = (*place.trail, place.chosen)
            self._place = Place(place.query, place.kind, key, trail)
            return Done(self._heard())
        raise UsageError("That is not here any more.", "search for it again.")

    def _heard(self) -> str:
        item = self.explorer.items.get(self._place.chosen)
        return f"{item.title}, {item.place}" if item else "Back at what was found."
