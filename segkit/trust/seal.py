"""The user's own configuration, and a seal that only this user's segkit can make.

With the seal it knows again what it wrote into folders of others.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from segkit.errors import ExportError, InputFileError
from segkit.files import read_bytes, write_atomically

_BYTES = 32


def config_folder(environment: Mapping[str, str]) -> Path:
    """The user's folder for segkit's settings; it may not exist yet."""
    if os.name == "nt" and environment.get("APPDATA"):
        return Path(environment["APPDATA"], "segkit")
    base = environment.get("XDG_CONFIG_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".config") / "segkit"


def seal(text: str) -> str:
    """The text's seal; another one for every user, and where no key can be kept, every time."""
    return hmac.new(_key(), text.encode(), hashlib.sha256).hexdigest()


@cache
def _key() -> bytes:
    file = config_folder(os.environ) / "seal.key"
    try:
        key = read_bytes(file, limit=_BYTES)
    except InputFileError:
        key = b""
    if len(key) == _BYTES:
        return key
    key = secrets.token_bytes(_BYTES)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(file, key, private=True)
    except (OSError, ExportError):
        return key
    return key
