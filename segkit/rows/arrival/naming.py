"""What a destination calls a planned call that it receives."""

from __future__ import annotations

from segkit.delivery.ways import action_of, mappings_of
from segkit.mappings.naming import name_there
from segkit.model.workspace import Destination


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
