"""Segment's export of a source's schema as CSV: what was received, and how often.

It has the look of a plan and is none: events that nobody planned are in it. It is read as one
with a doubt, and it feeds the rows that compare the plan with what was received.
Source: Segment's docs, "Schema" (download of a source's schema), columns as exported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from segkit.model.plan import Doubt
from segkit.plans.grids.grid import Tab, is_empty
from segkit.plans.layouts.profile import TabProfile
from segkit.plans.words.headings import normalised
from segkit.plans.words.role import Role

_COUNTS = frozenset({"allowed", "blocked", "total"})
_NAMES = {"event name": Role.EVENT, "property name": Role.FIELD, "trait name": Role.FIELD}


@dataclass(frozen=True, slots=True)
class Received:
    """One event of a source, as it was received.

    Attributes:
        event: Its name; only track calls have one in these files.
        total: How often.
        last_seen: When last, as written.
    """

    event: str
    total: int
    last_seen: str


def is_source_schema(tab: Tab) -> bool:
    """The tab is Segment's export of a source's schema: observed events with counts."""
    return _header(tab) is not None


def received(tab: Tab) -> Iterator[Received]:
    """The events of such an export; rows of their properties are passed over."""
    found = _header(tab)
    if found is None:
        return
    header, start = found
    places = {normalised(text): place for place, text in enumerate(header) if text.strip()}
    event, total = places.get("event name"), places.get("total", places.get("allowed"))
    if event is None or total is None:
        return
    prop, seen = (
        places.get("property name"),
        next((p for n, p in places.items() if n.startswith("last seen")), None),
    )
    for row in tab.rows[start + 1 :]:
        cells = (*row, *[""] * (len(header) - len(row)))
        count = cells[total].replace(",", "").strip()
        if (
            cells[event].strip()
            and not (prop is not None and cells[prop].strip())
            and count.isdigit()
        ):
            yield Received(
                cells[event].strip(), int(count), "" if seen is None else cells[seen].strip()
            )


def schema_profile(tab: Tab, profile: TabProfile) -> TabProfile:
    """The profile with the columns of such an export, which are known; counts stay labels."""
    found = _header(tab)
    if found is None:
        return profile
    header, _ = found
    roles = {
        text.strip(): _NAMES.get(normalised(text), Role.LABEL) for text in header if text.strip()
    }
    call = profile.call or (None if "trait name" in map(normalised, header) else "track")
    return replace(profile, call=call, roles={**roles, **profile.roles})


def schema_doubt(tab: Tab) -> tuple[Doubt, ...]:
    """That such an export says what was received, and not what is planned."""
    if not is_source_schema(tab):
        return ()
    what = "This is Segment's export of a source's schema: it says what was received, not what is planned."
    return (Doubt(tab.title, what, sum(1 for row in tab.rows if not is_empty(row)) - 1),)


def _header(tab: Tab) -> tuple[tuple[str, ...], int] | None:
    """The header row of such an export, and its place."""
    place, first = next(((i, row) for i, row in enumerate(tab.rows) if not is_empty(row)), (0, ()))
    words = {normalised(text) for text in first}
    is_one = any(word.startswith("last seen") for word in words) and words & _COUNTS
    return (first, place) if is_one and words & {"event name", "trait name"} else None
