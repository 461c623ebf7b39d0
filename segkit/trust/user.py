"""Where the user's own configuration is; nothing that an engagement says changes it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def config_folder(environment: Mapping[str, str]) -> Path:
    """The user's folder for segkit's settings; it may not exist yet."""
    if os.name == "nt" and environment.get("APPDATA"):
        return Path(environment["APPDATA"], "segkit")
    base = environment.get("XDG_CONFIG_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".config") / "segkit"
