"""What the calls of one person say together: ids that change, and what came before identify.

Of endlessly many people a few are looked at, and the same few however calls are split and in
whatever order: whoever has a number below a bound, which halves when there are too many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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


MOST = 2_000
"""People whose calls are compared; of more, a sample."""

SEVERAL = 2
"""UserIds of one anonymousId that are kept: more say nothing more."""

NEVER = "~"
"""A moment after every other."""

Bounds = tuple[int, int]
"""Of the numbers of userIds and of anonymousIds that are looked at."""

ALL_PEOPLE: Bounds = (ALL, ALL)

Moments = list[str]
"""A userId's first identify call and its first track call, as moments that sort."""


_PLACES = {"identify": 0, "track": 1}


def nothing_yet() -> Moments:
    """Neither was seen."""
    return [NEVER, NEVER]


@dataclass(slots=True)
class People:
    """The calls of each userId, and the userIds of each anonymousId."""

    users: Sample[Moments] = field(default_factory=lambda: Sample(MOST))
    visitors: Sample[set[str]] = field(default_factory=lambda: Sample(MOST))

    def saw_user(self, user_id: str, kind: str, moment: str) -> None:
        """A call with a userId."""
        moments = self.users.of(user_id, nothing_yet)
        place = _PLACES.get(kind)
        if moments is not None and place is not None and moment and moment < moments[place]:
            moments[place] = moment

    def saw_visitor(self, anonymous_id: str, user_id: str) -> None:
        """A call with both ids."""
        users = self.visitors.of(anonymous_id, set)
        if users is not None and len(users) < SEVERAL:
            users.add(user_id)

    def add(self, other: People) -> None:
        """Take over what another part of the calls says."""
        self.users.add(other.users, _earlier)
        self.visitors.add(other.visitors, set.update)

    @property
    def bounds(self) -> Bounds:
        """What is left of all people; no part of the same calls can end with more."""
        return self.users.bound, self.visitors.bound

    def narrow(self, bounds: Bounds) -> None:
        """Look at these people only."""
        self.users.narrow(bounds[0])
        self.visitors.narrow(bounds[1])

    @property
    def share(self) -> int:
        """One of how many people was looked at."""
        return max(self.users.share, self.visitors.share)

    def counts(self) -> dict[str, int]:
        """What is odd, in people."""
        users = list(self.users.values())
        return {
            "users": len(users),
            "visitors": sum(1 for _ in self.visitors.values()),
            "severalUserIds": sum(len(found) > 1 for found in self.visitors.values()),
            "trackBeforeIdentify": sum(track < identify < NEVER for identify, track in users),
            "trackWithoutIdentify": sum(identify == NEVER != track for identify, track in users),
        }


def _earlier(mine: Moments, theirs: Moments) -> None:
    mine[:] = map(min, mine, theirs)
