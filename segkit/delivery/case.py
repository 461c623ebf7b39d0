"""One engagement as considerations see it: plan, workspace, what follows, and what arrives where.

A `Case` is the only thing that a check of the considerations is given. It looks nothing up
outside itself, so a test builds one from a few model objects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from segkit.delivery.coverage import Coverage
from segkit.delivery.premises import Premises
from segkit.delivery.receipts import Receiving
from segkit.model.plan import Rule


# No slots: cached_property keeps its results in the instance's dictionary.
@dataclass(frozen=True)
class Case(Premises):
    """Everything that rules and knowledge are judged against: the premises and what arrives."""

    @cached_property
    def coverage(self) -> Coverage:
        """Which destination receives which planned call and field: the answer to all who ask."""
        return Coverage(self)

    def received(self, rule: Rule) -> Mapping[str, Receiving]:
        """How each destination receives a rule of the plan, by its id; kept, as many ask."""
        if id(rule) not in self._received:  # the plan holds its rules as long as the case
            self._received[id(rule)] = self.coverage.receivings(rule)
        return self._received[id(rule)]

    @cached_property
    def _received(self) -> dict[int, Mapping[str, Receiving]]:
        return {}
