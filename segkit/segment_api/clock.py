"""Time as the client sees it, so that waiting can be tried without waiting."""

from __future__ import annotations

import asyncio
import datetime as dt
import time


class Clock:
    """The real one."""

    def now(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()

    def today(self) -> dt.datetime:
        """The moment, in UTC."""
        return dt.datetime.now(tz=dt.UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
