"""What stands in the guide where there is nothing to show, or nothing was given."""

from __future__ import annotations

from segkit.views._html import render
from segkit.views.view import View


def missing(what: str, why: str, fix: str) -> View:
    """A panel for a row of the guide whose data is not there: what, why, and what to do."""
    return View(
        html=render("missing", what=what, why=why, fix=fix),
        text=f"{what}: not available. {why} To fill it in: {fix}",
    )


def nothing(sentence: str) -> View:
    """A sentence instead of an empty table or list."""
    return View(html=render("nothing", sentence=sentence), text=sentence)
