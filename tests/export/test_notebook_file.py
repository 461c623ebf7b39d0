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

    assert [(cell.kind, cell.source, list(cell.tags)) for cell in ours] == [
        (cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in theirs.cells
    ]


def test_kept_outputs_are_left_out(tmp_path: Path) -> None:
    """What a notebook showed in another place is no part of the guide."""
    cell = new_code_cell("1", outputs=[new_output("stream", text="old")], execution_count=7)
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Text"), cell]), tmp_path / "n.ipynb")

    text, code = read_notebook(tmp_path / "n.ipynb")

    assert text.source == "# Text"
    assert code.outputs == ()


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

    assert read_notebook(tmp_path / "n.ipynb")[0].source == "# Old\ntext"


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", "{}", '{"nbformat": 4}', '{"nbformat": "4"}', "\ufeff", "7",
        '{"nbformat": 4, "cells": [], "metadata": []}', '{"nbformat": 5, "cells": []}',
        '{"nbformat": 3}', '{"nbformat": 0}',
    ],
)  # fmt: skip
def test_what_is_no_notebook_is_explained(tmp_path: Path, content: str) -> None:
    """Its name, and what to do."""
    (tmp_path / "n.ipynb").write_text(content, encoding="utf-8")

    with pytest.raises(ExportError, match=r"n\.ipynb is no notebook"):
        read_notebook(tmp_path / "n.ipynb")


def test_a_missing_notebook_is_explained(tmp_path: Path) -> None:
    """Where it should be."""
    with pytest.raises(ExportError, match=r"has no n\.ipynb"):
        read_notebook(tmp_path / "n.ipynb")


def test_a_mark_at_the_beginning_of_the_file_is_no_obstacle(tmp_path: Path) -> None:
    """Some editors on Windows write one."""
    content = b"\xef\xbb\xbf" + (notebooks_folder() / "guide.ipynb").read_bytes()
    (tmp_path / "n.ipynb").write_bytes(content)

    assert read_notebook(tmp_path / "n.ipynb")


@pytest.mark.parametrize(
    "odd",
    [
        {"metadata": {"tags": "draft-only"}},
        {"metadata": {"tags": None}},
        {"metadata": {"tags": ["for-developer", 1]}},
        {"attachments": []},
        {"attachments": {"shot.png": "no picture"}},
        {"metadata": None},
        {"source": None},
        {"source": ["a", 1]},
        {"cell_type": "heading"},
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
