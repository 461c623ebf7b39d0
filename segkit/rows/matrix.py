"""Sources × destinations in one grid (row S15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from segkit.model.derived import Connection
from segkit.model.workspace import Destination, Source, Warehouse
from segkit.render import parts
from segkit.render.html import plural, render, slug_id
from segkit.render.missing import nothing
from segkit.render.table import Column, Item, render_table
from segkit.render.view import View
from segkit.rows.modes import MODES, STATES, WAREHOUSE
from segkit.rows.pairs import Pair, Reach, Target, reach

_MOST_SOURCES = 40
_MOST_CELLS = 2_500
"""A larger grid is mostly empty and too heavy to open: then it becomes a table."""

_MOST_ON_PAPER = 16
"""More columns than this are cut off on a page of paper."""

_TALL = 12
"""From so many rows on, the grid scrolls below its headings."""

_COLUMNS = (
    Column("target", "Destination or warehouse", width="l"),
    Column("sources", "Sources", width="xl"),
    Column("mode", "Mode", filter=True),
    Column("state", "State", filter=True),
)

ByTarget = Sequence[tuple[Target, Sequence[Pair]]]


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
    large = (
        len(found.sources) > _MOST_SOURCES or len(found.sources) * len(found.targets) > _MOST_CELLS
    )
    by_target = _by_target(found)
    return View(
        html=_list(found, by_target) if large else _grid(found, by_target),
        text="\n".join(pair.words for pair in found.pairs),
        columns=("Source", "Target", "Mode", "State", "Destinations"),
        rows=tuple(_values(pair) for pair in found.pairs),
        widget="table" if large else "",
    )


def _grid(found: Reach, by_target: ByTarget) -> str:
    used = {mode.key for pair in found.pairs for mode in pair.modes}
    states = {pair.state.key for pair in found.pairs} - {"on", "none"}
    return render(
        "matrix",
        reach=found,
        pair={(pair.source.id, pair.target.key): pair for pair in found.pairs},
        legend=[mode for mode in (*MODES, WAREHOUSE) if mode.key in used],
        states=[state for state in STATES if state.key in states],
        by_target=by_target,
        tall=len(found.targets) > _TALL,
        wide=len(found.sources) > _MOST_ON_PAPER,
    )


def _list(found: Reach, by_target: ByTarget) -> str:
    return render(
        "matrix_list",
        sources=plural(len(found.sources), "source"),
        targets=plural(
            len(found.targets), "destination or warehouse", "destinations and warehouses"
        ),
        table=render_table(
            "Sources and destinations",
            _COLUMNS,
            [_item(target, pairs) for target, pairs in by_target],
            noun=("destination or warehouse", "destinations and warehouses"),
            name="reach",
        ),
    )


def _item(target: Target, pairs: Sequence[Pair]) -> Item:
    alike: dict[str, list[str]] = {}
    for pair in pairs:
        alike.setdefault(f"{pair.how[:1].upper()}{pair.how[1:]}", []).append(pair.source.name)
    note = parts.words(target.note) if target.note else ""
    return Item(
        id=slug_id("reach", target.key),
        cells=(
            parts.below(parts.words(target.name), note),
            parts.values([p.source.name for p in pairs], as_code=False, limit=4),
            _each([mode.title for pair in pairs for mode in pair.modes]),
            # that nothing arrives is said by the mode already
            _each([pair.state.title for pair in pairs if pair.state.key != "none"]),
        ),
        details=parts.facts(
            [(how, parts.values(names, as_code=False)) for how, names in alike.items()]
        ),
    )


def _each(titles: Sequence[str]) -> Markup:
    return parts.values(dict.fromkeys(titles), as_code=False, filterable=True)


def _by_target(found: Reach) -> ByTarget:
    grouped: Mapping[str, list[Pair]] = {target.key: [] for target in found.targets}
    for pair in found.pairs:
        grouped[pair.target.key].append(pair)
    return [(target, grouped[target.key]) for target in found.targets]


def _values(pair: Pair) -> tuple[object, ...]:
    modes = ", ".join(mode.title for mode in pair.modes)
    return (pair.source.name, pair.target.name, modes, pair.state.title, pair.count)
