"""What an SA corrected in the reading of the plan: `profile.toml`, beside the notebooks.

A person can read and edit the file; segkit keeps their comments and order when it writes.
Every change is written at once and in one step, and a damaged file is never written over.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from segkit.errors import ConfigError
from segkit.files import write_atomically
from segkit.plans.tables import Profile

HEADER = """\
# How the tracking plan's tabs are read, where segkit's own reading was corrected.
# Every pull uses it. segkit keeps your comments and your order. For each tab, all optional:
#   call = "track"        the call that the tab is about
#   skip = true           do not read the tab (false: read it although it is hidden)
#   header_row = 4        the row that holds the headers
# and below [tab.columns]: "Header text" = "role". `segkit plan . --explain` shows headers and roles.
"""


def read_profile(file: Path) -> Profile:
    """The corrections in `file`; none when there is no such file. Raises `ConfigError`."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Profile()
    except (UnicodeDecodeError, OSError) as error:
        raise _damaged(file, error) from error
    return _parsed(text, file)


def save_profile(file: Path, profile: Profile) -> None:
    """Make `file` say what `profile` says, keeping its comments and its order.

    Raises `ConfigError` and leaves the file alone when it is damaged.
    """
    import tomlkit

    if read_profile(file) == profile and file.exists():
        return
    text = file.read_text(encoding="utf-8-sig") if file.exists() else HEADER
    document = tomlkit.parse(text)
    _adjust(document, profile.to_dict())
    written = tomlkit.dumps(document)
    if _parsed(written, file) != profile:  # an unusual hand-made layout: what it says matters more
        written = HEADER + "\n" + tomlkit.dumps(profile.to_dict())
    write_atomically(file, written.strip("\n") + "\n")


def _adjust(table: MutableMapping[str, object], wanted: Mapping[str, object]) -> None:
    """Change only what differs, so that everything else stays as the person wrote it."""
    import tomlkit

    for key in [key for key in table if key not in wanted]:
        del table[key]
    for key, value in wanted.items():
        present = table.get(key)
        if isinstance(value, Mapping):
            if not isinstance(present, MutableMapping):
                present = table[key] = tomlkit.table()
                present = table[key]
            _adjust(present, value)  # type: ignore[arg-type]
        elif present != value or type(present) is bool is not type(value):
            table[key] = value


def _parsed(text: str, file: Path) -> Profile:
    try:
        return Profile.from_dict(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _damaged(file, error) from error
    except ConfigError as error:
        raise ConfigError(f"{file}: {error.problem}", error.fix) from error


def _damaged(file: Path, error: Exception) -> ConfigError:
    return ConfigError(
        f"{file} could not be read: {error}.",
        "correct that line, or delete the file to begin anew; nothing was changed.",
    )
