"""Special considerations with controls for the SA's word: what the widget shows.

Rows stand by class across all destinations, the worst first, one of them open. Everything that
a form needs to be filled in travels beside the HTML as plain values, so that text is edited
exactly as it is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from segkit.considerations.consideration import (
    ADDED,
    ANSWERS,
    CLASSES,
    DISMISSED,
    OPEN_CLASSES,
    STATES,
    TO_CHECK,
    WRONG_NOW,
    Consideration,
    Considered,
    LostNote,
    Statement,
)
from segkit.engagement.notes.workshop import Action, Question
from segkit.model.finding import SEVERITIES
from segkit.render import parts
from segkit.render.html import DOCS_BASE, plural, render, slug_id
from segkit.render.long_texts import shortened_text
from segkit.rows.workshop.said import (
    BADGES,
    SIGN_OF,
    QuietPair,
    by_words,
    class_words,
    counted,
    docs_link,
    origin,
)

ELSEWHERE = "No destination in particular"

_STATES = {
    "open": "Not read yet",
    "accepted": "Accepted",
    "edited": "Your wording",
    "dismissed": "Dismissed",
    "added": "Your own",
}


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one class, in the order in which they are shown."""

    class_: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """What an own consideration may be about, each as it is noted and in words."""

    sources: tuple[tuple[str, str], ...] = ()
    targets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What is shown besides the considerations.

    Attributes:
        undo: Id and words of what would be taken back; empty when there is nothing.
        names: Names of sources and targets by id.
        quiet: The pairs for which there is nothing to say, and why.
        docs_base: Where links to the documentation begin.
        offered: The choices of the form for an own consideration.
        version: Changes when a note of these keys does.
        people: Names to offer where somebody is asked for.
        actions: Who sees to what, by the key of the consideration.
        asked: The open questions that considerations became, likewise.
    """

    undo: tuple[str, str] = ("", "")
    names: Mapping[str, str] = field(default_factory=dict)
    quiet: tuple[QuietPair, ...] = ()
    docs_base: str = DOCS_BASE
    offered: Offered = field(default_factory=Offered)
    version: Callable[[Sequence[str]], str] = "".join
    people: Sequence[str] = ()
    actions: Mapping[str, Action] = field(default_factory=dict)
    asked: Mapping[str, Question] = field(default_factory=dict)


def considerations_form(groups: Sequence[Group], lost: Sequence[LostNote], form: Form) -> Markup:
    """Every consideration with its word and its controls; `data-sk-*` attributes say which."""
    form = replace(form, names={key: shortened_text(name) for key, name in form.names.items()})
    rows = [_group(group, form) for group in groups]
    statements = [statement for group in groups for statement in group.statements]
    sources = {name for group in rows for row in group["rows"] for name in row["sources"]}  # type: ignore[attr-defined]
    present = {statement.first.state for statement in statements}
    kinds = sorted(
        {_kind(s) for s in statements}, key=lambda one: (one == ELSEWHERE, one.casefold())
    )
    return render(
        "consideration_form",
        form=form,
        counts=counts_text(statements),
        quiet=by_words(form.quiet),
        groups=rows,
        severities=SEVERITIES,
        lost=[(json.dumps([note.key]), note, BADGES[note.state]) for note in lost],
        filters=[
            (
                "source",
                "Source",
                [(name, name) for name in sorted(sources, key=lambda one: (one.casefold(), one))],
            ),
            ("destination", "Destination", [(name, name) for name in kinds]),
            ("class", "Class", [(name, class_words(name)) for name in CLASSES]),
            ("severity", "Severity", [(name, name.capitalize()) for name in SEVERITIES]),
            ("state", "Your word", [(name, _STATES[name]) for name in STATES if name in present]),
        ],
    )


def counts_text(statements: Sequence[Statement]) -> str:
    """`29 of 117 considerations wait for your word: 10 wrong now, 19 check`."""
    waiting = [s.first.item for s in statements if s.needs_word]
    total = plural(len(statements), "consideration")
    if not waiting:
        return f"{total}; none waits for your word"
    return f"{len(waiting)} of {total} wait for your word: {counted(Counter(item.class_ for item in waiting))}"


def _kind(statement: Statement) -> str:
    """The type of destination that it is about."""
    return shortened_text(statement.first.item.target_type) or ELSEWHERE


def row_key(statement: Statement) -> str:
    """How a row is named; it stays the same while its first pair is given a word."""
    return slug_id("word", statement.first.key)


def _group(group: Group, form: Form) -> dict[str, object]:
    rows = [_row(statement, form) for statement in group.statements]
    waiting = sum(bool(row["is_open"]) for row in rows)
    asks = group.class_ in OPEN_CLASSES
    return {
        "key": slug_id("words", group.class_),
        "name": class_words(group.class_),
        "sign": SIGN_OF[group.class_],
        "heading": _heading(group.class_, waiting, len(rows)),
        "tally": f"{len(rows) - waiting} of {len(rows)} done" if asks else str(len(rows)),
        "open": waiting,
        "acceptable": sum(bool(row["is_open"]) and not row["asks"] for row in rows),
        "total": len(rows),
        "rows": rows,
    }


def _heading(class_: str, waiting: int, total: int) -> str:
    """The question that is on the screen, with the count that is still open."""
    if class_ == WRONG_NOW:
        all_ = f"{waiting} of {total}" if waiting < total else f"{total}"
        waits = "waits" if waiting == 1 else "wait"
        return (
            f"{all_} wrong now {waits} for your word" if waiting else "Wrong now: all have a word"
        )
    if class_ == TO_CHECK:
        return f"{plural(waiting, 'question')} to answer" if waiting else "Check: all are answered"
    return f"{total} {class_}"


def _row(statement: Statement, form: Form) -> dict[str, object]:
    one = statement.first
    names = form.names
    sources = list(
        dict.fromkeys(names.get(s.item.source_id, "") for s in statement.items if s.item.source_id)
    )
    targets = list(
        dict.fromkeys(names.get(s.item.target_id, "") for s in statement.items if s.item.target_id)
    )
    derived = one.derived
    asks = one.item.question if one.item.class_ == TO_CHECK else ""
    asked = next((form.asked[key] for key in statement.keys if key in form.asked), None)
    action = next((form.actions[key] for key in statement.keys if key in form.actions), None)
    is_open = one.state == "open"
    return {
        "key": row_key(statement),
        "name": " ".join(one.item.text.split())[:60],
        "one": one,
        "named": json.dumps(statement.keys),
        "sources": sources,
        "filtered": json.dumps(
            {
                "source": sources,
                "destination": [_kind(statement)],
                "class": [one.item.class_],
                "severity": [one.item.severity],
                "state": [one.state],
            }
        ),
        "filled": json.dumps(_values(statement, form)),
        "seen": form.version(statement.keys),
        "listed": parts.values(sources or ["All sources"], as_code=False, limit=4),
        "about": ", ".join(targets or sources) or ELSEWHERE,
        "targets": [name for name in targets if name != _kind(statement)],
        "sign": SIGN_OF[one.item.class_],
        "title": asks or _first(one.item.text),
        "fact": one.item.text if asks else _rest(one.item.text),
        "asks": asks,
        "either": _either(one.item) if is_open and asks else [],
        "state": parts.badge(*BADGES[one.state]),
        "who": _who(action, asked, asks=is_open and one.item.class_ == WRONG_NOW),
        "is_asked": asked is not None,
        "owner": action.owner if action else "",
        "due": action.due if action else "",
        "is_own": one.state == ADDED,
        "is_open": is_open and one.item.class_ in OPEN_CLASSES and asked is None,
        "has_no_word": is_open,
        "is_dismissed": one.state == DISMISSED,
        "derived": None if derived is None or derived.text == one.item.text else derived.text,
        "evidence": list(
            dict.fromkeys(s.item.evidence for s in statement.items if s.item.evidence)
        ),
        "origin": origin(one.item),
        "docs": docs_link(one.item, form.docs_base),
    }


def _first(text: str) -> str:
    """The first sentence, which names the row; what follows stands in it."""
    first, dot, rest = text.partition(". ")
    return f"{first}." if dot and rest[:1].isupper() else text


def _rest(text: str) -> str:
    return text.removeprefix(_first(text)).strip()


def _either(item: Consideration) -> list[tuple[str, str]]:
    """What each answer makes of it; nothing where a yes or a no settles nothing."""
    if not item.trouble:
        return []
    wrong = f"Wrong now. {item.action}".strip()
    return [(one, wrong if one == item.trouble else "Satisfied, on your word.") for one in ANSWERS]


def _who(action: Action | None, asked: Question | None, *, asks: bool) -> tuple[str, bool]:
    """Who sees to it, in words; and whether nobody does, although somebody has to."""
    if asked is not None:
        return f"Asked: {', '.join(part for part in (asked.owner, asked.due) if part)}", False
    if action is not None:
        return ", ".join(part for part in (action.owner, action.due) if part), False
    return ("", False) if asks else ("No owner yet", True)


def _values(statement: Statement, form: Form) -> dict[str, object]:
    """What a form for it is filled in with, exactly as it is."""
    one = statement.first
    keys = [(statement.keys, _scope(statement))]
    if len(statement.items) > 1 and one.state != ADDED:
        keys += [((pair.key,), f"Only {_pair(pair, form)}") for pair in statement.items]
    return {
        "own": one.state == ADDED,
        "item": statement.keys[0] if one.state == ADDED else "",
        "keys": [(json.dumps(part), words, form.version(part)) for part, words in keys],
        "text": one.item.text,
        "action": one.item.action,
        "severity": one.item.severity,
        "reason": one.reason,
    }


def _scope(statement: Statement) -> str:
    if len(statement.keys) == 1:
        return "Every connection, also those to come"
    return f"All {len(statement.items)} of them"


def _pair(one: Considered, form: Form) -> str:
    ends = (one.item.source_id, one.item.target_id)
    return " → ".join(form.names.get(part, part) for part in ends if part)
