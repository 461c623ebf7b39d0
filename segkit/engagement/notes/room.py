"""What only the room says: how long its parts take, and what becomes of each planned call."""

from __future__ import annotations

from dataclasses import dataclass

from segkit.engagement.notes.kinds import Kind

KEEP, RENAME, DROP = "keep", "rename", "drop"
PLAN_WORDS = (KEEP, RENAME, DROP)


@dataclass(frozen=True, slots=True)
class Minutes:
    """The time of one part; its key is the part's title in the notebook."""

    minutes: int


@dataclass(frozen=True, slots=True)
class PlanWord:
    """What the room wants of one planned call.

    Attributes:
        word: One of `PLAN_WORDS`.
        to: The new name of a rename.
    """

    word: str
    to: str = ""


PACE = Kind("pace", Minutes)
PLANNED = Kind("plan", PlanWord)
"""Keys are `call/name/version`, as `track/Order Completed/1`."""
