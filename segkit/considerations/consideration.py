"""A special consideration, alone and together with the word of the solutions architect on it.

Pure data; `deriving` and `judging` make it, `rows` show it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from segkit.delivery.unknowns import KNOWN, NOT_KNOWN
from segkit.model.finding import SEVERITIES

OPEN = "open"
ACCEPTED = "accepted"
EDITED = "edited"
DISMISSED = "dismissed"
ADDED = "added"
STATES = (OPEN, ACCEPTED, EDITED, DISMISSED, ADDED)
"""What became of a consideration; an added one is the solutions architect's own."""


WRONG_NOW, TO_CHECK = "wrong now", "check"
GOOD_TO_KNOW, SATISFIED = "good to know", "satisfied"
CLASSES = (WRONG_NOW, TO_CHECK, GOOD_TO_KNOW, SATISFIED)
"""What the evidence makes of a consideration.

- Wrong now: plan, workspace or catalog prove it, of production, today; one change ends it.
- Check: the data raises the doubt, a person or the code holds the answer.
- Good to know: true of what is in use, with nothing in the data for or against it.
- Satisfied: a documented condition that plan and workspace are proved to meet.
"""

ANSWERS = ("yes", "no")
"""What a room answers to the question of a check."""

OPEN_CLASSES = frozenset({WRONG_NOW, TO_CHECK})
"""Those that ask somebody to do something."""


def severity_said(severity: str, class_: str) -> str:
    """A blocker is what is wrong now; of all else it is the next lower severity."""
    return "high" if severity == "blocker" and class_ != WRONG_NOW else severity


@dataclass(frozen=True, slots=True)
class Consideration:
    """What to watch out for with one source and one destination or warehouse.

    Attributes:
        id: Id of the check or knowledge entry; with `source_id` and `target_id` it is
            unique in an engagement.
        source_id: The source it is about; empty when it is about a warehouse whatever its
            sources, or (with no target either) about the whole workspace.
        target_id: The destination or warehouse; empty when it is about the source alone.
        severity: One of `SEVERITIES`.
        text: The fact, for the customer.
        action: What to do.
        evidence: What in this workspace or plan makes it apply, in words.
        basis: `workspace`, `catalog`, `plan` or `knowledge`: where the statement comes from.
        doubt: What would have to be known to be sure, in words; empty when it is certain.
        class_: One of `CLASSES`.
        question: What to ask of a person where it is to be checked; may be empty.
        trouble: The answer, `yes` or `no`, that makes it wrong now, and the other one satisfied;
            empty where no such answer settles it.
        docs: Path below the documentation base.
        known: Date of the knowledge, ISO; empty when it was read from the workspace.
        target_type: What the target is an instance of (`Amplitude (Actions)`), or
            `Warehouses`; empty without a target.
    """

    id: str
    source_id: str
    target_id: str
    severity: str
    text: str
    action: str = ""
    evidence: str = ""
    basis: str = "workspace"
    docs: str = ""
    known: str = ""
    target_type: str = ""
    doubt: str = ""
    class_: str = TO_CHECK
    question: str = ""
    trouble: str = ""

    @property
    def identity(self) -> tuple[str, str, str]:
        """What is unique in an engagement."""
        return self.id, self.source_id, self.target_id

    @property
    def certainty(self) -> str:
        """`known`, or `not known` where something is missing to be sure."""
        return NOT_KNOWN if self.doubt else KNOWN


