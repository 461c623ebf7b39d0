"""Sources and what they reach as a diagram with one line for each connection (row S15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segkit.model.derived import Connection
from segkit.model.workspace import Destination, Source, Warehouse
from segkit.render.html import plural, render
from segkit.render.missing import NOTHING_TO_SHOW, nothing
from segkit.render.svg import fit
from segkit.render.table import Column, Table
from segkit.render.tree import Child, Drawing, details, li, own, p, ul
from segkit.render.tree import summary as summary_node
from segkit.render.view import View
from segkit.rows.row import KNOWLEDGE, WORKSPACE, Showing, row
from segkit.rows.workspace.bundles import MIXED, Diagram, End, Link, diagram
from segkit.rows.workspace.modes import MODES, STATES, WAREHOUSE
from segkit.rows.workspace.pairs import Pair, reach

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
    """One connection, or all between two groups: its curve, its class and its words."""

    path: str
    kind: str
    words: str
    weight: str = ""


_COLUMNS = (
    Column[Pair]("source", "Source", lambda pair: pair.source.name),
    Column[Pair]("target", "Target", lambda pair: pair.target.name),
    Column[Pair]("connection", "Connection", lambda pair: pair.words),
)


@row(
    "flow",
    place=15.3,
    what="Your diagram",
    needs=("workspace",),
    without=("destinations", "warehouses"),
    more=("destinations", "warehouses", "connectedSources"),
    origins=(WORKSPACE, KNOWLEDGE),
    same_as="matrix",
    readers=("developer",),
)
def _row(showing: Showing) -> View:
    """The same as a diagram (S15)."""
    facts = showing.facts
    workspace = facts.workspace
    if workspace is None:
        return flow((), (), (), ())
    sources = showing.edition.sources(facts)
    drawn = flow(
        sources, workspace.destinations, showing.edition.warehouses(facts), facts.connections
    )
    # the table above has said that there is none
    return drawn if drawn.rows or showing.live else NOTHING_TO_SHOW


def flow(
    sources: Sequence[Source],
    destinations: Sequence[Destination],
    warehouses: Sequence[Warehouse],
    connections: Sequence[Connection],
) -> View:
    """A drawing with every connection; beyond 30 sources × 60 targets, of groups of them.

    Sources and targets without any connection are left out of the drawing. The view's rows
    name every connection in either case.
    """
    found = reach(sources, destinations, warehouses, connections)
    if not found.pairs:
        return nothing("No source is connected to a destination or warehouse yet.")
    drawn = diagram(found, destinations)
    count = len({pair.source.id for pair in found.pairs}), len({p.target.key for p in found.pairs})
    summary = (
        f"{plural(sum(pair.count for pair in found.pairs), 'connection')} from {plural(count[0], 'source')} to "
        f"{plural(count[1], 'destination or warehouse', 'destinations and warehouses')}"
    )
    used = {link.kind for link in drawn.links}
    named = ((one.key, one.title) for one in (*MODES, WAREHOUSE, *STATES[:-1]))
    words = details(
        summary_node(f"The same in words: {summary}"),
        ul(
            *(li(own(start), " to ", own(ends)) for start, ends in _in_words(drawn)), cls="sk-plain"
        ),
    )
    html = render(
        "flow",
        **_drawing(drawn),
        summary=summary,
        note=_too_many(drawn),
        legend=[one for one in (*named, MIXED) if one[0] in used],
        words=words,
    )
    return View(
        Drawing(
            html,
            lambda: (ul(*(li(own(link.words)) for link in drawn.links)),),
            (_too_many(drawn), words),
        ),
        data=Table(_COLUMNS, found.pairs),
    )


def _too_many(drawn: Diagram) -> Child:
    """That groups are drawn, where they are."""
    if not drawn.groups:
        return ""
    return p(
        f"There are too many to draw each: this shows {drawn.groups}, and how many of them. "
        "The table of sources and destinations has every connection.",
        cls="sk-note",
    )


def _in_words(drawn: Diagram) -> list[tuple[str, str]]:
    """For each start where its links go; what a link says begins with its start."""
    starts = {end.key: f"{end.title} to " for end in drawn.left}
    ends: dict[str, list[str]] = {}
    for link in drawn.links:
        ends.setdefault(link.start, []).append(link.words.removeprefix(starts[link.start]))
    return [(starts[key].removesuffix(" to "), "; ".join(some)) for key, some in ends.items()]


def _drawing(drawn: Diagram) -> dict[str, object]:
    height = max(len(drawn.left), len(drawn.right)) * _ROW + 16
    left = _column(drawn.left, 0.0, height)
    right = _column(drawn.right, _WIDTH - _NODE, height)
    lines = [_line(link, left[link.start], right[link.end]) for link in drawn.links]
    return {
        "width": _WIDTH,
        "height": height,
        "box_width": _NODE,
        "box_height": _BOX,
        "nodes": [*left.values(), *right.values()],
        "lines": _by_look(lines),
    }


def _by_look(lines: Sequence[Line]) -> list[tuple[str, str, list[Line]]]:
    """The lines of each kind together; those that carry something last, on top of the others."""
    looks: dict[tuple[str, str], list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.kind not in _IDLE):
        looks.setdefault((line.kind, line.weight), []).append(line)
    return [(kind, weight, some) for (kind, weight), some in looks.items()]


def _column(ends: Sequence[End], x: float, height: float) -> dict[str, Node]:
    step = min(_ROW * 1.8, (height - 16) / len(ends))
    top = (height - step * len(ends)) / 2 + (step - _BOX) / 2
    return {
        end.key: Node(
            x, round(top + index * step, 1), fit(end.name, _NODE - 24, _FONT), end.title, end.kind
        )
        for index, end in enumerate(ends)
    }


def _line(link: Link, start: Node, end: Node) -> Line:
    y1, y2 = start.y + _BOX / 2, end.y + _BOX / 2
    x1, x2 = start.x + _NODE, end.x
    bend = (x2 - x1) / 2
    path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"
    return Line(path, link.kind, link.words, link.weight)
