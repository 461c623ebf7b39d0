"""Which code a yes is about: what a notebook holds of its own, and what that could load.

A yes to a cell that runs a module beside the notebook would otherwise be one to whatever that
module holds tomorrow.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from segkit.errors import SegkitError
from segkit.files import read_own
from segkit.trust.permissions import Permission

_LOADED = frozenset({
    ".py", ".ipy", ".pyc", ".pyw", ".so", ".pyd", ".dll", ".dylib", ".pth", ".egg", ".whl", ".zip",
    ".pkl", ".pickle", ".sh", ".r",
})  # fmt: skip
_NOTEBOOK = ".ipynb"
_MOST_BYTES = 1_000_000_000


def code_permission(sources: Sequence[str], folder: Path, shown: str) -> Permission:
    """Permission to run these cells, in order, in the engagement's folder as it is now."""
    endings = _LOADED | ({_NOTEBOOK} if any(_NOTEBOOK in source for source in sources) else set())
    about = [list(sources), list(_loadable(folder, endings))]
    return Permission("code", hashlib.sha256(json.dumps(about).encode()).hexdigest(), shown)


def _loadable(folder: Path, endings: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Name and digest of every file that code could load, in a fixed order."""
    for place, inner, names in os.walk(folder):
        inner.sort()
        for name in sorted(names):
            if os.path.splitext(name)[1].lower() in endings:  # noqa: PTH122 (of many files)
                file = Path(place, name)
                yield file.relative_to(folder).as_posix(), _digest(file, folder)


def _digest(file: Path, folder: Path) -> str:
    try:
        content = read_own(file, limit=_MOST_BYTES, folder=folder)
    except (OSError, SegkitError) as error:  # a link out of the folder: where it leads to is said
        return f"{type(error).__name__} {os.path.realpath(file)}"
    return "" if content is None else hashlib.sha256(content).hexdigest()
