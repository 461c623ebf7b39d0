"""Of endlessly many names a few, and the same few however they are split and in whatever order.

Kept is whatever has a number below a bound, which halves when there is too much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar
from zlib import crc32

Value = TypeVar("Value")

ALL = 1 << 32
"""The bound that leaves nothing out."""


def number_of(name: str) -> int:
    """32 bits, the same on every machine, which Python's own hash is not."""
    return crc32(name.encode("utf-8", "replace"))


class Sample(Generic[Value]):
    """A value for each name, as long as there are not too many; then for a part of them.

    Attributes:
        bound: Names with a number below it are kept.
    """

    __slots__ = ("_kept", "_most", "bound")

    def __init__(self, most: int) -> None:
        self.bound = ALL
        self._most = most
        self._kept: dict[str, Value] = {}

    def of(self, name: str, new: Callable[[], Value]) -> Value | None:
        """The value of a name, made when it is first seen; None when it is not kept."""
        found = self._kept.get(name)
        if found is None and number_of(name) < self.bound:
            found = self._kept[name] = new()
            if len(self._kept) > self._most:
                self.narrow(self.bound)
        return found

    def add(self, other: Sample[Value], join: Callable[[Value, Value], object]) -> None:
        """Take over another part; `join` puts its second value into the first."""
        for name, value in other._kept.items():
            mine = self._kept.setdefault(name, value)
            if mine is not value:
                join(mine, value)
        self.narrow(min(self.bound, other.bound))

    def values(self) -> Iterator[Value]:
        """Of all names that are kept."""
        return iter(self._kept.values())

    @property
    def share(self) -> int:
        """One of how many names was looked at."""
        return ALL // self.bound

    def narrow(self, bound: int) -> None:
        """Keep names below a bound, which is no higher than before, and less while that is too many."""
        while bound != self.bound or len(self._kept) > self._most:
            self.bound = bound if bound != self.bound else bound // 2
            bound = self.bound
            self._kept = {k: v for k, v in self._kept.items() if number_of(k) < bound}
