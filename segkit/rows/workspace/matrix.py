"""Sources × destinations in one grid (row S15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from segkit.model.derived import Connection
from segkit.model.workspace import Destination, Source, Warehouse
from segkit.render import parts
from segkit.render.html import plural, slug_id
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import (
    BREAK,
    Child,
    Drawing,
    div,
    element,
    html_of,
    joined,
    li,
    own,
    p,
    span,
    strong,
    together,
    ul,
)
from segkit.render.view import View
from segkit.rows.row import KNOWLEDGE, WORKSPACE, Showing, row
from segkit.rows.workspace.modes import MODES, STATES, WAREHOUSE
from segkit.rows.workspace.pairs import Pair, Reach, Target, reach

_MOST_SOURCES = 40
_MOST_CELLS = 2_500
"""A larger grid is mostly empty and too heavy to open: then it becomes a table."""

_FEWEST_ON_PAPER, _MOST_ON_PAPER = 5, 16
"""On paper fewer columns than these leave most of a page empty, and more are cut off."""

_LONG = 40
"""A longer name does not fit above its column, and is given once more for the mouse."""

_TALL = 12
"""From so many rows on, the grid scrolls below its headings."""

ByTarget = Sequence[tuple[Target, Sequence[Pair]]]

_PAIRS = (
    Column[Pair]("source", "Source", lambda pair: pair.source.name),
    Column[Pair]("target", "Target", lambda pair: pair.target.name),
    Column[Pair]("mode", "Mode", lambda pair: tuple(mode.title for mode in pair.modes)),
    Column[Pair]("state", "State", lambda pair: pair.state.title),
    Column[Pair]("destinations", "Destinations", lambda pair: pair.count),
)
"""One row for each pair."""

_COLUMNS = (
    Column[tuple[Target, Sequence[Pair]]](
        "target",
        "Destination or warehouse",
        lambda one: one[0].name,
        lambda one: _named(one[0]),
        width="l",
    ),
    Column[tuple[Target, Sequence[Pair]]](
        "sources",
        "Sources",
        lambda one: tuple(pair.source.name for pair in one[1]),
        limit=4,
        width="xl",
    ),
    Column[tuple[Target, Sequence[Pair]]](
        "mode",
        "Mode",
        lambda one: _each(m.title for pair in one[1] for m in pair.modes),
        filter=True,
    ),
    Column[tuple[Target, Sequence[Pair]]](
        "state",
        "State",
        # that nothing arrives is said by the mode already
        lambda one: _each(pair.state.title for pair in one[1] if pair.state.key != "none"),
        filter=True,
    ),
)

_CONNECTED = ("destinations", "warehouses", "connectedSources")


@row(
    "matrix",
    title="Matrix",
    place=15.2,
    what="Your matrix",
    needs=("workspace",),
    without=("destinations", "warehouses"),
    more=_CONNECTED,
    origins=(WORKSPACE, KNOWLEDGE),
    readers=("developer", "analyst"),
)
def _row(showing: Showing) -> View:
    """Sources × destinations with the mode of each connection (S15)."""
    facts = showing.facts
    workspace = facts.workspace
    if workspace is None:
        return matrix((), (), (), ())
    return matrix(
        showing.edition.sources(facts),
        workspace.destinations,
        showing.edition.warehouses(facts),
        facts.connections,
    )


def matrix(
    sources: Sequence[Source],
    destinations: Sequence[Destination],
    warehouses: Sequence[Warehouse],
    connections: Sequence[Connection],
) -> View:
    """Targets down, sources across, in each cell the mode's letter and what stands in its way.

    Beyond 40 sources or 2,500 cells: a table of the targets with the sources that reach each.
    """
    found = reach(sources, destinations, warehouses, connections)
    if not found.pairs:
        return nothing("No source is connected to a destination or warehouse yet.")
    pairs = Table(_PAIRS, found.pairs, label="Sources and destinations", plain=True)
    large = (
        len(found.sources) > _MOST_SOURCES or len(found.sources) * len(found.targets) > _MOST_CELLS
    )
    by_target = _by_target(found)
    shown = _list(found, by_target) if large else _grid(found, by_target, pairs)
    return View(shown, data=pairs)


def _grid(found: Reach, by_target: ByTarget, pairs: Table[Pair]) -> Child:
    tall = " sk-tall" if len(found.targets) > _TALL else ""
    wide = not _FEWEST_ON_PAPER <= len(found.sources) <= _MOST_ON_PAPER
    frame = {"tabindex": "0", "role": "region", "aria_label": "Sources and destinations"}
    shown = div(
        div(_table(found), cls=f"sk-scroll{tall}{' sk-screen' if wide else ''}", **frame),
        *([_on_paper(by_target)] if wide else []),
        _legend(found),
        cls="sk sk-matrix-view",
    )
    return Drawing(html_of(shown), lambda: (pairs,), (shown,))


def _table(found: Reach) -> Child:
    """Targets down, sources across."""
    pair = {(pair.source.id, pair.target.key): pair for pair in found.pairs}
    sources = (_turned(source.name) for source in found.sources)
    rows = (
        element(
            "tr",
            element("th", _named(target), scope="row"),
            *(_cell(pair.get((source.id, target.key))) for source in found.sources),
        )
        for target in found.targets
    )
    said = "Destinations and warehouses in rows, sources in columns"
    return element(
        "table",
        element("caption", said, cls="sk-sr"),
        element("thead", element("tr", element("td"), *sources)),
        element("tbody", *rows),
        cls="sk-grid sk-matrix",
    )


def _turned(name: str) -> Child:
    more = {"title": name} if len(name) > _LONG else {}
    return element("th", span(own(name)), scope="col", cls="sk-turn", **more)


def _cell(pair: Pair | None) -> Child:
    """Letters for the eye, and the same in words for who reads."""
    if pair is None:
        return element("td")
    arrives = pair.state.key in {"on", "none"}
    hidden = {"aria_hidden": "true"}
    letters = (
        span(m.letter, cls=f"sk-letter sk-letter-{m.key if arrives else 'off'}", **hidden)
        for m in pair.modes
    )
    below = [span(pair.said, cls="sk-off", **hidden)] if pair.said else []
    how = span(f"{pair.how[:1].upper()}{pair.how[1:]}", cls="sk-sr")
    return element("td", *letters, *below, how)


def _on_paper(by_target: ByTarget) -> Child:
    """A grid that is too wide for paper, as a list."""
    entries = (
        div(element("dt", own(target.name)), element("dd", _reached_by(pairs)))
        for target, pairs in by_target
    )
    return element("dl", *entries, cls="sk-facts sk-paper")


def _reached_by(pairs: Sequence[Pair]) -> Child:
    if not pairs:
        return span("no source", cls="sk-none")
    said = (
        together(
            own(pair.source.name),
            f" – {'/'.join(mode.letter for mode in pair.modes)}",
            f" {pair.said}" if pair.said else "",
        )
        for pair in pairs
    )
    return joined(", ", *said)


def _legend(found: Reach) -> Child:
    used = {mode.key for pair in found.pairs for mode in pair.modes}
    states = {pair.state.key for pair in found.pairs} - {"on", "none"}
    modes = (
        _sign(span(m.letter, cls=f"sk-letter sk-letter-{m.key}"), m.title, m.meaning)
        for m in (*MODES, WAREHOUSE)
        if m.key in used
    )
    dots = (
        _sign(span("·", cls="sk-letter sk-letter-off", aria_hidden="true"), s.title, s.meaning)
        for s in STATES
        if s.key in states
    )
    return ul(*modes, *dots, cls="sk-legend", aria_label="Legend")


def _sign(letter: Child, title: str, meaning: str) -> Child:
    return li(letter, " ", strong(title), " ", span(meaning, cls="sk-quiet"))


def _list(found: Reach, by_target: ByTarget) -> Child:
    noun = ("destination or warehouse", "destinations and warehouses")
    sources, targets = plural(len(found.sources), "source"), plural(len(found.targets), *noun)
    lead = f"{sources} and {targets} are too many for a grid; here is each with the sources that reach it."
    table = Table(
        _COLUMNS,
        by_target,
        label="Sources and destinations",
        noun=noun,
        name="reach",
        id_of=lambda one: slug_id("reach", one[0].key),
        details=_details,
    )
    return div(p(lead, cls="sk-note"), table, cls="sk sk-matrix-view")


def _named(target: Target) -> Child:
    if not target.note:
        return own(target.name)
    return together(own(target.name), BREAK, span(own(target.note), cls="sk-note"))


def _details(one: tuple[Target, Sequence[Pair]]) -> Sequence[Child]:
    alike: dict[str, list[str]] = {}
    for pair in one[1]:
        alike.setdefault(f"{pair.how[:1].upper()}{pair.how[1:]}", []).append(pair.source.name)
    return [
        parts.facts([(how, parts.values(names, as_code=False)) for how, names in alike.items()])
    ]


def _each(titles: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(titles))


def _by_target(found: Reach) -> ByTarget:
    grouped: Mapping[str, list[Pair]] = {target.key: [] for target in found.targets}
    for pair in found.pairs:
        grouped[pair.target.key].append(pair)
    return [(target, grouped[target.key]) for target in found.targets]
