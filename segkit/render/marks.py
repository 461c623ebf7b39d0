"""Marks for the solutions architect: seen live and in drafts, never by the customer."""

from __future__ import annotations

import re

from markupsafe import Markup

_MARK = re.compile(r' ?<span class="sk-badge sk-badge-sa">[^<]*</span>')


def sa_mark(text: object) -> Markup:
    """A word about a statement that is for the SA only: that they set it themselves."""
    return Markup(' <span class="sk-badge sk-badge-sa">{}</span>').format(text)


def without_sa_marks(html: str) -> str:
    """A view as the customer gets it; names are escaped, so none is taken for a mark."""
    return _MARK.sub("", html) if "sk-badge-sa" in html else html
