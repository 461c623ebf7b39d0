"""Times of calls, for libraries that take an object of their language and no text."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(text: object) -> datetime | None:
    """The time in UTC that an ISO 8601 text means; None for anything else.

    Without a zone it is taken as UTC, which is what Segment's spec asks for.
    """
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def iso(time: datetime) -> str:
    """The usual text for a time in UTC: `2026-03-14T09:26:53Z`, finer only where it is."""
    spec = "auto" if time.microsecond % 1000 else "milliseconds" if time.microsecond else "seconds"
    return time.isoformat(timespec=spec).replace("+00:00", "Z")


def numbers(time: datetime) -> str:
    """Year to second as arguments: `2026, 3, 14, 9, 26, 53`."""
    return ", ".join(str(number) for number in time.timetuple()[:6])
