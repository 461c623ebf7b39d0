"""Which folder it is: what somebody puts in its place, or makes of it elsewhere, is another one."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_HERE = -100  # AT_FDCWD
_BORN = 0x800  # STATX_BTIME
_AT = 80  # where `struct statx` has that time, in its 256 bytes


def identity(folder: Path) -> list[object]:
    """Its path behind all links, its number in the file system, and when it was made.

    A file system gives the number of a folder that was deleted to the next one.
    """
    path = os.path.realpath(folder)
    state = os.stat(path)  # noqa: PTH116 (as text)
    return [path, state.st_ino, getattr(state, "st_birthtime", None) or _born(path)]


def _born(path: str) -> str:
    """As Linux tells it; empty where it does not. Python's own `stat` leaves it out there."""
    asked, answer = ctypes.c_uint(_BORN), ctypes.create_string_buffer(256)
    try:
        failed = ctypes.CDLL(None).statx(_HERE, os.fsencode(path), 0, asked, answer)
    except (OSError, AttributeError, TypeError):  # no Linux, or an old one
        return ""
    known = int.from_bytes(answer.raw[:4], "little") & _BORN
    return "" if failed or not known else answer.raw[_AT : _AT + 12].hex()
