"""What a review says: findings about a plan, each at its place, what they cost and propose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from segkit.model.change import RENAME_RULE, ProposedChange
from segkit.model.plan import ELEMENT, Field, Rule

ERROR, WARNING, NOTE = "error", "warning", "note"
LEVELS = (ERROR, WARNING, NOTE)
"""From "something will not work" to "good to know"."""

OFF = "off"
"""The level of a check that a team does without."""

Key = tuple[str, str, str, str]
"""Rule id, call, event and field: by what a finding is known again; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person's word that a finding may stand.

    Attributes:
        reason: Why.
        by: Who says so; empty where that was not written down.
        on: The day, ISO; likewise.
    """

    reason: str
    by: str = ""
    on: str = ""

    @property
    def said(self) -> str:
        """In words: `It is free by intent (Robin Ashdown, 2026-11-30)`."""
        signed = ", ".join(filter(None, (self.by, self.on)))
        return f"{self.reason} ({signed})" if signed else self.reason


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a check found, before it is known how much that weighs.

    Attributes:
        message: One sentence that names the thing and says what is wrong.
        rule: The call it concerns; None for the plan itself.
        field: The property or trait; None for the call.
        at: Everywhere that the same cause stands, this place included, in plan order.
        changes: What would mend it.
        mend: How to mend it, where that differs from what the check says.
        count: How many of the things that were checked it concerns.
    """

    message: str
    rule: Rule | None = None
    field: Field | None = None
    at: tuple[str, ...] = ()
    changes: tuple[ProposedChange, ...] = ()
    mend: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """One thing in a plan that a person should look at.

    Attributes:
        rule: Id of the check, e.g. `naming-event-case`.
        level: One of `LEVELS`.
        family: What it is about, e.g. `naming`.
        call: The plan's type of call; empty for the plan itself.
        event: Its name; None where the call has none.
        field: The path with `.` and `[]`: `properties.products[].sku`; empty for the call.
        message: What is wrong, in one sentence.
        why: Why it matters.
        mend: How to mend it.
        docs: Path below the documentation base, with the check's id as its anchor.
        origin: Where it stands in the customer's own file; empty for the plan itself.
        places: Everywhere that the same cause stands, `origin` included.
        changes: What would mend it; empty where that takes a decision.
        count: How many of the things that were checked it concerns.
        version: Of the rule, to find it again.
        path: Of the field, likewise.
        waived: The word of the person who lets it stand; None when nobody did.
    """

    rule: str
    level: str
    family: str
    call: str
    event: str | None
    field: str
    message: str
    why: str
    mend: str
    docs: str
    origin: str = ""
    places: tuple[str, ...] = ()
    changes: tuple[ProposedChange, ...] = ()
    count: int = 1
    version: int = 1
    path: tuple[str, ...] = ()
    waived: Waiver | None = None

    @property
    def key(self) -> Key:
        """By what it is known again in another review."""
        return self.rule, self.call, self.event or "", self.field

    @property
    def is_safe(self) -> bool:
        """What it proposes needs no judgement."""
        return bool(self.changes) and all(one.safe for one in self.changes)


@dataclass(frozen=True, slots=True)
class Review:
    """A whole plan reviewed.

    Attributes:
        findings: The worst first; those that were waived stand among them.
        checked: How many things of each kind were looked at (`events`, `fields`, …).
        score: 0 to 100.
        grade: `A` to `E`; `-` when the plan is too small for one.
        families: What each family earned.
        off: Ids of the checks that a team switched off.
    """

    findings: tuple[PlanFinding, ...]
    checked: Mapping[str, int]
    score: int
    grade: str
    families: tuple[Earned, ...]
    off: tuple[str, ...] = ()

    @property
    def standing(self) -> tuple[PlanFinding, ...]:
        """The findings that nobody waived."""
        return tuple(one for one in self.findings if not one.waived)


@dataclass(frozen=True, slots=True)
class Loss:
    """What one check took off.

    Attributes:
        rule: Id of the check.
        level: Its level.
        affected: How many things are concerned.
        checked: Of how many.
        points: What that costs.
    """

    rule: str
    level: str
    affected: int
    checked: int
    points: float


@dataclass(frozen=True, slots=True)
class Earned:
    """What one family of checks came to: its points less its losses, rounded down to 0.1."""

    family: str
    points: int
    earned: float
    losses: tuple[Loss, ...] = field(default=())


def path_words(planned: Field) -> str:
    """A field's path as findings give it: `properties.products[].sku`."""
    text = ""
    for segment in planned.path:
        text += segment if segment == ELEMENT else f".{segment}" if text else segment
    return text


def proposed(findings: Iterable[PlanFinding]) -> tuple[ProposedChange, ...]:
    """Every change that findings propose, in their order; of two of one place the better one.

    The name in the plan's own casing is also without stray blanks.
    """
    found: dict[tuple[object, ...], ProposedChange] = {}
    for finding in findings:
        for one in finding.changes:
            key = (one.kind, *one.at.same)
            before = found.get(key)
            if before is None or (one.safe, one.why.endswith("-case")) > (
                before.safe, before.why.endswith("-case"),
            ):  # fmt: skip
                found[key] = one
    return tuple(found.values())


def safe_changes(findings: Iterable[PlanFinding]) -> tuple[ProposedChange, ...]:
    """Those of them that need no judgement."""
    return tuple(one for one in proposed(findings) if one.safe)


def renames(changes: Iterable[ProposedChange]) -> list[dict[str, object]]:
    """What the code has to change as well, each name once."""
    found = {
        ("event" if one.kind == RENAME_RULE else "field", one.old, one.new): one.why
        for one in changes
        if one.is_rename
    }
    return [
        {"rule": why, "what": what, "from": old, "to": new}
        for (what, old, new), why in found.items()
    ]
