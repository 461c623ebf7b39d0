"""What stands in the guide where there is nothing to show, or nothing was given."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.render.tree import div, p, strong
from segkit.render.view import View


def missing(what: str, why: str, fix: str) -> View:
    """A panel for a row of the guide whose data is not there: what, why, and what to do."""
    panel = div(
        p(f"{what}: not available yet", cls="sk-title"),
        p(why),
        p(strong("To fill it in:"), f" {fix}"),
        cls="sk-panel sk-warn",
    )
    return View(div(panel, cls="sk"))


def lacking(view: View, items: Sequence[tuple[str, str]]) -> View:
    """The view with a panel below it: what is missing in it, and why; unchanged when nothing is."""
    if not items:
        return view
    said = (p(strong(f"{what}: not available, because:"), f" {why}") for what, why in items)
    panel = div(div(*said, cls="sk-panel sk-warn"), cls="sk")
    return View(*view.tree, panel, data=view.data)


def not_pulled(view: View, what: Sequence[str]) -> View:
    """The view with a line below it: what was not asked for, which is not the same as none."""
    if not what or not view.tree:
        return view
    line = div(p("Not pulled: ", ", ".join(what), ".", cls="sk-note"), cls="sk")
    return View(*view.tree, line, data=view.data)


def nothing(sentence: str) -> View:
    """A sentence instead of an empty table or list."""
    return View(div(p(sentence, cls="sk-empty"), cls="sk"))


NOTHING_TO_SHOW = View()
"""What a row gives that has no place in this document."""
