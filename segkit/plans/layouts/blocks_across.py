"""Matrices in blocks: events across, named anew by each block, with the same headings below each of them.

A block begins with a row that names its events, or a heading for each; what stands above the row
`event` in it is about the events. Made into a row for each event and property.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from segkit.plans.cells.packed import lists_values
from segkit.plans.cells.values import is_absent, read_required, read_type
from segkit.plans.grids.grid import Tab
from segkit.plans.words.headings import hints
from segkit.plans.words.looks import is_key_like, is_name
from segkit.plans.words.role import NAMES, OF_ONE_FIELD, Role
from segkit.plans.words.vocabulary import take_apart

_SEARCHED = 20
_FEWEST = 2
_SAYS = 0.8
_EVENT, _SECTION, _TITLE = "Event", "Section", "Title"
_ALLOWED, _EXAMPLE = "Allowed values", "Example"
_NAME = frozenset({"event", "name"})
_PROVES = frozenset({"event", "test", "evidence"})

_Place = tuple[int, int]


@dataclass(slots=True)
class _Block:
    """The rows below a row that names events: those about them, and those of their properties."""

    begin: int
    about: list[int] = field(default_factory=list)
    named: int | None = None
    rows: list[int] = field(default_factory=list)

    def sort_out(self, matrix: _Matrix) -> None:
        """Rows that begin with what is said of events, `trigger` among them, are about these."""
        labels = [_label(matrix, row) for row in self.rows]
        abouts = [take_apart(label).about for label in labels]
        told = [bool(about & {"event", "project", "test", "trigger"}) for about in abouts]
        ends = [end for end, label in enumerate(labels, start=1) if _tells_event(label)]
        if not ends or 2 * sum(told[: ends[-1]]) <= ends[-1]:
            return
        further = (at for at in range(ends[-1], len(told)) if abouts[at].isdisjoint(_PROVES))
        end = next(further, len(told))
        self.about += self.rows[:end]
        self.rows = self.rows[end:]

    def name_events(self, row: int) -> None:
        """A row `event`: all that stood above it is about the events."""
        self.about += self.rows
        self.named, self.rows = row, []


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Such a table: its rows, its headings, and where the columns of each event begin."""

    tab: Tab
    top: int
    starts: tuple[int, ...]
    width: int

    def cells(self, row: int) -> tuple[str, ...]:
        own = self.tab.rows[row]
        return own + ("",) * (self.tab.width - len(own))

    @property
    def first(self) -> int:
        return self.starts[0]

    def blocks(self) -> list[_Block]:
        """From top to bottom; none when a row stands before the first of them."""
        found: list[_Block] = []
        for row in range(self.top + 1, len(self.tab.rows)):
            cells = self.cells(row)
            if not any(map(str.strip, cells)):
                continue
            is_said = self._names_events(cells)
            if self._begins(cells) or (is_said and not found):
                found.append(_Block(row))
            if not found:
                return []
            if is_said:
                found[-1].name_events(row)
            elif row != found[-1].begin:
                found[-1].rows.append(row)
        for block in found:
            block.sort_out(self)
        return found

    def _begins(self, cells: tuple[str, ...]) -> bool:
        """A text for each event, and nothing said of a property."""
        texts = [cells[start].strip() for start in self.starts if cells[start].strip()]
        others = [c for c, text in enumerate(cells) if c and text.strip() and c not in self.starts]
        return bool(texts) and not others and len({*texts}) == len(texts) and all(
            is_name(text) and not read_type(text) and not read_required(text) for text in texts
        )  # fmt: skip

    def _names_events(self, cells: tuple[str, ...]) -> bool:
        """`event`, `event_name`: the events' names themselves."""
        heading = take_apart(next((text for text in cells[: self.first] if text.strip()), ""))
        is_label = "event" in heading.about <= _NAME and not heading.unknown
        texts = [cells[start] for start in self.starts if cells[start].strip()]
        are_names = all(is_key_like(text) and not read_required(text) for text in texts)
        return is_label and bool(texts) and are_names


def in_blocks(tab: Tab) -> Tab | None:
    """The tab with such a matrix as rows of events and properties; None for any other tab."""
    for top in range(min(len(tab.rows) - _FEWEST, _SEARCHED)):
        matrix = _matrix(tab, top)
        blocks = matrix.blocks() if matrix is not None else []
        if matrix is not None and len(blocks) >= _FEWEST:
            return _laid_out(matrix, blocks)
    return None


