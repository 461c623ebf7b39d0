"""Waiting for a service that is busy: a few times, not for long, and never in silence.

Nothing here knows which service; whoever asks it decides what is worth another try.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

TURNS = 5
"""How often a request is repeated. Waiting 2, 4, 8, 16 and 32 s outlasts a quota of one minute."""

LONGEST = 120.0
"""Seconds; a service that asks for more has refused for now."""

_MOST = 1000
_UNITS = ((365.25 * 86_400, "years"), (86_400, "days"), (3_600, "hours"), (60, "min"))


@dataclass(frozen=True, slots=True)
class Pause:
    """One wait before a request is repeated.

    Attributes:
        service: Who is waited for, e.g. `Google`.
        status: The HTTP status that it answered; 0 when nothing came.
        seconds: How long the wait is.
        turn: Which wait this is, from 1.
        turns: How many there are at most.
    """

    service: str
    status: int
    seconds: float
    turn: int
    turns: int = TURNS

    def __str__(self) -> str:
        what = (
            f"{self.service} asks to wait"
            if self.status == 429
            else f"{self.service} has a problem ({self.status or 'no answer'}): waiting"
        )
        return f"{what} {in_words(self.seconds)} ({self.turn} of {self.turns})"


def in_words(seconds: float) -> str:
    """So much time as a person says it: `8 s`, `60 min`, `about 3 years`."""
    if seconds <= LONGEST:
        return f"{seconds:.3g} s"
    for unit, name in _UNITS:
        count = seconds / unit
        if count > _MOST:
            return f"more than {_MOST:,} {name}"
        if count >= 2:
            return f"{'' if count.is_integer() else 'about '}{count:,.0f} {name}"
    return f"about {seconds / 60:.0f} min"


Wait = Callable[[Pause], None]


def wait_visibly(pause: Pause) -> None:
    """Say the pause on standard error, then sleep it."""
    print(pause, file=sys.stderr, flush=True)  # noqa: T201 a wait that nobody sees looks like a crash
    time.sleep(pause.seconds)


def seconds_to_wait(headers: Mapping[str, str], turn: int) -> float:
    """What `Retry-After` says, else 2ⁿ.

    It holds seconds, or a date, which is seen from the answer's own `Date`: clocks differ.
    """
    asked = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]*)?", asked):
        return float(asked)
    try:
        until = _utc(parsedate_to_datetime(asked))
    except (ValueError, TypeError):
        return float(2**turn)
    try:
        sent = _utc(parsedate_to_datetime(headers.get("Date", "")))
    except (ValueError, TypeError):
        # only this computer's clock is left, which may be wrong
        here = (until - dt.datetime.now(tz=dt.UTC)).total_seconds()
        return max(float(2**turn), here)
    return max(0.0, (until - sent).total_seconds())


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
