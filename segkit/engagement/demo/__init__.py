"""The invented demo engagement that makes every command run without credentials.

Its plan and workspace go through the same readers as a customer's.
"""

from __future__ import annotations

import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from segkit.engagement.new import write_files
from segkit.engagement.settings import FILE, Engagement, read_engagement
from segkit.engagement.snapshot import take_snapshot
from segkit.errors import ConfigError
from segkit.files import cannot_write, is_there, write_atomically

CUSTOMER = "Quillmoor Supply"
_INPUTS = ("tracking-plan.xlsx", "workspace.json")
_SESSION = ("calls.jsonl", "seen.json")
"""What `segkit listen` recorded, and what `segkit verify --keep` left of it."""


def create_demo(folder: Path) -> Engagement:
    """The demo engagement in `folder`, with a fresh snapshot.

    A folder that holds the demo already keeps its notebooks, settings and notes. Raises
    `ConfigError` when the folder holds something else, `ExportError` when it cannot be written.
    """
    target = folder.absolute()
    if not is_there(target):
        try:
            _write(target)
        except OSError as error:
            raise cannot_write(target, error) from error
    elif not is_there(target / FILE):
        raise ConfigError(
            f"{target} exists and is no engagement; nothing was changed.",
            "choose another folder: `segkit demo FOLDER`.",
        )
    engagement = read_engagement(target)
    if engagement.customer != CUSTOMER:
        raise ConfigError(
            f"{target} is the engagement of {engagement.customer}; nothing was changed.",
            "choose another folder: `segkit demo FOLDER`.",
        )
    take_snapshot(engagement)
    return engagement


def _write(target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".segkit-", dir=target.parent) as name:
        made = Path(name) / "demo"
        made.mkdir()
        write_files(made, _own_file("engagement.toml").decode(), customer=CUSTOMER)
        for input_file in (*_INPUTS, *_SESSION):
            write_atomically(made / input_file, _own_file(input_file))
        write_atomically(made / "notes.toml", _own_file("notes.toml"))
        shutil.move(made, target)


def _own_file(name: str) -> bytes:
    with as_file(files("segkit.engagement.demo").joinpath(name)) as path:
        return path.read_bytes()
