"""Which mappings a change concerns: by their trigger, or by what their settings read.

A mapping that is off is judged like one that is on: it breaks when it is switched on again.
Whether a trigger takes the calls that change is asked of the filter language, wildcards too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from segkit.delivery.case import Case
from segkit.delivery.ways import action_of, settings_of
from segkit.impact.concern import Concern
from segkit.impact.subject import GONE, Subject
from segkit.mappings.directives import Reads, mapping_reads, shows
from segkit.model.change import REQUIRE, RETYPE
from segkit.model.workspace import Destination, DestinationMapping, Source
from segkit.routing.fql import is_told, named_events, takes, trigger_paths, trigger_tells_apart

_NAME = {"track": "event", "page": "name", "screen": "name"}


@dataclass(frozen=True)
class _Found:
    """What was found of one mapping: where, whether it breaks, in words, and how sure that is."""

    where: str
    breaks: bool
    reason: str
    certain: bool = True
    passes: bool = False


def mappings_concerned(subject: Subject, case: Case) -> Iterator[Concern]:
    """Each mapping that names what changes, and each that passes it on whole."""
    for destination in case.workspace.destinations:
        source = case.sources.get(destination.source_id)
        for one in destination.mappings or ():
            found = list(_found(subject, destination, one))
            if found and source is not None:
                yield _concern(_worst(found), destination, one, source, case)


def _found(subject: Subject, destination: Destination, one: DestinationMapping) -> Iterator[_Found]:
    action = action_of(destination, one.action_id)
    settings, _ = settings_of(one, action)
    reads = mapping_reads(settings, action.platform if action else "")
    if subject.of_events:
        yield from _of_events(subject, one, settings, reads)
    elif subject.paths:
        yield from _of_fields(subject, one, settings, reads)


def _of_events(
    subject: Subject,
    one: DestinationMapping,
    settings: Mapping[str, object],
    reads: Mapping[str, Reads],
) -> Iterator[_Found]:
    for call, old, new in subject.of_events:
        taken = takes(one.trigger, call, old)
        apart = trigger_tells_apart(one.trigger, call, old, new)
        if apart is not False:
            others = _takes_others(subject, one.trigger, call, old)
            yield _apart(one, (call, old, new), taken=taken, sure=apart is True, others=others)
        if taken is False:
            continue
        read = [key for key, value in reads.items() if _reads_name(value, _NAME.get(call, ""))]
        literal = [key for key, value in settings.items() if _holds(value, old)]
        if literal:
            reason = f"Its settings hold {old!r} as text."
            yield _Found(literal[0], bool(read), reason, certain=False)
        elif read and new != GONE:
            reason = "It passes the call's name on: the tool gets the new one."
            yield _Found(read[0], breaks=False, reason=reason, passes=True)


def _apart(
    one: DestinationMapping,
    names: tuple[str, str, str],
    *,
    taken: bool | None,
    sure: bool,
    others: bool,
) -> _Found:
    call, old, new = names
    if taken is False and new == GONE:
        reason = f"Its trigger leaves {old!r} out, which nothing asks for any more."
        return _Found("trigger", breaks=False, reason=reason, certain=sure)
    if taken is False:
        reason = f"Its trigger leaves {old!r} out, and would take {new!r}."
        certain = sure and takes(one.trigger, call, new) is not None
        return _Found("trigger", breaks=True, reason=reason, certain=certain)
    if new == GONE and others:
        reason = f"Its trigger takes {old!r} by a pattern, and other planned events too."
        return _Found("trigger", breaks=False, reason=reason, certain=sure)
    if new == GONE:
        reason = f"Its trigger waits for {old!r}, which is sent no more."
    elif takes(one.trigger, call, new) is False:
        reason = f"Its trigger takes {old!r} and not {new!r}."
    else:
        reason = f"Its trigger judges {new!r} otherwise than {old!r}."
    return _Found("trigger", breaks=True, reason=reason, certain=sure)


def _takes_others(subject: Subject, trigger: str, call: str, name: str) -> bool:
    """It does not name the event itself, and takes others of the plan."""
    if name in named_events(trigger):
        return False
    changed = {old for _, old, _ in subject.of_events}
    names = {rule.key for rule in subject.plan.of(call) if rule.key and not rule.deprecated}
    return any(takes(trigger, call, one) is not False for one in names - changed)


def _of_fields(
    subject: Subject,
    one: DestinationMapping,
    settings: Mapping[str, object],
    reads: Mapping[str, Reads],
) -> Iterator[_Found]:
    taken = [takes(one.trigger, call, name) for call, name in subject.calls]
    if set(taken) == {False}:
        return
    sure = any(taken) or is_told(one.trigger)
    if place := subject.named_by(trigger_paths(one.trigger)):
        yield _named(subject, "trigger", f"Its trigger looks at {_words(place)}.", certain=True)
    for key, value in reads.items():
        places = [*(part.path for part in value.parts), *value.decides]
        if place := subject.named_by(places):
            yield _named(subject, key, f"Its field {key!r} reads {_words(place)}.", certain=sure)
        elif subject.moves and _takes_along(subject, value):
            reason = f"Its field {key!r} takes the whole object along."
            yield _Found(key, breaks=False, reason=reason, certain=sure, passes=True)
        elif value.unknown and any(_holds(settings.get(key), path[-1]) for path in subject.paths):
            reason = f"Its field {key!r} holds the name, in a way that is not known."
            yield _Found(key, breaks=True, reason=reason, certain=False)


def _named(subject: Subject, where: str, does: str, *, certain: bool) -> _Found:
    if subject.kind == REQUIRE:
        return _Found(where, breaks=False, reason=f"{does} It is filled more often.")
    if subject.kind == RETYPE:
        return _Found(where, True, f"{does} It gets values of another type.", certain=False)
    if not subject.moves:
        return _Found(where, False, f"{does} It may get other values.", certain=False)
    return _Found(where, True, f"{does} It finds nothing there any more.", certain=certain)


def _takes_along(subject: Subject, value: Reads) -> bool:
    return any(
        len(part.path) < len(path) and shows(part, path) is not False
        for part in value.parts
        for path in subject.paths
    )


def _reads_name(value: Reads, key: str) -> bool:
    return any(part.path in {(key,), ()} for part in value.parts) or (key,) in value.decides


def _holds(value: object, name: str) -> bool:
    """The name stands in the value's JSON, not as part of a longer word."""
    text = json.dumps(value, ensure_ascii=False)
    at = text.find(name)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(name) : at + len(name) + 1]
        if not any(one.isalnum() or one == "_" for one in around):
            return True
        at = text.find(name, at + 1)
    return False


def _worst(found: list[_Found]) -> _Found:
    """One mapping is one concern: what breaks it goes first, and what is certain."""
    first = min(found, key=lambda one: (not one.breaks, one.passes, not one.certain))
    same = [one for one in found if (one.breaks, one.passes) == (first.breaks, first.passes)]
    where = ", ".join(dict.fromkeys(one.where for one in same))
    reason = " ".join(dict.fromkeys(one.reason for one in same))
    return _Found(where, first.breaks, reason, all(one.certain for one in same), first.passes)


def _concern(
    found: _Found, destination: Destination, one: DestinationMapping, source: Source, case: Case
) -> Concern:
    unsure = not case.plan_covers(source.id)
    also = " The plan does not say that such calls come from this source." if unsure else ""
    return Concern(
        "passes" if found.passes else "mapping",
        one.name,
        found.breaks,
        found.reason + also,
        found.certain and not unsure,
        found.where,
        one.id,
        source.slug,
        destination.name,
        one.enabled,
        one.id,
    )


def _words(place: tuple[str, ...]) -> str:
    return ".".join(place)
