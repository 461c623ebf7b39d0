"""How many connections deliver in which mode, and how many deliver nothing (row S14)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from segkit.model.derived import Connection
from segkit.render import parts
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, div, li, span, ul
from segkit.render.view import View
from segkit.rows.row import KNOWLEDGE, WORKSPACE, Showing, row
from segkit.rows.workspace.modes import MODES, STATES, Mode, State, mode_of

_MODES = (
    Column[tuple[Mode | State, int]]("mode", "Mode", lambda one: one[0].title),
    Column[tuple[Mode | State, int]]("connections", "Connections", lambda one: one[1]),
)


@row(
    "modes",
    title="Modes",
    place=14.1,
    what="Your connection modes",
    needs=("workspace",),
    without=("destinations",),
    more=("subscriptions",),
    origins=(WORKSPACE, KNOWLEDGE),
    readers=("developer", "analyst"),
)
def _modes_row(showing: Showing) -> View:
    """How many connections are in device mode and in cloud mode (S14)."""
    facts = showing.facts
    mine = showing.edition.from_sources(facts, facts.connections, lambda one: one.source_id)
    return modes_summary(mine)


def modes_summary(connections: Sequence[Connection]) -> View:
    """How many connections deliver in which mode, and how many deliver nothing, and why (S14)."""
    if not connections:
        return nothing("There are no connections between sources and destinations yet.")
    counted = Counter(connection.obstacle or mode_of(connection).key for connection in connections)
    kept_back = STATES[1:]
    states = {state.key for state in kept_back}
    kinds: tuple[Mode | State, ...] = (*(m for m in MODES if m.key not in states), *kept_back)
    shown = [(kind, counted[kind.key]) for kind in kinds if counted[kind.key]]
    tiles = ul(*(_tile(kind, count) for kind, count in shown), cls="sk-tiles")
    return View(div(tiles, cls="sk"), data=Table(_MODES, shown))


def _tile(kind: Mode | State, count: int) -> Child:
    return li(
        span(f"{count:,}", cls="sk-number"),
        parts.badge(kind.badge, kind.title),
        span(kind.meaning, cls="sk-note"),
        cls="sk-panel",
    )
