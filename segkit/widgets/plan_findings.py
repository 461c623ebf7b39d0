"""What the room makes of a review's findings, cause by cause: mended, an action, later, not ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from segkit.engagement.notes import Edit, Notes, change, edit, read_notes
from segkit.engagement.notes.workshop import (
    ACT,
    ACTIONS,
    LATER,
    MENDED,
    NOT_OURS,
    REVIEWED,
    Action,
    ReviewWord,
)
from segkit.errors import SegkitError, UsageError
from segkit.facts.known import Facts
from segkit.review.causes import Cause, causes
from segkit.rows.forms.plan_findings import finding_rows
from segkit.widgets.form import Done
from segkit.widgets.plan_fixes import PlanFixes


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
        try:
            reviewed = self._facts.reviewed
            found = self._facts.lint_files.compared(reviewed, {}).review if reviewed else None
        except SegkitError as error:  # the calls can be gone through all the same
            self.why_not = f"{error.problem} {error.fix}"
            found = None
        some = causes(found, found.standing) if found else ()
        return {one.first.rule: one for one in some}

    @cached_property
    def _fixes(self) -> PlanFixes:
        return PlanFixes(self._facts, self._causes)

    def rows(self) -> list[dict[str, object]]:
        """What the form shows."""
        notes = read_notes(self._file)
        return finding_rows(
            tuple(self._causes.values()), notes.of(REVIEWED), self._fixes.fixes(notes)
        )

    def renew_copy(self) -> None:
        """Something was taken back: what is no longer asked for leaves the copy."""
        self._fixes.renew()

    def say(self, rule: str, what: str, reason: str) -> Done:
        """One word on one cause, saved; raises `UsageError` for what cannot be said."""
        cause = self._causes.get(rule)
        if cause is None:
            raise UsageError(f"The review has no {rule!r} any more.", "run the cell again.")
        title = (cause.title or cause.first.message).rstrip(".")
        if what == "forget":
            return self._forget(rule, f"Taken back: {title}")
        if what == "fix":
            return self._mend(rule, title)
        if what not in {ACT, LATER, NOT_OURS}:
            raise UsageError(f"There is no {what!r} here.", "run the cell again.")
        if what == NOT_OURS and not reason:
            raise UsageError("It needs a reason.", "say in a few words why it is not ours.")
        said = {ACT: "Action, no owner yet", LATER: "Later", NOT_OURS: "Not ours"}[what]
        more = self._action(cause) if what == ACT else ()
        word = self._not_ours(reason) if what == NOT_OURS else ReviewWord(what)
        return self._save(rule, word, more, f"{said}: {title}")

    def _not_ours(self, reason: str) -> ReviewWord:
        """With who runs the workshop, and the day."""
        today = str(dt.datetime.now(tz=dt.UTC).astimezone().date())
        return ReviewWord(NOT_OURS, reason, self._facts.engagement.sa, today)

    def _mend(self, rule: str, title: str) -> Done:
        """Its safe changes, in the copy; what is there already is not written again."""
        notes = read_notes(self._file)
        there, mended = notes.get(MENDED, rule), self._fixes.mend(rule)
        if mended != there:
            change(
                self._file,
                [edit(MENDED, rule, mended, there)],
                f"Fixed in the copy: {title}",
                by="plan",
            )
        out = f" Not there: {'; '.join(mended.left_out)}." if mended.left_out else ""
        return Done(f"Fixed in {mended.copy}: {title}.{out}", saved=True)

    def _forget(self, rule: str, said: str) -> Done:
        notes: Notes = read_notes(self._file)
        word, mended = notes.get(REVIEWED, rule), notes.get(MENDED, rule)
        edits = [edit(REVIEWED, rule, None, word)] if word else []
        edits += [edit(MENDED, rule, None, mended)] if mended else []
        change(self._file, edits, said, by="plan")
        if mended:
            self._fixes.renew()
        return Done(f"{said}.", saved=True)

    def _action(self, cause: Cause) -> tuple[Edit, ...]:
        """The action of a cause; one that is there already stays as it is."""
        first, key = cause.first, f"review-{cause.first.rule}"
        there: Any = read_notes(self._file).get(ACTIONS, key)
        made = Action(first.mend or first.message, repairs=f"{cause.title} ({first.rule})")
        return () if there else (edit(ACTIONS, key, made, None),)

    def _save(self, rule: str, word: ReviewWord, more: tuple[Edit, ...], said: str) -> Done:
        there = read_notes(self._file).get(REVIEWED, rule)
        change(self._file, [edit(REVIEWED, rule, word, there), *more], said, by="plan")
        return Done(f"{said}.", saved=True)
