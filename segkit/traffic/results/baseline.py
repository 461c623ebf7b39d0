"""What was found before, in a file: only what is new fails."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace

from segkit.errors import InputFileError
from segkit.files import read_bytes, write_named
from segkit.malformed import wording
from segkit.traffic.results.verified import Verified

_MOST_BYTES = 50_000_000


class KnownBreach(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A breach that was there before."""

    type: str
    event: str
    path: tuple[str, ...]
    keyword: str


class KnownEvent(msgspec.Struct, frozen=True, array_like=True, order=True):
    """An event that was there before and is not planned, or was planned and not seen."""

    type: str
    event: str


class Known(msgspec.Struct, frozen=True, rename="camel"):
    """The content of a baseline."""

    violations: set[KnownBreach] = set()
    unplanned: set[KnownEvent] = set()
    not_seen: set[KnownEvent] = set()


def known_in(file: Path) -> Known:
    """What a baseline names; raises `InputFileError`."""
    try:
        return msgspec.json.decode(read_bytes(file, limit=_MOST_BYTES), type=Known)
    except (ValueError, RecursionError) as error:
        raise InputFileError(
            f"{file} is no baseline: {wording(error)}.",
            "write one with `segkit verify … --baseline FILE --write-baseline`.",
        ) from error


def write_known(found: Verified, file: Path) -> None:
    """Write a baseline of all that was found; raises `ExportError`."""
    known = Known(
        {
            KnownBreach(event.type, event.event or "", tuple(one.path), one.keyword)
            for event in found.events
            for one in event.violations
        },
        {KnownEvent(one.type, one.event or "") for one in found.events if not one.planned},
        {KnownEvent(one.type, one.event or "") for one in found.not_seen},
    )
    raw = msgspec.json.encode(known, order="deterministic")
    write_named(file, msgspec.json.format(raw, indent=1) + b"\n")


def with_known(found: Verified, known: Known) -> Verified:
    """The result with a mark on what the baseline names."""
    events = [
        replace(
            event,
            known=not event.planned
            and KnownEvent(event.type, event.event or "") in known.unplanned,
            violations=[
                replace(
                    one,
                    known=KnownBreach(event.type, event.event or "", tuple(one.path), one.keyword)
                    in known.violations,
                )
                for one in event.violations
            ],
        )
        for event in found.events
    ]
    not_seen = [
        replace(one, known=KnownEvent(one.type, one.event or "") in known.not_seen)
        for one in found.not_seen
    ]
    return replace(found, events=events, not_seen=not_seen)
