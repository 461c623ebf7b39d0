"""What a destination calls a planned call that it receives, and why it does not receive one."""

from __future__ import annotations

from collections.abc import Mapping

from segkit.delivery.ways import action_of, mappings_of
from segkit.mappings.naming import name_there
from segkit.model.workspace import Destination

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


def names_there(
    destination: Destination | None, mappings: tuple[str, ...], name: str | None
) -> tuple[str, ...]:
    """The names that these mappings or presets give it; none where it keeps its own."""
    if destination is None or not mappings:
        return ()
    found = (
        name_there(one, action_of(destination, one.action_id), name)
        for one in mappings_of(destination)
        if one.name in mappings
    )
    return tuple(dict.fromkeys(one for one in found if one and one != name))


def why_not(stopped_by: str, call: str) -> str:
    """The reason for `Coverage.stopped_by`."""
    return _WORDS.get(stopped_by, f"it receives no {call} calls")
