"""The style sheet and the script that every view shares, as text.

They are files of their own, so that editors and browsers know what they are; this module
only hands them out: to notebooks as a style element, to widgets and exports as they are.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from markupsafe import Markup

from segkit.texts import ENGLISH, with_texts_in

SCRIPTS = ("rows.js", "copying.js", "tabs.js", "tools.js", "table.js", "segkit.js")
"""The parts of the one module, in the order in which they build on each other."""


@cache
def stylesheet() -> str:
    """The CSS for everything below an element of class `sk`."""
    return _asset("segkit.css")


@cache
def script(language: str = ENGLISH) -> str:
    """The ES module that makes static views searchable; it exports `enhance(root, options)`.

    It is one module of several files: a page admits it by one hash, and a widget gets it
    as it is, without a build step, with what a kernel adds to it (`segkit.widgets.scripts`).
    Its fixed texts are in the language, whose marks are gone (`segkit.texts`).
    """
    return with_texts_in(language, "\n".join(_asset(name) for name in SCRIPTS))


@cache
def style_tag() -> Markup:
    """The style sheet as one `<style>` element, for output cells of a notebook."""
    # our own file, checked by a test to hold nothing that could end the element
    return Markup("<style>\n") + Markup(stylesheet()) + Markup("</style>\n")  # noqa: S704


def without_style(html: str) -> str:
    """The fragment of an output cell without the style element that `View` put before it."""
    return html.removeprefix(style_tag())


def _asset(name: str) -> str:
    return files("segkit.render").joinpath("assets", name).read_text(encoding="utf-8")
