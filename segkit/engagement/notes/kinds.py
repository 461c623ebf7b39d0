"""What can be noted: each kind of entry is a frozen dataclass and one declaration.

A kind is a table of `notes.toml`. Its entries have keys that never change, so that two
notebooks, a fresh pull and a person with an editor speak of the same entry. To add a kind,
declare its dataclass and its `Kind`; reading, saving, merging and undoing are there already.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from segkit.errors import ConfigError
from segkit.malformed import wording

EntryT = TypeVar("EntryT")

ESCAPED = "escaped"
"""A text that TOML cannot hold is written as a table with this one key."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(\\|u[0-9a-f]{4})")


@dataclass(frozen=True, slots=True)
class Kind(Generic[EntryT]):
    """One kind of entry.

    Attributes:
        table: Name of its table in the file.
        entry: The dataclass; its fields are texts, numbers, booleans, or tuples of texts,
            and those with a default may be missing in the file.
        flat: The single field of entries that are written `key = "text"`; empty for
            entries that are tables of their own.
    """

    table: str
    entry: type[EntryT]
    flat: str = ""

    def typed(self, raw: object, key: str) -> EntryT:
        """The entry that `raw` means; keys unknown to it are left aside. Raises `ConfigError`."""
        import msgspec

        try:
            return msgspec.convert(_decoded(self._fields(raw)), self.entry)
        except msgspec.ValidationError as error:
            raise ConfigError(
                f"The entry {key!r} of [{self.table}] in notes.toml is not understood: {wording(error)}.",
                "correct it in the file.",
            ) from error

    def _fields(self, raw: object) -> object:
        if not self.flat:
            return raw
        return {self.flat: raw if isinstance(raw, str | dict) else str(raw)}  # `date = 2026-11-24`

    def raw(self, entry: EntryT) -> dict[str, object]:
        """The fields to write; those that have their default are None and are left out."""
        fields = dataclasses.fields(entry)  # type: ignore[arg-type]
        return {
            field.name: None if (value := getattr(entry, field.name)) == field.default
            # False equals 0, and both are written
            and type(value) is type(field.default) else _encoded(value)
            for field in fields
        }  # fmt: skip


def _encoded(value: object) -> object:
    """The value as TOML can hold it."""
    if isinstance(value, tuple):
        return [_encoded(part) for part in value]
    if isinstance(value, str) and _SURROGATE.search(value):
        escaped = value.replace("\\", "\\\\")
        return {ESCAPED: _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)}
    return value


def _decoded(value: object) -> object:
    """The opposite of `_encoded`."""
    if isinstance(value, list):
        return [_decoded(part) for part in value]
    if isinstance(value, Mapping):
        escaped = value.get(ESCAPED)
        if len(value) == 1 and isinstance(escaped, str):
            return _ESCAPE.sub(_character, escaped)
        return {name: _decoded(part) for name, part in value.items()}
    return value


def _character(found: re.Match[str]) -> str:
    return "\\" if found[1] == "\\" else chr(int(found[1][1:], 16))


@dataclass(frozen=True, slots=True)
class Settled:
    """A to-do that is settled; its key is the to-do's id.

    Attributes:
        how: A word on how.
    """

    how: str


@dataclass(frozen=True, slots=True)
class Word:
    """The SA's word on a special consideration.

    Attributes:
        about: Id of the rule or of the knowledge that says it.
        state: `accepted`, `edited` or `dismissed`.
        source: The source's slug, or its id where it has none; `*` for every source, empty
            for what is about no source.
        target: Id of the destination or warehouse; its type's slug together with `*`; empty
            for what is about none.
        text: The SA's wording; empty where segkit's own stands.
        action: What to do, in the SA's words; likewise.
        severity: As the SA sees it; likewise.
        reason: Why it was dismissed.
        said: What segkit said when the word was given, so that it can be told what a note
            was about when its object is gone.
        was: The class of what it was about then, where somebody has to do something about it.
        answer: What the room answered to its question: `yes`, `no`, or empty.
    """

    about: str
    state: str
    source: str = ""
    target: str = ""
    text: str = ""
    action: str = ""
    severity: str = ""
    reason: str = ""
    said: str = ""
    was: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """A consideration that the SA added.

    Attributes:
        text: The fact, for the customer.
        action: What to do.
        severity: As of a derived one.
        source: The source's slug or id; empty when it is about no source in particular.
        target: Id of a destination or warehouse, or the slug of its type for all of them;
            empty when it is about none.
    """

    text: str
    action: str = ""
    severity: str = "medium"
    source: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """What a table is filtered by in the guide; its key is the table's name.

    Attributes:
        query: Words that all have to occur in a row.
        filters: `column=value` for each column that is filtered.
    """

    query: str = ""
    filters: tuple[str, ...] = ()


DONE = Kind("done", Settled, flat="how")
WORD = Kind("considerations", Word)
TICKS = Kind("ticks", Settled, flat="how")
"""What of the checklists is done; its key is the application and the step or planned call."""

ADDED = Kind("added_considerations", Added)
KEPT = Kind("tables", KeptFilter)
