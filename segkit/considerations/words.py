"""Special considerations and the SA's word on each, from what is derived and what was noted.

A word for one pair outweighs one for a type of target everywhere. A note that fits nothing
any more is told apart from one that holds, and is never dropped. In notes a source is named by its
slug, a destination or warehouse by its id, and all destinations of a type by the type's slug in
Segment's catalog, so that they are found again after a fresh pull.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from segkit.considerations.consideration import (
    ACCEPTED,
    ADDED,
    ANSWERS,
    DISMISSED,
    EDITED,
    GOOD_TO_KNOW,
    OPEN_CLASSES,
    SATISFIED,
    STATES,
    TO_CHECK,
    WRONG_NOW,
    Consideration,
    Considerations,
    Considered,
    LostNote,
)
from segkit.considerations.deriving import in_order
from segkit.delivery.case import Case
from segkit.engagement.notes import Added, Word
from segkit.errors import ConfigError
from segkit.model.finding import SEVERITIES
from segkit.model.workspace import Workspace

EVERY = "*"
"""In place of a source: whatever the source, for every target of the type."""
WAREHOUSES = "warehouses"
"""The type of every warehouse."""

_PLAIN = re.compile(r"[A-Za-z0-9_.:*-]+")


# No slots: cached_property keeps its results in the instance's dictionary.
@dataclass(frozen=True)
class Places:
    """The names of a workspace's sources and targets in notes."""

    workspace: Workspace

    @cached_property
    def source_names(self) -> dict[str, str]:
        """The slug of each source, or its id where it has none, by its id."""
        return {source.id: source.slug or source.id for source in self.workspace.sources}

    @cached_property
    def types(self) -> dict[str, str]:
        """The slug of each target's type by the target's id."""
        types = {w.id: WAREHOUSES for w in self.workspace.warehouses}
        return types | {
            d.id: d.catalog.slug or d.catalog.id or d.id for d in self.workspace.destinations
        }

    @cached_property
    def source_ids(self) -> dict[str, str]:
        """The id of each source by its slug, and by itself."""
        ids = {source.id: source.id for source in self.workspace.sources}
        return ids | {name: source_id for source_id, name in self.source_names.items()}

    def targets(self, named: str) -> tuple[str, ...]:
        """Ids of the targets that a note names by id or by type."""
        if named in self.types:
            return (named,)
        return tuple(target for target, kind in self.types.items() if kind == named)

    def sources_of(self, target_id: str) -> tuple[str, ...]:
        """Ids of the sources that a destination is connected to; none for a warehouse."""
        return tuple(
            d.source_id for d in self.workspace.destinations if d.id == target_id and d.source_id
        )


def key_of(about: str, source: str, target: str) -> str:
    """`firebase-02/trail_app_ios/6ff2…`; a hash keeps strange names apart."""
    parts = (about, source, target)
    if all(not part or _PLAIN.fullmatch(part) for part in parts):
        return "/".join(part or "-" for part in parts)
    readable = [re.sub(r"[^A-Za-z0-9_.:*-]+", "-", part)[:40] or "-" for part in parts]
    return f"{'/'.join(readable)}/{hashlib.sha256(repr(parts).encode()).hexdigest()[:8]}"


SETTLED = "checked, nothing left to consider"
"""What is said of a pair for which everything was dismissed."""

_About = tuple[str, str, str]


def consider(
    case: Case,
    derived: Sequence[Consideration],
    words: Mapping[str, Word],
    added: Mapping[str, Added],
) -> Considerations:
    """Everything with its word, in the order of the considerations themselves.

    Raises `ConfigError` when a note has a severity or a state that does not exist.
    """
    notes: dict[str, Word | Added] = {**words, **added}
    for key, note in notes.items():
        _check(key, note)
    places = Places(case.workspace)
    by_place = {(word.about, word.source, word.target): key for key, word in words.items()}
    used: set[str] = set()
    found: list[Considered] = []
    for item in derived:
        fitting = [by_place[about] for about in _names(item, places) if about in by_place]
        used.update(fitting)
        found.append(_with_word(item, fitting[:1], words, places))
    own = [(key, note, _items(key, note, places)) for key, note in added.items()]
    found += [_own(item, key) for key, _, items in own for item in items]
    texts = _texts_by_note(found)
    return Considerations(
        items=_sorted([_told_apart(one, words, texts) for one in found], case),
        lost=(
            *(_lost(key, word, places) for key, word in words.items() if key not in used),
            *(_lost_own(key, note, places) for key, note, items in own if not items),
        ),
    )


def quiet_after(
    quiet: Mapping[tuple[str, str], str], considered: Considerations
) -> dict[tuple[str, str], str]:
    """The quiet pairs after these words: nothing is known, or everything was dismissed."""
    standing = {(item.source_id, item.target_id) for item in considered.standing}
    dismissed = {
        (one.item.source_id, one.item.target_id): SETTLED
        for one in considered.items
        if one.state == DISMISSED and one.item.source_id and one.item.target_id
    }
    every = {**quiet, **dismissed}
    return {pair: why for pair, why in every.items() if pair not in standing}


def word_for(item: Consideration, key: str, places: Places) -> Word:
    """An accepting word on a consideration, for its pair or, by that key, everywhere."""
    pair, everywhere = _pair(item, places), _everywhere(item, places)
    about = everywhere if key == key_of(*everywhere) and key != key_of(*pair) else pair
    return Word(about[0], ACCEPTED, about[1], about[2], said=item.text)


