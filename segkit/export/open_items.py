"""Everything that keeps a guide from being final, each with its place.

One list, for `segkit check` and for the exporter.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from nbformat import NotebookNode

from segkit.export.markdown import pictures
from segkit.guide import Guide
from segkit.model.finding import OpenItem
from segkit.placeholders import fill_markdown, open_in_markdown

_STAND_IN = "Customer"
"""For the customer's name while looking: a customer may be called like a placeholder."""


def open_items(notebook: NotebookNode, guide: Guide, name: str) -> tuple[OpenItem, ...]:
    """Placeholders, tasks and pictures in the notebook's text, then the open to-dos.

    `name` is the notebook's, for the places. The customer's name is filled in first, so
    its placeholder is not open.
    """
    found: list[OpenItem] = []
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown":
            place = f"{name} cell {number}"
            found.extend(open_in_markdown(fill_markdown(cell.source, _STAND_IN), place))
            found.extend(_pictures(cell.source, place))
    return (*found, *guide.facts.open_todos)


def _pictures(source: str, place: str) -> list[OpenItem]:
    """Pictures that a reader cannot see: from the web, or without a text for the blind."""
    found: list[OpenItem] = []
    for line, address, alt in pictures(source):
        where = f"{place}, line {line}"
        if urlsplit(address).scheme in {"http", "https"}:
            text, fix = f"picture from the web: {address}", "save it in _media/ and link it there."
        elif not alt:
            text, fix = (
                f"picture without a description: {address}",
                "write it: ![what it shows](…).",
            )
        else:
            continue
        found.append(OpenItem(kind="todo", id="", place=where, text=text, fix=fix))
    return found
