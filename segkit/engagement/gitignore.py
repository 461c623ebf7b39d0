"""Files of an engagement that must not get into a repository: they are named in `.gitignore`."""

from __future__ import annotations

from pathlib import Path

from segkit.errors import ConfigError
from segkit.files import read_own, write_own

_MOST_BYTES = 16_000_000


def leave_out_of_git(folder: Path, *names: str) -> None:
    """Name files of the engagement in its `.gitignore`, after what a person has there already.

    Raises `ConfigError` when it cannot be read: then nothing may be written that it has to name.
    """
    ignored = folder / ".gitignore"
    try:
        text = (read_own(ignored, limit=_MOST_BYTES) or b"").decode()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{ignored} could not be read, so {names[0]} was not written.",
            f"make it plain text in UTF-8, or delete it; it has to name {names[0]}.",
        ) from error
    newline = "\r\n" if "\r\n" in text else "\n"
    ended = text if not text or text.endswith("\n") else text + newline
    named = text.removeprefix("\ufeff").splitlines()
    if more := "".join(name + newline for name in names if name not in named):
        write_own(ignored, ended + more)
