"""The texts that the page cuts, whole: a table of workbook and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from segkit.export.forms.tables import Sheet
from segkit.export.prepared import Prepared
from segkit.render.long_texts import TITLE, long_texts
from segkit.render.table import Column, Table

MOST_LETTERS = 32_767
"""What Excel allows in one cell, counted as it counts: a letter beyond U+FFFF is two."""

_PIECE = 16_000  # letters, so that even those which count twice fit into a cell
_Piece = tuple[int, int, int, str]
_COLUMNS = (
    Column[_Piece]("number", "No.", lambda piece: piece[0]),
    Column[_Piece]("part", "Part", lambda piece: piece[1]),
    Column[_Piece]("characters", "Characters", lambda piece: piece[2]),
    Column[_Piece]("text", "Text", lambda piece: piece[3]),
)


def whole_texts(prepared: Prepared, sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """One table with the texts that are too long for the page or for a cell; none without them."""
    content = prepared.content
    plain = (prepared.title, prepared.footer, *(section.derived for section in content.sections))
    found = long_texts(((block.html, block.kind != "view") for block in content.blocks), plain)
    cells = (cell for sheet in sheets for row in sheet.table.rows for cell in row)
    too_long = (cell for cell in cells if isinstance(cell, str) and is_too_long(cell))
    return in_pieces(dict.fromkeys((*found, *too_long)))


def in_pieces(texts: Iterable[str]) -> tuple[Sheet, ...]:
    """The texts as a table whose cells can hold them; none without texts."""
    rows = tuple(row for number, text in enumerate(texts, start=1) for row in _rows(number, text))
    return (Sheet(TITLE, Table(_COLUMNS, rows)),) if rows else ()


def is_too_long(text: str) -> bool:
    """A cell of a workbook cannot hold the text."""
    return len(text) > MOST_LETTERS // 2 and len(text.encode("utf-16-le", "replace")) // 2 > (
        MOST_LETTERS
    )


def _rows(number: int, text: str) -> Iterator[_Piece]:
    """The text in pieces that a cell can hold."""
    for part, start in enumerate(range(0, len(text), _PIECE), start=1):
        yield number, part, len(text), text[start : start + _PIECE]
