"""The SA's word on special considerations, in a notebook: saved while it is typed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from segkit.considerations.consideration import CLASSES, Statement, seriousness
from segkit.engagement.notes import ADDED, WORD, Added, Kind, read_notes
from segkit.engagement.notes.reading import people
from segkit.engagement.notes.workshop import ACTIONS, QUESTIONS
from segkit.errors import NotesConflictError, SegkitError, UsageError
from segkit.facts.considering import Considering, Wording
from segkit.render.view import View
from segkit.rows.forms.consideration_form import Form, Group, Offered, considerations_form
from segkit.rows.workshop.considerations import considerations
from segkit.rows.workshop.said import QuietPair
from segkit.widgets.dates import read_date
from segkit.widgets.form import ChangedTwiceError, Done, FormWidget, Message, fields_of, text_of


class ConsiderationsWidget(FormWidget):
    """Every consideration, to be accepted, edited, dismissed, added and filtered.

    `do` is `accept` or `forget` (`value`: the keys as JSON), `answer` (`value`: yes or no), `ask`,
    `edit`, `dismiss` or `own` (the form's `fields`; `keys` among them, for an own one `key`), or
    `undo` (`value`: the id of the change).
    """

    def __init__(self, considering: Considering) -> None:
        self.considering = considering
        self._places: dict[str, tuple[str, int]] = {}
        file = considering.file
        super().__init__("considerations", file.parent, saved_in=file.name)

    @property
    def view(self) -> View:
        """What the customer reads, as it is now."""
        facts = self.considering.facts
        return considerations(
            self.considering.considered.standing,
            names=facts.names,
            quiet=self._quiet(),
            docs_base=facts.links.docs_base,
        )

    def _quiet(self) -> tuple[QuietPair, ...]:
        facts = self.considering.facts
        return tuple(
            QuietPair(facts.names.get(source, source), facts.names.get(target, target), words)
            for (source, target), words in facts.quiet_after(self.considering.considered).items()
        )

    def look(self) -> None:
        """Read the notes again, and judge anew when they say something else."""
        notes = read_notes(self.considering.file)
        before = self.considering.notes
        kinds: tuple[Kind[Any], ...] = (WORD, ADDED, ACTIONS, QUESTIONS)
        if any(notes.of(kind) != before.of(kind) for kind in kinds):
            self.considering.refresh()

    def do(self, message: Message) -> Done:
        """One gesture, and the sentence that says so."""
        what = message.get("do")
        if what == "undo":
            done = self.considering.undo(text_of(message, "value"))
            return Done(f"Undone: {done}.", saved=True)
        fields = fields_of(message)
        if what == "own":
            keys = [text_of(message, "key")]
        else:
            keys = _keys(fields.get("keys") or text_of(message, "value"))
        try:
            said = self._word(str(what), keys, fields, message)
        except NotesConflictError as error:
            self.considering.refresh()
            there = self._there(keys)
            raise ChangedTwiceError(there, self.considering.version(keys)) from error
        return Done(f"Saved: {said}.", saved=True, seen=self.considering.version(keys))

    def _word(
        self, what: str, keys: Sequence[str], fields: Mapping[str, str], message: Message
    ) -> str:
        seen, session = text_of(message, "seen") or None, text_of(message, "session")
        if not keys or not keys[0]:
            raise UsageError("Nothing was chosen.", "run the cell again.")
        if what in {"accept", "answer", "ask"}:
            return self._agreed(what, keys, fields, message)
        if what == "forget":
            return self.considering.forget(keys, seen=seen)
        if what == "dismiss":
            reason = fields.get("reason", "")
            return self.considering.dismiss(keys, reason, seen=seen, session=session)
        if what == "edit":
            wording = Wording(**{n: fields[n] for n in _WORDING if n in fields})
            return self.considering.edit(keys, wording, seen=seen, session=session)
        if what == "own":
            given = {name: fields[name] for name in _OWN_FIELDS if name in fields}
            own = replace(self.considering.notes.get(ADDED, keys[0]) or Added(""), **given)
            self.considering.add(own, key=keys[0], seen=seen, session=session)
            return "your own consideration"
        raise UsageError(f"There is no gesture {what!r}.", "run the cell again.")

    def _agreed(
        self, what: str, keys: Sequence[str], fields: Mapping[str, str], message: Message
    ) -> str:
        """What the room agrees on, with who sees to it and until when."""
        seen, answer = text_of(message, "seen") or None, text_of(message, "value")
        owner, due = fields.get("owner", ""), read_date(fields.get("by", ""))
        if what == "accept":
            return self.considering.accept(keys, owner=owner, due=due, seen=seen)
        if what == "ask":
            return self.considering.ask(keys, owner, due, seen=seen)
        return self.considering.answer(keys, answer, owner=owner, due=due, seen=seen)

    def _there(self, keys: Sequence[str]) -> str:
        """What the notes say about these by now, for a person."""
        for statement in self.considering.considered.statements:
            for one in statement.items:
                if {one.key, one.everywhere} & set(keys):
                    return f"{one.state}: {one.reason or one.item.text}"
        return "it is gone"

    # --- what is shown ------------------------------------------------------------------------

    def _groups(self) -> list[Group]:
        """By class across all destinations, the worst first.

        Each row stays where it was first shown, so that none jumps away from who judges it.
        """
        by_class: dict[str, list[Statement]] = {name: [] for name in CLASSES}
        for statement in sorted(self.considering.considered.statements, key=_weight):
            class_, _ = place = self._place(statement)
            for one in statement.items:
                self._places.setdefault(one.key, place)
            by_class[class_].append(statement)
        return [
            Group(class_, tuple(sorted(found, key=self._place)))
            for class_, found in by_class.items()
            if found
        ]

    def _place(self, statement: Statement) -> tuple[str, int]:
        """The class that it was first shown in, and where there."""
        known = [self._places[one.key] for one in statement.items if one.key in self._places]
        return min(known, default=(statement.first.item.class_, len(self._places)))

    def form(self) -> str:
        """The rows, each with its controls."""
        facts = self.considering.facts
        questions = self.considering.notes.of(QUESTIONS)
        form = Form(
            undo=self._last(),
            names=facts.names,
            quiet=self._quiet(),
            docs_base=facts.links.docs_base,
            offered=_offered(self.considering),
            version=self.considering.version,
            people=people(self.considering.notes),
            actions=self.considering.notes.of(ACTIONS),
            asked={k: q for k, q in questions.items() if not q.answer},
        )
        return considerations_form(self._groups(), self.considering.considered.lost, form)

    def _last(self) -> tuple[str, str]:
        """The change that can be undone; none while the file is damaged."""
        try:
            return self.considering.undoing.named
        except SegkitError:
            return "", ""


_OWN_FIELDS = ("text", "action", "severity", "source", "target")


_WORDING = ("text", "action", "severity")


def _weight(statement: Statement) -> tuple[int, int, str]:
    """The worst first; of the same weight, what is about the same destination together."""
    item = statement.first.item
    return (*seriousness(item), item.target_type.casefold())


def _keys(text: str) -> list[str]:
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return []
    return [str(part) for part in found] if isinstance(found, list) else []


def _offered(considering: Considering) -> Offered:
    """Sources, types and instances that an own consideration may be about."""
    facts, places = considering.facts, considering.places
    names = facts.names
    kinds = {d.id: d.catalog.name or d.name for d in facts.destinations.values()}
    types = {slug: kinds.get(target, "Warehouses") for target, slug in places.types.items()}
    return Offered(
        sources=tuple((slug, names.get(id_, slug)) for id_, slug in places.source_names.items()),
        targets=(
            *((slug, f"{name} everywhere") for slug, name in types.items()),
            *(
                (target, _at(facts.destinations.get(target), names.get(target, target), names))
                for target in places.types
            ),
        ),
    )


def _at(destination: object, name: str, names: Mapping[str, str]) -> str:
    source = names.get(str(getattr(destination, "source_id", "")), "")
    return f"{name} (on {source})" if source else name
