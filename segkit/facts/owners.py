"""Who owns what: people and teams by the plan's columns, the workspace's labels and the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from segkit.engagement.notes.workshop import DECISIONS, QUESTIONS
from segkit.facts.known import Facts

_COLUMN = re.compile(r"(?:.*\b)?(?:owners?|team|responsible|contact|dri)", re.IGNORECASE)
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


def owners(facts: Facts) -> tuple[Owner, ...]:
    """Everybody who is named, those with most planned calls first."""
    found: dict[str, tuple[str, dict[str, dict[str, None]]]] = {}
    for kind, name, what in _named(facts):
        shown, things = found.setdefault(name.casefold(), (name, {}))
        things.setdefault(kind, {})[what] = None
        if shown.islower() and not name.islower():
            found[name.casefold()] = (name, things)
    made = (
        Owner(name, *(tuple(things.get(kind, ())) for kind in ("calls", "sources", "notes")))
        for name, things in found.values()
    )
    return tuple(sorted(made, key=lambda one: (-len(one.calls), one.name.casefold())))


def without_owner(facts: Facts) -> tuple[str, ...]:
    """The planned calls of which the plan names no owner, where it names some."""
    rules = [one for one in (facts.plan.rules if facts.plan else ()) if not one.deprecated]
    lacking = [one for one in rules if not list(_in(one.labels))]
    return tuple(one.title for one in lacking) if len(lacking) < len(rules) else ()


def _named(facts: Facts) -> Iterator[tuple[str, str, str]]:
    for rule in facts.plan.rules if facts.plan else ():
        if not rule.deprecated:
            yield from (("calls", name, rule.title) for name in _in(rule.labels))
    for source in facts.sources.values():
        labels = {label.key: label.value for label in source.labels}
        yield from (("sources", name, source.name) for name in _in(labels))
    noted = (*facts.notes.of(DECISIONS).values(), *facts.notes.of(QUESTIONS).values())
    for one in noted:
        if owner := one.owner.strip():
            yield "notes", owner, f"{type(one).__name__}: {one.text}"


def _in(labels: Mapping[str, object]) -> Iterator[str]:
    """The names in columns of owners."""
    for header, value in labels.items():
        if _COLUMN.fullmatch(header.strip()):
            cells = value if isinstance(value, list | tuple) else [value]
            for cell in cells:
                yield from filter(None, _BETWEEN.split(str(cell).strip()))
