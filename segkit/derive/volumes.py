"""The plan beside what Segment really received: planned and never sent, sent and never planned.

Volumes are what `GET /events/volume` counted by name, type and source. Only track calls have
names to compare; a source is compared with the plan that it is connected to, else with the
engagement's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segkit.model.workspace import Json, Source

NEVER, UNPLANNED, RECEIVED = "never", "unplanned", "received"
"""Every value of `EventVolume.state`."""


@dataclass(frozen=True, slots=True)
class EventVolume:
    """One event of one source.

    Attributes:
        source_id: The API's id of the source.
        event: Its name as planned, or as received.
        state: `never` (planned, not received), `unplanned`, or `received` as planned.
        total: How often it was received.
        near: What is planned under nearly the same name; empty when nothing is.
    """

    source_id: str
    event: str
    state: str
    total: int = 0
    near: str = ""


@dataclass(frozen=True, slots=True)
class VolumeFacts:
    """What comparing plan and reality brought.

    Attributes:
        since: First moment that was counted, ISO; empty when the API's answer does not say.
        until: The moment after the last.
        events: By source in the workspace's order: never received, not planned, as planned.
    """

    since: str
    until: str
    events: tuple[EventVolume, ...]


def volume_facts(
    volumes: Json,
    sources: Sequence[Source],
    planned: Mapping[str, Sequence[str]],
    fallback: Sequence[str] = (),
) -> VolumeFacts:
    """Compare what was received with what is planned.

    Args:
        volumes: `eventVolumes` of the workspace's document.
        sources: Those that the customer's own code feeds.
        planned: Names of planned events by id of the tracking plan.
        fallback: Planned events for sources without a plan of their own.
    """
    received = _received(volumes.get("items"), sources)
    events: list[EventVolume] = []
    for source in sources:
        names = planned.get(source.tracking_plan_id, fallback)
        events += _compared(source.id, list(dict.fromkeys(names)), received[source.id])
    return VolumeFacts(str(volumes.get("startTime", "")), str(volumes.get("endTime", "")),
                       tuple(events))  # fmt: skip


def _compared(source: str, names: list[str], received: Counter[str]) -> list[EventVolume]:
    like = {_plain(name): name for name in names}
    never = [EventVolume(source, name, NEVER) for name in names if not received[name]]
    unplanned = [
        EventVolume(source, name, UNPLANNED, total, like.get(_plain(name), ""))
        for name, total in received.most_common()
        if name not in names and total
    ]
    as_planned = [
        EventVolume(source, name, RECEIVED, received[name]) for name in names if received[name]
    ]
    return [*never, *unplanned, *as_planned]


def _received(items: object, sources: Sequence[Source]) -> dict[str, Counter[str]]:
    """Track calls by source and name."""
    found: dict[str, Counter[str]] = {source.id: Counter() for source in sources}
    known = {source.slug: source.id for source in sources} | {s.id: s.id for s in sources}
    for item in items if isinstance(items, list | tuple) else ():
        if not isinstance(item, Mapping):
            continue
        name, kind, total = item.get("eventName"), item.get("eventType"), item.get("total")
        is_track = not isinstance(kind, str) or kind.lower() == "track"
        source = known.get(_source_of(item.get("source")))
        if (
            isinstance(name, str)
            and name
            and is_track
            and source
            and isinstance(total, int | float)
        ):
            found[source][name] += int(total)
    return found


def _source_of(value: object) -> str:
    """The id of an item's source, which is an object or the id itself."""
    if isinstance(value, Mapping):
        value = value.get("id") or value.get("slug")
    return value if isinstance(value, str) else ""


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()
