"""What a workshop adds to the guide: its agenda, and what the room notes down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from segkit import rows as views
from segkit.engagement.notes import Kind, read_notes
from segkit.engagement.notes.workshop import DECISIONS, OBJECTIVES, PARKED, QUESTIONS
from segkit.errors import UsageError
from segkit.guide import code
from segkit.render.view import View
from segkit.rows.agenda import PARTS
from segkit.rows.records import (
    DECISION_FIELDS,
    OBJECTIVE_FIELDS,
    PARKED_FIELDS,
    QUESTION_FIELDS,
    RecordField,
)

if TYPE_CHECKING:
    from segkit.facts.known import Facts

_USUAL: Mapping[str, int] = {}


class WorkshopRows:
    """The rows of a guide that people write, not data."""

    facts: Facts
    _live: bool

    def _show(self, view: View) -> object:
        raise NotImplementedError  # pragma: no cover (the guide has it)

    def agenda(self, start: str = "", minutes: Mapping[str, int] = _USUAL) -> object:
        """The parts of the workshop with their times.

        Args:
            start: When it begins, e.g. `10:00`.
            minutes: How long a part takes where it is not the usual time, e.g.
                `{"plan": 40}`.

        Raises `UsageError` for a part or a time that does not exist.
        """
        known = {part.key for part in PARTS}
        if unknown := sorted(set(minutes) - known):
            raise UsageError(
                f"The agenda has no part {unknown[0]!r}.",
                f"use one of: {', '.join(sorted(known))}.",
            )
        return self._show(views.agenda(PARTS, minutes, start=start, live=self._live))

    def presenter(self) -> object:
        """In a notebook, switches for showing it to a room; nothing in a document."""
        if not self._live:
            return None
        from segkit.widgets import PresenterWidget

        return PresenterWidget()

    def playground(self, event: str = "", source: str = "") -> object:
        """What happens to a call: the plan's word, every destination, the warehouse, the code.

        In a notebook any call can be composed or pasted; a document shows the one named here.

        Args:
            event: A planned event's name; empty for the first one.
            source: The slug or id of who sends it; empty for the first that can.

        Raises `UsageError` when there is no such event or source.
        """
        from segkit.explore.playground import Playground

        place = Playground(self.facts)
        trial = place.start(event, source)
        languages = code.languages_of(self.facts)
        if not self._live:
            from segkit.rows.playground import playground

            return playground(place, trial, languages)
        from segkit.widgets import PlaygroundWidget

        return PlaygroundWidget(place, trial, languages)

    def explore(self) -> object:
        """One box over everything in plan and workspace, with links between what belongs together.

        In a document, the list of what there is.
        """
        from segkit.explore.explorer import Explorer

        explorer = Explorer(self.facts)
        if not self._live:
            from segkit.rows.explore import explore

            return explore(explorer)
        from segkit.widgets import ExploreWidget

        return ExploreWidget(explorer)

    def export(self) -> object:
        """In a notebook, buttons that export the guide; nothing in a document."""
        if not self._live:
            return None
        from segkit.widgets import ExportWidget

        return ExportWidget(self.facts.engagement.folder)

    def objectives(self) -> object:
        """What the customer wants to reach with Segment; in a notebook, the place to note it."""
        return self._records(OBJECTIVES, OBJECTIVE_FIELDS, views.objectives, "objective")

    def decisions(self) -> object:
        """The decision log; in a notebook, the place to write it."""
        return self._records(DECISIONS, DECISION_FIELDS, views.decisions, "decision")

    def questions(self) -> object:
        """The questions that are open, and their answers; in a notebook, the place to ask."""
        return self._records(QUESTIONS, QUESTION_FIELDS, views.questions, "question")

    def parking_lot(self) -> object:
        """What was left for another day; in a notebook, the place to leave it."""
        return self._records(PARKED, PARKED_FIELDS, views.parked, "topic")

    def _records(
        self,
        kind: Kind[Any],
        fields: Sequence[RecordField],
        draw: Callable[[Mapping[str, Any]], View],
        noun: str,
    ) -> object:
        file = self.facts.engagement.notes_file
        if not self._live:
            # what was noted after the guide was opened counts too
            return draw(read_notes(file).of(kind))
        from segkit.widgets import RecordsWidget

        return RecordsWidget(file, kind, fields, draw, noun=noun)
