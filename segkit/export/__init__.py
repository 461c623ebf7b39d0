"""The guide as a document: from notebook and snapshot to its page and every other form."""

from __future__ import annotations

from segkit.export.document import export_guide, items_of

__all__ = ["export_guide", "items_of"]
