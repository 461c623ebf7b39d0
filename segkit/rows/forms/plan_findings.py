"""The findings of the plan's review in the room: one row for each cause, the worst first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.engagement.notes.room import ACT, LATER, NOT_OURS, ReviewWord
from segkit.render.html import plural, slug_id
from segkit.review.causes import Cause

_MARKS = {"error": "wrong", "warning": "check", "note": "good"}
_SAID = {ACT: "An action", LATER: "Later", NOT_OURS: "Not ours"}
_PLACES = 6


def finding_rows(
    causes: Sequence[Cause], words: Mapping[str, ReviewWord]
) -> list[dict[str, object]]:
    """What the form shows of each cause, and what was said of it."""
    return [_row(one, words.get(one.first.rule)) for one in causes]


def _row(one: Cause, word: ReviewWord | None) -> dict[str, object]:
    first, more = one.first, len(one.findings) - _PLACES
    said = _SAID.get(word.word, word.word) if word else ""
    return {
        "key": slug_id("finding", first.rule),
        "rule": first.rule,
        "mark": _MARKS[first.level],
        "title": one.title or first.message,
        "count": plural(len(one.findings), first.level),
        "found": [(each.origin, each.message) for each in one.findings[:_PLACES]],
        "more": max(0, more),
        "why": first.why,
        "mend": first.mend,
        "word": word,
        "said": f"{said}: {word.reason}" if word and word.reason else said,
    }
