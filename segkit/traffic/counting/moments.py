"""When a call was made, as texts that can be compared: UTC, to the millisecond."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

_LENGTH = len("2026-11-20T10:00:00.000Z")
_NAMES = ("timestamp", "originalTimestamp", "sentAt", "receivedAt")
_LONG = re.compile(r"(\.\d{6})\d+")
_ZONE = re.compile(r"\s*(?:UTC|Z)$|\s+(?=[+-]\d)")
"""As warehouses write it: ` UTC`, ` Z`, ` +0000`."""


def moment_of(call: Mapping[str, object]) -> str:
    """The moment that a call carries, as it was sent; empty without one."""
    return next((said for name in _NAMES if isinstance(said := call.get(name), str) and said), "")


def sortable(said: str) -> str:
    """The same moment in the one form that sorts; empty when it is none."""
    if len(said) == _LENGTH and said[-1] == "Z" and said[10] == "T":
        return said
    found = _moment(said)
    return "" if found is None else f"{found.isoformat(timespec='milliseconds')[:23]}Z"


def apart(earlier: str, later: str) -> float | None:
    """Seconds from one moment to another; None when one of them is none."""
    first, second = _moment(earlier), _moment(later)
    return None if first is None or second is None else (second - first).total_seconds()


def _moment(said: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(_ZONE.sub("", _LONG.sub(r"\1", said)))
        aware = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
        return aware.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
