"""Cells of a delimited file, written into a copy in which every other byte is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from segkit.amend.edit import Cell
from segkit.errors import InputFileError
from segkit.plans.grids.delimited import delimiter_of
from segkit.plans.grids.encodings import decode
from segkit.plans.grids.formula_cells import protected
from segkit.plans.grids.grid import column_letters


class _Piece(NamedTuple):
    """Where a cell's text stands, its quotes among it."""

    start: int
    end: int


def delimited_with(content: bytes, edits: Mapping[Cell, str]) -> bytes:
    """The file with these texts; raises `InputFileError` where its letters cannot hold one."""
    found = decode(content)
    text = found.text
    separator, start = delimiter_of(text)
    wanted = {(cell.row, cell.column): new for cell, new in edits.items()}
    made: list[str] = []
    at = 0
    for (row, column), piece in _cells(text, separator, start):
        new = wanted.pop((row, column_letters(column)), None)
        if new is not None:
            made += [
                text[at : piece.start],
                _written(new, text[piece.start : piece.end], separator),
            ]
            at = piece.end
    if wanted:
        missing = ", ".join(f"{column}{row}" for row, column in wanted)
        raise InputFileError(f"The file has no cell {missing}.", "write it by hand.")
    try:
        return _encoded("".join([*made, text[at:]]), content, found.encoding)
    except UnicodeEncodeError as error:
        raise InputFileError(
            f"The file's letters ({found.encoding}) have no {error.object[error.start]!r}.",
            "save it in UTF-8 first.",
        ) from error


def _encoded(text: str, content: bytes, encoding: str) -> bytes:
    """As the file is: with its mark at the beginning, in its order of bytes."""
    if encoding in {"utf-16", "utf-32"}:
        big = content.startswith((b"\xfe\xff", b"\x00\x00\xfe\xff"))
        return ("\ufeff" + text).encode(f"{encoding}-{'be' if big else 'le'}")
    return text.encode(encoding)


def _written(new: str, old: str, separator: str) -> str:
    """The text as a cell, quoted where it has to be or where the old one was."""
    safe = protected(new)
    if old.startswith('"') or re.search(rf'[{re.escape(separator)}"\r\n]', safe):
        doubled = safe.replace('"', '""')
        return f'"{doubled}"'
    return safe


def _cells(text: str, separator: str, start: int) -> Iterator[tuple[tuple[int, int], _Piece]]:
    """Every cell with its row (from 1) and column (from 0), as Python's own reader cuts them."""
    row, column, at, size = 1, 0, start, len(text)
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*")
    while at <= size:
        begin = at
        if text[at : at + 1] == '"':
            at = _after_quotes(text, at)
        rest = plain.match(text, at)
        at = rest.end() if rest else at
        yield (row, column), _Piece(begin, at)
        if at >= size:
            return
        if text[at] == separator:
            column, at = column + 1, at + 1
        else:
            at += 2 if text.startswith("\r\n", at) else 1
            row, column = row + 1, 0


def _after_quotes(text: str, at: int) -> int:
    """Behind the quotation mark that ends the cell."""
    at += 1
    while True:
        end = text.find('"', at)
        if end < 0:
            return len(text)
        if text.startswith('""', end):
            at = end + 2
            continue
        return end + 1
