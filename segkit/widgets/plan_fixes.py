"""What the room mends in the copy of the plan, cause by cause."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from segkit.amend.kept_copy import KeptCopy, Refused, place_in_copy
from segkit.amend.listing import in_words
from segkit.engagement.notes import Notes, read_notes
from segkit.engagement.notes.workshop import MENDED, Mended
from segkit.errors import SegkitError, UsageError
from segkit.facts.known import Facts
from segkit.impact import Impact, impact_of
from segkit.listings.impact import impact_in_short
from segkit.model.change import ProposedChange
from segkit.review.causes import Cause
from segkit.review.finding import safe_changes
from segkit.rows.forms.plan_findings import Fix

_MOST_LOOKED_AT = 6
"""Of so many different changes of a cause it is said what they touch."""


class PlanFixes:
    """The safe changes of a review's causes, and the copy that has those that were asked for."""

    def __init__(self, facts: Facts, causes: Mapping[str, Cause]) -> None:
        """Nothing is read yet."""
        self._facts, self._causes = facts, causes
        self._copy = KeptCopy(facts.engagement)
        found = {rule: safe_changes(cause.findings) for rule, cause in causes.items()}
        self._changes = {rule: changes for rule, changes in found.items() if changes}

    def fixes(self, notes: Notes) -> dict[str, Fix]:
        """By check: what a person sees before and after it is said."""
        copy, why, mended = self._copy.file.name, self._copy.why_rules, self.mended(notes)
        return {
            rule: Fix(changes, tuple(self._impacts[rule].values()), copy, why, mended.get(rule))
            for rule, changes in self._changes.items()
        }

    def mended(self, notes: Notes) -> dict[str, Mended]:
        """By check, those whose changes are in the copy; a new place of a check is not."""
        try:
            kept = set(map(place_in_copy, self._copy.changes()))
        except SegkitError:  # what it holds is not known: asking for it says why
            kept = set()
        return {
            rule: said
            for rule, said in notes.of(MENDED).items()
            if sum(place_in_copy(one) not in kept for one in self._changes.get(rule, ()))
            == len(said.left_out)
        }

    def mend(self, rule: str) -> Mended:
        """The copy with these changes as well; raises `UsageError` where none can be made."""
        own = self._changes.get(rule, ())
        if not own:
            raise UsageError("What it proposes takes a decision.", "make it an action.")
        notes = read_notes(self._facts.engagement.notes_file)
        refused = self._write({*self.mended(notes), rule})
        places = set(map(place_in_copy, own))
        left_out = tuple(
            f"{in_words(one)}: {why}" for one, why in refused if place_in_copy(one) in places
        )
        if len(left_out) == len(own):
            raise UsageError(f"It cannot be made in the copy: {left_out[0]}.", "make it an action.")
        return Mended(self._copy.file.name, left_out)

    def renew(self) -> None:
        """The copy as the notes have it now: what was taken back is not in it."""
        self._write(read_notes(self._facts.engagement.notes_file).of(MENDED))

    def _write(self, rules: Collection[str]) -> Refused:
        findings = [
            one for rule, cause in self._causes.items() if rule in rules for one in cause.findings
        ]
        plan = self._facts.plan
        return self._copy.write(plan, safe_changes(findings), self._about) if plan else ()

    def _about(self, change: ProposedChange) -> str:
        found = self._impacts.get(change.why, {}).get(_what(change))
        return impact_in_short(found) if found else ""

    @cached_property
    def _impacts(self) -> Mapping[str, Mapping[object, Impact]]:
        """By check and change; one change is made at all its places together."""
        return {rule: self._touched(changes) for rule, changes in self._changes.items()}

    def _touched(self, changes: tuple[ProposedChange, ...]) -> dict[object, Impact]:
        facts = self._facts
        grouped: dict[object, list[ProposedChange]] = {}
        for one in changes:
            grouped.setdefault(_what(one), []).append(one)
        first = list(grouped.items())[:_MOST_LOOKED_AT]
        plan, notes = facts.plan, facts.notes
        return {what: impact_of(some, plan, facts.case, notes) for what, some in first if plan}


def _what(change: ProposedChange) -> object:
    return change.kind, repr(change.old), repr(change.new)
