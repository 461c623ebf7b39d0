"""What only the room says: how long its parts take, what becomes of each call and finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from segkit.engagement.notes.kinds import Kind

KEEP, RENAME, DROP = "keep", "rename", "drop"
ACT, LATER, NOT_OURS = "action", "later", "not-ours"


@dataclass(frozen=True, slots=True)
class Minutes:
    """The time of one part; its key is the part's title in the notebook."""

    minutes: int


@dataclass(frozen=True, slots=True)
class PlanWord:
    """What the room wants of one planned call.

    Attributes:
        word: `KEEP`, `RENAME` or `DROP`.
        to: The new name of a rename.
    """

    word: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class ReviewWord:
    """What the room makes of the findings of one check.

    Attributes:
        word: `action`, `later` or `not-ours`.
        reason: Why they are not ours.
        by: Who said so.
        on: The day, ISO.
    """

    word: str
    reason: str = ""
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """The safe changes of one check are made in the copy of the plan.

    Attributes:
        copy: Name of the file.
        left_out: What could not be made there, each with the reason.
    """

    copy: str
    left_out: tuple[str, ...] = ()


PACE = Kind("pace", Minutes)
PLANNED = Kind("plan", PlanWord)
"""Keys are `call/name/version`, as `track/Order Completed/1`."""
REVIEWED = Kind("review", ReviewWord)
"""Keys are ids of checks, as `types-missing`."""
MENDED = Kind("mended", Mended)
"""Keys likewise; what is changed stands in the map beside the copy."""


def not_ours(words: Mapping[str, ReviewWord]) -> dict[str, ReviewWord]:
    """The checks whose findings are waived; without a reason nothing is."""
    return {rule: one for rule, one in words.items() if one.word == NOT_OURS and one.reason}
