"""Checks on who a person is: ids, traits, and personal data on its way to advertisers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from segkit.considerations.checks.check import Check, Found, about, check, listed
from segkit.considerations.consideration import GOOD_TO_KNOW, WRONG_NOW
from segkit.delivery.case import Case, Pair
from segkit.delivery.receipts import Receipt, receipt_at
from segkit.delivery.receiver import Receiver
from segkit.derive.identify import id_is_email
from segkit.derive.personal import MARKED, pii_hint
from segkit.model.plan import Field, Rule

_IDENTIFY = "/connections/spec/best-practices-identify"
_ADVERTISING = "Advertising"
_DESCRIBED = "its description speaks of an e-mail address"
_USER_ID = {("userId",), ("traits", "userId"), ("traits", "user_id")}


class _Sent(NamedTuple):
    """A planned field that gets to a destination."""

    rule: Rule
    field: Field
    receipt: Receipt


@check(
    "email-as-user-id",
    "high",
    says=WRONG_NOW,
    asks="Is the userId an e-mail address?",
    looks_at="the planned userId: its format, pattern and example",
    action="Use the permanent id of your database, and send the e-mail address as a trait.",
    docs=_IDENTIFY,
    basis="plan",
)
def email_as_user_id(case: Case) -> Iterator[Found]:
    """An e-mail address changes; a userId must not."""
    rules = case.plan.of("identify", "common") if case.plan else ()
    for planned in (f for r in rules for f in r.fields if f.path in _USER_ID):
        if evidence := _looks_like_email(planned):
            yield Found(
                "The userId looks like an e-mail address. When somebody's address changes, "
                "Segment and your tools see a new person.",
                f"{planned.origin or 'userId'}: {evidence}",
                doubt="The description is the only sign of it." if evidence == _DESCRIBED else "",
            )
            return


@check(
    "required-identify-traits",
    "medium",
    asks="Do all identify calls carry the required traits?",
    looks_at="identify traits that the plan requires",
    action="Make these traits optional, or make sure that every identify call carries them.",
    docs="/protocols/tracking-plan/create",
    basis="plan",
)
def required_identify_traits(case: Case) -> Iterator[Found]:
    """Client libraries send only the traits that changed."""
    traits = case.plan.traits() if case.plan else ()
    # a required field of an optional object is no burden on a call without that object
    names = [p.dotted for _, p in traits if p.required and len(p.path) == 2]
    if names:
        yield Found(
            "The plan requires identify traits. Calls that carry only the traits that changed, "
            "as client libraries send them, then count as violations.",
            f"Required: {listed(names)}",
        )


@check(
    "reserved-id-trait",
    "low",
    says=GOOD_TO_KNOW,
    looks_at="traits of the plan that repeat the id of the call",
    action="Send the id as the userId of the call, and leave the trait out.",
    docs=_IDENTIFY,
    basis="plan",
)
def reserved_id_trait(case: Case) -> Iterator[Found]:
    """A userId among the traits is no userId."""
    traits = case.plan.traits() if case.plan else ()
    names = [p.dotted for _, p in traits if p.path in _USER_ID]
    if names:
        yield Found(
            "The plan lists the user's id among the traits. Segment takes the id from the "
            "call's own userId and not from its traits.",
            f"Planned as a trait: {listed(names)}",
        )


@check(
    "personal-traits-to-advertising",
    "high",
    asks="May advertisers receive these personal traits?",
    looks_at="identify traits with personal data, and advertising destinations that take "
    "identify calls",
    action="Check the consent that this needs, and keep back with a filter what the "
    "destination does not need.",
    docs="/connections/destinations/destination-filters",
    basis="plan",
)
def personal_traits_to_advertising(case: Case) -> Iterator[Found]:
    """Advertisers get every trait that nobody holds back."""
    for pair in _advertisers(case):
        if sent := _personal_of(case, pair, "identify"):
            yield about(
                pair,
                "Segment's catalog lists this destination under Advertising, and it takes identify "
                "calls of this source. The plan puts personal data into their traits.",
                f"Traits that look personal: {listed(one.field.dotted for one in sent)}",
                _doubt(sent),
            )


@check(
    "personal-properties-to-advertising",
    "high",
    asks="May advertisers receive these personal properties?",
    looks_at="event properties with personal data, and advertising destinations that take "
    "track calls",
    action="Take personal data out of events, or keep it back with a filter.",
    docs="/connections/destinations/destination-filters",
    basis="plan",
)
def personal_properties_to_advertising(case: Case) -> Iterator[Found]:
    """The same for events, where personal data is easily overlooked."""
    for pair in _advertisers(case):
        if sent := _personal_of(case, pair, "track"):
            yield about(
                pair,
                "Segment's catalog lists this destination under Advertising, and it takes track "
                "calls of this source. The plan puts personal data into event properties.",
                "Properties that look personal: "
                + listed(f"{one.rule.title}: {one.field.dotted}" for one in sent),
                _doubt(sent),
            )


def _looks_like_email(planned: Field) -> str:
    if planned.format == "email":
        return "its format is email"
    if "@" in str(planned.example or ""):
        return "its example holds an @"
    if planned.pattern and "@" in planned.pattern:
        return "its pattern holds an @"
    return _DESCRIBED if id_is_email(planned) else ""


def _personal(fields: Iterable[Field]) -> list[Field]:
    """The fields that look personal; what is inside such a field is not named again."""
    found: dict[tuple[str, ...], Field] = {}
    for planned in fields:
        if pii_hint(planned) and planned.path[:-1] not in found:
            found[planned.path] = planned
    return list(found.values())


def _personal_of(case: Case, pair: Pair, call: str) -> list[_Sent]:
    """The personal fields of planned calls that get to the destination."""
    source_id = pair.source.id
    if call not in case.calls(source_id):
        return []
    receiver = Receiver(case, pair.as_enabled)
    return [
        _Sent(planned, field, receipt)
        for planned in case.current.get(call, ())
        if case.may_send(source_id, planned) and (receiving := receiver.receives(call, planned.key))
        for field in _personal(f for f in planned.fields if f.path[0] == planned.container)
        if (receipt := receipt_at(receiving, field.path, field.types))
    ]


def _doubt(sent: Iterable[_Sent]) -> str:
    """What the plan does not mark, and what would have to be known of the way there, in words."""
    found = list(sent)
    guessed = [one.field.dotted for one in found if pii_hint(one.field) != MARKED]
    missing = [words for one in found for words in one.receipt.missing]
    said = [
        f"Told from the name or format alone: {listed(guessed)}." if guessed else "",
        f"Not known: {listed(missing)}." if missing else "",
    ]
    return " ".join(filter(None, said))


def _advertisers(case: Case) -> list[Pair]:
    """The pairs of an advertising destination and a source that the plan speaks about."""
    return [
        pair
        for pair in case.pairs
        if _ADVERTISING in pair.destination.catalog.categories and case.plan_covers(pair.source.id)
    ]


CHECKS: tuple[Check, ...] = (
    email_as_user_id,
    required_identify_traits,
    reserved_id_trait,
    personal_traits_to_advertising,
    personal_properties_to_advertising,
)
