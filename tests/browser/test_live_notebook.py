"""The guide's notebook in a real JupyterLab, driven as a person would."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Lab

Keep = Callable[..., None]


@pytest.fixture(scope="module")
def notebook(lab: Lab, browser: Browser) -> Iterator[Page]:
    """The guide's notebook, run from top to bottom."""
    context = browser.new_context(viewport={"width": 1500, "height": 1000})
    page = context.new_page()
    page.goto(f"{lab.address}/lab/tree/guide.ipynb?token={lab.token}")
    code = sum(cell["cell_type"] == "code" for cell in _cells(lab))
    expect(page.locator(".jp-CodeCell")).to_have_count(code, timeout=90_000)
    # the indicator beside the notebook says idle before there is a kernel; the status bar waits
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = page.locator(".jp-CodeCell").last.locator(".jp-InputPrompt")
    expect(last).to_have_text(f"[{code}]:", timeout=120_000)
    yield page
    context.close()


def _cells(lab: Lab) -> list[dict[str, object]]:
    """The notebook's cells as they are on disk."""
    cells: list[dict[str, object]] = json.loads(
        (lab.folder / "guide.ipynb").read_text(encoding="utf-8")
    )["cells"]
    return cells


def _widget(page: Page, containing: str) -> Locator:
    """The live table that shows `containing`."""
    return page.locator(".jp-OutputArea-output .sk-live", has=page.locator(containing)).first


def test_it_runs_from_top_to_bottom(notebook: Page, keep_screenshot: Keep) -> None:
    """No cell fails."""
    keep_screenshot(notebook, "lab")

    expect(
        notebook.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']")
    ).to_have_count(0)
    expect(notebook.locator("[data-mime-type='application/vnd.jupyter.error']")).to_have_count(0)


def test_typing_narrows_the_traits(notebook: Page, keep_screenshot: Keep) -> None:
    """The live table is searched as one types."""
    table = _widget(notebook, "#trait-email")
    table.scroll_into_view_if_needed()
    rows = table.locator("tbody.sk-item")
    before = rows.filter(visible=True).count()
    expect(table.get_by_label("Keep this filter in the export")).to_be_visible()

    table.get_by_role("searchbox").press_sequentially("loyalty")

    expect(rows.filter(visible=True)).to_have_count(1)
    assert before > 20
    keep_screenshot(notebook, "traits")
    table.get_by_role("searchbox").fill("")
    expect(rows.filter(visible=True)).to_have_count(before)


def test_choosing_a_destination_shows_its_details(notebook: Page, keep_screenshot: Keep) -> None:
    """What a row has no room for is one gesture away."""
    table = _widget(notebook, "[id^='destination-']")
    table.scroll_into_view_if_needed()
    item = table.locator("tbody.sk-item").first
    details = item.locator(".sk-details")
    expect(details).to_be_hidden()

    item.locator(".sk-open").click()

    expect(details).to_be_visible()
    expect(details).to_contain_text("How data arrives")
    keep_screenshot(notebook, "destination")


def test_the_static_view_travels_with_the_widget(lab: Lab, notebook: Page) -> None:
    """Saved, the notebook shows the same content where no kernel runs."""
    notebook.keyboard.press("Control+s")
    expected = "trait-email"

    def saved() -> str:
        return (lab.folder / "guide.ipynb").read_text(encoding="utf-8")

    deadline = time.monotonic() + 30
    while expected not in saved() and time.monotonic() < deadline:
        time.sleep(0.5)

    kinds = [
        [kind for output in cell.get("outputs", []) for kind in output.get("data", {})]
        for cell in json.loads(saved())["cells"]
    ]
    live = [some for some in kinds if "application/vnd.jupyter.widget-view+json" in some]
    assert len(live) >= 2
    assert all("text/html" in some for some in live)
