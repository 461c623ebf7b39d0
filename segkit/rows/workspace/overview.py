"""The customer's own picture of Segment: sources, Segment, destinations (row S5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from segkit.model.workspace import Destination, Source, Warehouse
from segkit.render import parts
from segkit.render.html import plural, render
from segkit.render.missing import nothing
from segkit.render.svg import fit
from segkit.render.table import Column, Table
from segkit.render.tree import Child, Drawing, details, p
from segkit.render.tree import summary as summary_node
from segkit.render.view import View
from segkit.rows.row import WORKSPACE, Showing, row
from segkit.segment_api.objects import objects, text

_KINDS = {
    "web": "Websites",
    "mobile": "Mobile apps",
    "server": "Servers",
    "cloud-event": "Cloud apps (events)",
    "cloud-object": "Cloud apps (objects)",
    "reverse-etl": "Reverse ETL",
    "function": "Functions",
    "engage": "Engage",
    "unknown": "Other sources",
}
_WIDTH = 960.0
_BOX = 300.0
_LINE = 22.0
_HEAD = 32.0
_GAP = 14.0
_FONT = 13.0
_HUB = 160.0
_HUB_HEIGHT = 132.0
_MOST_LINES = 20
_MOST_GROUPS = 9


@dataclass(frozen=True, slots=True)
class Group:
    """A titled list of names, e.g. all websites."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One group as it is drawn."""

    x: float
    y: float
    height: float
    title: str
    group: Group
    lines: tuple[tuple[float, str, str], ...]
    """Baseline, what is written, and the whole name."""


_COLUMNS = (
    Column[tuple[str, str, str]]("side", "Side", lambda one: one[0]),
    Column[tuple[str, str, str]]("group", "Group", lambda one: one[1]),
    Column[tuple[str, str, str]]("name", "Name", lambda one: one[2]),
)


@row(
    "overview",
    title="Overview",
    place=5.1,
    what="Your own overview",
    needs=("workspace",),
    without=("sources",),
    more=("destinations", "warehouses", "spaces"),
    origins=(WORKSPACE,),
    readers=("developer", "analyst"),
)
def _row(showing: Showing) -> View:
    """Segment with the customer's own sources and destinations (S5)."""
    facts, edition = showing.facts, showing.edition
    workspace, customer = facts.workspace, facts.engagement.customer
    if workspace is None:
        return overview(customer, (), {}, (), ())
    spaces = [] if edition.platform else objects(workspace.extra.get("spaces"))
    return overview(
        customer,
        edition.sources(facts),
        facts.kinds,
        edition.from_sources(facts, workspace.destinations, lambda one: one.source_id),
        edition.warehouses(facts),
        spaces=[text(one.get("name")) for one in spaces],
    )


def overview(  # noqa: PLR0913 - one for each kind of thing in the drawing
    customer: str,
    sources: Sequence[Source],
    kinds: Mapping[str, str],
    destinations: Sequence[Destination],
    warehouses: Sequence[Warehouse],
    *,
    spaces: Sequence[str] = (),
) -> View:
    """The drawing with a text equivalent; `kinds` gives each source's kind by its id.

    Long lists end in `+ 7 more`; the text below the drawing names everything.
    """
    if not sources:
        return nothing("The workspace has no sources, so there is nothing to draw yet.")
    left = _source_groups(sources, kinds)
    right = _destination_groups(destinations, warehouses, spaces)
    summary = (
        f"{customer}: {plural(len(sources), 'source')} through Segment to "
        f"{plural(len(destinations), 'destination')} and {plural(len(warehouses), 'warehouse')}"
    )
    words = details(
        summary_node("The same in words"),
        *_side("Sources", left),
        *_side("Destinations and warehouses", right),
    )
    html = render(
        "overview",
        **_drawing(left, right),
        summary=summary,
        counts=(plural(len(sources), "source"), plural(len(destinations), "destination")),
        words=words,
    )
    named = [
        (side, group.title, name)
        for side, groups in (("source", left), ("destination", right))
        for group in groups
        for name in group.names
    ]
    table = Table(_COLUMNS, named, label="Overview", plain=True)
    return View(Drawing(html, lambda: (table,), (words,)), data=table)


def _side(title: str, groups: Sequence[Group]) -> tuple[Child, ...]:
    """One side of the drawing in words."""
    named = [(group.title, parts.listed(group.names)) for group in groups]
    return p(title, cls="sk-subhead"), parts.facts(named or [("None yet", "Nothing is connected.")])


