"""What every widget with a form shares: its files, and the static view that travels with it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import anywidget

from segkit.render.view import View

if TYPE_CHECKING:
    import pandas as pd


@cache
def asset(*names: str) -> str:
    """Files of `segkit/widgets/assets` as one text: a widget's module has no imports."""
    folder = files("segkit.widgets").joinpath("assets")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


class CarryingWidget(anywidget.AnyWidget):
    """A widget whose output also holds a static view, for hosts that can run no widget."""

    @property
    def view(self) -> View:
        """The static view of what the widget shows now."""
        raise NotImplementedError

    def to_frame(self) -> pd.DataFrame:
        """What it lists as a pandas DataFrame, whatever is searched for; empty for no list."""
        return self.view.to_frame()

    def bundle(self) -> dict[str, str]:
        """The static forms by MIME type."""
        return self.view.bundle()

    # the values of a MIME bundle are whatever JSON their type asks for
    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:  # noqa: ANN401
        """The widget, its static view and its text, for hosts to take what they can show."""
        made = super()._repr_mimebundle_(**options)
        if made is None:
            return None
        data, metadata = made
        return data | self.view.bundle(), metadata
