"""JSON lines, counted at speed: of most calls only what is asked about is ever decoded.

A line that is a call with the usual types, under a rule that speaks of its container only, and
that keeps that rule, is counted here. Whatever else a line is goes the long way, `Counting.take`,
and ends in the same cells.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from zlib import crc32

import msgspec

from segkit.model.plan import CALLS
from segkit.traffic.calls import Hints, Place, Unreadable
from segkit.traffic.captures import found_in_value
from segkit.traffic.counting import Counting
from segkit.traffic.decoding import MOST_BYTES, NotJsonError, value_of
from segkit.traffic.judge import Known
from segkit.traffic.moments import sortable
from segkit.traffic.senders import Sender
from segkit.traffic.tally import (
    ANONYMOUS,
    CONSENT,
    EMAIL,
    PLANNED,
    USER,
    Cell,
    Key,
)  # fmt: skip

_ABSENT = msgspec.Raw()
_NAMED = frozenset({"page", "screen"})
_MOST_KNOWN = 10_000


class _NotSureError(Exception):
    """A call has to be looked at as a whole."""


class _Library(msgspec.Struct, gc=False):
    name: str | None = None


class _Protocols(msgspec.Struct, gc=False):
    event_version: object = None


class _Context(msgspec.Struct, gc=False):
    library: _Library | None = None
    protocols: _Protocols | None = None
    consent: object = None


class _Line(msgspec.Struct, gc=False):
    """What is asked about of a call; a line where one of these is something else goes the long way."""

    type: str = ""
    event: str | None = None
    name: str | None = None
    messageId: str | None = None  # noqa: N815 (Segment's own names)
    userId: str | None = None  # noqa: N815
    anonymousId: str | None = None  # noqa: N815
    timestamp: str | None = None
    originalTimestamp: str | None = None  # noqa: N815
    sentAt: str | None = None  # noqa: N815
    receivedAt: str | None = None  # noqa: N815
    projectId: str | None = None  # noqa: N815
    writeKey: str | None = None  # noqa: N815
    properties: msgspec.Raw = _ABSENT
    traits: msgspec.Raw = _ABSENT
    context: _Context | None = None


class _Id(msgspec.Struct, gc=False):
    messageId: str = ""  # noqa: N815 (Segment's own name)


_read = msgspec.json.Decoder(_Line).decode
_read_id = msgspec.json.Decoder(_Id).decode


def lines_of(chunks: Iterable[bytes]) -> Iterator[tuple[list[bytes], bool]]:
    """The lines of a stream, some at a time; True for a line that is longer than any call."""
    left = b""
    is_too_long = False
    for chunk in chunks:
        lines = (left + chunk).split(b"\n")
        left = lines.pop()
        if lines and is_too_long:
            yield [lines.pop(0)[:0]], True
            is_too_long = False
        if lines:
            yield lines, False
        if len(left) > MOST_BYTES:
            is_too_long, left = True, b""
    if left or is_too_long:
        yield [left], is_too_long


def count_lines(counting: Counting, name: str, content: Iterable[bytes], hints: Hints) -> None:
    """Count every line of a file, or of a part of it that begins with a line."""
    run = _Run(counting, name, hints)
    for lines, is_too_long in lines_of(content):
        if is_too_long:
            run.file.lines += 1
            why = f"the line is longer than {MOST_BYTES // 1_000_000} MB"
            counting.take(Unreadable(Place(name, "line", run.file.lines), why))
            continue
        run.count(lines, run.file.lines)
        run.file.lines += len(lines)
        if counting.is_full:
            run.finish()
            counting.rest()
            run = _Run(counting, name, hints)
    run.finish()


class _Run:
    """One file, with what has been looked up for its calls, and what was counted of them so far."""

    def __init__(self, counting: Counting, name: str, hints: Hints) -> None:
        self.counting = counting
        self.name = name
        self.hints = hints
        self.file = counting.file(name)
        self.known: dict[tuple[str, str | None], Known | None] = {}
        self.tracks: dict[str | None, Known | None] = {}
        self.groups: dict[tuple[str | None, ...], dict[int, Cell]] = {}
        self.keys: list[tuple[Key, Cell]] = []

    def count(self, lines: list[bytes], number: int) -> None:  # noqa: C901, PLR0912, PLR0915 (one loop: a function for each line costs a tenth)
        """Count some lines; `number` stands before the first of them."""
        counting, read = self.counting, _read
        knowns, people = self.known, counting.tally.people
        users, visitors = people.users, people.visitors
        saw_user, saw_visitor = people.saw_user, people.saw_visitor
        tracks, seen = self.tracks, counting.seen
        skip = counting.skip | self._older(lines)
        project = write_key = library = None
        group = self._group(project, write_key, library)
        for raw in lines:
            number += 1
            if not raw:
                continue
            try:
                line = read(raw)
                kind = line.type
                if kind == "track":
                    known = tracks[line.event]
                else:
                    known = knowns[kind, line.name if kind in _NAMED else None]
            except KeyError:
                known = self._look_up(line)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                known = None
            if known is None:
                self._slowly(raw, number)
                continue
            message_id = line.messageId
            if message_id:
                size = len(seen)
                seen[message_id] = None
                if len(seen) == size or (skip and counting.fingerprint(message_id) in skip):
                    counting.copy(message_id, self.file, in_part=len(seen) == size)
                    continue
            context = line.context
            flags = 0
            if known.rules:
                try:
                    value = line.properties if known.of_properties else line.traits
                    if known.has_versions and context is not None and context.protocols:
                        raise _NotSureError  # noqa: TRY301 (leaves the quick way)
                    if value is not _ABSENT:
                        known.prove(value)
                    elif known.is_required:
                        raise _NotSureError  # noqa: TRY301 (likewise)
                except (_NotSureError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                    self._judge(raw, number)
                    continue
                flags = PLANNED
            moment = said = (
                line.timestamp or line.originalTimestamp or line.sentAt or line.receivedAt or ""
            )
            if len(said) != 24 or said[23] != "Z" or said[10] != "T":
                moment = sortable(said)
            user_id, anonymous_id = line.userId, line.anonymousId
            if user_id:
                flags |= USER | EMAIL if "@" in user_id else USER
                if crc32(user_id.encode()) < users.bound:
                    saw_user(user_id, kind, moment)
                if anonymous_id and crc32(anonymous_id.encode()) < visitors.bound:
                    saw_visitor(anonymous_id, user_id)
            if anonymous_id:
                flags |= ANONYMOUS
            found = None
            if context is not None:
                if context.library is not None:
                    found = context.library.name
                if context.consent is not None:
                    flags |= CONSENT
            if found != library or line.projectId != project or line.writeKey != write_key:
                library, project, write_key = found, line.projectId, line.writeKey
                group = self._group(project, write_key, library)
            cell = group.get(known.number | flags)
            if cell is None:
                cell = group[known.number | flags] = self._new_cell(line, known, flags, raw)
            cell.count += 1
            if moment:
                if moment < cell.earliest:
                    cell.earliest, cell.first = moment, said
                if moment > cell.latest:
                    cell.latest, cell.last = moment, said
            sent, received = line.sentAt, line.receivedAt
            if sent is not None and received is not None and sent[:16] != received[:16]:
                counting.skew(sent, received)

    def finish(self) -> None:
        """Hand over what was counted at speed."""
        tally, file = self.counting.tally, self.file
        for key, cell in self.keys:
            tally.cells.setdefault(key, Cell()).add(cell)
            tally.calls += cell.count
            file.calls += cell.count
            file.earliest = min(file.earliest, cell.earliest)
            file.latest = max(file.latest, cell.latest)

    def _older(self, lines: list[bytes]) -> frozenset[int]:
        """Fingerprints in these lines that were counted before the last rest."""
        if not self.counting.older:
            return frozenset()
        ids = array("q")
        for raw in lines:
            with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                ids.append(self.counting.fingerprint(_read_id(raw).messageId))
        return self.counting.older.known(ids)

    def _look_up(self, line: _Line) -> Known | None:
        """What is known of such calls; None where a line has to be looked at as a whole."""
        kind, judge = line.type, self.counting.judge
        if kind not in CALLS or line.event == "Violation Generated":
            return None
        name = line.event if kind == "track" else line.name if kind in _NAMED else None
        known = judge.known(kind, name)
        found = known if known.quick or not (known.rules or judge.has_common) else None
        if len(self.tracks) + len(self.known) > _MOST_KNOWN:
            return None  # names without end have no place of their own
        if kind == "track":
            self.tracks[name] = found
        else:
            self.known[kind, name] = found
        return found

    def _group(self, *sender: str | None) -> dict[int, Cell]:
        """The cells of calls from one source and library."""
        return self.groups.setdefault(sender, {})

    def _slowly(self, raw: bytes, number: int) -> None:
        """Whatever a line is."""
        if not raw.strip():
            return
        place = Place(self.name, "line", number)
        try:
            value = value_of(raw)
        except NotJsonError as error:
            self.counting.take(Unreadable(place, str(error)))
            return
        for found in found_in_value(value, place, self.hints):
            self.counting.take(found)

    def _judge(self, raw: bytes, number: int) -> None:
        """A call that is no copy and has to be judged as a whole."""
        call = value_of(raw)
        assert isinstance(call, dict)  # noqa: S101 (it was one when it was read)
        sender = self._sender(call.get("projectId"), call.get("writeKey"))
        self.counting.count(call, sender, Place(self.name, "line", number), self.file)

    def _sender(self, project: object, key: object) -> Sender:
        who = self.counting.senders.who
        return who(str(project or ""), str(key or ""), self.hints.folder)

    def _new_cell(self, line: _Line, known: Known, flags: int, raw: bytes) -> Cell:
        kind = line.type
        name = line.event if kind == "track" else line.name if kind in _NAMED else None
        sender = self._sender(line.projectId, line.writeKey)
        library = line.context.library if line.context else None
        version = known.rules[0].version if known.rules else 0
        key = Key(kind, name, sender, (library.name if library else None) or "", version, flags)
        tally = self.counting.tally
        if known.rules and (kind, name, sender.slug) not in tally.samples:
            call = value_of(raw)
            assert isinstance(call, dict)  # noqa: S101 (it was one when it was read)
            tally.keep((kind, name), sender.slug, call)
        cell = Cell()
        self.keys.append((key, cell))
        return cell
