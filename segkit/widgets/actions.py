"""The live form for actions: those that were noted, and what was accepted without a note yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from segkit.engagement.notes import Notes, read_notes
from segkit.engagement.notes.workshop import ACTIONS, TO_DO, Action
from segkit.facts.known import Facts
from segkit.render.view import View
from segkit.rows.workshop.actions import ACTION_FIELDS, actions, repairs
from segkit.widgets.form import Done, Message, text_of
from segkit.widgets.records import Records, RecordsWidget


class ActionRecords(Records):
    """Each action with an input for every field; the first change of one makes its note."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        super().__init__(facts.engagement.notes_file, ACTIONS, ACTION_FIELDS, noun="action")

    def entries(self, notes: Notes) -> Mapping[str, Action]:
        """The actions that were noted, and those that follow from what was accepted."""
        return {one.key: one.action for one in self.facts.actions_by(notes)}

    def said(self, notes: Notes) -> Mapping[str, str]:
        """What each repairs, and what the data says of its state."""
        found = self.facts.actions_by(notes)
        said = ((one.key, (repairs(one, self.facts.names), one.proposal)) for one in found)
        return {key: " · ".join(filter(None, parts)) for key, parts in said}

    def completed(self, entry: Any, name: str) -> Action:  # noqa: ANN401 - as in the base
        """What is closed has the day of its closing, what is open has none."""
        made: Action = entry
        if name != "state":
            return made
        today = str(dt.datetime.now(tz=dt.UTC).astimezone().date())
        return replace(made, closed="" if made.state == TO_DO else made.closed or today)

    def do(self, what: str, message: Message) -> Done:
        """The gestures of any record; what has no note cannot be removed here."""
        key = text_of(message, "key")
        if what == "remove" and read_notes(self.file).get(ACTIONS, key) is None:
            return Done(
                "This action comes from an accepted consideration. Set it to dropped and say "
                "why, or take back the word on the consideration."
            )
        return super().do(what, message)


class ActionsWidget(RecordsWidget):
    """The actions alone."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        super().__init__(ActionRecords(facts), lambda _: self.view)

    @property
    def view(self) -> View:
        """What the customer reads, as it is now."""
        facts = self._facts
        return actions(facts.actions_by(read_notes(facts.engagement.notes_file)), facts.names)
