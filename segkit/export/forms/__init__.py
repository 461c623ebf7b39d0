"""The guide in other forms than the page, from the same content."""

from __future__ import annotations

from segkit.export.forms.making import FORMS, Made, Making, Wanted, export_forms

__all__ = ["FORMS", "Made", "Making", "Wanted", "export_forms"]
