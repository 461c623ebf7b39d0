"""A team's own rows, checks, knowledge and plan formats, from a package that is installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[1] / "example_package"
ROOT = Path(__file__).parents[2]
USE = """
import json, sys
from pathlib import Path
from segkit.engagement.demo import create_demo
from segkit.export.forms.making import Making, Wanted
from segkit.guide import Guide

engagement = create_demo(Path(sys.argv[1]) / "demo")
notebook = json.loads(engagement.notebook.read_text(encoding="utf-8"))
cell = {"cell_type": "code", "id": "ours", "metadata": {}, "outputs": [], "execution_count": None}
notebook["cells"].append(cell | {"source": "guide.event_owners()"})
engagement.notebook.write_text(json.dumps(notebook), encoding="utf-8")
guide = Guide(engagement)
making = Making(engagement, "everyone", Wanted())
told = [item.text for item in guide.facts.considerations]
made = {form: making.write(form, making.target(form)).path for form in ("html", "markdown", "csv")}
print(json.dumps({
    "frame": guide.show("event_owners").to_frame().shape,
    "page": made["html"].read_text(encoding="utf-8").count('id="owner-') or
            made["html"].read_text(encoding="utf-8").count("id=owner-"),
    "markdown": "| Event | Owner |" in made["markdown"].read_text(encoding="utf-8"),
    "sheets": [sheet.title for sheet in making.sheets],
    "files": sorted(file.name for file in made["csv"].iterdir()),
    "known": "Our Firebase project for tests" in " ".join(told),
    "check": "Our house names sources by product and place." in told,
    "dir": "event_owners" in dir(guide),
}))
"""


def installed(folder: Path, source: Path) -> dict[str, str]:
    """An environment in which that package is installed beside everything that is."""
    target = folder / "site"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--target",
            target,
            source,
        ],
        check=True,
        capture_output=True,
    )
    paths = os.pathsep.join(map(str, (ROOT, target)))
    return {**os.environ, "PYTHONPATH": paths}


@pytest.mark.notebook
def test_what_a_package_adds_is_there_in_every_form(tmp_path: Path) -> None:
    """Page, Markdown, workbook, frame and considerations, without a change of segkit."""
    environment = installed(tmp_path, EXAMPLE)

    ran = subprocess.run(
        [sys.executable, "-c", USE, tmp_path],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    rows = found["frame"][0]
    assert rows > 20
    assert found["page"] == rows
    assert found["markdown"]
    assert found["known"]
    assert found["check"]
    assert found["dir"]
    assert "Owners of events" in found["sheets"]
    assert "owners-of-events.csv" in found["files"]


@pytest.mark.notebook
def test_a_package_that_is_broken_is_named(tmp_path: Path) -> None:
    """With what to do, and without a traceback."""
    broken = tmp_path / "broken"
    broken.mkdir()
    for file in ("pyproject.toml", "quillmoor_extras/__init__.py"):
        (broken / file).parent.mkdir(exist_ok=True)
        (broken / file).write_bytes((EXAMPLE / file).read_bytes())
    environment = installed(tmp_path, broken)

    ran = subprocess.run(
        [sys.executable, "-m", "segkit", "demo", tmp_path / "demo"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 2
    assert "quillmoor_extras" in ran.stderr
    assert "To fix: mend that package, or uninstall it." in ran.stderr
    assert "Traceback" not in ran.stderr
