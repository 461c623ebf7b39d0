"""What a result does not say: the window of what was read, and what a form of capture cannot show."""

from __future__ import annotations

from collections.abc import Iterator

from segkit.traffic.counting.moments import sortable
from segkit.traffic.counting.senders import UNKNOWN
from segkit.traffic.judge import Judge
from segkit.traffic.results.verified import Verified

_FORMS = {
    "har": "A HAR may lack what a page sends while it is left, and what was sent before recording began",
    "debugger": "looks like the source debugger's JSON, a sample of at most 500 calls: what is not in it "
    "proves nothing",
    "source schema": "A source's schema has names and counts: whether calls were valid is not known",
    "warehouse": "A warehouse's table has lost the shape of its calls: what stands in it is counted, "
    "and not judged",
}


def limits_of(found: Verified, judge: Judge) -> Iterator[str]:
    """Sentences, the most important first; never none."""
    if not found.complete:
        yield "The reading was interrupted: only what was read before is counted."
    if not found.calls and not found.counted:
        yield f"No call was found {window(found)}."
    yield f"What was not seen was not seen {window(found)}; what was sent elsewhere, or at another time, is not known."
    forms = {file.form for file in found.files}
    for form in ("har", "source schema", "warehouse"):
        if form in forms:
            yield f"{_FORMS[form]}."
    for file in found.files:
        if file.form == "debugger":
            yield f"{file.file} {_FORMS['debugger']}."
    yield from _unknown_sources(found)
    yield from _unjudged(found, judge)
    if any(way.outcomes for event in found.events for way in event.routes):
        yield "Where calls go was predicted for one valid call of each event and source; that it arrived was not seen."
    if found.unreadable:
        yield "What could not be read may hold calls of any kind."
    if found.people.get("oneOf", 1) > 1:
        yield f"UserIds and anonymousIds were compared for one of {found.people['oneOf']:,} people."


def window(found: Verified) -> str:
    """Where and when was looked: `in these 3 files, 2026-11-20 10:02 to 10:40 UTC`."""
    count = len(found.files)
    files = "in this file" if count == 1 else f"in these {count:,} files"
    if not found.first or not found.last:
        return files
    first, last = _minute(found.first), _minute(found.last)
    if first == last:
        return f"{files}, {first} UTC"
    return f"{files}, {first} to {last[11:] if first[:10] == last[:10] else last} UTC"


def _unknown_sources(found: Verified) -> Iterator[str]:
    unknown = [one for one in found.sources if one.slug == UNKNOWN]
    other = sum(one.calls for one in unknown if one.key or one.project)
    nobody = sum(one.calls for one in unknown) - other
    if other:
        yield f"{_calls(other)} came with a write key or project that is no source's of this workspace."
    if nobody:
        yield f"{_calls(nobody)} came without anything that says which source sent them."


def _unjudged(found: Verified, judge: Judge) -> Iterator[str]:
    """Parts of the plan that are no valid schema, so that nothing was held against them."""
    for event in found.events:
        broken = judge.broken(event.type, event.event)
        if broken:
            yield f"The plan's rule for {event.title} has parts that are no valid schema ({', '.join(broken)}); they were not checked."


def _calls(count: int) -> str:
    return f"{count:,} call{'' if count == 1 else 's'}"


def _minute(said: str) -> str:
    return (sortable(said) or said)[:16].replace("T", " ")
