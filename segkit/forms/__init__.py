"""The guide in other forms than the page, from the same content."""

from __future__ import annotations

from segkit.forms.making import FORMS, Made, Wanted, export_forms

__all__ = ["FORMS", "Made", "Wanted", "export_forms"]
