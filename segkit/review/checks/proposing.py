"""How checks say where something stands and what would mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from segkit.derive.columns import snake_case
from segkit.model.change import (
    RENAME_FIELD,
    RENAME_RULE,
    ProposedChange,
    place_of,
)
from segkit.model.plan import Rule
from segkit.review.finding import Hit
from segkit.review.names import folded
from segkit.review.subject import Subject, Use


def change_of(
    kind: str, use: Use, old: object, new: object, *, safe: bool
) -> tuple[ProposedChange, ...]:
    """One change of one field."""
    return (ProposedChange(kind, place_of(*use), old, new, safe=safe),)


def rename_event(rules: Iterable[Rule], new: str, *, safe: bool) -> tuple[ProposedChange, ...]:
    """The event under another name, in every version."""
    return tuple(
        ProposedChange(RENAME_RULE, place_of(rule), rule.key, new, safe=safe) for rule in rules
    )


def rename_fields(uses: Iterable[Use], new: str, *, safe: bool) -> tuple[ProposedChange, ...]:
    """One name of a field everywhere at once."""
    return tuple(
        ProposedChange(RENAME_FIELD, place_of(*use), use.field.path[-1], new, safe=safe)
        for use in uses
    )


def places(uses: Iterable[Use]) -> tuple[str, ...]:
    """Where fields stand in the customer's file."""
    return tuple(use.field.origin or use.rule.origin for use in uses)


def name_hit(message: str, uses: Sequence[Use], *, changes: Iterable[ProposedChange] = (),
             mend: str = "") -> Hit:  # fmt: skip
    """A finding about a name, at the first place that has it."""
    rule, planned = uses[0]
    return Hit(message, rule, planned, places(uses), tuple(changes), mend)


def event_hit(message: str, rules: Sequence[Rule], *, changes: Iterable[ProposedChange] = (),
              mend: str = "") -> Hit:  # fmt: skip
    """A finding about an event's name, at its first rule."""
    at = tuple(rule.origin for rule in rules)
    return Hit(message, rules[0], None, at, tuple(changes), mend)


def is_event_free(subject: Subject, old: str, new: str) -> bool:
    """No other event has that name, but for its spelling, or its table in a warehouse."""
    sharing = subject.event_tables[snake_case(new)] | subject.folded_events[folded(new)]
    return not sharing - {old}


def is_free(subject: Subject, old: str, new: str) -> bool:
    """No other property or trait has that name, but for its spelling."""
    return not subject.folded_names[folded(new)] - {old}
