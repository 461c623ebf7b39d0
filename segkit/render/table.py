"""The one table of segkit: typed values in named columns, and how the page shows them.

A column is declared once: what it is called, which value an item has there, and how the page
shows, sorts and filters it. Everything else is a form of that: the page, Markdown, text,
workbook, CSV and data frame.

On the page each item is a `<tbody>` of its own: its row, and below it a closed `<details>` with
all that does not fit in a row. So an item can be hidden, moved, linked to and kept whole on
paper, and nothing needs a script to be read.

A large guide has tens of thousands of cells, so they are written with as little as HTML
allows: no end tags, no isolation where the cell itself isolates, nothing at all in an empty
cell (the style sheet draws the dash). Two comments tell the script where the items begin and end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from markupsafe import Markup

from segkit.render import parts
from segkit.render.days import day_words
from segkit.render.html import render
from segkit.render.searchable import Entry, Heading, values_in
from segkit.render.tree import Child, Node, element, html_of, plain

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
_OPEN, _CLOSE = "<bdi>", "</bdi>"


@dataclass(frozen=True)  # without slots: a generic class with them cannot be frozen in 3.11
class Column(Generic[T]):
    """One column.

    Attributes:
        key: Name for the script, the style sheet and kept filters (`type`).
        title: Heading.
        of: The value that an item has here: a text, number, bool, date, or a tuple of them.
        show: What stands in the page's cell, where that is more than the value itself.
        sort: What its rows are sorted by on the page, where that is not the cell's text.
        filter: The script offers its values as a filter; for columns with few values.
        code: Its values stand as they are sent.
        limit: Of a list the page's row shows so many, and how many more there are.
        width: `xs`, `s`, `m`, `l` or `xl`: how much room it wants.
        low: Left out where there is little room; what it holds must be in the details too.
        page: It stands on the page.
        data: It stands in workbook, CSV and data frame.
        link: Its values are addresses of Segment's documentation, which a workbook links.
    """

    key: str
    title: str
    of: Callable[[T], object]
    show: Callable[[T], Child] | None = None
    sort: Callable[[T], str] | None = None
    filter: bool = False
    code: bool = False
    limit: int = 0
    width: str = "m"
    low: bool = False
    page: bool = True
    data: bool = True
    link: bool = False

    def cell(self, item: T) -> Child:
        """What stands in the page's cell for this item."""
        return self.show(item) if self.show else self._shown(self.of(item), self.limit)

    def full(self, item: T) -> Child:
        """The same where there is room for all of a list."""
        return self.show(item) if self.show else self._shown(self.of(item), 0)

    def _shown(self, value: object, limit: int) -> Child:
        if value is None or value in ("", ()):
            return parts.NOTHING
        if isinstance(value, tuple):
            return parts.values(value, as_code=self.code, limit=limit, filterable=self.filter)
        if self.code:
            return parts.code(value)
        if isinstance(value, dt.date):
            return element("time", day_words(value), datetime=value.isoformat())
        return parts.words(value if isinstance(value, str) else as_words(value))


