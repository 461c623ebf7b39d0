"""Tables that say how often events were received: a source's schema as CSV, a warehouse's table.

A warehouse's table has lost the shape of its calls (names are changed, objects flattened, arrays
are text), and a schema has no values: neither can say that a call is valid or is not. Facts:
segment.com/docs/connections/storage/warehouses/schema and connections/destinations/destination-data-control.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from segkit.derive.columns import snake_case
from segkit.model.plan import Rule
from segkit.traffic.captures.calls import Place, Unreadable
from segkit.traffic.counting.counter import Counting
from segkit.traffic.counting.moments import sortable
from segkit.traffic.counting.tally import CountedTable

DELIMITERS = ",;\t|"
_OF_TABLES = {
    "tracks": "track", "identifies": "identify", "pages": "page", "screens": "screen",
    "groups": "group", "aliases": "alias",
}  # fmt: skip
_MADE_OF_OTHERS = {"users", "accounts"}
_MOMENTS = ("timestamp", "original_timestamp", "sent_at", "received_at")
_LONGEST_CELL = 10_000_000
_NOTHING = (
    "its columns are neither those of a source's schema (Event Name, Total, Last Seen) nor those "
    "of a warehouse's table (id, received_at, event or name)"
)
_NO_CALLS = "Segment makes this table of others, so its rows are no calls"

Row = Mapping[str, str | None]


def count_table(counting: Counting, name: str, chunks: Iterable[bytes]) -> None:
    """Count what a CSV says about events."""
    csv.field_size_limit(_LONGEST_CELL)
    text = io.TextIOWrapper(_Stream(chunks), encoding="utf-8", errors="replace", newline="")  # type: ignore[type-var]  # it has what is asked of a stream
    first = text.readline()
    delimiter = max(DELIMITERS, key=first.count)
    header = next(csv.reader([first], delimiter=delimiter), [])
    try:
        rows = (
            dict(zip(header, row, strict=False)) for row in csv.reader(text, delimiter=delimiter)
        )
        count_rows(counting, name, header, rows)
    except csv.Error as error:
        counting.take(Unreadable(Place(name), f"it is no CSV from here on ({error})"))


def is_row(columns: Iterable[str]) -> bool:
    """Names of columns, or of the fields of a line, are those of a warehouse's table."""
    known = {_plain(column) for column in columns}
    return "received at" in known and bool(known & {"id", "anonymous id", "user id"})


def _plain(column: str) -> str:
    return re.sub(r"[\W_]+", " ", column).strip().lower()


def count_rows(
    counting: Counting, name: str, header: Sequence[str], rows: Iterable[Mapping[str, object]]
) -> None:
    """Count the rows of a table, whatever file they come from."""
    columns = {column: _plain(column) for column in header}
    known = set(columns.values())
    named = ({columns.get(c) or _plain(c): _text(v) for c, v in row.items()} for row in rows)
    if known & {"event name", "trait name"} and known & {"total", "allowed"}:
        _Schema(counting, name).count(named)
    elif is_row(columns.values()):
        _Warehouse(counting, name, known).count(named)
    else:
        counting.take(Unreadable(Place(name), _NOTHING))


@dataclass(slots=True)
class _Schema:
    """The export of a source's schema: a row for each event and each of its properties."""

    counting: Counting
    name: str

    def count(self, rows: Iterable[Row]) -> None:
        """Take over the totals of events; one that has only rows of properties came as often at least."""
        form = self.counting.file(self.name)
        form.form = "source schema"
        source = self.counting.senders.named_in(self.name)
        found: dict[tuple[str, str | None], CountedTable] = {}
        for number, row in enumerate(rows, 2):
            kind, event = ("track", row.get("event name")) if "event name" in row else self._people
            if kind == "track" and not event:
                continue
            total = (row.get("total") or row.get("allowed") or "").replace(",", "")
            if not total.isdigit():
                where = Place(self.name, "row", number)
                self.counting.take(Unreadable(where, f"its total is {total!r}, no number"))
                continue
            seen = next((v for k, v in row.items() if k.startswith("last seen") and v), None)
            new = CountedTable(kind, event, self.name, "source schema", source)
            table = found.setdefault((kind, event), new)
            table.count = max(table.count, int(total))
            table.last = max(table.last, seen or "")
        self.counting.tally.tables += found.values()

    @property
    def _people(self) -> tuple[str, None]:
        """The call whose traits these are, by the file's name."""
        return ("group" if "group" in self.name.lower() else "identify"), None


