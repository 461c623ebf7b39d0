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
from segkit.plans.grids.formula_cells import unprotected
from segkit.plans.grids.grid import MAX_CELLS, MAX_ROWS, Tab

_MAX_BYTES = 100_000_000
_LONGEST_CELL = 10_000_000
_SNIFFED = 64 * 1024
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CODE_PAGES = ("cp1252", "cp850", "cp437", "mac_roman")
_USUAL = frozenset("äöüßéèêëàâáãåæçñíìîïóòôõøúùûœ")
_USUAL_CAPITALS = frozenset("ÄÖÜÉÈÀÁÅÆÇÑÓØŒ")
_USUAL_SIGNS = frozenset("€£§°©®™«»“”„‘’‚–—…•¿¡·\xa0")
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
    text = _decode(content, path)
    if not text.strip():
        raise InputFileError(f"{path} is empty.", "download or save it again.")
    return (Tab(title=path.stem, rows=tuple(_records(text, str(path))), titled=False),)


def read_delimited_text(text: str, title: str) -> tuple[Tab, ...]:
    """Text that is already decoded, as one tab of this title; errors as `read_delimited`."""
    return (Tab(title=title, rows=tuple(_records(text, title)), titled=False),)


def _decode(content: bytes, path: Path) -> str:
    """The text, in the encoding that its bytes tell."""
    encoding = _encoding(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputFileError(
            f"{path} could not be read as text ({encoding}: {error.reason} at byte {error.start}).",
            "save it as CSV in UTF-8; if it is a workbook, give the .xlsx file.",
        ) from error


def _encoding(content: bytes) -> str:
    """By byte order mark, by zero bytes, as UTF-8, or the likeliest code page."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    sample = content[:_SNIFFED]
    if sample.count(0) > len(sample) // 4:
        # ASCII letters in UTF-16 have their zero byte second (LE) or first (BE)
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    if b"\x00" in sample:
        return "ascii"  # binary: refused with the place of the first such byte
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return max(_CODE_PAGES, key=lambda page: _likelihood(content, page))
    return "utf-8"


def _likelihood(content: bytes, page: str) -> int:
    """How often the bytes above ASCII are usual letters and signs in this code page."""
    score = 0
    for byte, times in Counter(content).items():
        if byte < 0x80:
            continue
        character = bytes([byte]).decode(page, errors="replace")
        if character in _USUAL:
            score += 3 * times
        elif character in _USUAL_CAPITALS or character in _USUAL_SIGNS:
            score += times
        else:
            score -= (9 if character == "\ufffd" else 2) * times
    return score


def _records(text: str, name: str) -> Iterator[tuple[str, ...]]:
    """The records, whatever parts their cells."""
    separator = _SEPARATOR_LINE.match(text)
    body = text[separator.end() :] if separator else text
    delimiter = separator[1] if separator else _delimiter(body)
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
            yield tuple([unprotected(cell) if cell[:1] == "'" else cell for cell in record])
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
