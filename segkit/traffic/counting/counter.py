"""Calls, one after the other, into a tally: each copy once, each judged by the plan."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from hashlib import blake2b

from segkit.traffic.captures.calls import (
    Call,
    Captured,
    Found,
    Ignored,
    Place,
    Reported,
    Unreadable,
    name_of,
    text_of,
)  # fmt: skip
from segkit.traffic.counting.copies import Copies, in_order
from segkit.traffic.counting.moments import apart, moment_of, sortable
from segkit.traffic.counting.senders import Sender, Senders
from segkit.traffic.counting.tally import (
    ANONYMOUS,
    BROKEN,
    CONSENT,
    EMAIL,
    PLANNED,
    USER,
    Cell,
    Counted,
    FileTally,
    Key,
    Name,
    Tally,
)  # fmt: skip
from segkit.traffic.judge import Breach, Judge

_SKEWED = 300.0
"""Seconds between sending and receiving that no queue of a library explains."""

_MOST_SEEN = 200_000
"""Fingerprints that are kept in a set, which takes ten times the room of sorted ones."""

_NOBODY: frozenset[int] = frozenset()


class Counting:
    """Counts calls into `tally`.

    Attributes:
        skip: Fingerprints of messageIds that earlier parts have counted.
        fingerprint: What stands for a messageId.
        finds_copies: Otherwise copies within this part count like any call; who puts parts
            together sees that there are some, and asks again.
        seen: Fingerprints of this part since the last rest; `older` has those before.
        unsorted: All of them, where copies are not looked for.
    """

    def __init__(
        self,
        judge: Judge,
        senders: Senders,
        *,
        skip: frozenset[int] = _NOBODY,
        fingerprint: Callable[[str], int] = hash,
        finds_copies: bool = True,
    ) -> None:
        self.judge = judge
        self.senders = senders
        self.skip = skip
        self.fingerprint = fingerprint
        self.finds_copies = finds_copies
        self.tally = Tally()
        self.seen: set[int] = set()
        self.unsorted = array("q")
        self.older = Copies()
        self._whole: Tally | None = None

    def finish(self) -> Tally:
        """The tally, with what other parts need to find copies."""
        prints = array("q", self.seen) + self.unsorted
        if self._whole is None:
            self.tally.fingerprints = prints
            return self.tally
        self._whole.add(self.tally)
        self._whole.fingerprints = self.older.all() + prints
        self.older.close()
        return self._whole

    def rest(self) -> None:
        """Where a part is larger than it looked, keep eight bytes of each messageId so far."""
        if not self.is_full:
            return
        self.older.add(in_order(array("q", self.seen)))
        self.seen.clear()
        self._whole = self._whole or Tally()
        self._whole.add(self.tally)
        self.tally = Tally()
        self.tally.people.narrow(self._whole.people.bounds)

    def take(self, found: Found) -> None:
        """Count whatever was found."""
        match found:
            case Captured():
                self._call(found)
            case Reported():
                self._report(found)
            case Unreadable():
                self.tally.refuse(found)
            case Ignored(what):
                self.tally.ignored[what] += 1

    @property
    def is_full(self) -> bool:
        """So much was counted that `rest` is due."""
        return len(self.seen) >= _MOST_SEEN

    def is_copy(self, message_id: str, file: FileTally | None, *, accepted: bool = True) -> bool:
        """The call was counted already, which is counted too where a file is named."""
        fingerprint = self.fingerprint(message_id)
        if not self.finds_copies:
            self.unsorted.append(fingerprint)
            return False
        in_part = fingerprint in self.seen
        if not in_part and not self._is_older(fingerprint):
            self.seen.add(fingerprint)
            return False
        if file is not None:
            self.copy(fingerprint, file, in_part=in_part, accepted=accepted)
        return True

    def copy(
        self, fingerprint: int, file: FileTally, *, in_part: bool, accepted: bool = True
    ) -> None:
        """Count a copy; that it was accepted makes up for an attempt that was not."""
        tally = self.tally
        tally.duplicates += 1
        file.duplicates += 1
        if accepted and not in_part:
            tally.again.add(fingerprint)
        elif accepted and tally.attempts:
            tally.attempts.pop(fingerprint, None)

    def forget(self, fingerprint: int) -> None:
        """The last call could not be read after all, so a copy of it counts."""
        if self.finds_copies:
            self.seen.discard(fingerprint)
        else:
            self.unsorted.pop()

    def _is_older(self, fingerprint: int) -> bool:
        if fingerprint in self.skip:
            return True
        return bool(self.older) and bool(self.older.known(in_order(array("q", [fingerprint]))))

    def file(self, name: str) -> FileTally:
        """What is counted of one file."""
        return self.tally.files.setdefault(name, FileTally())

    def _call(self, found: Captured) -> None:
        call, tally, file = found.call, self.tally, self.file(found.place.file)
        message_id = found.message_id
        if message_id and self.is_copy(message_id, file, accepted=found.accepted):
            return
        kind, name = str(call["type"]), found.name
        if not found.accepted and message_id:
            tally.attempts[self.fingerprint(message_id)] = (kind, name)
        elif not found.accepted:
            tally.lost[kind, name] += 1
        sender = self.senders.who(text_of(call.get("projectId")), found.key, found.folder)
        self.count(call, sender, found.place, file)

    def count(self, call: Call, sender: Sender, place: Place, file: FileTally) -> None:
        """Count one call that was not counted before."""
        kind, name = str(call["type"]), name_of(call)
        rule = self.judge.rule(call)
        breaches = self.judge.breaches(call, rule) if rule or self.judge.has_common else ()
        flags = _flags(call) | (PLANNED if rule else 0) | (BROKEN if breaches else 0)
        library = _library(call)
        key = Key(kind, name, sender, library, rule.version if rule else 0, flags)
        if breaches:
            self.breaks((kind, name), breaches, place, text_of(call.get("messageId")))
        if rule and not breaches:
            self.tally.keep((kind, name), sender.slug, call)
        said = moment_of(call)
        moment = sortable(said)
        self._add(key, moment, said, file)
        self._person(kind, call, moment)
        self.skew(call.get("sentAt"), call.get("receivedAt"))

    def breaks(
        self, name: Name, breaches: tuple[Breach, ...], place: Place, message_id: str
    ) -> None:
        """Count what one call breaks."""
        found = self.tally.breaches.setdefault(name, {})
        for breach in breaches:
            what = (breach.path, breach.keyword)
            if what not in found:
                found[what] = Counted(breach, place, message_id)
            found[what].count += 1

    def skew(self, sent: object, received: object) -> None:
        """How far sending and receiving lie apart, where both are said."""
        if not (isinstance(sent, str) and isinstance(received, str)) or sent[:16] == received[:16]:
            return
        seconds = apart(sent, received)
        if seconds is not None and abs(seconds) > _SKEWED:
            self.tally.skewed += 1
            self.tally.most_skew = max(self.tally.most_skew, seconds, key=abs)

    def _add(self, key: Key, moment: str, said: str, file: FileTally) -> None:
        cell = self.tally.cells.setdefault(key, Cell())
        one = Cell(1, moment, moment, said, said) if moment else Cell(1)
        cell.add(one)
        self.tally.calls += 1
        file.calls += 1
        if moment:
            file.earliest, file.latest = min(file.earliest, moment), max(file.latest, moment)

    def _person(self, kind: str, call: Call, moment: str) -> None:
        user_id, anonymous_id = text_of(call.get("userId")), text_of(call.get("anonymousId"))
        if not user_id:
            return
        self.tally.people.saw_user(user_id, kind, moment)
        if anonymous_id:
            self.tally.people.saw_visitor(anonymous_id, user_id)

    def _report(self, found: Reported) -> None:
        properties = found.call.get("properties")
        said = properties if isinstance(properties, dict) else {}
        names = ("eventType", "eventName", "sourceSlug", "violationField", "violationType")
        what = tuple(text_of(said.get(name)) for name in names)
        breach = Breach(tuple(what[3].split(".")), what[4])
        reported = self.tally.reported
        if what not in reported:
            reported[what] = Counted(breach, found.place, text_of(said.get("eventMessageID")))
        reported[what].count += 1
        self.file(found.place.file)


def stable(message_id: str) -> int:
    """A fingerprint that every machine makes alike; Python's own hash differs by process."""
    content = message_id.encode("utf-8", "replace")
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big", signed=True)


def _flags(call: Mapping[str, object]) -> int:
    user_id, context = text_of(call.get("userId")), call.get("context")
    has_consent = isinstance(context, dict) and context.get("consent") is not None
    return (
        (USER if user_id else 0)
        | (ANONYMOUS if text_of(call.get("anonymousId")) else 0)
        | (EMAIL if "@" in user_id else 0)
        | (CONSENT if has_consent else 0)
    )


def _library(call: Mapping[str, object]) -> str:
    context = call.get("context")
    library = context.get("library") if isinstance(context, dict) else None
    return text_of(library.get("name")) if isinstance(library, dict) else ""