@dataclass(frozen=True, slots=True)
class Considered:
    """One consideration for one pair, as it reads with the SA's word on it.

    Attributes:
        item: What stands: with the SA's wording where there is one.
        key: Names this consideration for this pair, whatever is pulled later.
        everywhere: Names it for every pair with this type of target.
        state: One of `STATES`.
        decided_by: Key of the note that says so; empty while it is open.
        reason: Why it was dismissed.
        derived: What segkit itself says; None for an added one.
        said: What segkit said when the SA decided, where it says something else by now.
    """

    item: Consideration
    key: str
    everywhere: str
    state: str = OPEN
    decided_by: str = ""
    reason: str = ""
    derived: Consideration | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class LostNote:
    """A word of the SA that is about nothing which is there now.

    Attributes:
        key: Key of the note.
        state: One of `STATES`.
        text: What it was about, in the words of then.
        why: What is not there any more.
        reason: Why it was dismissed.
        was: Its class of then, where somebody had to do something about it.
    """

    key: str
    state: str
    text: str
    why: str
    reason: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said in the same words about one type of target, and given the same word.

    Attributes:
        items: One for each pair.
        keys: The fewest keys that name exactly these pairs; a word on the type
            of target everywhere also holds for pairs to come.
    """

    items: tuple[Considered, ...]
    keys: tuple[str, ...]

    @property
    def first(self) -> Considered:
        """One for all: they differ in source, target and evidence only."""
        return self.items[0]

    @property
    def needs_word(self) -> bool:
        """Nobody has given a word on it; what is good to know or satisfied needs none."""
        return self.first.state == OPEN and self.first.item.class_ in OPEN_CLASSES


@dataclass(frozen=True, slots=True)
class Considerations:
    """All considerations of an engagement with the SA's word on each.

    Attributes:
        items: Everything, what was dismissed included.
        lost: The SA's words that have lost their object.
    """

    items: tuple[Considered, ...] = ()
    lost: tuple[LostNote, ...] = ()

    @property
    def standing(self) -> tuple[Consideration, ...]:
        """What the customer reads."""
        return tuple(one.item for one in self.items if one.state != DISMISSED)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What is the same about several pairs once, in the order of the first of them."""
        types: dict[str, set[str]] = {}
        for one in self.items:
            types.setdefault(one.everywhere, set()).add(one.key)
        groups: dict[tuple[str, ...], list[Considered]] = {}
        for one in self.items:
            groups.setdefault(_alike(one), []).append(one)
        return tuple(
            Statement(tuple(group), _keys(group, types[group[0].everywhere]))
            for group in groups.values()
        )

    @property
    def by_type(self) -> tuple[tuple[str, tuple[Statement, ...]], ...]:
        """The statements by type of target, the most serious first; last what is about none."""
        groups: dict[str, list[Statement]] = {}
        for statement in self.statements:
            groups.setdefault(statement.first.item.target_type, []).append(statement)
        return tuple(
            (kind, tuple(sorted(groups[kind], key=_seriousness)))
            for kind in sorted(groups, key=lambda name: (not name, name.casefold()))
        )


MINOR = frozenset({"medium", "low"})
"""Severities of what is said once, whatever types of destination it is about."""


def said_once(items: Iterable[Consideration]) -> tuple[tuple[Consideration, ...], ...]:
    """What is one consideration to a reader: one text with all pairs that it applies to.

    What is serious stays apart for each type of destination.
    """
    groups: dict[tuple[str, ...], list[Consideration]] = {}
    for item in items:
        groups.setdefault(told(item), []).append(item)
    return tuple(map(tuple, groups.values()))


def told(item: Consideration) -> tuple[str, ...]:
    """By what two considerations are the same to a reader."""
    one_for_all = item.severity in MINOR and item.target_id
    apart = "" if one_for_all else item.target_type or item.target_id or "-"
    return (apart, item.id, item.class_, item.question, item.severity, item.text, item.action)


def _seriousness(statement: Statement) -> tuple[int, int]:
    return seriousness(statement.first.item)


def seriousness(item: Consideration) -> tuple[int, int]:
    """For sorting: by what is proved, then by what follows from it."""
    return CLASSES.index(item.class_), SEVERITIES.index(item.severity)


def _alike(one: Considered) -> tuple[str, ...]:
    item, derived = one.item, one.derived or one.item
    return (
        *(one.everywhere, one.state, one.reason, one.said),
        *(item.class_, item.question, item.severity),
        *(item.text, item.action, derived.text, derived.action),
    )


def _keys(group: list[Considered], everything: set[str]) -> tuple[str, ...]:
    pairs = tuple(one.key for one in group)
    return (group[0].everywhere,) if len(pairs) > 1 and set(pairs) == everything else pairs
