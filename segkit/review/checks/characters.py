"""Characters in names that nobody sees, or that tools refuse."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from segkit.review.check import EVENTS, FIELDS, PROPERTIES, check
from segkit.review.checks.proposing import (
    event_hit,
    is_event_free,
    is_free,
    name_hit,
    rename_event,
    rename_fields,
)
from segkit.review.finding import ERROR, NOTE, Hit
from segkit.review.names import tidy, visible
from segkit.review.spec import spec
from segkit.review.subject import Subject

_PAGE = "/protocols/tracking-plan/create"
_STRAY = re.compile(r"^\s|\s$|\s{2,}|[\t\r\n\v\f]")
_SPECIAL = set('"`<>|\\^~*#@!=+;$%{}')


@check("naming-stray-blank", ERROR, of=PROPERTIES, docs=_PAGE, offers="rename")
def stray_blank(subject: Subject) -> Iterator[Hit]:
    """No name begins or ends with a blank, or has two in a row.

    Why: Segment compares names exactly: the planned name never arrives, or arrives as unplanned.

    Mend: Delete the blank in the plan, and in the code where it is there too.

    Evidence: A blank at an end, two in a row, or a tab or line break inside the name.
    """
    yield from _names(
        subject, lambda name: bool(_STRAY.search(visible(name))), tidy, "has a stray blank"
    )


@check("naming-invisible-character", ERROR, of=PROPERTIES, docs=_PAGE, offers="rename")
def invisible_character(subject: Subject) -> Iterator[Hit]:
    """No name holds a character that nobody sees.

    Why: It looks like another name and is not the same, so calls do not match the plan.

    Mend: Type the name anew in the plan, and look at how the code spells it.

    Evidence: Zero-width characters, no-break blanks, marks of byte order and direction, soft
    hyphens. The joiner inside an emoji is none.
    """
    yield from _names(
        subject, lambda name: visible(name) != name, tidy, "holds a character that nobody sees"
    )


def _names(
    subject: Subject, is_bad: Callable[[str], bool], mended: Callable[[str], str], what: str
) -> Iterator[Hit]:
    for name, rules in subject.events.items():
        if not name.strip() or not is_bad(name):
            continue
        new = mended(name)
        safe = bool(new) and is_event_free(subject, name, new) and not spec().is_event(new)
        change = rename_event(rules, new, safe=safe) if new else ()
        yield event_hit(f"{name!r} {what}.", rules, changes=change)
    for name, uses in subject.names.items():
        if not name.strip() or not is_bad(name):
            continue
        new = mended(name)
        safe = bool(new) and is_free(subject, name, new) and not spec().is_property(new)
        change = rename_fields(uses, new, safe=safe) if new else ()
        yield name_hit(f"{name!r} {what}.", uses, changes=change)


@check("naming-empty", ERROR, of=FIELDS, docs=_PAGE)
def empty(subject: Subject) -> Iterator[Hit]:
    """Every event and every property has a name.

    Why: Nobody sends an empty name on purpose; it comes from an empty cell, and what was meant is
    not planned.

    Mend: Write the name that was meant, or delete the row.

    Evidence: Nothing is left of the name without blanks.
    """
    for rule in subject.of("track"):
        if not tidy(rule.key or ""):
            yield event_hit("An event has no name.", [rule])
    for use in subject.named:
        if not tidy(use.field.path[-1]):
            yield name_hit(f"A property of {use.rule.title!r} has no name.", [use])


@check(
    "naming-special-character",
    NOTE,
    of=EVENTS,
    docs="/connections/destinations/catalog/actions-google-analytics-4",
)
def special_character(subject: Subject) -> Iterator[Hit]:
    """Names of events are made of letters, digits, blanks and hyphens.

    Why: Many tools refuse other characters or write them in another way, Google Analytics 4 and
    Facebook App Events among them.

    Mend: Say it in words, in the plan and in the code.

    Evidence: Quotation marks, backticks, `< > | \\ ^ ~ * # @ ! = + ; $ % { }` and pictographs.
    Apostrophes, brackets, `&`, `?`, `/` and `:` are let be, and so are placeholders.
    """
    from segkit.review.checks.dynamics import holds_value

    for name, rules in subject.events.items():
        found = sorted(
            {
                char
                # a mark of a footnote, and what begins names of PostHog
                for char in tidy(name).rstrip("*").lstrip("$")
                if char in _SPECIAL or unicodedata.category(char) == "So"
            }
        )
        if found and not holds_value(name):
            yield event_hit(f"{name!r} holds {' '.join(found)}.", rules)
