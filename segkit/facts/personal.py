"""Who receives what about a person: each personal field of the plan, and the tools of production.

The categories are those of the workspace's Consent Management where somebody entered them;
else a proposal from Segment's catalog, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from segkit.delivery.covered import FieldCoverage
from segkit.delivery.unknowns import NOT_KNOWN
from segkit.derive.personal import pii_hint
from segkit.facts.identity import TESTS
from segkit.facts.known import Facts
from segkit.model.plan import Rule
from segkit.model.workspace import Destination

ADVERTISING, ANALYTICS, OTHER, STORED = "Advertising", "Analytics", "Other tools", "Own storage"
NO_CATEGORY = "No category"
_PROPOSED: Mapping[str, str] = {
    "Advertising": ADVERTISING,
    "Attribution": ADVERTISING,
    "Raw Data": STORED,
    "Analytics": ANALYTICS,
    "Heatmaps & Recordings": ANALYTICS,
    "A/B Testing": ANALYTICS,
}
"""Of the catalog's categories; the first of this order counts for a tool with several."""


@dataclass(frozen=True, slots=True)
class Receives:
    """A tool that receives a personal field.

    Attributes:
        name: Of the destination or warehouse.
        tool: What it is an instance of.
        categories: Consent categories, entered or proposed.
        certain: It is known that the field arrives.
    """

    name: str
    tool: str
    categories: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Personal:
    """Planned fields of one call about a person that the same tools receive.

    Attributes:
        call: Name of the planned call.
        fields: Their names.
        hint: Why they count as personal.
    """

    call: str
    fields: tuple[str, ...]
    hint: str
    receivers: tuple[Receives, ...]

    def of(self, category: str) -> tuple[Receives, ...]:
        """The tools of one category."""
        return tuple(one for one in self.receivers if category in one.categories)


class PersonalData:
    """The personal fields of an engagement, with the tools that receive them."""

    def __init__(
        self,
        facts: Facts,
        of: Callable[[Rule], bool] = lambda _: True,
        by: Callable[[str], bool] = lambda _: True,
    ) -> None:
        """Those of the planned calls of which `of` is true, and tools of whose ids `by` is.

        Nothing is worked out before it is asked for.
        """
        self._facts, self._by = facts, by
        self._of_rule = of
        self._consents = facts.case.consents if facts.case else None

    @property
    def is_confirmed(self) -> bool:
        """Somebody entered the consent categories."""
        return self._consents is not None

    @cached_property
    def fields(self) -> tuple[Personal, ...]:
        """In plan order; those of a call that the same tools receive as one."""
        alike: dict[tuple[str, str, tuple[Receives, ...]], list[str]] = {}
        for one, *inner in self._grouped():
            receivers = dict.fromkeys(r for each in (one, *inner) for r in self._receivers(each))
            key = (one.rule.title, pii_hint(one.field), tuple(receivers))
            names = alike.setdefault(key, [])
            if one.field.dotted not in names:
                names.append(one.field.dotted)
        return tuple(
            Personal(call, tuple(names), hint, receivers)
            for (call, hint, receivers), names in alike.items()
        )

    @property
    def categories(self) -> tuple[str, ...]:
        """Those with a receiver, in order."""
        used = {c for one in self.fields for r in one.receivers for c in r.categories}
        if self._consents is not None:
            return (*(c for c in (*self._consents.categories, NO_CATEGORY, STORED) if c in used),)
        return tuple(c for c in (OTHER, ANALYTICS, ADVERTISING, STORED) if c in used)

    @property
    def count(self) -> int:
        """How many fields there are."""
        return sum(len(one.fields) for one in self.fields)

    def reaching(self, category: str) -> tuple[int, tuple[str, ...]]:
        """How many fields reach a category, and the tools there, by kind."""
        some = [one for one in self.fields if one.of(category)]
        tools = dict.fromkeys(r.tool for one in some for r in one.of(category))
        return sum(len(one.fields) for one in some), tuple(tools)

    def _grouped(self) -> Iterable[list[FieldCoverage]]:
        """Each personal field with those inside it, which are not named again."""
        groups: dict[tuple[int, tuple[str, ...]], list[FieldCoverage]] = {}
        for one in self._facts.field_coverage:
            if self._of_rule(one.rule) and pii_hint(one.field):
                path = one.field.path
                above = (id(one.rule), path[:-1])
                group = groups.setdefault((id(one.rule), path), groups.get(above, []))
                group.append(one)
        return {id(group): group for group in groups.values()}.values()

    def _receivers(self, one: FieldCoverage) -> Iterator[Receives]:
        for receipt in one.receipts:
            id_ = receipt.destination_id
            if id_ not in self._tests and self._by(id_):
                destination = self._facts.destinations[id_]
                yield Receives(
                    destination.name,
                    destination.catalog.name or destination.name,
                    self._of(destination),
                    receipt.certainty != NOT_KNOWN,
                )
        for id_ in filter(self._by, one.warehouses):
            name = self._facts.names.get(id_, id_)
            yield Receives(name, name, (STORED,), id_ not in one.unsure)

    @cached_property
    def _tests(self) -> frozenset[str]:
        """Destinations of sources that no real person uses."""
        tests = {p.source_id for p in self._facts.placements if p.environment in TESTS}
        every = self._facts.destinations.values()
        return frozenset(one.id for one in every if one.source_id in tests)

    def _of(self, destination: Destination) -> tuple[str, ...]:
        if self._consents is not None:
            return self._consents.of(destination) or (NO_CATEGORY,)
        return (_proposed(destination.catalog.categories),)


def _proposed(categories: Iterable[str]) -> str:
    there = set(categories)
    return next((title for name, title in _PROPOSED.items() if name in there), OTHER)
