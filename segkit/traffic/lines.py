"""JSON lines, counted at speed: of most calls only what is asked about is ever decoded.

A line that is a call with the usual types, under a rule that speaks of its container only, and
that keeps that rule, is counted here. Whatever else a line is goes the long way, `Counting.take`,
and ends in the same cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from segkit.model.plan import CALLS
from segkit.traffic.calls import Hints, Place, Unreadable
from segkit.traffic.captures import found_in_value
from segkit.traffic.counting import Counting
from segkit.traffic.decoding import MOST_BYTES, NotJsonError, value_of
from segkit.traffic.judge import Known
from segkit.traffic.moments import sortable
from segkit.traffic.people import SEVERAL, Moments, nothing_yet
from segkit.traffic.senders import Sender
from segkit.traffic.tally import (
    ANONYMOUS, BROKEN, CONSENT, EMAIL, PLANNED, USER, Cell, FileTally, Key,
)  # fmt: skip

_ABSENT = msgspec.UNSET
Absent = msgspec.UnsetType


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
    properties: object = _ABSENT
    traits: object = _ABSENT
    context: _Context | None = None


_read = msgspec.json.Decoder(_Line).decode


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
    number = 0
    for lines, is_too_long in lines_of(content):
        if is_too_long:
            number += 1
            why = f"the line is longer than {MOST_BYTES // 1_000_000} MB"
            counting.take(Unreadable(Place(name, "line", number), why))
        else:
            run.count(lines, number)
            number += len(lines)
    run.file.lines += number


class _Run:
    """One file, with what has been looked up for its calls."""

    def __init__(self, counting: Counting, name: str, hints: Hints) -> None:
        self.counting = counting
        self.name = name
        self.hints = hints
        self.file = counting.file(name)
        self.known: dict[tuple[str, str | None], Known | None] = {}
        self.cells: dict[tuple[object, ...], Cell] = {}
        self.users: dict[str, Moments | None] = {}
        self.visitors: dict[str, set[str] | None] = {}

    def count(self, lines: list[bytes], number: int) -> None:  # noqa: C901, PLR0912, PLR0914, PLR0915 (one loop: a function for each line costs a tenth)
        """Count some lines; `number` stands before the first of them."""
        counting, tally, file, read = self.counting, self.counting.tally, self.file, _read
        knowns, cells, users, visitors = self.known, self.cells, self.users, self.visitors
        seen, skip = counting.seen, counting.skip
        earliest, latest = file.earliest, file.latest
        counted = 0
        for raw in lines:
            number += 1
            try:
                line = read(raw)
                kind = line.type
                name = line.event if kind == "track" else None
                if name is None and kind in {"page", "screen"}:
                    name = line.name
                known = knowns[kind, name]
            except KeyError:
                known = self._look_up(kind, name)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                known = None
            if known is None:
                self._slowly(raw, number)
                continue
            message_id = line.messageId
            if message_id:
                if skip or message_id in seen:
                    if counting.is_copy(message_id, file):
                        continue
                else:
                    seen.add(message_id)
            context = line.context
            if known.rules:
                check = known.is_valid
                value = line.properties if known.of_properties else line.traits
                if (
                    check is None
                    or (known.has_versions and context is not None and context.protocols)
                    or (known.is_required if value is _ABSENT else not check(value))
                ):
                    self._judge(raw, number)
                    continue
                flags = PLANNED
            else:
                flags = 0
            user_id, anonymous_id = line.userId, line.anonymousId
            moment = said = (
                line.timestamp or line.originalTimestamp or line.sentAt or line.receivedAt or ""
            )
            if len(said) != 24 or said[23] != "Z" or said[10] != "T":
                moment = sortable(said)
            if user_id:
                flags |= USER | EMAIL if "@" in user_id else USER
                person = users.get(user_id, False)
                if person is False:
                    person = users[user_id] = tally.people.users.of(user_id, nothing_yet)
                if person and moment:
                    if kind == "track":
                        if moment < person[1]:
                            person[1] = moment
                    elif kind == "identify" and moment < person[0]:
                        person[0] = moment
                if anonymous_id:
                    flags |= ANONYMOUS
                    ids = visitors.get(anonymous_id, False)
                    if ids is False:
                        ids = visitors[anonymous_id] = tally.people.visitors.of(anonymous_id, set)
                    if ids is not None and len(ids) < SEVERAL:
                        ids.add(user_id)
            elif anonymous_id:
                flags |= ANONYMOUS
            library = None
            if context is not None:
                if context.library is not None:
                    library = context.library.name
                if context.consent is not None:
                    flags |= CONSENT
            at = (kind, name, line.projectId, line.writeKey, library, flags)
            cell = cells.get(at)
            if cell is None:
                cell = self._new_cell(at, raw, known)
            cell.count += 1
            counted += 1
            if moment:
                if moment < cell.earliest:
                    cell.earliest, cell.first = moment, said
                if moment > cell.latest:
                    cell.latest, cell.last = moment, said
                if moment < earliest:
                    earliest = moment
                if moment > latest:
                    latest = moment
            sent, received = line.sentAt, line.receivedAt
            if sent is not None and received is not None and sent[:16] != received[:16]:
                counting.skew(sent, received)
        file.earliest, file.latest = min(earliest, file.earliest), max(latest, file.latest)
        file.calls += counted
        tally.calls += counted

    def _look_up(self, kind: str, name: str | None) -> Known | None:
        """What is known of such calls; None where a line has to be looked at as a whole."""
        if kind not in CALLS or name == "Violation Generated":
            return None
        known = self.counting.judge.known(kind, name)
        found = known if known.quick or not (known.rules or self.counting.judge.has_common) else None
        if len(self.known) < 10_000:
            self.known[kind, name] = found
        return found

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

    def _new_cell(self, at: tuple[object, ...], raw: bytes, known: Known) -> Cell:
        kind, name, project, write_key, library, flags = at
        sender = self._sender(project, write_key)
        version = known.rules[0].version if known.rules else 0
        key = Key(str(kind), name, sender, str(library or ""), version, flags)  # type: ignore[arg-type]  # as it was put in
        samples = self.counting.tally.samples
        where = (key.kind, key.name, sender.slug)
        if known.rules and where not in samples:
            call = value_of(raw)
            assert isinstance(call, dict)  # noqa: S101 (it was one when it was read)
            samples[where] = call
        cell = self.counting.tally.cells.setdefault(key, Cell())
        if len(self.cells) < 100_000:
            self.cells[at] = cell
        return cell
