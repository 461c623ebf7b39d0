"""The plan's verdict on one call, with each breach as the JSON of `segkit verify` names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from segkit.model.plan import ELEMENT, Rule, TrackingPlan
from segkit.validation import (
    PlanCheck,
    QuickCheck,
    Verdict,
    Violation,
    compiled_rule,
    quick_check,
    type_name,
)

ANY = "*"
"""In a path, whichever element of an array."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach at its field.

    Attributes:
        path: From the call's root, with `*` for the elements of arrays.
        keyword: JSON Schema's own word: `required`, `type`, ...
        expected: What the plan asks for; None where it asks for nothing to be named.
        got: The type of what was sent; None for what is missing.
        value: What was sent: a customer's data, to be shown only where that was asked for.
    """

    path: Path
    keyword: str
    expected: object = field(default=None, hash=False)
    got: str | None = None
    value: object = field(default=None, hash=False)

    @property
    def dotted(self) -> str:
        """The path as people write it: `properties.products[].sku`."""
        steps = (ELEMENT if step == ANY else f".{step}" for step in self.path)
        return "".join(steps).removeprefix(".")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the plan says about one call.

    Attributes:
        verdict: In words, with the rule that counts, and near names of one that is not planned.
        breaches: Each once, however often the plan says so.
    """

    verdict: Verdict
    breaches: tuple[Breach, ...] = ()

    @property
    def is_planned(self) -> bool:
        """A rule of the plan speaks of such calls."""
        return self.verdict.rule is not None


@dataclass(frozen=True, slots=True)
class Known:
    """All that can be said of calls of one kind, name and version before one is looked at.

    Attributes:
        rule: The one that counts; None when it is not planned.
        has_versions: A call may ask for another one.
        number: A multiple of 64 that no other has.
    """

    rule: Rule | None
    check: QuickCheck
    has_versions: bool
    number: int


class Judge:
    """Judges calls by one plan; every rule is compiled when it is first needed."""

    def __init__(self, plan: TrackingPlan) -> None:
        self.plan = plan
        self._check = PlanCheck(plan)
        self._checks: dict[int, QuickCheck] = {}
        self._numbers = 0
        self._types: dict[int, Mapping[Path, object]] = {}

    def judge(self, call: Mapping[str, object]) -> Judgement:
        """The plan's word on one call, as it is sent, with its `type` in lower case."""
        return Judgement(self._check.check(call), self.breaches(call))

    def rule(self, call: Mapping[str, object]) -> Rule | None:
        """The rule that counts for a call; None when it is not planned."""
        return self._check.rule(call)

    def breaches(self, call: Mapping[str, object], rule: Rule | None = None) -> tuple[Breach, ...]:
        """What a call breaks, without words; `rule` is the one that counts, where it is known."""
        rule = rule or self._check.rule(call)
        found = self._check.breaches(call, rule)
        once = {(one.place, one.keyword): one for one in reversed(found)}
        return tuple(self._breach(one, rule) for one in reversed(once.values()))

    def rules(self, kind: str, name: str | None) -> tuple[Rule, ...]:
        """The rules for such calls by version, the oldest first; empty when it is not planned."""
        return tuple(self._check.versions(kind, name))

    def known(self, kind: str, name: str | None, asked: object = None) -> Known:
        """What is known of such calls; `asked` is the version that they name, if they do."""
        rules = self._check.versions(kind, name)
        rule = self._check.of_version(rules, asked) if rules else None
        if id(rule) not in self._checks:  # the plan keeps its rules
            self._checks[id(rule)] = quick_check(rule, self._check.common)
        self._numbers += 64
        return Known(rule, self._checks[id(rule)], len(rules) > 1, self._numbers)

    @property
    def has_common(self) -> bool:
        """The plan has a rule that speaks of every call, planned or not."""
        return bool(self._check.common)

    def broken(self, kind: str, name: str | None) -> tuple[str, ...]:
        """Fields of a planned call of which parts are no valid schema, so that nothing is checked."""
        found = (part for rule in self.rules(kind, name) for part in compiled_rule(rule).broken)
        return tuple(dict.fromkeys(part.field or "the rule as a whole" for part in found))

    def near(self, kind: str, name: str | None) -> tuple[str, ...]:
        """Planned names that are spelled almost like this one."""
        return self._check.near(kind, name)

    def _breach(self, violation: Violation, rule: Rule | None) -> Breach:
        path = tuple(ANY if isinstance(step, int) else step for step in violation.place)
        if violation.keyword == "required":
            return Breach(path, "required", self._planned_types(rule).get(path))
        wanted = violation.expected
        if violation.keyword == "type":
            wanted = _types(wanted)
        return Breach(path, violation.keyword, wanted, type_name(violation.got), violation.got)

    def _planned_types(self, rule: Rule | None) -> Mapping[Path, object]:
        """What the plan says about the type of each field of a rule, by its path."""
        if rule is None:
            return {}
        if id(rule) not in self._types:
            self._types[id(rule)] = {
                tuple(ANY if step == ELEMENT else step for step in one.path): _types(one.types)
                for one in rule.fields
            }
        return self._types[id(rule)]


def _types(types: object) -> object:
    """One name of a type, or several with null last; None for any."""
    if not isinstance(types, list | tuple):
        return types
    named = sorted(map(str, types), key="null".__eq__)
    return named[0] if len(named) == 1 else named or None
