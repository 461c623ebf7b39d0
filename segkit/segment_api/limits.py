"""Who may ask now: all requests together keep to the API's limits, and wait together.

Three things are known about the limits: numbers published for some endpoints, what the answers'
`X-RateLimit-…` headers say, and a 429 when both were not enough. After a 429 nobody asks until
the wait is over; then one request goes first, and only when it is answered do more follow.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import math
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from segkit.patience import LONGEST
from segkit.segment_api.endpoints import Endpoint


class Clock:
    """Time as the client sees it, so that waiting can be tried without waiting."""

    def now(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()

    def today(self) -> dt.datetime:
        """The moment, in UTC."""
        return dt.datetime.now(tz=dt.UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


AT_ONCE = 10
"""Requests under way at the same time, at most."""

_MINUTE = 60.0
_SLACK = 2.5  # seconds by which the dates of one period may differ


@dataclass(slots=True)
class _Bucket:
    """What counts towards one limit.

    Attributes:
        ended: When the requests of the last minute were answered. The server counted each at
            some earlier moment, so that it is no longer in the server's minute either.
        left: What the API said is left, until `renewed`.
        period: When that is over by the API's own clock, which tells one period from another.
        aside: How many requests have ended that may count here although no answer said so: it
            spoke of a limit of its own, or was lost on its way.
    """

    per_minute: int | None
    under_way: int = 0
    ended: deque[float] = field(default_factory=deque)
    left: float = math.inf
    renewed: float = 0.0
    period: float = 0.0
    aside: int = 0

    def pause(self, now: float) -> float:
        """Seconds until one more may be asked; infinite while an answer has to come first."""
        return max(self._published(now), self._told(now))

    def learn(self, now: float, left: float, period: float, renewed: float) -> None:
        """Take what an answer said; of one period the least counts, as answers overtake others."""
        if abs(period - self.period) < _SLACK:
            self.left, self.renewed = min(self.left, left), max(self.renewed, renewed)
        elif period > self.period or self.renewed <= now:
            self.left, self.renewed, self.period = left, renewed, period

    def _published(self, now: float) -> float:
        if self.per_minute is None:
            return 0.0
        while self.ended and self.ended[0] + _MINUTE <= now:
            self.ended.popleft()
        if len(self.ended) + self.under_way < self.per_minute:
            return 0.0
        return self.ended[0] + _MINUTE - now if self.ended else math.inf

    def _told(self, now: float) -> float:
        if self.left == math.inf or (now < self.renewed and self.left > self.under_way):
            return 0.0
        if self.under_way:
            return math.inf
        # a new period may hold less than a whole limit, so one goes first and finds out
        return max(0.0, self.renewed - now)


@dataclass(slots=True)
class Turn:
    """One request's place.

    Attributes:
        bucket: What its answer speaks of.
        aside: What that had counted as `aside` when the request began.
        told: Whether its answer said what is left.
    """

    bucket: _Bucket
    aside: int
    told: bool = False


class Limits:
    """Shared by all requests of one client; `begin` before the first of each pull."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}
        self._not_before = 0.0
        self.begin()

    def begin(self) -> None:
        """Start without requests under way; what was asked in the last minute stays known."""
        self._places = asyncio.Semaphore(AT_ONCE)
        self._changed = asyncio.Event()
        self._under_way, self._width = 0, AT_ONCE
        for bucket in self._buckets.values():
            bucket.under_way = 0

    @asynccontextmanager
    async def place(self, endpoint: Endpoint) -> AsyncIterator[Turn]:
        """Wait for a turn, and hold it while the request is under way."""
        shared, own = self._buckets_of(endpoint)
        buckets = {id(one): one for one in (shared, own)}.values()
        async with self._places:
            while pause := self._pause(buckets):
                await (self._change() if pause == math.inf else self._clock.sleep(pause))
            self._under_way += 1
            for one in buckets:
                one.under_way += 1
            turn = Turn(own, own.aside)
            try:
                yield turn
            finally:
                self._under_way -= 1
                for one in buckets:
                    one.under_way -= 1
                    if one.per_minute is not None:
                        one.ended.append(self._clock.now())
                    if one is not own or not turn.told:
                        one.left -= 1
                        one.aside += 1
                self._changed.set()

    def answered(self, turn: Turn, headers: Mapping[str, str], *, good: bool = True) -> None:
        """Learn from an answer that was given: it is going well, and so much is left.

        To be called before the turn ends, as an answer that was never given counts too. A refusal that says nothing of the limit does not mean that there is none.
        """
        self._width = min(self._width + 1, AT_ONCE)
        left, (reset, seconds) = headers.get("X-RateLimit-Remaining", ""), _reset(headers)
        known = left.isascii() and left.isdigit() and 0 < seconds <= LONGEST
        if not known and not good:
            return
        turn.told = known
        # what ended aside meanwhile may have come to the server later than this
        least = float(left) - (turn.bucket.aside - turn.aside) if known else math.inf
        now = self._clock.now()
        turn.bucket.learn(now, least, reset, now + seconds)

    def back_off(self, seconds: float) -> bool:
        """Nobody asks for so long; True when that is longer than was known."""
        until = self._clock.now() + seconds
        self._width = 1
        longer = until > self._not_before + 1
        self._not_before = max(self._not_before, until)
        return longer

    def _buckets_of(self, endpoint: Endpoint) -> tuple[_Bucket, _Bucket]:
        """What all requests share, and the endpoint's own limit; the same when it has none."""
        shared = self._buckets.setdefault("", _Bucket(None))
        if not endpoint.per_minute:
            return shared, shared
        return shared, self._buckets.setdefault(endpoint.path, _Bucket(endpoint.per_minute))

    def _pause(self, buckets: Iterable[_Bucket]) -> float:
        now = self._clock.now()
        crowded = math.inf if self._under_way >= self._width else 0.0
        return max(self._not_before - now, 0.0) or max(
            crowded, *(bucket.pause(now) for bucket in buckets)
        )

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()


def _reset(headers: Mapping[str, str]) -> tuple[float, float]:
    """The date in `X-RateLimit-Reset`, and the seconds to it by the answer's own `Date`.

    The date is a POSIX timestamp; both are 0 where they are unknown.
    """
    try:
        reset, sent = (
            _utc(parsedate_to_datetime(headers.get(name, "")))
            for name in ("X-RateLimit-Reset", "Date")
        )
    except (ValueError, TypeError):
        return 0.0, 0.0
    # dates have whole seconds: one more is certainly enough
    return reset.timestamp(), max(0.0, (reset - sent).total_seconds()) + 1.0


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
