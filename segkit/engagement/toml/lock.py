"""One writer at a time: a lock that the system gives back when its holder dies."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from segkit.errors import ConfigError
from segkit.files import own_place

PATIENCE = 10.0
"""Seconds to wait for another program; saving takes milliseconds."""

_REST = 0.02
_LOOK_AGAIN = 0.002
_BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}

_given_back: dict[Path, float] = {}
"""When this process last gave back the lock of a folder."""


@contextmanager
def locked(file: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other segkit processes from changing `file` meanwhile.

    The folder is what is locked, so no lock file stays behind; on Windows, where folders
    cannot be, it is a small file beside it. Whoever has just had the lock lets others go
    first, however much is still to be written. Raises `ConfigError` when another program
    holds the lock for longer than `patience` seconds, or when there is no such folder.
    """
    try:
        handle = _opened(file)
    except OSError as error:
        raise ConfigError(
            f"{file} could not be saved: {error.strerror}. Nothing was changed.",
            "check that the engagement's folder is still there.",
        ) from error
    try:
        _let_others_go_first(file.parent)
        _acquire(handle, file, time.monotonic() + patience)
        yield
    finally:
        _unlock(handle)
        os.close(handle)
        _given_back[file.parent] = time.monotonic()


def _let_others_go_first(folder: Path) -> None:
    """Rest for ten times as long as a waiting program takes to look again.

    Systems wake waiters in no order: without this, one that writes without a pause takes its
    own lock again and again.
    """
    rest = _given_back.get(folder, 0.0) + _REST - time.monotonic()
    if rest > 0:
        time.sleep(rest)


def _acquire(handle: int, file: Path, deadline: float) -> None:
    while True:
        try:
            _lock(handle)
        except OSError as error:
            if error.errno not in _BUSY:
                return  # a file system without locks: what is there is compared before writing
            if time.monotonic() > deadline:
                raise ConfigError(
                    f"{file} is being changed by another program. Nothing was changed.",
                    "try again in a moment, or close the other program.",
                ) from error
            time.sleep(_LOOK_AGAIN)
        else:
            return


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _opened(file: Path) -> int:
        place = own_place(file.with_name(f".{file.name}.lock"))
        return os.open(place, os.O_RDWR | os.O_CREAT)

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        """Closing does it."""
        del handle

else:
    import fcntl

    def _opened(file: Path) -> int:
        return os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)  # a process forked meanwhile has the handle too
