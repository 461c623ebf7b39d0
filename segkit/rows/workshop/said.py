"""What is said about pairs, as the guide says it: the same statement about several is said once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from segkit.considerations.consideration import (
    ACCEPTED,
    ADDED,
    CLASSES,
    DISMISSED,
    EDITED,
    GOOD_TO_KNOW,
    OPEN,
    SATISFIED,
    TO_CHECK,
    WRONG_NOW,
    Consideration,
    Considerations,
    Considered,
    Statement,
    told,
)
from segkit.facts.known import Facts
from segkit.knowledge.age import is_old
from segkit.render import parts
from segkit.render.days import named_day
from segkit.render.html import doc_url, slug_id
from segkit.render.tree import (
    Child,
)
from segkit.rows.findings import severity_rank

_BASIS = {
    "workspace": "the workspace",
    "catalog": "Segment's catalog",
    "knowledge": "segkit's knowledge base",
    "plan": "the tracking plan",
    "sa": "your solutions architect",
}
BADGES = {
    ACCEPTED: ("on", "accepted"),
    EDITED: ("in", "your wording"),
    ADDED: ("in", "your own"),
    DISMISSED: ("off", "dismissed"),
    OPEN: ("open", "not read yet"),
}
"""How the SA's word is shown to the SA: kind of badge, and what it says."""

_CLASS_BADGES = {
    WRONG_NOW: ("blocker", "Wrong now"),
    TO_CHECK: ("medium", "Check"),
    GOOD_TO_KNOW: ("low", "Good to know"),
    SATISFIED: ("on", "Satisfied"),
}


SIGN_OF = {WRONG_NOW: "wrong", TO_CHECK: "check", GOOD_TO_KNOW: "good", SATISFIED: "ok"}
"""The sign of a class in a row."""


def class_badge(name: str) -> Child:
    """A class as a badge with its own sign and word."""
    return parts.badge(*_CLASS_BADGES[name])


def class_words(name: str) -> str:
    """A class as people read it."""
    return _CLASS_BADGES[name][1]


def counted(numbers: Mapping[str, int]) -> str:
    """`10 wrong now, 19 check, 69 good to know, 7 satisfied`, without the classes that are empty."""
    return ", ".join(f"{numbers[name]} {name}" for name in CLASSES if numbers.get(name))


TO = " → "
ALL_SOURCES = "All sources"


@dataclass(frozen=True, slots=True)
class QuietPair:
    """A source and a destination without any consideration.

    Attributes:
        words: Which of the two it is: `checked, nothing known` or `not known to segkit`.
    """

    source: str
    target: str
    words: str


@dataclass(frozen=True, slots=True)
class Said:
    """One statement with everything that it is about.

    Attributes:
        items: What became this one row, in their order.
        word: What the SA said of it; None where that is nobody's business.
    """

    items: tuple[Consideration, ...]
    names: Mapping[str, str]
    word: Considered | None = None

    @property
    def first(self) -> Consideration:
        """One for all: they differ in source, target and evidence only."""
        return self.items[0]

    @property
    def targets(self) -> tuple[str, ...]:
        """Types of destination, `Warehouses`, or `All destinations`."""
        return tuple(dict.fromkeys(_target(item, self.names) for item in self.items))

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the sources concerned; empty when it is all of them."""
        return self._named(item.source_id for item in self.items)

    @property
    def instances(self) -> tuple[str, ...]:
        """The customer's names of the destinations or warehouses concerned."""
        return self._named(item.target_id for item in self.items)

    @property
    def evidence(self) -> tuple[tuple[str, str], ...]:
        """For each connection what makes it apply, without repetitions."""
        several = len(self.instances) > 1
        return tuple(
            dict.fromkeys(
                (TO.join(self._named((i.source_id, i.target_id if several else ""))), i.evidence)
                for i in self.items
                if i.evidence
            )
        )

    def _named(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.names.get(id_, id_) for id_ in ids if id_))


def quiet_pairs(facts: Facts) -> list[QuietPair]:
    """Pairs about which nothing is said, and whether segkit knows the destination."""
    return [
        QuietPair(facts.names.get(source, source), facts.names.get(target, target), words)
        for (source, target), words in facts.quiet_pairs.items()
    ]


