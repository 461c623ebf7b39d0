"""Tables of properties below headings of events, and what the header of a table says it holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from segkit.plans.markdown.belonging import call_of, told_of
from segkit.plans.markdown.beside import shape_of
from segkit.plans.markdown.event_names import call_in_heading, is_sure
from segkit.plans.markdown.markdown_blocks import Chunk
from segkit.plans.markdown.outline import Node
from segkit.plans.markdown.outlined_events import events_above, is_sent
from segkit.plans.words.headings import call_of_name, hints
from segkit.plans.words.looks import is_event_like, is_key_like
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import take_apart

EVENT, DESCRIPTION, CALL = "Event Name", "Event Description", "Call"
_SURE = 0.8
_FEW = 5


@dataclass(slots=True)
class Below:
    """Tables of properties below headings of events, as one.

    Attributes:
        rows: The header, and all rows with the event in front.
        by_words: Events whose headings are not spelled as events are.
    """

    rows: list[tuple[str, ...]] = field(default_factory=list)
    by_words: list[str] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """The events."""
        return {row[0] for row in self.rows[1:]}

    def odd_ones(self) -> list[str]:
        """Those in words, but for a few that are spelled as all others are."""
        shapes = {shape_of(name) for name in self.names - {*self.by_words}}
        are_few = len({*self.by_words}) * _FEW <= len(self.names)
        alike = {name for name in self.by_words if are_few and shape_of(name) in shapes}
        return [name for name in self.by_words if name not in alike and not call_of_name(name)]

    def with_calls(self) -> tuple[tuple[str, ...], ...]:
        """The rows; an event whose table is empty is said to be one: it could head the next ones."""
        header, *found = self.rows
        bare = [len(row) < len(header) and not call_of_name(row[0]) for row in found]
        if CALL in header or not any(bare):
            return tuple(self.rows)
        calls = ("track" if one else "" for one in bare)
        named = ((*row[:2], call, *row[2:]) for row, call in zip(found, calls, strict=True))
        return ((*header[:2], CALL, *header[2:]), *named)

    def add(self, other: Below) -> None:
        """Append another table of this header."""
        self.rows += other.rows[1:] if self.rows else other.rows
        self.by_words += other.by_words


def rows_of_events(node: Node, table: Chunk, *, strict: bool) -> Below | None:
    """A table of properties with the events above it in a column; None for other tables."""
    holds_names = (heads_properties(table) or _lists_names(table)) and not _of_settings(table)
    if names_events(table) or not holds_names or _speaks_of_events(table):
        return None
    is_said = _says_properties(table)
    events, origin = events_above(node, strict=strict, is_said=is_said)
    by_words = [] if is_sure(origin, events) or is_sent(origin, events) else events
    if by_words and not heads_properties(table):
        return None
    header, *rows = table.rows
    if not hints(header[0]) and _lists_names(table):
        header = (f"Property ({header[0]})", *header[1:])
    lines = [one for one in origin.below if not one.is_heading]
    told, call = told_of(lines), call_in_heading(origin) or call_of(lines)
    heads, said = ((CALL,), (call,)) if call else ((), ())
    found = [(event, told, *said, *row) for event in events for row in rows or [()]]
    if call or (is_said and all(map(is_event_like, by_words))):
        by_words = []
    header = (EVENT, DESCRIPTION, *heads, *header)
    return Below([header, *found], by_words) if events else None


def names_events(table: Chunk) -> bool:
    """A column of the table is headed as the one that holds events."""
    header = table.rows[0] if table.rows else ()
    return any(hints(cell).get(Role.EVENT, 0.0) >= _SURE for cell in header)


def _speaks_of_events(table: Chunk) -> bool:
    """The first column is one of events, in whatever words: `Event type`."""
    words = take_apart(table.rows[0][0]) if table.rows and table.rows[0] else None
    return words is not None and "event" in words.about and not words.about & {"field", "variable"}


def headed(table: Chunk) -> Chunk:
    """The table with its first column called one of events, if it speaks of them and holds names."""
    if not _speaks_of_events(table) or names_events(table):
        return table
    names = [row[0].strip() for row in table.rows[1:] if row]
    are_names = len(names) > 1 and all(map(is_key_like, names)) and len({*names}) == len(names)
    header, *rows = table.rows
    return replace(table, rows=((EVENT, *header[1:]), *rows)) if are_names else table


def _says_properties(table: Chunk) -> bool:
    """The header speaks of properties, and of what each is."""
    roles = [hints(cell) for cell in table.rows[0]] if table.rows else []
    said = {role for found in roles for role, weight in found.items() if weight >= _SURE}
    return Role.FIELD in said and bool(said & {Role.TYPE, Role.REQUIRED, Role.EXAMPLE})


def heads_properties(table: Chunk) -> bool:
    """The heading of a column may be one of properties."""
    header = table.rows[0] if table.rows else ()
    return any(hints(cell).keys() & {Role.FIELD, Role.PACKED, Role.NESTED} for cell in header)


def _lists_names(table: Chunk) -> bool:
    """The first column of the table holds names as programs have them."""
    first = [row[0] for row in table.rows[1:] if row]
    return bool(first) and sum(map(is_key_like, first)) * 2 > len(first)


def _of_settings(table: Chunk) -> bool:
    """Variables of the surroundings of a program: `API_KEY`."""
    first = [row[0].strip("` ") for row in table.rows[1:] if row]
    are_upper = all(name.isupper() and is_key_like(name) for name in first)
    return are_upper and any("_" in name for name in first)  # `ID` alone is a property
