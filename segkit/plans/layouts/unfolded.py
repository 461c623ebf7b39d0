"""Matrices with several columns for each event (`Type`, `Required`), as a row for each event and property."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from segkit.plans.grids.grid import Tab
from segkit.plans.layouts.blocks_across import in_blocks
from segkit.plans.words.headings import hints
from segkit.plans.words.looks import is_event_like
from segkit.plans.words.role import OF_ONE_FIELD, Role

_SEARCHED = 20
_FEWEST = 2
_EVENT = "Event"

_Table = list[tuple[str, ...]]


def unfolded(tab: Tab) -> Tab | None:
    """The tab with the events of such a matrix in a column of their own; None for any other tab."""
    for top in range(min(len(tab.rows) - 2, _SEARCHED)):
        heads = tab.rows[top + 1] + ("",) * (tab.width - len(tab.rows[top + 1]))
        events = _events(tab.rows[top], heads)
        if events:
            return _unfold(tab, top, heads, events)
    return in_blocks(tab)


def _events(upper: tuple[str, ...], heads: tuple[str, ...]) -> list[int]:
    """Where the columns of each event begin, when each has the same headings below it."""
    named = [place for place, text in enumerate(upper) if text.strip()]
    events = [place for place in named if place and is_event_like(upper[place])]
    if len(events) < _FEWEST or any(place > events[0] for place in set(named) - set(events)):
        return []
    width = events[1] - events[0]
    groups = [heads[place : place + width] for place in events]
    is_alike = all(b - a == width for a, b in pairwise(events))
    are_aspects = width > 1 and all(map(_is_aspect, groups[0]))
    if not (is_alike and are_aspects and all(group == groups[0] for group in groups)):
        return []
    left = [*upper[: events[0]], *heads[: events[0]]]
    return events if any(Role.FIELD in hints(text) for text in left) else []


def _is_aspect(text: str) -> bool:
    return not OF_ONE_FIELD.isdisjoint(hints(text))


def _unfold(tab: Tab, top: int, heads: tuple[str, ...], events: list[int]) -> Tab:
    """Properties that no event has stand first, so that they are told as such."""
    first, width = events[0], events[1] - events[0]
    upper = tab.rows[top] + ("",) * (tab.width - len(tab.rows[top]))
    left = [heads[place] or upper[place] for place in range(first)]
    rows: _Table = [(_EVENT, *left, *heads[first : first + width])]
    at = [top + 1]
    starts = [first]
    for event in (None, *events):
        for row, cells in _rows(tab, top):
            own = cells[event : event + width] if event is not None else ("",) * width
            others = [cells[one : one + width] for one in events] if event is None else []
            if any(map(str.strip, own)) or (event is None and not any(map("".join, others))):
                rows.append((upper[event] if event is not None else "", *cells[:first], *own))
                at.append(row)
                starts.append(event or first)
    places = {
        (number, column): (at[number], column - 1 if column <= first else starts[number] + column - first - 1)
        for number in range(len(rows))
        for column in range(1, first + width + 1)
    }  # fmt: skip
    places |= {(number, 0): (top, starts[number]) for number in range(len(rows))}
    return replace(tab, rows=tuple(rows), merged=(), cells=places)


def _rows(tab: Tab, top: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for row in range(top + 2, len(tab.rows)):
        cells = tab.rows[row] + ("",) * (tab.width - len(tab.rows[row]))
        if any(map(str.strip, cells)):
            yield row, cells
