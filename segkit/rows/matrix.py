"""Sources × destinations in one grid (row S15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from segkit.model.derived import Connection
from segkit.model.workspace import Destination, Source, Warehouse
from segkit.render import parts
from segkit.render.html import plural, render, slug_id
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, Drawing, div, p
from segkit.render.view import View
from segkit.rows.modes import MODES, STATES, WAREHOUSE
from segkit.rows.pairs import Pair, Reach, Target, reach
from segkit.rows.row import KNOWLEDGE, WORKSPACE, Showing, row

_MOST_SOURCES = 40
_MOST_CELLS = 2_500
"""A larger grid is mostly empty and too heavy to open: then it becomes a table."""

_MOST_ON_PAPER = 16
"""More columns than this are cut off on a page of paper."""

_TALL = 12
"""From so many rows on, the grid scrolls below its headings."""

ByTarget = Sequence[tuple[Target, Sequence[Pair]]]

_PAIRS = (
    Column[Pair]("source", "Source", lambda pair: pair.source.name),
    Column[Pair]("target", "Target", lambda pair: pair.target.name),
    Column[Pair]("mode", "Mode", lambda pair: tuple(mode.title for mode in pair.modes)),
    Column[Pair]("state", "State", lambda pair: pair.state.title),
    Column[Pair]("destinations", "Destinations", lambda pair: pair.count),
)
"""One row for each pair."""

_COLUMNS = (
    Column[tuple[Target, Sequence[Pair]]](
        "target",
        "Destination or warehouse",
        lambda one: one[0].name,
        lambda one: _named(one[0]),
        width="l",
    ),
    Column[tuple[Target, Sequence[Pair]]](
        "sources",
        "Sources",
        lambda one: tuple(pair.source.name for pair in one[1]),
        limit=4,
        width="xl",
    ),
    Column[tuple[Target, Sequence[Pair]]](
        "mode",
        "Mode",
        lambda one: _each(m.title for pair in one[1] for m in pair.modes),
        filter=True,
    ),
    Column[tuple[Target, Sequence[Pair]]](
        "state",
        "State",
        # that nothing arrives is said by the mode already
        lambda one: _each(pair.state.title for pair in one[1] if pair.state.key != "none"),
        filter=True,
    ),
)

_CONNECTED = ("destinations", "warehouses", "connectedSources")


@row(
    "matrix",
    title="Matrix",
    place=15.2,
    what="Your matrix",
    needs=("workspace",),
    without=("destinations", "warehouses"),
    more=_CONNECTED,
    origins=(WORKSPACE, KNOWLEDGE),
)
def _row(showing: Showing) -> View:
    """Sources × destinations with the mode of each connection (S15)."""
    facts = showing.facts
    workspace = facts.workspace
    if workspace is None:
        return matrix((), (), (), ())
    return matrix(
        workspace.sources, workspace.destinations, workspace.warehouses, facts.connections
    )


def matrix(
    sources: Sequence[Source],
    destinations: Sequence[Destination],
    warehouses: Sequence[Warehouse],
    connections: Sequence[Connection],
) -> View:
    """Targets down, sources across, in each cell the mode's letter and what stands in its way.

    Beyond 40 sources or 2,500 cells: a table of the targets with the sources that reach each.
    """
    found = reach(sources, destinations, warehouses, connections)
    if not found.pairs:
        return nothing("No source is connected to a destination or warehouse yet.")
    pairs = Table(_PAIRS, found.pairs, label="Sources and destinations", plain=True)
    large = (
        len(found.sources) > _MOST_SOURCES or len(found.sources) * len(found.targets) > _MOST_CELLS
    )
    by_target = _by_target(found)
    shown = _list(found, by_target) if large else _grid(found, by_target, pairs)
    return View(shown, data=pairs)


def _grid(found: Reach, by_target: ByTarget, pairs: Table[Pair]) -> Child:
    used = {mode.key for pair in found.pairs for mode in pair.modes}
    states = {pair.state.key for pair in found.pairs} - {"on", "none"}
    html = render(
        "matrix",
        reach=found,
        pair={(pair.source.id, pair.target.key): pair for pair in found.pairs},
        legend=[mode for mode in (*MODES, WAREHOUSE) if mode.key in used],
        states=[state for state in STATES if state.key in states],
        by_target=by_target,
        tall=len(found.targets) > _TALL,
        wide=len(found.sources) > _MOST_ON_PAPER,
    )
    return Drawing(html, lambda: (pairs,))


def _list(found: Reach, by_target: ByTarget) -> Child:
    noun = ("destination or warehouse", "destinations and warehouses")
    sources, targets = plural(len(found.sources), "source"), plural(len(found.targets), *noun)
    lead = f"{sources} and {targets} are too many for a grid; here is each with the sources that reach it."
    table = Table(
        _COLUMNS,
        by_target,
        label="Sources and destinations",
        noun=noun,
        name="reach",
        id_of=lambda one: slug_id("reach", one[0].key),
        details=_details,
    )
    return div(p(lead, cls="sk-note"), table, cls="sk sk-matrix-view")


def _named(target: Target) -> Child:
    return parts.below(parts.words(target.name), parts.words(target.note) if target.note else "")


def _details(one: tuple[Target, Sequence[Pair]]) -> Sequence[Child]:
    alike: dict[str, list[str]] = {}
    for pair in one[1]:
        alike.setdefault(f"{pair.how[:1].upper()}{pair.how[1:]}", []).append(pair.source.name)
    return [
        parts.facts([(how, parts.values(names, as_code=False)) for how, names in alike.items()])
    ]


def _each(titles: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(titles))


def _by_target(found: Reach) -> ByTarget:
    grouped: Mapping[str, list[Pair]] = {target.key: [] for target in found.targets}
    for pair in found.pairs:
        grouped[pair.target.key].append(pair)
    return [(target, grouped[target.key]) for target in found.targets]
