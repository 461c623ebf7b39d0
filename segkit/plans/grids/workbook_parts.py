"""A look into a workbook's zip archive before its cells are read.

The reader of cells allocates the rectangle from a tab's first to its last cell at once;
a stray cell in the last row of the last column would be 17 billion of them. So sizes are
found here first, without keeping the sheet in memory, and with them what the cell reader
does not tell: hidden rows, error cells, merged cells of OpenDocument files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.etree.ElementTree import ParseError, fromstring
from xml.parsers import expat
from zipfile import ZipFile

from segkit.errors import InputFileError
from segkit.plans.grids.grid import MAX_CELLS, MAX_ROWS, Merge

MAX_UNPACKED = 300_000_000
"""Bytes of all parts of a workbook together, unpacked."""

_CHUNK = 1 << 20
_LONGEST_TEXT = 16 * _CHUNK
_IS = rb"\s*=\s*[\"']"
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br" + _IS + rb"(\d+)")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\bhidden" + _IS + rb"(?:1|true)[^>]*(?<!/)>")
_CELL = re.compile(rb"\sr" + _IS + rb"([A-Za-z]{1,7})(?:\d{1,5}[\"']|(\d+))")
_USUAL_CELL = re.compile(rb' r="([A-Z]{1,3})(?:\d{1,5}"|(\d+))')
_USUAL_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')
# spreadsheet programs write ` r="A1"`; only other writers need the slower pattern
_UNUSUAL = (b":row", b"='", b" =", b"= ", b"\n", b"\t", b"\r")
_FILLED = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr" + _IS + rb"([A-Za-z]{1,7})(\d+)[^>]*(?<!/)>")
_ERROR = re.compile(rb"<(?:\w+:)?c\b[^>]*?\bt" + _IS + rb"e[\"'][^>]*>")
_REFERENCE = re.compile(rb"\sr" + _IS + rb"([A-Za-z]{1,7}\d+)")
_COUNT = re.compile(rb"\b(?:uniqueC|c)ount" + _IS + rb"(\d+)")

_CLAIMS = 4096
_SHARED = frozenset({"sharedstrings.xml", "styles.xml"})
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(slots=True)
class Part:
    """What a look at one tab's XML tells.

    Attributes:
        rows: Sheet row of the last cell, counted from 1.
        columns: Sheet column of the last cell, counted from 1.
        hidden_rows: How many rows the sheet hides; they are read like all others.
        errors: Addresses of cells that hold an error such as `#REF!`.
        merged: Merged ranges (OpenDocument only).
    """

    rows: int = 0
    columns: int = 0
    hidden_rows: int = 0
    errors: list[str] = field(default_factory=list)
    merged: list[Merge] = field(default_factory=list)

    def notes(self, title: str) -> tuple[str, ...]:
        """The remarks for the report."""
        notes = []
        if self.hidden_rows:
            notes.append(f"{title}: {self.hidden_rows} hidden rows were read like all others.")
        if self.errors:
            shown = ", ".join(self.errors[:5]) + (", …" if len(self.errors) > 5 else "")
            notes.append(
                f"{title}: {len(self.errors)} cells hold a spreadsheet error and were read "
                f"as empty ({shown})."
            )
        return tuple(notes)


def look_into(archive: ZipFile, name: str) -> dict[str, Part]:
    """The tabs of a workbook by title; `name` is the file's, for messages.

    Raises `InputFileError` when the workbook is larger than segkit reads.
    """
    unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > MAX_UNPACKED:
        raise InputFileError(
            f"{name} unpacks to {unpacked / 1e6:,.0f} MB; segkit reads workbooks of up to "
            f"{MAX_UNPACKED / 1e6:,.0f} MB.",
            "check that it is the right file; keep the tracking plan in a workbook of its own.",
        )
    for path in archive.namelist():
        if PurePosixPath(path.casefold()).name in _SHARED:
            _read_shared(archive, path, name)
    if "content.xml" in archive.namelist():
        parts = _OpenDocument().look_at(archive)
    else:
        # the cell reader finds parts whatever their case, and so must this look
        known = {path.casefold(): path for path in archive.namelist()}
        parts = {
            title: _sheet(archive, known[path.casefold()])
            for title, path in _sheet_paths(archive).items()
            if path.casefold() in known
        }
    _check_size(parts, name)
    return parts


def _read_shared(archive: ZipFile, path: str, name: str) -> None:
    """Read a part that all tabs share, and refuse more texts than a workbook may have cells.

    The directory's sizes and the part's own counts are claims, and the cell reader allocates
    what they say. Raises `BadZipFile` when a part is not what the directory promises.
    """
    texts = seen = 0
    for piece in _pieces(archive, path):
        claims = map(int, _COUNT.findall(piece[:_CLAIMS])) if seen < _CLAIMS else ()
        seen += len(piece)
        texts = max(texts + piece.count(b"<si"), *claims, 0)
        if texts > MAX_CELLS:
            raise InputFileError(
                f"{name} says that it holds more than {MAX_CELLS:,} texts.",
                "check that it is the right file, or save it again in Excel or LibreOffice.",
            )


def _check_size(parts: dict[str, Part], name: str) -> None:
    """Refuse what would not fit into memory, naming the tab and the limit."""
    for title, part in parts.items():
        if part.rows > MAX_ROWS or part.rows * part.columns > MAX_CELLS:
            raise InputFileError(
                f"Tab {title!r} of {name} reaches to row {part.rows:,} and column "
                f"{part.columns:,}; segkit reads up to {MAX_ROWS:,} rows and {MAX_CELLS:,} cells.",
                "delete stray cells far below or right of the plan, or split the tab.",
            )
    cells = sum(part.rows * part.columns for part in parts.values())
    if cells > MAX_CELLS:
        raise InputFileError(
            f"The tabs of {name} hold {cells:,} cells; segkit reads up to {MAX_CELLS:,}.",
            "keep the tracking plan in a workbook of its own.",
        )


def _sheet_paths(archive: ZipFile) -> dict[str, str]:
    """Path of each worksheet's part, by its title, as `xl/workbook.xml` says."""
    try:
        workbook = fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 expat limits entities
        links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 likewise
    except (LookupError, ValueError, ParseError):
        return {}  # damaged, or in an unknown encoding: the cell reader says how
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    paths = {}
    for sheet in workbook.iter():
        target = targets.get(sheet.get(f"{_RELATIONS}id"))
        if sheet.tag.endswith("}sheet") and target:
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            paths[sheet.get("name", "")] = str(PurePosixPath(path))
    return paths


