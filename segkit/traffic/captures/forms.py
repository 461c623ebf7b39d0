"""One capture, whatever its form: found out by its content, read call by call.

Whatever cannot be read is named with its place, and the rest is still counted.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from segkit.errors import TrustError
from segkit.traffic.captures.calls import Found, Hints, Place, Unreadable, found_in
from segkit.traffic.captures.decoding import MOST_BYTES, NotJsonError, value_of
from segkit.traffic.captures.requests import found_in_entry, is_entry
from segkit.traffic.captures.splitting import BATCH, Piece, Splitter
from segkit.traffic.captures.streams import DamagedError, chunks_of
from segkit.traffic.counting.tables import is_row

HEAD = 1 << 16
"""Bytes at the beginning of a file that tell its form."""

JSON, LINES, TABLE, PARQUET, EMPTY, OTHER = "json", "lines", "table", "parquet", "empty", "other"
ROWS = "rows"
"""A warehouse's table as JSON: an object for each row."""

MARKS = b" \t\r\n\x1e"
"""What may stand around a value: RFC 7464 begins each with a mark of its own."""

_MAGIC = (
    (b"PAR1", PARQUET),
    (b"PK\x03\x04", "it is a ZIP archive or a workbook: unpack it, or save its table as CSV"),
    (b"\x28\xb5\x2f\xfd", "it is compressed with zstd: unpack it, or compress it with gzip"),
    (b"BZh", "it is compressed with bzip2: unpack it, or compress it with gzip"),
    (b"\xfd7zXZ", "it is compressed with xz: unpack it, or compress it with gzip"),
    (b"\x1f\x8b", "it is compressed more than twice"),
)
_FLOW = re.compile(rb"\d{1,9}:\d{1,2}:[a-z_]+;")
_MITMPROXY = (
    "it holds flows of mitmproxy in its own form: "
    "save them as HAR with `mitmdump -n -r FILE --set hardump=calls.har`"
)
_HTML = "it is an HTML or XML page, not a recording"
_NOTHING = (
    "it has no form of a recording that segkit knows: HAR, JSON lines, a call or a batch as JSON, "
    "the CSV of a source's schema, or a warehouse's table"
)


@dataclass(frozen=True, slots=True)
class Form:
    """What a file is; `why` when it is nothing that can be read."""

    name: str
    why: str = ""


def form_of(head: bytes, *, is_whole: bool) -> Form:  # noqa: PLR0911 (one return for each form)
    """The form of a file by its first bytes, which may be all of it."""
    for magic, means in _MAGIC:
        if head.startswith(magic):
            return Form(means) if means == PARQUET else Form(OTHER, means)
    text = head.removeprefix(codecs.BOM_UTF8).lstrip(MARKS)
    if not text:
        return Form(EMPTY if is_whole else LINES)
    if b"\0" in text.rstrip(b"\0"):  # a crash leaves zero bytes at the end
        return Form(OTHER, "it is no text")
    if _FLOW.match(text):
        return Form(OTHER, _MITMPROXY)
    if text[:1] in b"{[":
        if _begins_with_a_row(text):
            return Form(ROWS)
        return Form(LINES if _is_lines(text, is_whole=is_whole) else JSON)
    if text[:1] == b"<":
        return Form(OTHER, _HTML)
    first, _, rest = text.partition(b"\n")
    if re.search(rb'^\s*\{"', rest, re.MULTILINE):
        return Form(LINES)  # its first line is torn
    return Form(TABLE) if re.search(rb"[,;\t|]", first) else Form(OTHER, _NOTHING)


def _begins_with_a_row(text: bytes) -> bool:
    first = next(Splitter().pieces([text]), None)
    try:
        value = value_of(first.raw) if first and first.is_whole and first.raw else None
    except NotJsonError:
        return False
    return isinstance(value, dict) and is_row(value)


def rows_in_document(name: str, content: Content) -> Iterator[Mapping[str, object] | Unreadable]:
    """The rows of a table as JSON, a line each or in an array."""
    for piece in Splitter().pieces(content):
        try:
            value = value_of(piece.raw) if piece.is_whole else None
        except NotJsonError as error:
            yield Unreadable(Place(name, "row", piece.number), str(error))
            continue
        why = "it is no row of a table" if piece.is_whole else "it is cut off here"
        if isinstance(value, dict):
            yield value
        else:
            yield Unreadable(Place(name, "row", piece.number), why)


