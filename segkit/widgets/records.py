"""A live form for what is noted in a workshop: saved with every key, merged with other notebooks.

The browser keeps what is typed; Python saves it to `notes.toml` and answers with what the file
says then. What could not be saved stays on the screen, with the reason beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import traitlets

from segkit.engagement.notes import Kind, change, edit, last_change, read_notes, undo
from segkit.engagement.notes.workshop import new_key
from segkit.errors import NotesConflictError, SegkitError, UsageError
from segkit.render.styles import stylesheet
from segkit.render.view import View
from segkit.rows.records import RecordField
from segkit.widgets.carrying import CarryingWidget, asset

Message = Mapping[str, object]


class RecordsWidget(CarryingWidget):
    """The records of one kind, each with an input for every field.

    A message from the browser is `{"do": …, "key": …, "field": …, "value": …, "ticket": …}`;
    `do` is `add`, `set`, `remove`, `undo`, `look` (read again), or `keep` (save over what
    somebody else wrote meanwhile).

    Attributes:
        form: What is asked for: `fields`, `noun`, `saved_in`. It never changes.
        shown: What the file says: `entries`, `can_undo`, `said`, `problem`, `ticket`.
    """

    _esm = asset("keys.js", "records.js")
    _css = stylesheet() + asset("records.css")

    form = traitlets.Dict().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        file: Path,
        kind: Kind[Any],
        fields: Sequence[RecordField],
        draw: Callable[[Mapping[str, Any]], View],
        *,
        noun: str,
    ) -> None:
        self._file, self._kind, self._draw = file, kind, draw
        self._names = {field.name for field in fields}
        self._session = new_key(())
        self._seen: dict[str, object] = {}
        form = {"fields": [_asked(field) for field in fields], "noun": noun, "saved_in": file.name}
        super().__init__(form=form, shown={})
        self.shown = self._state()
        self.on_msg(self._receive)

    @property
    def view(self) -> View:
        """The static view of what the file says."""
        return self._draw(read_notes(self._file).of(self._kind))

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        """Do what the browser asks; what goes wrong is shown, and nothing is lost by it."""
        if not isinstance(message, Mapping):
            return
        ticket = str(message.get("ticket", ""))
        key = str(message.get("key", ""))
        try:
            said = self._do(str(message.get("do", "")), key, message)
        except SegkitError as error:
            self.shown = self._state(ticket, problem=error, key=key)
        else:
            self.shown = self._state(ticket, said)

    def _do(self, what: str, key: str, message: Message) -> str:
        if what == "undo":
            return f"Taken back: {undo(self._file, [self._kind])}."
        if what == "look":
            return ""
        noun = str(self.form["noun"])
        there = read_notes(self._file).of(self._kind)
        if what == "add":
            key = key or new_key(there)
            entry = self._changed(self._kind.entry(), message) if message.get("field") else None
            self._save(key, entry or self._kind.entry(), None, f"a new {noun}")
            return f"Added: a {noun}."
        if what == "remove":
            self._save(key, None, self._seen.get(key), f"a removed {noun}")
            return f"Removed: a {noun}. It can be taken back."
        if what in {"set", "keep"}:
            return self._set(key, message, there, noun, keep=what == "keep")
        raise UsageError(f"There is no {what!r} here.", "run the cell again.")

    def _set(
        self, key: str, message: Message, there: Mapping[str, object], noun: str, *, keep: bool
    ) -> str:
        """One field; others that somebody else filled in meanwhile stay theirs."""
        now, seen = there.get(key), self._seen.get(key)
        field = str(message.get("field", ""))
        if not keep and seen is not None and getattr(now, field, None) != getattr(seen, field, ""):
            theirs = "" if now is None else str(getattr(now, field, ""))
            raise NotesConflictError(
                f"Somebody else changed this {noun} meanwhile; there it says {theirs!r}."
                if now is not None
                else f"Somebody else removed this {noun} meanwhile.",
                "take what is there, or keep yours.",
            )
        entry = self._changed(now or seen or self._kind.entry(), message)
        # what is typed into one field is taken back as one
        self._save(key, entry, now, f"a {noun}", session=f"{self._session}-{key}-{field}")
        return "Saved."

    def _changed(self, entry: object, message: Message) -> object:
        field, value = str(message.get("field", "")), message.get("value")
        if field not in self._names or not isinstance(value, str):
            raise UsageError(f"There is no field {field!r} here.", "run the cell again.")
        return replace(entry, **{field: value})  # type: ignore[type-var]  # entries are dataclasses

    def _save(
        self, key: str, entry: object, seen: object, label: str, *, session: str = ""
    ) -> None:
        change(self._file, [edit(self._kind, key, entry, seen)], label, session=session)
        self._seen[key] = entry

    def _state(
        self,
        ticket: str = "",
        said: str = "",
        *,
        problem: SegkitError | None = None,
        key: str = "",
    ) -> dict[str, object]:
        """What the file says; what cannot be read leaves the last entries on the screen."""
        try:
            entries = read_notes(self._file).of(self._kind)
            can_undo = last_change(self._file, [self._kind]) is not None
        except SegkitError as error:
            before = dict(self.shown)
            return {**before, "said": "", "ticket": ticket, "problem": _problem(error, key)}
        if problem is None or key not in entries:
            self._seen = dict(entries)
        else:
            self._seen = {**entries, key: self._seen.get(key)}
        return {
            "entries": [
                {"key": one, **{name: str(getattr(entry, name)) for name in self._names}}
                for one, entry in entries.items()
            ],
            "can_undo": can_undo,
            "said": said,
            "problem": None if problem is None else _problem(problem, key),
            "ticket": ticket,
        }


def _asked(field: RecordField) -> dict[str, object]:
    return {
        "name": field.name,
        "title": field.title,
        "hint": field.hint,
        "long": field.long,
        "date": field.is_date,
    }


def _problem(error: SegkitError, key: str) -> dict[str, object]:
    return {
        "problem": error.problem,
        "fix": error.fix,
        "key": key,
        "conflict": isinstance(error, NotesConflictError),
    }
