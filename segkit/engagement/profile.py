"""What an SA corrected in the reading of the plan: `profile.toml`, beside the notebooks.

A person can read and edit the file. Every change is written at once, and made to what is
there then, so that two people can correct one plan.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from segkit.engagement.toml import Data, change, differences, put, read
from segkit.errors import ConfigError
from segkit.plans.tables import Profile

HEADER = """\
# How the tracking plan's tabs are read, where segkit's own reading was corrected.
# Every pull uses it. segkit keeps your comments and your order. For each tab, all optional:
#   call = "track"        the call that the tab is about
#   skip = true           do not read the tab (false: read it although it is hidden)
#   header_row = 4        the row that holds the headers
#   settled = ["…"]       doubts about the tab that are none, as `segkit plan . --explain --json` keys them
# and below [tab.columns]: "Header text" = "role". `segkit plan . --explain` shows headers and roles.
# Of JSON, YAML and other documents, call = "…" below the name of an event, a place or a file.
"""

_FIX = "correct that line, or delete the file to begin anew; nothing was changed."


def read_profile(file: Path) -> Profile:
    """The corrections in `file`; none when there is no such file. Raises `ConfigError`."""
    return read_profile_and_digest(file)[0]


def read_profile_and_digest(file: Path) -> tuple[Profile, str]:
    """The corrections, and the SHA-256 of the file; empty when there is none."""
    found = read(file, new=HEADER, fix=_FIX)
    return _profile(found.data, file), found.digest


def change_profile(file: Path, correct: Callable[[Profile], Profile]) -> tuple[Profile, Profile]:
    """Make `file` say what `correct` makes of it, and give back what it said and says now.

    Raises `ConfigError` and leaves the file alone when it is damaged.
    """

    def corrected(data: Data) -> Data:
        before = _profile(data, file)
        for path, value in differences(before.to_dict(), correct(before).to_dict()):
            data = put(data, path, value)
        return data

    made = change(file, corrected, new=HEADER, fix=_FIX)
    return _profile(made.before.data, file), _profile(made.after.data, file)


def _profile(data: Data, file: Path) -> Profile:
    try:
        return Profile.from_dict(data)
    except ConfigError as error:
        raise ConfigError(f"{file}: {error.problem}", error.fix) from error
