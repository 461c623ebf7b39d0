"""Where an engagement stands, in numbers: every count that the guide states is made here.

Views take a `Standing` and count nothing themselves, so that no two of them differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from segkit.considerations.answers import QUESTION_STATES, Question
from segkit.considerations.consideration import CLASSES, Consideration, said_once
from segkit.derive.lifecycle import DEPRECATED, LIFECYCLE, LIVE, NOT_SAID, PLANNED, status_of
from segkit.engagement.notes import Notes
from segkit.engagement.notes.workshop import ACTIONS, DECISIONS, QUESTIONS, is_open, lacks_owner
from segkit.facts.known import Facts
from segkit.model.derived import Connection
from segkit.model.plan import Rule, TrackingPlan


@dataclass(frozen=True, slots=True)
class Events:
    """Events of the plan by the status that it gives them; a second version is no second event.

    Attributes:
        unsaid: Those of which the plan gives no status.
    """

    live: int = 0
    planned: int = 0
    unsaid: int = 0

    @property
    def current(self) -> int:
        """All that are not deprecated."""
        return self.live + self.planned + self.unsaid


@dataclass(frozen=True, slots=True)
class Connections:
    """Pairs of a source and a destination, warehouses apart.

    Attributes:
        delivering: Source and destination on, a mode possible, a mapping on.
        silent: Known to deliver nothing.
        unknown: Of which it cannot be told.
        warehouses: Pairs of a source and a warehouse.
    """

    delivering: int = 0
    silent: int = 0
    unknown: int = 0
    warehouses: int = 0

    @property
    def all(self) -> int:
        """Every connection to a destination."""
        return self.delivering + self.silent + self.unknown


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What the room came to.

    Attributes:
        open_questions: Those without an answer.
        unowned: Of each of these kinds, by their table in the notes, what nobody does yet.
    """

    decisions: int = 0
    open_actions: int = 0
    open_questions: int = 0
    unowned: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """All counts of one engagement.

    Attributes:
        classes: Considerations that stand, by their class; the same text about several pairs
            is one.
        questions: Business questions by `QUESTION_STATES`, and those of which nothing is known.
    """

    events: Events = Events()
    connections: Connections = Connections()
    classes: Mapping[str, int] = field(
        default_factory=lambda: dict.fromkeys(CLASSES, 0), hash=False
    )
    questions: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def considerations(self) -> int:
        """Of all classes."""
        return sum(self.classes.values())


def standing(facts: Facts) -> Standing:
    """The counts of this engagement as it is known."""
    return Standing(
        events=_events(facts.plan),
        connections=_connections(facts.connections, _stored(facts)),
        classes=classes(facts.considerations),
        questions=_questions(facts.questions),
    )


def outcomes(facts: Facts, notes: Notes) -> Outcomes:
    """The counts of what these notes say that the room decided, does and asks."""
    decided, asked = notes.of(DECISIONS).values(), notes.of(QUESTIONS).values()
    still = [one for one in facts.actions_by(notes) if one.is_open]
    return Outcomes(
        decisions=len(decided),
        open_actions=len(still),
        open_questions=sum(map(is_open, asked)),
        unowned={
            DECISIONS.table: sum(map(lacks_owner, decided)),
            ACTIONS.table: sum(not one.action.owner for one in still),
            QUESTIONS.table: sum(map(lacks_owner, asked)),
        },
    )


def classes(items: Iterable[Consideration]) -> Mapping[str, int]:
    """How many considerations there are of each class; what is said in the same words is one."""
    found = Counter(some[0].class_ for some in said_once(items))
    return {name: found[name] for name in CLASSES}


def _events(plan: TrackingPlan | None) -> Events:
    by_name: dict[str, list[Rule]] = {}
    for rule in plan.of("track") if plan else ():
        if rule.key:
            by_name.setdefault(rule.key, []).append(rule)
    found = Counter(_status(rules) for rules in by_name.values())
    return Events(found[LIVE], found[PLANNED], found[NOT_SAID])


def _status(rules: Iterable[Rule]) -> str:
    """Of an event in several versions the one that is most alive."""
    found = {status_of(rule) for rule in rules}
    order = (LIVE, PLANNED, NOT_SAID, DEPRECATED)
    return next(one for one in order if one in found & set(LIFECYCLE))


def _stored(facts: Facts) -> int:
    case = facts.case
    return sum(1 for _ in case.warehouse_pairs()) if case else 0


def _connections(found: Iterable[Connection], warehouses: int) -> Connections:
    counted = Counter(one.delivers for one in found)
    return Connections(counted[True], counted[False], counted[None], warehouses)


def _questions(found: Iterable[Question]) -> Mapping[str, int]:
    counted = Counter(one.state for one in found)
    return {name: counted[name] for name in (*QUESTION_STATES, NOT_SAID)}
