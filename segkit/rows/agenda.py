"""The agenda of a workshop: its parts, how long each takes, and when it begins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segkit.errors import UsageError
from segkit.render.html import plural, render
from segkit.render.view import View


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the workshop.

    Attributes:
        key: Stable, to set its time by.
        title: As the heading of its section, to which it leads.
        minutes: How long it usually takes.
    """

    key: str
    title: str
    minutes: int


PARTS = (
    Part("connect", "Connect and check", 5),
    Part("objectives", "Your objectives", 10),
    Part("plan", "The plan, call by call", 25),
    Part("identify", "Identify", 15),
    Part("destinations", "Destinations", 15),
    Part("playground", "What happens to this call?", 15),
    Part("considerations", "Special considerations", 15),
    Part("decisions", "Decisions", 15),
    Part("export", "Export the guide", 5),
)
"""The running order of `workshop.ipynb`: two hours."""


def agenda(
    parts: Sequence[Part], minutes: Mapping[str, int], *, start: str = "", live: bool = False
) -> View:
    """The parts with their times.

    Args:
        parts: In order.
        minutes: What the SA set, by the part's key, where it is not the usual time.
        start: When it begins (`10:00`); without it, times count from zero.
        live: Titles lead to the notebook's sections.
    """
    begins = _minutes_of(start)
    at = begins or 0
    rows = []
    for part in parts:
        length = minutes.get(part.key, part.minutes)
        rows.append((part, _clock(at, absolute=begins is not None), length))
        at += length
    total = at - (begins or 0)
    lead = f"{plural(len(rows), 'part')}, {plural(total, 'minute')}"
    lead += f", until {_clock(at, absolute=True)}." if begins is not None else "."
    return View(
        html=render("agenda", rows=rows, lead=lead, live=live),
        text="\n".join([lead, *(f"{begin}  {part.title} ({n} min)" for part, begin, n in rows)]),
        columns=("Begins", "Part", "Minutes"),
        rows=tuple((begin, part.title, n) for part, begin, n in rows),
    )


def _minutes_of(start: str) -> int | None:
    """Minutes since midnight; raises `UsageError` for what is no time of day."""
    if not start:
        return None
    found = re.fullmatch(r"\s*(\d{1,2})[:.](\d\d)\s*", start)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise UsageError(f"{start!r} is no time of day.", 'write it as "10:00".')
    return int(found[1]) * 60 + int(found[2])


def _clock(minutes: int, *, absolute: bool) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours % 24:02d}:{rest:02d}" if absolute else f"{hours}:{rest:02d}"
