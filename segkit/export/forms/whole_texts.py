"""The texts that the page cuts, whole: a table of workbook and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from segkit.export.forms.tables import Table
from segkit.export.long_texts import TITLE, long_texts
from segkit.export.prepared import Prepared

MOST_LETTERS = 32_767
"""What Excel allows in one cell, counted as it counts: a letter beyond U+FFFF is two."""

_PIECE = 16_000  # letters, so that even those which count twice fit into a cell
_COLUMNS = ("No.", "Part", "Characters", "Text")


def whole_texts(prepared: Prepared, tables: Sequence[Table]) -> tuple[Table, ...]:
    """One table with the texts that are too long for the page or for a cell; none without them."""
    content = prepared.content
    blocks = [*content.front, *(block for s in content.sections for block in s.blocks)]
    plain = (prepared.title, prepared.footer, *(section.derived for section in content.sections))
    found = long_texts(((block.html, block.kind != "view") for block in blocks), plain)
    cells = (cell for table in tables for row in table.rows for cell in row)
    too_long = (cell for cell in cells if isinstance(cell, str) and is_too_long(cell))
    return in_pieces(dict.fromkeys((*found, *too_long)))


def in_pieces(texts: Iterable[str]) -> tuple[Table, ...]:
    """The texts as a table whose cells can hold them; none without texts."""
    rows = tuple(row for number, text in enumerate(texts, start=1) for row in _rows(number, text))
    return (Table("long_texts", TITLE, _COLUMNS, rows),) if rows else ()


def is_too_long(text: str) -> bool:
    """A cell of a workbook cannot hold the text."""
    return len(text) > MOST_LETTERS // 2 and len(text.encode("utf-16-le", "replace")) // 2 > (
        MOST_LETTERS
    )


def _rows(number: int, text: str) -> Iterator[tuple[object, ...]]:
    """The text in pieces that a cell can hold."""
    for part, start in enumerate(range(0, len(text), _PIECE), start=1):
        yield number, part, len(text), text[start : start + _PIECE]
