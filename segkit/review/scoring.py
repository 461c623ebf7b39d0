"""The score: what each family of checks earned of its points, and what took the rest.

    loss of a check = max(floor, cap x affected / max(checked, affected, 5))
    earned          = max(0, points - losses), rounded down to 0.1
    score           = sum, rounded down

Fewer findings among as many things never make it lower: each loss only falls. What depends on the
workspace, and an organisation's own checks, stand beside the score: a new destination must not
make a plan worse, and two plans must be comparable.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from segkit.review.check import Check
from segkit.review.finding import ERROR, NOTE, WARNING, Earned, Loss, PlanFinding

POINTS: Mapping[str, int] = {
    "types": 20, "docs": 20, "naming": 15, "identity": 10, "privacy": 10, "dynamic": 5,
    "required": 5, "spec": 5, "warehouse": 5, "plan": 5,
}  # fmt: skip
_CAP = {ERROR: 20.0, WARNING: 12.0, NOTE: 4.0}
_FLOOR = {ERROR: 2.0, WARNING: 0.5, NOTE: 0.0}
_FEWEST = 20
_BESIDE = frozenset({"privacy-to-advertising", "plan-without-source"})
"""Checks that need the workspace, in families that count."""

GRADES = ((90, "A"), (80, "B"), (65, "C"), (50, "D"))


def is_scored(check: Check) -> bool:
    """Its findings cost points."""
    return check.family in POINTS and check.id not in _BESIDE


def earned(
    findings: Iterable[PlanFinding], checks: Sequence[Check], counts: Mapping[str, int]
) -> tuple[Earned, ...]:
    """What each family earned, the heaviest family first; a waived finding costs nothing."""
    affected: defaultdict[str, int] = defaultdict(int)
    levels: dict[str, str] = {}
    for one in findings:
        if not one.waived:
            affected[one.rule] += one.count
            levels[one.rule] = one.level
    losses: defaultdict[str, list[Loss]] = defaultdict(list)
    for check in checks:
        if affected[check.id] and is_scored(check):
            losses[check.family].append(
                _loss(check.id, levels[check.id], affected[check.id], counts[check.of])
            )
    return tuple(
        Earned(family, points, _down(points - sum(one.points for one in losses[family])),
               tuple(sorted(losses[family], key=lambda one: -one.points)))
        for family, points in POINTS.items()
    )  # fmt: skip


def _loss(check: str, level: str, affected: int, checked: int) -> Loss:
    share = affected / max(checked, affected, 5)
    points = max(_FLOOR[level], _CAP[level] * share)
    return Loss(check, level, affected, max(checked, affected), points)


def _down(points: float) -> float:
    """To a tenth, and never below nothing; a hair is added for what floats leave out."""
    return max(0.0, math.floor(points * 10 + 1e-9) / 10)


def total(families: Iterable[Earned]) -> int:
    """The score."""
    return math.floor(sum(one.earned for one in families) + 1e-9)


def grade(score: int, *, has_errors: bool, things: int) -> str:
    """`A` to `E`; `-` for a plan of fewer than 20 calls and fields."""
    if things < _FEWEST:
        return "-"
    found = next((name for least, name in GRADES if score >= least), "E")
    return "B" if found == "A" and has_errors else found


def arithmetic(families: Sequence[Earned], score: int) -> list[str]:
    """A line for each family, below it one for each check that cost something, then the sum."""
    lines = []
    for one in families:
        lines.append(f"{one.family}: {one.earned:g} of {one.points}")
        lines += [
            f"  {loss.rule} ({loss.level}): {loss.affected} of {loss.checked} -> -{loss.points:.2f}"
            for loss in one.losses
        ]
    points = " + ".join(f"{one.earned:g}" for one in families)
    return [*lines, f"score: {points} = {score}"]


def way_to(goal: int, families: Sequence[Earned]) -> tuple[Loss, ...] | None:
    """The shortest list of checks without whose findings the score would be `goal`.

    Empty where it is already; None where even all of them would not do. Each step takes the check
    that brings most at that moment.
    """
    left = {one.family: list(one.losses) for one in families}
    points = {one.family: one.points for one in families}

    def score() -> float:
        return sum(_down(points[f] - sum(one.points for one in some)) for f, some in left.items())

    steps: list[Loss] = []
    while math.floor(score() + 1e-9) < goal:
        best, gain = _next_step(left, points)
        if best is None or gain < 0:
            return None
        family = next(name for name, some in left.items() if best in some)
        left[family].remove(best)
        steps.append(best)
    return tuple(steps)


def _next_step(
    left: Mapping[str, Sequence[Loss]], points: Mapping[str, int]
) -> tuple[Loss | None, float]:
    """The loss that costs most now; within a family that has nothing left, the largest."""
    best: Loss | None = None
    most = (-1.0, 0.0)
    for family, some in left.items():
        whole = sum(one.points for one in some)
        for one in some:
            gain = _down(points[family] - whole + one.points) - _down(points[family] - whole)
            if (gain, one.points) > most:
                best, most = one, (gain, one.points)
    return best, most[0]
