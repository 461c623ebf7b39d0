"""Showing a notebook to a room: large type, no code, one section at a time."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from segkit.views.look import stylesheet
from segkit.views.missing import nothing


@cache
def _asset(name: str) -> str:
    return files("segkit.widgets").joinpath("assets", name).read_text(encoding="utf-8")


class PresenterWidget(anywidget.AnyWidget):
    """Switches that change how the notebook around them looks; nothing of it is changed.

    Attributes:
        large: Type for a projector.
        code_hidden: Only what cells show.
        one_section: One section at a time, with keys and buttons to go on.
    """

    _esm = _asset("presenter.js")
    _css = stylesheet() + _asset("presenter.css")

    large = traitlets.Bool(default_value=False).tag(sync=True)
    code_hidden = traitlets.Bool(default_value=False).tag(sync=True)
    one_section = traitlets.Bool(default_value=False).tag(sync=True)

    def bundle(self) -> dict[str, str]:
        """In a document there is nothing to switch."""
        return {"text/plain": ""}

    # the values of a MIME bundle are whatever JSON their type asks for
    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:  # noqa: ANN401
        """The widget; a host that can run none is told why it is not there."""
        made = super()._repr_mimebundle_(**options)
        if made is None:
            return None
        data, metadata = made
        without = nothing("Presenting needs a running notebook: open it with `segkit lab`.")
        return data | without.bundle(), metadata
