"""What is shipped: the wheel in an empty environment gives a working `segkit demo`."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import segkit

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.notebook


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    [built] = folder.glob("*.whl")
    return built


def test_the_wheel_carries_what_the_package_reads(wheel: Path) -> None:
    """Notebooks, pictures, templates, styles, data and the demo travel along."""
    names = set(zipfile.ZipFile(wheel).namelist())

    shipped = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "segkit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    bundled = {
        f"segkit/_bundled/{path.relative_to(ROOT).as_posix()}"
        for folder in ("notebooks", "_media")
        for path in (ROOT / folder).iterdir()
        if not path.name.startswith(".")
    }

    assert shipped <= names
    assert bundled <= names


def test_it_has_a_name_of_its_own(wheel: Path) -> None:
    """`segkit` on the package index is a stranger's; command and import are called so all the same."""
    archive = zipfile.ZipFile(wheel)
    inside = f"segkit_guide-{segkit.__version__}.dist-info"

    metadata = archive.read(f"{inside}/METADATA").decode()
    entries = archive.read(f"{inside}/entry_points.txt").decode()

    assert wheel.name == f"segkit_guide-{segkit.__version__}-py3-none-any.whl"
    assert "\nName: segkit-guide\n" in metadata
    assert "\nProvides-Extra: dask\n" in metadata
    assert "segkit = segkit.__main__:run" in entries
    assert "segkit-guide = segkit.__main__:run" in entries
    assert "segkit = segkit.export.exporter:SegkitExporter" in entries


def test_it_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    """Installed by pip from the wheel alone, away from the checkout."""
    place = tmp_path / "empty"
    venv.create(place, with_pip=True)
    scripts = place / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run(
        [scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--constraint", ROOT / "requirements.lock", wheel],
        check=True,
        timeout=900,
    )  # fmt: skip

    finished = subprocess.run(
        [scripts / "segkit", "demo", "here"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert finished.returncode == 0, finished.stderr
    guide = tmp_path / "here" / "quillmoor-supply-segment-guide.html"
    assert str(guide) in finished.stdout
    assert guide.stat().st_size > 100_000
    assert (tmp_path / "here" / "_media" / "segment-overview.png").is_file()
    doctor = subprocess.run(
        [scripts / "segkit", "doctor", "here", "--json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    found = {check["id"]: check for check in json.loads(doctor.stdout)["checks"]}
    assert found["python"]["says"].endswith(f"segkit {segkit.__version__}")
    assert {found[name]["severity"] for name in ("python", "exporter", "kernel")} == {"ok"}
