"""Writing into `engagement.toml` what a person would otherwise type there.

No secret passes through here. The connection mode is among it, because Segment's API does not tell
which one was chosen where both are possible.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from segkit.engagement.settings import Engagement
from segkit.engagement.snapshot import read_snapshot
from segkit.engagement.toml import GONE, Changed, Data, Spelling, change, line, put
from segkit.errors import ConfigError, UsageError
from segkit.model.workspace import Destination
from segkit.routing.modes import connections

Setting = str | bool | None


def change_settings(
    file: Path, table: str, wanted: Mapping[str, Setting], *, comment: str = ""
) -> Changed:
    """Make `[table]` in `file` say what is wanted, nothing for a key where that is None.

    `comment` stands behind lines that are new. Raises `ConfigError` and leaves the file alone
    when it cannot be written into it.
    """

    def made(data: Data) -> Data:
        if not isinstance(present := data.get(table, {}), Mapping):
            lines = "; ".join(
                line((key,), value) for key, value in wanted.items() if value is not None
            )
            raise ConfigError(
                f"{file}: {table} is {present!r}, not a table; nothing was changed.",
                f"write below [{table}]: {lines}.",
            )
        for key, value in wanted.items():
            data = put(data, (table, key), GONE if value is None else value)
        return data

    return change(file, made, spelling=Spelling({(table, key): comment for key in wanted}))


def changed_lines(made: Changed, table: str) -> tuple[str, ...]:
    """The lines of a table that a change wrote, as they stand there."""
    before, after = (toml.data.get(table, {}) for toml in (made.before, made.after))
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return ()
    return tuple(line((key,), value) for key, value in after.items() if before.get(key) != value)


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
