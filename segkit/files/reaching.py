"""The way to a file below a folder, taken step by step, so that no link on it is followed.

Whoever can write into the folder may put a link in the place of one of its folders at any moment,
also after somebody looked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
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
