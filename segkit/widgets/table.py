"""The searchable table in a notebook: a view's own HTML with the script on top.

Where no widget can run (GitHub, an untrusted notebook, an export), the same output shows
the static view, because both travel in one bundle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from segkit.views.look import script, stylesheet
from segkit.views.view import View

if TYPE_CHECKING:
    import pandas as pd


class TableWidget(anywidget.AnyWidget):
    """A view of kind `table`, live.

    Attributes:
        html: The static view that is made live.
        query: What is typed in the search box.
        sort_column: Key of the column that orders the rows; empty for the plan's own order.
        sort_descending: From last to first.
        filters: The chosen value by column key.
        selected: Id of the row whose details are open; empty for none.
    """

    _esm = script()
    _css = stylesheet()

    html = traitlets.Unicode("").tag(sync=True)
    query = traitlets.Unicode("").tag(sync=True)
    sort_column = traitlets.Unicode("").tag(sync=True)
    sort_descending = traitlets.Bool(default_value=False).tag(sync=True)
    filters = traitlets.Dict(
        key_trait=traitlets.Unicode(), value_trait=traitlets.Unicode(), default_value={}
    ).tag(sync=True)
    selected = traitlets.Unicode("").tag(sync=True)

    def __init__(self, view: View, **state: object) -> None:
        super().__init__(html=view.html, **state)
        self.view = view

    def show(self, view: View) -> None:
        """Shows another view, keeping what was searched, filtered and sorted."""
        self.view = view
        self.html = view.html

    def to_frame(self) -> pd.DataFrame:
        """All rows of the view as a pandas DataFrame, whatever is searched for."""
        return self.view.to_frame()

    # the values of a MIME bundle are whatever JSON their type asks for
    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:  # noqa: ANN401
        """The widget, its static view and its text, for hosts to take what they can show."""
        made = super()._repr_mimebundle_(**options)
        if made is None:
            return None
        data, metadata = made
        return data | self.view.bundle(), metadata


def live(view: View) -> TableWidget | View:
    """The live form of a view, or the view itself where there is none."""
    return TableWidget(view) if view.widget == "table" else view
