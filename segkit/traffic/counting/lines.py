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
from segkit.traffic.captures.calls import Hints, Place, Unreadable
from segkit.traffic.captures.decoding import MOST_BYTES, NotJsonError, value_of
from segkit.traffic.captures.forms import MARKS, found_in_value
from segkit.traffic.captures.splitting import Splitter
from segkit.traffic.counting.copies import in_order
from segkit.traffic.counting.counter import Counting
from segkit.traffic.counting.moments import sortable
from segkit.traffic.counting.senders import Sender
from segkit.traffic.counting.tally import (
    ANONYMOUS,
    BROKEN,
    CONSENT,
    EMAIL,
    PLANNED,
    USER,
    Cell,
    Key,
)  # fmt: skip
from segkit.traffic.judge import Known

_ABSENT = msgspec.Raw()
_NAMED = frozenset({"page", "screen"})
_NOT_SURE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What decoding raises where a line is otherwise than expected, which may be right all the same."""
_MOST_KNOWN = 10_000


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
    left: list[bytes] = []
    size, is_too_long = 0, False
    for chunk in chunks:
        lines = chunk.split(b"\n")
        if len(lines) == 1:
            size += len(chunk)
            is_too_long = is_too_long or size > MOST_BYTES
            left = [] if is_too_long else [*left, chunk]
            continue
        if is_too_long:
            yield [b""], True
            del lines[0]
        else:
            lines[0] = b"".join((*left, lines[0]))
        last = lines.pop()
        left, size, is_too_long = [last], len(last), False
        if lines:
            yield lines, False
    rest = b"".join(left)
    if rest or is_too_long:
        yield [rest], is_too_long


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
        self.tracks: dict[str | None, Known] = {}
        self.others: dict[tuple[object, ...], Known] = {}
        self.groups: dict[tuple[str | None, ...], dict[int, Cell]] = {}
        self.keys: list[tuple[Key, Cell]] = []

    def count(self, lines: list[bytes], before: int) -> None:  # noqa: C901, PLR0912, PLR0915 (one loop: a function for each line costs a tenth)
        """Count some lines; so many stand before them."""
        counting, read, tracks, others = self.counting, _read, self.tracks, self.others
        seen, print_of, finds_copies = counting.seen, counting.fingerprint, counting.finds_copies
        remember = counting.unsorted.append
        people = counting.tally.people
        users, visitors = people.users.bound, people.visitors.bound
        skip = counting.skip | self._older(lines)
        is_ascii = all(map(bytes.isascii, lines))
        project = write_key = library = None
        group = self._group(project, write_key, library)
        known: Known | None
        for number, raw in enumerate(lines, before + 1):
            try:
                if not is_ascii:
                    raw.decode()  # what is skipped is not looked at
                line = read(raw)
                kind = line.type
                if kind == "track":
                    known = tracks[line.event]
                else:
                    known = others[kind, line.name if kind in _NAMED else None]
            except KeyError:
                known = self._look_up(line)
            except _NOT_SURE:
                self._slowly(raw, number)
                continue
            context = line.context
            if known and known.has_versions and context is not None and context.protocols:
                known = self._look_up(line, context.protocols.event_version)
            if known is None:
                self._slowly(raw, number)
                continue
            message_id = line.messageId
            if message_id:
                fingerprint = print_of(message_id)
                if finds_copies:
                    size = len(seen)
                    seen.add(fingerprint)
                    if len(seen) == size or (skip and fingerprint in skip):
                        counting.copy(fingerprint, self.file, in_part=len(seen) == size)
                        continue
                else:
                    remember(fingerprint)
            flags, check = PLANNED if known.rule else 0, known.check
            try:
                if check.prove is not None:
                    value = line.properties if check.of_properties else line.traits
                    if value is not _ABSENT:
                        check.prove(value)
                    elif check.is_required:
                        raise msgspec.ValidationError
                if check.whole is not None:
                    check.whole(raw)
            except _NOT_SURE:
                try:
                    flags |= self._broken(line, known, raw, number)
                except NotJsonError:
                    if message_id:
                        counting.forget(fingerprint)
                    self._slowly(raw, number)
                    continue
            moment = said = (
                line.timestamp or line.originalTimestamp or line.sentAt or line.receivedAt or ""
            )
            if len(said) != 24 or said[23] != "Z" or said[10] != "T":
                moment = sortable(said)
            user_id, anonymous_id = line.userId, line.anonymousId
            if user_id:
                flags |= USER | EMAIL if "@" in user_id else USER
                if crc32(user_id.encode()) < users:
                    people.saw_user(user_id, kind, moment)
                if anonymous_id and crc32(anonymous_id.encode()) < visitors:
                    people.saw_visitor(anonymous_id, user_id)
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
            if sent != received and sent and received and sent[:16] != received[:16]:
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
            with suppress(*_NOT_SURE):
                ids.append(self.counting.fingerprint(_read_id(raw).messageId))
        return self.counting.older.known(in_order(ids))

    def _look_up(self, line: _Line, asked: object = None) -> Known | None:
        """What is known of such calls; None where a line has to be looked at as a whole."""
        kind, name = line.type, _name(line)
        found = self.others.get((kind, name, asked)) if asked else None
        if found or kind not in CALLS or line.event == "Violation Generated":
            return found
        if len(self.tracks) + len(self.others) > _MOST_KNOWN:
            return None  # names without end have no place of their own
        found = self.counting.judge.known(kind, name, asked)
        if asked:
            self.others[kind, name, asked] = found
        elif kind == "track":
            self.tracks[name] = found
        else:
            self.others[kind, name] = found
        return found

    def _group(self, *sender: str | None) -> dict[int, Cell]:
        """The cells of calls from one source and library."""
        return self.groups.setdefault(sender, {})

    def _slowly(self, raw: bytes, number: int) -> None:
        """Whatever a line is."""
        raw = raw.strip(MARKS)
        if not raw:
            return
        place = Place(self.name, "line", number)
        try:
            values = _values_of(raw)
        except NotJsonError as error:
            self.counting.take(Unreadable(place, str(error)))
            return
        for value in values:
            for found in found_in_value(value, place, self.hints):
                self.counting.take(found)

    def _broken(self, line: _Line, known: Known, raw: bytes, number: int) -> int:
        """Count what a call breaks of which it was not proved that it keeps its rules."""
        call = value_of(raw)
        assert isinstance(call, dict)  # noqa: S101 (it was one when it was read)
        breaches = self.counting.judge.breaches(call, known.rule)
        if not breaches:
            return 0
        place = Place(self.name, "line", number)
        self.counting.breaks((line.type, _name(line)), breaches, place, line.messageId or "")
        return BROKEN

    def _sender(self, project: object, key: object) -> Sender:
        who = self.counting.senders.who
        return who(str(project or ""), str(key or ""), self.hints.folder)

    def _new_cell(self, line: _Line, known: Known, flags: int, raw: bytes) -> Cell:
        name = line.type, _name(line)
        sender = self._sender(line.projectId, line.writeKey)
        library = line.context.library if line.context else None
        version = known.rule.version if known.rule else 0
        key = Key(*name, sender, (library.name if library else None) or "", version, flags)
        tally = self.counting.tally
        if known.rule and not flags & BROKEN and (*name, sender.slug) not in tally.samples:
            with suppress(NotJsonError):  # by a number that nobody asked about
                tally.keep(name, sender.slug, value_of(raw))
        cell = Cell()
        self.keys.append((key, cell))
        return cell


def _name(line: _Line) -> str | None:
    """As `name_of` a call."""
    return line.event if line.type == "track" else line.name if line.type in _NAMED else None


def _values_of(raw: bytes) -> list[object]:
    """The value of a line, or several of which somebody forgot to end the lines."""
    try:
        return [value_of(raw)]
    except NotJsonError:
        pieces = list(Splitter().pieces([raw]))
        if len(pieces) < 2 or not all(one.is_whole and one.unit == "value" for one in pieces):
            raise
        return [value_of(one.raw) for one in pieces]
