"""Which source a write key belongs to, as far as the snapshot knows keys: by their ends."""

from __future__ import annotations

from collections.abc import Mapping

from segkit.model.workspace import Workspace
from segkit.segment_api.secret_smells import MASK, masked_key


class Keys:
    """The write keys of a workspace's sources."""

    def __init__(self, workspace: Workspace | None, full: Mapping[str, str]) -> None:
        """`full` are the keys that were kept in the clear, by source id."""
        sources = workspace.sources if workspace else ()
        self._slugs = {source.id: source.slug for source in sources}
        self._full = {key: source for source, key in full.items() if source in self._slugs}
        self._masked: dict[str, list[str]] = {}
        for source in sources:
            for key in () if source.id in full else source.write_keys:
                self._masked.setdefault(key, []).append(source.id)

    def source_of(self, key: str) -> str:
        """The id of the source; empty when no source has the key, or several may have it."""
        if key in self._full:
            return self._full[key]
        masked = masked_key(key)
        found = self._masked.get(masked, []) if masked != MASK else []
        return found[0] if len(found) == 1 else ""

    def slug(self, source_id: str) -> str:
        """The slug of a source; `?` when it is not known."""
        return self._slugs.get(source_id, "?")
