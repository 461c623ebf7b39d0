"""From an engagement to its guide on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from segkit.engagement import Engagement
from segkit.errors import ExportError
from segkit.files import file_name, write_atomically
from segkit.model.finding import OpenItem

if TYPE_CHECKING:
    from nbformat import NotebookNode


def export_guide(
    engagement: Engagement, *, draft: bool = False, output: Path | None = None
) -> Path:
    """Write the engagement's guide as one HTML file and give its path.

    Without `output` it lies in the engagement's folder, named after the customer; a draft
    has `draft` in its name. Raises `OpenItemsError` when something is open and `draft` is
    off, `ExportError` when it cannot be written; an older guide then stays as it is.
    """
    from segkit.export.exporter import SegkitExporter

    target = output or engagement.folder / _name(engagement, draft=draft)
    if target.is_dir():
        target /= _name(engagement, draft=draft)
    resources = {"metadata": {"path": str(engagement.folder), "name": engagement.notebook.stem}}
    html, _ = SegkitExporter(draft=draft).from_notebook_node(_notebook(engagement), resources)
    write_atomically(target, html)
    return target


def items_of(engagement: Engagement) -> tuple[OpenItem, ...]:
    """What is open in the engagement's guide."""
    from segkit.export.open_items import open_items
    from segkit.guide import Guide

    return open_items(_notebook(engagement), Guide(engagement), engagement.notebook.name)


def _name(engagement: Engagement, *, draft: bool) -> str:
    customer = file_name(engagement.customer, fallback="customer")
    return f"{customer}-segment-guide{'-draft' if draft else ''}.html"


def _notebook(engagement: Engagement) -> NotebookNode:
    import nbformat

    file = engagement.notebook
    try:
        notebook: NotebookNode = nbformat.read(file, as_version=4)
    except FileNotFoundError as error:
        raise ExportError(
            f"{engagement.folder} has no {file.name}.",
            "copy it from another engagement, or make the engagement again with `segkit new`.",
        ) from error
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ExportError(
            f"{file} is no notebook that can be read: {error}.",
            "open it in JupyterLab and save it, or restore an earlier version.",
        ) from error
    return notebook
