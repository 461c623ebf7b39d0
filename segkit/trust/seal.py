"""A seal that only this user's segkit can make, for what it writes into folders of others."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from functools import cache

from segkit.errors import ExportError, InputFileError
from segkit.files import read_bytes, write_atomically
from segkit.trust.user import config_folder

_BYTES = 32


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
