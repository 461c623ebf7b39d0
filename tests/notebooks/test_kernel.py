"""Behaviour of `segkit.export.kernel`: own code in a real kernel."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from segkit.errors import ExportError
from segkit.export import kernel
from segkit.export.kernel import run_cells
from segkit.export.notebook_file import Cell

pytestmark = pytest.mark.notebook


def run(folder: Path, *sources: str, tags: tuple[str, ...] = ()) -> list[list[object]]:
    """What cells with these sources print or display."""
    cells = {number: Cell("code", source, tags) for number, source in enumerate(sources, start=1)}
    return [
        [output.get("text", output.get("data", output.get("ename"))) for output in outputs]
        for outputs in run_cells(cells, folder).values()
    ]


def test_cells_share_a_kernel_in_the_engagements_folder(tmp_path: Path) -> None:
    """One after the other; blank ones show nothing."""
    (tmp_path / "figures.txt").write_text("7")

    shown = run(tmp_path, "x = open('figures.txt').read()", " ", "print(x)\nx * 2")

    assert shown == [[], [], ["7\n", {"text/plain": "'77'"}]]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("1 / 0", "Cell 2 of the notebook failed: ZeroDivisionError"),
        ("raise SystemExit", "Cell 2 of the notebook failed: SystemExit"),
        ("input()", "Cell 2 of the notebook failed: StdinNotImplementedError"),
        ("import os\nos._exit(3)", "The notebook's kernel stopped: it ended while cell 2 ran"),
    ],
)
def test_what_goes_wrong_in_a_cell_is_said(tmp_path: Path, source: str, problem: str) -> None:
    """Its number, and what happened; nothing waits for a kernel that is gone."""
    with pytest.raises(ExportError, match=problem):
        run(tmp_path, "1", source, "2")


@pytest.mark.parametrize("source", ["while True: pass", "while True: print('x', flush=True)"])
def test_a_cell_without_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    """Silent or not."""
    monkeypatch.setattr(kernel, "CELL_TIMEOUT", 1)

    with pytest.raises(ExportError, match="Cell 1 of the notebook took longer than 1 seconds"):
        run(tmp_path, source)


def test_jupyters_own_tags_are_heeded(tmp_path: Path) -> None:
    """A cell that may fail shows how it did; one that is to be skipped is."""
    assert run(tmp_path, "1 / 0", "print(2)", tags=("raises-exception",)) == [
        ["ZeroDivisionError"], ["2\n"],
    ]  # fmt: skip
    assert run(tmp_path, "1 / 0", tags=("skip-execution",)) == [[]]


def test_it_runs_where_a_loop_runs_already(tmp_path: Path) -> None:
    """As in JupyterLab's server and in a notebook."""

    async def within() -> list[list[object]]:
        return run(tmp_path, "print(1)")

    assert asyncio.run(within()) == [["1\n"]]
