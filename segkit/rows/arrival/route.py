"""What becomes of one call: each destination and warehouse, with the steps that led there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.delivery.outcome import STEPS, Outcome, Route, Step
from segkit.render import parts
from segkit.render.html import slug_id
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import (
    BREAK,
    Child,
    details,
    div,
    element,
    li,
    own,
    p,
    span,
    strong,
    summary,
    together,
    ul,
)
from segkit.render.view import View
from segkit.rows.row import Showing, row

RESULTS: Mapping[str, tuple[str, str]] = {
    "delivered": ("on", "Delivered"),
    "not delivered": ("off", "Not delivered"),
    "unknown": ("unknown", "Cannot be known"),
}
"""Badge and words of each result."""

_MODES: Mapping[str, tuple[str, str]] = {
    "device": ("device", "Device"),
    "cloud": ("cloud", "Cloud"),
    "both": ("cloud", "Device and cloud"),
    "unknown": ("unknown", "Device or cloud"),
    "none": ("none", "None"),
    "warehouse": ("cloud", "Warehouse"),
}
_VERDICTS: Mapping[str, tuple[str, str]] = {
    "passes": ("on", "Passes"),
    "changes": ("open", "Changed"),
    "stops": ("high", "Stopped"),
    "unknown": ("unknown", "Not known"),
    "not modelled": ("none", "Not looked at"),
}


def _named(outcome: Outcome) -> Child:
    name = parts.words(outcome.name)
    if not outcome.catalog or outcome.catalog == outcome.name:
        return name
    return together(name, BREAK, span(own(outcome.catalog), cls="sk-quiet sk-plain-weight"))


_COLUMNS = (
    Column[Outcome]("target", "Destination or warehouse", lambda o: o.name, _named, width="l"),
    Column[Outcome](
        "result",
        "Outcome",
        lambda o: RESULTS[o.result][1],
        lambda o: parts.badge(*RESULTS[o.result]),
        sort=lambda o: RESULTS[o.result][1],
        filter=True,
        width="s",
    ),
    Column[Outcome](
        "mode",
        "Mode",
        lambda o: _MODES[o.mode][1],
        lambda o: parts.badge(*_MODES[o.mode]),
        filter=True,
        width="s",
    ),
    Column[Outcome]("why", "Why", lambda o: o.reason, width="xl"),
)


@row("route", place=15.5)
def _row(showing: Showing, call: dict[str, object], *, source: str) -> View:
    """What becomes of a call that `source` sends: each destination and warehouse.

    Args:
        showing: Where and how it is shown.
        call: As it is sent, e.g. `{"type": "track", "event": "Order Completed"}`.
        source: Its slug or id.
    """
    return route(showing.facts.route(call, source))


def route(found: Route) -> View:
    """Every outcome of a call as a searchable table, its trace in the details."""
    if not found.outcomes:
        unread = [words for words in found.warnings if "could be read" in words]
        none = "This source has no destination, and the workspace no warehouse."
        return nothing(" ".join(unread) or none)
    table = Table(
        _COLUMNS,
        found.outcomes,
        label=f"What becomes of {found.title}",
        noun=("outcome", "outcomes"),
        name="route",
        id_of=lambda o: slug_id("route", found.source_id, found.title, o.id),
        details=_details,
    )
    warnings = (p(own(warning), cls="sk-note") for warning in found.warnings)
    unseen = details(
        summary("What is not looked at"),
        div(ul(*map(li, found.not_modelled), cls="sk-rows"), cls="sk-details"),
        cls="sk-more",
    )
    lead = p(strong(own(found.title)), " from ", own(found.source_name))
    return View(div(lead, *warnings, table, unseen, cls="sk"))


def _details(outcome: Outcome) -> Sequence[Child]:
    several = len({step.mode for step in outcome.steps}) > 1
    changes = (
        ("Fields that do not arrive", outcome.removed),
        ("Fields that are changed", outcome.changed),
    )
    return [
        parts.facts(
            [
                ("Mappings", ", ".join(f"{m.name} ({m.action})" for m in outcome.mappings)),
                ("Missing or assumed", "; ".join(outcome.missing)),
            ]
        ),
        *(
            part
            for title, some in changes
            for part in _listed(
                title, [together(parts.code(c.field), " ", own(c.reason)) for c in some]
            )
        ),
        *_listed(
            "Tables and columns",
            [
                together(parts.code(t.table), ": ", parts.listed(t.columns, as_code=True, sign=" "))
                for t in outcome.tables
            ],
        ),
        p("Step by step", cls="sk-subhead"),
        element("ol", *(_step(step, several=several) for step in outcome.steps), cls="sk-rows"),
    ]


def _listed(title: str, items: Sequence[Child]) -> Sequence[Child]:
    return parts.titled(title, [li(span(item, cls="sk-grow")) for item in items])


def _step(step: Step, *, several: bool) -> Child:
    said: list[Child] = [strong(_title(step, several=several)), ": ", own(step.words)]
    if not step.certain:
        said += [" ", span("(inferred)", cls="sk-quiet")]
    if step.evidence:
        said += [BREAK, span(own(step.evidence), cls="sk-quiet")]
    return li(span(*said, cls="sk-grow"), parts.badge(*_VERDICTS[step.verdict]))


def _title(step: Step, *, several: bool) -> str:
    title = STEPS[step.step]
    return f"{title} ({step.mode} mode)" if several else title
