"""The bytes of a capture, chunk by chunk: unpacked, in UTF-8, and only of ordinary files."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from segkit.files import open_ordinary
from segkit.traffic.captures.decoding import GZIP, NotJsonError

CHUNK = 1 << 16
_BOMB_BYTES = 100_000_000
_BOMB_RATIO = 300
"""Text of real calls is packed to a tenth; nothing but a trap is packed to a three-hundredth."""

_MOST_LAYERS = 2  # a file may be made that unpacks to itself
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class DamagedError(NotJsonError):
    """From here on the rest of a file cannot be read; the message is the end of a sentence."""


def chunks_of(
    path: Path, start: int = 0, end: int | None = None, *, below: Path | None = None
) -> Iterator[bytes]:
    """The content of a file, or a stretch of it; `below` a folder no link is followed.

    Raises `OSError` when it is no ordinary file or cannot be opened, `DamagedError` where what is
    packed is damaged; what came before has been given by then.
    """
    return _in_utf8(_unpacked(_raw(path, start, end, below), _MOST_LAYERS))


def _raw(path: Path, start: int, end: int | None, below: Path | None) -> Iterator[bytes]:
    with open_ordinary(path, below=below) as file:
        file.seek(start)
        left = None if end is None else end - start
        while left is None or left > 0:
            chunk = file.read(CHUNK if left is None else min(CHUNK, left))
            if not chunk:
                return
            left = None if left is None else left - len(chunk)
            yield chunk


def _unpacked(chunks: Iterator[bytes], layers: int) -> Iterator[bytes]:
    """The same without gzip, which may be in members one after the other, or twice."""
    first = next(chunks, b"")
    if layers and first.startswith(GZIP):
        return _unpacked(_members(chain((first,), chunks)), layers - 1)
    return chain((first,), chunks)


def _members(chunks: Iterator[bytes]) -> Iterator[bytes]:
    read = given = 0
    reader = zlib.decompressobj(wbits=31)
    is_open = False
    for chunk in chunks:
        read += len(chunk)
        left = chunk
        while left:
            is_open = True
            try:
                content = reader.decompress(left, CHUNK)
            except zlib.error as error:
                raise DamagedError("its compression is damaged from here on") from error
            given += len(content)
            if given > max(_BOMB_BYTES, read * _BOMB_RATIO):
                raise DamagedError(
                    f"it unpacks to more than {_BOMB_RATIO} times its size, which no capture does; "
                    "the rest was not read"
                )
            if content:
                yield content
            left = reader.unconsumed_tail
            if reader.eof:
                left = reader.unused_data.lstrip(b"\0")
                reader, is_open = zlib.decompressobj(wbits=31), False
    if is_open:
        yield reader.flush()  # it may hold more than it was asked for
        if not reader.eof:
            raise DamagedError("the compressed file is cut off here")


def _in_utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Text of Windows' own programs in UTF-8, the rest as it is; no mark in front."""
    first = next(chunks, b"")
    encoding = next((name for mark, name in _MARKS.items() if first.startswith(mark)), None)
    if encoding is None:
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for chunk in chain((first,), chunks):
        yield decoder.decode(chunk).encode("utf-8", "replace")
