"""The body of a request, as programs that record requests keep it.

HAR 1.2 has `postData.text` for text, and nothing for anything else; so there are as many ways for
packed bodies as there are programs: marked or unmarked base64, fields of their own, bytes as text.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping

from segkit.traffic.decoding import GZIP, NotJsonError, unpacked

_PLACES = ("postData", "_content", "content", "body")
"""HAR; HTTP Toolkit for what is no text; other programs."""

_GZIP_BASE64 = "H4sI"
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")


def body_of(request: Mapping[str, object]) -> bytes | None:
    """The bytes of a body; None when the recording has none. Raises `NotJsonError`."""
    text, is_base64 = next(_kept(request), ("", False))
    if not text:
        return None
    if text.lstrip().startswith(("{", "[")):
        return text.encode("utf-8", "replace")
    if is_base64 or text.startswith(_GZIP_BASE64):
        return unpacked(_decoded(text))
    if text.startswith("\x1f"):
        exact = text.encode("latin-1", "replace")
        if exact.startswith(GZIP) and "\ufffd" not in text:
            return unpacked(exact)
        raise NotJsonError(
            "the program that recorded it kept a compressed body as text, which damages it; "
            "record with another one, or switch gzip off in the library"
        )
    if _BASE64.fullmatch(text) and (found := _decoded(text)).lstrip().startswith(b"{"):
        return found
    return text.encode("utf-8", "replace")


def _kept(request: Mapping[str, object]) -> Iterator[tuple[str, bool]]:
    """Each text that stands for a body, and whether it is marked as base64."""
    for place in _PLACES:
        given = request.get(place)
        said = given if isinstance(given, Mapping) else {"text": given}
        for text in (said.get("text"), said.get("encoded"), _joined(said.get("params"))):
            if isinstance(text, str) and text:
                yield text, said.get("encoding") == "base64"
            elif isinstance(text, dict):
                yield json.dumps(text), False


def _joined(params: object) -> str:
    """A body that was taken for a form, put together again."""
    pairs = [one for one in params if isinstance(one, Mapping)] if isinstance(params, list) else []
    return "&".join(
        f"{one.get('name', '')}={one['value']}" if one.get("value") else str(one.get("name", ""))
        for one in pairs
    )


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=False)
    except binascii.Error as error:
        raise NotJsonError("its base64 is damaged or cut off") from error
