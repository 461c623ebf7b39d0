"""Which destinations are in which consent category, as the SA enters it: in `engagement.toml`."""

from __future__ import annotations

import json

from segkit.delivery.case import Case
from segkit.engagement.consent_categories import (
    add_category,
    forget_category,
    forget_whether_there_are_any,
    place,
    say_there_are_none,
    take_back,
)
from segkit.engagement.settings import read_engagement
from segkit.engagement.toml import Changed, read
from segkit.errors import ConfigError, UsageError
from segkit.facts.known import Facts
from segkit.render.view import View
from segkit.rows.forms.consent_form import consent_form
from segkit.rows.workshop.consent import consent
from segkit.widgets.form import Done, FormWidget, Message, fields_of, text_of


class ConsentWidget(FormWidget):
    """A tick for each category and type of destination.

    `do` is `place` (`key`: category and destination as JSON; `value`: `true` or `false`), `leave`
    (the same for what names no destination), `add` (the field `category`), `forget`, `none`,
    `unknown` or `undo`.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._changes: list[tuple[Changed, str]] = []
        engagement = facts.engagement
        super().__init__("consent", engagement.folder, saved_in=engagement.file.name)

    @property
    def view(self) -> View:
        """The static view of what is entered now."""
        case = self._case
        return consent(case.pairs, case.consents, carried=case.carries_consent)

    def form(self) -> str:
        """The ticks, a field for a new category, and what is not known."""
        return consent_form(
            self._case, undo=("", self._changes[-1][1].rstrip(".") if self._changes else "")
        )

    @property
    def _case(self) -> Case:
        if self._facts.case is None:
            raise UsageError("There is no workspace to look at.", "name it and run `segkit pull`.")
        return self._facts.case

    def look(self) -> None:
        """Read the settings again."""
        engagement = read_engagement(self._facts.engagement.folder)
        if engagement != self._facts.engagement:
            self._facts = Facts(engagement, self._facts.snapshot)

    def do(self, message: Message) -> Done:
        """One change of `[consent]`, and the sentence that says so."""
        if message.get("do") == "undo":
            if not self._changes:
                raise UsageError("There is nothing to undo.", "enter something first.")
            made, said = self._changes[-1]
            take_back(self._facts.engagement.file, made)
            self._changes.pop()
            said = f"Taken back: {said}"
        else:
            made, said = self._changed(message)
            self._read_back(made)
            self._changes.append((made, said))
        self.look()
        return Done("" if message.get("do") == "place" else said, saved=True)

    def _read_back(self, made: Changed) -> None:
        file = self._facts.engagement.file
        if read(file).data.get("consent") != made.after.data.get("consent"):
            raise ConfigError(
                f"{file} does not say what was saved there.",
                "look whether another program writes to it, then try again.",
            )

    def _changed(self, message: Message) -> tuple[Changed, str]:
        engagement = self._facts.engagement
        what, key = message.get("do"), text_of(message, "key")
        if what == "add":
            category = fields_of(message).get("category", "").strip()
            return add_category(engagement, category), f"Added: {category}."
        if what == "forget":
            return forget_category(engagement, key), f"Taken out: {key}."
        if what == "none":
            return say_there_are_none(engagement), "There are no categories."
        if what == "unknown":
            return forget_whether_there_are_any(engagement), "Whether there are any is not known."
        if what in {"place", "leave"}:
            return self._placed(key, is_in=what == "place" and message.get("value") == "true")
        raise UsageError(f"There is no {what!r} here.", "run the cell again.")

    def _placed(self, key: str, *, is_in: bool) -> tuple[Changed, str]:
        category, destination = _pair(key)
        facts = self._facts
        known = tuple(facts.destinations.values())
        made = place(facts.engagement.file, known, category, destination, is_in=is_in)
        one = facts.destinations.get(destination)
        name = (one.catalog.name or one.name) if one else destination
        return made, f"{name} is {'in' if is_in else 'not in'} {category}."


def _pair(key: str) -> tuple[str, str]:
    try:
        category, destination = json.loads(key)
    except (ValueError, TypeError) as error:
        raise UsageError("That names no destination.", "run the cell again.") from error
    return str(category), str(destination)
