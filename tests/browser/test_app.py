"""The customer's explorer in a real Voilà: searchable, linked, without code, without a CDN."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from segkit.engagement.demo import create_demo

Keep = Callable[..., None]

TOKEN = "only-for-this-test"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo engagement."""
    return create_demo(tmp_path_factory.mktemp("app") / "demo").folder


@pytest.fixture(scope="module")
def address(
    folder: Path, serving: Callable[[Path, Sequence[str]], AbstractContextManager[str]]
) -> Iterator[str]:
    """`segkit app` on it."""
    command = [sys.executable, "-m", "segkit", "app", str(folder), f"--Voila.token={TOKEN}"]
    with serving(folder.parent, command) as started:
        yield f"{started}/"


@pytest.fixture(scope="module")
def explorer(address: str, browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """The page, and every address that it asked for."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}?token={TOKEN}")
    page.locator(".sk-explore").first.wait_for(timeout=120_000)
    yield page, asked
    context.close()


def test_search_and_follow_the_links(
    explorer: tuple[Page, list[str]], keep_screenshot: Keep
) -> None:
    """From a trait to a destination that gets it, to what to watch out for there, and back."""
    page, _ = explorer
    box = page.locator(".sk-explore").first
    page.locator("h1").first.click()
    page.keyboard.press("/")
    search = box.get_by_role("searchbox")
    if not search.evaluate("one => one === document.activeElement"):
        search.focus()  # outside the explorer the key belongs to the page

    page.keyboard.type("email")
    expect(box.get_by_role("status")).to_contain_text("hit", timeout=20_000)
    box.get_by_role("button", name="email", exact=True).first.click()
    card = box.locator("article")
    expect(card).to_contain_text("Destinations that receive it", timeout=20_000)
    keep_screenshot(page, "card")

    card.locator("li button").first.click()
    expect(card).to_contain_text("Planned calls", timeout=20_000)
    box.get_by_role("button", name="Back").click()
    expect(card).to_contain_text("Destinations that receive it", timeout=20_000)


def test_there_is_no_code_and_nothing_from_elsewhere(
    explorer: tuple[Page, list[str]], address: str, keep_screenshot: Keep
) -> None:
    """A customer sees what the notebook shows; every byte comes from this computer."""
    page, asked = explorer
    keep_screenshot(page, "app", full=True)

    assert "open_guide" not in page.content()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_it_is_dark_and_narrow_where_the_reader_is(
    explorer: tuple[Page, list[str]], keep_screenshot: Keep
) -> None:
    """The reader's system decides; by keyboard a row opens and Escape goes back."""
    page, _ = explorer
    box = page.locator(".sk-explore").first
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})

    expect(box).to_have_css("color-scheme", "dark")
    dark = "() => getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(dark) == "rgb(20, 24, 29)"
    wide = box.evaluate("one => one.scrollWidth - one.clientWidth")
    assert wide <= 1
    keep_screenshot(page, "dark and narrow")

    box.get_by_role("searchbox").fill("tax number")
    row = box.locator(".sk-now")
    expect(row).to_contain_text("tax", timeout=20_000)
    row.focus()
    page.keyboard.press("Enter")
    expect(box.locator("article")).to_be_visible(timeout=20_000)
    page.keyboard.press("Escape")
    expect(box.locator("article")).to_have_count(0, timeout=20_000)
    expect(row).to_contain_text("tax")

    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1200, "height": 900})
    expect(box).to_have_css("color-scheme", "light")


def test_there_are_no_tools_of_the_sa(explorer: tuple[Page, list[str]]) -> None:
    """Nothing that a customer could change or break."""
    page, _ = explorer

    for words in ("Settle", "Export", "Dismiss", "Add a decision"):
        expect(page.get_by_role("button", name=words)).to_have_count(0)
    expect(page.locator(".sk-live").first).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Keep this filter")).to_have_count(0)
    expect(page.get_by_text("Run All")).to_have_count(0)


def test_a_dead_kernel_is_said_to_a_stranger_in_their_words(
    explorer: tuple[Page, list[str]], lab_kernels: Callable[[Path], list[int]], folder: Path
) -> None:
    """There is no menu to run anything here: the page is loaded again."""
    page, _ = explorer
    for kernel in lab_kernels(folder):
        os.kill(kernel, signal.SIGKILL)

    page.locator(".sk-explore").first.get_by_role("searchbox").fill("loyalty")

    said = page.locator(".sk-state").filter(visible=True).first
    expect(said).to_contain_text("Reloading the page starts it again", timeout=30_000)
    expect(page.get_by_text("Run All")).to_have_count(0)
