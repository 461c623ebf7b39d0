"""Dates as people type them in a workshop: what is one, and what could be two."""

from __future__ import annotations

import datetime as dt
import re

from segkit.widgets.form import RefusedTextError

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})\.? ([a-z]{3,9})\.?(?: (\d{4}))?")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


def read_date(text: str, today: dt.date | None = None) -> str:
    """The date as `2026-12-04`; empty for an empty text.

    Raises `RefusedTextError` for what is no date, with the dates that it may mean.
    """
    now = today or dt.datetime.now(tz=dt.UTC).astimezone().date()
    words = " ".join(text.lower().split())
    if not words:
        return ""
    if words in _NEAR:
        return str(now + dt.timedelta(days=_NEAR[words]))
    if found := _written(words, now):
        return str(found)
    days = _meant(words, now)
    if days:
        named = " or ".join(_short(day) for day in days)
        raise RefusedTextError(
            f"{text.strip()[:40]!r} can be {named}."
            if len(days) > 1
            else f"{text.strip()[:40]!r} is not a date yet: it would be {named}.",
            "choose the day, or write it as 2026-12-04.",
            [(_short(day), str(day)) for day in days],
        )
    raise RefusedTextError(
        f"{text.strip()[:40]!r} is not a date.", "write it as 2026-12-04, or pick it."
    )


def _written(words: str, now: dt.date) -> dt.date | None:
    """`2026-12-04`, `4 Dec`, `4 December 2026`."""
    iso, named = _ISO.fullmatch(words), _NAMED.fullmatch(words)
    try:
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if named:
            [month] = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(named[2])]
            return dt.date(int(named[3] or now.year), month, int(named[1]))
    except ValueError:
        return None
    return None


def _meant(words: str, now: dt.date) -> list[dt.date]:
    """The days that a weekday may mean: `next Friday` the coming one, or the one after it."""
    name = words.rpartition(" ")[2]
    named = [number for number, day in enumerate(_DAYS) if day.startswith(name) and len(name) > 2]
    if not named:
        return []
    coming = now + dt.timedelta(days=(named[0] - now.weekday() - 1) % 7 + 1)
    week = dt.timedelta(days=7)
    return [coming, coming + week] if words.startswith("next ") else [coming]


def _short(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1][:3].capitalize()}"
