"""The pictures of a guide as files beside it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from urllib.parse import unquote

from segkit.export.pictures import is_picture

_ENCODED = re.compile(r"data:image/([a-z0-9.+-]+);base64,([A-Za-z0-9+/]+={0,2})", re.IGNORECASE)
_WRITTEN = "data:image/svg+xml,"
_ENDINGS = {"svg+xml": "svg", "jpeg": "jpg"}
_DIGITS = 12

FOLDER = "_media"
"""Where they lie, as in the guide's own folder."""


class Pictures:
    """Collects the pictures of one document; the same picture is one file."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def keep(self, address: str) -> str:
        """The file that the `data:` address becomes; empty when it is no picture."""
        found = _content(address)
        if found is None:
            return ""
        kind, content = found
        ending = _ENDINGS.get(kind, re.sub(r"[^a-z0-9]", "", kind))
        name = f"{FOLDER}/{_stem(content)}.{ending}"
        self.files[name] = content
        return name


def was_kept(name: str, content: bytes) -> bool:
    """A file of this name and content is one that a form has written, not one to make it from."""
    return name.partition(".")[0] == _stem(content)


def _stem(content: bytes) -> str:
    """What a picture is called after what is in it: the same from export to export."""
    return f"picture-{hashlib.sha256(content).hexdigest()[:_DIGITS]}"


def _content(address: str) -> tuple[str, bytes] | None:
    """The kind and the bytes of a picture in its address, in either way of writing it."""
    if not is_picture(address):
        return None
    if encoded := _ENCODED.fullmatch(address):
        try:
            return encoded[1].lower(), base64.b64decode(encoded[2], validate=True)
        except (binascii.Error, ValueError):
            return None
    return "svg+xml", unquote(address[len(_WRITTEN) :]).encode()
