"""What a check says: it works, or what to do; and all of them together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from segkit.doctor.surroundings import Surroundings

Severity = Literal["ok", "warn", "fail", "skipped"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one check.

    Attributes:
        severity: `ok`; `warn` when a workshop can be held and something will be missing;
            `fail` when something must be done first; `skipped` when there was nothing to check.
        says: What was found, or why it was skipped.
        fix: What to do; empty when there is nothing.
    """

    severity: Severity
    says: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a workshop needs.

    Attributes:
        id: Its name for scripts; stays the same.
        group: What it belongs to, as people read it.
        title: Its name for people.
        look: Looks, and changes nothing; a `SegkitError` that it raises is a `fail`.
        seconds: After which nobody waits for it any longer.
    """

    id: str
    group: str
    title: str
    look: Callable[[Surroundings], Verdict]
    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Result:
    """One check with what came of it."""

    id: str
    group: str
    title: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found, in the order of the checks."""

    results: tuple[Result, ...]

    @property
    def is_ready(self) -> bool:
        """A workshop can be held."""
        return not self.count("fail")

    def count(self, severity: Severity) -> int:
        """How many checks came out so."""
        return sum(result.verdict.severity == severity for result in self.results)

    @property
    def summary(self) -> str:
        """The whole in one sentence."""
        warned, failed = self.count("warn"), self.count("fail")
        also = f"; {warned} worth a look" if warned else ""
        if failed:
            return f"Not ready: {failed} to be done first{also}."
        return f"Ready for a workshop: {self.count('ok')} checks work{also}."


def works(says: str) -> Verdict:
    """Nothing to do."""
    return Verdict("ok", says)


def look_at(says: str, fix: str) -> Verdict:
    """A workshop can be held, and something will be missing."""
    return Verdict("warn", says, fix)


def do_first(says: str, fix: str) -> Verdict:
    """Something must be done before."""
    return Verdict("fail", says, fix)


def skipped(why: str) -> Verdict:
    """There was nothing to check."""
    return Verdict("skipped", why)
