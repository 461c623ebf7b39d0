"""Writing into `engagement.toml` what a person would otherwise type there.

Comments, order and everything else stay as they are. No secret passes through here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from segkit.errors import ConfigError
from segkit.files import write_atomically


def change_settings(file: Path, table: str, wanted: Mapping[str, str | bool]) -> tuple[str, ...]:
    """Make `[table]` in `file` say what is wanted; the lines that changed, as they stand there.

    Raises `ConfigError` and leaves the file alone when that cannot be written into it.
    """
    import tomlkit

    text = file.read_text(encoding="utf-8-sig")
    found = tomllib.loads(text).get(table, {})
    present = found if isinstance(found, Mapping) else {}
    changed = {key: value for key, value in wanted.items() if present.get(key) != value}
    if not changed:
        return ()
    lines = tuple(f"{key} = {tomlkit.item(value).as_string()}" for key, value in changed.items())
    document = tomlkit.parse(text)
    section = document.setdefault(table, tomlkit.table())
    if isinstance(section, MutableMapping):
        section.update(changed)
    written = tomlkit.dumps(document)
    expected = tomllib.loads(text)
    expected[table] = {**present, **changed}
    try:
        is_right = tomllib.loads(written) == expected
    except tomllib.TOMLDecodeError:
        is_right = False
    if not is_right:  # an unusual hand-made layout
        raise ConfigError(
            f"{file} is laid out in a way that segkit does not write into; nothing was changed.",
            f"write below [{table}]: {'; '.join(lines)}.",
        )
    write_atomically(file, written)
    return lines
