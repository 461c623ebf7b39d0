"""Bytes of a capture as JSON: what is compressed, marked or in another encoding, and why not."""

from __future__ import annotations

import json
import zlib
from typing import NoReturn

import msgspec

from segkit.malformed import wording

MOST_BYTES = 32_000_000
"""Of one JSON value: sixty times what Segment takes in a request."""

GZIP = b"\x1f\x8b"
_decode = msgspec.json.Decoder().decode


class NotJsonError(ValueError):
    """It is no JSON; the message is the end of a sentence."""


def value_of(raw: bytes) -> object:
    """The JSON value that some bytes are, also as JSON within a text; raises `NotJsonError`."""
    try:
        value = _decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        value = _slowly(raw)
    if isinstance(value, str) and value.startswith("{"):
        return value_of(value.encode("utf-8", "replace"))
    return value


def _slowly(raw: bytes) -> object:
    """The same with a mark in front, and halves of characters, which JSON may hold."""
    try:
        text = raw.decode("utf-8-sig")
        if "\0" in text:
            raise NotJsonError("it holds zero bytes, so it is no text in UTF-8")
        return json.loads(text, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise NotJsonError(f"it is no text in UTF-8 (byte {error.start + 1})") from error
    except RecursionError as error:
        raise NotJsonError("it is nested too deeply") from error
    except json.JSONDecodeError as error:
        is_cut = error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated")
        what = "it is cut off" if is_cut else f"it is no JSON ({wording(error)})"
        raise NotJsonError(what) from error
    except ValueError as error:  # a number of more digits than Python takes
        raise NotJsonError("it holds a number that is longer than any real one") from error


def _no_number(name: str) -> NoReturn:
    raise NotJsonError(f"it holds {name}, which is no JSON, so Segment refuses it")


def unpacked(raw: bytes) -> bytes:
    """The bytes without gzip, if they have it; raises `NotJsonError`."""
    if not raw.startswith(GZIP):
        return raw
    reader = zlib.decompressobj(wbits=31)
    try:
        content = reader.decompress(raw, MOST_BYTES)
    except zlib.error as error:
        raise NotJsonError("its compression is damaged") from error
    if reader.unconsumed_tail:
        raise NotJsonError(f"it unpacks to more than {MOST_BYTES // 1_000_000} MB")
    if not reader.eof:
        raise NotJsonError("its compressed body is cut off")
    return content
