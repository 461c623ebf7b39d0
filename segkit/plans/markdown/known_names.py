"""All names that a plan has come to, to hold the names of a text against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from segkit.model.plan import ELEMENT, Rule
from segkit.plans.shapes.keys import squashed
from segkit.plans.words.headings import call_of_name
from segkit.plans.words.looks import spelling

_RARE = 0.05


@dataclass(frozen=True, slots=True)
class Known:
    """The names of a plan.

    Attributes:
        carried: The properties of each event, parts of nested ones included.
        common: Those of all other calls.
        values: Allowed values, as text.
    """

    carried: Mapping[str, set[str]]
    common: frozenset[str]
    values: frozenset[str]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Self:
        """Those of these rules."""
        carried: dict[str, set[str]] = {}
        common, values = set[str](), set[str]()
        for rule in rules:
            own = carried.setdefault(rule.key, set()) if rule.key else common
            for one in rule.fields:
                written = {
                    one.dotted.replace(ELEMENT, sign) for sign in (ELEMENT, "", ".items", ".$")
                }
                own |= {*written, *one.path[1:]} - {ELEMENT}
                values |= set(map(str, one.enum or ()))
        return cls(carried, frozenset(common), frozenset(values))

    @property
    def fields(self) -> frozenset[str]:
        """The properties of all calls."""
        return self.common.union(*self.carried.values())

    @property
    def read(self) -> frozenset[str]:
        """All names without the signs between their words."""
        return frozenset(map(squashed, (*self.carried, *self.fields, *self.values)))

    @property
    def usual(self) -> frozenset[str]:
        """How its names are spelled, but for rare ways."""
        spelled = Counter(map(spelling, (*self.carried, *self.fields)))
        few = spelled.total() * _RARE
        return frozenset(joint for joint, count in spelled.items() if count > few)


def is_read(names: Iterable[str], read: Iterable[str]) -> bool:
    """One of the names is in the plan, or is a call."""
    return any(squashed(name) in read or call_of_name(name) for name in names)
