"""The guide's notebook as cells: its text and its code, never the outputs kept in it.

A notebook of the current format is read here. One of an older format is given to nbformat,
whose import alone takes longer than a whole export, so nothing else here uses it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from segkit.errors import ExportError
from segkit.files import own_text
from segkit.malformed import parse_json, wording
from segkit.render.view import View

Output = Mapping[str, object]
"""What a cell showed, in the shape that notebooks keep it in."""

MOST_BYTES = 512_000_000
"""Of a notebook, with all pictures that were pasted into it."""

_KINDS = {"markdown", "code", "raw"}
_FORMAT = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a notebook.

    Attributes:
        kind: `markdown`, `code` or `raw`.
        tags: What it is tagged with.
        attachments: Its pasted pictures by name: kind of picture to content.
        outputs: What it shows; empty as long as it was not answered or run.
        is_ours: Everything it shows was made by segkit itself; other outputs are cleaned.
        view: What that is.
    """

    kind: str
    source: str
    tags: tuple[str, ...] = ()
    attachments: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    outputs: tuple[Output, ...] = ()
    is_ours: bool = False
    view: View | None = None


def read_notebook(file: Path) -> tuple[Cell, ...]:
    """The cells of the notebook in `file`; raises `ExportError` when it is none."""
    text = notebook_text(file)
    try:
        document = _current(parse_json(text))
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise _no_notebook(file, error) from error
    return cells_of(document, file.name)


def notebook_text(file: Path, folder: Path | None = None) -> str:
    """The text of an engagement's notebook; raises `ExportError`, and `TrustError` as `read_own`."""
    try:
        text = own_text(file, limit=MOST_BYTES, folder=folder)
    except (OSError, UnicodeDecodeError) as error:
        raise _no_notebook(file, error) from error
    if text is not None:
        return text
    raise ExportError(
        f"{file.parent} has no {file.name}.",
        "copy it from another engagement, or make the engagement again with `segkit new`.",
    )


def _no_notebook(file: Path, error: Exception) -> ExportError:
    return ExportError(
        f"{file} is no notebook that can be read: {wording(error)}.",
        "open it in JupyterLab and save it, or restore an earlier version.",
    )


def cells_of(document: Mapping[str, object], name: str) -> tuple[Cell, ...]:
    """The cells of a notebook of the current format that is read already.

    Raises `ExportError` for the first cell without what the format asks for; `name` is how
    the message calls the notebook.
    """
    cells = document["cells"]
    return tuple(
        _cell(cell, f"{name} cell {number}")
        for number, cell in enumerate(cells if isinstance(cells, list) else [], start=1)
    )


def _current(document: object) -> Mapping[str, object]:
    """The document as one of the current format; raises `ValueError` when it is no notebook."""
    version = document.get("nbformat") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(version, int):
        raise ValueError("it does not say which format it has")  # noqa: TRY004 (told by its caller)
    if version > _FORMAT:
        raise ValueError(f"it has format {version}, and this segkit knows those up to {_FORMAT}")
    if version < _FORMAT:
        document = _brought_up(document)
    cells, metadata = document.get("cells"), document.get("metadata")
    if isinstance(cells, list) and isinstance(metadata, dict):
        return document
    raise ValueError("it has no cells or no metadata")


def _brought_up(document: dict[str, object]) -> dict[str, object]:
    import nbformat

    try:
        notebook: dict[str, object] = nbformat.reads(json.dumps(document), as_version=_FORMAT)
    except nbformat.ValidationError as error:
        raise ValueError(error.message) from error
    except Exception as error:  # its converters end in any way where a notebook is damaged
        raise ValueError(str(error)) from error
    return notebook


def _cell(cell: object, place: str) -> Cell:
    odd = next(_oddities(cell), "")
    if odd or not isinstance(cell, dict):
        raise ExportError(
            f"{place}: {odd}.", "correct the file in an editor, or delete that cell in JupyterLab."
        )
    return Cell(
        cell["cell_type"],
        "".join(cell["source"]),
        tuple(cell["metadata"].get("tags", ())),
        cell.get("attachments", {}),
    )


def _oddities(cell: object) -> Iterator[str]:
    if not isinstance(cell, dict) or not _is_whole(cell):
        yield "it has not what every cell of a notebook has"
        return
    tags = cell["metadata"].get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        yield "its tags are no list of texts"
    pasted = cell.get("attachments", {})
    if not isinstance(pasted, dict) or not all(isinstance(one, dict) for one in pasted.values()):
        yield "its pasted pictures are damaged"


def _is_whole(cell: Mapping[str, object]) -> bool:
    """The cell has what every cell of the current format has."""
    source = cell.get("source")
    lines = source if isinstance(source, list) else [source]
    return (
        cell.get("cell_type") in _KINDS
        and isinstance(cell.get("metadata"), dict)
        and all(isinstance(line, str) for line in lines)
    )
