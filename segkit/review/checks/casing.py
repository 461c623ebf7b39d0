"""One casing for events and one for properties: the customer's own, told by what most names are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from segkit.model.plan import Rule
from segkit.review.check import EVENTS, PLAN, PROPERTIES, check
from segkit.review.checks.dynamics import holds_value
from segkit.review.checks.proposing import (
    event_hit,
    is_event_free,
    is_free,
    name_hit,
    rename_event,
    rename_fields,
)
from segkit.review.finding import WARNING, Hit
from segkit.review.names import (
    casings,
    has_case,
    is_prose,
    is_remark,
    recased,
    tidy,
    words,
)
from segkit.review.spec import spec
from segkit.review.subject import Subject
from segkit.review.tables import words_at

_PAGE = "/protocols/tracking-plan/best-practices"


@dataclass(frozen=True, slots=True)
class Majority:
    """The casing that most names have: its name, of how many names, and of how many it holds."""

    casing: str
    fitting: int
    names: int


def majority(names: Collection[str], share: float, least: int, several: int) -> Majority | None:
    """The casing of most names; None where the evidence is too thin.

    Args:
        names: As they are written.
        share: The part of the names that has to fit it.
        least: The names that there have to be.
        several: Of those that fit, how many have to be of two words or more.
    """
    if len(names) < least:
        return None
    fits: Counter[str] = Counter()
    long: Counter[str] = Counter()
    for name in names:
        found = casings(name)
        fits.update(found)
        if len(words(name)) > 1:
            long.update(found)
    best = max(fits, key=lambda one: (fits[one], long[one]), default="")
    if not best or long[best] < several or fits[best] < share * len(names):
        return None
    if _has_blanks(best) and len(names) < least * 2 and least >= 8:
        return None  # properties with blanks are rather read from sentences
    return Majority(best, fits[best], len(names))


def _has_blanks(casing: str) -> bool:
    return " " in casing


def _breaks(name: str, most: Majority) -> bool:
    """It does not fit, and is no sentence that got among the names."""
    prose = not _has_blanks(most.casing) and is_prose(name)
    return most.casing not in casings(name) and not prose


def _given() -> frozenset[str]:
    """Names of events that tools give: Google Analytics, and PostHog for its surveys."""
    return words_at("names", "ga4_events") | words_at("names", "survey_events")


def _event_majority(subject: Subject) -> Majority | None:
    """Of the names that the team chose itself."""
    return majority(
        [name for name in subject.tidy_events if name not in _given()], subject.thresholds["majority"],
        int(subject.thresholds["events for a casing"]), 3,
    )  # fmt: skip


@check("naming-event-case", WARNING, of=EVENTS, docs=_PAGE, offers="rename")
def event_case(subject: Subject) -> Iterator[Hit]:
    """Events are written as most events of the plan are.

    Why: Segment compares names exactly, so each casing is an event, a table and a row of its own
    in every tool, and reports miss what was sent under the other spelling.

    Mend: Rename it in the plan and in the code.

    Evidence: Five events or more, of which 60 % fit one casing, three of those with two words or
    more. A name of one word fits several casings; a prefix in brackets, acronyms and small words
    are let be, and names that Google Analytics or PostHog give count for neither side.
    """
    most = _event_majority(subject)
    if most is None:
        return
    says_more = sum(any(map(_says_more, rules)) for rules in subject.events.values())
    for name, rules in subject.events.items():
        if not tidy(name) or not _is_judged(name) or not _breaks(name, most):
            continue
        if not any(map(_says_more, rules)) and says_more > most.names / 2:
            continue
        new = recased(tidy(name), most.casing)
        safe = bool(new) and not spec().is_event(name) and is_event_free(subject, name, new)
        said = f"{name!r} is not written in {most.casing}, as {most.fitting} of {most.names} events are."
        yield event_hit(said, rules, changes=rename_event(rules, new, safe=safe) if new else ())


def _says_more(rule: Rule) -> bool:
    """More than a name, which may be what a reader took for one."""
    return bool(rule.fields or rule.description.strip())


def _is_judged(name: str) -> bool:
    plain = tidy(name)
    return (
        has_case(plain)
        and not holds_value(plain)
        and not is_remark(plain)
        and plain[0] != "$"
        and plain not in _given()
    )


@check("naming-no-convention", WARNING, of=PLAN, docs=_PAGE)
def no_convention(subject: Subject) -> Iterator[Hit]:
    """The plan writes its events in one casing.

    Why: Where no casing prevails nobody can guess the next name, and the same event is sent twice.

    Mend: Choose one casing, best the one that most new events have, and write it at the head of
    the plan.

    Evidence: Eight events or more, and no casing that 60 % of them fit.
    """
    names = [name for name in subject.tidy_events if _is_judged(name)]
    if len(names) < 8:
        return
    fits = Counter(one for name in names for one in casings(name))
    share = subject.thresholds["majority"]
    if fits and max(fits.values()) >= share * len(names):
        return
    shown = ", ".join(f"{count} {casing}" for casing, count in fits.most_common(3))
    yield Hit(f"The {len(names)} events follow no casing: {shown or 'none fits any'}.")


@check("naming-property-case", WARNING, of=PROPERTIES, docs=_PAGE, offers="rename")
def property_case(subject: Subject) -> Iterator[Hit]:
    """Properties are written as most properties of the plan are.

    Why: Each spelling is a column of its own in the warehouse and a filter of its own in each tool.

    Mend: Rename it in the plan and in the code, everywhere at once.

    Evidence: Eight names or more, of which 60 % fit one casing. Names of Segment's specs, reserved
    traits, names with a dot or `$`, and names that hold a value are left out.
    """
    judged = {name: uses for name, uses in subject.properties.items() if _is_ordinary(name)}
    most = majority(
        {tidy(name) for name in judged}, subject.thresholds["majority"],
        int(subject.thresholds["names for a casing"]), 3,
    )  # fmt: skip
    if most is None:
        return
    for name, uses in judged.items():
        if not _breaks(name, most):
            continue
        every = subject.names[name]
        new = recased(tidy(name), most.casing)
        safe = bool(new) and not spec().is_property(name) and is_free(subject, name, new)
        said = (
            f"{name!r} is not written in {most.casing}, as {most.fitting} of {most.names} "
            "names of properties are."
        )
        yield name_hit(said, uses, changes=rename_fields(every, new, safe=safe) if new else ())


def _is_ordinary(name: str) -> bool:
    plain = tidy(name)
    return bool(
        plain
        and plain[0] not in "$_[{"
        and not {".", "/", "["} & set(plain)
        and _is_judged(plain)
        and plain not in spec().properties
        and plain not in spec().traits["identify"]
    )
