"""Findings by what causes them, the worst first: what a person goes through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from segkit.review.finding import LEVELS, PlanFinding, Review


@dataclass(frozen=True, slots=True)
class Cause:
    """All findings of one check.

    Attributes:
        title: What should be true.
        points: What they cost of the score.
        findings: In the order of the review; never empty.
    """

    title: str
    points: float
    findings: tuple[PlanFinding, ...]

    @property
    def first(self) -> PlanFinding:
        """The finding that stands for all of them."""
        return self.findings[0]

    @property
    def frequent(self) -> tuple[str, ...]:
        """The ten names that most of them are about, where they are about fields."""
        names = Counter(one.path[-1] for one in self.findings if one.path)
        return tuple(name for name, _ in names.most_common(10))


def causes(review: Review, findings: Iterable[PlanFinding]) -> tuple[Cause, ...]:
    """The findings, one group for each check: by level, by what they cost, by how many they are."""
    from segkit.review.checks import all_checks

    titles = {check.id: check.title for check in all_checks()}
    points = {loss.rule: loss.points for one in review.families for loss in one.losses}
    grouped: dict[str, list[PlanFinding]] = {}
    for one in findings:
        grouped.setdefault(one.rule, []).append(one)
    found = [
        Cause(titles.get(rule, ""), points.get(rule, 0.0), tuple(some))
        for rule, some in grouped.items()
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                LEVELS.index(one.first.level), -one.points, -len(one.findings), one.first.rule,
            ),
        )
    )  # fmt: skip


def level_counts(findings: Iterable[PlanFinding]) -> dict[str, int]:
    """How many there are of each level."""
    counted = Counter(one.level for one in findings)
    return {level: counted[level] for level in LEVELS}
