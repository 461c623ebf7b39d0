"""The plan in the room: doubts of its reading, findings, then keep, rename or drop by call."""

from __future__ import annotations

from functools import lru_cache

from segkit.engagement.corrections import Corrections, Outcome, what_yes_changes
from segkit.engagement.notes import Edit, change, edit, read_notes
from segkit.engagement.notes.undoing import Undoing
from segkit.engagement.notes.workshop import (
    ACTIONS,
    DROP,
    KEEP,
    MENDED,
    PLANNED,
    RENAME,
    REVIEWED,
    PlanWord,
)
from segkit.errors import NotesConflictError, SegkitError, UsageError
from segkit.facts.known import Facts
from segkit.impact import asked, impact_of
from segkit.model.plan import Rule
from segkit.plans.tables import TabDoubt
from segkit.render.view import View
from segkit.rows.forms.plan_walk import AskedDoubt, Look, plan_walk_form, rule_key
from segkit.rows.forms.reading import doubt_key, tab_key
from segkit.rows.workshop.planned import planned_words
from segkit.widgets.cells import close
from segkit.widgets.confirm import ConfirmWidget
from segkit.widgets.form import Done, FormWidget, Message, fields_of, text_of
from segkit.widgets.plan_findings import PlanFindings

_DOUBT = "doubt-"
_OWN = (PLANNED, REVIEWED, MENDED)


