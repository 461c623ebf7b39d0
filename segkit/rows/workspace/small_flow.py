"""The flow of data at a glance: kinds of sources, kinds of destinations, and what is silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segkit.facts.known import Facts
from segkit.facts.standing import Connections
from segkit.render.html import plural, render
from segkit.render.svg import fit
from segkit.render.tree import Drawing

_KINDS = {
    "web": "Websites",
    "mobile": "Apps",
    "server": "Servers",
    "cloud-event": "Cloud tools",
    "cloud-object": "Cloud tools",
    "reverse-etl": "Reverse ETL",
    "function": "Functions",
    "engage": "Engage",
}
_MOST = 6
"""Groups on a side; the smaller ones are one."""
_WIDTH, _LEFT, _RIGHT = 560.0, 150.0, 330.0
_UNIT, _GAP, _LEAST = 3.0, 10.0, 18.0
_FONT, _ROOM = 12.0, 115.0
_OTHERS = "Others"
_WAREHOUSES = "Warehouses"


@dataclass(frozen=True, slots=True)
class Bundle:
    """All connections between two groups that are alike.

    Attributes:
        count: How many they are.
        silent: They deliver nothing.
    """

    start: str
    end: str
    count: int
    silent: bool = False


@dataclass(frozen=True, slots=True)
class _Box:
    name: str
    top: float
    height: float
    label: str
    count: int
    silent: int


def small_flow(facts: Facts, counts: Connections) -> Drawing | None:
    """A small picture of every connection; None where there is none."""
    found = bundles(facts)
    if not found:
        return None
    left = _boxes(found, "start")
    right = _boxes(found, "end")
    height = max(sum(box.height + _GAP for box in side.values()) for side in (left, right))
    said = f"{plural(counts.all, 'connection')} to destinations, {counts.warehouses} to warehouses"
    said += (
        f"; {counts.silent} {'delivers' if counts.silent == 1 else 'deliver'} nothing"
        if counts.silent
        else ""
    )
    html = render(
        "small_flow", width=_WIDTH, height=height, left=left.values(), right=right.values(),
        lines=_lines(found, left, right), said=said, x1=_LEFT, x2=_RIGHT,
    )  # fmt: skip
    return Drawing(html)


def bundles(facts: Facts) -> tuple[Bundle, ...]:
    """The connections in groups: sources by what they are, destinations by category."""
    pairs: Counter[tuple[str, str, bool]] = Counter()
    for one in facts.connections:
        destination = facts.destinations[one.destination_id]
        category = next(iter(destination.catalog.categories), "") or _OTHERS
        pairs[_kind(facts, one.source_id), category, one.delivers is False] += 1
    for source, _warehouse in facts.case.warehouse_pairs() if facts.case else ():
        pairs[_kind(facts, source.id), _WAREHOUSES, False] += 1
    sizes = [Counter[str](), Counter[str]()]
    for (start, end, _), count in pairs.items():
        sizes[0][start] += count
        sizes[1][end] += count
    left, right = _largest(sizes[0]), _largest(sizes[1], keep=_WAREHOUSES)
    joined: Counter[tuple[str, str, bool]] = Counter()
    for (start, end, silent), count in pairs.items():
        joined[left.get(start, _OTHERS), right.get(end, _OTHERS), silent] += count
    return tuple(
        Bundle(start, end, count, silent) for (start, end, silent), count in joined.items()
    )


def _largest(sizes: Counter[str], keep: str = "") -> Mapping[str, str]:
    """The names of the groups that are shown; with more of them the smaller ones are one."""
    if len(sizes) <= _MOST:
        return {name: name for name in sizes}
    others = [name for name, _ in sizes.most_common() if name not in {keep, _OTHERS}]
    shown = {*others[: _MOST - 1 - (keep in sizes)], *([keep] if keep in sizes else [])}
    return {name: name for name in shown}


def _kind(facts: Facts, source_id: str) -> str:
    return _KINDS.get(facts.kinds.get(source_id, ""), _OTHERS)


def _boxes(found: Sequence[Bundle], side: str) -> dict[str, _Box]:
    sizes = Counter[str]()
    silent = Counter[str]()
    for one in found:
        name = getattr(one, side)
        sizes[name] += one.count
        silent[name] += one.count * one.silent
    ordered = sorted(
        sizes, key=lambda name: (name == _WAREHOUSES, name == _OTHERS, -sizes[name], name)
    )
    boxes: dict[str, _Box] = {}
    top = _GAP / 2
    for name in ordered:
        height = max(_LEAST, sizes[name] * _UNIT)
        label = fit(name, _LEFT - 44 if side == "start" else _ROOM, _FONT)
        boxes[name] = _Box(name, top, height, label, sizes[name], silent[name])
        top += height + _GAP
    return boxes


def _lines(
    found: Sequence[Bundle], left: Mapping[str, _Box], right: Mapping[str, _Box]
) -> list[tuple[str, float, bool, str]]:
    """Each bundle as a curve with its width; at a box they stand below each other."""
    places = {
        side: {name: box.top + (box.height - box.count * _UNIT) / 2 for name, box in boxes.items()}
        for side, boxes in (("start", left), ("end", right))
    }
    order = {name: at for at, name in enumerate((*left, *right))}
    lines = []
    for one in sorted(found, key=lambda b: (order[b.start], order[b.end], b.silent)):
        thick = one.count * _UNIT
        ends = []
        for side, name in (("start", one.start), ("end", one.end)):
            ends.append(places[side][name] + thick / 2)
            places[side][name] += thick
        bend = (_LEFT + _RIGHT) / 2
        path = f"M{_LEFT:g} {ends[0]:g}C{bend:g} {ends[0]:g} {bend:g} {ends[1]:g} {_RIGHT:g} {ends[1]:g}"
        lines.append((path, max(1.0, thick - 0.5), one.silent, _words(one)))
    return sorted(lines, key=lambda line: line[2])


def _words(one: Bundle) -> str:
    silent = (", silent" if one.count == 1 else ", all silent") if one.silent else ""
    return f"{one.start} to {one.end}: {plural(one.count, 'connection')}{silent}"
