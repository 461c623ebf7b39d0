"""What every row of a guide gives, live or static."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from segkit.render.view import View

if TYPE_CHECKING:
    import pandas as pd


@runtime_checkable
class Shown(Protocol):
    """What every row gives: a widget in a notebook, a view in a document; both show themselves."""

    @property
    def view(self) -> View:
        """The static view of what is shown now."""

    def to_frame(self) -> pd.DataFrame:
        """What it lists as a pandas DataFrame, whatever is searched for; empty for no list."""
