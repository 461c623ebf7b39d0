"""Checks on limits: what Segment takes in one call, one event and one tracking plan."""

from __future__ import annotations

from collections.abc import Iterator

from segkit.considerations.checks.check import Found, check, listed
from segkit.considerations.consideration import GOOD_TO_KNOW
from segkit.delivery.case import Case
from segkit.model.plan import ELEMENT, Field, Rule

_PLAN = "/protocols/tracking-plan/create"
_HTTP_API = "/connections/sources/catalog/libraries/server/http-api"
_MOST_RULES = 2_000
_MOST_SHOWN = 300
_MOST_PROPERTIES = 10_000
_LARGEST_CALL = 32 * 1024


@check(
    "too-many-rules",
    "high",
    says=GOOD_TO_KNOW,
    action="Split the plan, for instance into one for web and one for mobile, or send it by the API.",
    docs=_PLAN,
    basis="plan",
)
def too_many_rules(case: Case) -> Iterator[Found]:
    """A plan's CSV file may have 2,000 rules; of the plan itself no such limit is documented."""
    count = len(case.plan.rules) if case.plan else 0
    if count > _MOST_RULES:
        yield Found(
            f"Segment refuses the CSV file of a tracking plan with more than {_MOST_RULES:,} rules.",
            f"This plan has {count:,}.",
        )


@check(
    "too-many-properties",
    "medium",
    says=GOOD_TO_KNOW,
    action="Remove what nobody uses, and turn property names made by code into values.",
    docs="/connections/sources/schema",
    basis="plan",
)
def too_many_properties(case: Case) -> Iterator[Found]:
    """The schema page shows 300 properties of an event and 300 traits."""
    rules = _current(case)
    crowded = [
        f"{r.title} ({count})"
        for r in rules
        if len(r.fields) > _MOST_SHOWN
        and (count := sum(f.path[0] == r.container for f in r.fields)) > _MOST_SHOWN
    ]
    if crowded:
        yield Found(
            f"Segment's schema page shows at most {_MOST_SHOWN} properties of an event and "
            f"{_MOST_SHOWN} traits.",
            f"More are planned for: {listed(crowded)}",
        )


@check(
    "call-over-limit",
    "high",
    asks="How large do these calls become?",
    action="Split the call, or leave out what no destination needs.",
    docs=_HTTP_API,
    basis="plan",
)
def call_over_limit(case: Case) -> Iterator[Found]:
    """A call may have 32 KB and 10,000 properties."""
    over = [
        f"{planned.title} ({size / 1024:,.0f} KB, {len(planned.fields):,} fields)"
        for planned in _current(case)
        if (size := _least_size(planned)) > _LARGEST_CALL or len(planned.fields) > _MOST_PROPERTIES
    ]
    if over:
        yield Found(
            f"Segment accepts calls of up to {_LARGEST_CALL // 1024} KB and "
            f"{_MOST_PROPERTIES:,} properties. Some planned calls are larger.",
            f"Larger with every planned field filled in: {listed(over)}",
        )


@check(
    "arrays-without-limit",
    "low",
    says=GOOD_TO_KNOW,
    action="Agree how many elements a call may carry, and split longer lists in your code.",
    docs=_HTTP_API,
    basis="plan",
)
def arrays_without_limit(case: Case) -> Iterator[Found]:
    """A long list makes a call too large, and the whole call is rejected."""
    arrays = [
        f"{planned.title}: {field.dotted}"
        for planned in _current(case)
        for field in planned.fields
        if "array" in field.types
        and "maxItems" not in field.schema
        and _holds_objects(planned, field)
    ]
    if arrays:
        yield Found(
            f"A call may have {_LARGEST_CALL // 1024} KB. Some planned calls carry lists of "
            "objects, for which the plan sets no largest number.",
            listed(arrays),
            doubt="How long the lists become is not known.",
        )


def _current(case: Case) -> Iterator[Rule]:
    for planned in case.plan.rules if case.plan else ():
        if not planned.deprecated:
            yield planned


def _holds_objects(planned: Rule, array: Field) -> bool:
    inside = (*array.path, ELEMENT)
    return any(
        len(f.path) > len(inside) and f.path[: len(inside)] == inside for f in planned.fields
    )


def _least_size(planned: Rule) -> int:
    """Characters of the call with every field at its example, or as short as it can be."""
    return sum(
        # quotes, colon and comma around the name, and a value of at least one digit
        len(field.name) + 4 + (1 if field.example is None else max(1, len(str(field.example))))
        for field in planned.fields
        if field.declared
    )
