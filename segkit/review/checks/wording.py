"""What names say: object and action, tense, and whether they say anything at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from segkit.model.plan import Rule
from segkit.review.check import EVENTS, check
from segkit.review.checks.dynamics import holds_value
from segkit.review.checks.proposing import event_hit, name_hit
from segkit.review.finding import NOTE, WARNING, Hit
from segkit.review.names import folded, is_remark, tidy, without_prefix, words
from segkit.review.spec import spec, stem
from segkit.review.subject import Subject
from segkit.review.tables import words_at

_PAGE = "/protocols/tracking-plan/best-practices"
_SENTENCE = re.compile(r'[:."/]')
OBJECT_ACTION, ACTION_OBJECT = "Object + Action", "Action + Object"
PAST, PRESENT, EITHER = "past", "present", "either"


@lru_cache(maxsize=20_000)
def tense(word: str) -> str:
    """`past`, `present` or `either` where the word is a verb and little else; else empty."""
    if word in words_at("verbs", "same"):
        return EITHER
    if word in words_at("verbs", "past"):
        return PAST
    if word.endswith("ed") and len(word) > 4 and word not in words_at("verbs", "not_past"):
        return PAST
    return PRESENT if word in words_at("verbs", "present") else ""


def _judged(subject: Subject) -> Mapping[str, tuple[str, ...]]:
    """Names of two to five words that are no sentences and no names of a spec, with their words."""
    return {
        name: found
        for name in subject.tidy_events
        for plain in (without_prefix(name),)
        for found in (words(plain),)
        if 2 <= len(found) <= 5
        and found[0] not in {"first", "last", "new", "next"}
        and not _SENTENCE.search(plain)
        and not spec().is_event(plain)
        and plain.isascii()
        and not is_remark(plain)
        and not holds_value(plain)
        and plain not in _ga4()
    }


def _ga4() -> frozenset[str]:
    return words_at("names", "ga4_events")


def _order(found: Sequence[str]) -> str:
    first, last = found[0], found[-1]
    if tense(last) == PRESENT and first in words_at("verbs", "leading"):
        return ""
    if last in words_at("names", "outcomes"):
        return ""  # "close_early_error" is what came of it
    if tense(last):
        return OBJECT_ACTION
    begins = first in words_at("verbs", "leading") or (
        # "Qualified Lead" and "Nested List" are things
        tense(first) == PAST and stem(first) in _actions()
    )
    if begins and last not in words_at("names", "small") and len(found) > 1:
        return ACTION_OBJECT
    return ""


@cache
def _actions() -> frozenset[str]:
    """Stems of what is done to things, and seldom describes one."""
    known = words_at("verbs", "leading") | words_at("verbs", "present")
    describing = {"save", "select", "complete", "confirm", "enable", "disable", "verify", "install"}
    return frozenset(map(stem, known - describing))


@check("naming-event-order", NOTE, of=EVENTS, docs=_PAGE)
def event_order(subject: Subject) -> Iterator[Hit]:
    """Events name object and action in the order that most of them have.

    Why: In one order all events of an object stand together in every list.

    Mend: Turn the name round, when the event is touched anyway: code and reports know it.

    Evidence: Five names of two to five words with a known verb, of which 75 % have one order.
    Names that Google Analytics gives count, and are let be; so are those of Segment's specs, verbs
    that are nouns as well, and what comes of something (`close_early_error`).
    """
    orders = {name: _order(found) for name, found in _judged(subject).items()}
    given = [_order(words(one)) for one in subject.tidy_events if one in _ga4()]
    yield from _against(
        subject,
        orders,
        (OBJECT_ACTION, ACTION_OBJECT),
        "is not {most}, as {count} of {of} events are",
        given,
    )


@check("naming-event-tense", NOTE, of=EVENTS, docs=_PAGE)
def event_tense(subject: Subject) -> Iterator[Hit]:
    """Events are in the tense that most of them are in.

    Why: The past tense says that something has happened, and mixed tenses make people guess.

    Mend: Write the verb in the other tense, when the event is touched anyway.

    Evidence: Five names of two to five words with a known verb, of which 75 % have one tense.
    """
    tenses = {
        # "Clicked Import Resume", "Report Saved As View": one verb in the past says it
        name: PAST
        if PAST in map(tense, found)
        else tense(found[-1]) or (tense(found[0]) if _order(found) == ACTION_OBJECT else "")
        for name, found in _judged(subject).items()
    }
    yield from _against(
        subject,
        tenses,
        (PAST, PRESENT),
        "is not in the {most} tense, as {count} of {of} events are",
    )


def _against(
    subject: Subject, kinds: Mapping[str, str], known: tuple[str, str], words_: str,
    given: Sequence[str] = (),
) -> Iterator[Hit]:  # fmt: skip
    """Names of the kind that few have; `given` are kinds of names that count and are let be."""
    told = {name: kind for name, kind in kinds.items() if kind in known}
    every = [*told.values(), *(kind for kind in given if kind in known)]
    share = subject.thresholds["order majority"]
    for most in known:
        count = every.count(most)
        if len(told) < 5 or count < share * len(every):
            continue
        for name, kind in told.items():
            if kind != most:
                rules = subject.events.get(name) or (subject.tidy_events[name],)
                said = words_.format(most=most, count=count, of=len(every))
                yield event_hit(f"{name!r} {said}.", rules)


@check("naming-generic", NOTE, of=EVENTS, docs=_PAGE)
def generic(subject: Subject) -> Iterator[Hit]:
    """Names say what they are about.

    Why: A name that fits everything is asked about in every report, and holds a mix of things.

    Mend: Name the object and the action (`Pay Button Clicked`), or the thing that is held.

    Evidence: A closed list: `Button Clicked`, `click`, `event` for events, where no property says
    which one it was (`cta_name`, `label`, `url`); `data`, `info`, `params` and their like for
    properties at the top of an event.
    """
    events = {folded(one) for one in words_at("names", "generic_events")}
    for name, rules in subject.events.items():
        if folded(name) in events and not all(map(_tells_which, rules)):
            yield event_hit(f"{name!r} does not say what happened.", rules)
    properties = {folded(one) for one in words_at("names", "generic_properties")}
    for name, uses in subject.properties.items():
        top = [use for use in uses if len(use.field.path) == 2 and use.rule.call == "track"]
        if top and folded(name) in properties:
            yield name_hit(f"{name!r} does not say what it holds.", top)


def _tells_which(rule: Rule) -> bool:
    """One event for all of a kind, and a property that tells them apart."""
    about = frozenset(words(rule.key or "")) & words_at("names", "clickable")
    telling = words_at("names", "telling")
    names = [frozenset(words(one.name)) for one in rule.fields if len(one.path) == 2]
    return bool(about) and any((len(name) > 1 and name & about) or name & telling for name in names)


@check("naming-test-artefact", WARNING, of=EVENTS, docs=_PAGE)
def test_artefact(subject: Subject) -> Iterator[Hit]:
    """Nothing in the plan is left over from trying it out.

    Why: What is planned stays: it becomes a table, a column and a row in every report.

    Mend: Delete it, or give it the name that it was meant to have.

    Evidence: Words such as debug, tmp, dummy or untitled in an event, test as its first one, and any
    of them as the whole name of a property. A/B tests, speed tests, test drives and their like are none.
    """
    left = words_at("names", "test_words")
    whole = {folded(one) for one in words_at("names", "test_names")}
    for name, rules in subject.events.items():
        some = words(_without_domains(name))
        first = some[:1] and some[0] in words_at("names", "test_first")
        if folded(name) in whole or left & set(some) or first:
            yield event_hit(f"{name!r} looks left over from trying something out.", rules)
    for name, uses in subject.names.items():
        if folded(name) in whole and tidy(name):
            yield name_hit(f"{name!r} looks left over from trying something out.", uses)


def _without_domains(name: str) -> str:
    """The name without tests that are what it is about."""
    text = " ".join(words(name)) if "/" not in name else tidy(name).lower()
    for domain in words_at("names", "test_domains"):
        if domain in text:
            text = text.replace(domain + "s", " ").replace(domain, " ")
    return text
