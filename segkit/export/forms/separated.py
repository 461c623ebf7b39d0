"""Tables as CSV files: what a spreadsheet would compute is made text."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from segkit.plans.grids.formula_cells import protected
from segkit.render.table import Table, as_words
from segkit.terminal import printable

_COMPUTED = re.compile(
    r"[\s\x00-\x20\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*"
    r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212\t\r\n]"
)
"""Also behind blanks that one may not see, and in other widths of the same signs."""


def csv_of(table: Table[Any]) -> bytes:
    """The table with its heading; with the mark by which Excel knows UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_cell(column) for column in table.titles])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def is_computed(text: str) -> bool:
    """Some spreadsheet may take it for a formula."""
    return protected(text) != text or _COMPUTED.match(text) is not None


def _cell(cell: object) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return str(cell)  # a number stays one: without signs between its digits
    text = printable(as_words(cell).replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{text}" if is_computed(text) else text