class PlanWidget(FormWidget):
    """Every doubt, every cause of findings and every planned call, one open at a time.

    `do` is `doubt-yes` or `doubt-no` (as in the reading), `keep`, `rename` (`value`: the name)
    or `drop`; `look-rename` and `look-drop` show first what that touches, `leave` leaves it;
    `forget` or `undo`. Of a cause of findings: `finding-fix` (in the copy), `finding-action`,
    `finding-later`, `finding-not-ours` (`fields`: the reason) or `finding-forget`.
    """

    def __init__(self, facts: Facts, corrections: Corrections | None, why_not: str = "") -> None:
        self._facts, self._why_not = facts, why_not
        self._reading = ConfirmWidget(corrections) if corrections else None
        self._file = facts.engagement.notes_file
        self._findings = PlanFindings(facts)
        self._look: Look | None = None
        self._undoing = Undoing(self._file, "plan", (*_OWN, ACTIONS), own=_OWN)
        # which doubts were answered, each with the last change of the notes at that time
        self._doubted: list[tuple[int, str]] = []
        self._changes = lru_cache(maxsize=256)(self._what_yes_changes)
        super().__init__("plan", self._file.parent, saved_in=self._file.name)

    @property
    def view(self) -> View:
        """What was agreed, as a document has it."""
        return planned_words(self._rules, read_notes(self._file).of(PLANNED))

    @property
    def _rules(self) -> tuple[Rule, ...]:
        rules = self._facts.plan.rules if self._facts.plan else ()
        return tuple(rule for rule in rules if rule.call != "common")

    def close(self) -> None:
        """The reading that it answers by goes with it."""
        if self._reading is not None:
            close(self._reading)  # with its layout
        super().close()

    def form(self) -> str:
        """All pages."""
        findings = self._findings.rows()
        return plan_walk_form(
            self._doubts(),
            self._rules,
            read_notes(self._file).of(PLANNED),
            findings=findings,
            why_no_findings=self._findings.why_not,
            look=self._look,
            undo=self._last(),
            why_no_doubts=self._why_not,
        )

    def do(self, message: Message) -> Done:
        """One gesture, and the sentence that says so."""
        what, key = text_of(message, "do"), text_of(message, "key")
        if what in {"doubt-yes", "doubt-no"} and self._reading is not None:
            asked = {f"{one.tab} {one.key}": one.what for one in self._doubts()}.get(key, "")
            done = self._reading.do(message)
            self._doubted.append((int(self._undoing.named[0] or 0), asked))
            return done
        if what == "undo":
            return self._undo(text_of(message, "value"))
        if what.startswith("finding-"):
            reason = " ".join(fields_of(message).get("reason", "").split())
            return self._findings.say(key, what.removeprefix("finding-"), reason)
        if what == "leave":
            self._look = None
            return Done()
        if what.startswith("look-"):
            return self._looked(self._rule(key), what.removeprefix("look-"), fields_of(message))
        return self._said(self._rule(key), what, text_of(message, "value"))

    def _rule(self, key: str) -> Rule:
        found = next((rule for rule in self._rules if rule_key(rule) == key), None)
        if found is None:
            raise UsageError(f"The plan has no {key!r} any more.", "run the cell again.")
        return found

    def _looked(self, rule: Rule, word: str, fields: dict[str, str]) -> Done:
        """What it touches, before anything is said."""
        to = " ".join(fields.get("to", "").split()) if word == RENAME else ""
        plan, version = self._facts.plan, rule.version
        if plan is None or word not in {RENAME, DROP}:
            raise UsageError(f"There is no {word!r} here.", "run the cell again.")
        if word == RENAME and to in {"", rule.key}:
            raise UsageError("The new name is missing.", "write the name that is to be sent.")
        asks = "rename" if word == RENAME else "remove"
        if rule.key is None and word == DROP:
            raise UsageError(f"{rule.call} calls have no name to drop.", "note a decision instead.")
        changes = asked(plan, asks, event=rule.key or "", call=rule.call, version=version, to=to)
        found = impact_of(changes, plan, self._facts.case, read_notes(self._file))
        self._look = Look(rule_key(rule), word, to, found)
        return Done()

    def _said(self, rule: Rule, what: str, to: str) -> Done:
        key = rule_key(rule)
        there = read_notes(self._file).get(PLANNED, key)
        words = {KEEP: PlanWord(KEEP), RENAME: PlanWord(RENAME, to), DROP: PlanWord(DROP)}
        entry = None if what == "forget" else words.get(what)
        if what != "forget" and (entry is None or (what == RENAME and not to)):
            raise UsageError(f"There is no {what!r} here.", "run the cell again.")
        made: list[Edit] = [edit(PLANNED, key, entry, there)]
        change(self._file, made, f"{what} {rule.title}", by="plan")
        self._look = None
        return Done(f"{what.capitalize()}: {rule.title}{f' → {to}' if to else ''}.", saved=True)

    def _undo(self, seen: str) -> Done:
        """The last answer, of whichever page it was; it is the one that the button named."""
        there, _ = self._last()
        if not there.startswith(_DOUBT) or self._reading is None:
            last = self._undoing.last
            said = Done(f"Taken back: {self._undoing.undo(seen)}.", saved=True)
            if last is not None and any(step.table == MENDED.table for step in last.steps):
                self._findings.renew_copy()
            return said
        if seen not in {"", there}:
            raise NotesConflictError(
                "Something else was answered meanwhile. Nothing was undone.",
                "look at it, then undo again.",
            )
        done = self._reading.do({"do": "undo"})
        self._doubted.pop()
        return done

    def _last(self) -> tuple[str, str]:
        noted = self._undoing.named
        can = self._reading is not None and self._reading.corrections.can_undo
        if can and self._doubted and self._doubted[-1][0] >= int(noted[0] or 0):
            return f"{_DOUBT}{len(self._doubted)}", f"the answer to “{self._doubted[-1][1]}”"
        return noted

    # --- doubts of the reading ----------------------------------------------------------------

    def _doubts(self) -> list[AskedDoubt]:
        if self._reading is None:
            return []
        outcome = self._reading.corrections.outcome
        return [
            AskedDoubt(
                key=doubt_key(tab.title, one),
                tab=tab_key(tab.title),
                title=tab.title,
                where=one.doubt.where,
                what=one.doubt.what,
                examples=one.doubt.examples,
                yes=one.yes if one.role is not None else "",
                changes=self._change(outcome, tab.title, one),
            )
            for tab in outcome.readings
            for one in tab.doubts
        ]

    def _change(self, outcome: Outcome, title: str, doubt: TabDoubt) -> str:
        return self._changes(title, doubt.key, repr(outcome.profile)) if doubt.role else ""

    def _what_yes_changes(self, title: str, key: str, profile: str) -> str:
        """Kept for each profile: the answer holds while nothing else is answered."""
        del profile
        outcome = self._reading.corrections.outcome if self._reading else None
        found = (
            one
            for tab in (outcome.readings if outcome else ())
            if tab.title == title
            for one in tab.doubts
            if one.key == key
        )
        doubt = next(found, None)
        if outcome is None or doubt is None:
            return ""
        try:
            return what_yes_changes(outcome, title, doubt)
        except SegkitError as error:
            return error.problem
