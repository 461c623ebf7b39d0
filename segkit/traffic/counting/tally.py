"""What is counted of captured calls, in parts that can be put together.

Calls that no question tells apart share one cell, so that a million of them are some hundred
numbers. A tally holds no write key, and of customers' values one example of each breach and one
call of each event and source.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from segkit.traffic.captures.calls import Call, Place, Unreadable
from segkit.traffic.counting.people import NEVER, People, Sample
from segkit.traffic.counting.senders import Sender
from segkit.traffic.judge import Breach

USER, ANONYMOUS, EMAIL, CONSENT, BROKEN, PLANNED = 1, 2, 4, 8, 16, 32
"""What is true of every call in a cell, as bits."""

MOST_UNREADABLE = 10_000
"""Of what cannot be read, each with its place; the rest is counted."""

MOST_NAMES = 20_000
"""Names that are not planned; code that puts numbers into names makes endless ones."""

OTHER_NAMES = "\0others"
"""The name under which those beyond are counted."""

Name = tuple[str, str | None]
"""A call and the name of its event, page or screen."""


class Key(NamedTuple):
    """What the calls of a cell have in common.

    Attributes:
        version: Of the rule that counted; 0 for calls that are not planned.
    """

    kind: str
    name: str | None
    sender: Sender
    library: str
    version: int
    flags: int


@dataclass(slots=True)
class Cell:
    """Calls that have everything in common: how many, and the first and last moment.

    A moment is kept as it sorts and as it was sent.
    """

    count: int = 0
    earliest: str = NEVER
    latest: str = ""
    first: str = ""
    last: str = ""

    def add(self, other: Cell) -> None:
        """Take over the calls of another cell."""
        self.count += other.count
        if other.earliest < self.earliest:
            self.earliest, self.first = other.earliest, other.first
        if other.latest > self.latest:
            self.latest, self.last = other.latest, other.last


@dataclass(slots=True)
class Counted:
    """One breach, however often it was seen, with the first call that has it."""

    breach: Breach
    place: Place
    message_id: str
    count: int = 0


@dataclass(slots=True)
class FileTally:
    """What came of one file, or of a part of it."""

    form: str = ""
    calls: int = 0
    duplicates: int = 0
    lines: int = 0
    earliest: str = NEVER
    latest: str = ""

    def add(self, other: FileTally) -> None:
        """Put the next part behind this one."""
        self.form = self.form or other.form
        self.calls += other.calls
        self.duplicates += other.duplicates
        self.lines += other.lines
        self.earliest = min(self.earliest, other.earliest)
        self.latest = max(self.latest, other.latest)


@dataclass(slots=True)
class CountedTable:
    """An event of which a table says how often it was received."""

    kind: str
    name: str | None
    file: str
    form: str
    source: str
    count: int = 0
    first: str = ""
    last: str = ""
    empty: dict[str, int] = field(default_factory=dict)


Breaches = dict[tuple[object, ...], Counted]


@dataclass(slots=True)
class Tally:
    """The counts of some captured calls.

    Attributes:
        breaches: By event, then by path and keyword.
        reported: Breaches that Segment reported, by event, source, field and kind.
        unlisted: What cannot be read, beyond what `unreadable` names.
        samples: For each event and source one call, to follow it to its destinations.
        attempts: Calls that were not accepted so far, by the fingerprint of their messageId.
        again: Fingerprints of accepted calls that an earlier part has already.
        skewed: Calls that were received more than five minutes off their sending.
        most_skew: The largest such distance in seconds.
        tables: Events of which a file says how often they were received, and nothing more.
        fingerprints: Of the messageIds, for finding copies in other parts.
    """

    calls: int = 0
    duplicates: int = 0
    cells: dict[Key, Cell] = field(default_factory=dict)
    breaches: dict[Name, Breaches] = field(default_factory=dict)
    reported: Breaches = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)
    unlisted: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    samples: dict[tuple[str, str | None, str], Call] = field(default_factory=dict)
    people: People = field(default_factory=People)
    attempts: dict[int, Name] = field(default_factory=dict)
    lost: Counter[Name] = field(default_factory=Counter)
    again: set[int] = field(default_factory=set)
    skewed: int = 0
    most_skew: float = 0.0
    files: dict[str, FileTally] = field(default_factory=dict)
    fingerprints: array[int] = field(default_factory=lambda: array("q"))
    tables: list[CountedTable] = field(default_factory=list)
    names: Sample[bool] = field(default_factory=lambda: Sample(MOST_NAMES))

    def keep(self, name: Name, slug: str, call: object) -> None:
        """Keep a valid call of an event and a source, when it is the first one."""
        if (*name, slug) not in self.samples and isinstance(call, dict):
            self.samples[*name, slug] = {k: v for k, v in call.items() if k != "writeKey"}

    def refuse(self, found: Unreadable) -> None:
        """Name what cannot be read."""
        if len(self.unreadable) < MOST_UNREADABLE:
            self.unreadable.append(found)
        else:
            self.unlisted += 1

    def add(self, other: Tally) -> None:
        """Put the next part behind this one: what was first stays first."""
        before = {name: part.lines for name, part in self.files.items()}
        self._add_events(other, before)
        self.calls += other.calls
        self.duplicates += other.duplicates
        for one in other.unreadable:
            self.refuse(replace(one, place=_moved(one.place, before)))
        self.unlisted += other.unlisted
        self.ignored.update(other.ignored)
        self.tables += other.tables
        for where, call in other.samples.items():
            self.samples.setdefault(where, call)
        self.people.add(other.people)
        for fingerprint in other.again:
            self.attempts.pop(fingerprint, None)
        self.attempts.update(other.attempts)
        self.lost.update(other.lost)
        self.skewed += other.skewed
        self.most_skew = max(self.most_skew, other.most_skew, key=abs)
        for name, part in other.files.items():
            self.files.setdefault(name, FileTally()).add(part)

    def _add_events(self, other: Tally, before: Mapping[str, int]) -> None:
        share = self.names.share
        for key, cell in other.cells.items():
            self.cells.setdefault(self._kept(key), Cell()).add(cell)
        if self.names.share != share:
            cells, self.cells = self.cells, {}
            for key, cell in cells.items():
                self.cells.setdefault(self._kept(key), Cell()).add(cell)
        for name, found in other.breaches.items():
            _add_breaches(self.breaches.setdefault(name, {}), found, before)
        _add_breaches(self.reported, other.reported, before)

    def _kept(self, key: Key) -> Key:
        """The key, with another name when there are too many that are not planned."""
        if key.flags & PLANNED or key.name in {None, OTHER_NAMES}:
            return key
        name = f"{key.kind} {key.name}"
        return key if self.names.of(name, bool) is not None else key._replace(name=OTHER_NAMES)


def _add_breaches(mine: Breaches, theirs: Breaches, before: Mapping[str, int]) -> None:
    for what, one in theirs.items():
        if what in mine:
            mine[what].count += one.count
        else:
            mine[what] = replace(one, place=_moved(one.place, before))


def _moved(place: Place, before: Mapping[str, int]) -> Place:
    """A line of a part as a line of its whole file."""
    if place.unit != "line":
        return place
    return place._replace(number=place.number + before.get(place.file, 0))
