"""What stands on page one: what is wrong now with who repairs it, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from segkit.considerations.consideration import (
    TO_CHECK,
    WRONG_NOW,
    Consideration,
    Considered,
    said_once,
)
from segkit.engagement.notes.workshop import QUESTIONS
from segkit.facts.actions import ActionItem
from segkit.facts.known import Facts
from segkit.model.finding import SEVERITIES

_HARM = (
    ("question-without-way", "question-through-rows"),
    ("transformation-sets-constant", "figure-from-different-fields"),
    (),  # all others: data that never arrives, or not as it should
    ("one-source-for-several-environments", "forwarded-into-other-environment"),
    ("library-out-of-support",),
)
"""Checks in the order of the harm that they tell of; what is not named is in the middle."""
_OTHERS = 2
STEPS = 3
"""How many steps are next."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One consideration that asks somebody to do or to answer something.

    Attributes:
        items: It, for each pair that it is about.
        action: Who does something about it; None where that was not said.
    """

    items: tuple[Consideration, ...]
    action: ActionItem | None = None

    @property
    def first(self) -> Consideration:
        """One for all: they differ in source, target and evidence only."""
        return self.items[0]

    @property
    def owner(self) -> str:
        """Who repairs it; empty where nobody does yet."""
        return self.action.action.owner if self.action else ""

    @property
    def due(self) -> str:
        """Until when, as it was noted."""
        return self.action.action.due if self.action else ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is to be done next.

    Attributes:
        what: In a sentence.
        owner: Who does it; may be empty.
        due: Until when; may be empty.
        is_question: It is to be answered rather than done.
    """

    what: str
    owner: str = ""
    due: str = ""
    is_question: bool = False


def troubles(facts: Facts, class_: str) -> tuple[Trouble, ...]:
    """The considerations of a class, in the order of the harm that they do."""
    by_item = {one.item.identity: one for one in facts.considered.items}
    actions = {name: one for one in facts.actions for name in _names(one)}
    found = [
        Trouble(items, _action(items, by_item, actions))
        for items in said_once(facts.considerations)
        if items[0].class_ == class_
    ]
    return tuple(sorted(found, key=_order))


def next_steps(facts: Facts) -> tuple[Step, ...]:
    """The steps that come first: those with a day, then what nobody has taken up yet."""
    still = [one for one in facts.actions if one.is_open and one.action.text]
    asked = [
        one for one in facts.notes.of(QUESTIONS).values() if one.text and not one.answer.strip()
    ]
    steps = [Step(one.action.text, one.action.owner, one.action.due) for one in still]
    steps += [Step(one.text, one.owner, one.due, is_question=True) for one in asked]
    dated = sorted((one for one in steps if one.due), key=lambda one: one.due)
    taken = [one for one in steps if not one.due and not one.is_question]
    free = [Step(one.first.action or one.first.text) for one in troubles(facts, WRONG_NOW)
            if one.action is None]  # fmt: skip
    open_ = [one for one in steps if not one.due and one.is_question]
    checks = [Step(one.first.question or one.first.text, is_question=True)
              for one in troubles(facts, TO_CHECK) if one.action is None]  # fmt: skip
    return tuple(_distinct([*dated, *taken, *free, *open_, *checks]))[:STEPS]


def _distinct(steps: Iterable[Step]) -> Iterator[Step]:
    seen: set[str] = set()
    for one in steps:
        if one.what not in seen:
            seen.add(one.what)
            yield one


def _names(one: ActionItem) -> Sequence[str]:
    keys = [key for statement in one.repaired for key in statement.keys]
    return [one.key, one.action.repairs, *keys]


def _action(
    items: Sequence[Consideration],
    by_item: Mapping[tuple[str, str, str], Considered],
    actions: Mapping[str, ActionItem],
) -> ActionItem | None:
    """The action for one of the pairs; an open one before one that is closed."""
    known = (by_item[item.identity] for item in items if item.identity in by_item)
    found = [
        actions[name] for one in known for name in (one.key, one.everywhere) if name in actions
    ]
    return next((one for one in found if one.is_open), next(iter(found), None))


def _order(one: Trouble) -> tuple[int, int]:
    harm = next((at for at, ids in enumerate(_HARM) if one.first.id in ids), _OTHERS)
    return harm, SEVERITIES.index(one.first.severity)
