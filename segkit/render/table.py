"""The one table of segkit: readable as it is, searchable once the script has seen it.

Each item is a `<tbody>` of its own: its row, and below it a closed `<details>` with all
that does not fit in a row. So an item can be hidden, moved, linked to and kept whole on
paper, and nothing needs a script to be read.

A large guide has tens of thousands of cells, so they are written with as little as HTML
allows: no end tags, no isolation where the cell itself isolates, nothing at all in an empty
cell (the style sheet draws the dash). Two comments tell the script and `segkit.render.narrowed`
where the items begin and end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from segkit.render.html import render
from segkit.render.parts import NOTHING

_NOTHING = Markup("")
_OPEN, _CLOSE = "<bdi>", "</bdi>"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: Name for the script and the style sheet (`type`).
        title: Heading.
        filter: The script offers its values as a filter; for columns with few values.
        width: `xs`, `s`, `m`, `l` or `xl`: how much room it wants.
        low: Left out where there is little room; what it holds must be in the details too.
    """

    key: str
    title: str
    filter: bool = False
    width: str = "m"
    low: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell; `sort` replaces its text when rows are sorted."""

    html: Markup
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One row with its details.

    Attributes:
        id: Anchor and key; unique in the document.
        cells: As many as there are columns; the first is the row's heading.
        details: Everything else; empty for none.
        note: What stands below the name where columns of low rank are left out.
    """

    id: str
    cells: tuple[Cell | Markup, ...]
    details: Markup = _NOTHING
    note: Markup = _NOTHING


def render_table(
    label: str,
    columns: Sequence[Column],
    items: Sequence[Item],
    *,
    noun: tuple[str, str],
    name: str,
) -> Markup:
    """The table with all its rows.

    `label` names it for screen readers, `noun` is what one and many rows are called
    (`("trait", "traits")`), `name` becomes a class (`sk-traits`).
    """
    return render(
        "table",
        label=label,
        columns=columns,
        items=_prepared(items),
        one=noun[0],
        many=noun[1],
        name=name,
    )


def _prepared(items: Sequence[Item]) -> list[Item]:
    """The items with `Cell`s only, and a number behind each id that was there before."""
    seen: dict[str, int] = {}
    made = []
    for item in items:
        count = seen[item.id] = seen.get(item.id, 0) + 1
        unique = item.id if count == 1 else f"{item.id}-{count}"
        cells = tuple(_short(c if isinstance(c, Cell) else Cell(c)) for c in item.cells)
        made.append(replace(item, id=unique, cells=cells))
    return made


def _short(cell: Cell) -> Cell:
    """The cell without what the style sheet does for it."""
    html = str(cell.html)
    if html == NOTHING:
        return replace(cell, html=_NOTHING)
    if html.startswith(_OPEN) and html.endswith(_CLOSE) and html.count(_OPEN) == 1:
        # what is left was Markup before, and still is whole elements
        return replace(cell, html=Markup(html[len(_OPEN) : -len(_CLOSE)]))  # noqa: S704
    return cell
