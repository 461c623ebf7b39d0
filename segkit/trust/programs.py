"""Programs that segkit starts import nothing from the folder that they work in.

Python looks for modules in the current folder first when it is started with `-m` or `-c`; so
does Windows for programs.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SAFE_PATH = "PYTHONSAFEPATH"


def own_python(*arguments: str) -> list[str]:
    """A command for this very Python, which imports nothing from where it is started."""
    return [sys.executable, "-P", *arguments]


@contextmanager
def neutral_folder() -> Iterator[Path]:
    """An empty folder of this user's to start a program in; gone when it has ended."""
    with tempfile.TemporaryDirectory(prefix="segkit-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def safe_children() -> Iterator[None]:
    """Python processes that are started within import nothing from where they are started."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


def find_program(name: str) -> str:
    """Where a program is; empty when it is nowhere. Never in the folder that one is in."""
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if Path(folder).is_absolute() and (found := shutil.which(str(Path(folder, name)))):
            return found
    return ""
