"""Tracked users and calls of the month, by source and day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from segkit.derive.usage import Day, Usage, Used, usage
from segkit.render import parts
from segkit.render.html import slug_id
from segkit.render.missing import NOTHING_TO_SHOW, nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, div, li, p, ul
from segkit.render.view import View
from segkit.rows.row import WORKSPACE, Showing, row

_FIGURES: Sequence[tuple[str, str, Callable[[Day], int | None]]] = (
    ("identified", "Identified users", lambda day: day.identified),
    ("anonymous", "Anonymous users", lambda day: day.anonymous),
    ("never", "Never identified", lambda day: day.never_identified),
    ("calls", "API calls", lambda day: day.calls),
)


@row(
    "usage",
    title="Usage",
    place=17.65,
    what="What is used this month",
    needs=("workspace",),
    without=("mtuUsage", "apiUsage"),
    origins=(WORKSPACE,),
    readers=("executive", "analyst"),
)
def _row(showing: Showing) -> View:
    """Which source brings how many tracked users and calls in the month of the pull."""
    facts = showing.facts
    found = usage(facts.workspace) if facts.workspace else None
    return NOTHING_TO_SHOW if found is None else used_by_source(found, facts.names)


def used_by_source(found: Usage, names: Mapping[str, str]) -> View:
    """The month so far, all together and by source; `names` of sources by id."""
    lines = [*([found.whole] if found.whole else []), *found.sources.values()]
    if not lines:
        return nothing("Nothing was used this month, as far as the API counts it.")
    table = Table(
        (
            Column[Used]("source", "Source", lambda one: _name(one, names), width="l"),
            *(_column(*figure) for figure in _FIGURES),
            Column[Used]("until", "Counted up to", lambda one: one.newest.day, page=False),
        ),
        lines,
        label="Usage",
        noun=("source", "sources"),
        name="usage",
        id_of=lambda one: slug_id("usage", one.source_id or "all"),
        details=_details,
    )
    said = f"From {found.period} up to {found.until}, as Segment counts it for the contract."
    return View(div(p("Usage", cls="sk-title"), p(said), cls="sk"), table)


def _name(one: Used, names: Mapping[str, str]) -> str:
    return names.get(one.source_id, one.source_id) or "All sources together"


def _details(one: Used) -> Sequence[Child]:
    return [p("Up to each day", cls="sk-subhead"), ul(*map(_day, one.days), cls="sk-rows")]


def _day(day: Day) -> Child:
    said = [
        f"{value:,} {words.lower() if words != 'API calls' else words}"
        for _, words, figure in _FIGURES
        if (value := figure(day)) is not None
    ]
    return li(f"{day.day}: {', '.join(said)}")


def _column(key: str, title: str, figure: Callable[[Day], int | None]) -> Column[Used]:
    def shown(one: Used) -> Child:
        value = figure(one.newest)
        return parts.NOTHING if value is None else f"{value:,}"

    return Column[Used](
        key,
        title,
        lambda one: figure(one.newest),
        shown,
        sort=lambda one: f"{figure(one.newest) or 0:015d}",
        width="s",
    )
