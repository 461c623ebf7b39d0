"""What the room wants of each planned call: kept, renamed or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.engagement.notes import read_notes
from segkit.engagement.notes.workshop import PLANNED, PlanWord
from segkit.model.plan import Rule
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import div
from segkit.render.view import View
from segkit.rows.forms.plan_walk import rule_key
from segkit.rows.row import NOTES, PLAN, Showing, row

_Agreed = tuple[Rule, PlanWord]
_COLUMNS = (
    Column[_Agreed]("call", "Call", lambda one: one[0].call),
    Column[_Agreed]("name", "Planned call", lambda one: one[0].title),
    Column[_Agreed]("version", "Version", lambda one: one[0].version),
    Column[_Agreed]("word", "Agreed", lambda one: one[1].word),
    Column[_Agreed]("to", "New name", lambda one: one[1].to),
)


@row("planned_calls", title="Planned calls", place=12.4, origins=(PLAN, NOTES))
def _planned_calls(showing: Showing) -> View:
    """What was agreed of each planned call; in a notebook, the place to go through them."""
    rules = showing.facts.plan.rules if showing.facts.plan else ()
    return planned_words(rules, read_notes(showing.facts.engagement.notes_file).of(PLANNED))


def planned_words(rules: Sequence[Rule], words: Mapping[str, PlanWord]) -> View:
    """The calls of which something was said, in the plan's order."""
    found = [(rule, words[key]) for rule in rules if (key := rule_key(rule)) in words]
    if not found:
        return nothing("Nothing was said of a planned call yet.")
    noun = ("planned call", "planned calls")
    table = Table(_COLUMNS, found, label="Planned calls", noun=noun, name="planned", plain=True)
    return View(div(table, cls="sk sk-records"))
