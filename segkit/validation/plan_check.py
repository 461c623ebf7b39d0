"""A call against the whole plan: which rule speaks of it, and what it breaks.

Facts: segment.com/docs/protocols/tracking-plan/create (events match exactly; versions are chosen
by `context.protocols.event_version`, a missing or unknown one means the oldest), and
segment.com/docs/protocols/faq (pages may be planned as `Page Viewed`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from segkit.model.plan import CONTAINERS, Rule, TrackingPlan
from segkit.validation.compiled import BrokenPart
from segkit.validation.violations import Violation, compiled_rule, violations_in

_AS_EVENT = {"page": "Page Viewed", "screen": "Screen Viewed"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the plan says about one call.

    Attributes:
        rule: The rule that applies; None when the call is not planned.
        because: One sentence: why this rule and this version, or why none.
        violations: What the call breaks, in plan order; first the rule's, then those of the
            plan's common rules.
        unplanned: Fields that the rule does not plan, by their dotted path.
        broken: Parts of the rule that are no valid schema and were not checked.
        near: Planned names that are spelled almost like the call's.
    """

    rule: Rule | None
    because: str
    violations: tuple[Violation, ...] = ()
    unplanned: tuple[str, ...] = ()
    broken: tuple[BrokenPart, ...] = ()
    near: tuple[str, ...] = ()

    @property
    def is_valid(self) -> bool:
        """It is planned and breaks nothing."""
        return self.rule is not None and not self.violations


class PlanCheck:
    """Checks calls against one plan; every rule is compiled when it is first needed."""

    def __init__(self, plan: TrackingPlan) -> None:
        self.common = [rule for rule in plan.rules if rule.call == "common"]
        self._rules: dict[tuple[str, str | None], list[Rule]] = {}
        for rule in plan.rules:
            self._rules.setdefault((rule.call, rule.key), []).append(rule)
        for versions in self._rules.values():
            versions.sort(key=lambda rule: rule.version)

    def check(self, call: Mapping[str, object]) -> Verdict:
        """The plan's word on a call.

        Args:
            call: As it is sent, with its `type`.
        """
        kind, name = str(call.get("type")), _name(call)
        versions = self.versions(kind, name)
        if not versions:
            return Verdict(
                None,
                _not_planned(kind, name),
                violations=tuple(_all_violations(self.common, call)),
                broken=_broken(self.common),
                near=self.near(kind, name),
            )
        rule, because = _of_version(versions, call)
        return Verdict(
            rule,
            because,
            violations=self.breaches(call, rule),
            unplanned=tuple(_unplanned(rule, call)),
            broken=_broken([rule, *self.common]),
        )

    def rule(self, call: Mapping[str, object]) -> Rule | None:
        """The rule that counts for a call; None when it is not planned."""
        versions = self.versions(str(call.get("type")), _name(call))
        return self.of_version(versions, _version_of(call)) if versions else None

    def of_version(self, versions: Sequence[Rule], asked: object) -> Rule:
        """The rule of the version that a call names; the oldest one without it."""
        number = _as_version(asked)
        return next((rule for rule in versions if rule.version == number), versions[0])

    def breaches(
        self, call: Mapping[str, object], rule: Rule | None = None
    ) -> tuple[Violation, ...]:
        """What a call breaks: first of its rule, which may be given, then of the common ones."""
        rule = rule or self.rule(call)
        rules = self.common if rule is None else [rule, *self.common]
        if all(_keeps(one, call) for one in rules):  # most calls do, and asking is quick
            return ()
        return tuple(_all_violations(rules, call))

    def versions(self, call: str, name: str | None) -> list[Rule]:
        """The rules for calls of this kind and name, the oldest version first; empty without."""
        found = self._rules.get((call, name)) or self._rules.get((call, None))
        if not found and call in _AS_EVENT:
            found = self._rules.get(("track", _AS_EVENT[call]))
        return found or []

    def near(self, call: str, name: str | None) -> tuple[str, ...]:
        """Planned names that are spelled almost like this one."""
        if name is None:
            return ()
        folded = {(key or "").casefold(): key or "" for kind, key in self._rules if kind == call}
        close = get_close_matches(name.casefold(), list(folded), n=3, cutoff=0.75)
        return tuple(folded[one] for one in close)


def _name(call: Mapping[str, object]) -> str | None:
    """What a rule for the call is looked up by; None for calls that have no name."""
    named = {"track": "event", "page": "name", "screen": "name"}
    key = call.get(named.get(str(call.get("type")), ""))
    return key if isinstance(key, str) else None


def _of_version(versions: list[Rule], call: Mapping[str, object]) -> tuple[Rule, str]:
    oldest = versions[0]
    asked = _as_version(_version_of(call))
    title = f"{oldest.title!r}" if oldest.key else f"{oldest.call} calls"
    if len(versions) == 1 and asked in {None, oldest.version}:
        return oldest, f"The plan has one version of {title}."
    for rule in versions:
        if asked == rule.version:
            return rule, f"The call asks for version {asked} of {title}."
    why = "The call names no version" if asked is None else f"The plan has no version {asked}"
    return oldest, f"{why}, so the oldest one of {title} counts: version {oldest.version}."


def _version_of(call: Mapping[str, object]) -> object:
    """What stands in `context.protocols.event_version`."""
    found: object = call
    for key in ("context", "protocols", "event_version"):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _as_version(asked: object) -> int | None:
    """The number of a version, also when it is written as text."""
    if isinstance(asked, str) and asked.strip().isdecimal():
        return int(asked)
    return asked if isinstance(asked, int) and not isinstance(asked, bool) else None


def _not_planned(call: str, name: str | None) -> str:
    what = f"{call} calls" if name is None else f"the {call} call {name!r}"
    return f"The plan has no rule for {what}. Names have to match to the letter."


def _keeps(rule: Rule, call: Mapping[str, object]) -> bool:
    validator = compiled_rule(rule).validator
    return validator is None or (isinstance(call, dict) and validator.is_valid(call))


def _all_violations(rules: list[Rule], call: Mapping[str, object]) -> Iterator[Violation]:
    for rule in rules:
        yield from violations_in(compiled_rule(rule), call)


def _broken(rules: list[Rule]) -> tuple[BrokenPart, ...]:
    return tuple(part for rule in rules for part in compiled_rule(rule).broken)


def _unplanned(rule: Rule, call: Mapping[str, object]) -> Iterator[str]:
    """Names at the first level of properties or traits that the rule does not know."""
    container = CONTAINERS.get(str(call.get("type")), "")
    sent = call.get(container)
    planned = {field.path[:2] for field in rule.fields}
    if isinstance(sent, Mapping):
        yield from (f"{container}.{name}" for name in sent if (container, name) not in planned)
