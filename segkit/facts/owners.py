"""Who owns what: people and teams by the plan's columns, the workspace's labels and the notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from segkit.derive.lifecycle import owner_of
from segkit.engagement.notes.workshop import DECISIONS, QUESTIONS, Decision, Question
from segkit.facts.known import Facts
from segkit.model.plan import Rule
from segkit.model.workspace import Source

_LABEL = re.compile(r"(?:.*\b)?(?:owners?|team|responsible|contact|dri)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;/&\n]\s*")


@dataclass(frozen=True, slots=True)
class Owner:
    """A person or team with what is theirs.

    Attributes:
        name: As plan, workspace or notes write it; teams of all three are one, whatever the case.
        calls: Names of planned calls.
        sources: Names of sources.
        notes: Decisions and open questions.
    """

    name: str
    calls: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def owners(facts: Facts, rules: Iterable[Rule], sources: Iterable[Source]) -> tuple[Owner, ...]:
    """Everybody whom these rules and sources or the notes name, those with most calls first."""
    found: dict[str, tuple[str, dict[str, dict[str, None]]]] = {}
    for kind, name, what in _named(facts, rules, sources):
        shown, things = found.setdefault(name.casefold(), (name, {}))
        things.setdefault(kind, {})[what] = None
        if shown.islower() and not name.islower():
            found[name.casefold()] = (name, things)
    made = (
        Owner(name, *(tuple(things.get(kind, ())) for kind in ("calls", "sources", "notes")))
        for name, things in found.values()
    )
    return tuple(sorted(made, key=lambda one: (-len(one.calls), one.name.casefold())))


def without_owner(rules: Sequence[Rule]) -> tuple[str, ...]:
    """The planned calls of which the plan names no owner, where it names some."""
    current = [one for one in rules if not one.deprecated]
    lacking = [one for one in current if not owner_of(one)]
    return tuple(one.title for one in lacking) if len(lacking) < len(current) else ()


def _named(
    facts: Facts, rules: Iterable[Rule], sources: Iterable[Source]
) -> Iterator[tuple[str, str, str]]:
    for rule in rules:
        if not rule.deprecated:
            yield from (("calls", name, rule.title) for name in _apart(owner_of(rule)))
    for source in sources:
        named = [one.value for one in source.labels if _LABEL.fullmatch(one.key.strip())]
        yield from (("sources", name, source.name) for text in named for name in _apart(text))
    noted: list[Decision | Question] = [*facts.notes.of(DECISIONS).values()]
    noted += facts.notes.of(QUESTIONS).values()
    for one in noted:
        if owner := one.owner.strip():
            yield "notes", owner, f"{type(one).__name__}: {one.text}"


def _apart(text: str) -> Iterator[str]:
    """The names in a cell or label."""
    return filter(None, _BETWEEN.split(text.strip()))
