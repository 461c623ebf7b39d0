"""Behaviour of `segkit.export.notebook_file`: reading the guide's notebook."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from segkit.engagement.bundled import notebooks_folder
from segkit.errors import ExportError
from segkit.export.notebook_file import read_notebook


def test_it_reads_what_nbformat_reads() -> None:
    """The guide's own notebook, cell by cell."""
    file = notebooks_folder() / "guide.ipynb"

    ours, theirs = read_notebook(file), nbformat.read(file, as_version=4)

    assert [(cell.cell_type, cell.source, cell.metadata) for cell in ours.cells] == [
        (cell.cell_type, cell.source, cell.metadata) for cell in theirs.cells
    ]


def test_kept_outputs_are_left_out(tmp_path: Path) -> None:
    """What a notebook showed in another place is no part of the guide."""
    cell = new_code_cell("1", outputs=[new_output("stream", text="old")], execution_count=7)
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Text"), cell]), tmp_path / "n.ipynb")

    read = read_notebook(tmp_path / "n.ipynb")

    assert read.cells[0].source == "# Text"
    assert (read.cells[1].outputs, read.cells[1].execution_count) == ([], None)


def test_an_older_notebook_is_understood(tmp_path: Path) -> None:
    """Format 3 kept its cells in worksheets."""
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [
            {
                "metadata": {},
                "cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# Old\n", "text"]}],
            }
        ],
    }
    (tmp_path / "n.ipynb").write_text(json.dumps(old), encoding="utf-8")

    assert read_notebook(tmp_path / "n.ipynb").cells[0].source == "# Old\ntext"


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"nbformat": 4}', "\ufeff", "7"])
def test_what_is_no_notebook_is_explained(tmp_path: Path, content: str) -> None:
    """Its name, and what to do."""
    (tmp_path / "n.ipynb").write_text(content, encoding="utf-8")

    with pytest.raises(ExportError, match=r"n\.ipynb is no notebook"):
        read_notebook(tmp_path / "n.ipynb")


def test_a_missing_notebook_is_explained(tmp_path: Path) -> None:
    """Where it should be."""
    with pytest.raises(ExportError, match=r"has no n\.ipynb"):
        read_notebook(tmp_path / "n.ipynb")


@pytest.mark.parametrize(
    "odd",
    [
        {"metadata": {"tags": "draft-only"}},
        {"metadata": {"tags": None}},
        {"metadata": {"tags": ["for-developer", 1]}},
        {"attachments": []},
        {"attachments": {"shot.png": "no picture"}},
    ],
    ids=str,
)
def test_an_odd_cell_is_named(tmp_path: Path, odd: dict[str, object]) -> None:
    """A tag that is not understood might be the one that keeps a cell out of a final guide."""
    cells: list[dict[str, object]] = [{"cell_type": "markdown", "metadata": {}, "source": "x"}]
    cells.append({**cells[0], **odd})
    document = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    (tmp_path / "n.ipynb").write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(ExportError, match=r"n\.ipynb cell 2: "):
        read_notebook(tmp_path / "n.ipynb")
