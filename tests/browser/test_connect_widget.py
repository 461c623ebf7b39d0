"""A token typed into a real JupyterLab: it goes to Python, and stays nowhere else."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Lab
    from tests.doubles.segment_api import SegmentApi

DOUBLE = Path(__file__).parents[1] / "doubles" / "segment_api.py"
# the kernel's keyring: a file outside the engagement
KEYRING = """\
import json, pathlib, keyring
from keyring.backend import KeyringBackend
class FileKeyring(KeyringBackend):
    priority = 9
    file = pathlib.Path(FILE)
    def _kept(self):
        return json.loads(self.file.read_text()) if self.file.exists() else {}
    def get_password(self, service, username):
        return self._kept().get(service + username)
    def set_password(self, service, username, password):
        self.file.write_text(json.dumps({**self._kept(), service + username: password}))
    def delete_password(self, service, username):
        self.file.unlink()
keyring.set_keyring(FileKeyring())
import segkit
guide = segkit.open_guide()"""


@pytest.fixture(scope="module", autouse=True)
def segment() -> Iterator[SegmentApi]:
    """The demo's workspace behind the API, known to the JupyterLab that starts later."""
    spec = importlib.util.spec_from_file_location("segkit_connect_double", DOUBLE)
    assert spec is not None
    assert spec.loader is not None
    doubles = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = doubles
    spec.loader.exec_module(doubles)
    document = json.loads((files("segkit.engagement.demo") / "workspace.json").read_text("utf-8"))
    with doubles.running(doubles.SegmentApi(document)) as running:
        os.environ["SEGMENT_PUBLIC_API_URL"] = running.url
        yield running
        del os.environ["SEGMENT_PUBLIC_API_URL"]


@pytest.fixture
def notebook(lab: Lab, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A notebook that asks for a token and looks at the set-up; every cell has run."""
    sources = [
        KEYRING.replace("FILE", repr(str(tmp_path / "keyring.json"))),
        "guide.connect()",
        "guide.doctor()",
    ]
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "execution_count": None, "id": f"c{n}", "metadata": {},
         "outputs": [], "source": source}
        for n, source in enumerate(sources)
    ]  # fmt: skip
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    made = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (lab.folder / "connect.ipynb").write_text(json.dumps(made), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.goto(f"{lab.address}/lab/tree/connect.ipynb?token={lab.token}&reset")
    expect(page.locator(".jp-CodeCell")).to_have_count(3, timeout=90_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    yield page
    context.close()


def test_typed_token_is_in_no_field_and_no_file(
    segment: SegmentApi, lab: Lab, notebook: Page, keep_screenshot: Callable[..., None]
) -> None:
    """The field is empty at once; the saved notebook and its folder hold nothing of the token."""
    field = notebook.get_by_label("Token", exact=True)
    field.fill(segment.token, timeout=60_000)
    keep_screenshot(notebook, "asks")

    notebook.get_by_role("button", name="Connect", exact=True).click()

    expect(notebook.locator(".sk-connect input[type=password]")).to_have_value("")
    expect(notebook.get_by_text("Connected to Quillmoor Supply")).to_be_visible(timeout=30_000)
    expect(notebook.locator(".sk-connect input[type=password]")).to_have_value("")
    keep_screenshot(notebook, "connected")
    notebook.keyboard.press("Control+s")
    saved = lab.folder / "connect.ipynb"
    for _ in range(100):
        if "application/vnd.jupyter.widget-view+json" in saved.read_text(encoding="utf-8"):
            break
        notebook.wait_for_timeout(200)

    assert "application/vnd.jupyter.widget-view+json" in saved.read_text(encoding="utf-8")
    assert segment.token not in notebook.content()
    holding = [
        file
        for file in lab.folder.parent.rglob("*")
        if file.is_file() and segment.token.encode() in file.read_bytes()
    ]
    assert holding == []
