"""A plan as the checks look at it: its events, its names and its fields, each found once.

Rules that the plan calls deprecated are left out: what is wrong with them goes with them.
Names are judged as if blanks and characters that nobody sees were mended, types as if every
name of one were JSON Schema's: so no mended fault uncovers another one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from segkit.derive.columns import snake_case
from segkit.model.plan import ELEMENT, Field, Rule, TrackingPlan
from segkit.review.names import folded, tidy
from segkit.review.tables import table

if TYPE_CHECKING:
    from segkit.delivery.case import Case

THRESHOLDS: Mapping[str, float] = {
    "majority": 0.6,
    "order majority": 0.75,
    "events for a casing": 5,
    "names for a casing": 8,
    "properties of one event": 50,
    "columns of one event": 300,
    "names below properties": 3,
    "bytes of a name": 63,
}
"""Where checks begin to speak; a team may set others."""

EVERYTHING_PASSES = re.compile(r"\^?(?:\.[*+])?\$?")
_LIST = re.compile(r"\s*[\w-]+(?:\s*,\s*[\w-]+)+\s*,?\s*")


class Use(NamedTuple):
    """One field of one rule."""

    rule: Rule
    field: Field


@dataclass
class Subject:
    """What is reviewed.

    Attributes:
        plan: The customer's tracking plan.
        case: With the workspace; None without one.
        thresholds: Where checks begin to speak, by name.
    """

    plan: TrackingPlan
    case: Case | None = None
    thresholds: Mapping[str, float] = field(default_factory=lambda: THRESHOLDS)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are to be sent."""
        return tuple(rule for rule in self.plan.rules if not rule.deprecated)

    def of(self, *calls: str) -> tuple[Rule, ...]:
        """Those of them for these calls."""
        return tuple(rule for rule in self.rules if rule.call in calls)

    @cached_property
    def events(self) -> Mapping[str, tuple[Rule, ...]]:
        """Rules of Track by the event's name as it is written, in plan order."""
        return _by_name(self.of("track"))

    @cached_property
    def tidy_events(self) -> Mapping[str, Rule]:
        """The first rule of each event by its name as it is meant."""
        found: dict[str, Rule] = {}
        for name, rules in self.events.items():
            found.setdefault(tidy(name), rules[0])
        return {name: rule for name, rule in found.items() if name}

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every property and trait that the plan describes."""
        return tuple(
            Use(rule, one)
            for rule in self.rules
            if rule.container
            for one in rule.fields
            if one.path[0] == rule.container and len(one.path) > 1
        )

    @cached_property
    def declared(self) -> tuple[Use, ...]:
        """Those of them that are more than a name in a list of what is required."""
        return tuple(use for use in self.uses if use.field.declared)

    @cached_property
    def named(self) -> tuple[Use, ...]:
        """Those of them with a name of their own: not the elements of an array."""
        return tuple(use for use in self.declared if use.field.path[-1] != ELEMENT)

    @cached_property
    def properties(self) -> Mapping[str, list[Use]]:
        """Properties of Track, Page and Screen by their name, at whatever depth."""
        return self._by_field_name(("track", "page", "screen"))

    @cached_property
    def names(self) -> Mapping[str, list[Use]]:
        """Properties and traits by their name."""
        return self._by_field_name(("track", "page", "screen", "identify", "group"))

    def _by_field_name(self, calls: Iterable[str]) -> Mapping[str, list[Use]]:
        found: defaultdict[str, list[Use]] = defaultdict(list)
        for use in self.named:
            if use.rule.call in calls:
                found[use.field.path[-1]].append(use)
        return found

    @cached_property
    def parents(self) -> Mapping[int, frozenset[tuple[str, ...]]]:
        """For each rule, by its `id`: the paths that hold other fields."""
        return {
            id(rule): frozenset(
                one.path[:depth] for one in rule.fields for depth in range(2, len(one.path))
            )
            for rule in self.rules
        }

    def has_children(self, use: Use) -> bool:
        """Other fields stand below this one."""
        return use.field.path in self.parents[id(use.rule)]

    @cached_property
    def versions(self) -> Mapping[tuple[str, str | None], int]:
        """How many rules there are for each call and name."""
        found: defaultdict[tuple[str, str | None], int] = defaultdict(int)
        for rule in self.rules:
            found[rule.call, rule.key] += 1
        return found

    @cached_property
    def folded_events(self) -> defaultdict[str, set[str]]:
        """Names of events by what is left of them without case and separators."""
        return _grouped(self.events, folded)

    @cached_property
    def event_tables(self) -> defaultdict[str, set[str]]:
        """Names of events by their table in a warehouse."""
        return _grouped(self.events, snake_case)

    @cached_property
    def folded_names(self) -> defaultdict[str, set[str]]:
        """Names of properties and traits without case and separators."""
        return _grouped(self.names, folded)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many things of each kind are looked at (`segkit.review.check`)."""
        fields = [use.field for use in self.declared]
        return {
            "events": len(self.tidy_events),
            "properties": len({tidy(name) for name in self.names}),
            "fields": len(fields),
            "calls": len(self.rules),
            "plan": 1,
            "traits": sum(use.rule.call in {"identify", "group"} for use in self.named),
            "top fields": sum(len(one.path) == 2 for one in fields),
            "text fields": sum("string" in types_of(one) for one in fields),
            "lists of values": sum(one.enum is not None for one in fields),
            "patterns": sum(bool(one.pattern) for one in fields),
            "examples": sum(one.example is not None for one in fields),
            "spec events": len(self.spec_events),
        }

    @cached_property
    def spec_events(self) -> tuple[Rule, ...]:
        """The rules of Track that are named as in a spec of Segment."""
        from segkit.review.spec import spec

        return tuple(rule for rule in self.of("track") if tidy(rule.key or "") in spec().events)


def _grouped(names: Iterable[str], key: Callable[[str], str]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        found[key(name)].add(name)
    return found


def _by_name(rules: Iterable[Rule]) -> Mapping[str, tuple[Rule, ...]]:
    found: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        found[rule.key or ""].append(rule)
    return {name: tuple(some) for name, some in found.items()}


def types_of(planned: Field) -> frozenset[str]:
    """The types of a field in JSON Schema's words, without null; empty for any."""
    return _types_named(planned.types)


# a few lists of types come back in field after field
@lru_cache(maxsize=1_000)
def _types_named(types: tuple[str, ...]) -> frozenset[str]:
    known = {alias(one) for one in types}
    return frozenset() if "any" in known else frozenset(known - {"null"})


def alias(name: str) -> str:
    """The word that JSON Schema has for a type's name; the name itself where there is none."""
    aliases: Mapping[str, str] = table("words")["types"]
    return aliases.get(name.strip().lower(), name)


def pattern_of(planned: Field) -> str | None:
    """The pattern of a field where it has one that not everything passes."""
    pattern = planned.pattern
    return None if pattern is None or EVERYTHING_PASSES.fullmatch(pattern) else pattern


def is_pattern_list(pattern: str) -> bool:
    """It lists words with commas between them, as Segment's form for values does not."""
    return bool(_LIST.fullmatch(pattern))
