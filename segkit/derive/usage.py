"""What a workspace uses of its contract this month: tracked users and calls, by day and source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from segkit.model.workspace import Json, Workspace
from segkit.segment_api.objects import mapping, objects, text


@dataclass(frozen=True, slots=True)
class Day:
    """What was used from the first of the month up to one day; None is what was not told.

    Attributes:
        day: ISO.
        identified: Tracked users with a user id.
        anonymous: Tracked users without one.
        never_identified: Those of them that never got one.
        calls: API calls.
    """

    day: str
    identified: int | None = None
    anonymous: int | None = None
    never_identified: int | None = None
    calls: int | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """What one source used, or all together: each day of the month, growing.

    Attributes:
        source_id: Empty for all together.
    """

    source_id: str
    days: tuple[Day, ...]

    @property
    def newest(self) -> Day:
        """The month so far, each figure of the newest day that tells it."""
        told = dict.fromkeys(_FIGURES) | {
            name: value
            for day in self.days
            for name in _FIGURES
            if (value := getattr(day, name)) is not None
        }
        return Day(self.days[-1].day, **told)


_FIGURES = ("identified", "anonymous", "never_identified", "calls")


@dataclass(frozen=True, slots=True)
class Usage:
    """The month, and what was used of it until the newest day.

    Attributes:
        period: Its first day, ISO.
        until: The newest day that is counted.
        whole: All sources together; None when only sources are told.
        sources: Those that used anything, by id.
    """

    period: str
    until: str
    whole: Used | None
    sources: Mapping[str, Used]


def usage(workspace: Workspace) -> Usage | None:
    """What was used; None when it was not pulled."""
    mtu, calls = (workspace.extra.get(key) for key in ("mtuUsage", "apiUsage"))
    if not isinstance(mtu, Mapping) and not isinstance(calls, Mapping):
        return None
    mtu, calls = mapping(mtu), mapping(calls)
    users, called = objects(mtu.get("bySource")), objects(calls.get("bySource"))
    ids = dict.fromkeys(text(one.get("sourceId")) for one in (*users, *called))
    whole = _used("", objects(mtu.get("daily")), objects(calls.get("daily")))
    each = [_used(id_, _of(users, id_), _of(called, id_)) for id_ in ids if id_]
    sources = {one.source_id: one for one in each if one.days}
    newest = [one.days[-1].day for one in (whole, *sources.values()) if one.days]
    period = text(mtu.get("period")) or text(calls.get("period"))
    return Usage(period, max(newest, default=""), whole if whole.days else None, sources)


def _of(listed: Iterable[Json], source: str) -> list[Json]:
    return [one for one in listed if text(one.get("sourceId")) == source]


def _used(source: str, users: Iterable[Json], calls: Iterable[Json]) -> Used:
    people = {text(one.get("timestamp"))[:10]: one for one in users}
    called = {text(one.get("timestamp"))[:10]: one for one in calls}
    return Used(
        source,
        tuple(
            Day(
                day,
                _number(people.get(day, {}).get("identified")),
                _number(people.get(day, {}).get("anonymous")),
                _number(people.get(day, {}).get("neverIdentified")),
                _number(called.get(day, {}).get("apiCalls")),
            )
            for day in sorted({*people, *called} - {""})
        ),
    )


def _number(value: object) -> int | None:
    """The API gives counts as text."""
    try:
        return int(float(text(value)))
    except (ValueError, OverflowError):
        return None
