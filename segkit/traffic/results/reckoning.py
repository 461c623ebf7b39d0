"""From counts to results: every cell under its event, every planned call seen or not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from segkit.model.plan import CALLS, TrackingPlan
from segkit.traffic.counting.people import NEVER
from segkit.traffic.counting.senders import UNKNOWN, Sender
from segkit.traffic.counting.tally import (
    ANONYMOUS,
    BROKEN,
    CONSENT,
    EMAIL,
    OTHER_NAMES,
    USER,
    Breaches,
    Cell,
    Counted,
    CountedTable,
    FileTally,
    Key,
    Name,
    Tally,
)  # fmt: skip
from segkit.traffic.judge import Judge
from segkit.traffic.results.limits import limits_of
from segkit.traffic.results.routes import Following, with_routes
from segkit.traffic.results.verified import (
    Clock,
    CountedEvent,
    Example,
    Ids,
    NotSeen,
    ReadFile,
    Refused,
    Reported,
    ReportedBreach,
    Seen,
    SeenBreach,
    SeenSource,
    Verified,
)  # fmt: skip

_MOST_NEAR = 500
"""Names for which look-alikes are searched: the most frequent ones."""

_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Scope:
    """What counts are seen beside.

    Attributes:
        environments: Of each source, by its slug.
        values: Show what was sent, not only its type.
        complete: Everything was read.
        following: What calls are followed through; None when they are not.
    """

    judge: Judge
    environments: Mapping[str, str] = field(default_factory=dict)
    values: bool = False
    complete: bool = True
    following: Following | None = None


def verified(tally: Tally, scope: Scope) -> Verified:
    """The results of a tally."""
    by_event: dict[Name, dict[Key, Cell]] = {}
    for key, cell in tally.cells.items():
        by_event.setdefault((key.kind, key.name), {})[key] = cell
    unaccepted = Counter(tally.attempts.values()) + tally.lost
    events = [
        _event(name, cells, tally.breaches.get(name, {}), unaccepted[name], scope)
        for name, cells in sorted(by_event.items(), key=_order)
        if name[1] != OTHER_NAMES
    ]
    whole = Cell()
    for cell in tally.cells.values():
        whole.add(cell)
    found = Verified(
        calls=tally.calls,
        duplicates=tally.duplicates,
        unreadable=[Refused(where=str(one.place), why=one.why) for one in tally.unreadable],
        unlisted=tally.unlisted,
        ignored=dict(sorted(tally.ignored.items())),
        reported=_reported(tally),
        events=with_routes(_with_near(events, scope.judge), tally.samples, scope.following),
        not_seen=list(_not_seen(scope.judge, [*by_event, *_names_in(tally)])),
        counted=[_table(one, scope.judge) for one in tally.tables],
        sources=_sources(tally.cells, scope.environments),
        limits=[],
        files=[_file(name, part) for name, part in tally.files.items()],
        first=whole.first or None,
        last=whole.last or None,
        complete=scope.complete,
        other_names=sum(c.count for key, c in tally.cells.items() if key.name == OTHER_NAMES),
        ids=_ids(tally.cells.items()),
        people={**tally.people.counts(), "oneOf": tally.people.share},
        clock=Clock(skewed=tally.skewed, most_seconds=round(tally.most_skew, 3)),
    )
    found.limits.extend(limits_of(found, scope.judge))
    return found


def _order(item: tuple[Name, object]) -> tuple[str, bool, str]:
    kind, name = item[0]
    return kind, name is not None, name or ""


def _event(
    name: Name, cells: Mapping[Key, Cell], breaches: Breaches, lost: int,
    scope: Scope,
) -> Seen:  # fmt: skip
    whole, broken = Cell(), 0
    for key, cell in cells.items():
        whole.add(cell)
        broken += cell.count if key.flags & BROKEN else 0
    rules = scope.judge.rules(*name)
    slugs = _counts((key.sender.slug, cell.count) for key, cell in cells.items())
    places: Counter[str] = Counter()
    for slug, count in slugs.items():
        places[scope.environments.get(slug) or UNKNOWN] += count
    return Seen(
        type=name[0],
        event=name[1],
        planned=bool(rules),
        seen=whole.count,
        valid=whole.count - broken if rules else 0,
        violations=[_breach(one, values=scope.values) for one in breaches.values()],
        sources=slugs,
        libraries=_counts((key.library or UNKNOWN, cell.count) for key, cell in cells.items()),
        environments=_counts(places.items()),
        versions=_counts((str(key.version), cell.count) for key, cell in cells.items())
        if rules
        else {},
        first=whole.first or None,
        last=whole.last or None,
        deprecated=bool(rules) and all(rule.deprecated for rule in rules),
        ids=_ids(cells.items()),
        consent=sum(cell.count for key, cell in cells.items() if key.flags & CONSENT),
        not_accepted=lost,
        valid_sources=_counts(
            (key.sender.slug, cell.count)
            for key, cell in cells.items()
            if rules and not key.flags & BROKEN
        ),
    )


def _breach(one: Counted, *, values: bool) -> SeenBreach:
    breach = one.breach
    return SeenBreach(
        path=list(breach.path),
        keyword=breach.keyword,
        expected=breach.expected,
        got=breach.value if values else breach.got,
        count=one.count,
        example=_example(one),
    )


def _example(one: Counted) -> Example:
    return Example(where=str(one.place), message_id=one.message_id)


def _reported(tally: Tally) -> Reported:
    found = [
        ReportedBreach(
            type=str(what[0]),
            event=str(what[1]),
            source=str(what[2]),
            path=list(one.breach.path),
            keyword=one.breach.keyword,
            count=one.count,
            example=_example(one),
        )
        for what, one in tally.reported.items()
    ]
    return Reported(count=sum(one.count for one in found), violations=found)


def _with_near(events: Sequence[Seen], judge: Judge) -> list[Seen]:
    unplanned = sorted((one for one in events if not one.planned), key=lambda one: -one.seen)
    asked = {(one.type, one.event) for one in unplanned[:_MOST_NEAR]}
    return [_near(one, judge) if (one.type, one.event) in asked else one for one in events]


def _near(event: Seen, judge: Judge) -> Seen:
    from msgspec.structs import replace

    return replace(event, near=list(judge.near(event.type, event.event)))


def _not_seen(judge: Judge, seen: Iterable[Name]) -> Iterator[NotSeen]:
    """Current rules that no call came under, in plan order."""
    hit = {(rule.call, rule.key) for name in seen for rule in judge.rules(*name)}
    for what in planned(judge.plan):
        if what not in hit:
            yield NotSeen(type=what[0], event=what[1])


def planned(plan: TrackingPlan) -> Iterator[Name]:
    """Every call that is to be sent, once, in plan order."""
    rules = (rule for rule in plan.rules if rule.call in CALLS and not rule.deprecated)
    yield from dict.fromkeys((rule.call, rule.key) for rule in rules)


def _names_in(tally: Tally) -> Iterator[Name]:
    """Events that a table says were received."""
    return ((one.kind, one.name) for one in tally.tables if one.count)


def _table(one: CountedTable, judge: Judge) -> CountedEvent:
    return CountedEvent(
        type=one.kind,
        event=one.name,
        planned=bool(judge.rules(one.kind, one.name)),
        count=one.count,
        file=one.file,
        form=one.form,
        source=one.source,
        first=one.first or None,
        last=one.last or None,
        empty=one.empty,
    )


def _sources(cells: Mapping[Key, Cell], environments: Mapping[str, str]) -> list[SeenSource]:
    counts: Counter[Sender] = Counter()
    for key, cell in cells.items():
        counts[key.sender] += cell.count
    return [
        SeenSource(
            slug=sender.slug,
            key=sender.key or None,
            calls=count,
            environment=environments.get(sender.slug, ""),
            project=sender.project,
        )
        for sender, count in sorted(counts.items())
    ]


def _ids(cells: Iterable[tuple[Key, Cell]]) -> Ids:
    counts: Counter[str] = Counter()
    for key, cell in cells:
        who = key.flags & (USER | ANONYMOUS)
        name = "user_id" if who & USER else "anonymous_only" if who else "neither"
        counts[name] += cell.count
        counts["email"] += cell.count if key.flags & EMAIL else 0
    return Ids(**counts)


def _file(name: str, part: FileTally) -> ReadFile:
    is_dated = part.earliest != NEVER
    return ReadFile(
        file=name,
        form=part.form,
        calls=part.calls,
        duplicates=part.duplicates,
        first=part.earliest if is_dated else None,
        last=part.latest if is_dated else None,
    )


def _counts(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for name, count in pairs:
        found[name] += count
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
