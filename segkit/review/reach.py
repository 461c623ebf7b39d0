"""Which destinations of the workspace receive what of the plan, as checks ask for it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from segkit.delivery.case import Case
from segkit.delivery.covered import FieldCoverage
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

    @cached_property
    def _slugs(self) -> Mapping[str, str]:
        """By their id: how the page of each is called in the documentation's catalog."""
        return {
            key: destination_docs(one.catalog).rpartition("/")[2] or one.catalog.slug
            for key, one in self.destinations.items()
        }

    @cached_property
    def _settings(self) -> Mapping[str, list[tuple[str, str]]]:
        """By their id: the name of each mapping, and its settings as JSON."""
        return {
            key: [(some.name, json.dumps(dict(some.settings))) for some in one.mappings or ()]
            for key, one in self.destinations.items()
        }

    @cached_property
    def rules(self) -> Mapping[str, list[tuple[Rule, Receipt]]]:
        """By the slug: the calls that come to a destination of that kind."""
        found: defaultdict[str, dict[int, tuple[Rule, Receipt]]] = defaultdict(dict)
        for one in self.case.coverage.calls:
            for receipt in one.receipts:
                if (slug := self._slugs.get(receipt.destination_id)) is not None:
                    found[slug].setdefault(id(one.rule), (one.rule, receipt))
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
        for one, slugs in self._received(lambda *_: True):
            for slug in slugs:
                found[slug].append(Use(one.rule, one.field))
        for slug in self._classic:
            found[slug] += [
                Use(rule, one)
                for rule, _ in self.rules.get(slug, ())
                for one in rule.fields
                if one.path[0] == rule.container and len(one.path) > 1
            ]
        return found

    @cached_property
    def _classic(self) -> set[str]:
        return {
            self._slugs[key] for key, one in self.destinations.items() if not one.catalog.is_actions
        }

    def _received(
        self, counts: Callable[[Receipt, str | None], bool]
    ) -> Iterator[tuple[FieldCoverage, set[str]]]:
        """Each field with the slugs of Actions destinations; many fields of a call share receipts."""
        known: dict[tuple[int, str | None], set[str]] = {}
        for one in self.case.coverage.fields:
            key = id(one.receipts), one.rule.container
            if key not in known:
                known[key] = {
                    self._slugs[receipt.destination_id]
                    for receipt in one.receipts
                    if (destination := self.destinations.get(receipt.destination_id)) is not None
                    and destination.catalog.is_actions
                    and counts(receipt, one.rule.container)
                }
            yield one, known[key]

    def passed_on(self, slug: str) -> Iterator[Use]:
        """Those of them that keep their own name: all of a whole call or object that is taken along."""
        return (use for use in self.uses(slug) if id(use.field) in self._whole[slug])

    @cached_property
    def _whole(self) -> Mapping[str, set[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        taken = self._received(lambda receipt, container: self._reads(receipt, f"$.{container}"))
        for one, slugs in taken:
            for slug in slugs:
                found[slug].add(id(one.field))
        for slug in self._classic:
            found[slug] |= {id(use.field) for use in self.uses(slug)}
        return found

    def sends_name(self, receipt: Receipt) -> bool:
        """The event's own name goes along: with the whole call, or where a mapping reads it."""
        is_actions = self.destinations[receipt.destination_id].catalog.is_actions
        return not is_actions or self._reads(receipt, "$.event")

    def _reads(self, receipt: Receipt, path: str) -> bool:
        """A mapping by which it is received reads exactly this path."""
        settings = self._settings.get(receipt.destination_id, ())
        return any(name in receipt.mappings and f'"{path}"' in text for name, text in settings)

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
