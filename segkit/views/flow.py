"""Sources and what they reach as a diagram with one line for each connection (row S15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segkit.model.derived import Connection
from segkit.model.workspace import Destination, Source, Warehouse
from segkit.views._html import plural, render
from segkit.views._svg import fit
from segkit.views.missing import nothing
from segkit.views.modes import MODES, STATES, WAREHOUSE
from segkit.views.pairs import Pair, Reach, Target, reach
from segkit.views.view import View

MOST_SOURCES = 30
MOST_TARGETS = 60

_ROW = 30.0
_BOX = 24.0
_WIDTH = 900.0
_NODE = 290.0
_FONT = 13.0
_IDLE = {"off", "unmapped"}


@dataclass(frozen=True, slots=True)
class Node:
    """One box: where it is, what it says, and the whole name for its tooltip."""

    x: float
    y: float
    label: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """One connection: its curve, its class and its words."""

    path: str
    kind: str
    words: str


def flow(
    sources: Sequence[Source],
    destinations: Sequence[Destination],
    warehouses: Sequence[Warehouse],
    connections: Sequence[Connection],
) -> View:
    """A drawing up to 30 sources × 60 targets; beyond, a note that points to the matrix.

    Sources and targets without any connection are left out of the drawing.
    """
    whole = reach(sources, destinations, warehouses, connections)
    if not whole.pairs:
        return nothing("No source is connected to a destination or warehouse yet.")
    found = _connected(whole)
    summary = (
        f"{plural(len(found.pairs), 'connection')} from {plural(len(found.sources), 'source')} "
        f"to {plural(len(found.targets), 'destination or warehouse', 'destinations and warehouses')}"
    )
    if len(found.sources) > MOST_SOURCES or len(found.targets) > MOST_TARGETS:
        return nothing(
            f"{summary}: too many lines to draw. The table of sources and destinations has all."
        )
    used = {_kind(pair) for pair in found.pairs}
    return View(
        html=render(
            "flow",
            **_drawing(found),
            summary=summary,
            legend=[one for one in (*MODES, WAREHOUSE, *STATES[:-1]) if one.key in used],
            pairs=found.pairs,
        ),
        text="\n".join(pair.words for pair in found.pairs),
        columns=("Source", "Target", "Connection"),
        rows=tuple((p.source.name, p.target.name, p.words) for p in found.pairs),
    )


def _connected(whole: Reach) -> Reach:
    """Only what has a line; targets in the order that crosses the fewest lines."""
    sources = tuple(s for s in whole.sources if any(p.source.id == s.id for p in whole.pairs))
    place = {source.id: index for index, source in enumerate(sources)}

    def middle(target: Target) -> float:
        above = [place[p.source.id] for p in whole.pairs if p.target.key == target.key]
        return sum(above) / len(above)

    targets = [t for t in whole.targets if any(p.target.key == t.key for p in whole.pairs)]
    ordered = sorted(targets, key=lambda t: (t.warehouse, middle(t), t.name.casefold(), t.key))
    return Reach(sources, tuple(ordered), whole.pairs)


def _drawing(found: Reach) -> dict[str, object]:
    height = max(len(found.sources), len(found.targets)) * _ROW + 16
    left = _column([(s.id, s.name, "source") for s in found.sources], 0.0, height)
    right = _column(
        [(t.key, t.name, "warehouse" if t.warehouse else "target") for t in found.targets],
        _WIDTH - _NODE,
        height,
    )
    lines = [_line(pair, left[pair.source.id], right[pair.target.key]) for pair in found.pairs]
    return {
        "width": _WIDTH,
        "height": height,
        "box_width": _NODE,
        "box_height": _BOX,
        "nodes": [*left.values(), *right.values()],
        # lines that carry something are drawn last, on top of the others
        "lines": sorted(lines, key=lambda line: line.kind not in _IDLE),
    }


def _column(named: Sequence[tuple[str, str, str]], x: float, height: float) -> dict[str, Node]:
    step = min(_ROW * 1.8, (height - 16) / len(named))
    top = (height - step * len(named)) / 2 + (step - _BOX) / 2
    return {
        key: Node(x, round(top + index * step, 1), fit(name, _NODE - 24, _FONT), name, kind)
        for index, (key, name, kind) in enumerate(named)
    }


def _line(pair: Pair, start: Node, end: Node) -> Line:
    y1, y2 = start.y + _BOX / 2, end.y + _BOX / 2
    x1, x2 = start.x + _NODE, end.x
    bend = (x2 - x1) / 2
    path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"
    return Line(path, _kind(pair), pair.words)


def _kind(pair: Pair) -> str:
    """The class of the pair's line: its mode, or what stands in its way."""
    return pair.modes[0].key if pair.state.key in {"on", "none"} else pair.state.key
