"""Which engagements a folder holds, however deep."""

from __future__ import annotations

import os
from pathlib import Path

from segkit.engagement.settings import FILE
from segkit.errors import ConfigError


def engagements_below(folder: Path) -> tuple[Path, ...]:
    """The folder of every engagement in `folder` and below it, in the order of their names.

    Hidden folders are left out and links are not followed, so nothing is found twice.
    Raises `ConfigError` when there is no such folder, none in it, or one that cannot be read.
    """
    top = Path(os.path.realpath(folder))
    if not top.is_dir():
        raise ConfigError(f"There is no folder {folder}.", "give the folder of your engagements.")
    found: list[Path] = []
    for place, inner, files in os.walk(top, onerror=_unreadable):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        if FILE in files:
            found.append(Path(place))
    if not found:
        raise ConfigError(
            f"{top} holds no engagement: there is no {FILE} in it or below.",
            "give the folder that your engagements are in, or make one with `segkit new`.",
        )
    return tuple(sorted(found))


def _unreadable(error: OSError) -> None:
    # an engagement that is passed over in silence would be missed when it is too late
    raise ConfigError(
        f"{error.filename} could not be read: {error.strerror}.", "check your rights to it."
    ) from error
