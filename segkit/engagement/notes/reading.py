"""What `notes.toml` says.

Nothing here writes. A file that is damaged is refused as a whole, so that nothing is ever
saved over what a person has half typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from segkit.engagement.notes.kinds import DONE, EntryT, Kind
from segkit.engagement.notes.workshop import ACTIONS, DECISIONS, PARKED, QUESTIONS
from segkit.engagement.toml import read
from segkit.errors import ConfigError

HEADER = """\
# What was decided in this engagement. segkit keeps your comments and your order.
# A to-do that is settled has a line below [done]: its id, and a word on how.
"""

_NOTHING: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Notes:
    """The SA's decisions, as one reading of the file found them.

    Attributes:
        tables: What the file says, as TOML.
        digest: SHA-256 of the file as it was read; empty when there was none.
    """

    tables: Mapping[str, object] = field(default_factory=dict, hash=False)
    digest: str = field(default="", compare=False)

    def of(self, kind: Kind[EntryT]) -> dict[str, EntryT]:
        """The entries of a kind by key, in the file's order; raises `ConfigError`."""
        return {key: kind.typed(raw, key) for key, raw in self.table(kind).items()}

    def get(self, kind: Kind[EntryT], key: str) -> EntryT | None:
        """One entry; None when there is none."""
        table = self.table(kind)
        return kind.typed(table[key], key) if key in table else None

    def there(self, table: str, key: str) -> object:
        """One entry as TOML has it; None when there is none."""
        found = self.tables.get(table)
        return found.get(key) if isinstance(found, dict) else None

    @property
    def done(self) -> dict[str, str]:
        """To-dos that are settled, by id, each with a word on how."""
        return {key: entry.how for key, entry in self.of(DONE).items()}

    def table(self, kind: Kind[EntryT]) -> Mapping[str, object]:
        """The entries of a kind as TOML has them; raises `ConfigError`."""
        found = self.tables.get(kind.table, _NOTHING)
        if isinstance(found, dict) or found is _NOTHING:
            return cast("Mapping[str, object]", found)
        below = 'key = "text" lines' if kind.flat else f'[{kind.table}."key"] tables'
        raise ConfigError(
            f"notes.toml: {kind.table} is {found!r}, not a table.",
            f"write [{kind.table}] with {below}.",
        )


def read_notes(file: Path) -> Notes:
    """The notes in `file`; empty when there is no such file. Raises `ConfigError`."""
    found = read(file, new=HEADER)
    notes = Notes(found.data, found.digest)
    _ = notes.done  # shown everywhere: what is wrong with it is better said at once
    return notes


_LONGEST = 200
"""Characters of a name; what is longer was pasted there."""


def people(notes: Notes) -> tuple[str, ...]:
    """Everybody who owns, asks or brought something up, each once, the latest first."""
    named = [one.owner for one in notes.of(DECISIONS).values()]
    named += [one.owner for one in notes.of(QUESTIONS).values()]
    named += [one.owner for one in notes.of(ACTIONS).values()]
    named += [one.who for one in notes.of(PARKED).values()]
    names = (name.strip() for name in reversed(named))
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= _LONGEST))
