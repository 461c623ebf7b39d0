"""Writing into `engagement.toml` what a person would otherwise type there.

No secret passes through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from segkit.engagement.toml import GONE, Changed, Data, Spelling, change, line, put
from segkit.errors import ConfigError

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
