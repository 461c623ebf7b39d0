"""What is told while a pull runs; bars and terminals are made from it elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from segkit.pull.patience import Pause


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
        return f"{self.resource}: {self.done}" + ("" if self.total is None else f" of {self.total}")


Listener = Callable[[Progress | Pause], None]
"""Called in the thread that pulls, with progress and with every wait; `str()` of either is a line.

Raising in it ends the pull as Ctrl-C does.
"""


def unheard(news: Progress | Pause) -> None:
    """Nobody listens."""
