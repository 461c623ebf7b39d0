"""What stands in the guide where there is nothing to show, or nothing was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from segkit.render.html import render
from segkit.render.view import View


def missing(what: str, why: str, fix: str) -> View:
    """A panel for a row of the guide whose data is not there: what, why, and what to do."""
    return View(
        html=render("missing", what=what, why=why, fix=fix),
        text=f"{what}: not available. {why} To fill it in: {fix}",
    )


def lacking(view: View, items: Sequence[tuple[str, str]]) -> View:
    """The view with a panel below it: what is missing in it, and why; unchanged when nothing is."""
    if not items:
        return view
    return replace(
        view,
        # a view's own HTML, made by the same templates
        html=render("lacking", view=Markup(view.html), lacking=items),  # noqa: S704
        text="\n".join(
            [view.text, *(f"{what}: not available, because: {why}" for what, why in items)]
        ),
    )


def nothing(sentence: str) -> View:
    """A sentence instead of an empty table or list."""
    return View(html=render("nothing", sentence=sentence), text=sentence)
