"""What a check of captured calls found, in the shape of `segkit verify --json`, and what of it fails.

The shape only ever grows. Names of keys in JSON are those of the attributes in camel case:

    {"calls", "duplicates",
     "unreadable": [{"where", "why"}], "unlisted", "ignored": {"requests", ...},
     "reported": {"count", "violations": [{"path", "keyword", "type", "event", "source", "count",
                  "example"}]},
     "events": [{"type", "event", "planned", "seen", "valid",
                 "violations": [{"path", "keyword", "expected", "got", "count",
                                 "example": {"where", "messageId"}, "known"}],
                 "sources": {slug: calls}, "validSources", "libraries", "environments", "versions",
                 "first", "last", "near", "deprecated", "ids", "consent", "notAccepted",
                 "known",
                 "routes": [{"source", "why", "unmatched",
                             "outcomes": [{"id", "name", "kind", "result", "certainty", "mode",
                                           "stoppedBy", "reason", "missing", "says",
                                           "differs"}]}]}],
     "notSeen": [{"type", "event", "known"}],
     "sources": [{"slug", "key", "calls", "environment", "project"}],
     "limits": [sentence],
     "files": [{"file", "form", "calls", "duplicates", "first", "last"}],
     "first", "last", "complete", "otherNames", "ids", "people", "clock", "counted"}

`known` is true for what a baseline names.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec


class _Shape(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """JSON in camel case, both ways."""


class Example(_Shape, frozen=True, kw_only=True):
    """The first call that shows something."""

    where: str
    message_id: str


class SeenBreach(_Shape, frozen=True, kw_only=True):
    """One breach of one event.

    Attributes:
        path: From the call's root; `*` for any element of an array.
        got: The type of what was sent, or with values what was sent; null for what is missing.
        count: How often; each element of an array counts.
    """

    path: list[str]
    keyword: str
    expected: object
    got: object
    count: int
    example: Example
    known: bool = False

    @property
    def dotted(self) -> str:
        """The path as people write it: `properties.products[].sku`."""
        steps = ("[]" if step == "*" else f".{step}" for step in self.path)
        return "".join(steps).removeprefix(".")


class ReportedBreach(_Shape, frozen=True, kw_only=True):
    """One breach that Segment reported."""

    type: str
    event: str
    source: str
    path: list[str]
    keyword: str
    count: int
    example: Example


class Reported(_Shape, frozen=True, kw_only=True):
    """What `Violation Generated` calls say: never evidence of calls that are valid."""

    count: int = 0
    violations: list[ReportedBreach] = []


class Ids(_Shape, frozen=True, kw_only=True):
    """Whom calls are about.

    Attributes:
        user_id: With a userId.
        anonymous_only: With an anonymousId and no userId.
        neither: With none of both; Segment refuses such calls.
        email: Whose userId is an e-mail address.
    """

    user_id: int = 0
    anonymous_only: int = 0
    neither: int = 0
    email: int = 0


class Arrival(_Shape, frozen=True, kw_only=True):
    """What is predicted of a call at one destination or warehouse, as `segkit route` does.

    Attributes:
        result: `delivered`, `not delivered` or `unknown`.
        stopped_by: The step that stops it.
        reason: Why it is not delivered, or not known.
        says: The connection mode that the call itself says: `device`, `cloud` or empty.
        differs: Where the call says another thing than the workspace, or more.
    """

    id: str
    name: str
    kind: str
    result: str
    certainty: str
    mode: str
    stopped_by: str = ""
    reason: str = ""
    missing: list[str] = []
    says: str = ""
    differs: str = ""

    @property
    def is_apart(self) -> bool:
        """There is no way at all from the source to this warehouse."""
        return self.stopped_by == "connected"


class Followed(_Shape, frozen=True, kw_only=True):
    """The way of one call of an event from one source.

    Attributes:
        why: Why none was followed; else empty.
        unmatched: Destinations that the call's library has and the source in the workspace not.
    """

    source: str
    why: str = ""
    outcomes: list[Arrival] = []
    unmatched: list[str] = []


class Seen(_Shape, frozen=True, kw_only=True):
    """One event that was seen.

    Attributes:
        type: The call.
        event: The name of the event, page or screen; null for calls that have none.
        valid: Calls without a violation; 0 for what is not planned.
        versions: Calls by the version of the rule that counted.
        first: As sent, like `last`.
        near: Planned names that are spelled almost like it, when it is not planned.
        valid_sources: Of `sources`, the calls that are valid.
        routes: For each source the way of one call; empty when it is not planned, or without a
            workspace.
        consent: Calls that carry a consent object.
        not_accepted: Calls that no answer below 400 was seen for.
        known: Not planned, and the baseline says so.
    """

    type: str
    event: str | None
    planned: bool
    seen: int
    valid: int
    violations: list[SeenBreach]
    sources: dict[str, int]
    libraries: dict[str, int]
    environments: dict[str, int]
    versions: dict[str, int]
    first: str | None
    last: str | None
    near: list[str] = []
    deprecated: bool = False
    ids: Ids = Ids()
    consent: int = 0
    not_accepted: int = 0
    known: bool = False
    valid_sources: dict[str, int] = {}
    routes: list[Followed] = []

    @property
    def title(self) -> str:
        """The event in words: `track "Order Completed"`."""
        return f'{self.type} "{self.event}"' if self.event is not None else self.type

    @property
    def violated(self) -> int:
        """Calls of a planned event with at least one violation."""
        return self.seen - self.valid if self.planned else 0


class NotSeen(_Shape, frozen=True, kw_only=True):
    """A planned call that was not seen in what was read."""

    type: str
    event: str | None
    known: bool = False

    @property
    def title(self) -> str:
        """The event in words: `track "Order Completed"`."""
        return f'{self.type} "{self.event}"' if self.event is not None else self.type


class SeenSource(_Shape, frozen=True, kw_only=True):
    """A source that calls came from; its slug is `?` where nobody can tell."""

    slug: str
    key: str | None
    calls: int
    environment: str = ""
    project: str = ""


class Refused(_Shape, frozen=True, kw_only=True):
    """What may hold calls and could not be read."""

    where: str
    why: str


class ReadFile(_Shape, frozen=True, kw_only=True):
    """One file that was read."""

    file: str
    form: str
    calls: int
    duplicates: int
    first: str | None
    last: str | None


class Clock(_Shape, frozen=True, kw_only=True):
    """Calls that were received more than five minutes off their sending."""

    skewed: int = 0
    most_seconds: float = 0.0


class CountedEvent(_Shape, frozen=True, kw_only=True):
    """An event that a table says was received, without the calls themselves.

    Attributes:
        form: `source schema` or `warehouse`.
        count: Calls, as the table has them; copies are not in it.
        empty: Required fields whose column is empty or missing, with the rows of which that is
            true; known for a warehouse only.
    """

    type: str
    event: str | None
    planned: bool
    count: int
    file: str
    form: str
    source: str = "?"
    first: str | None = None
    last: str | None = None
    empty: dict[str, int] = {}


class Verified(_Shape, frozen=True, kw_only=True):
    """Everything that was found in the files that were read.

    Attributes:
        unlisted: What cannot be read, beyond what `unreadable` names.
        other_names: Calls with names that are not planned, beyond those in `events`.
        complete: Everything was read; false after an interrupt.
        people: UserIds and anonymousIds that were compared, and what is odd about them.
    """

    calls: int
    duplicates: int
    unreadable: list[Refused]
    ignored: dict[str, int]
    reported: Reported
    events: list[Seen]
    not_seen: list[NotSeen]
    sources: list[SeenSource]
    limits: list[str]
    unlisted: int = 0
    files: list[ReadFile] = []
    first: str | None = None
    last: str | None = None
    complete: bool = True
    other_names: int = 0
    ids: Ids = Ids()
    people: dict[str, int] = {}
    clock: Clock = Clock()
    counted: list[CountedEvent] = []


LEVELS = ("violation", "unplanned", "not-seen", "none")


def problems(found: Verified, level: str) -> Iterator[str]:
    """What fails at a level, in words; what a baseline names does not."""
    if level == "none":
        return
    yield from _violations(found)
    if level in {"unplanned", "not-seen"}:
        yield from _unplanned(found)
    if level == "not-seen":
        yield from (f"{one.title} was not seen" for one in found.not_seen if not one.known)


def fails(found: Verified, level: str) -> bool:
    """Something is there that fails at a level."""
    return next(problems(found, level), None) is not None


def _violations(found: Verified) -> Iterator[str]:
    for event in found.events:
        for one in event.violations:
            if not one.known:
                yield f"{event.title}: {one.dotted or 'the call'}: {one.keyword}, first at {one.example.where}"
    if found.reported.count:
        yield f"Segment reported violations: {found.reported.count:,}"
    yield from (f"{one.where} could not be read: {one.why}" for one in found.unreadable)
    if not (found.calls or found.counted or found.reported.count):
        yield "no call was found"


def _unplanned(found: Verified) -> Iterator[str]:
    for event in found.events:
        if not event.planned and not event.known:
            yield f"{event.title} is not planned"
    if found.other_names:
        yield f"{found.other_names:,} calls have further names that are not planned"
