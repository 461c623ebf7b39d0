"""A JSON document of any size, taken apart into the values that stand in it one after the other.

Only strings and brackets are looked at, so what comes before a damaged place is still found, and
no more than one value is held at a time. Split are values that follow each other, the elements of
an array, the entries of a HAR, and the calls of a batch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from segkit.traffic.captures.decoding import MOST_BYTES

_TOKEN = re.compile(rb'["\[\]{}]')
_STRING_END = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*("?)', re.DOTALL)
_LONGEST_NAME = 40
_NOWHERE = -1

HAR: Mapping[tuple[bytes, ...], str] = {(b"log", b"entries"): "entry"}
BATCH: Mapping[tuple[bytes, ...], str] = {(b"batch",): "call"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One value of a document.

    Attributes:
        unit: What it is: `value`, `call` (an element of an array) or `entry` (of a HAR).
        number: Which one, from 1.
        raw: Its bytes; empty when it is larger than any call or batch.
        is_whole: False for the one in whose middle the document ends.
    """

    unit: str
    number: int
    raw: bytes
    is_whole: bool = True


@dataclass(slots=True)
class Splitter:
    """Takes one document apart.

    Attributes:
        arrays: Those inside of an object that are split, by the names that lead to them, with
            what their elements are.
    """

    arrays: Mapping[tuple[bytes, ...], str] = field(default_factory=lambda: HAR)
    _unit: str = "value"
    _depth: int = 0
    _base: int = 0  # where pieces begin
    _number: int = 0
    _names: dict[int, bytes] = field(default_factory=dict)
    _held: list[bytes] | None = None
    _size: int = 0

    def pieces(self, chunks: Iterable[bytes]) -> Iterator[Piece]:  # noqa: C901 (one walk over the bytes)
        """Every piece as soon as it is whole; last, the one that is cut off."""
        in_string, name = False, b""
        for chunk in _whole_escapes(chunks):
            at = begin = 0
            while True:
                if in_string:
                    end = _STRING_END.match(chunk, at)
                    assert end is not None  # noqa: S101 (it matches the empty text)
                    name += chunk[at : min(end.end(), at + _LONGEST_NAME - len(name))]
                    at, in_string = end.end(), not end[1]
                    if in_string:
                        break
                    if self._depth <= 2:
                        self._names[self._depth] = name[:-1]
                found = _TOKEN.search(chunk, at)
                if found is None:
                    break
                at, mark = found.end(), found[0]
                if mark == b'"':
                    in_string, name = True, b""
                elif mark in b"{[":
                    if self._opens(mark):
                        begin = found.start()
                elif self._closes():
                    self._hold(chunk[begin:at])
                    yield self._piece(is_whole=True)
                    self._held = None
            self._hold(chunk[begin:])
        if self._held is not None:
            yield self._piece(is_whole=False)
        elif self._depth:
            yield Piece(self._unit, self._number + 1, b"", is_whole=False)

    def _opens(self, mark: bytes) -> bool:
        """Whether a piece begins with this bracket."""
        self._depth += 1
        if self._depth == 1 and mark == b"[":
            self._split("call")
        elif self._base == 0 and mark == b"[" and (unit := self._array()):
            self._split(unit)
        elif self._depth == self._base + 1:
            self._number += 1
            self._held, self._size = [], 0
            return True
        return False

    def _array(self) -> str:
        """What the elements of this array are; empty when it is not split."""
        if self._depth >= 4:
            return ""
        way = tuple(self._names.get(depth, b"") for depth in range(1, self._depth))
        return self.arrays.get(way, "")

    def _split(self, unit: str) -> None:
        """From here on pieces are the elements of this array."""
        self._unit, self._base, self._number, self._held = unit, self._depth, 0, None

    def _closes(self) -> bool:
        """Whether a piece ends with this bracket."""
        self._depth = max(0, self._depth - 1)
        if self._held is not None and self._depth == self._base:
            return True
        if self._depth < self._base:
            self._base = _NOWHERE
        if self._depth == 0 and self._base == _NOWHERE:
            self._base, self._unit = 0, "value"
        return False

    def _hold(self, part: bytes) -> None:
        if self._held is not None:
            self._size += len(part)
            self._held.append(part)
            if self._size > MOST_BYTES:
                self._held.clear()

    def _piece(self, *, is_whole: bool) -> Piece:
        raw = b"" if self._size > MOST_BYTES else b"".join(self._held or ())
        return Piece(self._unit, self._number, raw, is_whole)


def _whole_escapes(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in chunks that do not end with a backslash, so that none is torn apart."""
    left = b""
    for chunk in chunks:
        text = left + chunk
        kept = text.rstrip(b"\\")
        left = text[len(kept) :]
        if kept:
            yield kept
    if left:
        yield left
