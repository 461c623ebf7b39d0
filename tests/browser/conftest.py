"""A real Chromium for the browser tests, and the demo's guide to open in it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from segkit.demo import create_demo
from segkit.export import export_guide

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium() -> str:
    """Where Chromium is; without one the browser tests fail and say so."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("The browser tests need Chromium: install your system's package `chromium`.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield launched
        launched.close()


class Watched:
    """A page that remembers every request and every complaint."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def fetched(self) -> list[str]:
        """Requests beyond the file itself and data inside it."""
        return [url for url in self.requests if not url.startswith(("file:", "data:"))]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile, 1280 pixels wide, with the network off."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    yield made
    made.close()


@pytest.fixture(scope="session")
def demo_guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's final guide, exported once."""
    return export_guide(create_demo(tmp_path_factory.mktemp("engagements") / "demo"))


@pytest.fixture
def guide(context: BrowserContext, demo_guide: Path) -> Watched:
    """The demo's guide, opened from disk."""
    watched = Watched(context.new_page())
    watched.page.goto(demo_guide.as_uri())
    return watched


@pytest.fixture
def keep_screenshot(request: pytest.FixtureRequest) -> object:
    """Keeps a picture in `$SEGKIT_SCREENSHOTS`, when somebody wants to look."""
    folder = os.environ.get("SEGKIT_SCREENSHOTS")

    def keep(page: Page, name: str, *, full: bool = False) -> None:
        if folder:
            stem = re.sub(r"\W+", "-", f"{request.node.name}-{name}").strip("-")
            page.screenshot(path=Path(folder) / f"{stem}.png", full_page=full)

    return keep
