"""What every view is: a tree that is complete without scripts, and its rows as data.

Notebooks show it with its style sheet, exports take the tree in their form, and
`segkit.widgets.live` puts the script on top of the same HTML.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property
from typing import TYPE_CHECKING, Any

from segkit.render.long_texts import shortened, shortened_text
from segkit.render.searchable import Narrowing, Searchable, narrowed
from segkit.render.styles import style_tag
from segkit.render.table import Table
from segkit.render.text import text_of
from segkit.render.tree import Child, Node, html_of

if TYPE_CHECKING:
    import pandas as pd


class View:
    """One piece of the guide, ready to be shown in every form.

    Attributes:
        tree: What it consists of.
        data: What it lists, as a table of typed values; None when it lists nothing.
    """

    def __init__(self, *tree: Child, data: Table[Any] | None = None) -> None:
        """`data` is needed where the tree holds no table, or not one that says it all."""
        self.tree = tree
        self.data = data if data is not None else _first(tree, Table)

    @cached_property
    def html(self) -> str:
        """The whole fragment: escaped, without style elements, scripts or inline handlers."""
        return str(html_of(*self.tree)).strip()

    @cached_property
    def text(self) -> str:
        """The same for places that show no HTML."""
        return text_of(*self.tree)

    @property
    def searchable(self) -> Searchable | None:
        """What of it the script makes searchable; None for nothing."""
        found = _first(self.tree, Searchable)
        return None if isinstance(found, Table) and found.plain else found

    def narrowed(self, by: Narrowing) -> View:
        """The view with the rows that match, and a sentence on what was left out.

        One without rows, or in which nothing matches any more, stays as it is.
        """
        tree = narrowed(self.tree, by) if by else self.tree
        return self if tree == self.tree else View(*tree, data=self.data)

    @property
    def columns(self) -> tuple[str, ...]:
        """Headings of the columns of `rows`; empty when the view is no table."""
        return self.data.titles if self.data is not None else ()

    @property
    def rows(self) -> tuple[tuple[object, ...], ...]:
        """What the view lists, as typed values."""
        return self.data.rows if self.data is not None else ()

    @property
    def view(self) -> View:
        """Itself, as live forms have it too."""
        return self

    def short(self) -> View:
        """The same for a notebook: long texts are cut in what is shown, and whole in the data."""
        return self if shortened(self.html) == self.html else _Short(*self.tree, data=self.data)

    def to_frame(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame, one column for each of `columns`."""
        import pandas as pd

        return self.data.to_frame() if self.data is not None else pd.DataFrame()

    def bundle(self) -> dict[str, str]:
        """Both forms by MIME type, the style sheet included."""
        return {"text/html": str(style_tag()) + self.html, "text/plain": self.text}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and self.html == other.html

    def __hash__(self) -> int:
        return hash(self.html)

    def __repr__(self) -> str:
        """Short, as a notebook or terminal shows it beside other things."""
        first, *rest = self.text.split("\n", 1)
        return f"<View: {first[:60]}{'…' if rest or len(first) > 60 else ''}>"

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        # IPython filters by itself; the arguments are its protocol
        del include, exclude
        return self.bundle()


class _Short(View):
    """A view in which the texts are cut that would make a notebook unusable."""

    @cached_property
    def html(self) -> str:
        return shortened(str(html_of(*self.tree)).strip())

    @cached_property
    def text(self) -> str:
        return "\n".join(map(shortened_text, text_of(*self.tree).split("\n")))


def _first(tree: tuple[Child, ...], kind: type[Any]) -> Any:  # noqa: ANN401 (of that kind)
    """The first part of this kind, however deep."""
    for child in tree:
        if isinstance(child, kind):
            return child
        if isinstance(child, Node) and (found := _first(child.children, kind)) is not None:
            return found
    return None
