"""segkit: a customer's onboarding guide for Twilio Segment, made from the truth."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from segkit.version import __version__

if TYPE_CHECKING:
    from segkit import errors
    from segkit.errors import SegkitError
    from segkit.guide import Guide, Shown, open_guide
    from segkit.render.table import Column, Table
    from segkit.render.view import View
    from segkit.rows.row import Row, Showing, row


__all__ = [
    "Column",
    "Guide",
    "Row",
    "SegkitError",
    "Showing",
    "Shown",
    "Table",
    "View",
    "__version__",
    "errors",
    "open_guide",
    "row",
]

_HOMES = {
    "segkit.errors": ("SegkitError",),
    "segkit.guide": ("Guide", "Shown", "open_guide"),
    "segkit.render.table": ("Column", "Table"),
    "segkit.render.view": ("View",),
    "segkit.rows.row": ("Row", "Showing", "row"),
}


def __getattr__(name: str) -> object:
    """The public names, loaded when they are first used, so that the import stays light."""
    if name == "errors":
        return import_module("segkit.errors")
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'segkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
