"""What changes are about, as those need it who look whether they are concerned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from segkit.model.change import (
    DESCRIBE,
    MARK_PERSONAL,
    REMOVE,
    RENAME_FIELD,
    RENAME_RULE,
    ProposedChange,
)
from segkit.model.plan import CALLS, ELEMENT, Field, Rule, TrackingPlan

Path = tuple[str, ...]

GONE = "\N{NULL}"
"""Stands for the name of an event that is sent no more: one that nobody has."""

SAYS_NOTHING = frozenset({DESCRIBE, MARK_PERSONAL})
"""Kinds of change that no call is judged by."""


@dataclass(frozen=True)
class Touched:
    """One rule of the plan that changes, or one of its fields.

    Attributes:
        field: None for the rule itself.
    """

    change: ProposedChange
    rule: Rule
    field: Field | None = None

    @property
    def path(self) -> Path:
        """The field's; empty for the rule."""
        return self.change.at.path

    @property
    def new_path(self) -> Path:
        """The field's after a rename; the same for every other change."""
        if self.change.kind != RENAME_FIELD:
            return self.path
        at = max((at for at, name in enumerate(self.path) if name != ELEMENT), default=0)
        return (*self.path[:at], str(self.change.new), *self.path[at + 1 :])


@dataclass(frozen=True)
class Subject:
    """Changes of one kind, with what of the plan they concern."""

    plan: TrackingPlan
    changes: tuple[ProposedChange, ...]

    @cached_property
    def kind(self) -> str:
        """Of the changes."""
        return self.changes[0].kind if self.changes else ""

    @cached_property
    def touched(self) -> tuple[Touched, ...]:
        """What changes, in the order of the changes; what the plan does not have is left out."""
        rules = {(rule.call, rule.key, rule.version): rule for rule in self.plan.rules}
        found = []
        for change in self.changes:
            at = change.at
            rule = rules.get((at.call, at.key, at.version))
            field = next((f for f in rule.fields if f.path == at.path), None) if rule else None
            if rule is not None and (field is not None or not at.path):
                found.append(Touched(change, rule, field))
        return tuple(found)

    @cached_property
    def paths(self) -> dict[Path, Path]:
        """Every path that changes, with the path afterwards; empty for events."""
        return {one.path: one.new_path for one in self.touched if one.path}

    @cached_property
    def calls(self) -> tuple[tuple[str, str | None], ...]:
        """Type and name of the calls that carry what changes, each once."""
        found = dict.fromkeys((one.rule.call, one.rule.key) for one in self.touched)
        if any(call not in CALLS for call, _ in found):  # a rule for all calls
            found |= dict.fromkeys((rule.call, rule.key) for rule in self.plan.rules)
        return tuple(one for one in found if one[0] in CALLS)

    @cached_property
    def of_events(self) -> tuple[tuple[str, str, str], ...]:
        """Type, old and new name of each event that changes; `GONE` for one that is removed."""
        if self.kind not in {RENAME_RULE, REMOVE}:
            return ()
        found = dict.fromkeys(
            (one.rule.call, one.rule.key, GONE if self.kind == REMOVE else str(one.change.new))
            for one in self.touched
            if one.rule.key and not one.path
        )
        return tuple((call, old, new) for call, old, new in found if old)

    @property
    def is_gone(self) -> bool:
        """Something is taken out."""
        return self.kind == REMOVE

    @property
    def moves(self) -> bool:
        """What knows it by its name does not find it afterwards."""
        return self.kind in {RENAME_FIELD, RENAME_RULE, REMOVE}

    def named_by(self, places: Sequence[Path] | Iterator[Path]) -> Path | None:
        """The first of these places that is the field, or something below it."""
        for place in places:
            known = _plain(place)
            for path in self._also:
                if known[: len(path)] == path:
                    return place
        return None

    @cached_property
    def _also(self) -> tuple[Path, ...]:
        """The paths by which it is known: what identify sets stands in the context too."""
        traits = tuple(("context", *path) for path in self.paths if path[0] == "traits")
        return (*self.paths, *traits)


def _plain(place: Path) -> Path:
    """The place with `[]` for every number of an element."""
    return tuple(ELEMENT if name.isdigit() else name for name in place)
