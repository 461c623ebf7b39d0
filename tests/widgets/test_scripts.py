"""Behaviour of `segkit.widgets.scripts`."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from segkit.widgets.form import FormWidget
from segkit.widgets.presenter import PresenterWidget
from segkit.widgets.scripts import Scripts, bring_scripts, loader, shared_script
from segkit.widgets.table import TableWidget


def test_a_widget_does_not_carry_what_all_of_them_share() -> None:
    """Its own module is a few lines; script and style sheet are in one model."""
    for kind in (FormWidget, TableWidget, PresenterWidget):
        assert len(kind._esm) < 1_000
        assert "SHEET" not in kind._esm
    assert ".sk " in Scripts._esm
    assert bring_scripts() is bring_scripts()


def test_widget_and_script_meet_at_one_name() -> None:
    """Whichever comes first; a page with widgets of two versions keeps them apart."""
    [name] = {line for line in shared_script().splitlines() if line.startswith("const meeting")}

    assert all(name in loader(kind) for kind in ("table", "form", "room"))


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
@pytest.mark.parametrize("text", [shared_script(), loader("form")], ids=["shared", "loader"])
def test_it_is_a_module(text: str, tmp_path: Path) -> None:
    """Several files become one text; a browser has to be able to read it."""
    (tmp_path / "module.mjs").write_text(text, encoding="utf-8")
    command = ["node", "--check", str(tmp_path / "module.mjs")]

    found = subprocess.run(command, capture_output=True, text=True, check=False)

    assert found.stderr == ""
