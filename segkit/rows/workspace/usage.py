"""Tracked users and calls of the month, by source and day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from segkit.derive.usage import Day, Usage, Used, usage
from segkit.render.days import named_day
from segkit.render.missing import NOTHING_TO_SHOW, nothing
from segkit.render.table import Column, Table
from segkit.render.tree import div, p
from segkit.render.view import View
from segkit.rows.row import WORKSPACE, Showing, row

Figure = Callable[[Day], int | None]

_FIGURES: Sequence[tuple[str, Figure]] = (
    ("Identified users", lambda day: day.identified),
    ("Anonymous users", lambda day: day.anonymous),
    ("Never identified", lambda day: day.never_identified),
    ("API calls", lambda day: day.calls),
)


@row(
    "usage",
    title="Usage",
    place=17.65,
    what="What is used this month",
    needs=("workspace",),
    without=("mtuUsage", "apiUsage"),
    origins=(WORKSPACE,),
    readers=("analyst",),
)
def _row(showing: Showing) -> View:
    """Which source brings how many tracked users and calls in the month of the pull."""
    facts = showing.facts
    found = usage(facts.workspace) if facts.workspace else None
    return NOTHING_TO_SHOW if found is None else used_by_source(found, facts.names)


def used_by_source(found: Usage, names: Mapping[str, str]) -> View:
    """The month so far, all together and by source; `names` of sources by id.

    The days are in workbook, CSV and data frame.
    """
    lines = [*([found.whole] if found.whole else []), *found.sources.values()]
    if not lines:
        return nothing("Nothing was used this month, as far as the API counts it.")

    def name(one: Used) -> str:
        return names.get(one.source_id, one.source_id) or "All sources together"

    figures = (_shown(title, figure) for title, figure in _FIGURES)
    page = Table(
        (Column[Used]("source", "Source", name), *figures),
        lines,
        label="Usage",
        noun=("source", "sources"),
        name="usage",
        plain=True,
    )
    days = Table(
        (
            Column[tuple[Used, Day]]("source", "Source", lambda pair: name(pair[0])),
            Column[tuple[Used, Day]]("day", "Up to", lambda pair: pair[1].day),
            *(_of_day(title, figure) for title, figure in _FIGURES),
        ),
        [(one, day) for one in lines for day in one.days],
        label="Usage",
    )
    said = (
        f"From {named_day(found.period)} up to {named_day(found.until)}, as Segment counts it for the contract. "
        "The workbook has every day."
    )
    return View(div(p("Usage", cls="sk-title"), p(said), cls="sk"), page, data=days)


def _shown(title: str, figure: Figure) -> Column[Used]:
    def words(one: Used) -> str:
        value = figure(one.newest)
        return "" if value is None else f"{value:,}"

    return Column[Used](_key(title), title, words)


def _of_day(title: str, figure: Figure) -> Column[tuple[Used, Day]]:
    return Column[tuple[Used, Day]](_key(title), title, lambda pair: figure(pair[1]))


def _key(title: str) -> str:
    return title.lower().replace(" ", "_")
