"""Special considerations with the SA's word on each: JSON for scripts, text for a terminal.

The JSON's shape is a contract: it only ever grows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from segkit.considerations.consideration import (
    CLASSES,
    STATES,
    TO_CHECK,
    Considerations,
    Considered,
    LostNote,
    Statement,
)

_WIDTH = 92


def considered_as_json(considered: Considerations, names: Mapping[str, str]) -> dict[str, object]:
    """Every consideration of every pair, and what has lost its object."""
    return {
        "open": sum(one.state == "open" for one in considered.items),
        "classes": {
            name: sum(one.first.item.class_ == name for one in considered.statements)
            for name in CLASSES
        },
        "unread": sum(statement.needs_word for statement in considered.statements),
        "considerations": [_one(one, names) for one in considered.items],
        "lost": lost_as_json(considered.lost),
    }


def _one(one: Considered, names: Mapping[str, str]) -> dict[str, object]:
    item, derived = one.item, one.derived
    return {
        "key": one.key,
        "everywhere": one.everywhere,
        "id": item.id,
        "source": item.source_id,
        "source_name": names.get(item.source_id, item.source_id),
        "destination": item.target_id,
        "destination_name": names.get(item.target_id, item.target_id),
        "severity": item.severity,
        "text": item.text,
        "action": item.action,
        "class": item.class_,
        "question": item.question,
        "evidence": item.evidence,
        "basis": item.basis,
        "certainty": item.certainty,
        "state": one.state,
        "reason": one.reason,
        "decided_by": one.decided_by,
        "derived": None
        if derived is None
        else {"severity": derived.severity, "text": derived.text, "action": derived.action},
        "said_then": one.said,
    }


def lost_as_json(lost: tuple[LostNote, ...]) -> list[dict[str, object]]:
    """The notes that have lost their object."""
    return [
        {
            "key": one.key,
            "state": one.state,
            "text": one.text,
            "why": one.why,
            "reason": one.reason,
        }
        for one in lost
    ]


def considered_as_text(considered: Considerations, names: Mapping[str, str]) -> str:
    """What is the same about several pairs once, with the keys to speak of it."""
    statements = considered.statements
    counted = Counter(statement.first.state for statement in statements)
    counts = ", ".join(f"{counted[state]} {state}" for state in STATES if counted[state])
    lines = [f"{len(statements)} considerations: {counts}" if statements else "No considerations."]
    classes = Counter(statement.first.item.class_ for statement in statements)
    lines += [", ".join(f"{classes[name]} {name}" for name in CLASSES if classes[name])]
    for name in CLASSES:
        for kind, group in considered.by_type:
            some = [one for one in group if one.first.item.class_ == name]
            if some:
                about = kind or "No destination in particular"
                lines += ["", f"{name.capitalize()}: {about}"]
            for statement in some:
                lines += _statement_lines(statement, names)
    return "\n".join([*lines, *lost_lines(considered.lost)])


def _statement_lines(statement: Statement, names: Mapping[str, str]) -> Iterator[str]:
    one = statement.first
    asked = one.item.question if one.item.class_ == TO_CHECK else ""
    said = f"{asked} {one.item.text} {one.item.action}".strip()
    yield f"  [{one.item.class_}, {one.item.severity}] {one.state}: {_cut(said)}"
    if one.reason:
        yield f"      Reason: {_cut(one.reason)}"
    if one.said:
        yield f"      When it was {one.state}, segkit said: {_cut(one.said)}"
    several = len(statement.items) > 1
    for key in statement.keys:
        yield f"      {key}{_pairs(statement, names) if several and len(statement.keys) == 1 else ''}"


def _pairs(statement: Statement, names: Mapping[str, str]) -> str:
    found = dict.fromkeys(
        names.get(one.item.source_id or one.item.target_id, "") for one in statement.items
    )
    return f"  ({len(statement.items)}: {_cut(', '.join(found))})"


def lost_lines(lost: tuple[LostNote, ...]) -> Iterator[str]:
    """The notes that have lost their object, for a person; nothing when there are none."""
    if not lost:
        return
    yield ""
    yield f"{len(lost)} of your notes have lost their object; they are kept in notes.toml:"
    for one in lost:
        yield f"  {one.state}: {_cut(one.text)}"
        yield f"      {one.why}. Key: {one.key}"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"
