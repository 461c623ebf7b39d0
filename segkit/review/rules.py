"""What a team makes of the review: other levels, other thresholds, checks of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from segkit.errors import UsageError
from segkit.review.check import Check
from segkit.review.checks import all_checks
from segkit.review.finding import PlanFinding
from segkit.review.subject import THRESHOLDS


@dataclass(frozen=True, slots=True)
class Rules:
    """The checks of one team; raises `UsageError` for names that there are not.

    Attributes:
        levels: Another level for a check, or `off`.
        thresholds: Where checks begin to speak, where that is not segkit's own.
        own: An organisation's own checks.
    """

    levels: Mapping[str, str] = field(default_factory=dict, hash=False)
    thresholds: Mapping[str, float] = field(default_factory=dict, hash=False)
    own: tuple[Check, ...] = ()

    def __post_init__(self) -> None:
        known_names(self.levels, self.own, families=False)
        for name in self.thresholds:
            _refuse_unknown(name, THRESHOLDS, "threshold")

    @property
    def checks(self) -> tuple[Check, ...]:
        """Every check, each with its level."""
        return tuple(
            replace(one, level=self.levels.get(one.id, one.level))
            for one in (*all_checks(), *self.own)
        )


def known_names(
    names: Iterable[str], own: Sequence[Check] = (), *, families: bool = True
) -> tuple[str, ...]:
    """Ids of checks, and families where they may stand; raises `UsageError` for another one."""
    checks = (*all_checks(), *own)
    known = [one.id for one in checks]
    known += sorted({one.family for one in checks}) if families else []
    given = tuple(names)
    for name in given:
        _refuse_unknown(name, known, "rule")
    return given


def _refuse_unknown(name: str, known: Iterable[str], what: str) -> None:
    some = list(known)
    if name not in some:
        near = get_close_matches(name, some, n=3) or some
        raise UsageError(
            f"segkit lint has no {what} {name!r}.", f"use one of {', '.join(near[:20])}."
        )


def chosen(
    findings: Iterable[PlanFinding], only: Sequence[str], ignore: Sequence[str]
) -> tuple[PlanFinding, ...]:
    """The findings of some checks or families, without those of others."""
    return tuple(
        one
        for one in findings
        if (not only or one.rule in only or one.family in only)
        and one.rule not in ignore
        and one.family not in ignore
    )


def check_named(name: str, own: Sequence[Check] = ()) -> Check:
    """The check of this id; raises `UsageError` when there is none."""
    known_names((name,), own, families=False)
    return next(one for one in (*all_checks(), *own) if one.id == name)
