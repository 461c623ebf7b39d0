"""Rows of a delimited file that have more cells than its headings: a comma that nobody quoted.

`lamp_lit,lamp_id, hall,when it is lit` has four cells below three headings. People put a blank
behind a comma of a text and none behind one that parts cells, which tells them apart; where it does
not, the row stays as it is. Either is doubted.
"""

from __future__ import annotations

from collections.abc import Sequence

from segkit.model.plan import Doubt

_SHOWN = 3
Row = tuple[str, ...]


def gathered(
    rows: Sequence[Row], delimiter: str, name: str
) -> tuple[tuple[Row, ...], tuple[Doubt, ...]]:
    """The rows with what spilled over put back, and a doubt for those that are put back or are not."""
    head = next((row for row in rows if sum(map(bool, row)) > 1), ())
    width = len(head)
    if not head or any(cell[:1] == " " for cell in head[1:]):
        return tuple(rows), ()  # blanks stand behind every comma
    found = list(rows)
    mended, left = list[int](), list[int]()
    for number, row in enumerate(rows):
        if len(row) > width and any(map(str.strip, row[width:])):
            whole = _whole(row, width, delimiter)
            found[number] = whole or row
            (mended if whole else left).append(number)
    if 2 * len(left) > len(rows):
        left = []  # the first row is none of headings
    doubts = tuple(
        Doubt(name, f"{_counted(numbers)} more cells than there are headings{what}.", len(numbers),
              tuple(delimiter.join(rows[number])[:60] for number in numbers[:_SHOWN]))
        for numbers, what in ((mended, ": a text was cut at its commas, and is put together again"),
                              (left, ", perhaps a text that was cut at its commas"))
        if numbers
    )  # fmt: skip
    return tuple(found), doubts


def _whole(row: Row, width: int, delimiter: str) -> Row | None:
    """The row in as many cells as there are headings, if just the pieces of texts are too many."""
    cells = [row[0]]
    for cell in row[1:]:
        if cell[:1] == " " and cell.strip():
            cells[-1] += delimiter + cell
        else:
            cells.append(cell)
    return tuple(map(_unquoted, cells)) if len(cells) == width else None


def _unquoted(text: str) -> str:
    """Without the quotation marks that were doubled around a text: `lamp_id, hall""`."""
    return text.removesuffix('""') if text.endswith('""') and text.count('"') == len('""') else text


def _counted(numbers: Sequence[int]) -> str:
    return f"Row {numbers[0] + 1} has" if len(numbers) == 1 else f"{len(numbers)} rows have"
