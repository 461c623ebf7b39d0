"""Which code a yes is about: what a notebook holds of its own, and what that could load.

A yes to a cell that runs a module beside the notebook would otherwise be one to whatever that
module holds tomorrow.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from segkit.errors import SegkitError
from segkit.files import read_own
from segkit.trust.permissions import Permission

_MODULES = frozenset({
    ".py", ".ipy", ".pyc", ".pyw", ".so", ".pyd", ".dll", ".dylib", ".pth", ".egg", ".whl", ".zip",
    ".pkl", ".pickle", ".sh", ".r",
})  # fmt: skip
"""What any code may load, wherever it lies."""

_DATA = frozenset({
    ".csv", ".tsv", ".json", ".jsonl", ".xlsx", ".xls", ".ods", ".parquet", ".feather", ".toml",
    ".yaml", ".yml", ".tf", ".md", ".txt", ".log", ".html", ".css", ".pdf", ".png", ".jpg", ".jpeg",
    ".gif", ".webp", ".svg", ".xml", ".docx", ".pptx", ".ipynb",
})  # fmt: skip
"""What code reads and does not run, unless it is code that runs what it reads."""

_RUNS = re.compile(
    r"\b(?:exec|eval|compile|getattr|system|popen|spawn|run_path|run_module)\w*\s*\("
    r"|\b(?:runpy|subprocess|\w*pickle\w*|marshal|shelve|joblib|importlib|__import__|get_ipython)\b"
    r"|^\s*!|=\s*!|%%?(?:run|load|bash|sh|script|system|sx|python|perl|ruby|macro|edit)",
    re.MULTILINE | re.IGNORECASE,
)
"""Such code, or code that runs another program."""

_WRITTEN = re.compile(
    r"(?:engagement|notes|profile)\.toml|(?:snapshot|snapshots/[^/]*|write-keys)\.json"
    r"|[^/]*-segment-guide.*|_media/picture-[^/]*|[^/]*\.ipynb"
)
"""What segkit and Jupyter themselves write from day to day."""

_MOST_BYTES = 1_000_000_000


def code_permission(sources: Sequence[str], folder: Path, shown: str) -> Permission:
    """Permission to run these cells, in order, in the engagement's folder as it is now."""
    about = [list(sources), list(_loadable(folder, "\n".join(sources)))]
    return Permission("code", hashlib.sha256(json.dumps(about).encode()).hexdigest(), shown)


def _loadable(folder: Path, code: str) -> Iterator[tuple[str, str]]:
    """Name and digest of every file that the code could run, in a fixed order."""
    runs = _RUNS.search(code) is not None
    for place, inner, names in os.walk(folder):
        inner.sort()
        for name in sorted((*names, *(one for one in inner if Path(place, one).is_symlink()))):
            file = Path(place, name)
            relative = file.relative_to(folder).as_posix()
            if _could_run(relative, code, runs=runs) or file.is_symlink():
                yield relative, _digest(file, folder)


def _could_run(name: str, code: str, *, runs: bool) -> bool:
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122 (of many files)
    if ending in _MODULES:
        return True
    if runs and name.rpartition("/")[2] in code:
        return True
    is_ours = "/." in f"/{name}" or _WRITTEN.fullmatch(name) is not None
    return not is_ours and (runs or ending not in _DATA)


def _digest(file: Path, folder: Path) -> str:
    try:
        content = read_own(file, limit=_MOST_BYTES, folder=folder)
    except (OSError, SegkitError) as error:  # a link out of the folder: where it leads to is said
        return f"{type(error).__name__} {os.path.realpath(file)}"
    return "" if content is None else hashlib.sha256(content).hexdigest()
