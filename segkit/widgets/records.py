"""A live form for what is noted in a workshop: saved as it is typed, merged with other notebooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from segkit.engagement.notes import Kind, Notes, change, edit, last_change, read_notes, undo
from segkit.engagement.notes.people import people
from segkit.errors import ConfigError, UsageError
from segkit.render.view import View
from segkit.rows.workshop.records import RecordField, records_form
from segkit.widgets.dates import read_date
from segkit.widgets.form import ChangedTwiceError, Done, FormWidget, Message, fields_of, text_of


class RecordsWidget(FormWidget):
    """The records of one kind, each with an input for every field.

    `do` is `set` (`key`: the record's key and the field, with a blank between), `remove` or
    `undo`. A record is in the file once one of its fields says something.
    """

    def __init__(
        self,
        file: Path,
        kind: Kind[Any],
        fields: Sequence[RecordField],
        draw: Callable[[Mapping[str, Any]], View],
        *,
        noun: str,
    ) -> None:
        self._file, self._kind, self._draw, self._noun = file, kind, draw, noun
        self._fields = {field.name: field for field in fields}
        super().__init__(kind.table, file.parent, saved_in=file.name)

    @property
    def view(self) -> View:
        """The static view of what the file says."""
        return self._draw(read_notes(self._file).of(self._kind))

    def form(self) -> str:
        """An input for every field, and a button for one more record."""
        notes = read_notes(self._file)
        return str(
            records_form(
                self._kind.table,
                tuple(self._fields.values()),
                self.entries(notes),
                noun=self._noun,
                people=people(notes),
                can_undo=last_change(self._file, [self._kind]) is not None,
                said=self.said(notes),
            )
        )

    def entries(self, notes: Notes) -> Mapping[str, Any]:
        """The records that are shown, by key."""
        return notes.of(self._kind)

    def said(self, notes: Notes) -> Mapping[str, str]:
        """What else is said of a record, by its key."""
        del notes
        return {}

    def completed(self, entry: Any, name: str) -> Any:  # noqa: ANN401 - an entry of any kind
        """The record once its field `name` was set."""
        del name
        return entry

    def do(self, message: Message) -> Done:
        """Set a field, remove a record, or take the last change back."""
        what, key = message.get("do"), text_of(message, "key")
        if what == "undo":
            return Done(f"Taken back: {undo(self._file, [self._kind])}.", saved=True)
        notes = read_notes(self._file)
        there = self.entries(notes)
        if what == "remove":
            change(self._file, [edit(self._kind, key, None)], f"a removed {self._noun}")
            return Done(f"Removed: a {self._noun}. It can be taken back.", saved=True)
        if what == "set":
            record, _, name = key.rpartition(" ")
            noted = notes.get(self._kind, record)
            return self._set(record, name, there.get(record), noted, message)
        raise UsageError(f"There is no {what!r} here.", "run the cell again.")

    def _set(self, key: str, name: str, there: object, noted: object, message: Message) -> Done:
        """One field; others that somebody else filled in meanwhile stay theirs."""
        field = self._fields.get(name)
        value = text_of(message, "value")
        known = field is not None and (not field.choices or value in field.choices)
        if field is None or not known or not key or not isinstance(message.get("value"), str):
            raise UsageError(f"There is no field {name!r} here.", "run the cell again.")
        if field.is_date:
            value = read_date(value)
        now = str(getattr(there, name, ""))
        seen = message.get("seen")
        if isinstance(seen, str) and now not in (seen, value):
            raise ChangedTwiceError(now, now, both=True)
        if there is None and not value:
            return Done()
        entry = there or self._begun(name, message)
        entry = replace(entry, **{name: value})  # type: ignore[type-var]  # entries are dataclasses
        entry = self.completed(entry, name)
        session = f"{text_of(message, 'session')}-{key}-{name}"
        change(
            self._file, [edit(self._kind, key, entry, noted)], f"a {self._noun}", session=session
        )
        if getattr(read_notes(self._file).get(self._kind, key), name, None) != value:
            raise ConfigError(
                f"{self._file} does not say what was saved there.",
                "look whether another program writes to it, then try again.",
            )
        return Done(saved=True, seen=value)

    def _begun(self, name: str, message: Message) -> object:
        """A new record, or one that somebody removed while this one was typing in it."""
        typed = {n: v for n, v in fields_of(message).items() if n in self._fields and n != name}
        plain = {n: v for n, v in typed.items() if not self._fields[n].is_date}
        return self._kind.entry(**plain)
