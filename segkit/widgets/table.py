"""The searchable table in a notebook: a view's own HTML with the script on top.

Where no widget can run (GitHub, an untrusted notebook, an export), the same output shows
the static view, because both travel in one bundle.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import traitlets
from traitlets import Bunch

from segkit.errors import SegkitError
from segkit.render.searchable import Narrowing
from segkit.render.view import View
from segkit.widgets.carrying import CarryingWidget
from segkit.widgets.scripts import loader

Keep = Callable[[Narrowing], None]
"""What is called with the filter to keep; an empty one means none."""


class TableWidget(CarryingWidget):
    """A view with something searchable, live.

    Attributes:
        html: The static view that is made live.
        query: What is typed in the search box.
        sort_column: Key of the column that orders the rows; empty for the plan's own order.
        sort_descending: From last to first.
        filters: The chosen value by column key.
        selected: Id of the row whose details are open; empty for none.
        keeps: Whether the reader may keep what is searched and filtered for the export.
        kept: They do.
        problem: Why it could not be kept, and what to do.
        said: That it is kept, with the time: until this changes, nothing is.
    """

    _esm = loader("table")

    html = traitlets.Unicode("").tag(sync=True)
    query = traitlets.Unicode("").tag(sync=True)
    sort_column = traitlets.Unicode("").tag(sync=True)
    sort_descending = traitlets.Bool(default_value=False).tag(sync=True)
    filters = traitlets.Dict(
        key_trait=traitlets.Unicode(), value_trait=traitlets.Unicode(), default_value={}
    ).tag(sync=True)
    selected = traitlets.Unicode("").tag(sync=True)
    keeps = traitlets.Bool(default_value=False).tag(sync=True)
    kept = traitlets.Bool(default_value=False).tag(sync=True)
    problem = traitlets.Unicode("").tag(sync=True)
    said = traitlets.Unicode("").tag(sync=True)

    def __init__(self, view: View, *, keep: Keep | None = None, **state: object) -> None:
        """Show `view`; `keep` is told what to keep for the export, and what no longer."""
        self._view = view
        super().__init__(html=view.html, keeps=keep is not None, **state)
        self._keep = keep
        if keep is not None:
            self.observe(self._tell, names=["kept", "query", "filters"])

    @property
    def view(self) -> View:
        """The view that is shown, with all its rows."""
        return self._view

    def _tell(self, change: Bunch) -> None:
        """Keeps what is chosen, whenever it changes; a filter that is not kept changes nothing."""
        if self._keep is None or not (self.kept or change.name == "kept"):
            return
        try:
            self._keep(Narrowing(self.query, self.filters) if self.kept else Narrowing())
        except SegkitError as error:
            self.problem = str(error)
        else:
            self.problem = ""
            now = f"{dt.datetime.now(tz=dt.UTC).astimezone():%H:%M:%S}"
            self.said = f"In notes.toml, {now}." if self.kept else f"Not kept any more, {now}."

    def show(self, view: View) -> None:
        """Shows another view, keeping what was searched, filtered and sorted."""
        self._view = view
        self.html = view.html
