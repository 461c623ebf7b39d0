"""A pull in a real JupyterLab: bars, and a button that ends it."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Lab
    from tests.doubles.segment_api import SegmentApi

DOUBLE = Path(__file__).parents[1] / "doubles" / "segment_api.py"
Keep = Callable[..., None]


@pytest.fixture(scope="module")
def doubles() -> ModuleType:
    """`tests/doubles/segment_api.py`; test folders are no packages."""
    spec = importlib.util.spec_from_file_location("segkit_browser_double", DOUBLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["segkit_browser_double"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", autouse=True)
def segment(doubles: ModuleType) -> Iterator[SegmentApi]:
    """The demo's workspace behind the API, known to the JupyterLab that starts later."""
    from importlib.resources import files

    document = json.loads((files("segkit.engagement.demo") / "workspace.json").read_text("utf-8"))
    with doubles.running(doubles.SegmentApi(document)) as running:
        os.environ["SEGMENT_TOKEN"] = running.token
        os.environ["SEGMENT_PUBLIC_API_URL"] = running.url
        yield running
        del os.environ["SEGMENT_TOKEN"], os.environ["SEGMENT_PUBLIC_API_URL"]


@pytest.fixture
def cell(lab: Lab, browser: Browser) -> Iterator[Page]:
    """A notebook whose second cell pulls; the first has run."""
    settings = lab.folder / "engagement.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('file = "workspace.json"', "pull = true"), encoding="utf-8")
    sources = ["import segkit\nguide = segkit.open_guide()", "guide.pull()"]
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "execution_count": None, "id": f"c{n}", "metadata": {},
         "outputs": [], "source": source}
        for n, source in enumerate(sources)
    ]  # fmt: skip
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (lab.folder / "pull.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.goto(f"{lab.address}/lab/tree/pull.ipynb?token={lab.token}&reset")
    expect(page.locator(".jp-CodeCell")).to_have_count(2, timeout=90_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    yield page
    context.close()


def test_button_ends_a_pull_that_hangs(
    segment: SegmentApi,
    doubles: ModuleType,
    lab: Lab,
    request: pytest.FixtureRequest,
    keep_screenshot: Keep,
) -> None:
    """An answer does not come, and nothing is told meanwhile."""
    before = (lab.folder / "snapshot.json").read_bytes()
    segment.canned["/warehouses"].append(doubles.Canned(200, {"data": {}}, delay=60.0))
    page: Page = request.getfixturevalue("cell")
    page.get_by_text("destination filters").first.wait_for(timeout=60_000)
    keep_screenshot(page, "bars")

    page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_text("The snapshot is as it was before")).to_be_visible(timeout=15_000)
    assert (lab.folder / "snapshot.json").read_bytes() == before


def test_bars_do_not_move_on_without_their_kernel(
    segment: SegmentApi, doubles: ModuleType, lab: Lab, request: pytest.FixtureRequest
) -> None:
    """What was pulled until then is nowhere; a sentence says so in their place."""
    segment.canned["/warehouses"].append(doubles.Canned(200, {"data": {}}, delay=60.0))
    page: Page = request.getfixturevalue("cell")
    expect(page.get_by_role("button", name="Cancel")).to_be_visible(timeout=60_000)

    lab.kill_kernel()

    expect(page.get_by_role("button", name="Cancel")).to_be_hidden(timeout=60_000)
    expect(page.get_by_text("its bars are gone with the kernel")).to_be_visible()


def test_pull_replaces_the_snapshot_and_says_so(
    lab: Lab, cell: Page, keep_screenshot: Keep
) -> None:
    """The bars are full in the end, and the cell has its answer."""
    expect(cell.get_by_text("the guide shows the snapshot of")).to_be_visible(timeout=60_000)
    keep_screenshot(cell, "done")

    snapshot = json.loads((lab.folder / "snapshot.json").read_text(encoding="utf-8"))

    assert "Segment's Public API" in {one["name"] for one in snapshot["inputs"]}
