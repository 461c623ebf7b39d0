"""A live form for what is noted in a workshop: saved as it is typed, merged with other notebooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from segkit.engagement.notes import Kind, Notes, change, edit, read_notes
from segkit.engagement.notes.reading import people
from segkit.engagement.notes.undoing import Undoing
from segkit.errors import ConfigError, UsageError
from segkit.render.view import View
from segkit.rows.forms.records_form import Recorded, records_form
from segkit.rows.workshop.records import RecordField
from segkit.widgets.dates import read_date
from segkit.widgets.form import ChangedTwiceError, Done, FormWidget, Message, fields_of, text_of


class Records:
    """The records of one kind: what is shown of them, and each gesture on one.

    `do` is `set` (`key`: the record's key and the field, with a blank between), `remove` or
    `undo`. A record is in the file once one of its fields says something.

    Attributes:
        undoing: What the form around them may take back.
    """

    def __init__(
        self,
        file: Path,
        kind: Kind[Any],
        fields: Sequence[RecordField],
        *,
        noun: str,
        title: str = "",
    ) -> None:
        self.undoing = Undoing(file, kind.table, (kind,))
        self.file, self.kind, self.noun = file, kind, noun
        self._title = title or f"{noun.capitalize()}s"
        self._fields = {field.name: field for field in fields}

    def recorded(self, notes: Notes) -> Recorded:
        """What these notes say, as it is drawn."""
        fields = tuple(self._fields.values())
        return Recorded(
            self.kind.table, self.noun, self._title, fields, self.entries(notes), self.said(notes),
            self.offered(),
        )  # fmt: skip

    def entries(self, notes: Notes) -> Mapping[str, Any]:
        """The records that are shown, by key."""
        return notes.of(self.kind)

    def said(self, notes: Notes) -> Mapping[str, str]:
        """What else is said of a record, by its key."""
        del notes
        return {}

    def offered(self) -> Mapping[str, Sequence[str]]:
        """What the inputs of a field propose, by its name."""
        return {}

    def completed(self, entry: Any, name: str) -> Any:  # noqa: ANN401 - an entry of any kind
        """The record once its field `name` was set."""
        del name
        return entry

    def do(self, what: str, message: Message) -> Done:
        """Set a field, remove a record, or take the last change back."""
        key = text_of(message, "key")
        if what == "undo":
            return Done(f"Taken back: {self.undoing.undo(text_of(message, 'value'))}.", saved=True)
        notes = read_notes(self.file)
        there = self.entries(notes)
        if what == "remove":
            gone = f"removed {self._named(there.get(key))}"
            change(self.file, [edit(self.kind, key, None)], gone, by=self.undoing.by)
            return Done(f"Removed: a {self.noun}. It can be taken back.", saved=True)
        if what == "set":
            record, _, name = key.rpartition(" ")
            noted = notes.get(self.kind, record)
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
        made, by = edit(self.kind, key, entry, noted), self.undoing.by
        change(self.file, [made], self._named(entry), session=session, by=by)
        if getattr(read_notes(self.file).get(self.kind, key), name, None) != value:
            raise ConfigError(
                f"{self.file} does not say what was saved there.",
                "look whether another program writes to it, then try again.",
            )
        return Done(saved=True, seen=value)

    def _named(self, entry: object) -> str:
        """By its words, as far as it has any."""
        text = " ".join(str(getattr(entry, next(iter(self._fields)), "")).split())
        return f"the {self.noun} “{text[:60]}”" if text else f"a {self.noun} without words"

    def _begun(self, name: str, message: Message) -> object:
        """A new record, or one that somebody removed while this one was typing in it."""
        typed = {n: v for n, v in fields_of(message).items() if n in self._fields and n != name}
        plain = {n: v for n, v in typed.items() if not self._fields[n].is_date}
        return self.kind.entry(**plain)


class RecordsWidget(FormWidget):
    """The records of one kind, each edited in its row."""

    def __init__(self, records: Records, draw: Callable[[Mapping[str, Any]], View]) -> None:
        self._records, self._draw = records, draw
        file = records.file
        super().__init__(records.kind.table, file.parent, saved_in=file.name)

    @property
    def view(self) -> View:
        """The static view of what the file says."""
        return self._draw(read_notes(self._records.file).of(self._records.kind))

    def form(self) -> str:
        """An input for every field, and a button for one more record."""
        notes = read_notes(self._records.file)
        undo = self._records.undoing.named
        return records_form(self._records.recorded(notes), people(notes), undo=undo)

    def do(self, message: Message) -> Done:
        """One gesture on one record."""
        return self._records.do(text_of(message, "do"), message)
