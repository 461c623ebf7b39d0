"""Live widgets; each carries the static view that it shows."""

from __future__ import annotations

from segkit.widgets.table import TableWidget, live

__all__ = ["TableWidget", "live"]
