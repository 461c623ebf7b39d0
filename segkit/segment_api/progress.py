"""What is told while a pull runs; bars and terminals are made from it elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from segkit.patience import Pause
from segkit.segment_api.titles import title_of


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one resource is.

    Attributes:
        resource: Its key in the workspace's document, e.g. `sources`.
        done: Objects read, or objects asked about (`filters` per destination).
        total: How many there will be; None while the API has not said.
    """

    resource: str
    done: int
    total: int | None = None

    def __str__(self) -> str:
        counted = f"{self.done}" if self.total is None else f"{self.done} of {self.total}"
        return f"{title_of(self.resource)}: {counted}"


Listener = Callable[[Progress | Pause], None]
"""Called in the thread that pulls, with progress and with every wait; `str()` of either is a line.

Raising in it ends the pull as Ctrl-C does, and so does an attribute `cancelled` that becomes true,
which is also seen while there is nothing to tell.
"""


def unheard(news: Progress | Pause) -> None:
    """Nobody listens."""
