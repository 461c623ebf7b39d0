"""What each part of the guide is derived from: the line below a section says it."""

from __future__ import annotations

from collections.abc import Iterable

from segkit import __version__
from segkit.considerations.knowledge_base import known_since
from segkit.facts.known import Facts
from segkit.guide.listing import moment

PLAN, WORKSPACE, KNOWLEDGE, NOTES = "plan", "workspace", "knowledge", "notes"

_EVERYTHING = (PLAN, WORKSPACE, KNOWLEDGE)

ORIGINS: dict[str, tuple[str, ...]] = {
    "overview": (WORKSPACE,),
    "sources": (WORKSPACE,),
    "environments": (WORKSPACE,),
    "load_snippet": (WORKSPACE, KNOWLEDGE),
    "quickstarts": _EVERYTHING,
    "tracking_methods": (WORKSPACE,),
    "calls_in_scope": (PLAN, WORKSPACE),
    "identify_tab": (PLAN,),
    "identify_facts": (PLAN,),
    "identify": (PLAN, WORKSPACE),
    "identify_snippets": (PLAN, WORKSPACE),
    "modes": (WORKSPACE, KNOWLEDGE),
    "destinations": (WORKSPACE, KNOWLEDGE),
    "warehouses": (WORKSPACE,),
    "matrix": (WORKSPACE, KNOWLEDGE),
    "flow": (WORKSPACE, KNOWLEDGE),
    "considerations": _EVERYTHING,
    "pages": (PLAN,),
    "track": (PLAN,),
    "group": (PLAN,),
    "common": (PLAN,),
    "gaps": (PLAN, WORKSPACE),
    "plan_reading": (PLAN,),
    "findings": (PLAN, WORKSPACE),
    "objectives": (NOTES,),
    "decisions": (NOTES,),
    "questions": (NOTES,),
    "parking_lot": (NOTES,),
    "changes": (PLAN, WORKSPACE),
    "provenance": _EVERYTHING,
}
"""By method of the guide; a method that is not named counts as derived from everything."""

_DIGITS = 8
"""How much of an input's SHA-256 names its version."""


def derivation(facts: Facts, calls: Iterable[str], *, own_code: bool = False) -> str:
    """`From the tracking plan (plan.xlsx, version 1f0c…) as read on …`; one sentence.

    `calls` are the guide's methods that a section shows; `own_code` says that it also shows
    what the SA's own code computed.
    """
    shown = list(calls)
    used = {origin for call in shown for origin in ORIGINS.get(call, _EVERYTHING)}
    taken = moment(facts.snapshot.taken_at)
    data = [
        words for origin in (PLAN, WORKSPACE) if origin in used for words in _read(facts, origin)
    ]
    parts = [f"From {' and '.join(data)}, read {taken}"] if data else []
    if KNOWLEDGE in used:
        parts.append(
            f"{'with' if parts else 'From'} segkit's knowledge of Segment as of {known_since()}"
        )
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