@dataclass(frozen=True)
class Table(Generic[T]):
    """Items in rows, each column a typed value of them.

    Attributes:
        columns: In order.
        items: What the rows are made of, in order.
        label: Names the table for screen readers.
        noun: What one and many rows are called (`("trait", "traits")`).
        name: Becomes a class (`sk-traits`).
        id_of: Anchor and key of an item, unique in the document; a number tells doubles apart.
        details: What is folded away below an item's row.
        note: What stands below its name where columns of low rank are left out.
        plain: The page shows it as it is, not searchable.
    """

    columns: tuple[Column[T], ...]
    items: Sequence[T]
    label: str = ""
    noun: tuple[str, str] = ("row", "rows")
    name: str = ""
    id_of: Callable[[T], str] = field(default=lambda _item: "")
    details: Callable[[T], Sequence[Child]] = field(default=lambda _item: ())
    note: Callable[[T], Child] = field(default=lambda _item: "")
    plain: bool = False

    @property
    def data_columns(self) -> tuple[Column[T], ...]:
        """The columns of workbook, CSV and data frame."""
        return tuple(column for column in self.columns if column.data)

    @property
    def page_columns(self) -> tuple[Column[T], ...]:
        """The columns of the page."""
        return tuple(column for column in self.columns if column.page)

    @property
    def titles(self) -> tuple[str, ...]:
        """Headings of the data's columns."""
        return tuple(column.title for column in self.data_columns)

    @property
    def rows(self) -> tuple[tuple[object, ...], ...]:
        """The values, one tuple for each item; they keep their types."""
        columns = self.data_columns
        return tuple(tuple(column.of(item) for column in columns) for item in self.items)

    def to_frame(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame, one column for each heading."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=list(self.titles))

    def pieces(self) -> list[str]:
        """The HTML of each item, as the page holds it."""
        columns = self.page_columns
        return [_item_html(self, columns, id_, item) for id_, item in self._with_ids()]

    def kept(self, places: Sequence[int]) -> Table[T]:
        """The table with the items at these places only."""
        return replace(self, items=[self.items[place] for place in places])

    def mapped(self, change: Callable[[Sequence[Child]], Sequence[Child]]) -> Table[T]:
        """The table with what stands in its cells and details changed."""
        columns = tuple(_mapped(column, change) for column in self.columns)
        return replace(self, columns=columns, details=lambda item: change(self.details(item)))

    @property
    def headings(self) -> Sequence[Heading]:
        """The page's columns, as the search knows them."""
        return [Heading(column.key, column.title, column.filter) for column in self.page_columns]

    def entries(self) -> Sequence[Entry]:
        """The page's rows, as the search sees them."""
        return [self._entry(item) for item in self.items]

    def _entry(self, item: T) -> Entry:
        by_key = {column.key: column for column in self.page_columns}

        def values(key: str) -> tuple[str, ...]:
            value = by_key[key].of(item)
            if isinstance(value, tuple) and value:  # also what the page cuts short
                return tuple(map(parts.as_text, value))
            return values_in(by_key[key].cell(item))

        cells = (column.cell(item) for column in by_key.values())
        return Entry((*cells, self.note(item), *self.details(item)), values)

    @property
    def instead(self) -> tuple[Child, ...]:
        """A table of nodes, for forms that know no other: each item's details in a row below it."""
        columns = self.page_columns
        head = Node("tr", tuple(Node("th", (column.title,)) for column in columns))
        rows = [self._nodes(columns, item) for item in self.items]
        bodies = [tuple(row for some in rows for row in some)] if self.plain else rows
        made = (Node("tbody", body) for body in bodies)
        return (Node("table", (Node("thead", (head,)), *made)),)

    def _nodes(self, columns: Sequence[Column[T]], item: T) -> tuple[Node, ...]:
        first, *others = (column.cell(item) for column in columns)
        # a searchable table leaves to the style sheet to draw a dash
        shown = (
            Node("", ()) if cell == parts.NOTHING and not self.plain else cell for cell in others
        )
        row = Node("tr", (Node("th", (first,)), *(Node("td", (cell,)) for cell in shown)))
        more = tuple(self.details(item))
        if not any(map(plain, more)):
            return (row,)
        return (row, Node("tr", (Node("td", more, {"colspan": str(len(columns))}),)))

    def _with_ids(self) -> Iterator[tuple[str, T]]:
        """The items with their ids, and a number behind each id that was there before."""
        seen: dict[str, int] = {}
        for item in self.items:
            id_ = self.id_of(item)
            count = seen[id_] = seen.get(id_, 0) + 1
            yield (id_ if count == 1 or not id_ else f"{id_}-{count}"), item

    def __html__(self) -> Markup:
        if self.plain:
            return self._plain_html()
        return render(
            "table",
            table=self,
            columns=self.page_columns,
            # each is escaped, cell by cell
            rows=Markup("".join(f"{piece}\n" for piece in self.pieces())),  # noqa: S704
        )

    def _plain_html(self) -> Markup:
        columns = self.page_columns
        rows = [
            (id_, [(column.title, column.cell(item)) for column in columns])
            for id_, item in self._with_ids()
        ]
        return render("grid", table=self, columns=columns, rows=rows)


def _mapped(column: Column[T], change: Callable[[Sequence[Child]], Sequence[Child]]) -> Column[T]:
    show = column.show
    if show is None:
        return column

    def shown(item: T) -> Child:
        made = change([show(item)])
        return made[0] if len(made) == 1 else Node("", tuple(made))

    return replace(column, show=shown)


def as_words(value: object) -> str:
    """A value as one text, where a cell holds nothing but text."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{value:,}"
        case tuple():
            return parts.between(value).join(parts.as_text(one) for one in value)
        case dt.date() | str():
            return str(value)
    return parts.as_text(value)


def _item_html(table: Table[T], columns: Sequence[Column[T]], id_: str, item: T) -> str:
    anchor = f' id="{Markup.escape(id_)}"' if id_ else ""
    pieces = [f'<tbody class="sk-item"{anchor}><tr>']
    for place, column in enumerate(columns):
        cell = _short(column.cell(item))
        sort = f' data-sort="{Markup.escape(column.sort(item))}"' if column.sort else ""
        if place:
            pieces.append(f"<td{' class=sk-low' if column.low else ''}{sort}>{cell}")
            continue
        note = table.note(item)
        narrow = f"<span class=sk-narrow>{html_of(note)}</span>" if note else ""
        pieces.append(f"<th scope=row{sort}>{cell}{narrow}")
    more = html_of(*table.details(item)).strip()
    pieces.append(
        f"<tr class=sk-more><td colspan={len(columns)}><details><summary>More</summary>"
        f"<div class=sk-details>{more}</div></details>"
        if more
        else "</tbody>"
    )
    return "".join(pieces)


def _short(cell: Child) -> str:
    """The cell's HTML without what the style sheet does for it."""
    if isinstance(cell, Node) and cell == parts.NOTHING:
        return ""
    html = html_of(cell)
    if html.startswith(_OPEN) and html.endswith(_CLOSE) and html.count(_OPEN) == 1:
        return html[len(_OPEN) : -len(_CLOSE)]
    return html
