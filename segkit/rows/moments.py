"""Moments as people read them."""

from __future__ import annotations

import datetime as dt

from segkit.render.days import days_in_words, named_day


def moment(iso: str) -> str:
    """`2026-11-24T09:30:00Z` for tables: `2026-11-24 09:30 UTC`."""
    return iso.replace("T", " ").removesuffix("Z")[:16] + " UTC" if iso else ""


def moment_words(iso: str) -> str:
    """The same for sentences: `24 Nov 2026 09:30 UTC`."""
    return days_in_words(moment(iso))


def day(iso: str) -> dt.date:
    """The day of a moment; today where none is known."""
    return dt.date.fromisoformat(iso[:10]) if iso else dt.datetime.now(tz=dt.UTC).date()


def day_words(iso: str, language: str = "en") -> str:
    """The day of a moment for people: `30 Nov 2026`; `2026-11-30` in other languages."""
    return named_day(iso[:10]) if language == "en" else iso[:10]
