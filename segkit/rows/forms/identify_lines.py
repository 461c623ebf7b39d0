"""Who a person is, in the room: what is wrong with the id and its traits first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from segkit.considerations.checks import Check, identity
from segkit.considerations.consideration import OPEN_CLASSES
from segkit.delivery.unknowns import NOT_KNOWN
from segkit.derive.identify import IdentifyFacts, pii_hint
from segkit.doors import declared_in
from segkit.errors import SegkitError
from segkit.facts.holding_up import CONSIDERATIONS, PLAN
from segkit.facts.known import Facts
from segkit.render.html import plural, slug_id
from segkit.render.tree import plain
from segkit.rows.arrival.gaps import left_over
from segkit.rows.forms.lines import (
    CHECK,
    GOOD,
    OFF,
    OK,
    SIGNS,
    WRONG,
    Line,
    Lines,
    point_of,
    worst,
)
from segkit.rows.plan.identify import GOOD as SAYS_GOOD
from segkit.rows.plan.identify import MIND, statements
from segkit.rows.workshop.said import SIGN_OF

_IDS = {check.id for check in declared_in([identity], Check)}
_LEVELS = {"error": WRONG, "warning": CHECK, "note": GOOD}
_TITLES = {
    WRONG: "The userId is an e-mail address",
    CHECK: "What is the userId? The plan does not say",
    GOOD: "Is the userId an e-mail address? The plan does not tell",
    OK: "The userId is no e-mail address",
}


def identify_lines(facts: Facts, *, read_only: bool) -> Lines:
    """The id, what each call carries, who receives the traits, and what the review says."""
    found = facts.identify or IdentifyFacts()
    lines = [
        *_considered(facts, read_only=read_only),
        *_id(facts, found),
        *_traits(facts),
        *_when(facts, found),
        *_reviewed(facts, read_only=read_only),
        *_personal(facts),
    ]
    lines.sort(key=lambda one: SIGNS.index(one.sign))
    open_ = sum(one.sign in (WRONG, CHECK) for one in lines)
    heading = (
        f"{plural(open_, 'thing')} to settle about who somebody is"
        if open_
        else "Who somebody is: nothing is left to settle"
    )
    return Lines(heading, lines)


def _considered(facts: Facts, *, read_only: bool) -> Iterator[Line]:
    """What is said about ids and traits among the special considerations."""
    for statement in worst(facts.considered.statements):
        item = statement.first.item
        if item.id not in _IDS:
            continue
        told = point_of(statement, read_only=read_only)
        asks = item.class_ in OPEN_CLASSES
        answered = statement.first.decided_by and not read_only and asks
        yield Line(
            slug_id("identify", statement.first.key), told.text,
            SIGN_OF[item.class_], "Special consideration", told.word.capitalize(),
            statement.needs_word and not read_only,
            [text for text in (item.text, item.evidence) if text != told.text],
            do="" if answered else item.action,
            place=CONSIDERATIONS if asks and not read_only else "",
        )  # fmt: skip


def _id(facts: Facts, found: IdentifyFacts) -> Iterator[Line]:
    """The id itself, unless a consideration says it already."""
    said = statements(found, facts.engagement.customer)[0]
    sign = OK if said.badge == SAYS_GOOD else WRONG if said.badge == MIND else ""
    sign = sign or (GOOD if found.user_id else CHECK)
    if sign == WRONG and "email-as-user-id" in _said_ids(facts):
        return
    waits = sign in (WRONG, CHECK)
    yield Line("identify-id", _TITLES[sign], sign, "The id", "", waits, [plain(said.answer)])


def _said_ids(facts: Facts) -> set[str]:
    return {one.first.item.id for one in facts.considered.statements}


def _traits(facts: Facts) -> Iterator[Line]:
    """Who receives the traits: nobody, perhaps somebody, or each somebody."""
    if facts.plan is None or not facts.plan.of("identify"):
        yield Line(
            "identify-none", "The plan has no identify traits", CHECK, "Traits", "", waits=True
        )
        return
    if facts.case is None:
        said = "Who receives the traits is not known: the workspace was not read"
        yield Line("identify-unread", said, OFF, "Traits")
        return
    left = left_over(facts.field_coverage, "identify")
    nobody = [one.field.dotted for one in left if one.goes_nowhere]
    unsure = [one for one in left if one.certainty == NOT_KNOWN]
    if nobody:
        said = f"{plural(len(nobody), 'trait')} that nobody receives"
        seen = [", ".join(nobody), "No destination and no warehouse receives them."]
        yield Line("identify-nobody", said, WRONG, "Traits", "", True, seen)
    if unsure:
        said = f"{plural(len(unsure), 'trait')} of which nobody knows who receives them"
        reasons = dict.fromkeys(one.nowhere_words(facts.names) for one in unsure)
        seen = [", ".join(one.field.dotted for one in unsure), *reasons]
        yield Line("identify-unsure", said, CHECK, "Traits", "", True, seen)
    if not nobody and not unsure:
        yield Line("identify-received", "Each trait is received by somebody", OK, "Traits")


def _when(facts: Facts, found: IdentifyFacts) -> Iterator[Line]:
    """What makes a user known, and what each call carries."""
    if found.track_calls:
        said = f"Call identify next to {', '.join(found.track_calls)}"
        yield Line("identify-when", said, OK, "When", "", seen=["And whenever a trait changes."])
    else:
        said = "What makes a user known? No planned event says so"
        yield Line("identify-when", said, CHECK, "When", "", waits=True)
    asked = "required-identify-traits" in _said_ids(facts)
    if found.required and not asked:
        said = f"Each call carries {', '.join(found.required)}"
        yield Line("identify-required", said, GOOD, "Required")


def _reviewed(facts: Facts, *, read_only: bool) -> Iterator[Line]:
    """What the plan's review says about Identify and Group."""
    try:
        found = facts.review.new if facts.review else ()
    except SegkitError:  # its settings are not understood; the plan's own part says so
        return
    for number, one in enumerate(one for one in found if one.family == "identity"):
        if one.waived:
            continue
        yield Line(
            f"identify-review-{number}", one.message, _LEVELS[one.level], "Review of the plan",
            one.origin, _LEVELS[one.level] != GOOD and not read_only, [one.why],
            do=one.mend, place="" if read_only else PLAN,
        )  # fmt: skip


def _personal(facts: Facts) -> Iterator[Line]:
    traits = facts.plan.traits() if facts.plan else ()
    found = list(dict.fromkeys(chain(one.dotted for _, one in traits if pii_hint(one))))
    if found:
        said = f"{plural(len(found), 'trait')} look like personal data"
        said = said if len(found) > 1 else said.replace("look", "looks")
        yield Line("identify-personal", said, GOOD, "Personal data", "", seen=[", ".join(found)])