def statements(
    items: Sequence[Consideration], names: Mapping[str, str], considered: Considerations
) -> list[Said]:
    """The same statement about several sources and instances becomes one fact.

    What is minor is one fact for destinations of several types as well; what is serious
    stays with the rest that is said about its type.
    """
    words = {_identity(one.item): one for one in considered.items}
    same: dict[tuple[str, ...], list[Consideration]] = {}
    for item in items:
        word = words.get(_identity(item))
        said = (word.state, word.said) if word else ()
        same.setdefault((*told(item), *said), []).append(item)
    facts = [Said(tuple(g), names, words.get(_identity(g[0]))) for g in same.values()]

    def order(fact: Said) -> tuple[int, bool, bool, str, int, str]:
        # what concerns no destination in particular comes after everything about one
        return (
            CLASSES.index(fact.first.class_),
            not fact.first.target_id,
            len(fact.targets) > 1,
            ", ".join(fact.targets).casefold(),
            severity_rank(fact.first.severity),
            fact.first.id,
        )

    return sorted(facts, key=order)


@dataclass(frozen=True, slots=True)
class Group:
    """What is said of the same destinations and sources, in one class.

    Attributes:
        anchor: Its place in the document.
    """

    class_: str
    anchor: str
    said: tuple[Said, ...]


def groups(facts: Iterable[Said]) -> list[Group]:
    """The statements by class and by what they are about, in their order."""
    found: dict[tuple[str, tuple[tuple[str, ...], ...]], list[Said]] = {}
    for fact in facts:
        about = (fact.targets, fact.instances, fact.sources)
        found.setdefault((fact.first.class_, about), []).append(fact)
    wrong = {about for class_, about in found if class_ == WRONG_NOW}
    return [
        # what is open of the same things has one address, whichever of the two it is
        Group(
            class_, anchor_of(some[0], "" if _has_plain(class_, about, wrong) else class_), (*some,)
        )
        for (class_, about), some in found.items()
    ]


def _has_plain(class_: str, about: object, wrong: Container[object]) -> bool:
    return class_ == WRONG_NOW or (class_ == TO_CHECK and about not in wrong)


def anchor_of(fact: Said, name: str) -> str:
    """Short, because a guide has hundreds: the digest that tells these pairs from all others.

    `name` is its class, where that tells it from others about the same pairs.
    """
    pairs = sorted({f"{item.source_id} {item.target_id}" for item in fact.items})
    return f"consideration-{slug_id('pairs', *pairs, name, '').rpartition('-')[2]}"


def _identity(item: Consideration) -> tuple[str, str, str]:
    return item.id, item.source_id, item.target_id


def about(statement: Statement, names: Mapping[str, str]) -> str:
    """`Firebase: Trail app iOS, Trail app Android`."""
    fact = Said(tuple(one.item for one in statement.items), names)
    return f"{', '.join(fact.targets)}: {', '.join(fact.sources) or ALL_SOURCES}"


def _target(item: Consideration, names: Mapping[str, str]) -> str:
    if not item.target_id:
        return "All destinations"
    return item.target_type or names.get(item.target_id, item.target_id)


def origin(item: Consideration, on: dt.date | None = None) -> str:
    """Where a statement comes from, of which day the knowledge is, and whether that is long ago."""
    known = f", as of {named_day(item.known)}" if item.known else ""
    old = ", over a year ago" if on and item.known and is_old(item.known, on) else ""
    return f"{_BASIS.get(item.basis, item.basis)}{known}{old}"


def docs_link(item: Consideration, docs_base: str) -> Child:
    """The page of Segment's documentation that says more; empty when there is none."""
    docs = doc_url(item.docs, docs_base)
    return parts.link(docs, "Read more in Segment's documentation") if docs else ""


def by_words(quiet: Sequence[QuietPair]) -> list[tuple[str, list[QuietPair]]]:
    """The pairs without considerations by the reason why they have none."""
    grouped: dict[str, list[QuietPair]] = {}
    for pair in quiet:
        grouped.setdefault(pair.words, []).append(pair)
    return list(grouped.items())
