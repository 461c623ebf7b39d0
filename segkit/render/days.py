"""Days as people write them: `24 Nov 2026`."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def day_words(day: dt.date, *, year: int = 0) -> str:
    """`24 Nov 2026`; `24 Nov` where the year is the one that is given."""
    other = f" {day.year}" if day.year != year else ""
    return f"{day.day} {_MONTHS[day.month - 1]}{other}"


def named_day(text: str, *, year: int = 0) -> str:
    """The same of a text that names a day as `2026-11-24`; any other text as it is."""
    try:
        return day_words(dt.date.fromisoformat(text.strip()), year=year)
    except ValueError:
        return text


def days_in_words(sentence: str) -> str:
    """A sentence of our own with its days as people write them: `from 17 Nov 2026 to 24 Nov 2026`."""
    return _DAY.sub(lambda found: named_day(found[0]), sentence)
