"""What the SA decided while working: `notes.toml`, beside the notebooks.

A person can read and edit the file; segkit keeps their comments and order when it writes.
Every change is written at once and in one step.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from segkit.errors import ConfigError
from segkit.files import write_atomically

HEADER = """\
# What was decided in this engagement. segkit keeps your comments and your order.
# A to-do that is settled has a line below [done]: its id, and a word on how.
"""


@dataclass(frozen=True, slots=True)
class Notes:
    """The SA's decisions.

    Attributes:
        done: To-dos that are settled, by id, each with a word on how.
    """

    done: Mapping[str, str] = field(default_factory=dict, hash=False)


def read_notes(file: Path) -> Notes:
    """The notes in `file`; empty when there is no such file. Raises `ConfigError`."""
    if not file.exists():
        return Notes()
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError(
            f"{file} could not be read: {error}.", "correct that line; nothing was changed."
        ) from error
    done = content.get("done", {})
    if not isinstance(done, dict):
        raise ConfigError(
            f"{file}: done is {done!r}, not a table.", 'write [done] and below it id = "how".'
        )
    return Notes(done={str(name): str(how) for name, how in done.items()})


def tick(file: Path, todo: str, how: str) -> None:
    """Record that the to-do `todo` is settled, keeping everything else in the file."""
    import tomlkit

    read_notes(file)  # refuses a damaged file before anything is written
    text = file.read_text(encoding="utf-8-sig") if file.exists() else HEADER
    document = tomlkit.parse(text)
    table = document.setdefault("done", tomlkit.table())
    table[todo] = how
    write_atomically(file, tomlkit.dumps(document))
