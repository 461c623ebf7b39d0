"""Checks on the tracking plan as Segment's Protocols takes it: versions, patterns, connected sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from segkit.considerations.checks.check import Found, check, listed
from segkit.considerations.consideration import GOOD_TO_KNOW, WRONG_NOW
from segkit.delivery.case import Case
from segkit.model.derived import INSTRUMENTED

_PLAN = "/protocols/tracking-plan/create"
_MOST_SOURCES = 3


@check(
    "event-version-must-be-sent",
    "medium",
    asks="Does the code send the version with each call?",
    trouble="no",
    action="Set context.protocols.event_version in the code of every newer version.",
    docs=_PLAN,
    basis="plan",
)
def event_version_must_be_sent(case: Case) -> Iterator[Found]:
    """An event without a version is judged by the oldest."""
    rules = [r for r in case.plan.rules if not r.deprecated] if case.plan else []
    counts = Counter((r.call, r.key) for r in rules)
    several = [r.title for r in rules if r.key is not None and counts[r.call, r.key] > 1]
    if several:
        yield Found(
            "Some events exist in several versions. A call says which one it means in "
            "context.protocols.event_version; without it, Segment checks it against the oldest.",
            f"Several versions: {listed(several)}",
        )


@check(
    "lookahead-in-pattern",
    "medium",
    says=WRONG_NOW,
    asks="Is this plan used in Segment?",
    trouble="yes",
    action="Describe what is forbidden with the JSON Schema keyword not.",
    docs=_PLAN,
    basis="plan",
)
def lookahead_in_pattern(case: Case) -> Iterator[Found]:
    """Segment's patterns know no negative lookahead."""
    rules = [r for r in case.plan.rules if not r.deprecated] if case.plan else []
    using = [
        f"{r.title}: {f.dotted}"
        for r in rules
        for f in r.fields
        if f.pattern and "(?!" in f.pattern
    ]
    if using:
        yield Found(
            "Some patterns use a negative lookahead, which Segment's tracking plans do not "
            "support.",
            f"In: {listed(using)}",
        )


@check(
    "source-without-plan",
    "medium",
    asks="Which of these sources need the tracking plan?",
    action="Connect these sources to their tracking plan, or note why they have none.",
    docs="/protocols/validate/connect-sources",
)
def source_without_plan(case: Case) -> Iterator[Found]:
    """Only judged where at least one source is known to have a plan."""
    sources = [
        source
        for source in case.workspace.sources
        if case.kind(source.id) in INSTRUMENTED
        and source.enabled
        and not case.is_retired(source.id)
    ]
    without = [s.name for s in sources if not s.tracking_plan_id]
    if without and len(without) < len(sources):
        yield Found(
            "Some sources are connected to no tracking plan. What they send is neither checked "
            "nor blocked.",
            f"Without a plan: {listed(without)}",
        )


@check(
    "plan-on-many-sources",
    "low",
    says=GOOD_TO_KNOW,
    action="Consider a plan for each platform, so that each describes what really is sent.",
    docs="/protocols/faq",
)
def plan_on_many_sources(case: Case) -> Iterator[Found]:
    """Segment advises one to three sources for a plan."""
    names = {str(plan.get("id")): str(plan.get("name")) for plan in case.workspace.tracking_plans}
    counts = Counter(s.tracking_plan_id for s in case.workspace.sources if s.tracking_plan_id)
    many = [f"{names.get(i, i)} ({n} sources)" for i, n in counts.items() if n > _MOST_SOURCES]
    if many:
        yield Found(
            "Segment advises one to three sources for a tracking plan, and separate plans for "
            "web, mobile and server where their events differ.",
            listed(many),
        )
