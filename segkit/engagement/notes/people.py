"""Who was named in the notes so far, to be offered where somebody is asked for."""

from __future__ import annotations

from segkit.engagement.notes.reading import Notes
from segkit.engagement.notes.workshop import ACTIONS, DECISIONS, PARKED, QUESTIONS

_LONGEST = 200
"""Characters of a name; what is longer was pasted there."""


def people(notes: Notes) -> tuple[str, ...]:
    """Everybody who owns, asks or brought something up, each once, the latest first."""
    named = [one.owner for one in notes.of(DECISIONS).values()]
    named += [one.owner for one in notes.of(QUESTIONS).values()]
    named += [one.owner for one in notes.of(ACTIONS).values()]
    named += [one.who for one in notes.of(PARKED).values()]
    names = (name.strip() for name in reversed(named))
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= _LONGEST))
