"""The live form for objectives: each beside the plan, with what carries it and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from segkit.engagement.notes import read_notes
from segkit.engagement.notes.reading import people
from segkit.engagement.notes.workshop import OBJECTIVES
from segkit.errors import UsageError
from segkit.facts.known import Facts
from segkit.facts.objectives import carried
from segkit.render.view import View
from segkit.rows.forms.objectives_form import objectives_form, told
from segkit.rows.workshop.records import OBJECTIVE_FIELDS, objectives
from segkit.widgets.form import Done, FormWidget, Message, text_of
from segkit.widgets.records import Records


class ObjectiveRecords(Records):
    """Objectives, whose events are offered from the plan."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        super().__init__(
            facts.engagement.notes_file, OBJECTIVES, OBJECTIVE_FIELDS, noun="objective"
        )

    def offered(self) -> Mapping[str, Sequence[str]]:
        """The planned events."""
        rules = self.facts.plan.of("track") if self.facts.plan else ()
        names = dict.fromkeys(one.key for one in rules if one.key and not one.deprecated)
        return {"events": tuple(names)}

    def do(self, what: str, message: Message) -> Done:
        """The gestures of any record, and `carry`: one more event (`value`) carries it."""
        if what != "carry":
            return super().do(what, message)
        key, event = text_of(message, "key"), text_of(message, "value")
        there = read_notes(self.file).get(OBJECTIVES, key)
        if there is None or event not in self.offered()["events"]:
            raise UsageError("That is not here any more.", "run the cell again.")
        known = [one for part in there.events.split(",") if (one := part.strip())]
        value = ", ".join(dict.fromkeys((*known, event)))
        return super().do("set", {"key": f"{key} events", "value": value, "seen": there.events})


class ObjectivesWidget(FormWidget):
    """The objectives as cards, and the questions that the plan is made for."""

    def __init__(self, facts: Facts) -> None:
        self._records, self._facts = ObjectiveRecords(facts), facts
        file = self._file = facts.engagement.notes_file
        super().__init__("objectives", file.parent, saved_in=file.name)

    @property
    def view(self) -> View:
        """The static view of what the file says."""
        return objectives(read_notes(self._file).of(OBJECTIVES))

    def form(self) -> str:
        """Each objective with what is known of it, and its inputs."""
        notes = read_notes(self._file)
        noted = notes.of(OBJECTIVES)
        found = {key: carried(self._facts, one) for key, one in noted.items()}
        known = {key: told(noted[key], one) for key, one in found.items()}
        shown = replace(self._records.recorded(notes), told=known)
        undo = self._records.undoing.named
        return objectives_form(shown, people(notes), found, self._facts, undo=undo)

    def do(self, message: Message) -> Done:
        """One gesture on one objective."""
        return self._records.do(text_of(message, "do"), message)
