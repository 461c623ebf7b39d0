"""Of endlessly many names a few, and the same few however they are split and in whatever order.

Kept is whatever has a hash below a bound, which halves when there is too much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import Generic, TypeVar

Value = TypeVar("Value")

_BITS = 64


def number_of(name: str) -> int:
    """64 bits, the same on every machine, which Python's own hash is not."""
    content = name.encode("utf-8", "replace")
    return int.from_bytes(blake2b(content, digest_size=_BITS // 8).digest(), "big")


class Sample(Generic[Value]):
    """A value for each name, as long as there are not too many; then for a part of them."""

    __slots__ = ("_halved", "_kept", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self._halved = 0
        self._kept: dict[str, tuple[int, Value]] = {}

    def of(self, name: str, new: Callable[[], Value]) -> Value | None:
        """The value of a name, made when it is first seen; None when it is not kept."""
        found = self._kept.get(name)
        if found is not None:
            return found[1]
        number = number_of(name)
        if self._is_out(number):
            return None
        value = new()
        self._kept[name] = (number, value)
        self._shrink()
        return value

    def add(self, other: Sample[Value], join: Callable[[Value, Value], object]) -> None:
        """Take over another part; `join` puts its second value into the first."""
        self._halved = max(self._halved, other._halved)
        for name, (number, value) in other._kept.items():
            mine = self._kept.setdefault(name, (number, value))[1]
            if mine is not value:
                join(mine, value)
        self._forget()
        self._shrink()

    def values(self) -> Iterator[Value]:
        """Of all names that are kept."""
        return (value for _, value in self._kept.values())

    def __contains__(self, name: object) -> bool:
        return name in self._kept

    @property
    def share(self) -> int:
        """One of how many names was looked at."""
        return 1 << self._halved

    def _is_out(self, number: int) -> bool:
        return bool(number >> (_BITS - self._halved))

    def _shrink(self) -> None:
        while len(self._kept) > self.most:
            self._halved += 1
            self._forget()

    def _forget(self) -> None:
        self._kept = {k: v for k, v in self._kept.items() if not self._is_out(v[0])}
