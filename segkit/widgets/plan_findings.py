"""What the room makes of a review's findings, cause by cause: an action, later, or not ours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from segkit.engagement.notes import Edit, change, edit, read_notes
from segkit.engagement.notes.room import ACT, LATER, NOT_OURS, REVIEWED, ReviewWord
from segkit.engagement.notes.workshop import ACTIONS, Action
from segkit.errors import SegkitError, UsageError
from segkit.facts.known import Facts
from segkit.review.causes import Cause, causes
from segkit.rows.forms.plan_findings import finding_rows
from segkit.widgets.form import Done


class PlanFindings:
    """The findings that no baseline waives, and the words that are said of them.

    Attributes:
        why_not: Why there are none to see; empty where the review ran.
    """

    def __init__(self, facts: Facts) -> None:
        """Nothing is reviewed yet."""
        self._facts = facts
        self._file = facts.engagement.notes_file
        self.why_not = ""

    @cached_property
    def _causes(self) -> Mapping[str, Cause]:
        """By check, the worst first: as the plan stands without what the room said."""
        plan = self._facts.plan
        try:
            found = self._facts.lint_files.compared(plan, self._facts.case).review if plan else None
        except SegkitError as error:  # the calls can be gone through all the same
            self.why_not = f"{error.problem} {error.fix}"
            found = None
        some = causes(found, found.standing) if found else ()
        return {one.first.rule: one for one in some}

    def rows(self) -> list[dict[str, object]]:
        """What the form shows."""
        return finding_rows(tuple(self._causes.values()), read_notes(self._file).of(REVIEWED))

    def say(self, rule: str, what: str, reason: str) -> Done:
        """One word on one cause, saved; raises `UsageError` for what cannot be said."""
        cause = self._causes.get(rule)
        if cause is None:
            raise UsageError(f"The review has no {rule!r} any more.", "run the cell again.")
        title = cause.title or cause.first.message
        if what == "forget":
            return self._save(rule, None, (), f"Taken back: {title}")
        if what not in {ACT, LATER, NOT_OURS}:
            raise UsageError(f"There is no {what!r} here.", "run the cell again.")
        if what == NOT_OURS and not reason:
            raise UsageError("It needs a reason.", "say in a few words why it is not ours.")
        said = {ACT: "Action, no owner yet", LATER: "Later", NOT_OURS: "Not ours"}[what]
        more = self._action(cause) if what == ACT else ()
        word = ReviewWord(what, reason if what == NOT_OURS else "")
        return self._save(rule, word, more, f"{said}: {title}")

    def _action(self, cause: Cause) -> tuple[Edit, ...]:
        """The action of a cause; one that is there already stays as it is."""
        first, key = cause.first, f"review-{cause.first.rule}"
        there: Any = read_notes(self._file).get(ACTIONS, key)
        made = Action(first.mend or first.message, repairs=f"{cause.title} ({first.rule})")
        return () if there else (edit(ACTIONS, key, made, None),)

    def _save(self, rule: str, word: ReviewWord | None, more: tuple[Edit, ...], said: str) -> Done:
        there = read_notes(self._file).get(REVIEWED, rule)
        change(self._file, [edit(REVIEWED, rule, word, there), *more], said)
        return Done(f"{said}.", saved=True)