def _matrix(tab: Tab, top: int) -> _Matrix | None:
    """A row of headings that repeats some of them, right of one that heads properties."""
    heads = [text.strip() for text in tab.rows[top]]
    again = [place for place, text in enumerate(heads) if text and heads.count(text) > 1]
    if not again or not any(
        hints(text).get(Role.FIELD, 0.0) >= _SAYS for text in heads[: again[0]]
    ):
        return None
    first = again[0]
    width = heads.index(heads[first], first + 1) - first
    group = heads[first : first + width]
    starts = range(first, len(heads), width)
    is_alike = all(heads[start : start + width] == group for start in starts)
    is_said = any(not OF_ONE_FIELD.isdisjoint(hints(text)) for text in group)
    if not is_alike or not is_said or any(_is_name(text) for text in group):
        return None
    return _Matrix(tab, top, tuple(starts), width)


def _is_name(heading: str) -> bool:
    return any(weight >= _SAYS and role in NAMES for role, weight in hints(heading).items())


def _laid_out(matrix: _Matrix, blocks: list[_Block]) -> Tab:
    """A table with a column for each thing that is said of the events."""
    labels = list(dict.fromkeys(_label(matrix, row) for block in blocks for row in block.about))
    is_titled = any(block.named not in {None, block.begin} for block in blocks)
    left = list(matrix.cells(matrix.top)[: matrix.first])
    aspects = [head for head, *_ in _aspects(matrix, matrix.top, matrix.first)]
    heads = [_EVENT, *([_TITLE] if is_titled else []), _SECTION, *labels, *left, *aspects]
    rows, places = [tuple(heads)], {}
    for column in range(len(heads)):
        at = column - (len(heads) - len(left) - len(aspects))
        places[0, column] = (matrix.top, max(at, 0))
    for block in blocks:
        for start in matrix.starts:
            for found in _rows_of(matrix, block, start, is_titled=is_titled, labels=labels):
                for column, (_, place) in enumerate(found):
                    places[len(rows), column] = place
                rows.append(tuple(text for text, _ in found))
    return replace(matrix.tab, rows=tuple(rows), merged=(), cells=places)


def _tells_event(label: str) -> bool:
    """`trigger`: a heading of events, and of nothing else."""
    known = hints(label)
    return max(known.get(Role.TRIGGER, 0.0), known.get(Role.EVENT_DESCRIPTION, 0.0)) >= 1


def _label(matrix: _Matrix, row: int) -> str:
    return next((text.strip() for text in matrix.cells(row) if text.strip()), "")


def _rows_of(
    matrix: _Matrix, block: _Block, start: int, *, is_titled: bool, labels: list[str]
) -> Iterator[list[tuple[str, _Place]]]:
    """A row for each property of one event of the block, or one for the event alone."""
    named = block.begin if block.named is None else block.named
    name = matrix.cells(named)[start].strip()
    if not name:
        return
    about = {_label(matrix, row): row for row in block.about}
    lead = [
        _cell(matrix, named, start),
        *([_cell(matrix, block.begin, start)] if is_titled else []),
        _cell(matrix, block.begin, 0),
        *(_cell(matrix, about.get(label, -1), start) for label in labels),
    ]
    carried = [row for row in block.rows if not is_absent(matrix.cells(row)[start])]
    for row in carried:
        own = [(text, place) for _, text, place in _aspects(matrix, row, start)]
        yield [*lead, *(_cell(matrix, row, column) for column in range(matrix.first)), *own]
    if not carried:
        nothing = range(matrix.first + len(_aspects(matrix, named, start)))
        yield [*lead, *(("", (named, start)) for _ in nothing)]


def _aspects(matrix: _Matrix, row: int, start: int) -> list[tuple[str, str, _Place]]:
    """What one event's columns say: heading, text and place of each.

    A column of values or rules has lists of allowed values in some rows, and in others an example.
    """
    heads, cells = matrix.cells(matrix.top), matrix.cells(row)
    found: list[tuple[str, str, _Place]] = []
    for column in range(start, start + matrix.width):
        head, text = heads[matrix.first + column - start], cells[column]
        if {Role.ALLOWED, Role.EXAMPLE} <= hints(head).keys():
            is_list = lists_values(text)
            found += [
                (_ALLOWED, text if is_list else "", (row, column)),
                (_EXAMPLE, "" if is_list else text, (row, column)),
            ]
        else:
            found.append((head, text, (row, column)))
    return found


def _cell(matrix: _Matrix, row: int, column: int) -> tuple[str, _Place]:
    if row < 0:
        return "", (matrix.top, column)
    return matrix.cells(row)[column], (row, column)
