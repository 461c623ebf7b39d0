"""What every widget shares: the static twin that stands where it cannot run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

import anywidget
import ipywidgets
from IPython.display import display
from markupsafe import Markup

from segkit.render.html import render
from segkit.render.view import View
from segkit.widgets.cells import shown_here
from segkit.widgets.scripts import bring_scripts

WIDGET = "application/vnd.jupyter.widget-view+json"

if TYPE_CHECKING:
    import pandas as pd


class Shows(Protocol):
    """Whatever shows a row."""

    @property
    def view(self) -> View:
        """What a document shows of it."""

    def to_frame(self) -> pd.DataFrame:
        """What it lists."""


def show_with_twin(widget: ipywidgets.Widget, static: Mapping[str, str]) -> None:
    """Show the static form, and below it the widget, which takes its place where it is live.

    A host without widgets, a page without the kernel that made them, and every stock export
    show the twin; style sheet rules decide, so that nothing has to run for it.
    """
    shown_here(widget)
    html = static.get("text/html", "")
    now = dt.datetime.now(tz=dt.UTC).astimezone()
    # a view's own HTML, with the style sheet that it travels with
    made = f"{now.day} {now:%b, %H:%M}"
    twin = render("twin", html=Markup(html), made=made, of=widget.model_id)  # noqa: S704
    display({"text/html": str(twin), "text/plain": static.get("text/plain", "")}, raw=True)  # type: ignore[no-untyped-call]
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    display({WIDGET: view, "text/plain": ""}, raw=True)  # type: ignore[no-untyped-call]


class CarryingWidget(anywidget.AnyWidget):
    """A widget with a static view, for hosts that can run no widget."""

    def __init__(self, *args: object, **state: object) -> None:
        """Its module waits for the scripts, which come to a page once."""
        bring_scripts()
        super().__init__(*args, **state)

    @property
    def view(self) -> View:
        """The static view of what the widget shows now."""
        raise NotImplementedError

    def to_frame(self) -> pd.DataFrame:
        """What it lists as a pandas DataFrame, whatever is searched for; empty for no list."""
        return self.view.to_frame()

    def bundle(self) -> dict[str, str]:
        """The static forms by MIME type."""
        return self.view.short().bundle()

    def _ipython_display_(self) -> None:
        """Shown in a cell: the twin and the widget, one of which is seen."""
        show_with_twin(self, self.bundle())

    # the values of a MIME bundle are whatever JSON their type asks for
    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:  # noqa: ANN401
        """Both in one, for hosts that ask for it."""
        made = super()._repr_mimebundle_(**options)
        if made is None:
            return None
        data, metadata = made
        return data | self.bundle(), metadata


class Below:
    """A form, and the long table from which its rows are picked below it."""

    def __init__(self, form: CarryingWidget, table: Shows) -> None:
        self._form, self._table = form, table

    @property
    def view(self) -> View:
        """What a document shows: the table."""
        return self._table.view

    def to_frame(self) -> pd.DataFrame:
        """The table as a pandas DataFrame."""
        return self._table.to_frame()

    def bundle(self) -> dict[str, str]:
        """The table's static forms by MIME type."""
        return self._table.view.short().bundle()

    def _ipython_display_(self) -> None:
        """Shown in a cell, one after the other."""
        display(self._form, self._table)  # type: ignore[no-untyped-call]
