"""Showing a notebook to a room: large type, no code, one section at a time."""

from __future__ import annotations

import traitlets

from segkit.render.missing import nothing
from segkit.render.view import View
from segkit.widgets.carrying import CarryingWidget, asset, module


class PresenterWidget(CarryingWidget):
    """Switches that change how the notebook around them looks; nothing of it is changed.

    Attributes:
        large: Type for a projector.
        code_hidden: Only what cells show.
        one_section: One section at a time, with keys and buttons to go on.
    """

    _esm = module(asset("presenter.js"))

    large = traitlets.Bool(default_value=False).tag(sync=True)
    code_hidden = traitlets.Bool(default_value=False).tag(sync=True)
    one_section = traitlets.Bool(default_value=False).tag(sync=True)

    @property
    def view(self) -> View:
        """Why the switches are not there, for hosts that run no widget."""
        return nothing("Presenting needs a running notebook: open it with `segkit lab`.")

    def bundle(self) -> dict[str, str]:
        """In a document there is nothing to switch."""
        return {"text/plain": ""}
