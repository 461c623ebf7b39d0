"""What the customer's own destinations refuse, cut or leave out of what is planned."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from segkit.model.plan import ELEMENT, Rule
from segkit.review.check import EVENTS, FIELDS, PLAN, PROPERTIES, check
from segkit.review.checks.privacy import kind_of
from segkit.review.checks.proposing import event_hit, name_hit
from segkit.review.finding import WARNING, Hit
from segkit.review.names import tidy
from segkit.review.reach import Reach
from segkit.review.spec import spec
from segkit.review.subject import Subject, Use, types_of
from segkit.review.tables import table

_CATALOG = "/connections/destinations/catalog"


def _limits(subject: Subject, kind: str) -> Iterator[tuple[Mapping[str, Any], Reach, str]]:
    """Each limit with the destinations of the workspace that have it."""
    if subject.case is None or subject.case.plan is None:
        return
    reach = Reach(subject.case)
    for limit in table("limits")[kind]:
        for slug in limit["slugs"]:
            if slug in reach.rules:
                yield limit, reach, slug


@check("dest-event-name", WARNING, of=EVENTS, docs=_CATALOG)
def event_name(subject: Subject) -> Iterator[Hit]:
    """Events have names that the destinations take which receive them.

    Why: What a tool refuses is not there, and nobody gets an error.

    Mend: Rename the event, or map it to a name that the tool takes.

    Evidence: A destination that is on, receives the event under its own name, and whose page says
    what names it takes. Blanks that Segment replaces are fine.
    """
    for limit, reach, slug in _limits(subject, "event_name"):
        for rule, receipt in reach.rules[slug]:
            name = rule.key or ""
            if (
                rule.call == "track"
                and name
                and reach.sends_name(receipt)
                and not _takes(limit, name)
            ):
                yield event_hit(f"{name!r}: {limit['says']}.", [rule])


def _takes(limit: Mapping[str, Any], name: str) -> bool:
    return bool(
        limit.get("least", 1) <= len(name) <= limit.get("most", 10_000)
        and re.match(limit.get("pattern", ""), name)
    )


@check("dest-field-name", WARNING, of=PROPERTIES, docs=_CATALOG)
def field_name(subject: Subject) -> Iterator[Hit]:
    """Properties have names that the destinations take which receive them.

    Why: The tool removes it, or refuses the call, and nobody gets an error.

    Mend: Rename it, or map it to a name that the tool takes.

    Evidence: A destination that is on, receives it under its own name, and whose page names what it
    does not take. One line for each name and tool.
    """
    for limit, reach, slug in _limits(subject, "field_name"):
        found: defaultdict[str, list[Use]] = defaultdict(list)
        for use in reach.passed_on(slug):
            if use.rule.call in limit["calls"] and len(use.field.path) == 2:
                name = use.field.path[1]
                excused = use.rule.key in limit.get("not_events", ())
                if not excused and (name in limit.get("names", ()) or not _takes(limit, name)):
                    found[name].append(use)
        for name, uses in found.items():
            yield name_hit(f"{name!r}: {limit['says']}.", uses)


@check("dest-nested", WARNING, of=FIELDS, docs=_CATALOG)
def nested(subject: Subject) -> Iterator[Hit]:
    """Nothing is nested that goes to a destination which takes flat values only.

    Why: The tool drops the event, or makes one text of it.

    Mend: Send the values at the top, or map them one by one.

    Evidence: A destination that is on, receives it, and whose page says so. The products of
    events of Segment's specs are let be where its mapping takes them. One line for each name and
    tool.
    """
    for limit, reach, slug in _limits(subject, "nested"):
        found: defaultdict[str, list[Use]] = defaultdict(list)
        for use in reach.uses(slug):
            if use.rule.call in limit["calls"] and _is_nested(limit, use):
                found[use.field.path[1]].append(use)
        for name, uses in found.items():
            yield name_hit(f"{name!r}: {limit['says']}.", uses)


def _is_nested(limit: Mapping[str, Any], use: Use) -> bool:
    path, what = use.field.path, limit["what"]
    if path[1] in limit.get("takes", ()):
        return False
    if (
        limit.get("products")
        and path[1] == "products"
        and tidy(use.rule.key or "") in spec().events
    ):
        return False
    if "array in array" in what:
        return any(one == other == ELEMENT for one, other in pairwise(path))
    if len(path) > 2:
        inside = "array" if path[2] == ELEMENT else "object"
        return inside in what
    return bool(types_of(use.field)) and types_of(use.field) <= set(what)


@check("dest-too-many", WARNING, of=EVENTS, docs=_CATALOG)
def too_many(subject: Subject) -> Iterator[Hit]:
    """A destination receives no more than it keeps.

    Why: The rest is not there, and nobody gets an error.

    Mend: Send fewer, or map those that the tool needs.

    Evidence: A destination that is on and whose page says how many it keeps; of an Actions
    destination what its mappings read is counted.
    """
    for limit, reach, slug in _limits(subject, "too_many"):
        most: int = limit["most"]
        if limit["of"] == "properties":
            yield from _wide_events(limit, reach, slug, most)
            continue
        call = "track" if limit["of"] == "events" else "identify"
        if call == "track":
            names = {rule.key for rule, _ in reach.rules[slug] if rule.call == call}
        else:
            names = {use.field.path[1] for use in reach.uses(slug) if use.rule.call == call}
        if len(names) > most:
            yield Hit(f"{len(names)} {limit['of']} reach it: {limit['says']}.")


def _wide_events(limit: Mapping[str, Any], reach: Reach, slug: str, most: int) -> Iterator[Hit]:
    wide: defaultdict[int, set[str]] = defaultdict(set)
    rules: dict[int, Rule] = {}
    for use in reach.uses(slug):
        if use.rule.call == "track":
            wide[id(use.rule)].add(use.field.path[1])
            rules[id(use.rule)] = use.rule
    for key, names in wide.items():
        if len(names - {"products"} if limit.get("products") else names) > most:
            yield event_hit(
                f"{rules[key].title!r} sends {len(names)} properties: {limit['says']}.",
                [rules[key]],
            )


@check("privacy-to-advertising", WARNING, of=PLAN, docs="/privacy/portal")
def to_advertising(subject: Subject) -> Iterator[Hit]:
    """Personal data goes to no advertising tool without a word.

    Why: Advertisers join it with what they know of people, and the law asks for their consent.

    Mend: Filter it out, or hash it; some tools hash it themselves (Facebook Conversions API does).

    Evidence: A field that is personal data by its name, and a destination of the category
    Advertising that receives it. One line for each name.
    """
    if subject.case is None or subject.case.plan is None:
        return
    advertising = Reach(subject.case).advertising
    for name, uses in subject.names.items():
        found = [u for u in uses if advertising.get(id(u.field)) and kind_of(subject, u)]
        if found:
            tools = sorted({tool for use in found for tool in advertising[id(use.field)]})
            shown = ", ".join(tools[:3]) + (f" and {len(tools) - 3} more" if len(tools) > 3 else "")
            yield name_hit(f"{name!r} is personal data and reaches {shown}.", found)
