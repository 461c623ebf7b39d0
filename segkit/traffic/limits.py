"""What a result does not say: the window of what was read, and what a form of capture cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segkit.traffic.judge import Judge
    from segkit.traffic.results import Verified


def limits_of(found: Verified, judge: Judge) -> Iterator[str]:
    """Sentences, the most important first; never none."""
    del judge
    yield f"What was not seen was not seen {window(found)}; whether it was sent elsewhere is not known."


def window(found: Verified) -> str:
    """Where and when was looked: `in these 3 files, 2026-11-20 10:02 to 10:40 UTC`."""
    count = len(found.files)
    files = "in this file" if count == 1 else f"in these {count:,} files"
    if not found.first or not found.last:
        return files
    first, last = _minute(found.first), _minute(found.last)
    if first == last:
        return f"{files}, {first} UTC"
    return f"{files}, {first} to {last[11:] if first[:10] == last[:10] else last} UTC"


def _minute(said: str) -> str:
    from segkit.traffic.moments import sortable

    return (sortable(said) or said)[:16].replace("T", " ")
