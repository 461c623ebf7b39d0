"""What somebody has to do: each action with what it repairs, owner, day and state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from segkit.considerations.consideration import Statement
from segkit.engagement.notes import read_notes
from segkit.engagement.notes.workshop import ACTION_STATES
from segkit.facts.actions import ActionItem, is_key
from segkit.facts.known import Facts
from segkit.facts.owners import owners
from segkit.render.html import first_of, plural, slug_id
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, div, element, p
from segkit.render.view import View
from segkit.rows.edition import Edition
from segkit.rows.row import EVERYTHING, NOTES, Showing, row
from segkit.rows.workshop.records import RecordField, day_of
from segkit.rows.workshop.said import Said

ACTION_FIELDS = (
    RecordField("text", "Action", "What is to be done?", long=True),
    RecordField("owner", "Owner", "Who does it?"),
    RecordField("due", "Until", is_date=True),
    RecordField("state", "State", choices=ACTION_STATES),
    RecordField("reason", "How, or why not", "Once it is done or dropped", long=True),
)
_MOST = 3
"""Names that stand in a cell; the consideration itself has all of them."""
NO_OWNER = "No owner yet"


@dataclass(frozen=True, slots=True)
class Shown:
    """One action with the names of what it repairs."""

    item: ActionItem
    repairs: str


@row("actions", title="Actions", place=18.15, origins=(*EVERYTHING, NOTES))
def _actions(showing: Showing) -> View:
    """What somebody has to do, with owner and day; in a notebook, the place to note it."""
    facts = showing.facts
    # what was noted after the guide was opened counts too
    found = facts.actions_by(read_notes(facts.engagement.notes_file))
    return actions([one for one in found if _is_in(showing.edition, facts, one)], facts.names)


def _is_in(edition: Edition, facts: Facts, one: ActionItem) -> bool:
    """It is about a source of the edition or about none, or who owns such a source does it."""
    if not edition.platform:
        return True
    sources = edition.sources(facts)
    about = {item.item.source_id for statement in one.repaired for item in statement.items}
    owner = one.action.owner.casefold()
    return (
        not about - {""}
        or bool(about & {source.id for source in sources})
        or owner
        in {theirs.name.casefold() for theirs in owners(facts, (), sources) if theirs.sources}
    )


def actions(found: Sequence[ActionItem], names: Mapping[str, str]) -> View:
    """The actions, the open ones first."""
    filled = [Shown(one, repairs(one, names)) for one in found if one.action.text]
    if not filled:
        return nothing("No action is noted.")
    columns = tuple(replace(c, page=c.page and any(map(c.of, filled))) for c in _COLUMNS)
    table = Table(
        columns, filled, label="Actions", noun=("action", "actions"),
        id_of=lambda one: slug_id("action", one.item.key), plain=True,
    )  # fmt: skip
    return View(div(p(said_of(found), cls="sk-title"), table, cls="sk sk-records sk-actions"))


def said_of(found: Sequence[ActionItem]) -> str:
    """`7 actions are open, 2 of them without an owner; 1 is closed.`."""
    still = [one for one in found if one.is_open]
    unowned = sum(not one.action.owner for one in still)
    closed = len(found) - len(still)
    said = f"{plural(len(still), 'action')} {'is' if len(still) == 1 else 'are'} open"
    said += f", {unowned} of them without an owner" if unowned else ""
    return said + (f"; {closed} {'is' if closed == 1 else 'are'} closed." if closed else ".")


def repairs(one: ActionItem, names: Mapping[str, str]) -> str:
    """What an action is about by the customer's own names, or in free words."""
    named = dict.fromkeys(things(statement, names) for statement in one.repaired)
    return "; ".join(named) or ("" if is_key(one.action.repairs) else one.action.repairs)


def things(statement: Statement, names: Mapping[str, str]) -> str:
    """`Slack - big orders · Shop API (production)`: the names of what a consideration is about."""
    said = Said(tuple(one.item for one in statement.items), names)
    parts = (first_of(said.instances, _MOST), first_of(said.sources, _MOST))
    return " · ".join(filter(None, parts)) or "The workspace"


def owner_of(one: ActionItem) -> Child:
    """Who does it; of an open action that nobody does, that nobody does."""
    if one.action.owner or not one.is_open:
        return one.action.owner
    return element("span", NO_OWNER, cls="sk-unowned")


_COLUMNS = (
    Column[Shown]("text", "Action", lambda one: one.item.action.text, width="xl"),
    Column[Shown]("repairs", "Repairs", lambda one: one.repairs),
    Column[Shown](
        "owner", "Owner",
        lambda one: one.item.action.owner or (NO_OWNER if one.item.is_open else ""),
        show=lambda one: owner_of(one.item),
    ),
    Column[Shown]("due", "Until", lambda one: day_of(one.item.action.due), width="xs"),
    Column[Shown]("state", "State", lambda one: one.item.action.state, width="xs"),
    Column[Shown]("closed", "Closed", lambda one: day_of(one.item.action.closed), width="xs"),
    Column[Shown]("reason", "How, or why not", lambda one: one.item.action.reason),
    Column[Shown]("proposal", "What the data says", lambda one: one.item.proposal),
    Column[Shown]("key", "Key", lambda one: one.item.key, page=False),
)  # fmt: skip
