"""The snapshot: what was read, as one JSON file without secrets.

Guides, checks and widgets work from it, offline. `taking` reads and writes it, `inputs` asks the
outside world, `formats` migrates what older segkits wrote, `history` keeps the ones before.
"""

from __future__ import annotations

from segkit.engagement.snapshot.history import earlier_snapshots
from segkit.engagement.snapshot.inputs import Input
from segkit.engagement.snapshot.taking import (
    Snapshot,
    read_own_snapshot,
    read_snapshot,
    read_snapshot_file,
    snapshot_content,
    snapshot_of,
    take_snapshot,
)

__all__ = [
    "Input",
    "Snapshot",
    "earlier_snapshots",
    "read_own_snapshot",
    "read_snapshot",
    "read_snapshot_file",
    "snapshot_content",
    "snapshot_of",
    "take_snapshot",
]
