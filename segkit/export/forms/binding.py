"""Printed parts as one PDF file: its sheets, its links from part to part, its outline."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from segkit.errors import ExportError

if TYPE_CHECKING:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import IndirectObject


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline.

    Attributes:
        place: The id that it leads to; empty for the first sheet.
        level: How deep it stands, from 1.
    """

    title: str
    place: str
    level: int


class Printed:
    """A printed file as it came from the browser.

    Attributes:
        sheets: How many it has.
    """

    def __init__(self, content: bytes, places: Collection[str] | None = None) -> None:
        """`places` are the ids that are its own, all of them unless others are given.

        Raises `ExportError` when it cannot be read.
        """
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError

        try:
            self._reader: PdfReader = PdfReader(io.BytesIO(content))
            self.sheets = len(self._reader.pages)
            self._found = self._reader.named_destinations
            self._sheets = {
                name: self._reader.get_destination_page_number(place)
                for name, place in self._found.items()
            }
        except (PyPdfError, ValueError, KeyError) as error:
            raise ExportError(
                f"the printed file could not be read ({type(error).__name__}: {error}).",
                "report it with the version of your browser.",
            ) from error
        self._own = places

    def places(self) -> Iterator[tuple[str, int, list[object]]]:
        """Each place of its own as the file names it: its sheet from 0, and where on it."""
        for name, place in self._found.items():
            sheet = self._sheets[name]
            is_own = self._own is None or _id(name) in self._own
            if sheet is not None and sheet >= 0 and is_own:
                yield name, sheet, list(place.dest_array)[1:]

    def add_to(self, writer: PdfWriter) -> None:
        """All its sheets, behind those that are there."""
        for page in self._reader.pages:
            writer.add_page(page)

    def describe(self, writer: PdfWriter) -> None:
        """Its title, and that readers show it, as the browser took it from the page."""
        from pypdf.generic import NameObject

        writer.add_metadata(dict(self._reader.metadata or {}))
        name = "/ViewerPreferences"
        if name in self._reader.root_object:
            value = self._reader.root_object[name]
            writer.root_object[NameObject(name)] = value.clone(writer)


def _id(name: str) -> str:
    """The id that a PDF file calls by this name."""
    return unquote(name.removeprefix("/"))


def sheets_of(parts: Sequence[Printed]) -> dict[str, int]:
    """On which sheet of all, counted from 1, each place is."""
    found: dict[str, int] = {}
    before = 0
    for part in parts:
        for name, sheet, _ in part.places():
            found.setdefault(_id(name), before + sheet + 1)
        before += part.sheets
    return found


def bound(parts: Sequence[Printed], outline: Sequence[Entry], *, language: str) -> bytes:
    """The parts as one file in this language."""
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter()
    for part in parts:
        part.add_to(writer)
    places = DictionaryObject()
    before = 0
    for part in parts:
        for name, sheet, where in part.places():
            page = writer.pages[before + sheet].indirect_reference
            places[NameObject(f"/{name.removeprefix('/')}")] = ArrayObject([page, *where])
        before += part.sheets
    writer.root_object[NameObject("/Dests")] = places
    _add_outline(writer, outline, sheets_of(parts))
    parts[0].describe(writer)
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _add_outline(writer: PdfWriter, outline: Sequence[Entry], sheets: Mapping[str, int]) -> None:
    above: list[tuple[int, IndirectObject]] = []
    for entry in outline:
        sheet = sheets.get(entry.place) if entry.place else 1
        if sheet is None:
            continue
        while above and above[-1][0] >= entry.level:
            above.pop()
        parent = above[-1][1] if above else None
        item = writer.add_outline_item(title=entry.title, page_number=sheet - 1, parent=parent)
        above.append((entry.level, item))
