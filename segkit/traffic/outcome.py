"""Whether a result is a failure, by what somebody wants to fail on."""

from __future__ import annotations

from collections.abc import Iterator

from segkit.traffic.results import Verified

VIOLATION, UNPLANNED, NOT_SEEN, NONE = LEVELS = ("violation", "unplanned", "not-seen", "none")


def problems(found: Verified, level: str) -> Iterator[str]:
    """What fails at a level, in words; what a baseline names does not."""
    if level == NONE:
        return
    for event in found.events:
        new = [one for one in event.violations if not one.known]
        if new:
            yield f"{event.title}: {_count(len(new), 'new kind of violation' if _has_known(found) else 'kind of violation')}"
    if found.reported.count:
        yield f"Segment reported {_count(found.reported.count, 'violation')}"
    if found.unreadable:
        yield f"{_count(len(found.unreadable) + found.unlisted, 'place')} could not be read"
    if not found.calls and not found.counted:
        yield "no call was found"
    if level in {UNPLANNED, NOT_SEEN}:
        for event in found.events:
            if not event.planned and not event.known:
                yield f"{event.title} is not planned"
        if found.other_names:
            yield f"{_count(found.other_names, 'call')} with names that are not planned"
    if level == NOT_SEEN:
        for planned in found.not_seen:
            if not planned.known:
                yield f"{planned.title} was not seen"


def fails(found: Verified, level: str) -> bool:
    """Something is there that fails at a level."""
    return next(problems(found, level), None) is not None


def _has_known(found: Verified) -> bool:
    return any(one.known for event in found.events for one in event.violations)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
