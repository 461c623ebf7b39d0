"""The connection mode that the SA knows: written once into `engagement.toml`, and kept there.

Segment's API does not tell which mode was chosen where both are possible.
"""

from __future__ import annotations

from segkit.engagement.settings import Engagement
from segkit.engagement.settings_file import change_settings
from segkit.engagement.snapshot import read_snapshot
from segkit.errors import UsageError
from segkit.model.workspace import Destination
from segkit.routing.modes import connections


def choose_mode(engagement: Engagement, destination: str, mode: str) -> str:
    """Record `device` or `cloud` for a destination, or forget it where `mode` is empty.

    Args:
        engagement: Its `engagement.toml` is changed.
        destination: The API's id, or the name of exactly one destination.
        mode: One that is possible between the destination and its source.

    Returns:
        The destination's name.

    Raises:
        UsageError: There is no such destination, or the mode is not possible for it.
    """
    workspace = read_snapshot(engagement).workspace
    found = _destination(workspace.destinations if workspace else (), destination)
    if workspace is not None and mode:
        possible = {c.destination_id: c.possible for c in connections(workspace)}
        modes = possible.get(found.id, ())
        if mode not in modes:
            raise UsageError(
                f"{found.name} cannot be in {mode} mode here; nothing was changed.",
                f"possible is: {' or '.join(modes) or 'nothing, no data can arrive'}.",
            )
    named = "".join(letter if letter.isprintable() else " " for letter in found.name)
    change_settings(
        engagement.file, "modes", {found.id: mode or None}, comment=" ".join(named.split())
    )
    return found.name


def _destination(known: tuple[Destination, ...], wanted: str) -> Destination:
    found = [one for one in known if one.id == wanted]
    found = found or [one for one in known if one.name == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(one.id for one in found)
        raise UsageError(f"{len(found)} destinations are called {wanted!r}.", f"use an id: {ids}.")
    raise UsageError(
        f"There is no destination {wanted!r}.", "use an id or a name that `segkit matrix` prints."
    )
