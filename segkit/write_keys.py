"""Write keys in the clear, for the load snippets of a guide whose SA asks for them.

They are never in the snapshot. With `show_write_keys = true` below `[guide]` a pull keeps
those of websites and apps, which anybody can see in their code, in `write-keys.json`:
readable by its owner only and left out of git. Keys of servers stay masked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from segkit.engagement import Engagement
from segkit.errors import ConfigError
from segkit.files import write_atomically
from segkit.knowledge.libraries import kind_of
from segkit.model.workspace import Source, Workspace

_FILE = "write-keys.json"
_CLIENT_SIDE = {"web", "mobile"}


def keep_write_keys(engagement: Engagement, workspace: Workspace, keys: Mapping[str, str]) -> None:
    """Keep the keys (by source id) that the engagement asks for; forget them when it does not."""
    file = engagement.folder / _FILE
    if not engagement.show_write_keys:
        file.unlink(missing_ok=True)
        return
    shown = {s.id: keys[s.id] for s in workspace.sources if s.id in keys and _is_client_side(s)}
    file.touch(mode=0o600)
    file.chmod(0o600)
    write_atomically(file, json.dumps(shown, indent=1, sort_keys=True) + "\n")
    _leave_out_of_git(engagement.folder / ".gitignore")


def read_write_keys(engagement: Engagement) -> Mapping[str, str]:
    """The kept keys by source id; empty unless the engagement asks for them.

    Raises `ConfigError` when the file is damaged.
    """
    file = engagement.folder / _FILE
    if not engagement.show_write_keys or not file.is_file():
        return {}
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return {str(source): str(key) for source, key in kept.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise ConfigError(
            f"{file} could not be read.", "delete it and run `segkit pull` to make it again."
        ) from error


def _leave_out_of_git(ignored: Path) -> None:
    """Name the file in `.gitignore`, after what a person has there already."""
    lines = ignored.read_text(encoding="utf-8").splitlines() if ignored.exists() else []
    if _FILE not in lines:
        write_atomically(ignored, "\n".join([*lines, _FILE]) + "\n")


def _is_client_side(source: Source) -> bool:
    return kind_of(source) in _CLIENT_SIDE
