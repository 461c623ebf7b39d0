"""The plan beside what was received, event by event (asked for with `--volumes`)."""

from __future__ import annotations

from collections.abc import Mapping

from segkit.derive.volumes import NEVER, RECEIVED, UNPLANNED, EventVolume, VolumeFacts
from segkit.render import parts
from segkit.render.days import named_day
from segkit.render.html import plural, slug_id
from segkit.render.missing import NOTHING_TO_SHOW, nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, div, p, together
from segkit.render.view import View
from segkit.rows.row import PLAN, WORKSPACE, Showing, row

_WORDS = {
    NEVER: ("open", "Planned, never received"),
    UNPLANNED: ("unknown", "Received, not planned"),
    RECEIVED: ("on", "Received as planned"),
}


@row(
    "volumes",
    title="Plan and reality",
    place=17.6,
    what="What was received",
    more=("eventVolumes", "trackingPlanRules"),
    origins=(PLAN, WORKSPACE),
    readers=("developer", "analyst"),
)
def _row(showing: Showing) -> View:
    """The plan beside what was received; empty unless a pull was asked to count it."""
    found = showing.facts.volumes
    return NOTHING_TO_SHOW if found is None else volumes(found, showing.facts.names)


def volumes(found: VolumeFacts, names: Mapping[str, str]) -> View:
    """Which planned events never came and which came unplanned; `names` of sources by id."""
    if not found.events:
        return nothing("There is no event to compare: none is planned, and none was received.")
    columns = (
        Column[EventVolume]("event", "Event", lambda one: one.event, _event, width="l"),
        Column[EventVolume](
            "source", "Source", lambda one: names.get(one.source_id, one.source_id), filter=True
        ),
        Column[EventVolume](
            "state",
            "Plan and reality",
            lambda one: _WORDS[one.state][1],
            lambda one: parts.badge(*_WORDS[one.state]),
            sort=lambda one: _WORDS[one.state][1],
            filter=True,
        ),
        Column[EventVolume](
            "total",
            "Received",
            lambda one: one.total,
            lambda one: f"{one.total:,}" if one.total else parts.NOTHING,
            sort=lambda one: f"{one.total:015d}",
            width="s",
        ),
    )
    table = Table(
        columns,
        found.events,
        label="Plan and reality",
        noun=("event of a source", "events of sources"),
        name="volumes",
        id_of=lambda one: slug_id("volume", f"{one.source_id} {one.event}"),
    )
    return View(div(p("Plan and reality", cls="sk-title"), p(_said(found)), cls="sk"), table)


def _event(one: EventVolume) -> Child:
    near = together("planned as ", parts.code(one.near)) if one.near else ""
    return parts.below(parts.code(one.event), near)


def _said(found: VolumeFacts) -> str:
    """The sum of it in a sentence."""
    counts = {
        state: len({one.event for one in found.events if one.state == state}) for state in _WORDS
    }
    heard = {one.event for one in found.events if one.state == RECEIVED}
    nowhere = {one.event for one in found.events if one.state == NEVER} - heard
    when = (
        f"From {named_day(found.since[:10])} to {named_day(found.until[:10])}: "
        if found.since
        else ""
    )
    return (
        f"{when}{plural(counts[RECEIVED], 'planned event')} received, "
        f"{len(nowhere)} never received from any source, "
        f"{plural(counts[UNPLANNED], 'event')} received that no plan has."
    )
