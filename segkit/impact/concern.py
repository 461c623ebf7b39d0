"""What is said of a change: everything that names what changes, one by one."""

from __future__ import annotations

from dataclasses import dataclass

from segkit.model.change import ProposedChange

KINDS = (
    "rule", "mapping", "filter", "transformation", "setting", "passes", "warehouse", "snippet",
    "objective", "decision", "question", "consideration", "parked",
)  # fmt: skip
"""What can be concerned; `passes` takes the whole object along, and so the new name too."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that names the event or field, or that would treat the changed one otherwise.

    Attributes:
        kind: One of `KINDS`.
        name: Its name: the mapping's, the column `table.column`, the library of a snippet.
        breaks: It may stop working as it does today.
        reason: One sentence: what it does with it today, or what becomes of that.
        certain: Nothing that the reason says is a guess.
        where: Where it names it: `trigger`, the mapped field, the setting.
        id: As the API has it; the key of a note.
        source: The source's slug; empty where it is of none.
        destination: The destination's or warehouse's name; empty where it is of none.
        enabled: It is switched on.
        origin: Where that was read: the sheet's cell, else the id.
    """

    kind: str
    name: str
    breaks: bool
    reason: str
    certain: bool = True
    where: str = ""
    id: str = ""
    source: str = ""
    destination: str = ""
    enabled: bool = True
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Impact:
    """What changes touch.

    Attributes:
        changes: Of one kind, at one or more places of the plan.
        concerns: By kind, then in the order of plan and workspace; each once.
        not_modelled: What was not looked at, or could not be, in words.
    """

    changes: tuple[ProposedChange, ...]
    concerns: tuple[Concern, ...] = ()
    not_modelled: tuple[str, ...] = ()

    @property
    def breaking(self) -> tuple[Concern, ...]:
        """What may stop working."""
        return tuple(one for one in self.concerns if one.breaks)
