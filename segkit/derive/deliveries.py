"""What Segment counted of calls on their way: proof that they arrive, or that they do not.

The counts are those of the delivery overview, for calls that Segment's own servers pass on.
They prove something for the days that they were counted in, and for no other day; what a
library in the browser or app sends itself is in none of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from segkit.model.workspace import Json, Workspace
from segkit.segment_api.objects import mapping, objects, text

_LIKE = {"received": "delivered", "filteredAtSource": "filtered", "failedOnIngest": "failed"}
"""Steps on the way into Segment, and what they are like on the way out."""

ARRIVES, KEPT_BACK, FAILS = "arrives", "kept back", "fails"
"""Every value of `EventCounts.proof` besides none."""


@dataclass(frozen=True, slots=True)
class EventCounts:
    """One event of a source on its way to one destination.

    Attributes:
        destination_id: Empty for the way into Segment, before any destination.
        event: Its name; of other calls than track their type, with the name that they have.
        delivered: How often the destination took it, or Segment.
        filtered: How often it was kept back before, by the API's reason.
        failed: How often the destination, or Segment, did not take it, by the API's reason.
    """

    source_id: str
    destination_id: str
    event: str
    delivered: int = 0
    filtered: Mapping[str, int] = field(default_factory=dict, hash=False)
    failed: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def proof(self) -> str:
        """What the counts prove; empty when nothing was counted."""
        if self.delivered:
            return ARRIVES
        if self.failed:
            return FAILS
        return KEPT_BACK if self.filtered else ""


@dataclass(frozen=True, slots=True)
class Deliveries:
    """What was counted, and in which time.

    Attributes:
        since: First moment, ISO.
        until: The moment after the last.
        events: By source and destination, in the workspace's order.
        asked: Ids of destinations that counts were asked for.
    """

    since: str
    until: str
    events: tuple[EventCounts, ...]
    asked: frozenset[str]

    @property
    def window(self) -> str:
        """`from 2026-11-17 to 2026-11-24`."""
        return f"from {self.since[:10]} to {self.until[:10]}"

    def of(self, destination_id: str) -> tuple[int, int, int] | None:
        """Delivered, kept back and failed in all; None when it was not counted."""
        if destination_id not in self.asked:
            return None
        own = [one for one in self.events if one.destination_id == destination_id]
        return (
            sum(one.delivered for one in own),
            sum(sum(one.filtered.values()) for one in own),
            sum(sum(one.failed.values()) for one in own),
        )


def deliveries(workspace: Workspace) -> Deliveries | None:
    """The counts of a workspace; None when none were pulled."""
    found = workspace.extra.get("deliveryOverview")
    if not isinstance(found, Mapping):
        return None
    steps = objects(found.get("steps"))
    to: dict[tuple[str, str], list[tuple[str, Json]]] = defaultdict(list)
    for step in steps:
        name = text(step.get("step"))
        pair = text(step.get("sourceId")), text(step.get("destinationId"))
        to[pair] += ((_LIKE.get(name, name), item) for item in objects(step.get("items")))
    ends = [one.id for one in workspace.sources] + [one.id for one in workspace.destinations]
    order = {"": -1} | {id_: n for n, id_ in enumerate(ends)}
    asked = {destination for _, destination in to} - {""}
    pairs = sorted(to, key=lambda pair: tuple(order.get(id_, len(order)) for id_ in pair[::-1]))
    return Deliveries(
        since=text(found.get("startTime")),
        until=text(found.get("endTime")),
        events=tuple(one for pair in pairs for one in _events(*pair, to[pair])),
        asked=frozenset(asked),
    )


def summed_metrics(workspace: Workspace) -> dict[str, tuple[tuple[str, int], ...]] | None:
    """The API's older sums by destination, under its own names; None when none were pulled."""
    found = workspace.extra.get("deliveryMetrics")
    if not isinstance(found, Mapping):
        return None
    return {
        text(one.get("destinationId")): tuple(
            (text(each.get("metricName")), _total(each)) for each in objects(one.get("metrics"))
        )
        for one in objects(mapping(found).get("items"))
    }


def _events(
    source: str, destination: str, counted: list[tuple[str, Json]]
) -> Iterator[EventCounts]:
    steps: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for step, item in counted:
        reason = text(item.get("discardReason"))
        steps[_event(item)][step][reason] += _total(item)
    for event in sorted(steps, key=lambda name: (-sum(steps[name]["delivered"].values()), name)):
        own = steps[event]
        yield EventCounts(
            source,
            destination,
            event,
            sum(own["delivered"].values()),
            +own["filtered"],
            +own["failed"],
        )


def _event(item: Json) -> str:
    kind, name = text(item.get("eventType")).lower(), text(item.get("eventName"))
    return name if kind in {"", "track"} and name else " ".join(filter(None, [kind, name]))


def _total(item: Json) -> int:
    total = item.get("total")
    return int(total) if isinstance(total, int | float) and not isinstance(total, bool) else 0
