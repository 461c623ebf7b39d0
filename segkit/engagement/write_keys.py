"""Write keys in the clear, for the load snippets of a guide whose SA asks for them.

They are never in the snapshot. `segkit pull --with-write-keys`, or every pull of an engagement
with `show_write_keys = true` below `[guide]`, keeps those of websites and apps, which anybody
can see in their code, in `write-keys.json`: readable by its owner only and left out of git.
Keys of servers stay masked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from segkit.engagement.settings import Engagement
from segkit.errors import ConfigError
from segkit.files import WRITE_KEYS, delete_own, read_own, write_own
from segkit.knowledge.libraries import kind_of
from segkit.malformed import parse_json
from segkit.model.workspace import Source, Workspace

FILE = WRITE_KEYS
_IGNORED = (FILE, f".{FILE}.*")  # the second while it is being written
_MOST_BYTES = 16_000_000
_CLIENT_SIDE = {"web", "mobile"}


def keep_write_keys(
    engagement: Engagement,
    workspace: Workspace,
    keys: Mapping[str, str],
    *,
    asked_for: bool = False,
) -> None:
    """Keep the keys (by source id) that the SA asks for; forget them when they do not.

    `asked_for` is the SA's word for this one pull, `show_write_keys` that for every one.
    """
    file = engagement.folder / FILE
    if not (asked_for or engagement.show_write_keys):
        delete_own(file)
        return
    shown = {s.id: keys[s.id] for s in workspace.sources if s.id in keys and _is_client_side(s)}
    leave_out_of_git(engagement.folder, *_IGNORED)  # before there is anything to leave out
    write_own(file, json.dumps(shown, indent=1, sort_keys=True) + "\n", private=True)


def read_write_keys(engagement: Engagement) -> Mapping[str, str]:
    """The kept keys by source id; empty when none were asked for, or `show_write_keys` is false.

    Raises `ConfigError` when the file is damaged.
    """
    file = engagement.folder / FILE
    if engagement.show_write_keys is False:
        return {}
    try:
        kept = parse_json(read_own(file, limit=_MOST_BYTES) or b"{}")
        return {str(source): str(key) for source, key in kept.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise ConfigError(
            f"{file} could not be read.", "delete it and run `segkit pull` to make it again."
        ) from error


def _is_client_side(source: Source) -> bool:
    return kind_of(source) in _CLIENT_SIDE


def leave_out_of_git(folder: Path, *names: str) -> None:
    """Name files of the engagement in its `.gitignore`, after what a person has there already.

    Raises `ConfigError` when it cannot be read: then nothing may be written that it has to name.
    """
    ignored = folder / ".gitignore"
    try:
        text = (read_own(ignored, limit=_MOST_BYTES) or b"").decode()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{ignored} could not be read, so {names[0]} was not written.",
            f"make it plain text in UTF-8, or delete it; it has to name {names[0]}.",
        ) from error
    newline = "\r\n" if "\r\n" in text else "\n"
    ended = text if not text or text.endswith("\n") else text + newline
    named = text.removeprefix("\ufeff").splitlines()
    if more := "".join(name + newline for name in names if name not in named):
        write_own(ignored, ended + more)
