"""What Segment counted of each event on its way to each destination (`--also delivery`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from segkit.derive.deliveries import ARRIVES, FAILS, KEPT_BACK, Deliveries, EventCounts, deliveries
from segkit.render import parts
from segkit.render.html import slug_id
from segkit.render.missing import NOTHING_TO_SHOW, nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, div, p
from segkit.render.view import View
from segkit.rows.row import WORKSPACE, Showing, row

_BADGES = {ARRIVES: "on", KEPT_BACK: "off", FAILS: "open"}


@row(
    "deliveries",
    title="Deliveries",
    place=17.62,
    what="What was delivered",
    needs=("workspace",),
    more=("deliveryOverview",),
    origins=(WORKSPACE,),
    readers=("developer", "analyst"),
)
def _row(showing: Showing) -> View:
    """What was delivered, kept back and refused, event by event; empty unless it was asked for."""
    facts = showing.facts
    found = deliveries(facts.workspace) if facts.workspace else None
    return NOTHING_TO_SHOW if found is None else delivered(found, facts.names)


def delivered(found: Deliveries, names: Mapping[str, str]) -> View:
    """Counts with their window; `names` of sources and destinations by id."""
    if not found.events:
        return nothing(f"Segment counted nothing on its way to a destination {found.window}.")
    columns = (
        Column[EventCounts]("event", "Event", lambda one: one.event or "(without a name)", _event),
        Column[EventCounts](
            "source", "Source", lambda one: names.get(one.source_id, one.source_id), filter=True
        ),
        Column[EventCounts](
            "destination",
            "Destination",
            lambda one: names.get(one.destination_id, one.destination_id) or "Segment itself",
            filter=True,
        ),
        Column[EventCounts](
            "proof",
            "Proved",
            lambda one: one.proof,
            lambda one: parts.badge(_BADGES[one.proof], one.proof) if one.proof else parts.NOTHING,
            filter=True,
            width="s",
        ),
        _count("delivered", "Delivered", lambda one: one.delivered),
        _count("filtered", "Kept back", lambda one: sum(one.filtered.values())),
        _count("failed", "Failed", lambda one: sum(one.failed.values())),
        Column[EventCounts]("why", "Reasons", _reasons, page=False),
        Column[EventCounts]("since", "From", lambda _: found.since, page=False),
        Column[EventCounts]("until", "To", lambda _: found.until, page=False),
    )
    table = Table(
        columns,
        found.events,
        label="Deliveries",
        noun=("event on its way", "events on their way"),
        name="deliveries",
        id_of=lambda one: slug_id("delivery", one.source_id, one.destination_id, one.event),
        details=_details,
    )
    said = (
        f"Counted by Segment {found.window}, of calls that its servers pass on: known for this "
        "time, and for no other. What a browser or app sends itself is not counted."
    )
    return View(div(p("Deliveries", cls="sk-title"), p(said), cls="sk"), table)


def _event(one: EventCounts) -> Child:
    return parts.code(one.event) if one.event else "(without a name)"


def _details(one: EventCounts) -> Sequence[Child]:
    found = _reasons(one)
    return [parts.facts([("Reasons", parts.values(found))])] if found else []


def _reasons(one: EventCounts) -> tuple[str, ...]:
    counted = [*one.filtered.items(), *one.failed.items()]
    return tuple(f"{reason or 'no reason given'}: {count:,}" for reason, count in counted)


def _count(key: str, title: str, of: Callable[[EventCounts], int]) -> Column[EventCounts]:
    return Column[EventCounts](
        key,
        title,
        of,
        lambda one: f"{of(one):,}" if of(one) else parts.NOTHING,
        sort=lambda one: f"{of(one):015d}",
        width="xs",
    )