def _check(key: str, note: Word | Added) -> None:
    severity = (*SEVERITIES, "") if isinstance(note, Word) else SEVERITIES
    wrong: list[tuple[str, str, tuple[str, ...]]] = []
    if note.severity not in severity:
        wrong = [("severity", note.severity, severity)]
    if isinstance(note, Word) and note.state not in STATES[1:-1]:
        wrong = [("state", note.state, STATES[1:-1])]
    if isinstance(note, Word) and note.answer not in ("", *ANSWERS):
        wrong = [("answer", note.answer, ANSWERS)]
    for name, value, known in wrong:
        raise ConfigError(
            f"notes.toml: the {name} of {key!r} is {value!r}.",
            f"use one of {', '.join(filter(None, known))}.",
        )


def _pair(item: Consideration, places: Places) -> _About:
    source = places.source_names.get(item.source_id, item.source_id)
    return item.id, source, item.target_id


def _everywhere(item: Consideration, places: Places) -> _About:
    if not item.source_id and not item.target_id:
        return item.id, "", ""
    return item.id, EVERY, places.types.get(item.target_id, item.target_id)


def _names(item: Consideration, places: Places) -> Iterator[_About]:
    """What a note on this may call it, the most exact first."""
    yield _pair(item, places)
    yield item.identity
    yield _everywhere(item, places)


def _with_word(
    item: Consideration, fitting: Sequence[str], words: Mapping[str, Word], places: Places
) -> Considered:
    made = Considered(
        item=item,
        key=key_of(*_pair(item, places)),
        everywhere=key_of(*_everywhere(item, places)),
        derived=item,
    )
    for key in fitting:
        word = words[key]
        shown = replace(
            item,
            severity=word.severity or item.severity,
            text=word.text or item.text,
            action=word.action or item.action,
            question="" if word.text else item.question,  # a person's text speaks for itself
        )
        made = replace(
            made,
            item=_answered(_classed(shown) if word.state == EDITED else item, word.answer),
            state=word.state,
            decided_by=key,
            reason=word.reason if word.state == DISMISSED else "",
        )
    return made


def _classed(item: Consideration, class_: str = "") -> Consideration:
    """With its class; what a person calls a blocker is wrong now, by their word."""
    return replace(item, class_=WRONG_NOW if item.severity == "blocker" else class_ or item.class_)


def _answered(item: Consideration, answer: str) -> Consideration:
    """After the room's answer to its question: wrong now, or satisfied, on the room's word."""
    if answer not in ANSWERS or item.class_ != TO_CHECK or not item.trouble:
        return item
    class_ = WRONG_NOW if answer == item.trouble else SATISFIED
    proof = f"{item.evidence} {item.question} {answer.capitalize()}, on your word.".strip()
    return replace(item, class_=class_, evidence=proof, doubt="")


def _texts_by_note(found: Iterable[Considered]) -> dict[str, set[str]]:
    texts: dict[str, set[str]] = {}
    for one in found:
        texts.setdefault(one.decided_by, set()).add(one.derived.text if one.derived else "")
    return texts


def _told_apart(
    one: Considered, words: Mapping[str, Word], texts: Mapping[str, set[str]]
) -> Considered:
    """With what segkit said then, where it says none of it any more."""
    word = words.get(one.decided_by)
    if word is None or not word.said or word.said in texts[one.decided_by]:
        return one
    return replace(one, said=word.said)


def _items(key: str, note: Added, places: Places) -> tuple[Consideration, ...]:
    """An added consideration for each pair that it names; none when they are not there."""
    source = places.source_ids.get(note.source, "")
    if note.source and not source:
        return ()
    own = Consideration(key, source, "", note.severity, note.text, note.action, basis="sa")
    own = _classed(own, GOOD_TO_KNOW if note.severity == "low" else TO_CHECK)
    if not note.target:
        return (own,)
    found: list[Consideration] = []
    for target in places.targets(note.target):
        of_target = places.sources_of(target)
        if not of_target:
            found.append(replace(own, target_id=target))
        elif not source or source in of_target:
            found += [replace(own, source_id=one, target_id=target) for one in of_target]
    return tuple(found)


def _own(item: Consideration, key: str) -> Considered:
    return Considered(item, key=key, everywhere=key, state=ADDED, decided_by=key)


def _sorted(found: Sequence[Considered], case: Case) -> tuple[Considered, ...]:
    by_item: dict[_About, Considered] = {one.item.identity: one for one in found}
    items = in_order([one.item for one in found], case)
    return tuple(replace(by_item[item.identity], item=item) for item in items)


def _lost(key: str, word: Word, places: Places) -> LostNote:
    text = word.text or word.said or word.about
    why = _missing(word.source.replace(EVERY, ""), word.target, places)
    return LostNote(
        key,
        word.state,
        text,
        why or f"segkit does not say {word.about} there any more",
        word.reason,
        word.was,
    )


def _lost_own(key: str, note: Added, places: Places) -> LostNote:
    why = _missing(note.source, note.target, places)
    return LostNote(key, ADDED, note.text, why or "that source does not send to that target")


def _missing(source: str, target: str, places: Places) -> str:
    """Which of the two is not in the workspace."""
    gone = [f"source {source}"] if source and source not in places.source_ids else []
    if target and not places.targets(target):
        gone.append(f"destination {target}")
    return f"the workspace has no {' and no '.join(gone)} any more" if gone else ""


def fresh_word(item: Consideration, word: Word, state: str) -> Word:
    """The word in this state, on what segkit says now."""
    reason = word.reason if state == DISMISSED else ""
    was = item.class_ if item.class_ in OPEN_CLASSES else ""
    answer = word.answer if state == EDITED else ""
    return replace(word, state=state, reason=reason, said=item.text, was=was, answer=answer)
