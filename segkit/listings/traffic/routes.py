"""Where calls go, in a few lines: what does not arrive, and what the calls say otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from segkit.delivery.outcome import DELIVERED, NOT_DELIVERED, UNKNOWN
from segkit.traffic.results.verified import Arrival, Followed, Verified

_MOST = 3
"""Events of a source that a line names."""

ROUTES = "Where one call of each event and source goes, by the workspace:"
DIFFERS, STOPS, NOT_FOLLOWED = "≠", "–", "?"
"""Signs: the call says otherwise than the workspace; it is not delivered; nothing was followed."""


def route_lines(found: Verified) -> Iterator[tuple[str, str]]:
    """A sign and a sentence each; nothing where no call was followed."""
    counts: Counter[str] = Counter()
    lines: dict[tuple[str, str], dict[str, list[str]]] = {}
    for event in found.events:
        for way in event.routes:
            counts.update(one.result for one in way.outcomes if not one.is_apart)
            for line in dict.fromkeys(_of(way)):
                lines.setdefault(line, {}).setdefault(way.source, []).append(event.title)
    if counts:
        results = (DELIVERED, NOT_DELIVERED, UNKNOWN)
        yield "·", ", ".join(f"{one} {counts[one]:,}×" for one in results if counts[one])
    for (sign, words), sources in lines.items():
        named = "; ".join(f"{slug}: {_some(titles)}" for slug, titles in sources.items())
        yield sign, f"{words} ({named})"


def _of(way: Followed) -> Iterator[tuple[str, str]]:
    if way.why:
        yield NOT_FOLLOWED, f"Not followed. {way.why}"
    for name in way.unmatched:
        yield DIFFERS, f"{name}: the call's library has it, the source in the workspace does not."
    for one in way.outcomes:
        yield from _arrival(one)


def _arrival(one: Arrival) -> Iterator[tuple[str, str]]:
    if one.result == NOT_DELIVERED and not one.is_apart:
        yield STOPS, f"{one.name}: {one.reason}"
    if one.differs:
        yield DIFFERS, f"{one.name}: {one.differs}"


def _some(titles: list[str]) -> str:
    more = f" and {len(titles) - _MOST:,} more" if len(titles) > _MOST else ""
    return ", ".join(titles[:_MOST]) + more
