"""Live widgets; each carries the static view that it shows."""

from __future__ import annotations

from segkit.widgets.confirm import ConfirmWidget
from segkit.widgets.table import TableWidget, live

__all__ = ["ConfirmWidget", "TableWidget", "live"]
