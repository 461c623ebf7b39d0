"""What becomes of one call: each destination and warehouse, with the steps that led there."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from segkit.delivery.outcome import STEPS, Outcome, Route, Step
from segkit.render import parts
from segkit.render.html import own, render, slug_id
from segkit.render.missing import nothing
from segkit.render.table import Cell, Column, Item, render_table
from segkit.render.view import View

_COLUMNS = (
    Column("target", "Destination or warehouse", width="l"),
    Column("result", "Outcome", filter=True, width="s"),
    Column("mode", "Mode", filter=True, width="s"),
    Column("why", "Why", width="xl"),
)
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


def route(found: Route) -> View:
    """Every outcome of a call as a searchable table, its trace in the details."""
    if not found.outcomes:
        return nothing("This source has no destination, and the workspace no warehouse.")
    table = render_table(
        f"What becomes of {found.title}",
        _COLUMNS,
        [_item(found, outcome) for outcome in found.outcomes],
        noun=("outcome", "outcomes"),
        name="route",
    )
    return View(
        html=render("route", found=found, table=table),
        text="\n".join(
            [f"{found.title} from {found.source_name}"]
            + [f"{o.name}: {RESULTS[o.result][1]}. {o.reason}" for o in found.outcomes]
        ),
        columns=tuple(column.title for column in _COLUMNS),
        rows=tuple(
            (o.name, RESULTS[o.result][1], _MODES[o.mode][1], o.reason) for o in found.outcomes
        ),
        widget="table",
    )


def _item(found: Route, outcome: Outcome) -> Item:
    badge, words = RESULTS[outcome.result]
    name = parts.words(outcome.name)
    if outcome.catalog and outcome.catalog != outcome.name:
        quiet = Markup('<br><span class="sk-quiet sk-plain-weight">{}</span>')
        name += quiet.format(own(outcome.catalog))
    return Item(
        id=slug_id("route", found.source_id, found.title, outcome.id),
        cells=(
            name,
            Cell(parts.badge(badge, words), sort=words),
            parts.badge(*_MODES[outcome.mode]),
            parts.words(outcome.reason),
        ),
        details=_details(outcome),
    )


def _details(outcome: Outcome) -> Markup:
    head = parts.facts(
        [
            ("Mappings", ", ".join(f"{m.name} ({m.action})" for m in outcome.mappings)),
            ("Missing or assumed", "; ".join(outcome.missing)),
        ]
    )
    several = len({step.mode for step in outcome.steps}) > 1
    steps = [
        (_title(step, several=several), *_VERDICTS[step.verdict], step) for step in outcome.steps
    ]
    return render("route_details", head=head, outcome=outcome, steps=steps)


def _title(step: Step, *, several: bool) -> str:
    title = STEPS[step.step]
    return f"{title} ({step.mode} mode)" if several else title
