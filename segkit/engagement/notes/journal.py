"""What can be taken back: the last changes of the notes, in `.notes-undo.json` beside them.

A change is written here before it is made. So whatever was saved can be undone, also after
a restart; what was written here and never made is recognised and passed over.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from segkit.files import read_own, write_own
from segkit.malformed import parse_json

_MOST_BYTES = 256_000_000

PROGRAM = secrets.token_hex(4)
"""This program, which signs its changes."""

MOST = 200
"""How many changes are kept."""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry before and after a change.

    Attributes:
        table: The kind's table.
        before: As TOML had it; None when there was none.
        after: Likewise.
        text: How the entry was written with its comments, when the change removed it.
    """

    table: str
    key: str
    before: object
    after: object
    text: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one gesture changed.

    Attributes:
        id: Counts up, and is never used again.
        label: What was done, in a few words.
        session: Changes of one session, such as the typing of one text, are one change.
        steps: None of what was taken back and is here for its id alone.
        by: The form that made it, where others change the same tables.
        program: The one in which it was made.
    """

    id: int
    label: str
    session: str
    steps: tuple[Step, ...]
    by: str = ""
    program: str = ""


def journal_of(notes: Path) -> Path:
    """The file of the changes of these notes."""
    return notes.with_name(f".{notes.stem}-undo.json")


def read_changes(notes: Path) -> tuple[Change, ...]:
    """The changes that can be taken back, the last one last; none when the file is damaged.

    Nothing that anybody typed is in this file alone, so damage costs undo steps only. Raises
    `TrustError` or `InputFileError` for what is no file of this folder.
    """
    try:
        found = parse_json(read_own(journal_of(notes), limit=_MOST_BYTES) or b"[]")
        return tuple(_change(one) for one in found)
    except (OSError, ValueError, TypeError, KeyError):
        return ()


def _change(found: Mapping[str, object]) -> Change:
    steps = found["steps"]
    if not isinstance(steps, list):
        raise TypeError(steps)
    return Change(
        id=int(str(found["id"])),
        label=str(found["label"]),
        session=str(found["session"]),
        steps=tuple(Step(**step) for step in steps),
        by=str(found.get("by", "")),
        program=str(found.get("program", "")),
    )


def write_changes(notes: Path, changes: Sequence[Change]) -> None:
    """Keep the last of these changes; raises `ExportError` when they cannot be written."""
    kept = [asdict(change) for change in changes[-MOST:]]
    write_own(journal_of(notes), json.dumps(kept, default=str) + "\n")
