"""What Segment counted of each event on its way to each destination (`--also delivery`).

The page shows the events of which something does not arrive; workbook, CSV and data frame have
every count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segkit.derive.deliveries import Deliveries, EventCounts, deliveries
from segkit.render.days import days_in_words
from segkit.render.html import plural, slug_id
from segkit.render.missing import NOTHING_TO_SHOW, nothing
from segkit.render.table import Column, Table
from segkit.render.tree import div, p
from segkit.render.view import View
from segkit.rows.row import WORKSPACE, Showing, row


@dataclass(frozen=True, slots=True)
class _Lossy:
    """An event of a source of which something does not arrive somewhere.

    Attributes:
        kept_back: `Slack: 3,260 (NO_MATCHING_MAPPING)` for each destination that is meant.
        failed: The same of what the destination did not take.
    """

    source: str
    event: str
    kept_back: tuple[str, ...]
    failed: tuple[str, ...]


_LOSSY = (
    Column[_Lossy]("event", "Event", lambda one: one.event, code=True),
    Column[_Lossy]("source", "Source", lambda one: one.source, filter=True),
    Column[_Lossy]("kept_back", "Kept back from", lambda one: one.kept_back, width="l"),
    Column[_Lossy]("failed", "Failed at", lambda one: one.failed, width="l"),
)


@row(
    "deliveries",
    title="Deliveries",
    place=17.62,
    what="What was delivered",
    needs=("workspace",),
    more=("deliveryOverview",),
    origins=(WORKSPACE,),
    readers=("analyst",),
)
def _row(showing: Showing) -> View:
    """What was delivered, kept back and refused, event by event; empty unless it was asked for."""
    facts = showing.facts
    found = deliveries(facts.workspace) if facts.workspace else None
    return NOTHING_TO_SHOW if found is None else delivered(found, facts.names)


def delivered(found: Deliveries, names: Mapping[str, str]) -> View:
    """Counts with their window; `names` of sources and destinations by id."""
    if not found.events:
        return nothing(f"Segment counted nothing on its way {days_in_words(found.window)}.")
    lossy = _lossy(found.events, names)
    whole = len({(one.source_id, one.event) for one in found.events}) - len(lossy)
    said = (
        f"Counted by Segment {days_in_words(found.window)}, of calls that its servers send on: "
        "known for this time, and for no other. What a browser or app sends itself is not counted. "
        f"{plural(whole, 'event of a source', 'events of sources')} arrived whole wherever it was "
        "counted; below is what did not. Every count is in the workbook."
    )
    table = Table(
        _LOSSY,
        lossy,
        label="What does not arrive whole",
        noun=("event that does not arrive whole", "events that do not arrive whole"),
        name="deliveries",
        id_of=lambda one: slug_id("delivery", one.source, one.event),
    )
    head = div(p("Deliveries", cls="sk-title"), p(said), cls="sk")
    return View(head, *([table] if lossy else []), data=_every_count(found, names))


def _lossy(events: Sequence[EventCounts], names: Mapping[str, str]) -> list[_Lossy]:
    by_event: dict[tuple[str, str], list[EventCounts]] = {}
    for one in events:
        if one.filtered or one.failed:
            by_event.setdefault((one.source_id, one.event), []).append(one)
    return [
        _Lossy(
            names.get(source, source),
            event or "without a name",
            tuple(_said(_to(one, names), one.filtered) for one in some if one.filtered),
            tuple(_said(_to(one, names), one.failed) for one in some if one.failed),
        )
        for (source, event), some in by_event.items()
    ]


def _to(one: EventCounts, names: Mapping[str, str]) -> str:
    return names.get(one.destination_id, one.destination_id) or "Segment itself"


def _said(name: str, counts: Mapping[str, int]) -> str:
    reasons = ", ".join(reason or "no reason given" for reason in counts)
    return f"{name}: {sum(counts.values()):,} ({reasons})"


def _every_count(found: Deliveries, names: Mapping[str, str]) -> Table[EventCounts]:
    columns = (
        Column[EventCounts]("event", "Event", lambda one: one.event),
        Column[EventCounts](
            "source", "Source", lambda one: names.get(one.source_id, one.source_id)
        ),
        Column[EventCounts]("destination", "Destination", lambda one: _to(one, names)),
        Column[EventCounts]("proof", "Proved", lambda one: one.proof),
        Column[EventCounts]("delivered", "Delivered", lambda one: one.delivered),
        Column[EventCounts]("filtered", "Kept back", lambda one: sum(one.filtered.values())),
        Column[EventCounts]("failed", "Failed", lambda one: sum(one.failed.values())),
        Column[EventCounts]("why", "Reasons", _reasons),
        Column[EventCounts]("since", "From", lambda _: found.since),
        Column[EventCounts]("until", "To", lambda _: found.until),
    )
    return Table(columns, found.events, label="Deliveries")


def _reasons(one: EventCounts) -> tuple[str, ...]:
    counted = [*one.filtered.items(), *one.failed.items()]
    return tuple(f"{reason or 'no reason given'}: {count:,}" for reason, count in counted)
