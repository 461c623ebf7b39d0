"""Which source sent a call: by its project, else its write key, else the archive's folder.

The snapshot keeps four characters of a write key, so a key is known where these four are one
source's only. No key leaves this module in full.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

from segkit.model.workspace import Source, Workspace
from segkit.segment_api.secret_smells import MASK, masked_key

UNKNOWN = "?"
"""The slug of a source that nobody can tell."""

_TAIL = 4
_NONE: Mapping[str, str] = {}


class Sender(NamedTuple):
    """Who sent a call.

    Attributes:
        slug: Of the source; `?` when it is not known.
        key: The write key, masked; empty when neither call nor workspace has one.
        project: The id that came with the call, when no source of the workspace has it.
    """

    slug: str = UNKNOWN
    key: str = ""
    project: str = ""


class Senders:
    """The sources of a workspace, found by what comes with calls."""

    def __init__(self, workspace: Workspace | None, full: Mapping[str, str] = _NONE) -> None:
        """`full` holds digests of whole write keys, where they are known, by source id."""
        sources = workspace.sources if workspace else ()
        self._by_id = {source.id: _sender(source) for source in sources}
        self._by_slug = {source.slug: _sender(source) for source in sources}
        self._by_key = {full[s.id]: _sender(s) for s in sources if s.id in full}
        tails: dict[str, list[Source]] = {}
        for source in sources:
            for tail in {key.removeprefix(MASK)[-_TAIL:] for key in source.write_keys} - {""}:
                tails.setdefault(tail, []).append(source)
        self._by_tail = {
            tail: _sender(found[0])
            for tail, found in tails.items()
            if len(found) == 1 and found[0].id not in full
        }
        self._known: dict[tuple[str, str, str], Sender] = {}

    def who(self, project: str, key: str, folder: str) -> Sender:
        """The sender of a call, by what came with it; empty texts for what did not."""
        asked = (project, key, folder)
        found = self._known.get(asked)
        if found is None:
            found = self._who(*asked)
            if len(self._known) < 10_000:
                self._known[asked] = found
        return found

    def folder_of(self, parts: tuple[str, ...]) -> str:
        """The last of the names on a path that is a source's id or slug; empty without one."""
        names = [part for part in parts if part in self._by_id or part in self._by_slug]
        return names[-1] if names else ""

    def named_in(self, text: str) -> str:
        """The slug that stands in a file's name or path, the longest one; `?` without one."""
        words = re.split(r"[^a-z0-9]+", text.lower())
        found = [s for s in self._by_slug if _follow(re.split(r"[^a-z0-9]+", s.lower()), words)]
        return max(found, key=len, default=UNKNOWN)

    def _who(self, project: str, key: str, folder: str) -> Sender:
        found = self._by_id.get(project)
        if found is None and key:
            found = self._by_key.get(digest_of(key)) or self._by_tail.get(
                masked_key(key).removeprefix(MASK)
            )
        if found is None and not (project or key):
            found = self._by_id.get(folder) or self._by_slug.get(folder)
        # a call of another workspace is never taken for one of ours
        return found or Sender(UNKNOWN, masked_key(key) if key else "", project)


def _follow(words: list[str], others: list[str]) -> bool:
    """Words stand among others, one after the other."""
    count = len(words)
    return any(others[at : at + count] == words for at in range(len(others) - count + 1))


def digest_of(key: str) -> str:
    """What is kept of a whole write key to know it again."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _sender(source: Source) -> Sender:
    return Sender(source.slug, masked_key(source.write_keys[0]) if source.write_keys else "")
