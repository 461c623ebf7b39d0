"""Every way from a notebook to a guide: without a kernel, with one, and through nbconvert."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement
from segkit.errors import ExportError, UsageError
from segkit.export import export_guide
from segkit.export.kernel import run_cells
from segkit.export.notebook_file import Cell
from segkit.guide import Guide

pytestmark = pytest.mark.notebook

Agree = Callable[[Path], None]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Engagement:
    """The demo engagement."""
    return create_demo(tmp_path_factory.mktemp("engagement") / "demo")


def with_cell(engagement: Engagement, source: str) -> None:
    """Append a code cell to the engagement's notebook."""
    notebook = nbformat.read(engagement.notebook, as_version=4)
    notebook.cells.append(new_code_cell(source))
    nbformat.write(notebook, engagement.notebook)


def test_the_kernel_gives_the_same_views_as_the_snapshot(
    demo: Engagement, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Both paths make the same page, byte for byte."""
    from segkit.export import prepared

    direct = export_guide(demo, output=tmp_path / "direct.html").read_bytes()

    def in_a_kernel(cells: tuple[Cell, ...], guide: Guide) -> tuple[Cell, ...]:
        code = {number: cell for number, cell in enumerate(cells) if cell.kind == "code"}
        shown = run_cells(code, guide.facts.engagement.folder)
        return tuple(
            replace(cell, outputs=shown.get(number, ()), is_ours=True)
            for number, cell in enumerate(cells)
        )

    monkeypatch.setattr(prepared, "answered", in_a_kernel)
    run = export_guide(demo, output=tmp_path / "run.html").read_bytes()

    assert run == direct


@pytest.mark.parametrize("source", ["answer = 6 * 7", "%colors nocolor"])
def test_own_code_that_shows_nothing_changes_no_byte(
    demo: Engagement, tmp_path: Path, agree: Agree, source: str
) -> None:
    """Beside a kernel and inside it, and the export says that code is run."""
    direct = export_guide(demo).read_bytes()
    engagement = create_demo(tmp_path / "demo")
    engagement.snapshot_file.write_bytes(demo.snapshot_file.read_bytes())
    with_cell(engagement, source)
    agree(engagement.notebook)
    heard: list[str] = []

    run = export_guide(engagement, listen=heard.append).read_bytes()

    assert run == direct
    assert [news.partition(":")[0] for news in heard] == ["guide.ipynb runs code of its own"]


def test_own_code_cannot_pass_for_segkit(tmp_path: Path, agree: Agree) -> None:
    """A view that was tampered with in the kernel is cleaned like any other output."""
    engagement = create_demo(tmp_path / "demo")
    notebook = nbformat.read(engagement.notebook, as_version=4)
    notebook.cells.insert(
        1,
        new_code_cell(
            "import segkit.render.view as v\n"
            "v.View.bundle = lambda self: {'text/html': '<p>forged<script>alert(1)</script></p>'}"
        ),
    )
    nbformat.write(notebook, engagement.notebook)
    agree(engagement.notebook)

    page = export_guide(engagement).read_text(encoding="utf-8")

    assert "forged" in page
    assert "alert(1)" not in page


def test_code_of_ones_own_runs_and_its_output_is_cleaned(tmp_path: Path, agree: Agree) -> None:
    """A table that the SA computed is in the guide; a script is not."""
    engagement = create_demo(tmp_path / "demo")
    with_cell(
        engagement,
        "from IPython.display import HTML, display\n"
        "display(guide.identify().to_frame()[['Trait']].head(2))\n"
        "HTML('<p>six times seven is ' + str(6 * 7) + '</p><script>alert(1)</script>')",
    )
    agree(engagement.notebook)

    page = export_guide(engagement).read_text(encoding="utf-8")

    assert "<p>six times seven is 42</p>" in page
    assert "alert(1)" not in page
    assert re.search(r'id="?trait-email', page)


def test_a_cell_that_fails_is_explained(tmp_path: Path, agree: Agree) -> None:
    """No traceback, and no half-made guide."""
    engagement = create_demo(tmp_path / "demo")
    with_cell(engagement, "1 / 0")
    agree(engagement.notebook)

    with pytest.raises(ExportError, match="ZeroDivisionError"):
        export_guide(engagement)
    assert list(engagement.folder.glob("*.html")) == []


@pytest.mark.parametrize("then", ["", "raise ValueError"])
def test_the_kernel_is_gone_when_the_guide_is_there(
    tmp_path: Path, agree: Agree, then: str
) -> None:
    """Also after a cell that failed; in a batch those left over would add up."""
    engagement = create_demo(tmp_path / "demo")
    with_cell(
        engagement, f"import os, pathlib\npathlib.Path('pid').write_text(str(os.getpid()))\n{then}"
    )
    agree(engagement.notebook)

    with pytest.raises(ExportError) if then else contextlib.nullcontext():
        export_guide(engagement, draft=True)

    with pytest.raises(ProcessLookupError):
        os.kill(int((engagement.folder / "pid").read_text()), 0)


def test_a_misspelt_view_is_explained(tmp_path: Path) -> None:
    """The cell, and what was meant."""
    engagement = create_demo(tmp_path / "demo")
    with_cell(engagement, "guide.identfy()")

    with pytest.raises(UsageError, match=r"did you mean identify\?"):
        export_guide(engagement)


def nbconvert(engagement: Engagement, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`jupyter nbconvert --to segkit guide.ipynb`, as typed in the engagement's folder."""
    return subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "segkit", "guide.ipynb", *arguments],
        cwd=engagement.folder,
        env={**os.environ, "JUPYTER_PLATFORM_DIRS": "1"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_nbconvert_makes_the_same_guide(demo: Engagement) -> None:
    """Whoever knows nbconvert needs nothing else."""
    ours = export_guide(demo).read_text(encoding="utf-8")

    finished = nbconvert(demo)

    assert finished.returncode == 0, finished.stderr
    assert (demo.folder / "guide.html").read_text(encoding="utf-8") == ours


def test_nbconvert_takes_our_options(demo: Engagement) -> None:
    """On its command line, as those of any exporter: `--SegkitExporter.audience=…`."""
    finished = nbconvert(demo, "--SegkitExporter.audience=developer")

    page = (demo.folder / "guide.html").read_text(encoding="utf-8")
    assert finished.returncode == 0, finished.stderr
    assert "Developer edition" in page


def test_an_unknown_audience_is_explained_by_nbconvert(demo: Engagement) -> None:
    """Those that there are, without a traceback."""
    refused = nbconvert(demo, "--SegkitExporter.audience=nobody")

    assert refused.returncode == 1
    assert "developer" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_nbconvert_refuses_an_open_guide_without_a_traceback(tmp_path: Path) -> None:
    """The same list as `segkit check`, and no file."""
    engagement = create_demo(tmp_path / "demo")
    engagement.notes_file.unlink()

    refused = nbconvert(engagement)
    draft = nbconvert(engagement, "--SegkitExporter.draft=True")

    assert refused.returncode == 1
    assert "special considerations have not been read" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert draft.returncode == 0, draft.stderr
    assert "Draft: 1 open item" in (engagement.folder / "guide.html").read_text(encoding="utf-8")
