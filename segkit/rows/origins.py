"""From what and when the statements of a section were derived: the line below it says it."""

from __future__ import annotations

from collections.abc import Iterable

from segkit.facts.known import Facts
from segkit.knowledge.entries import known_since
from segkit.render.days import named_day
from segkit.rows.moments import moment_words
from segkit.rows.row import EVERYTHING, KNOWLEDGE, NOTES, PLAN, SEEN, WORKSPACE, row_named
from segkit.version import __version__

_DIGITS = 8
"""How much of an input's SHA-256 names its version."""

STANDING = "where_you_stand"
"""Page one ends with this line in words of its own."""


def derivation(facts: Facts, names: Iterable[str], *, own_code: bool = False) -> str:
    """`From the tracking plan (plan.xlsx, version 1f0c…) as read on …`; one sentence.

    `names` are the rows that a section shows; `own_code` says that it also shows what the SA's
    own code computed. Empty where the section says it itself.
    """
    shown = list(names)
    if STANDING in shown and not own_code:
        return ""
    rows = [row_named(name) for name in shown]
    used = {origin for row in rows for origin in (row.origins if row else EVERYTHING)}
    taken = moment_words(facts.snapshot.taken_at)
    data = [
        words for origin in (PLAN, WORKSPACE) if origin in used for words in _read(facts, origin)
    ]
    parts = [f"From {' and '.join(data)}, read {taken}"] if data else []
    if KNOWLEDGE in used:
        parts.append(
            f"{'with' if parts else 'From'} segkit's knowledge of Segment as of {named_day(known_since())}"
        )
    if SEEN in used and facts.evidence is not None:
        kept = moment_words(facts.evidence.kept_at)
        parts.append(f"{'with' if parts else 'From'} what `segkit verify` saw, kept {kept}")
    if NOTES in used:
        parts.append("from what was noted in this engagement")
    if own_code:
        parts.append(f"computed in the notebook from the snapshot of {taken}")
    sentence = (
        "; ".join(parts) or f"Guide text of segkit {__version__}, for the snapshot of {taken}"
    )
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _read(facts: Facts, role: str) -> list[str]:
    """How this input is called; nothing when the engagement has none."""
    there = facts.plan if role == PLAN else facts.workspace
    if there is None:
        return []
    what = "the tracking plan" if role == PLAN else "the workspace"
    names = [
        f"{' '.join(item.name.split())}, version {item.sha256[:_DIGITS]}"
        for item in facts.snapshot.inputs
        if item.role == role
    ]
    return [f"{what} ({'; '.join(names)})" if names else what]
