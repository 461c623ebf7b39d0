"""The SA's word on special considerations, in a notebook: saved while it is typed.

The rows are HTML of `segkit.rows.forms.consideration_form`; the browser sends one message for each
gesture and for each pause in typing, and gets new HTML. Where no widget can run, the same
output shows what the customer reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import traitlets

from segkit.considerations.consideration import Statement
from segkit.considerations.considering import Considering, Wording
from segkit.engagement.notes import ADDED, Added
from segkit.errors import NotesConflictError, SegkitError, UsageError
from segkit.model.finding import SEVERITIES
from segkit.render.styles import stylesheet
from segkit.render.view import View
from segkit.rows.considerations import considerations
from segkit.rows.forms.consideration_form import (
    ELSEWHERE,
    Form,
    Group,
    considerations_form,
    entries_of,
)
from segkit.rows.said import QuietPair
from segkit.widgets.carrying import CarryingWidget, asset

Message = Mapping[str, object]


class ConsiderationsWidget(CarryingWidget):
    """Every consideration, to be accepted, edited, dismissed, added and filtered.

    A message from the browser is `{"do": …, "keys": […], "row": key, "ticket": text}` with the
    fields of the form and `seen`, the version of the notes that it was opened on; `do` is
    `accept`, `edit`, `dismiss`, `own`, `forget`, `undo` or `look`. The answer carries the ticket.

    While a text is typed (messages with a `session`) only `answer` changes, so that saving is
    quick however many rows there are.

    Attributes:
        html: The rows.
        answer: To the last message: `ticket`, `said` (for screen readers), `problem`, and
            `saved` (the version that a form goes on from).
        entries: What forms are filled in with, by row.
        offered: The choices of the form for an own consideration.
    """

    _esm = asset("keys.js", "considerations.js")
    _css = stylesheet() + asset("considerations.css")

    html = traitlets.Unicode().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    entries = traitlets.Dict().tag(sync=True)
    offered = traitlets.Dict().tag(sync=True)

    def __init__(self, considering: Considering) -> None:
        self.considering = considering
        self._places: dict[str, int] = {}
        super().__init__(html=self._drawn(), entries=self._filled(), offered=_offered(considering))
        self.on_msg(self._receive)

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

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        """Do what the browser asks; what goes wrong is shown, and nothing is lost by it."""
        if not isinstance(message, Mapping):
            return
        row, keys = str(message.get("row") or ""), _texts(message.get("keys"))
        problem: SegkitError | None = None
        said = ""
        try:
            said, keys = self._do(message, keys)
        except NotesConflictError as error:
            problem = error
            self._look_again()
        except SegkitError as error:
            problem = error
        typing = bool(message.get("session"))
        if not typing or isinstance(problem, NotesConflictError):
            self.entries = self._filled()
            self.html = self._drawn(said, row, problem=None if typing else problem)
        self.answer = {
            "ticket": str(message.get("ticket", "")),
            "said": said,
            "problem": problem
            and [problem.problem, problem.fix, isinstance(problem, NotesConflictError)],
            "saved": {"keys": keys, "version": self.considering.version(keys)},
        }

    def _look_again(self) -> None:
        """Show what somebody else wrote; a file that is damaged by now is said by the problem."""
        try:
            self.considering.refresh()
        except SegkitError:
            return

    def _do(self, message: Message, keys: list[str]) -> tuple[str, list[str]]:
        """One gesture, the sentence that says so, and the keys of the notes it made."""
        what, seen = message.get("do"), message.get("seen")
        version = seen if isinstance(seen, str) else None
        session = str(message.get("session") or "")
        if what == "look":
            self.considering.refresh()
            return "", keys
        if what == "undo":
            change = message.get("change")
            done = self.considering.undo(seen=change if isinstance(change, int) else None)
            return f"Undone: {done}.", keys
        if what == "own":
            key = keys[0] if keys else ""
            given = {name: str(message[name]) for name in _OWN_FIELDS if name in message}
            present = self.considering.notes.get(ADDED, key)
            own = replace(present or Added(""), **given)
            made = self.considering.add(own, key=key, seen=version, session=session)
            return "Saved: your own consideration.", [made]
        if not keys:
            raise UsageError("Nothing was chosen.", "run the cell again.")
        return f"Saved: {self._word(message, keys, version, session)}.", keys

    def _word(self, message: Message, keys: Sequence[str], seen: str | None, session: str) -> str:
        what = message.get("do")
        if what == "accept":
            return self.considering.accept(keys, seen=seen)
        if what == "forget":
            return self.considering.forget(keys, seen=seen)
        if what == "dismiss":
            reason = str(message.get("reason") or "")
            return self.considering.dismiss(keys, reason, seen=seen, session=session)
        if what == "edit":
            given = {n: message[n] for n in ("text", "action", "severity") if n in message}
            wording = Wording(**{name: str(value) for name, value in given.items()})
            return self.considering.edit(keys, wording, seen=seen, session=session)
        raise UsageError(f"There is no gesture {what!r}.", "run the cell again.")

    # --- what is shown ------------------------------------------------------------------------

    def _groups(self) -> list[Group]:
        """The rows in the order in which they were first shown, so that none jumps away."""
        groups = [
            Group(kind or ELSEWHERE, statements)
            for kind, statements in self.considering.considered.by_type
        ]
        for group in groups:
            for statement in group.statements:
                place = self._place(statement)
                for one in statement.items:
                    self._places.setdefault(one.key, place)
        return [
            Group(group.name, tuple(sorted(group.statements, key=self._place))) for group in groups
        ]

    def _place(self, statement: Statement) -> int:
        known = [self._places[one.key] for one in statement.items if one.key in self._places]
        return min(known, default=len(self._places))

    def _filled(self) -> dict[str, object]:
        found = entries_of(self.considering.considered, self.considering.facts.names)
        for entry in found.values():
            keys = [*_texts(entry["keys"]), *(pair[0] for pair in entry["pairs"])]  # type: ignore[attr-defined]
            entry["versions"] = {key: self.considering.version([key]) for key in keys}
        return dict(found)

    def _drawn(
        self, said: str = "", changed: str = "", *, problem: SegkitError | None = None
    ) -> str:
        change, undo = self._last()
        form = Form(
            saved_in=self.considering.file.name,
            undo=undo,
            change=change,
            said=said,
            changed=changed,
            problem=None if problem is None else (problem.problem, problem.fix),
            names=self.considering.facts.names,
            quiet=self._quiet(),
            docs_base=self.considering.facts.links.docs_base,
        )
        return str(considerations_form(self._groups(), self.considering.considered.lost, form))

    def _last(self) -> tuple[int, str]:
        """The change that can be undone; none while the file is damaged."""
        try:
            last = self.considering.last
        except SegkitError:
            return 0, ""
        return (last.id, last.label) if last else (0, "")


_OWN_FIELDS = ("text", "action", "severity", "source", "target")


def _texts(found: object) -> list[str]:
    return [str(part) for part in found] if isinstance(found, list | tuple) else []


def _offered(considering: Considering) -> dict[str, object]:
    """Sources, types and instances that an own consideration may be about."""
    facts, places = considering.facts, considering.places
    names = facts.names
    kinds = {d.id: d.catalog.name or d.name for d in facts.destinations.values()}
    types = {slug: kinds.get(target, "Warehouses") for target, slug in places.types.items()}
    instances = [(target, names.get(target, target)) for target in places.types]
    return {
        "place": str(considering.file),
        "severities": list(SEVERITIES),
        "sources": [[slug, names.get(id_, slug)] for id_, slug in places.source_names.items()],
        "targets": [
            *([slug, f"{name} everywhere"] for slug, name in types.items()),
            *(
                [target, _at(facts.destinations.get(target), name, names)]
                for target, name in instances
            ),
        ],
    }


def _at(destination: object, name: str, names: Mapping[str, str]) -> str:
    source = names.get(str(getattr(destination, "source_id", "")), "")
    return f"{name} (on {source})" if source else name
