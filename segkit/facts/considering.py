"""The SA's word on special considerations: accept, edit, dismiss, add, take back, undo.

Each gesture is one change of `notes.toml`, made at once. What was seen when it was decided
is compared with what is there by then, so that nobody's word is overwritten unseen.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cached_property

from segkit.considerations.consideration import (
    ACCEPTED,
    ANSWERS,
    DISMISSED,
    EDITED,
    TO_CHECK,
    Consideration,
    Considerations,
    Statement,
)
from segkit.considerations.words import Places, fresh_word, word_for
from segkit.engagement.notes import (
    ADDED,
    WORD,
    Added,
    Edit,
    Notes,
    Word,
    change,
    edit,
    read_notes,
)
from segkit.engagement.notes.undoing import Undoing
from segkit.engagement.notes.workshop import ACTIONS, QUESTIONS, Action, Question
from segkit.errors import NotesConflictError, UsageError
from segkit.facts.known import Facts
from segkit.model.finding import SEVERITIES
from segkit.model.workspace import Workspace

_WORDS = (WORD, ADDED)
_KINDS = (*_WORDS, ACTIONS, QUESTIONS)
_BY = "considerations"
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Wording:
    """What the SA says otherwise; None leaves a part as it is."""

    text: str | None = None
    action: str | None = None
    severity: str | None = None


class Considering:
    """The considerations of an engagement while a person gives their word on them.

    Attributes:
        facts: What is known of the engagement.
        notes: The notes as they were last read: what the person sees.
        undoing: What `undo` takes back.
    """

    def __init__(self, facts: Facts) -> None:
        """Read the notes as they are now; raises `ConfigError` when they are damaged."""
        self.facts = facts
        self.file = facts.engagement.notes_file
        self.undoing = Undoing(self.file, _BY, _KINDS, own=_WORDS)
        self._take(read_notes(self.file))

    def refresh(self) -> None:
        """Read the notes again; somebody else may have changed them."""
        self._take(read_notes(self.file))

    def _take(self, notes: Notes) -> None:
        self.considered: Considerations = self.facts.considered_by(notes)
        self.notes = notes
        self._words_there = {
            (word.about, word.source, word.target): key for key, word in notes.of(WORD).items()
        }

    @cached_property
    def _items(self) -> dict[str, Consideration]:
        """What segkit says, by the key of its pair and of its type everywhere."""
        items: dict[str, Consideration] = {}
        for one in self.considered.items:
            if one.derived is not None:
                items.setdefault(one.everywhere, one.derived)
                items[one.key] = one.derived
        return items

    @cached_property
    def places(self) -> Places:
        """How notes name the sources and targets of this workspace."""
        return Places(self.facts.workspace or Workspace(sources=()))

    # --- what is there --------------------------------------------------------------------

    def version(self, keys: Sequence[str]) -> str:
        """Changes when a note of these keys does, so that a form knows what it was opened on."""
        found = ([self.notes.there(kind.table, self._note(k)) for kind in _WORDS] for k in keys)
        texts = (repr(notes).encode("utf-8", "replace") for notes in found)
        return " ".join(hashlib.sha256(text).hexdigest()[:12] for text in texts)

    def matching(self, pattern: str) -> tuple[str, ...]:
        """The keys that a key or a pattern such as `*/*/firebase` names; of open ones only.

        Raises `UsageError` when there are none.
        """
        if pattern in self._items or self.notes.there(WORD.table, pattern) is not None:
            return (pattern,)
        found = [
            key
            for statement in self.considered.statements
            if _fits(statement, pattern) and statement.first.state == "open"
            for key in statement.keys
        ]
        if not found:
            raise self._unknown(pattern)
        return tuple(found)

    # --- gestures -------------------------------------------------------------------------

    def accept(
        self, keys: Sequence[str], *, owner: str = "", due: str = "", seen: str | None = None
    ) -> str:
        """Let segkit's own words stand; who sees to it, and until when, is an action's."""
        words = self._words(
            keys,
            lambda item, word: replace(
                fresh_word(item, word, ACCEPTED), text="", action="", severity=""
            ),
        )
        return self._save([*words, *self._owned(keys, owner, due)], "accepted", keys, seen)

    def answer(
        self,
        keys: Sequence[str],
        answer: str,
        *,
        owner: str = "",
        due: str = "",
        seen: str | None = None,
    ) -> str:
        """Take the room's answer to what was to be checked: wrong now, or satisfied.

        Raises `UsageError` where a yes or a no settles nothing.
        """
        items = [self._items[key] for key in keys if key in self._items]
        settles = all(item.trouble and item.class_ == TO_CHECK for item in items)
        if answer not in ANSWERS or not items or not settles:
            raise UsageError("That question has no such answer.", "accept it, or ask who knows.")
        words = self._words(
            keys, lambda item, word: replace(fresh_word(item, word, ACCEPTED), answer=answer)
        )
        wrong = [key for key in keys if key in self._items and self._items[key].trouble == answer]
        edits = [*words, *self._owned(wrong, owner, due)]
        return self._save(edits, f"answered {answer} to", keys, seen)

    def ask(
        self, keys: Sequence[str], owner: str, due: str = "", *, seen: str | None = None
    ) -> str:
        """Make its question an open one, with who finds out; raises `UsageError` without."""
        if not owner.strip():
            raise UsageError("Nobody is named who knows.", "write a name.")
        if unknown := [key for key in keys if key not in self._items]:
            raise self._unknown(unknown[0])
        edits = [
            edit(QUESTIONS, key, Question(one.question or one.text, owner.strip(), due))
            for key, one in ((key, self._items[key]) for key in keys)
        ]
        return self._save(edits, "asked about", keys, seen)

    def _owned(self, keys: Sequence[str], owner: str, due: str) -> list[Edit]:
        """An action for each, where it has an owner or a date; what was noted of it stays."""
        if not (owner.strip() or due):
            return []
        found = [(key, self.notes.get(ACTIONS, key)) for key in keys]
        return [
            edit(ACTIONS, key, replace(there or Action(), owner=owner.strip(), due=due), there)
            for key, there in found
        ]

    def edit(
        self, keys: Sequence[str], wording: Wording, *, seen: str | None = None, session: str = ""
    ) -> str:
        """Say it otherwise; what is not given stays as it is."""
        _check_severity(wording.severity)
        if wording.text is not None and not wording.text.strip():
            raise UsageError("The text is empty.", "write it, or dismiss the consideration.")

        def edited(item: Consideration, word: Word) -> Word:
            made = replace(
                fresh_word(item, word, EDITED),
                text=_own(wording.text, word.text, item.text),
                action=_own(wording.action, word.action, item.action),
                severity=_own(wording.severity, word.severity, item.severity),
            )
            return (
                made if made.text or made.action or made.severity else replace(made, state=ACCEPTED)
            )

        return self._save(self._words(keys, edited), "edited", keys, seen, session)

    def dismiss(
        self, keys: Sequence[str], reason: str, *, seen: str | None = None, session: str = ""
    ) -> str:
        """Keep it from the customer, and say why."""
        if not reason.strip():
            raise UsageError("A dismissal needs a reason.", "say it in a few words.")
        words = self._words(
            keys, lambda item, word: replace(fresh_word(item, word, DISMISSED), reason=reason)
        )
        return self._save(words, "dismissed", keys, seen, session)

    def add(self, own: Added, *, key: str = "", seen: str | None = None, session: str = "") -> str:
        """Add an own consideration, or change the one of this key; gives its key.

        Raises `UsageError` when it says nothing or is about nothing that is there.
        """
        if not own.text.strip():
            raise UsageError("The text is empty.", "say what the customer should know.")
        _check_severity(own.severity)
        self._check_place(own)
        name = key or f"own-{secrets.token_hex(4)}"
        there = self.notes.get(ADDED, name)
        what = "changed" if there else "added"
        self._save([edit(ADDED, name, own, there)], what, [name], seen, session)
        return name

    def forget(self, keys: Sequence[str], *, seen: str | None = None) -> str:
        """Take back the word on a consideration, an own one, or a note without an object."""
        edits: list[Edit] = []
        for name in map(self._note, keys):
            if word := self.notes.get(WORD, name):
                edits.append(edit(WORD, name, None, word))
            if own := self.notes.get(ADDED, name):
                edits.append(edit(ADDED, name, None, own))
        if not edits:
            raise UsageError(f"There is no word on {', '.join(keys)}.", "nothing has to be done.")
        return self._save(edits, "took back the word on", keys, seen)

    def undo(self, seen: str = "") -> str:
        """Take back the change of this id, or the last one that was made here; says what it was."""
        said = self.undoing.undo(seen)
        self.refresh()
        return said

    # --- notes ----------------------------------------------------------------------------

    def _save(
        self,
        edits: Sequence[Edit],
        what: str,
        keys: Sequence[str],
        seen: str | None,
        session: str = "",
    ) -> str:
        if seen is not None and seen != self.version(keys):
            raise NotesConflictError(
                "Somebody else changed this meanwhile; nothing was overwritten.",
                "look at what is there now, then keep yours or take theirs.",
            )
        label = f"{what} {self._named(edits)}"
        self._take(change(self.file, edits, label, session=session, by=_BY))
        return label

    def _named(self, edits: Sequence[Edit]) -> str:
        first, *more = [one for one in edits if one.kind.table != ACTIONS.table]
        if more:
            return f"{len(more) + 1} considerations"
        entry = first.entry or self.notes.get(first.kind, first.key)
        text = str(getattr(entry, "text", "") or getattr(entry, "said", ""))
        short = " ".join(text.split())
        return f"“{short if len(short) <= _SHORT else short[: _SHORT - 1] + '…'}”"

    def _words(
        self, keys: Sequence[str], made: Callable[[Consideration, Word], Word]
    ) -> list[Edit]:
        edits: list[Edit] = []
        for key in keys:
            item = self._items.get(key)
            if item is None:
                raise self._unknown(key)
            name = self._note(key)
            there = self.notes.get(WORD, name)
            word = there or word_for(item, key, self.places)
            edits.append(edit(WORD, name, made(item, word), there))
        return edits

    def _note(self, key: str) -> str:
        """The key of the note on this; a person may have called it otherwise in the file."""
        item = self._items.get(key)
        if item is None:
            return key
        if self.notes.there(WORD.table, key) is not None:
            return key
        fresh = word_for(item, key, self.places)
        return self._words_there.get((fresh.about, fresh.source, fresh.target), key)

    def _check_place(self, own: Added) -> None:
        places = self.places
        if own.source and own.source not in places.source_ids:
            raise UsageError(
                f"There is no source {own.source!r}.",
                f"use one of: {', '.join(places.source_names.values()) or 'none is there'}.",
            )
        targets = places.targets(own.target) if own.target else ()
        if own.target and not targets:
            raise UsageError(
                f"There is no destination or warehouse {own.target!r}.",
                f"use an id, or one of the types: {', '.join(sorted({*places.types.values()}))}.",
            )
        source = places.source_ids.get(own.source, "")
        if (
            source
            and targets
            and not any(source in (places.sources_of(target) or (source,)) for target in targets)
        ):
            raise UsageError(
                f"{own.source} does not send to {own.target}.", "leave out one of the two."
            )

    def _unknown(self, key: str) -> UsageError:
        near = get_close_matches(key, self._items, n=3, cutoff=0.5)
        return UsageError(
            f"There is no consideration {key!r}, or none of them is open.",
            f"did you mean {' or '.join(near)}?" if near else "list them with `segkit consider`.",
        )


def _fits(statement: Statement, pattern: str) -> bool:
    names = {name for one in statement.items for name in (one.key, one.everywhere)}
    return any(fnmatchcase(name, pattern) for name in names)


def _own(given: str | None, before: str, derived: str) -> str:
    """The SA's words; empty where they are segkit's."""
    if given is None:
        return before
    return "" if given == derived else given


def _check_severity(severity: str | None) -> None:
    if severity is not None and severity not in SEVERITIES:
        raise UsageError(
            f"There is no severity {severity!r}.", f"use one of: {', '.join(SEVERITIES)}."
        )
