"""A guide as one HTML file: its page, in the engagement's look, put into the template."""

from __future__ import annotations

from pathlib import Path

from jinja2 import FileSystemLoader, TemplateError

from segkit.engagement.bundled import INSTALL_AGAIN
from segkit.errors import ExportError
from segkit.export.news import Listen
from segkit.export.page.dressing import dressed
from segkit.export.page.page import page_of
from segkit.export.prepared import Prepared
from segkit.render.html import environment
from segkit.version import __version__

_TEMPLATES = Path(__file__).parent / "templates"
_TEMPLATE = "page.html.j2"


def html_of(prepared: Prepared, listen: Listen) -> str:
    """The page; `listen` hears when the look had to be changed to be readable.

    Raises `ConfigError` when the engagement's logo cannot be used.
    """
    look = prepared.engagement.look
    page = page_of(
        prepared.content,
        title=prepared.title,
        headings=prepared.headings,
        footer=prepared.footer,
        foot=prepared.foot,
        version=__version__,
        open_count=prepared.open_count,
        draft=prepared.draft,
        language=look.language,
    )
    # the views' own environment with this one folder: no template of a stranger's is found
    around = environment().overlay(
        loader=FileSystemLoader(_TEMPLATES), trim_blocks=False, lstrip_blocks=False
    )
    try:
        return around.get_template(_TEMPLATE).render(page=dressed(page, look, listen))
    except TemplateError as error:
        raise _broken(error) from error


def _broken(error: TemplateError) -> ExportError:
    name = getattr(error, "filename", None) or _TEMPLATES / _TEMPLATE
    line = getattr(error, "lineno", None)
    return ExportError(
        f"The guide's template {name}{f', line {line},' if line else ''} is broken: {error}.",
        f"undo your change to it, or {INSTALL_AGAIN}",
    )
