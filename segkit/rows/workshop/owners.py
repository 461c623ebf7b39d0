"""Who owns what: teams and people of plan, workspace and notes."""

from __future__ import annotations

from segkit.facts.owners import Owner, owners, without_owner
from segkit.render import parts
from segkit.render.html import plural
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, div, p, together
from segkit.render.view import View
from segkit.rows.row import NOTES, PLAN, WORKSPACE, Showing, row

_FEW = 3


_COLUMNS = (
    Column[Owner]("owner", "Owner", lambda one: one.name, width="s"),
    Column[Owner]("calls", "Planned calls", lambda one: one.calls, limit=_FEW),
    Column[Owner]("sources", "Sources", lambda one: one.sources, limit=_FEW),
    Column[Owner]("notes", "Decisions and questions", lambda one: one.notes),
)


@row("owners", title="Owners", place=18.6, what="Who owns what", origins=(PLAN, WORKSPACE, NOTES))
def _row(showing: Showing) -> View:
    """Teams and people with their planned calls, sources, decisions and questions."""
    facts, edition = showing.facts, showing.edition
    rules = edition.rules(facts, facts.plan.rules if facts.plan else ())
    found = owners(facts, rules, edition.sources(facts))
    if edition.platform:  # what was decided and asked is in no developer's copy
        found = tuple(one for one in found if one.calls or one.sources)
    if not found:
        return nothing("Neither plan, workspace nor notes name an owner.")
    table = Table(_COLUMNS, found, label="Who owns what", plain=True)
    return View(div(table, *_lacking(without_owner(rules)), cls="sk sk-stack"), data=table)


def _lacking(names: tuple[str, ...]) -> tuple[Child, ...]:
    if not names:
        return ()
    said = together(
        f"No owner yet: {plural(len(names), 'planned call')}: ", parts.listed(names), "."
    )
    return (p(said, cls="sk-note"),)
