"""Sources × destinations in one grid (row S15)."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.model.derived import Connection
from segkit.model.workspace import Destination, Source, Warehouse
from segkit.views._html import render
from segkit.views.missing import nothing
from segkit.views.modes import MODES, STATES, WAREHOUSE
from segkit.views.pairs import Pair, Reach, reach
from segkit.views.view import View

_MOST_CELLS = 4_000
"""A larger grid is mostly empty and too heavy to open: then it becomes a list."""


def matrix(
    sources: Sequence[Source],
    destinations: Sequence[Destination],
    warehouses: Sequence[Warehouse],
    connections: Sequence[Connection],
) -> View:
    """Targets down, sources across, in each cell the mode's letter and what stands in its way.

    Beyond 4,000 cells: each target with the sources that reach it, as a list.
    """
    found = reach(sources, destinations, warehouses, connections)
    if not found.pairs:
        return nothing("No source is connected to a destination or warehouse yet.")
    by_place = {(pair.source.id, pair.target.key): pair for pair in found.pairs}
    used = {mode.key for pair in found.pairs for mode in pair.modes}
    states = {pair.state.key for pair in found.pairs} - {"on", "none"}
    large = len(found.sources) * len(found.targets) > _MOST_CELLS
    return View(
        html=render(
            "matrix_list" if large else "matrix",
            reach=found,
            pair=by_place,
            legend=[mode for mode in (*MODES, WAREHOUSE) if mode.key in used],
            states=[state for state in STATES if state.key in states],
            by_target=_by_target(found),
        ),
        text="\n".join(pair.words for pair in found.pairs),
        columns=("Source", "Target", "Mode", "State", "Destinations"),
        rows=tuple(_values(pair) for pair in found.pairs),
    )


def _by_target(found: Reach) -> list[tuple[str, list[Pair]]]:
    grouped: dict[str, list[Pair]] = {target.key: [] for target in found.targets}
    for pair in found.pairs:
        grouped[pair.target.key].append(pair)
    return [(target.name, grouped[target.key]) for target in found.targets]


def _values(pair: Pair) -> tuple[object, ...]:
    modes = ", ".join(mode.title for mode in pair.modes)
    return (pair.source.name, pair.target.name, modes, pair.state.title, pair.count)
