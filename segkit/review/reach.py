"""Which destinations of the workspace receive what of the plan, as checks ask for it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from segkit.delivery.case import Case
from segkit.delivery.receipts import Receipt
from segkit.knowledge.destinations import destination_docs
from segkit.model.plan import Rule
from segkit.model.workspace import Destination
from segkit.review.subject import Use


@dataclass
class Reach:
    """The plan on its way to the destinations that are on.

    Attributes:
        case: Plan and workspace.
    """

    case: Case

    @cached_property
    def destinations(self) -> Mapping[str, Destination]:
        """Those that are on, by their id."""
        return {one.id: one for one in self.case.workspace.destinations if one.enabled}

    def slug(self, destination: Destination) -> str:
        """As its page in the documentation's catalog is called."""
        return destination_docs(destination.catalog).rpartition("/")[2] or destination.catalog.slug

    @cached_property
    def rules(self) -> Mapping[str, list[tuple[Rule, Receipt]]]:
        """By the slug: the calls that come to a destination of that kind."""
        found: defaultdict[str, dict[int, tuple[Rule, Receipt]]] = defaultdict(dict)
        for one in self.case.coverage.calls:
            for receipt in one.receipts:
                if (destination := self.destinations.get(receipt.destination_id)) is not None:
                    found[self.slug(destination)].setdefault(id(one.rule), (one.rule, receipt))
        return {slug: list(some.values()) for slug, some in found.items()}

    def uses(self, slug: str) -> Iterator[Use]:
        """The fields that come to a destination of that kind.

        A classic destination gets the whole call and leaves out of it what it does by itself, so
        that it is asked about every field; an Actions destination gets what its mappings read.
        """
        return iter(self._uses.get(slug, ()))

    @cached_property
    def _uses(self) -> Mapping[str, list[Use]]:
        found: defaultdict[str, list[Use]] = defaultdict(list)
        for one in self.case.coverage.fields:
            slugs = {
                self.slug(destination)
                for receipt in one.receipts
                if (destination := self.destinations.get(receipt.destination_id)) is not None
                and destination.catalog.is_actions
            }
            for slug in slugs:
                found[slug].append(Use(one.rule, one.field))
        classic = {self.slug(d) for d in self.destinations.values() if not d.catalog.is_actions}
        for slug in classic:
            found[slug] += [
                Use(rule, one)
                for rule, _ in self.rules.get(slug, ())
                for one in rule.fields
                if one.path[0] == rule.container and len(one.path) > 1
            ]
        return found

    def passed_on(self, slug: str) -> Iterator[Use]:
        """Those of them that keep their own name: all of a whole call or object that is taken along."""
        return (use for use in self.uses(slug) if id(use.field) in self._whole[slug])

    @cached_property
    def _whole(self) -> Mapping[str, set[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        for one in self.case.coverage.fields:
            for receipt in one.receipts:
                destination = self.destinations.get(receipt.destination_id)
                if destination and _reads(destination, receipt, f"$.{one.rule.container}"):
                    found[self.slug(destination)].add(id(one.field))
        for slug in {self.slug(d) for d in self.destinations.values() if not d.catalog.is_actions}:
            found[slug] |= {id(use.field) for use in self.uses(slug)}
        return found

    def sends_name(self, receipt: Receipt) -> bool:
        """The event's own name goes along: with the whole call, or where a mapping reads it."""
        destination = self.destinations[receipt.destination_id]
        if not destination.catalog.is_actions:
            return True
        return _reads(destination, receipt, "$.event")

    @cached_property
    def advertising(self) -> Mapping[int, list[str]]:
        """For each field, by its `id`: names of the advertising tools that receive it."""
        tools = {
            one.id: one.catalog.name
            for one in self.destinations.values()
            if any("advertising" in category.lower() for category in one.catalog.categories)
        }
        return {
            id(one.field): names
            for one in self.case.coverage.fields
            if (
                names := sorted(
                    {tools[r.destination_id] for r in one.receipts if r.destination_id in tools}
                )
            )
        }


def _reads(destination: Destination, receipt: Receipt, path: str) -> bool:
    """A mapping by which it is received reads exactly this path."""
    return any(
        mapping.name in receipt.mappings and f'"{path}"' in json.dumps(dict(mapping.settings))
        for mapping in destination.mappings or ()
    )