def _sheet(archive: ZipFile, path: str) -> Part:
    """What one worksheet's XML tells, in one pass over it."""
    part, cells = Part(), set[tuple[bytes, bytes]]()
    for text in _pieces(archive, path):
        is_usual = not any(sign in text for sign in _UNUSUAL)
        row, cell = (_USUAL_ROW, _USUAL_CELL) if is_usual else (_ROW, _CELL)
        cells.update(cell.findall(text))
        part.rows = max(part.rows, 0, *map(int, row.findall(text)))
        if b"hidden" in text:
            part.hidden_rows += len(_HIDDEN_ROW.findall(text))
        if b'"e"' in text or b"'e'" in text:
            part.errors += [
                found[1].decode()
                for error in _ERROR.findall(text)
                if (found := _REFERENCE.search(error))
            ]
    part.columns = max((_column_number(letters) for letters, _ in cells), default=1)
    part.rows = max(part.rows, *(int(far) for _, far in cells if far), 0)
    if part.rows > MAX_ROWS or part.rows * part.columns > MAX_CELLS:
        _measure_filled_cells(archive, path, part)
    return part


def _measure_filled_cells(archive: ZipFile, path: str, part: Part) -> None:
    """Measure again without blank cells, which often only carry a colour to the sheet's end."""
    part.rows = part.columns = 1
    for text in _pieces(archive, path):
        for letters, row in _FILLED.findall(text):
            part.rows = max(part.rows, int(row))
            part.columns = max(part.columns, _column_number(letters))


def _pieces(archive: ZipFile, path: str) -> Iterator[bytes]:
    """The part's XML in pieces that end between two elements."""
    kept = b""
    with archive.open(path) as stream:
        while chunk := stream.read(_CHUNK):
            text, bracket, rest = (kept + chunk).rpartition(b"<")
            kept = bracket + rest
            if len(kept) > _LONGEST_TEXT:
                raise ValueError("it holds a text of more than 16 MB")
            yield text
    yield kept


def _column_number(letters: bytes) -> int:
    """`A` is 1, `AA` is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


class _OpenDocument:
    """Expat handlers that count the cells of `content.xml`, repeats included."""

    def __init__(self) -> None:
        self.parts: dict[str, Part] = {}
        self.part = Part()
        self.row = self.column = self.repeat = 0
        self.filled = False

    def look_at(self, archive: ZipFile) -> dict[str, Part]:
        """The tabs by title; none when the document is damaged (the cell reader says how)."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            with archive.open("content.xml") as stream:
                parser.ParseFile(stream)
        except (expat.ExpatError, LookupError, ValueError):  # damaged, or in an odd encoding
            return {}
        return self.parts

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_TABLE}table":
            self.part = self.parts.setdefault(attributes.get(f"{_TABLE}name", ""), Part())
            self.row = 0
        elif tag == f"{_TABLE}table-row":
            self.column, self.filled = 0, False
            self.repeat = _number(attributes, "number-rows-repeated")
            if attributes.get(f"{_TABLE}visibility") in {"collapse", "filter"}:
                self.part.hidden_rows += self.repeat
        elif tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        start, self.column = (
            self.column,
            self.column + _number(attributes, "number-columns-repeated"),
        )
        if f"{_OFFICE}value-type" in attributes:
            self.filled = True
            self.part.columns = max(self.part.columns, self.column)
        down = _number(attributes, "number-rows-spanned")
        across = _number(attributes, "number-columns-spanned")
        if down > 1 or across > 1:
            self.part.merged.append(Merge(self.row, start, self.row + down - 1, start + across - 1))

    def _end(self, tag: str) -> None:
        if tag == f"{_TABLE}table-row":
            self.row += self.repeat
            if self.filled:
                self.part.rows = self.row


def _number(attributes: dict[str, str], name: str) -> int:
    """A repeat or span of at least 1."""
    text = attributes.get(f"{_TABLE}{name}", "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 10 else 1
