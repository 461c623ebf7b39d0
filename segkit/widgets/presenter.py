"""Showing a notebook to a room: its frame is the browser's, what is captured there is noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from segkit.engagement.notes import Kind, change, edit, read_notes
from segkit.engagement.notes.undoing import Undoing
from segkit.engagement.notes.workshop import (
    ACTIONS,
    DECISIONS,
    PACE,
    PARKED,
    QUESTIONS,
    Action,
    Decision,
    Minutes,
    Parked,
    Question,
)
from segkit.errors import ConfigError, UsageError
from segkit.render.missing import nothing
from segkit.render.view import View
from segkit.rows.forms.room import room_form
from segkit.widgets.dates import read_date
from segkit.widgets.form import Done, FormWidget, Message, fields_of, text_of
from segkit.widgets.scripts import loader

_MOST_MINUTES = 600

_Entry = Callable[[str, str, str], object]
_CAPTURED: Mapping[str, tuple[str, Kind[Any], _Entry]] = {
    "decision": ("Decision", DECISIONS, Decision),
    "question": ("Question", QUESTIONS, Question),
    "action": ("Action", ACTIONS, lambda text, who, day: Action(text, owner=who, due=day)),
    "parking": ("Parking lot", PARKED, lambda text, who, _day: Parked(text, who)),
}
_BY = "room"
_KINDS = (DECISIONS, QUESTIONS, ACTIONS, PARKED, PACE)


class PresenterWidget(FormWidget):
    """The room's capture bar, and what its running order shows beside the parts.

    `do` is `capture` (`key`: what the line is called, `fields`: kind, text, owner, by),
    `minutes` (`key`: a part's title) or `undo`.
    """

    _esm = loader("room")

    def __init__(self, file: Path) -> None:
        self._file = file
        self._undoing = Undoing(file, _BY, _KINDS)
        super().__init__("room", file.parent, saved_in=file.name)

    @property
    def view(self) -> View:
        """Why there is nothing to see, for hosts that run no widget."""
        return nothing("Presenting needs a running notebook: open it with `segkit lab`.")

    def bundle(self) -> dict[str, str]:
        """In a document there is nothing to show to a room."""
        return {"text/plain": ""}

    def form(self) -> str:
        """The button that begins, the capture bar, and what was noted last."""
        notes = read_notes(self._file)
        return room_form(notes, undo=self._undoing.named)

    def do(self, message: Message) -> Done:
        """Note a line, or how long a part takes, or take the last change back."""
        what, key = message.get("do"), text_of(message, "key")
        if what == "undo":
            return Done(f"Taken back: {self._undoing.undo(text_of(message, 'value'))}.", saved=True)
        if what == "minutes":
            return self._pace(key, text_of(message, "value"))
        if what == "capture":
            return self._capture(key, fields_of(message))
        raise UsageError(f"There is no {what!r} here.", "run the cell again.")

    def _capture(self, key: str, fields: Mapping[str, str]) -> Done:
        name, kind, made = _CAPTURED.get(fields.get("kind", ""), ("", None, None))
        text = " ".join(fields.get("text", "").split())
        if kind is None or made is None or not key or not text:
            raise UsageError("A line needs words.", "write what was said.")
        owner, day = fields.get("owner", "").strip(), read_date(fields.get("by", ""))
        entry = made(text, owner, day)
        # a line that is sent again, because nobody answered, is the same line
        change(self._file, [edit(kind, key, entry)], f"{name}: {text[:60]}", by=_BY)
        if read_notes(self._file).get(kind, key) != entry:
            raise ConfigError(
                f"{self._file} does not say what was saved there.",
                "look whether another program writes to it, then try again.",
            )
        missing = "No owner yet" if kind is ACTIONS and not owner else ""
        said = " · ".join(part for part in (f"{name}: {text}", owner, day, missing) if part)
        return Done(said, saved=True)

    def _pace(self, title: str, minutes: str) -> Done:
        if not title or not minutes.isdecimal() or not 0 < int(minutes) <= _MOST_MINUTES:
            raise UsageError(f"{minutes!r} are no minutes of a part.", "press + or −.")
        change(
            self._file,
            [edit(PACE, title, Minutes(int(minutes)))],
            f"the minutes of {title}",
            session=f"pace-{title}",
            by=_BY,
        )
        return Done(f"{title}: {minutes} minutes.", saved=True)
