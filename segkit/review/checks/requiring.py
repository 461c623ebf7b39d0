"""What a call must carry: asked for but not planned, asked for too often, or never."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from segkit.model.change import REQUIRE
from segkit.review.check import FIELDS, PLAN, PROPERTIES, TRAITS, check
from segkit.review.checks.proposing import change_of, name_hit
from segkit.review.finding import ERROR, NOTE, WARNING, Hit
from segkit.review.names import snake
from segkit.review.subject import Subject, Use

_PAGE = "/protocols/tracking-plan/create"
_ID = re.compile(r"^(?:.*_)?id$")


@check("required-undefined", ERROR, of=FIELDS, docs=_PAGE)
def undefined(subject: Subject) -> Iterator[Hit]:
    """What is required is planned.

    Why: Either every call is a violation, or a property is sent of which nobody knows what it is.

    Mend: Plan the property, or take it off the list of what is required.

    Evidence: It stands in the list and nowhere else.
    """
    for use in subject.uses:
        if not use.field.declared:
            said = f"{use.field.dotted!r} of {use.rule.title!r} is required, and not planned."
            yield name_hit(said, [use])


@check("required-trait", WARNING, of=TRAITS, docs=_PAGE, offers="plan")
def trait(subject: Subject) -> Iterator[Hit]:
    """No trait is required in every call.

    Why: Servers and Segment's libraries for Swift, Kotlin and C# send only the traits that they are
    given, so every later call without this one is a violation.

    Mend: Make it optional, and say in its description when it is sent.

    Evidence: A trait at the top of Identify or Group that is required.
    """
    for use in subject.declared:
        if (
            use.rule.call in {"identify", "group"}
            and use.field.required
            and len(use.field.path) == 2
        ):
            said = f"The trait {use.field.dotted!r} is required in every {use.rule.call} call."
            yield name_hit(said, [use], changes=change_of(REQUIRE, use, True, False, safe=True))


@check("required-inconsistent", NOTE, of=PROPERTIES, docs="/protocols/tracking-plan/best-practices")
def inconsistent(subject: Subject) -> Iterator[Hit]:
    """An id that events are joined by is required in all of them.

    Why: The one event without it drops out of every join.

    Mend: Require it there as well.

    Evidence: The name ends in `id`, it stands in four events or more, and is required in 75 % of
    them.
    """
    found: defaultdict[str, list[Use]] = defaultdict(list)
    for use in subject.named:
        if (
            use.rule.call == "track"
            and len(use.field.path) == 2
            and _ID.match(snake(use.field.name))
        ):
            found[use.field.name].append(use)
    for name, uses in found.items():
        loose = [use for use in uses if not use.field.required]
        required = len(uses) - len(loose)
        if loose and len(uses) >= 4 and required >= 0.75 * len(uses):
            said = f"{name!r} is required in {required} of {len(uses)} events, and not in {loose[0].rule.title!r}."
            yield name_hit(said, loose)


@check("required-none", NOTE, of=PLAN, docs="/protocols/tracking-plan/best-practices")
def none(subject: Subject) -> Iterator[Hit]:
    """Events require what they are nothing without.

    Why: Where nothing is required, data that is missing never becomes a violation.

    Mend: Require the ids, and what every report of the event needs.

    Evidence: Five events or more with three properties or more, and none of them required.
    """
    wide = [rule for rule in subject.of("track") if len(rule.fields) >= 3]
    if len({rule.key for rule in wide}) >= 5 and not any(
        one.required for rule in subject.of("track") for one in rule.fields
    ):
        yield Hit(f"None of the properties of {len(subject.events)} events is required.")