@dataclass(slots=True)
class _Warehouse:
    """The table of one call or event: a row for each call."""

    counting: Counting
    name: str
    columns: set[str]
    found: dict[tuple[str, str | None], CountedTable] = field(default_factory=dict)

    def count(self, rows: Iterable[Row]) -> None:
        """Count the rows by event, each id once."""
        words = set(re.split(r"[^a-z]+", self.name.lower()))
        kind = "track" if self.columns & {"event", "event text"} else ""
        kind = kind or next((_OF_TABLES[one] for one in _OF_TABLES if one in words), "")
        if not kind and words & _MADE_OF_OTHERS:
            self.counting.take(Unreadable(Place(self.name), _NO_CALLS))
            return
        kind = kind or self._kind()
        self.counting.file(self.name).form = "warehouse"
        if not kind:
            why = "which call its rows are cannot be told: name the file after its table"
            self.counting.take(Unreadable(Place(self.name), why))
            return
        for row in rows:
            message_id = row.get("id") or ""
            # a call may be in a capture too, where its values are
            if message_id and self.counting.is_copy(f"row {message_id}", None):
                continue
            self._row(kind, row)
        self.counting.tally.tables += self.found.values()

    def _kind(self) -> str:
        if "previous id" in self.columns:
            return "alias"
        if "group id" in self.columns:
            return "group"
        return "page" if {"name", "url"} <= self.columns else ""

    def _row(self, kind: str, row: Row) -> None:
        event = row.get("event text") or row.get("event") if kind == "track" else None
        if kind in {"page", "screen"}:
            event = row.get("name")
        rule = self._rule(kind, event)
        named = rule.key if rule and rule.key else event
        table = self.found.get((kind, named))
        if table is None:
            source = self.counting.senders.named_in(self.name)
            table = CountedTable(kind, named, self.name, "warehouse", source)
            self.found[kind, named] = table
        table.count += 1
        said = next((v for name in _MOMENTS if (v := row.get(name.replace("_", " ")))), "")
        moment = sortable(said) or said
        if moment:
            table.first = min(table.first or moment, moment)
            table.last = max(table.last, moment)
        for path in _asked_for(rule):
            if not row.get(snake_case(path[-1]).replace("_", " ")):
                name = ".".join(path)
                table.empty[name] = table.empty.get(name, 0) + 1

    def _rule(self, kind: str, event: str | None) -> Rule | None:
        """The rule for a name as it was sent, or as warehouses change it."""
        judge = self.counting.judge
        rules = judge.rules(kind, event)
        if not rules and event is not None:
            names = {
                snake_case(rule.key): rule.key
                for rule in judge.plan.rules
                if rule.key and rule.call == kind
            }
            rules = judge.rules(kind, names[event]) if event in names else ()
        return rules[0] if rules else None


def _asked_for(rule: Rule | None) -> Iterator[tuple[str, ...]]:
    """Required fields at the first level that a column holds as they are."""
    for planned in rule.fields if rule else ():
        if planned.required and len(planned.path) == 2 and "object" not in planned.types:
            yield planned.path


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    return value.strip() if isinstance(value, str) else str(value)


class _Stream(io.RawIOBase):
    """Chunks as a stream of bytes."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._left = b""

    def readable(self) -> bool:
        """It only gives."""
        return True

    def readinto(self, buffer: object) -> int:
        """As much as there is room for; 0 at the end."""
        assert isinstance(buffer, memoryview | bytearray)  # noqa: S101
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = chunk
        part, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def count_json_rows(
    counting: Counting, name: str, found: Iterable[Mapping[str, object] | Unreadable]
) -> None:
    """Count the rows of a table that is kept as JSON; what is empty in a row may not stand there."""

    def rows() -> Iterator[Mapping[str, object]]:
        for one in found:
            if isinstance(one, Unreadable):
                counting.take(one)
            else:
                yield one

    left = rows()
    first = next(left, {})
    count_rows(counting, name, list(first), chain([first] if first else [], left))


def count_parquet(counting: Counting, name: str, path: Path) -> None:
    """Count the rows of a Parquet file, with DuckDB where that is installed (extra `parquet`)."""
    try:
        import duckdb
    except ImportError:
        from segkit.engagement.bundled import install_with

        why = f"to read Parquet, {install_with('parquet')} Or save it as CSV"
        counting.take(Unreadable(Place(name), why))
        return
    try:
        with duckdb.connect(config={"enable_external_access": True}) as base:
            found = base.execute("select * from read_parquet(?)", [str(path)])
            header = [column[0] for column in found.description or ()]
            rows = (dict(zip(header, row, strict=True)) for row in _batches(found))
            count_rows(counting, name, header, rows)
    except duckdb.Error as error:
        why = f"it is no Parquet file that can be read ({str(error).partition(chr(10))[0]})"
        counting.take(Unreadable(Place(name), why))


def _batches(found: object) -> Iterator[Sequence[object]]:
    while batch := found.fetchmany(10_000):  # type: ignore[attr-defined]  # DuckDB's relation
        yield from batch
