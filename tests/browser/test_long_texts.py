"""A guide whose every field holds a text of half a million letters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from playwright.sync_api import BrowserContext

from segkit.export import export_guide

USABLE = """
addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(() => {
  window.usable = performance.now();
})));
"""


def test_half_a_million_letters_leave_the_page_usable(
    context: BrowserContext, tmp_path: Path, double: Callable[[str], ModuleType]
) -> None:
    """It opens in less than five seconds, is no wider than the window, and can be searched."""
    engagement = double("filled_engagement").filled_engagement(tmp_path / "demo", "x" * 500_000)
    guide = export_guide(engagement, draft=True)
    page = context.new_page()
    page.add_init_script(USABLE)

    page.goto(guide.as_uri())
    page.wait_for_function("window.usable", timeout=20_000)
    page.keyboard.press("/")
    page.keyboard.type("order completed")
    page.locator("dialog.sk-search .sk-result").first.wait_for(timeout=2_000)

    assert page.evaluate("window.usable") < 5_000
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.evaluate("document.documentElement.scrollHeight") < 150_000