def _is_lines(text: bytes, *, is_whole: bool) -> bool:
    """A value a line, and more than one; one line may as well be a document."""
    first, found, rest = text.partition(b"\n")
    if not found or (is_whole and not rest.strip()):
        return False
    try:
        return isinstance(value_of(first.strip()), dict)
    except NotJsonError:
        # a torn line among whole ones
        second = rest.partition(b"\n")[0].strip()
        return second.startswith(b'{"') and first.startswith(b'{"')


class Content:
    """The bytes of a file, as far as they can be read; then `why` says what is wrong.

    Attributes:
        form: What the file is, by its first bytes.
        called: The same as people call it.
        why: Why it could not be read to its end; empty while that is not known.
    """

    def __init__(
        self, path: Path, start: int = 0, end: int | None = None, *, below: Path | None = None
    ) -> None:
        self.why = ""
        self._chunks = self._safely(path, start, end, below)
        first, size = list[bytes](), 0
        while size < HEAD and (chunk := next(self._chunks, b"")):
            first.append(chunk)
            size += len(chunk)
        self._first = first
        head = b"".join(first)[:HEAD]
        self.form = form_of(head, is_whole=size < HEAD)
        self.called = named(self.form.name, head)

    def __iter__(self) -> Iterator[bytes]:
        first, self._first = self._first, []
        yield from first
        yield from self._chunks

    def _safely(
        self, path: Path, start: int, end: int | None, below: Path | None
    ) -> Iterator[bytes]:
        try:
            yield from filter(None, chunks_of(path, start, end, below=below))
        except DamagedError as error:
            self.why = str(error)
        except TrustError as error:
            self.why = error.problem
        except OSError as error:
            self.why = f"it could not be read: {error.strerror or error}"
        except ValueError:
            self.why = "that is no name of a file"


def found_in_document(name: str, content: Content, hints: Hints) -> Iterator[Found]:
    """What a JSON document holds: values one after the other, an array, a HAR, a batch."""
    is_empty = True
    for piece in Splitter().pieces(content):
        for found in _found_in_piece(name, piece, hints):
            is_empty = False
            yield found
    if is_empty:
        yield Unreadable(Place(name), "it is JSON and holds no call")


def named(form: str, head: bytes) -> str:
    """The form of a JSON file as people call it, as far as its first bytes tell."""
    if form != JSON:
        return form
    if re.match(rb'\s*\{\s*"log"\s*:', head):
        return "har"
    # what Segment adds to a call that it received
    return "debugger" if b'"receivedAt"' in head else form


def _found_in_piece(name: str, piece: Piece, hints: Hints) -> Iterator[Found]:
    # a document with one value is the file itself
    alone = piece.unit == "value" and piece.number == 1
    place = Place(name) if alone else Place(name, piece.unit, piece.number)
    if not piece.raw and piece.is_whole:
        yield Unreadable(place, f"it is larger than {MOST_BYTES // 1_000_000} MB")
        return
    try:
        value = value_of(piece.raw) if piece.is_whole else None
    except NotJsonError as error:
        yield Unreadable(place, str(error))
        return
    if piece.is_whole:
        yield from found_in_value(value, place, hints)
        return
    yield Unreadable(place, "it is cut off here; what came before is counted")
    if piece.unit == "value":
        inside = Splitter(BATCH).pieces([piece.raw])
        whole = (one for one in inside if one.unit == "call" and one.is_whole)
        for one in whole:
            yield from _found_in_piece(name, one, hints)


def found_in_value(value: object, place: Place, hints: Hints) -> Iterator[Found]:
    """What one JSON value holds, be it an entry of a HAR, a whole one, a batch or a call."""
    if isinstance(value, dict):
        log = value.get("log")
        entries = (log if isinstance(log, dict) else value).get("entries")
        is_har = isinstance(log, dict) or (
            isinstance(entries, list) and any(map(is_entry, entries))
        )
        if is_har and isinstance(entries, list) and "type" not in value:
            for number, entry in enumerate(entries, 1):
                where = Place(f"{place}" if place.unit else place.file, "entry", number)
                yield from found_in_value(entry, where, hints)
            return
        if is_entry(value):
            yield from found_in_entry(value, place)
            return
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for number, one in enumerate(value, 1):
            yield from found_in_value(one, place._replace(part=number), hints)
        return
    yield from found_in(value, place, hints)
