"""A row of our own: who looks after each event."""

from __future__ import annotations

import segkit
from segkit.model.plan import Rule


def _owner(rule: Rule) -> str:
    return str(rule.labels.get("Owner", "")) or "nobody yet"


_COLUMNS = (
    segkit.Column[Rule]("event", "Event", lambda rule: rule.title, code=True),
    segkit.Column[Rule]("owner", "Owner", _owner, filter=True),
)


@segkit.row(
    "event_owners",
    title="Owners of events",
    place=17.9,
    what="Who looks after your events",
    needs=("plan",),
    origins=("plan",),
    always=True,
)
def event_owners(showing: segkit.Showing) -> segkit.View:
    """Who looks after each planned event."""
    plan = showing.facts.plan
    rules = plan.of("track") if plan else ()
    return segkit.View(
        segkit.Table(
            _COLUMNS,
            rules,
            label="Owners of events",
            noun=("event", "events"),
            name="event_owners",
            id_of=lambda rule: f"owner-{rules.index(rule)}",
        )
    )
