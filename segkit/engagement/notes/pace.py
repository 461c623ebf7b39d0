"""How long the parts of a workshop take, where the room set it otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from segkit.engagement.notes.kinds import Kind


@dataclass(frozen=True, slots=True)
class Minutes:
    """The time of one part; its key is the part's title in the notebook."""

    minutes: int


PACE = Kind("pace", Minutes)
