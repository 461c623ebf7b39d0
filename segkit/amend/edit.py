"""What is written: the text of cells, or pieces of a text; and how both are put into a copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Cell(NamedTuple):
    """A cell of a sheet."""

    sheet: str
    column: str
    row: int

    def __str__(self) -> str:
        """As people write it: `Track!B14`."""
        return f"{self.sheet}!{self.column}{self.row}"


class Span(NamedTuple):
    """A piece of a text, by its characters."""

    start: int
    end: int


Edits = Mapping[Cell | Span, str]
"""New texts by place; a copy differs there and nowhere else."""
