"""A tab beside the plan as blocks: each row belongs to one, word for word.

What a block is about is told by its label or its headings; what nothing says is text. So
nothing of such a tab is lost, and what is known of it stands where it belongs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from segkit.model.plan import Doubt
from segkit.plans.beside.kinds import (
    NOTE,
    QUESTIONS,
    TEXT,
    is_title,
    label_of,
    labelled,
    table_of,
)
from segkit.plans.grids.grid import Tab

BESIDE = "beside"
"""The plan's `extra` key that holds the tabs and lines beside it."""

MOST_ROWS = 500
"""Of a tab; a longer one is data, not what people write about a plan."""

_FEWEST = 2
"""Labels of different kinds, by which a tab is known whose title says nothing."""
_WIDEST = 3
"""Cells of a label with what stands beside it; a row with more is one of a table."""
_HEADING = 60
"""Letters; a longer line above a table says more than its name."""
_BETWEEN = re.compile(r"\s*[,;\n]\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of a tab that belong together.

    Attributes:
        kind: `owner`, `contact`, `version`, `purpose`, `usage`, `naming`, `money`; a table:
            `questions`, `legend`, `changelog`, `owners`; `note` with a label that says none of
            these, or `text`.
        label: What stands before it; of a table the heading above it.
        said: What stands beside the label; empty for a table.
        rows: Its cells, word for word, a table's headings first.
        origin: Its first cell.
        columns: Of a table what its known columns hold, by their place.
        places: The tab's rows, counted from 0.
        unsure: Only a part of the label says what it is.
    """

    kind: str
    label: str
    said: str
    rows: tuple[tuple[str, ...], ...]
    origin: str
    columns: Mapping[str, int]
    places: tuple[int, ...]
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """A tab beside the plan.

    Attributes:
        title: The tab's.
        blocks: All its rows that are not blank, in order.
        doubts: What of it may be meant otherwise.
    """

    title: str
    blocks: tuple[Block, ...]
    doubts: tuple[Doubt, ...] = ()


def beside_of(tab: Tab) -> Beside | None:
    """What stands on a tab that is no plan; None for one that is not about the plan either."""
    rows = sum(1 for row in tab.rows if any(cell.strip() for cell in row))
    if not 0 < rows <= MOST_ROWS:
        return None
    blocks = tuple(_blocks(tab))
    known = [block for block in blocks if block.kind not in {TEXT, NOTE}]
    labels = {block.kind for block in known if not block.columns}
    is_titled = tab.titled and is_title(tab.title)
    if not (is_titled or len(labels) >= _FEWEST or any(block.columns for block in known)):
        return None
    doubts = tuple(
        Doubt(one.origin, f"Taken for the plan's {one.kind}, by a part of its label alone.", 1,
              (one.label,))
        for one in known
        if one.unsure
    )  # fmt: skip
    return Beside(tab.title, blocks, doubts)


def remarks_of(tab: Tab, places: Iterable[int]) -> tuple[Block, ...]:
    """Single lines above and below the tables of the plan, such as its version or a note."""
    return tuple(
        _line(tab, place, cells)
        for place in places
        if (cells := [(c, text.strip()) for c, text in enumerate(tab.rows[place]) if text.strip()])
    )


def questions_of(blocks: Iterable[Block], tab: Tab) -> list[dict[str, object]]:
    """`question`, `answered_by`, `decided_on`, `who` and `origin` of each, in order."""
    found: list[dict[str, object]] = []
    for block in blocks:
        if block.kind != QUESTIONS:
            continue
        for place, cells in zip(block.places[1:], block.rows[1:], strict=True):
            said = {what: _cell(cells, column) for what, column in block.columns.items()}
            if not said.get("question"):
                continue
            found.append(
                {
                    "question": said["question"],
                    "answered_by": _parted(said.get("answered_by", "")),
                    "decided_on": _parted(said.get("decided_on", "")),
                    "who": said.get("who") or said.get("owner") or "",
                    "origin": tab.origin(place, block.columns["question"]),
                }
            )
    return found


def beside_as_extra(title: str, blocks: Iterable[Block], *, whole: bool) -> dict[str, object]:
    """The blocks as a plan and its snapshot keep them; `whole` says that this is all of the tab."""
    return {
        "tab": title,
        "whole": whole,
        "blocks": [
            {
                "kind": block.kind,
                "label": block.label,
                "said": block.said,
                "rows": [list(cells) for cells in block.rows],
                "origin": block.origin,
                "columns": dict(block.columns),
            }
            for block in blocks
        ],
    }


def _blocks(tab: Tab) -> Iterator[Block]:
    title, at = "", 0
    while at < len(tab.rows):
        cells = [(c, text.strip()) for c, text in enumerate(tab.rows[at]) if text.strip()]
        kind, columns = table_of(tab.rows[at]) if len(cells) > 1 else ("", {})
        if kind:
            end = _end(tab, at, columns)
            places = [row for row in range(at, end) if any(map(str.strip, tab.rows[row]))]
            rows = tuple(_filled(tab.rows[row]) for row in places)
            origin = tab.origin(at, cells[0][0])
            yield Block(kind, title, "", rows, origin, columns, tuple(places))
            at, title = end, ""
            continue
        if cells:
            is_heading = (
                len(cells) == 1 and len(cells[0][1]) <= _HEADING and cells[0][1][-1] not in ".!"
            )
            title = cells[0][1] if is_heading else ""
            yield _line(tab, at, cells)
        at += 1


def _end(tab: Tab, at: int, columns: Mapping[str, int]) -> int:
    """Where a table ends: two blank rows, the headings of another, or a line of its own."""
    first = min(columns.values())
    for row in range(at + 1, len(tab.rows)):
        filled = [c for c, text in enumerate(tab.rows[row]) if text.strip()]
        below = row + 1 < len(tab.rows) and any(map(str.strip, tab.rows[row + 1]))
        if not filled:
            if not below or len([c for c in tab.rows[row + 1] if c.strip()]) == 1:
                return row
        elif (len(filled) > 1 and table_of(tab.rows[row])[0]) or (
            len(filled) == 1 and filled[0] < first
        ):
            return row
    return len(tab.rows)


def _line(tab: Tab, place: int, cells: Sequence[tuple[int, str]]) -> Block:
    """One row: a label with what stands beside it, or a text."""
    column, first = cells[0]
    label, said = (
        (first, "\n".join(text for _, text in cells[1:])) if len(cells) > 1 else labelled(first)
    )
    kind, sure = label_of(label) if label and len(cells) <= _WIDEST else ("", True)
    if kind == "version" and not sure and not any(map(str.isdigit, said)):
        kind = ""  # `Data dictionary | the values`: no day and no number
    if len(cells) == 1 and not (kind and sure):
        label, kind, said = "", "", first  # a sentence with a colon in it
    return Block(
        kind or (NOTE if label else TEXT),
        label,
        said,
        (_filled(tab.rows[place]),),
        tab.origin(place, column),
        {},
        (place,),
        unsure=bool(kind) and not sure,
    )


def _filled(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells up to the last that holds something."""
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return tuple(cell.strip() for cell in kept)


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def _parted(text: str) -> list[str]:
    return [one for one in _BETWEEN.split(text) if one]
