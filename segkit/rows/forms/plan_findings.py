"""The findings of the plan's review in the room: one row for each cause, the worst first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segkit.engagement.notes.workshop import ACT, LATER, NOT_OURS, Mended, ReviewWord
from segkit.impact import Impact
from segkit.model.change import REQUIRE, ProposedChange
from segkit.render.html import plural, slug_id
from segkit.review.causes import Cause
from segkit.rows.forms.touched import touched

_MARKS = {"error": "wrong", "warning": "check", "note": "good"}
_SAID = {ACT: "An action", LATER: "Later", NOT_OURS: "Not ours"}
_PLACES = 6


@dataclass(frozen=True, slots=True)
class Fix:
    """What of a cause can be mended in the copy of the plan without a decision.

    Attributes:
        changes: In the order of the plan; never empty.
        impacts: What the first of them touch.
        copy: The file's name.
        why_rules: Why it is no copy of the customer's own file; empty where it is one.
        mended: They are in the copy, but for what could not be made there; None before that.
    """

    changes: tuple[ProposedChange, ...]
    impacts: tuple[Impact, ...]
    copy: str
    why_rules: str = ""
    mended: Mended | None = None


def finding_rows(
    causes: Sequence[Cause],
    words: Mapping[str, ReviewWord],
    fixes: Mapping[str, Fix] | None = None,
) -> list[dict[str, object]]:
    """What the form shows of each cause, what was said of it, and what a copy can mend."""
    fixes = fixes or {}
    return [_row(one, words.get(one.first.rule), fixes.get(one.first.rule)) for one in causes]


def _row(one: Cause, word: ReviewWord | None, fix: Fix | None) -> dict[str, object]:
    first, more = one.first, len(one.findings) - _PLACES
    mended = fix.mended if fix else None
    left = sum(not each.is_safe for each in one.findings)
    done = word is not None or (mended is not None and not left and not mended.left_out)
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
        "fix": _fix(fix, left) if fix else None,
        "done": done,
        "said": ", ".join(filter(None, (_in_copy(mended, left), _worded(word)))),
    }


def _worded(word: ReviewWord | None) -> str:
    said = _SAID.get(word.word, word.word) if word else ""
    return f"{said}: {word.reason}" if word and word.reason else said


def _in_copy(mended: Mended | None, left: int) -> str:
    if mended is None:
        return ""
    return f"Fixed in the copy{f', but for {left}' if left else ''}"


def _fix(fix: Fix, left: int) -> dict[str, object]:
    renames = any(one.is_rename for one in fix.changes)
    return {
        "do": f"Fix {plural(len(fix.changes), 'place')} in the copy" if left else "Fix in the copy",
        "lines": [
            (one.at.origin, _name(one), _value(one, one.old), _value(one, one.new))
            for one in fix.changes[:_PLACES]
        ],
        "more": max(0, len(fix.changes) - _PLACES),
        "file": fix.copy,
        "why_rules": fix.why_rules,
        "code": "The code that sends it has to change as well." if renames else "",
        "touched": touched(fix.impacts),
        "mended": fix.mended,
    }  # fmt: skip


def _name(change: ProposedChange) -> str:
    """What changes, where its new value does not say so itself."""
    at = change.at
    name = "" if change.is_rename or not at.path else at.path[-1]
    event = at.key or at.call
    return f"{name} of {event}" if name else event if at.path else ""


def _value(change: ProposedChange, value: object) -> str:
    if change.kind == REQUIRE:
        return "Required" if value else "Optional"
    if value is None or value == ():
        return "nothing"
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