def _source_groups(sources: Sequence[Source], kinds: Mapping[str, str]) -> list[Group]:
    named: dict[str, list[str]] = {}
    for source in sources:
        kind = kinds.get(source.id, "unknown")
        named.setdefault(kind, []).append(source.name if source.enabled else f"{source.name} (off)")
    order = [*_KINDS, *sorted(set(named) - set(_KINDS))]
    return [Group(_KINDS.get(kind, kind), tuple(named[kind])) for kind in order if kind in named]


def _destination_groups(
    destinations: Sequence[Destination], warehouses: Sequence[Warehouse], spaces: Sequence[str]
) -> list[Group]:
    """By the catalog's first category; small categories share one box when there are many."""
    named: dict[str, list[str]] = {}
    for destination in destinations:
        category = next(iter(destination.catalog.categories), "Other destinations")
        name = destination.catalog.name or destination.name
        named.setdefault(category, []).append(name if destination.enabled else f"{name} (off)")
    groups = [Group(title, _counted(names)) for title, names in named.items()]
    groups.sort(key=lambda group: (-len(group.names), group.title.casefold()))
    room = _MOST_GROUPS - bool(warehouses) - bool(spaces)
    if len(groups) > room:
        rest = groups[room - 1 :]
        names = [name for group in rest for name in group.names]
        groups = [*groups[: room - 1], Group("Other destinations", tuple(names))]
    if warehouses:
        groups.append(
            Group(
                "Warehouses", tuple(w.name if w.enabled else f"{w.name} (off)" for w in warehouses)
            )
        )
    if spaces:
        groups.append(Group("Profile spaces", tuple(spaces)))
    return groups


def _counted(names: Iterable[str]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: pair[0].casefold())
    return tuple(name if count == 1 else f"{name} ×{count}" for name, count in ordered)


def _drawing(left: Sequence[Group], right: Sequence[Group]) -> dict[str, object]:
    tall = max(_height(left), _height(right), _HUB_HEIGHT)
    boxes_left = _boxes(left, 0.0, (tall - _height(left)) / 2)
    boxes_right = _boxes(right, _WIDTH - _BOX, (tall - _height(right)) / 2)
    hub_x, hub_y = (_WIDTH - _HUB) / 2, (tall - _HUB_HEIGHT) / 2
    middle = tall / 2
    inward = [_curve(_BOX, b.y + b.height / 2, hub_x, middle) for b in boxes_left]
    outward = [_curve(hub_x + _HUB, middle, _WIDTH - _BOX, b.y + b.height / 2) for b in boxes_right]
    return {
        "width": _WIDTH,
        "height": tall + 2,
        "box_width": _BOX,
        "boxes": boxes_left + boxes_right,
        "curves": inward + outward,
        "hub": {"x": hub_x, "y": hub_y, "width": _HUB, "height": _HUB_HEIGHT},
    }


def _shown(groups: Sequence[Group]) -> list[int]:
    """How many lines each group gets, so that the column does not become too tall."""
    cap = max((len(group.names) for group in groups), default=0)
    while cap > 2 and sum(min(len(g.names), cap) for g in groups) > _MOST_LINES:
        cap -= 1
    return [min(len(group.names), cap) for group in groups]


def _height(groups: Sequence[Group]) -> float:
    return sum(_HEAD + count * _LINE + 10 + _GAP for count in _shown(groups)) - _GAP


def _boxes(groups: Sequence[Group], x: float, top: float) -> list[Box]:
    boxes = []
    y = top + 1
    for group, count in zip(groups, _shown(groups), strict=True):
        height = _HEAD + count * _LINE + 10
        boxes.append(_box(group, count, x, y, height))
        y += height + _GAP
    return boxes


def _box(group: Group, count: int, x: float, y: float, height: float) -> Box:
    names: list[tuple[str, str]] = [(name, name) for name in group.names]
    if count < len(names):
        rest = len(names) - count + 1
        names = [*names[: count - 1], (f"+ {rest} more", ", ".join(group.names[count - 1 :]))]
    lines = tuple(
        (round(y + _HEAD + 12 + index * _LINE, 1), fit(label, _BOX - 28, _FONT), whole)
        for index, (label, whole) in enumerate(names)
    )
    title = fit(group.title, _BOX - 60, _FONT)
    return Box(x, round(y, 1), height, title, group, lines)


def _curve(x1: float, y1: float, x2: float, y2: float) -> str:
    bend = (x2 - x1) * 0.5
    return f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"
