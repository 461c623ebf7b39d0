"""Rows of Markdown tables with more cells than their header, because a value holds a `|` itself.

Markdown ends a cell at every `|` that no backslash precedes, also within code, and drops what is
beyond the header. People write `state=on|off` all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^`\n]+\1(?!`)")
_VALUE = re.compile(r"\s*(?:`[^`]+`|\"[^\"]+\"|'[^']+')\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)")


def with_pipes(text: str) -> str:
    """The text with a backslash before each `|` of a table that belongs to a value."""
    lines = text.split("\n")
    for at, width in _long_rows(lines):
        cells = _mended(lines[at], width)
        # beyond the header: kept with the last column, for a reader to see
        cells[width - 1 :] = [r"\|".join(cells[width - 1 :])]
        lines[at] = f"|{'|'.join(cells)}|"
    return "\n".join(lines)


def rows_beyond(text: str) -> list[str]:
    """The rows of which not even values with a `|` explain that they are longer than their header."""
    lines = text.split("\n")
    return [lines[at] for at, width in _long_rows(lines) if len(_mended(lines[at], width)) > width]


def _long_rows(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where rows with more cells than their header stand, and how many these may have."""
    width, is_code = 0, False
    for at, line in enumerate(lines):
        if _FENCE.match(line):
            is_code, width = not is_code, 0
        elif width and line.strip():
            if len(_cells(line)) > width:
                yield at, width
        else:
            below = lines[at + 1] if at + 1 < len(lines) else ""
            is_header = not is_code and "|" in line and "|" in below and _RULE.match(below)
            width = len(_cells(below)) if is_header else 0
            width = width if width == len(_cells(line)) else 0


def _cells(line: str) -> list[str]:
    """What stands between the bars; those at both ends of the line aside."""
    bare = line.strip()
    return _BAR.split(re.sub(r"(?<!\\)\|$", "", bare.removeprefix("|")))


def _mended(line: str, width: int) -> list[str]:
    """The row's cells with as few bars taken for its values' own as make it fit."""
    cells = _cells(_CODE.sub(lambda found: _BAR.sub(r"\\|", found[0]), line))
    return _joined(cells, width)


def _joined(cells: list[str], width: int) -> list[str]:
    """`"on" | "off"`: cells that are nothing but a value each belong together, the last ones first."""
    joined = list(cells)
    for at in range(len(cells) - 1, 0, -1):
        if len(joined) > width and _VALUE.fullmatch(cells[at - 1]) and _VALUE.fullmatch(cells[at]):
            joined[at - 1 : at + 1] = [rf"{joined[at - 1]}\|{joined[at]}"]
    return joined
