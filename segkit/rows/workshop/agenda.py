"""The agenda of a workshop: its parts, how long each takes, and when it begins."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from segkit.errors import UsageError
from segkit.render.html import plural
from segkit.render.table import Column, Table
from segkit.render.tree import Child, a, div, element, li, p, span
from segkit.render.view import View
from segkit.rows.row import Showing, row


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


PartName = Literal[
    "connect", "objectives", "plan", "identify", "destinations", "playground", "considerations",
    "decisions", "export",
]  # fmt: skip
"""The keys of `PARTS`."""

_USUAL: Mapping[PartName, int] = {}


@dataclass(frozen=True, slots=True)
class _Timed:
    """A part with when it begins and how many minutes it takes."""

    part: Part
    begins: str
    minutes: int


_COLUMNS = (
    Column[_Timed]("begins", "Begins", lambda one: one.begins),
    Column[_Timed]("part", "Part", lambda one: one.part.title),
    Column[_Timed]("minutes", "Minutes", lambda one: one.minutes),
)


@row("agenda", place=1.1)
def _row(showing: Showing, start: str = "", minutes: Mapping[PartName, int] = _USUAL) -> View:
    """The parts of the workshop with their times.

    Args:
        showing: Where and how it is shown.
        start: When it begins, e.g. `10:00`.
        minutes: How long a part takes where it is not the usual time, e.g.
            `{"plan": 40}`.

    Raises `UsageError` for a part or a time that does not exist.
    """
    if not isinstance(minutes, Mapping):
        raise UsageError(f"{minutes!r} is not the time of a part.", 'write minutes={"plan": 40}.')
    known = {part.key for part in PARTS}
    if unknown := sorted(set(minutes) - known):
        raise UsageError(
            f"The agenda has no part {unknown[0]!r}.",
            f"use one of: {', '.join(sorted(known))}.",
        )
    made = agenda(PARTS, minutes, start=start, live=showing.live)
    if not showing.live:
        return made
    # one click away in every workshop, also in those whose first cell does not name it
    notebook = showing.facts.engagement.notebook.name
    lead = p("What is agreed here becomes part of ", a("the guide", href=notebook), ".")
    return View(*made.tree, div(lead, cls="sk"), data=made.data)


def agenda(
    parts: Sequence[Part],
    minutes: Mapping[PartName, int],
    *,
    start: str = "",
    live: bool = False,
) -> View:
    """The parts with their times.

    Args:
        parts: In order.
        minutes: What the SA set, by the part's key, where it is not the usual time.
        start: When it begins (`10:00`); without it, times count from zero.
        live: Titles lead to the notebook's sections.
    """
    set_by_key: Mapping[str, int] = {str(key): length for key, length in minutes.items()}
    begins = _minutes_of(start)
    at = begins or 0
    timed = []
    for part in parts:
        length = set_by_key.get(part.key, part.minutes)
        timed.append(_Timed(part, _clock(at, absolute=begins is not None), length))
        at += length
    total = at - (begins or 0)
    lead = f"{plural(len(timed), 'part')}, {plural(total, 'minute')}"
    lead += f", until {_clock(at, absolute=True)}." if begins is not None else "."
    listed = element("ol", *(_item(one, live=live) for one in timed), cls="sk-agenda-parts")
    told = {"begins": begins, "minutes": {one.part.title: one.minutes for one in timed}}
    shown = div(
        p(lead, cls="sk-title"), listed, cls="sk sk-agenda",
        **({"data_sk_agenda": json.dumps(told)} if live else {}),
    )  # fmt: skip
    return View(shown, data=Table(_COLUMNS, timed))


def _item(one: _Timed, *, live: bool) -> Child:
    title = one.part.title
    named = a(title, href=f"#{title.replace(' ', '-')}") if live else title
    length = span(f"{one.minutes} min", cls="sk-quiet")
    return li(element("time", one.begins), " ", span(named), " ", length)


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
