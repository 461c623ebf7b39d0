"""Opening only what is an ordinary file, only so large, and none that has to be waited for."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from segkit.errors import TrustError
from segkit.files.reaching import reached

# a pipe that nobody writes to would keep whoever opens it waiting
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)

MOST_BYTES = 1_000_000_000
"""Of a file whose kind says nothing else."""


def content_of(path: Path, limit: int = MOST_BYTES, *, below: Path | None = None) -> bytes:
    """The content of an ordinary file; a pipe or a device is refused and never waited for.

    Of one `below` a folder links are refused wherever they are on the way, and a second name
    somewhere. Raises `OSError`, whose `strerror` says why, and `TrustError` for a second name.
    """
    reading = _READING.get()
    known = None if reading is None else reading.contents.get(_key(path))
    if known is not None:
        return known
    with open_ordinary(path, limit, below=below) as stream:
        content = stream.readall()
    if reading is not None:
        reading.contents[_key(path)] = content
    return content


@contextmanager
def open_ordinary(
    path: Path, limit: int | None = None, *, below: Path | None = None, add: bool = False
) -> Iterator[io.FileIO]:
    """An ordinary file, open for reading, or to add to it; of any size without `limit`.

    As `content_of`.
    """
    alone = below is not None
    with reached(path, below) as (name, handle):
        # opening a device may already do something
        state = os.stat(name, dir_fd=handle, follow_symlinks=not alone)
        _refuse_odd(path, state, limit, alone=alone)
        flags = _FLAGS | (_NO_LINK if alone else 0) | (os.O_WRONLY | os.O_APPEND if add else 0)
        with io.FileIO(os.open(name, flags, dir_fd=handle), "a" if add else "r") as stream:
            _refuse_odd(path, os.fstat(stream.fileno()), limit, alone=alone)
            yield stream


def _refuse_odd(path: Path, state: os.stat_result, limit: int | None, *, alone: bool) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if stat.S_ISLNK(state.st_mode):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not stat.S_ISREG(state.st_mode):
        raise OSError(errno.EINVAL, "it is no file but a device or a pipe")
    if alone and state.st_nlink > 1:
        raise TrustError(
            f"{path} is a hard link: the same file has another name, which may be outside of the "
            "engagement's folder. It was not read.",
            "put a copy in its place, if you know what it is.",
        )
    if limit is not None and state.st_size > limit:
        size = f"{state.st_size / 1e6:,.0f} MB; segkit reads files of up to {limit / 1e6:,.0f} MB"
        raise TooLargeError(errno.EFBIG, size)


class TooLargeError(OSError):
    """A file that is larger than anything of its kind."""


class Reading:
    """Files of one pull, each read once: what is hashed is what was read.

    Attributes:
        folder: Of the engagement; from inside it nothing is read by way of a link.
        contents: What was read, by the real place of the file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(os.path.realpath(folder))
        self.contents: dict[str, bytes] = {}

    def holds(self, path: Path) -> bool:
        """The path leads into the engagement's folder, as it is written."""
        return Path(os.path.abspath(path)).is_relative_to(self.folder)  # noqa: PTH100 (keeps links)


def _key(path: Path) -> str:
    return os.path.realpath(path)


_READING: ContextVar[Reading | None] = ContextVar("reading", default=None)


def reading_now() -> Reading | None:
    """The reading in whose course this is asked."""
    return _READING.get()


@contextmanager
def one_reading(folder: Path) -> Iterator[Reading]:
    """Within it every file is read once, whoever asks for it and however often."""
    reading = Reading(folder)
    outer = _READING.get()
    if outer is not None and outer.folder == reading.folder:
        yield outer
        return
    token = _READING.set(reading)
    try:
        yield reading
    finally:
        _READING.reset(token)
