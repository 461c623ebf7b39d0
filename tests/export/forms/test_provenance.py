"""What every form of a guide says about where it comes from."""

from __future__ import annotations

import hashlib
import json
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement
from segkit.engagement.snapshot import take_snapshot
from segkit.export.forms import Wanted, export_forms

WHY = "Segment refused this (403): the token may not read them."
FORMS = ("html", "markdown", "docsify", "paste", "xlsx", "csv")


@pytest.fixture(scope="module")
def engagement(tmp_path_factory: pytest.TempPathFactory) -> Engagement:
    """The demo, whose filters could not be read."""
    engagement = create_demo(tmp_path_factory.mktemp("provenance") / "demo")
    file = engagement.folder / "workspace.json"
    workspace = json.loads(file.read_text(encoding="utf-8"))
    del workspace["filters"]
    workspace["notAvailable"] = {"filters": WHY}
    file.write_text(json.dumps(workspace), encoding="utf-8")
    take_snapshot(engagement)
    return engagement


def text_of(path: Path) -> str:
    """Everything in a file or folder as text."""
    if path.is_dir():
        return "\n".join(text_of(file) for file in sorted(path.rglob("*")) if file.is_file())
    if path.suffix == ".xlsx":
        with ZipFile(path) as book:
            return unescape(book.read("xl/sharedStrings.xml").decode())
    return unescape(path.read_text(encoding="utf-8", errors="replace"))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_lists_inputs_with_hashes_and_what_was_not_available(
    form: str, engagement: Engagement, tmp_path: Path
) -> None:
    """Also what people set and decided, and the rows of the plan that were not used."""
    wanted = Wanted(draft=True, docsify="cdn")
    [made] = export_forms(engagement, [form], wanted, output=tmp_path / f"guide.{form}")

    text = text_of(made.path)
    for name in ("tracking-plan.xlsx", "workspace.json", "notes.toml", "engagement.toml"):
        assert name in text
        assert hashlib.sha256((engagement.folder / name).read_bytes()).hexdigest() in text
    assert "Destination filters" in text
    assert WHY in text
    assert "317 rows read, 298 used" in text
    assert "hidden tab, not read" in text
