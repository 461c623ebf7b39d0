"""Checks on personal data: every way by which the plan's personal fields reach a destination.

Told by the same reading of mappings and filters as coverage. What is told about whom depends on
the destination's category; its regions and consent categories stand with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from segkit.considerations.checks.check import Found, about, check, listed
from segkit.considerations.consideration import GOOD_TO_KNOW
from segkit.delivery.case import Case
from segkit.delivery.pair import Pair
from segkit.delivery.receipts import Receipt, receipt_at
from segkit.delivery.receiver import Receiver
from segkit.derive.personal import MARKED, pii_hint, words_of
from segkit.model.plan import Field, Rule

_ADVERTISING = "Advertising"
_EVENTS = ("track", "page", "screen")
_TYPED = re.compile(
    r"(?:^| )(?:query|search(?: term| text)?|keywords?|url|referrer|path|comment|message|notes?"
    r"|feedback|free text|body)$"
)
"""Names of fields that hold what people type, or addresses of pages."""


class _Sent(NamedTuple):
    """A planned field that gets to a destination."""

    rule: Rule
    field: Field
    receipt: Receipt


@check(
    "personal-traits-to-advertising",
    "high",
    asks="May advertisers receive these personal traits?",
    trouble="no",
    action="Check the consent that this needs, and keep back with a filter what the "
    "destination does not need.",
    docs="/connections/destinations/destination-filters",
    basis="plan",
)
def personal_traits_to_advertising(case: Case) -> Iterator[Found]:
    """Advertisers get every trait that nobody holds back."""
    carrying = _carrying(case, "identify")
    for pair in _advertisers(case):
        if sent := _sent(case, pair, carrying):
            yield about(
                pair,
                "Segment's catalog lists this destination under Advertising, and it receives identify "
                "calls of this source. The plan puts personal data into their traits.",
                f"Traits that look personal: {listed(one.field.dotted for one in sent)}",
                _doubt(sent),
            )


@check(
    "personal-properties-to-advertising",
    "high",
    asks="May advertisers receive these personal properties?",
    trouble="no",
    action="Take personal data out of events, or keep it back with a filter.",
    docs="/connections/destinations/destination-filters",
    basis="plan",
)
def personal_properties_to_advertising(case: Case) -> Iterator[Found]:
    """The same for events, where personal data is easily overlooked."""
    carrying = _carrying(case, "track")
    for pair in _advertisers(case):
        if sent := _sent(case, pair, carrying):
            yield about(
                pair,
                "Segment's catalog lists this destination under Advertising, and it receives track "
                "calls of this source. The plan puts personal data into event properties.",
                "Properties that look personal: "
                + listed(f"{one.rule.title}: {one.field.dotted}" for one in sent),
                _doubt(sent),
            )


@check(
    "context-traits-to-advertising",
    "high",
    asks="May advertisers receive these personal traits?",
    trouble="no",
    action="Check the consent that this needs, and take out of the mapping what the destination "
    "does not need.",
    docs="/connections/destinations/actions",
    basis="plan",
)
def context_traits_to_advertising(case: Case) -> Iterator[Found]:
    """A person's traits may travel with any call, below context.traits."""
    rules = case.current.get("identify", ())
    traits = _personal(f for r in rules for f in r.fields if f.path[0] == "traits")
    for pair in _advertisers(case):
        is_actions = pair.destination.catalog.is_actions
        if found := list(_from_context(case, pair, traits)) if is_actions else []:
            yield about(
                pair,
                "Segment's catalog lists this destination under Advertising, and its mappings read "
                "personal traits from the context of calls.",
                f"Traits that look personal: {listed(one.field.dotted for one in found)}. "
                f"Calls: {listed(one.rule.title for one in found)}",
                "Whether the calls of this source carry traits in their context is not known.",
            )


@check(
    "personal-data-received",
    "low",
    says=GOOD_TO_KNOW,
    action="Keep a record of these tools for your data protection officer.",
    docs="/connections/destinations/destination-filters",
    basis="plan",
)
def personal_data_received(case: Case) -> Iterator[Found]:
    """Each tool with personal data belongs into the customer's own records."""
    carrying = _carrying(case, "identify", "group", *_EVENTS)
    for pair in case.pairs:
        covered = case.plan_covers(pair.source.id) and pair.connection.delivers is not False
        if not covered or _ADVERTISING in pair.destination.catalog.categories:
            continue
        if sent := _sent(case, pair, carrying):
            yield about(
                pair,
                "This destination receives personal data.",
                f"{_ways(sent)} {_where(case, pair)}",
                _doubt(sent),
            )


