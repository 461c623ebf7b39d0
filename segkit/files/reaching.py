"""The way to a file below a folder, taken step by step, so that no link on it is followed.

Whoever can write into the folder may put a link in the place of one of its folders at any moment,
also after somebody looked.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_FOLDER = getattr(os, "O_PATH", os.O_RDONLY)
for _name in ("O_DIRECTORY", "O_CLOEXEC"):
    _FOLDER |= getattr(os, _name, 0)
_CAN = {os.open, os.stat, os.mkdir, os.unlink, os.rename} <= os.supports_dir_fd


@contextmanager
def reached(path: Path, below: Path | None) -> Iterator[tuple[str, int | None]]:
    """A name, and the handle of the folder that it means a file in, for what `os` does with it.

    Without `below`, and on Windows, which has no such handles, the name is the whole path. Raises
    `OSError` where a folder on the way is none, or a link.
    """
    if below is None or not _CAN:
        yield str(path), None
        return
    if not path.is_relative_to(below):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    *way, name = path.relative_to(below).parts or (".",)
    handle = os.open(below, _FOLDER)
    try:
        for part in way:
            inner = os.open(part, _FOLDER | os.O_NOFOLLOW, dir_fd=handle)
            os.close(handle)
            handle = inner
        yield name, handle
    finally:
        os.close(handle)


def make_folders(place: Path, below: Path) -> None:
    """Make the folders on the way from `below` to this one, and itself; raises as `reached`."""
    for folder in reversed((place, *place.parents)):
        if folder != below and folder.is_relative_to(below):
            with suppress(FileExistsError), reached(folder, below) as (name, handle):
                os.mkdir(name, dir_fd=handle)
