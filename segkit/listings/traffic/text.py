"""Results of captured traffic for a terminal of 80 columns."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator

from segkit.listings.traffic.routes import ROUTES, route_lines
from segkit.terminal import one_line
from segkit.traffic.results.limits import window
from segkit.traffic.results.verified import NotSeen, Seen, SeenBreach, SeenSource, Verified

_WIDTH = 80


def as_text(found: Verified) -> str:
    """What a person reads: violations first, then what is not planned, not seen, not read."""
    return "\n".join(_lines(found))


def _lines(found: Verified) -> Iterator[str]:
    copies = f", and {_n(found.duplicates, 'copy', 'copies')} of them" if found.duplicates else ""
    yield from _wrapped(f"{_n(found.calls, 'call')}{copies} {window(found)}.")
    planned = [event for event in found.events if event.planned]
    yield from _table(planned)
    yield from _broken(planned)
    yield from _unplanned(found)
    yield from _counted(found)
    yield from _not_seen(found)
    yield from _reported(found)
    yield from _unreadable(found)
    yield from _routes(found)
    yield from _about(found)
    yield ""
    yield "What this does not say:"
    for limit in found.limits:
        yield from _wrapped(limit, "  - ", "    ")


def _table(planned: list[Seen]) -> Iterator[str]:
    if not planned:
        return
    names = [one_line(event.title) for event in planned]
    width = min(44, max(len("Planned"), *map(len, names)))
    yield ""
    yield f"{'Planned':<{width}}  {'seen':>9}  {'valid':>9}"
    for name, event in zip(names, planned, strict=True):
        head, *more = textwrap.wrap(name, width) or [""]
        sign = "" if event.seen == event.valid else "  ✗"
        yield f"{head:<{width}}  {event.seen:>9,}  {event.valid:>9,}{sign}"
        yield from (f"  {line}" for line in more)


def _broken(planned: Iterable[Seen]) -> Iterator[str]:
    for event in planned:
        if not event.violations:
            continue
        yield ""
        yield from _wrapped(f"{one_line(event.title)}: {event.violated:,} of {event.seen:,} broken")
        for one in event.violations:
            yield from _wrapped(_breach(one), "  ✗ ", "    ")
            where = f"first at {one_line(one.example.where)}"
            if one.example.message_id:
                where += f", messageId {one_line(one.example.message_id)}"
            yield from _wrapped(where, "      ", "      ")
        yield from _wrapped(f"from {_counts(event.sources)}; {_counts(event.libraries)}", "    ")


def _breach(one: SeenBreach) -> str:
    known = " (in the baseline)" if one.known else ""
    return f"{one_line(one.dotted) or 'the call'}: {says(one)}, {one.count:,}×{known}"


def says(one: SeenBreach) -> str:
    """A breach in words: what was expected and what came."""
    if one.keyword == "required":
        return f"required{f' ({_value(one.expected)})' if one.expected else ''}, missing"
    if one.keyword == "additionalProperties":
        return f"not planned, and nothing else is allowed (came: {_value(one.got)})"
    wanted = "" if one.expected is None else f" {_value(one.expected)}"
    return f"{one.keyword}{wanted}, came: {_value(one.got)}"


def _unplanned(found: Verified) -> Iterator[str]:
    events = sorted((one for one in found.events if not one.planned), key=lambda one: -one.seen)
    if not events:
        return
    yield ""
    yield "Not planned:"
    for event in events:
        near = " or ".join(f'"{one_line(name)}"' for name in event.near)
        hint = f" — planned is {near}" if near else ""
        known = " (in the baseline)" if event.known else ""
        yield from _wrapped(
            f"{one_line(event.title)}, {event.seen:,}×{hint}{known}", "  ? ", "    "
        )
        for one in event.violations:
            yield from _wrapped(_breach(one), "    ✗ ", "      ")
    if found.other_names:
        yield f"  ? {_n(found.other_names, 'call')} with further names"


def _counted(found: Verified) -> Iterator[str]:
    if not found.counted:
        return
    yield ""
    yield "Counted in tables, where no call can be judged:"
    for one in found.counted:
        name = f'{one.type} "{one.event}"' if one.event is not None else one.type
        planned = "" if one.planned else ", not planned"
        yield from _wrapped(
            one_line(f"{name}, {one.count:,}×{planned} ({one.file})"), "  · ", "    "
        )
        for field, count in one.empty.items():
            yield from _wrapped(f"{field} is required, and empty in {count:,}", "      ")


def _not_seen(found: Verified) -> Iterator[str]:
    if not found.not_seen:
        return
    yield ""
    yield from _wrapped(f"Planned, and not seen {window(found)}:")
    for one in found.not_seen:
        yield from _wrapped(_title(one), "  – ", "    ")


def _title(one: NotSeen) -> str:
    return one_line(one.title) + (" (in the baseline)" if one.known else "")


def _reported(found: Verified) -> Iterator[str]:
    if not found.reported.count:
        return
    yield ""
    yield f"Reported by Segment ({_n(found.reported.count, 'violation')}):"
    for one in found.reported.violations:
        what = f'{one.type} "{one.event}" {".".join(one.path)}: {one.keyword}, {one.count:,}×'
        yield from _wrapped(one_line(what), "  ✗ ", "    ")


def _unreadable(found: Verified) -> Iterator[str]:
    if not found.unreadable:
        return
    yield ""
    yield "Could not be read:"
    for one in found.unreadable:
        yield from _wrapped(f"{one_line(one.where)}: {one_line(one.why)}", "  ! ", "    ")
    if found.unlisted:
        yield f"  ! and {found.unlisted:,} more places"


def _routes(found: Verified) -> Iterator[str]:
    lines = list(route_lines(found))
    if lines:
        yield ""
        yield from _wrapped(ROUTES)
    for sign, words in lines:
        yield from _wrapped(one_line(words), f"  {sign} ", "    ")


def _about(found: Verified) -> Iterator[str]:
    """Sources, ids, order, clocks and consent."""
    said = list(_findings(found))
    if said:
        yield ""
        yield "About the calls:"
    for sentence in said:
        yield from _wrapped(sentence, "  · ", "    ")


def _findings(found: Verified) -> Iterator[str]:
    yield from map(_source, found.sources)
    if found.ignored:
        yield ", ".join(f"{count:,} {what}" for what, count in found.ignored.items()) + " ignored"
    yield from _people(found)
    lost = sum(event.not_accepted for event in found.events)
    if lost:
        yield f"{_n(lost, 'call')} without an answer below 400 in what was recorded"
    consent = sum(event.consent for event in found.events)
    if consent > 0:
        yield f"{consent:,} of {_n(found.calls, 'call')} carry a consent object"
    if found.clock.skewed:
        yield f"{_n(found.clock.skewed, 'call')} received more than five minutes off their sending (most: {found.clock.most_seconds:,.0f} s)"


def _source(one: SeenSource) -> str:
    key = f" (key {one.key})" if one.key else ""
    project = f", project {one.project}" if one.project else ""
    name = f"a source that is not known{project}" if one.slug == "?" else one.slug
    place = f", {one.environment}" if one.environment else ""
    return one_line(f"{_n(one.calls, 'call')} from {name}{place}{key}")


def _people(found: Verified) -> Iterator[str]:
    ids = found.ids
    if ids.neither:
        yield f"{_n(ids.neither, 'call')} with neither userId nor anonymousId, which Segment refuses"
    if ids.email:
        yield f"{_n(ids.email, 'call')} whose userId is an e-mail address"
    if ids.anonymous_only:
        yield f"{_n(ids.anonymous_only, 'call')} with an anonymousId alone"
    people = found.people
    if count := people.get("severalUserIds"):
        yield f"{_n(count, 'anonymousId')} of {people['visitors']:,} came with several userIds"
    if count := people.get("trackBeforeIdentify"):
        yield f"{_n(count, 'userId')} of {people['users']:,} in a track call before the first identify call"


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{one_line(name)} {count:,}" for name, count in counts.items())


def _value(value: object) -> str:
    if isinstance(value, str):
        return one_line(value)
    text = json.dumps(value, ensure_ascii=False, default=str)
    return one_line(text if len(text) <= 120 else f"{text[:117]}...")


def _n(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _wrapped(text: str, first: str = "", later: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=later or first,
        break_long_words=True, break_on_hyphens=False,
    ) or [first]  # fmt: skip
