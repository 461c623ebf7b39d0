"""Names that hold a value: each value would make an event, a table or a column of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from segkit.review.check import EVENTS, PROPERTIES, check
from segkit.review.checks.proposing import event_hit, name_hit
from segkit.review.finding import WARNING, Hit
from segkit.review.names import tidy
from segkit.review.subject import Subject

_PAGE = "/protocols/tracking-plan/best-practices"
_VALUE = re.compile(
    r"""\$\{[^}]*\} | \{\{.*?\}\} | (?<=\S)\s*\{[\w .-]+\} | %[sd]\b | <[\w .-]+>
      | (?<=[\w\]]\s)\[[a-z][\w .-]*\] | (?<=\w_)\[[a-z][\w .-]*\] | ^\{[\w .-]+\}
      | \b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b
      | (?<=_)[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}
      | (?<!\d)(?:19|20)\d\d[-_/.](?:0?[1-9]|1[0-2])[-_/.](?:[0-2]?\d|3[01])(?!\d)
      | (?<!\d)(?:[0-2]?\d|3[01])[/.](?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d(?!\d)
      | (?<![\da-fA-F])\d{6,}(?![\da-fA-F]) | https?://\S+ | \bwww\.\S+ | %[0-9A-F]{2}%?
    """,
    re.VERBOSE,
)
_DOMAIN = re.compile(r"^(?:[\w-]+\.)+(?:com|net|org|io|co|app|dev|ai|de|uk|fr)$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=20_000)
def holds_value(name: str) -> str:
    """What in a name looks like a value, or stands for one; empty for nothing."""
    found = None if "," in name else _VALUE.search(tidy(name))  # several names are none
    return found.group().strip() if found else ""


@check("dynamic-event-name", WARNING, of=EVENTS, docs=_PAGE)
def event_name(subject: Subject) -> Iterator[Hit]:
    """No event has a value in its name.

    Why: Each value makes an event and a table of its own, counts against the limits of every tool,
    and no report can add them up.

    Mend: Take the value out of the name and send it as a property.

    Evidence: A date, a placeholder (`${x}`, `{{x}}`, `%s`, `<x>`, `{x}`, a lower-case `[x]` behind
    a word), a UUID, six digits or more, an address, or percent escapes. A prefix in brackets is
    none.
    """
    for name, rules in subject.events.items():
        if value := holds_value(name):
            yield event_hit(f"{name!r} holds a value, {value!r}.", rules)


@check("dynamic-property-name", WARNING, of=PROPERTIES, docs=_PAGE)
def property_name(subject: Subject) -> Iterator[Hit]:
    """No property has a value in its name.

    Why: Each value makes a column of its own, and no report can group by it.

    Mend: Send the value as a value: one property for what it is, one for what belongs to it.

    Evidence: As for events, and whole names of domains.
    """
    for name, uses in subject.names.items():
        value = holds_value(name) or (_DOMAIN.fullmatch(name) and name)
        if value:
            yield name_hit(f"{name!r} holds a value, {value!r}.", uses)


@check("dynamic-series", WARNING, of=PROPERTIES, docs=_PAGE)
def series(subject: Subject) -> Iterator[Hit]:
    """What is numbered is a list, not a row of names.

    Why: `feature_1`, `feature_2` and so on cannot be filtered or counted together.

    Mend: Send one property that holds a list, or one event with the number as a property.

    Evidence: Three events, or four properties at the same place, that differ in nothing but a number.
    `item_category2` and so on are what Google Analytics 4 asks for.
    """
    events: defaultdict[str, list[str]] = defaultdict(list)
    for name in subject.events:
        if _NUMBER.search(name) and not holds_value(name):
            events[_NUMBER.sub("#", tidy(name))].append(name)
    for some in events.values():
        if len(some) >= 3:
            rules = [rule for name in some for rule in subject.events[name]]
            yield event_hit(f"{len(some)} events differ only in a number: {_some(some)}.", rules)
    names: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for use in subject.named:
        last = use.field.path[-1]
        if _NUMBER.search(last) and not holds_value(last) and not last.startswith("item_category"):
            names[_NUMBER.sub("#", last), *use.field.path[1:-1]][last] = None
    for found in names.values():
        if len(found) >= 4:
            uses = [use for name in found for use in subject.names[name]]
            yield name_hit(
                f"{len(found)} properties differ only in a number: {_some(found)}.", uses
            )


def _some(names: list[str] | dict[str, None]) -> str:
    shown = ", ".join(map(repr, list(names)[:3]))
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown
