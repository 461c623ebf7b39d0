"""What changed since the last time: what breaks something first, the rest folded away."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.diff.change import CHANGED, Change, Difference
from segkit.errors import SegkitError
from segkit.render.html import plural
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import (
    BREAK,
    Child,
    code,
    details,
    div,
    own,
    p,
    span,
    summary,
    together,
)
from segkit.render.view import View
from segkit.rows.row import PLAN, WORKSPACE, Showing, row

_MOST = 200
"""Changes listed of each kind; after that, how many more there are."""

_DATA = (
    Column[Change]("change", "Change", lambda one: one.kind),
    Column[Change]("what", "What", lambda one: one.thing),
    Column[Change]("name", "Name", lambda one: one.name),
    Column[Change]("of", "Of", lambda one: one.inside),
    Column[Change]("attribute", "Attribute", lambda one: one.what),
    Column[Change]("before", "Before", lambda one: one.before),
    Column[Change]("after", "After", lambda one: one.after),
    Column[Change]("breaking", "Breaking", lambda one: one.breaking),
    Column[Change]("why", "Why", lambda one: one.why),
)


@row("changes", title="Changes", place=19.1, origins=(PLAN, WORKSPACE), readers=("analyst",))
def _row(showing: Showing) -> View:
    """What changed since the snapshot before this one."""
    from segkit.diff.comparing import since_last_time

    facts = showing.facts
    try:
        found = since_last_time(facts.engagement, facts.snapshot)
    except SegkitError:
        return nothing("The snapshot before this one cannot be read any more.")
    if found is None:
        return nothing("This is the first snapshot: there is nothing before it.")
    return changes(found)


def changes(difference: Difference) -> View:
    """The changes in two lists, each change with its reason."""
    if not difference.changes and not difference.not_compared:
        return nothing(f"Nothing has changed since {difference.old}.")
    breaking = difference.breaking
    harmless = tuple(change for change in difference.changes if not change.breaking)
    lead = (
        f"Since {difference.old}: {plural(len(difference.changes), 'change')}, "
        f"{len(breaking)} of them breaking."
    )
    shown: list[Child] = [p(own(lead))]
    shown += _group("Breaking", breaking, is_open=True)
    shown += _group("Not breaking", harmless, is_open=False)
    if difference.not_compared:
        gaps = (together(own(gap), " ") for gap in difference.not_compared)
        shown.append(p("Not compared: ", *gaps, cls="sk-note"))
    return View(div(*shown, cls="sk sk-changes"), data=Table(_DATA, difference.changes))


def _group(title: str, some: Sequence[Change], *, is_open: bool) -> Sequence[Child]:
    if not some:
        return ()
    table = Table(_PAGE, some[:_MOST], label=f"{title} changes", plain=True)
    more = len(some) - _MOST
    said = f"And {more} more; "
    left = (p(said, code("segkit diff"), " lists them all.", cls="sk-note"),) if more > 0 else ()
    opened = {"open": ""} if is_open else {}
    return (details(summary(f"{title} ({len(some)})"), table, *left, **opened),)


def _what(one: Change) -> Child:
    said: list[Child] = [f"{one.thing.capitalize()} ", own(one.name)]
    if one.inside:
        said += [" ", span("of ", own(one.inside), cls="sk-note")]
    if one.what and one.kind == CHANGED:
        said += [BREAK, span(own(one.what), cls="sk-note")]
    return together(*said)


def _why(one: Change) -> Child:
    if not one.evidence:
        return own(one.why)
    because = span("The same because ", own(one.evidence), cls="sk-note")
    return together(own(one.why), BREAK, because)


_PAGE = (
    Column[Change]("what", "What", lambda one: one.name, _what),
    Column[Change]("change", "Change", lambda one: one.kind.capitalize(), width="s"),
    Column[Change]("before", "Before", lambda one: one.before),
    Column[Change]("after", "After", lambda one: one.after),
    Column[Change]("why", "Why it matters", lambda one: one.why, _why),
)
