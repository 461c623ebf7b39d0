"""Descriptions: whether there are any, and whether they say something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from segkit.model.plan import Field, Rule
from segkit.review.check import CALLS, EVENTS, TOP_FIELDS, check
from segkit.review.checks.proposing import event_hit, name_hit
from segkit.review.finding import NOTE, WARNING, Hit
from segkit.review.names import folded, snake
from segkit.review.spec import spec
from segkit.review.subject import Subject
from segkit.review.tables import table, words_at

_PAGE = "/protocols/tracking-plan/best-practices"


@check("docs-event-missing", WARNING, of=EVENTS, docs=_PAGE)
def event_missing(subject: Subject) -> Iterator[Hit]:
    """Every event says when it is sent.

    Why: Two developers send it at two moments, and nobody can tell what a number counts.

    Mend: Describe the moment: what the visitor has done, or what has happened.

    Evidence: The description is blank.
    """
    for name, rules in subject.events.items():
        bare = [rule for rule in rules if not rule.description.strip()]
        if bare and name.strip():
            yield event_hit(f"{name!r} does not say when it is sent.", bare)


@check("docs-property-missing", NOTE, of=TOP_FIELDS, docs=_PAGE)
def property_missing(subject: Subject) -> Iterator[Hit]:
    """Every property says what it holds.

    Why: Nobody knows the unit, the source, or whether it is there at all.

    Mend: Say what it holds, in which unit, and where it comes from.

    Evidence: The description of a property at the top of an event, or of a trait, is blank.
    """
    for use in subject.named:
        if (
            len(use.field.path) == 2
            and not use.field.description.strip()
            and use.field.name.strip()
        ):
            yield name_hit(f"{use.field.dotted!r} of {use.rule.title!r} has no description.", [use])


@check("docs-filler", WARNING, of=CALLS, docs=_PAGE)
def filler(subject: Subject) -> Iterator[Hit]:
    """Descriptions say something.

    Why: It counts as described, so nobody comes back to it.

    Mend: Write what is meant, or delete it.

    Evidence: A closed list (TBD, n/a, xxx, see above and their like), or the name once more; names
    of Segment's specs and `utm_source` and its like explain themselves. One line for each name.
    """
    for rule in subject.rules:
        if _says_nothing(rule.key or "", rule.description):
            yield event_hit(
                f"The description of {rule.title!r} says nothing: {rule.description.strip()!r}.",
                [rule],
            )
    for name, uses in subject.names.items():
        known = "" if spec().is_property(name) or snake(name).startswith("utm_") else name
        bare = [use for use in uses if _says_nothing(known, use.field.description)]
        if bare:
            text = bare[0].field.description.strip()
            yield name_hit(f"The description of {name!r} says nothing: {text!r}.", bare)


def _says_nothing(name: str, description: str) -> bool:
    text = description.strip()
    if not text:
        return False
    plain = " ".join(text.casefold().rstrip(".!:").split())
    known = words_at("descriptions", "filler")
    if plain in known or text.casefold() in known:
        return True
    # one word may be a right description; two that are the name are not
    return folded(text) == folded(name) and len(folded(name)) > 0


@check("docs-says-deprecated", WARNING, of=CALLS, docs=_PAGE)
def says_deprecated(subject: Subject) -> Iterator[Hit]:
    """What is not to be sent any more is marked so.

    Why: As long as the plan has it, code goes on sending it.

    Mend: Mark it as deprecated, or remove it from the plan.

    Evidence: The description says deprecated, obsolete, do not use, replaced by or no longer
    sent, and the plan does not.
    """
    for rule in subject.of("track", "page", "screen"):
        if _is_told(rule):
            yield event_hit(
                f"{rule.title!r} is deprecated by its description, and planned all the same.",
                [rule],
            )


def _is_told(thing: Rule | Field) -> bool:
    return any(one.search(thing.description) for one in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    patterns: list[str] = table("words")["descriptions"]["deprecated"]
    return tuple(re.compile(one, re.IGNORECASE) for one in patterns)
