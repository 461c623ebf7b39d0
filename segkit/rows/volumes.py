"""The plan beside what was received, event by event (asked for with `--volumes`)."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from segkit.derive.volumes import NEVER, RECEIVED, UNPLANNED, EventVolume, VolumeFacts
from segkit.render import parts
from segkit.render.html import plural, render, slug_id
from segkit.render.missing import nothing
from segkit.render.table import Cell, Column, Item, render_table
from segkit.render.view import View

_COLUMNS = (
    Column("event", "Event", width="l"),
    Column("source", "Source", filter=True, width="m"),
    Column("state", "Plan and reality", filter=True, width="m"),
    Column("total", "Received", width="s"),
)
_WORDS = {
    NEVER: ("open", "Planned, never received"),
    UNPLANNED: ("unknown", "Received, not planned"),
    RECEIVED: ("on", "Received as planned"),
}


def volumes(found: VolumeFacts, names: Mapping[str, str]) -> View:
    """Which planned events never came and which came unplanned; `names` of sources by id."""
    if not found.events:
        return nothing("There is no event to compare: none is planned, and none was received.")
    table = render_table(
        "Plan and reality",
        _COLUMNS,
        [_item(one, names) for one in found.events],
        noun=("event of a source", "events of sources"),
        name="volumes",
    )
    said = _said(found)
    return View(
        html=render("volumes", said=said, table=table),
        text="\n".join([said, *(_line(one, names) for one in found.events)]),
        columns=tuple(column.title for column in _COLUMNS),
        rows=tuple(
            (one.event, names.get(one.source_id, one.source_id), _WORDS[one.state][1], one.total)
            for one in found.events
        ),
        widget="table",
    )


def _said(found: VolumeFacts) -> str:
    """The sum of it in a sentence."""
    counts = {
        state: len({one.event for one in found.events if one.state == state}) for state in _WORDS
    }
    heard = {one.event for one in found.events if one.state == RECEIVED}
    nowhere = {one.event for one in found.events if one.state == NEVER} - heard
    when = f"From {found.since[:10]} to {found.until[:10]}: " if found.since else ""
    return (
        f"{when}{plural(counts[RECEIVED], 'planned event')} received, "
        f"{len(nowhere)} never received from any source, "
        f"{plural(counts[UNPLANNED], 'event')} received that no plan has."
    )


def _item(one: EventVolume, names: Mapping[str, str]) -> Item:
    kind, words = _WORDS[one.state]
    source = names.get(one.source_id, one.source_id)
    near = Markup("planned as {}").format(parts.code(one.near)) if one.near else ""
    total = Markup("{}").format(f"{one.total:,}") if one.total else parts.NOTHING
    return Item(
        id=slug_id("volume", f"{one.source_id} {one.event}"),
        cells=(
            parts.below(parts.code(one.event), near),
            parts.words(source),
            Cell(parts.badge(kind, words), sort=words),
            Cell(total, sort=f"{one.total:015d}"),
        ),
    )


def _line(one: EventVolume, names: Mapping[str, str]) -> str:
    near = f" (planned as {one.near})" if one.near else ""
    source = names.get(one.source_id, one.source_id)
    return f"{source}: {one.event}: {_WORDS[one.state][1]}, {one.total}{near}"
