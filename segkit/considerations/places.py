"""How a note names what it is about, so that it is found again after a fresh pull.

A source is named by its slug, a destination or warehouse by its id, and all destinations of
a type by the type's slug in Segment's catalog.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from segkit.model.workspace import Workspace

EVERY = "*"
"""In place of a source: whatever the source, for every target of the type."""
WAREHOUSES = "warehouses"
"""The type of every warehouse."""

_PLAIN = re.compile(r"[A-Za-z0-9_.:*-]+")


# No slots: cached_property keeps its results in the instance's dictionary.
@dataclass(frozen=True)
class Places:
    """The names of a workspace's sources and targets in notes."""

    workspace: Workspace

    @cached_property
    def source_names(self) -> dict[str, str]:
        """The slug of each source, or its id where it has none, by its id."""
        return {source.id: source.slug or source.id for source in self.workspace.sources}

    @cached_property
    def types(self) -> dict[str, str]:
        """The slug of each target's type by the target's id."""
        types = {w.id: WAREHOUSES for w in self.workspace.warehouses}
        return types | {
            d.id: d.catalog.slug or d.catalog.id or d.id for d in self.workspace.destinations
        }

    @cached_property
    def source_ids(self) -> dict[str, str]:
        """The id of each source by its slug, and by itself."""
        ids = {source.id: source.id for source in self.workspace.sources}
        return ids | {name: source_id for source_id, name in self.source_names.items()}

    def targets(self, named: str) -> tuple[str, ...]:
        """Ids of the targets that a note names by id or by type."""
        if named in self.types:
            return (named,)
        return tuple(target for target, kind in self.types.items() if kind == named)

    def sources_of(self, target_id: str) -> tuple[str, ...]:
        """Ids of the sources that a destination is connected to; none for a warehouse."""
        return tuple(
            d.source_id for d in self.workspace.destinations if d.id == target_id and d.source_id
        )


def key_of(about: str, source: str, target: str) -> str:
    """`firebase-02/trail_app_ios/6ff2…`; a hash keeps strange names apart."""
    parts = (about, source, target)
    if all(not part or _PLAIN.fullmatch(part) for part in parts):
        return "/".join(part or "-" for part in parts)
    readable = [re.sub(r"[^A-Za-z0-9_.:*-]+", "-", part)[:40] or "-" for part in parts]
    return f"{'/'.join(readable)}/{hashlib.sha256(repr(parts).encode()).hexdigest()[:8]}"
