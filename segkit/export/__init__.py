"""The guide as a document: the nbconvert exporter, its template, and what calls them."""

from __future__ import annotations

from segkit.export.document import export_guide, items_of

__all__ = ["export_guide", "items_of"]
