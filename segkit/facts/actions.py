"""What somebody has to do: the actions that were noted, and what was accepted as wrong or doubtful.

An accepted “wrong now” or “check” is an action without a note of its own; the note adds owner,
day and state. What a fresh pull says about an action is proposed, and never done by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from segkit.considerations.consideration import (
    ACCEPTED,
    ADDED,
    EDITED,
    OPEN_CLASSES,
    SATISFIED,
    Considerations,
    Statement,
)
from segkit.engagement.notes.workshop import ACTION_STATES, TO_DO, Action
from segkit.errors import ConfigError

_AGREED = frozenset({ACCEPTED, EDITED, ADDED})


@dataclass(frozen=True, slots=True)
class ActionItem:
    """One action, as it stands beside the data.

    Attributes:
        key: Of its note; where there is none, the key of what it repairs.
        action: With the words of what it repairs where it has none of its own.
        repaired: What it repairs, as the data has it now; none where that is gone or free words.
        is_noted: It has a note of its own.
        proposal: Why it may be closed, or not be closed yet, by the data; may be empty.
    """

    key: str
    action: Action
    repaired: tuple[Statement, ...] = ()
    is_noted: bool = False
    proposal: str = ""

    @property
    def is_open(self) -> bool:
        """Somebody still has to do it."""
        return self.action.state == TO_DO

    @property
    def looks_done(self) -> bool:
        """The data gives no reason to keep it open."""
        return self.is_open and bool(self.proposal)


def actions(
    considered: Considerations, noted: Mapping[str, Action], *, looked: bool = True
) -> tuple[ActionItem, ...]:
    """Every action, the open ones first and among them those that are due first.

    `looked` is false where no workspace was read, so that nothing is known to be gone. Raises
    `ConfigError` when a note has a state that does not exist.
    """
    about = _by_key(considered.statements)
    found = [_noted(key, one, about, looked=looked) for key, one in noted.items()]
    named = {name for key, one in noted.items() for name in (key, one.repairs) if name}
    found += _agreed(considered.statements, named)
    found += _gone(considered, named)
    return tuple(sorted(found, key=_urgency))


def _urgency(one: ActionItem) -> tuple[bool, bool, str]:
    when = one.action.due if one.is_open else one.action.closed
    return not one.is_open, not when, when


def _by_key(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """What each key names: one pair, or a type of target everywhere."""
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        names = [name for one in statement.items for name in (one.key, one.everywhere)]
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(statement)
    return found


def _noted(
    key: str, note: Action, about: Mapping[str, Sequence[Statement]], *, looked: bool
) -> ActionItem:
    if note.state not in ACTION_STATES:
        raise ConfigError(
            f"notes.toml: the state of the action {key!r} is {note.state!r}.",
            f"use one of {', '.join(ACTION_STATES)}.",
        )
    repaired = tuple(about.get(note.repairs or key, ()))
    is_gone = looked and not repaired and is_key(note.repairs or key)
    text = note.text or next((_todo(one) for one in repaired), "")
    made = ActionItem(key, replace(note, text=text), repaired, is_noted=True)
    return replace(made, proposal=_proposal(made, is_gone=is_gone))


def _proposal(one: ActionItem, *, is_gone: bool) -> str:
    """What the data says about the state of an action, where it says otherwise."""
    classes = {statement.first.item.class_ for statement in one.repaired}
    if not one.is_open:
        return "The data still shows it." if classes & OPEN_CLASSES else ""
    if is_gone:
        return "The data does not show it any more. Close it?"
    if classes == {SATISFIED}:
        proof = next((s.first.item.evidence for s in one.repaired if s.first.item.evidence), "")
        return f"Plan and workspace meet it now{f': {proof}' if proof else ''}. Close it?"
    return ""


def _agreed(statements: Iterable[Statement], named: set[str]) -> Iterator[ActionItem]:
    """What was accepted and has no note of its own yet."""
    for statement in statements:
        one = statement.first
        known = {name for item in statement.items for name in (item.key, item.everywhere)}
        if one.state in _AGREED and one.item.class_ in OPEN_CLASSES and not known & named:
            yield ActionItem(statement.keys[0], Action(_todo(statement)), (statement,))


def _gone(considered: Considerations, named: set[str]) -> Iterator[ActionItem]:
    """What was accepted, and is in the data no more."""
    for note in considered.lost:
        if note.state in _AGREED and note.was in OPEN_CLASSES and note.key not in named:
            why = f"The data does not show it any more: {note.why}. Close it?"
            yield ActionItem(note.key, Action(note.text), proposal=why)


def _todo(statement: Statement) -> str:
    item = statement.first.item
    return item.action or item.question or item.text


def is_key(text: str) -> bool:
    """A key of a consideration (`firebase-02/trail_app_ios/6ff2…`), not free words."""
    return len(text.split()) == 1 and text.count("/") >= 2
