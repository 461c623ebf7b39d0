"""About what a condition is asked: one destination on its source, a source, or a warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from segkit.delivery.case import Case
from segkit.delivery.pair import Pair
from segkit.model.plan import ELEMENT, Field, Rule

Path = tuple[str, ...]


class Answer(NamedTuple):
    """What one condition says.

    Attributes:
        holds: None where it cannot be told.
        says: What was seen, as a sentence with the customer's own names.
        otherwise: What it means where it does not hold; else what the condition says of itself.
    """

    holds: bool | None
    says: str = ""
    otherwise: str = ""


NOT_TOLD = Answer(None)


def every(answers: Iterable[Answer]) -> Answer:
    """All of them have to hold; says what does not, else what does."""
    found = list(answers)
    if refuted := [one.says for one in found if one.holds is False]:
        return Answer(False, _joined(refuted))
    if not found or any(one.holds is None for one in found):
        return NOT_TOLD
    return Answer(True, _joined(one.says for one in found))


def some(answers: Iterable[Answer]) -> Answer:
    """One of them is enough."""
    found = list(answers)
    if met := next((one for one in found if one.holds), None):
        return met
    if not found or any(one.holds is None for one in found):
        return NOT_TOLD
    return Answer(False, _joined(one.says for one in found))


def _joined(sentences: Iterable[str], limit: int = 6) -> str:
    said = list(dict.fromkeys(sentences))
    more = f" And {len(said) - limit} more." if len(said) > limit else ""
    return " ".join(said[:limit]) + more


# No slots: cached_property keeps its results in the instance's dictionary.
@dataclass(frozen=True)
class Asked:
    """What a condition may look at.

    Attributes:
        pair: None where a source alone is asked about.
        source_id: Empty where a warehouse is asked about.
    """

    case: Case
    source_id: str = ""
    pair: Pair | None = None

    @property
    def kind(self) -> str:
        """The kind of its source; a source function counts as a server, as entries do."""
        kind = self.case.kind(self.source_id)
        return "server" if kind == "function" else kind

    @cached_property
    def rules(self) -> tuple[Rule, ...] | None:
        """The planned calls that arrive there, or that the source sends; None without a plan."""
        case, pair = self.case, self.pair
        if not case.plan_covers(self.source_id):
            return None
        rules = case.coverage.rules()
        if pair is not None:
            there = pair.destination.id
            return tuple(rule for rule in rules if there in case.received(rule))
        calls = case.calls(self.source_id)
        return tuple(
            rule for rule in rules if rule.call in calls and case.may_send(self.source_id, rule)
        )

    def fields_of(self, rule: Rule) -> Sequence[Field]:
        """The rule's own fields, and those that the plan asks of every call."""
        return (*rule.fields, *self._common)

    @cached_property
    def _common(self) -> tuple[Field, ...]:
        rules = self.case.current.get("common", ())
        return tuple(field for rule in rules for field in rule.fields)

    def is_required(self, rule: Rule, path: Path) -> bool | None:
        """The plan requires it with every such call; None where it has no such field."""
        around = {
            field.path: field.required
            for field in self.fields_of(rule)
            if field.path == path[: len(field.path)] and field.path[-1] != ELEMENT
        }
        return all(around.values()) if path in around else None
