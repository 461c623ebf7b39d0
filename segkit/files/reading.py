"""Reading a file as a whole, wherever a person says that it is."""

from __future__ import annotations

import os
from pathlib import Path

from segkit.errors import InputFileError, TrustError
from segkit.files.ordinary import TooLargeError, content_of, reading_now
from segkit.files.own import engagement_above, read_own

WRITE_KEYS = "write-keys.json"
"""An engagement's file with keys in the clear; no plan that refers to it brings it into a guide."""


def read_bytes(path: Path, *, limit: int) -> bytes:
    """The content of a file of at most `limit` bytes; raises `InputFileError` otherwise.

    A file in an engagement's folder is read as such, also where a person names it: a link there
    may be a stranger's. Raises `TrustError` too.
    """
    reading = reading_now()
    content: bytes | None = None
    try:
        if reading is not None and reading.holds(path):
            _refuse_keys(path)
            content = read_own(path, limit=limit, folder=reading.folder)
        elif (root := engagement_above(path)) is not None:
            content = read_own(path, limit=limit, folder=root)
        else:
            content = content_of(path, limit)
    except FileNotFoundError:
        pass
    except IsADirectoryError as error:
        raise InputFileError(
            f"{path} is a folder, not a file.", "give the file inside it."
        ) from error
    except TooLargeError as error:
        raise InputFileError(
            f"{path} has {error.strerror}.", "check that it is the right file, or split it."
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputFileError(
            f"{path} could not be read: {reason}.", "check the file and your rights to it."
        ) from error
    if content is None:
        raise InputFileError(f"There is no file {path}.", "check its name and folder.")
    return content


def _refuse_keys(path: Path) -> None:
    if Path(os.path.realpath(path)).name.lower() == WRITE_KEYS:
        raise TrustError(
            f"{path} holds write keys in the clear, and is neither a plan nor a workspace. It was "
            "not read.",
            "take it out of what names it.",
        )
