"""CSV, TSV and their relatives as one tab of text: delimiter and encoding are found out."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from segkit.errors import InputFileError
from segkit.files import read_bytes
from segkit.model.plan import Doubt
from segkit.plans.grids.encodings import Decoded, decode
from segkit.plans.grids.formula_cells import unprotected
from segkit.plans.grids.grid import MAX_CELLS, MAX_ROWS, Tab
from segkit.plans.grids.spilled import gathered

_MAX_BYTES = 100_000_000
_LONGEST_CELL = 10_000_000
_SNIFFED = 64 * 1024
_DELIMITERS = (",", ";", "\t", "|")
_NEVER_DELIMITERS = frozenset(" '\"_-.()?/*:&#\r\n")
_SEPARATOR_LINE = re.compile(r"^sep=(.)\r?\n", re.IGNORECASE)


def read_delimited(path: Path) -> tuple[Tab, ...]:
    """The file as one tab, named like the file without its ending.

    A row is a record, as a spreadsheet program would number it, so cells of several
    lines do not shift the origins below them. Raises `InputFileError` when the file is
    missing, empty, in no readable encoding, has a quote that never closes, or is larger
    than `grid.MAX_ROWS` and `grid.MAX_CELLS`.
    """
    content = read_bytes(path, limit=_MAX_BYTES)
    found = _decode(content, path)
    if not found.text.strip():
        raise InputFileError(f"{path} is empty.", "download or save it again.")
    records = tuple(_records(found.text, str(path)))
    rows, spilled = gathered(records, delimiter_of(found.text)[0], path.name)
    doubts = (*_doubts(found, path), *spilled)
    return (Tab(title=path.stem, rows=rows, titled=False, doubts=doubts),)


def read_delimited_text(text: str, title: str) -> tuple[Tab, ...]:
    """Text that is already decoded, as one tab of this title; errors as `read_delimited`."""
    return (Tab(title=title, rows=tuple(_records(text, title)), titled=False),)


def _decode(content: bytes, path: Path) -> Decoded:
    """The text, in the encoding that its bytes tell."""
    try:
        return decode(content)
    except UnicodeDecodeError as error:
        raise InputFileError(
            f"{path} could not be read as text: byte {error.start} fits no encoding.",
            "save it as CSV in UTF-8; if it is a workbook, give the .xlsx file.",
        ) from error


def _doubts(found: Decoded, path: Path) -> tuple[Doubt, ...]:
    """Two encodings that make different words of the same bytes."""
    if not found.rival:
        return ()
    what = f"The file's letters are read as {found.encoding}; as {found.rival} they would make other words."
    return (Doubt(path.name, what, 1, found.examples),)


def delimiter_of(text: str) -> tuple[str, int]:
    """What parts the cells of a text, and where its first record begins."""
    separator = _SEPARATOR_LINE.match(text)
    return (separator[1], separator.end()) if separator else (_delimiter(text), 0)


def _records(text: str, name: str) -> Iterator[tuple[str, ...]]:
    """The records, whatever parts their cells."""
    delimiter, start = delimiter_of(text)
    body = text[start:]
    widest = number = 0
    record: list[str] = []
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        for number, record in enumerate(_reader(body, delimiter), start=1):
            widest = max(widest, len(record))
            if number > MAX_ROWS or number * widest > MAX_CELLS:
                raise InputFileError(
                    f"{name} has more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells.",
                    "check that it is the right file, or split it.",
                )
            is_protected = "'" in "".join(record)
            yield tuple(map(unprotected, record)) if is_protected else tuple(record)
    except csv.Error as error:
        raise InputFileError(
            f"{name}, row {number + 1}, could not be read: {error}.",
            "save it again as CSV from a spreadsheet program.",
        ) from error
    finally:
        csv.field_size_limit(before)
    if record and "\n" in record[-1] and not body.rstrip().endswith('"'):
        raise InputFileError(
            f"{name}, row {number}: a quotation mark opens a cell that never ends.",
            "close or remove the quotation mark, or save the file again as CSV.",
        )


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str) -> str:
    """The character that cuts the beginning of the file into the most regular columns."""
    sample = text[:_SNIFFED]
    first_line = sample.lstrip().partition("\n")[0]
    unusual = {
        sign
        for sign in first_line
        if not sign.isalnum() and sign not in _NEVER_DELIMITERS and sign not in _DELIMITERS
    }
    candidates = [*_DELIMITERS, *sorted(unusual)]
    return max(candidates, key=lambda candidate: _regularity(sample, candidate))


def _regularity(sample: str, delimiter: str) -> tuple[float, int]:
    """Share of records with the commonest number of cells, and that number."""
    try:
        widths = [len(record) for record in _reader(sample, delimiter) if any(record)][:200]
    except csv.Error:
        return (0.0, 0)
    cut = Counter(width for width in widths if width > 1)
    if not cut:
        return (0.0, 0)
    width, times = max(cut.items(), key=lambda item: (item[1], item[0]))
    return (times / len(widths), width)
