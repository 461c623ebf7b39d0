"""From an engagement to its guide on disk."""

from __future__ import annotations

from pathlib import Path

from segkit.engagement.guide_names import guide_file
from segkit.engagement.settings import Engagement
from segkit.export.news import Listen, log
from segkit.files import check_output, is_folder, write_output
from segkit.model.finding import OpenItem


def export_guide(
    engagement: Engagement,
    *,
    draft: bool = False,
    output: Path | None = None,
    listen: Listen = log,
) -> Path:
    """Write the engagement's guide as one HTML file and give its path.

    Without `output` it lies in the engagement's folder, named after the customer; a draft
    has `draft` in its name. `listen` hears when the notebook runs code of its own. Raises
    `OpenItemsError` when something is open and `draft` is off, `ExportError` when it cannot
    be written; an older guide then stays as it is.
    """
    target = output or guide_file(engagement, draft=draft)
    if is_folder(target):
        target /= guide_file(engagement, draft=draft).name
    check_output(target, engagement.folder)
    page = render_guide(engagement, draft=draft, listen=listen)
    write_output(target, page, engagement.folder)
    return target


def render_guide(
    engagement: Engagement,
    *,
    draft: bool = False,
    listen: Listen = log,
) -> str:
    """The guide as one HTML page; raises what `export_guide` raises."""
    from segkit.export.notebook_file import read_notebook
    from segkit.export.page.html import html_of
    from segkit.export.prepared import prepare

    cells = read_notebook(engagement.notebook)
    return html_of(prepare(cells, engagement, draft=draft, listen=listen), listen)


def items_of(engagement: Engagement) -> tuple[OpenItem, ...]:
    """What is open in the engagement's guide."""
    from segkit.export.notebook_file import read_notebook
    from segkit.export.open_items import open_items
    from segkit.guide import Guide

    return open_items(
        read_notebook(engagement.notebook), Guide(engagement), engagement.notebook.name
    )


def own_code_of(file: Path) -> dict[int, str]:
    """Sources of the notebook's cells that hold code of its own, by their numbers.

    Raises `ExportError` when it is no notebook, and what `own_code` raises.
    """
    from segkit.export.answering import own_code
    from segkit.export.notebook_file import read_notebook

    return own_code(read_notebook(file), file.parent, file.name)
