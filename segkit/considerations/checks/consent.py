"""Checks on consent: which sources send calls without what the person agreed to."""

from __future__ import annotations

from collections.abc import Iterator

from segkit.considerations.checks.check import Found, check, listed
from segkit.considerations.consideration import WRONG_NOW
from segkit.delivery.case import Case
from segkit.model.derived import EVENT_STREAMS
from segkit.model.workspace import Source
from segkit.routing.categories import PREFERENCES_UPDATED, plans_consent

_WRAPPED = frozenset({"web", "mobile", "unknown"})
"""Kinds of source in which a consent tool's wrapper or plugin may add it to every call."""


@check(
    "calls-without-consent",
    "high",
    says=WRONG_NOW,
    asks="Do these calls carry the consent object?",
    trouble="no",
    action="Send context.consent.categoryPreferences with every call of this source, and plan it.",
    docs="/privacy/consent-management/consent-in-segment-connections",
    basis="plan",
)
def calls_without_consent(case: Case) -> Iterator[Found]:
    """A call without the consent object is sent on as if there were no categories."""
    in_use = case.carries_consent or (case.consents is not None and case.consents.categories)
    if not in_use or any(plans_consent(one) for one in case.current.get("common", ())):
        return
    for source in case.workspace.sources:
        kind = case.kind(source.id)
        if source.enabled and kind in EVENT_STREAMS and case.workspace.destinations_of(source):
            yield from _lacking(case, source, kind)


def _lacking(case: Case, source: Source, kind: str) -> Iterator[Found]:
    so = "Without it a call reaches the destinations of every consent category."
    if not case.plan_covers(source.id):
        yield Found(
            f"It is not known whether the calls of this source carry the consent object. {so}",
            f"No tracking plan covers {source.name}.",
            source.id,
            doubt="Neither plan nor workspace shows what this source sends.",
        )
        return
    planned = [
        rule
        for call in sorted(case.calls(source.id))
        for rule in case.current.get(call, ())
        if case.may_send(source.id, rule) and rule.key != PREFERENCES_UPDATED
    ]
    without = [rule.title for rule in planned if not plans_consent(rule)]
    if without:
        many = "The" if len(without) == len(planned) else "Some"
        yield Found(
            f"{many} planned calls of this source do not have the consent object. {so}",
            f"{source.name}: {listed(without)}.",
            source.id,
            doubt="A consent tool's wrapper or plugin may add it to every call; neither plan nor "
            "workspace shows that."
            if kind in _WRAPPED
            else "",
        )
