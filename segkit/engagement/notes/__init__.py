"""What the SA decided while working: `notes.toml`, beside the notebooks.

A person can read and edit the file; segkit keeps their comments and order when it writes.
Every change is written at once and in one step, meets the changes of others in the file,
and can be taken back.
"""

from __future__ import annotations

from segkit.engagement.notes.kinds import (
    ADDED,
    DONE,
    KEPT,
    TICKS,
    WORD,
    Added,
    KeptFilter,
    Kind,
    Settled,
    Word,
)
from segkit.engagement.notes.reading import HEADER, Notes, read_notes
from segkit.engagement.notes.store import UNSEEN, Edit, change, edit, last_change, tick, undo

__all__ = [
    "ADDED",
    "DONE",
    "HEADER",
    "KEPT",
    "TICKS",
    "UNSEEN",
    "WORD",
    "Added",
    "Edit",
    "KeptFilter",
    "Kind",
    "Notes",
    "Settled",
    "Word",
    "change",
    "edit",
    "last_change",
    "read_notes",
    "tick",
    "undo",
]
