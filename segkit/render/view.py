"""What every view is: static HTML, the same as plain text, and its rows as data.

A view is complete without scripts. Notebooks show it with its style sheet, exports take
the bare fragment, and `segkit.widgets.live` puts the script on top of the same HTML.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from segkit.render.html import clean
from segkit.render.styles import style_tag

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class View:
    """One piece of the guide, ready to be shown.

    Attributes:
        html: The whole fragment: escaped, without style elements, scripts, inline
            handlers or inline styles.
        text: The same for places that show no HTML.
        columns: Names of the columns of `rows`; empty when the view is no table.
        rows: What the view lists, as plain values.
        widget: `table` when the script can make it searchable; otherwise empty.
    """

    html: str
    text: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()
    widget: str = ""

    def __post_init__(self) -> None:
        # plain text from here on: Markup would escape whatever an exporter puts beside it
        object.__setattr__(self, "html", str(self.html))

    def to_frame(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame, one column for each of `columns`."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=list(self.columns))

    def bundle(self) -> dict[str, str]:
        """Both forms by MIME type, the style sheet included."""
        return {"text/html": str(style_tag()) + self.html, "text/plain": clean(self.text)}

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        # IPython filters by itself; the arguments are its protocol
        del include, exclude
        return self.bundle()
