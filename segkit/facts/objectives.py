"""What carries an objective: the planned events that answer it, where they arrive, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from segkit.considerations.answers import (
    GAP,
    Question,
    asked,
    events_like,
    events_named,
    tools_named,
)
from segkit.engagement.notes.workshop import Objective
from segkit.facts.known import Facts

_MOST_LIKELY = 6


@dataclass(frozen=True, slots=True)
class Carrier:
    """One event that carries an objective.

    Attributes:
        is_planned: The plan has it.
        destinations: How many destinations receive it; None where no workspace was read.
        warehouses: How many warehouses keep it.
        unsure: Of how many destinations it is not known.
    """

    event: str
    is_planned: bool = True
    destinations: int | None = None
    warehouses: int = 0
    unsure: int = 0

    @property
    def is_lost(self) -> bool:
        """Nobody receives it, as far as is known."""
        return not self.is_planned or (
            self.destinations == 0 and not self.warehouses and not self.unsure
        )


@dataclass(frozen=True, slots=True)
class Carried:
    """An objective beside the plan.

    Attributes:
        carriers: The events that it names, or that the room named for it.
        likely: Where it names none, planned events that share words with it.
        question: The same as a question of the plan: from its events to the tools that it names.
        has_measure: It says how everybody will know.
    """

    carriers: tuple[Carrier, ...]
    likely: tuple[str, ...]
    question: Question
    has_measure: bool

    @property
    def is_broken(self) -> bool:
        """An event of it arrives nowhere, or not where it is wanted."""
        return any(one.is_lost for one in self.carriers) or (
            bool(self.question.ways) and self.question.state == GAP
        )

    @property
    def is_whole(self) -> bool:
        """It has a measure and an event, and nothing is known to be missing."""
        return self.has_measure and bool(self.carriers) and not self.is_broken


def carried(facts: Facts, objective: Objective) -> Carried:
    """What the plan and the workspace have for an objective."""
    names = [
        rule.key
        for rule in (facts.plan.of("track") if facts.plan else ())
        if rule.key and not rule.deprecated
    ]
    said = f"{objective.text}\n{objective.measure}"
    own = [part for one in objective.events.split(",") if (part := one.strip())]
    events = tuple(dict.fromkeys((*own, *events_named(said, names))))
    tools = tools_named(said, facts.case) if facts.case and events else ()
    question = asked(objective.text, events, tools, facts.case)
    return Carried(
        tuple(_carrier(facts, event, names) for event in events),
        () if events else events_like(said, names)[:_MOST_LIKELY],
        replace(question, optional=()),  # what a text shares with a property asks for none
        bool(objective.measure.strip()),
    )


def _carrier(facts: Facts, event: str, names: Sequence[str]) -> Carrier:
    if event not in names:
        return Carrier(event, is_planned=False)
    if facts.case is None:
        return Carrier(event)
    covered = [c for c in facts.call_coverage if c.rule.call == "track" and c.rule.key == event]
    return Carrier(
        event,
        destinations=len({one.destination_id for c in covered for one in c.receipts}),
        warehouses=len({one for c in covered for one in c.warehouses}),
        unsure=len({one.destination_id for c in covered for one in c.open}),
    )
