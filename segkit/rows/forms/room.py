"""What the room's frame gets from Python: the capture bar, and what was noted last."""

from __future__ import annotations

import json

from markupsafe import Markup

from segkit.engagement.notes import Notes
from segkit.engagement.notes.reading import people
from segkit.engagement.notes.workshop import DECISIONS, PACE, QUESTIONS
from segkit.render.html import render
from segkit.render.long_texts import shortened_text

_LAST = 3


def room_form(notes: Notes, *, undo: tuple[str, str]) -> Markup:
    """The bar and the running order's side, escaped."""
    decisions = [one for one in notes.of(DECISIONS).values() if one.text]
    questions = [one for one in notes.of(QUESTIONS).values() if one.text and not one.answer]
    return render(
        "room_form",
        pace=json.dumps({title: one.minutes for title, one in notes.of(PACE).items()}),
        people=people(notes),
        decisions=[shortened_text(one.text) for one in decisions[-_LAST:]],
        questions=[shortened_text(one.text) for one in questions[-_LAST:]],
        more=max(0, len(questions) - _LAST),
        undo=undo,
    )
