"""The explorer: one box to find everything, a card for each thing, links between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from segkit.render.html import plural, render
from segkit.render.table import Column, Table
from segkit.render.tree import Child, details, div, li, own, span, summary, ul
from segkit.render.view import View
from segkit.rows.row import Showing, row
from segkit.rows.workshop.said import SIGN_OF

if TYPE_CHECKING:
    from segkit.explore.explorer import Explorer, Item

TITLES: Mapping[str, str] = {
    "trait": "Traits",
    "event": "Events",
    "page": "Other planned calls",
    "property": "Properties",
    "source": "Sources",
    "destination": "Destinations",
    "warehouse": "Warehouses",
    "consideration": "Special considerations",
}
"""Headings by kind."""

_MOST_LINKS = 40


@row("explore", place=22.1)
def _row(showing: Showing) -> View:
    """One box over everything in plan and workspace, with links between what belongs together.

    In a document, the list of what there is.
    """
    from segkit.explore.explorer import Explorer

    return explore(Explorer(showing.facts))


def explore(explorer: Explorer) -> View:
    """What there is to find, for places where nothing can be searched."""
    from segkit.explore.explorer import KINDS

    items = tuple(explorer.items.values())
    by_kind = {kind: [one for one in items if one.kind == kind] for kind in KINDS}
    shown = (_group(TITLES[kind], some) for kind, some in by_kind.items() if some)
    columns = (
        Column["Item"]("kind", "Kind", lambda one: one.kind),
        Column["Item"]("name", "Name", lambda one: one.title),
        Column["Item"]("place", "Belongs to", lambda one: one.place),
    )
    return View(div(*shown, cls="sk sk-explore"), data=Table(columns, items))


def _group(title: str, items: Sequence[Item]) -> Child:
    listed = (li(span(own(one.title), *_place(one), cls="sk-grow")) for one in items)
    return details(summary(f"{title} ({len(items)})"), ul(*listed, cls="sk-rows"))


def _place(one: Item) -> Sequence[Child]:
    return (" ", span(own(one.place), cls="sk-quiet")) if one.place else ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in the explorer.

    Attributes:
        query: What is searched for.
        kind: One of `KINDS`; empty for all.
        chosen: Id of the card that is open; empty for none.
        trail: Cards before it, the last one last.
    """

    query: str = ""
    kind: str = ""
    chosen: str = ""
    trail: tuple[str, ...] = ()


def explore_form(explorer: Explorer, place: Place) -> Markup:
    """The box, what it finds as rows, and the card that is open."""
    from segkit.explore.explorer import KINDS

    query = place.query
    hits, total = explorer.search(query, place.kind) if not place.chosen else ([], 0)
    counts = explorer.counts(query)
    item = explorer.items.get(place.chosen)
    return render(
        "explore_form",
        query=query,
        kind=place.kind,
        kinds=[
            ("", "Everything", sum(counts.values())),
            *((one, TITLES[one], counts.get(one, 0)) for one in KINDS),
        ],
        hits=hits,
        found=_found(len(hits), total, query),
        titles=TITLES,
        signs=SIGN_OF,
        item=item,
        links=_links(explorer, item),
        back=bool(place.trail),
        architect=explorer.facts.engagement.sa,
    )


def _found(shown: int, total: int, query: str) -> str:
    if not total:
        return f"Nothing holds {query!r}." if query.strip() else "There is nothing to find yet."
    if shown < total:
        return f"{plural(total, 'hit')}; the best {shown} are shown."
    return f"{plural(total, 'hit')}."


def _links(explorer: Explorer, item: Item | None) -> list[tuple[str, int, list[Item]]]:
    if item is None:
        return []
    return [
        (links.title, len(links.ids), [explorer.items[one] for one in links.ids[:_MOST_LINKS]])
        for links in explorer.links(item.id)
    ]
