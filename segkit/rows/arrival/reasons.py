"""Why a planned call does not arrive at a destination of its sender, in few words."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "off": "switched off",
    "none": "this source cannot deliver to it",
    "unmapped": "no mapping is on",
    "consent": "consent keeps it back",
    "source-transformations": "a transformation drops it",
    "destination-transformations": "a transformation drops it",
    "filters": "its filter drops it",
    "mappings": "no mapping waits for it",
    "limits": "the tool leaves such calls out",
}
"""By what stops the call: an obstacle of the connection, or a step of `segkit.delivery`."""


def why_not(stopped_by: str, call: str) -> str:
    """The reason for `Coverage.stopped_by`."""
    return _WORDS.get(stopped_by, f"it receives no {call} calls")
