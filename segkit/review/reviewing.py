"""Every check put to a plan: findings in order, with the score that they leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from segkit.model.plan import TrackingPlan
from segkit.review.check import Check
from segkit.review.finding import LEVELS, OFF, Earned, Hit, PlanFinding, Review, path_words
from segkit.review.rules import Rules
from segkit.review.scoring import earned, grade, total
from segkit.review.subject import THRESHOLDS, Subject

if TYPE_CHECKING:
    from segkit.delivery.case import Case


def review(plan: TrackingPlan, case: Case | None = None, rules: Rules | None = None) -> Review:
    """The plan reviewed, as far as it goes without a workspace where `case` is None."""
    rules = rules or Rules()
    subject = Subject(plan, case, {**THRESHOLDS, **rules.thresholds})
    checks = rules.checks
    found = [
        finding for check in checks if check.level != OFF for finding in _findings(check, subject)
    ]
    off = tuple(check.id for check in checks if check.level == OFF)
    # by what is said: a change may hold values that cannot be compared by hash
    unique = {(*one.key, one.version, one.message): one for one in found}
    return scored(_ordered(unique.values()), subject.counts, checks, off)


def scored(
    findings: Sequence[PlanFinding],
    counts: Mapping[str, int],
    checks: Sequence[Check],
    off: tuple[str, ...] = (),
) -> Review:
    """The review that these findings make."""
    families: tuple[Earned, ...] = earned(findings, checks, counts)
    score = total(families)
    errors = any(one.level == "error" and not one.waived for one in findings)
    things = counts["calls"] + counts["fields"]
    return Review(
        tuple(findings),
        counts,
        score,
        grade(score, has_errors=errors, things=things),
        families,
        off,
    )


def _ordered(findings: Iterable[PlanFinding]) -> list[PlanFinding]:
    return sorted(findings, key=lambda one: (LEVELS.index(one.level), *one.key, one.version))


def _findings(check: Check, subject: Subject) -> Iterator[PlanFinding]:
    for hit in check.ask(subject):
        yield _finding(check, hit, subject)


def _finding(check: Check, hit: Hit, subject: Subject) -> PlanFinding:
    rule, planned = hit.rule, hit.field
    others = len(hit.at) - 1
    message = hit.message
    if others > 0 and hit.count == 1:
        message = f"{message.rstrip('.')} (and {others} more place{'s' if others > 1 else ''})."
    if rule is not None and others < 1 and subject.versions[rule.call, rule.key] > 1:
        message = f"{message.rstrip('.')} (version {rule.version})."
    page = check.docs or "/protocols/tracking-plan/best-practices"
    origin = hit.at[0] if hit.at else ""
    return PlanFinding(
        rule=check.id,
        level=check.level,
        family=check.family,
        call=rule.call if rule else "",
        event=rule.key if rule else None,
        field=path_words(planned) if planned else "",
        message=message,
        why=check.why,
        mend=hit.mend or check.mend,
        docs=f"{page}#{check.id}",
        origin=origin or (planned.origin if planned else "") or (rule.origin if rule else ""),
        places=hit.at,
        changes=tuple(replace(one, why=check.id) for one in hit.changes),
        count=hit.count,
        version=rule.version if rule else 1,
        path=planned.path if planned else (),
    )
