"""Reading the guide's notebook: its text and its code, never the outputs kept in it.

A notebook of the current format is read here, without nbformat's validators; any other one,
and any that looks odd, is left to nbformat, which knows every older format.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode

from segkit.errors import ExportError

if TYPE_CHECKING:
    from typing_extensions import TypeIs

_CELLS = {"markdown", "code", "raw"}


def read_notebook(file: Path) -> NotebookNode:
    """The notebook in `file` without its outputs; raises `ExportError` when it is none."""
    try:
        content = file.read_bytes()
        notebook = _as_it_is(content) or _by_nbformat(content)
        check_cells(notebook, file.name)
    except FileNotFoundError as error:
        raise ExportError(
            f"{file.parent} has no {file.name}.",
            "copy it from another engagement, or make the engagement again with `segkit new`.",
        ) from error
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise ExportError(
            f"{file} is no notebook that can be read: {error}.",
            "open it in JupyterLab and save it, or restore an earlier version.",
        ) from error
    return notebook


def check_cells(notebook: NotebookNode, name: str) -> None:
    """Raises `ExportError` for the first cell without what the format of notebooks asks for.

    nbformat only logs such a cell.
    """
    for number, cell in enumerate(notebook.cells, start=1):
        if odd := next(_oddities(cell), ""):
            raise ExportError(
                f"{name} cell {number}: {odd}.",
                "correct the file in an editor, or delete that cell in JupyterLab.",
            )


def _oddities(cell: object) -> Iterator[str]:
    if not _is_whole(cell):
        yield "it has not what every cell of a notebook has"
        return
    tags = cell["metadata"].get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        yield "its tags are no list of texts"
    pasted = cell.get("attachments", {})
    if not isinstance(pasted, dict) or not all(isinstance(one, dict) for one in pasted.values()):
        yield "its pasted pictures are damaged"


def _as_it_is(content: bytes) -> NotebookNode | None:
    """A notebook of format 4 as it stands in its file; None when it is anything else."""
    from nbformat.notebooknode import from_dict

    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or document.get("nbformat") != 4:
        return None
    cells = document.get("cells")
    if not isinstance(cells, list) or not isinstance(document.get("metadata"), dict):
        return None
    if not all(_is_whole(cell) for cell in cells):
        return None
    for cell in cells:
        cell["source"] = "".join(cell["source"])
    notebook: NotebookNode = from_dict(document)
    return _without_outputs(notebook)


def _is_whole(cell: object) -> TypeIs[dict[str, Any]]:
    """The cell has what every cell of format 4 has."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in _CELLS:
        return False
    source = cell.get("source")
    lines = source if isinstance(source, list) else [source]
    return isinstance(cell.get("metadata"), dict) and all(isinstance(line, str) for line in lines)


def _by_nbformat(content: bytes) -> NotebookNode:
    import nbformat

    try:
        notebook: NotebookNode = nbformat.reads(content.decode("utf-8-sig"), as_version=4)
    except nbformat.ValidationError as error:
        raise ValueError(error.message) from error
    return _without_outputs(notebook)


def _without_outputs(notebook: NotebookNode) -> NotebookNode:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook
