"""Whether a result is a failure, by what somebody wants to fail on."""

from __future__ import annotations

from collections.abc import Iterator

from segkit.traffic.results import Verified

LEVELS = ("violation", "unplanned", "not-seen", "none")


def problems(found: Verified, level: str) -> Iterator[str]:
    """What fails at a level, in words; what a baseline names does not."""
    if level == "none":
        return
    yield from _violations(found)
    if level in {"unplanned", "not-seen"}:
        yield from _unplanned(found)
    if level == "not-seen":
        yield from (f"{one.title} was not seen" for one in found.not_seen if not one.known)


def fails(found: Verified, level: str) -> bool:
    """Something is there that fails at a level."""
    return next(problems(found, level), None) is not None


def _violations(found: Verified) -> Iterator[str]:
    for event in found.events:
        for one in event.violations:
            if not one.known:
                yield f"{event.title}: {one.dotted or 'the call'}: {one.keyword}, first at {one.example.where}"
    if found.reported.count:
        yield f"Segment reported violations: {found.reported.count:,}"
    yield from (f"{one.where} could not be read: {one.why}" for one in found.unreadable)
    if not (found.calls or found.counted or found.reported.count):
        yield "no call was found"


def _unplanned(found: Verified) -> Iterator[str]:
    for event in found.events:
        if not event.planned and not event.known:
            yield f"{event.title} is not planned"
    if found.other_names:
        yield f"{found.other_names:,} calls have further names that are not planned"