def _ways(sent: Iterable[_Sent]) -> str:
    """The fields by the way on which they get there."""
    ways: dict[str, dict[str, None]] = {}
    for one in sent:
        by = f" (by {listed(one.receipt.mappings)})" if one.receipt.mappings else ""
        ways.setdefault(by, {})[one.field.dotted] = None
    return "; ".join(f"{listed(names)}{by}" for by, names in ways.items()) + "."


@check(
    "personal-data-in-texts",
    "low",
    says=GOOD_TO_KNOW,
    action="Keep e-mail addresses and names out of them before they are sent.",
    docs="/privacy/portal",
    basis="plan",
)
def personal_data_in_texts(case: Case) -> Iterator[Found]:
    """People type e-mail addresses into search fields, and addresses of pages carry them."""
    typed = [
        f"{rule.title}: {field.dotted}"
        for call in _EVENTS
        for rule in case.current.get(call, ())
        for field in rule.fields
        if field.path[0] == "properties"
        and not pii_hint(field)
        and (not field.types or "string" in field.types)
        and _TYPED.search(words_of(field.name))
    ]
    if typed:
        yield Found(
            "Some planned properties hold what people type, or addresses of pages. Personal data "
            "may be among it.",
            listed(typed),
        )


def _from_context(case: Case, pair: Pair, traits: list[Field]) -> Iterator[_Sent]:
    """The personal traits that mappings read from the context of planned events."""
    receiver = Receiver(case, pair.as_enabled)
    for call in _EVENTS:
        for rule in case.current.get(call, ()) if call in case.calls(pair.source.id) else ():
            if not case.may_send(pair.source.id, rule):
                continue
            receiving = receiver.receives(call, rule.key)
            if receiving is None:
                continue
            for field in traits:
                receipt = receipt_at(receiving, ("context", *field.path), field.types)
                if receipt:
                    yield _Sent(rule, field, receipt)


def _where(case: Case, pair: Pair) -> str:
    """What the destination is, where it keeps data, and what people agreed to."""
    catalog = pair.destination.catalog
    said = [f"{listed(catalog.categories)}." if catalog.categories else ""]
    said.append(f"Regions: {listed(catalog.region_endpoints)}." if catalog.region_endpoints else "")
    if case.consents is not None:
        agreed = case.consents.of(pair.destination)
        said.append(f"Consent: {listed(agreed)}." if agreed else "Consent: in no category.")
    return " ".join(filter(None, said))


def _personal(fields: Iterable[Field]) -> list[Field]:
    """The fields that look personal; what is inside such a field is not named again."""
    found: dict[tuple[str, ...], Field] = {}
    for planned in fields:
        if pii_hint(planned) and planned.path[:-1] not in found:
            found[planned.path] = planned
    return list(found.values())


def _carrying(case: Case, *calls: str) -> list[tuple[Rule, list[Field]]]:
    """The planned calls that carry personal fields, with these."""
    found = (
        (rule, _personal(f for f in rule.fields if f.path[0] == rule.container))
        for call in calls
        for rule in case.current.get(call, ())
    )
    return [(rule, fields) for rule, fields in found if fields]


def _sent(case: Case, pair: Pair, carrying: Iterable[tuple[Rule, list[Field]]]) -> list[_Sent]:
    """The personal fields of planned calls that get to the destination, or would if it were on."""
    source_id, there, is_on = pair.source.id, pair.destination.id, pair.connection.enabled
    calls, receiver = case.calls(source_id), None if is_on else Receiver(case, pair.as_enabled)
    found = []
    for rule, fields in carrying:
        if rule.call not in calls or not case.may_send(source_id, rule):
            continue
        received = (
            receiver.receives(rule.call, rule.key) if receiver else case.received(rule).get(there)
        )
        if received:
            found += [
                _Sent(rule, field, receipt)
                for field in fields
                if (receipt := receipt_at(received, field.path, field.types))
            ]
    return found


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
