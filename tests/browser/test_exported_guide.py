"""The exported guide, opened from disk in a real browser with the network off."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page, expect

Keep = Callable[..., None]

SECTIONS = (
    "Welcome",
    "Core tracking",
    "Events",
    "Pages and screens",
    "People: identify, group",
    "Identify",
    "When to call identify",
    "Identify traits",
    "Group",
    "Identity",
    "Testing and go-live",
    "Rollout",
    "Sources",
    "Best practices",
    "Tracking methods",
    "Calls in scope",
    "Destinations",
    "Your destinations",
    "Warehouses",
    "Special considerations",
    "Consent and personal data",
    "What was agreed",
    "Who owns what",
    "Segment 101",
    "Glossary",
    "Sources of this guide",
)


class Watched(Protocol):
    """What the fixture `guide` gives."""

    page: Page
    complaints: list[str]

    def fetched(self) -> list[str]:
        """Requests beyond the file itself."""
        ...


def test_nothing_is_fetched_and_nothing_complains(guide: Watched, keep_screenshot: Keep) -> None:
    """Opened from `file://` it is complete, in silence."""
    guide.page.wait_for_load_state("networkidle")
    keep_screenshot(guide.page, "wide")
    keep_screenshot(guide.page, "whole", full=True)

    assert guide.fetched() == []
    assert guide.complaints == []
    assert "Quillmoor Supply" in guide.page.title()


def test_every_section_stands_in_order(guide: Watched) -> None:
    """All rows of the document are there, in the order of the document."""
    headings = guide.page.locator("main h2, main h3, main h4, main h5").all_inner_texts()
    found = [heading.strip() for heading in headings if heading.strip() in SECTIONS]

    assert found == list(SECTIONS)


def test_no_placeholder_and_no_task_is_left(guide: Watched) -> None:
    """A final guide is finished."""
    text = guide.page.locator("body").inner_text()

    assert not re.search(r"IE ?/ ?SA", text)
    assert not re.search(r"\[customer ?name\]", text, re.IGNORECASE)
    assert not re.search(r"\b(TODO|TBD|undefined|NaN)\b", text)


def test_every_internal_link_resolves(guide: Watched) -> None:
    """Every address on the page itself has its target."""
    broken = guide.page.evaluate(
        """() => [...document.querySelectorAll("a[href^='#']")]
            .map(a => a.getAttribute("href").slice(1))
            .filter(id => !document.getElementById(decodeURIComponent(id)))"""
    )

    assert broken == []


def test_ids_are_unique_and_pictures_are_described(guide: Watched) -> None:
    """Anchors point to one place; everybody learns what a picture shows."""
    doubled, bare = guide.page.evaluate(
        """() => {
            const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
            const doubled = ids.filter((id, n) => ids.indexOf(id) !== n);
            const bare = [...document.querySelectorAll("img, svg[role=img]")].filter(picture =>
                picture.tagName === "IMG"
                    ? !picture.getAttribute("alt")
                    : !picture.querySelector("title") && !picture.getAttribute("aria-label")
            ).map(picture => picture.outerHTML.slice(0, 80));
            return [doubled, bare];
        }"""
    )

    assert doubled == []
    assert bare == []


def test_headings_skip_no_level(guide: Watched) -> None:
    """Screen readers walk the document by its headings."""
    levels = guide.page.evaluate(
        "() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])"
    )

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_searching_narrows_the_traits(guide: Watched) -> None:
    """The script makes the static table searchable."""
    section = guide.page.locator(".sk-output", has=guide.page.locator("#trait-email")).first
    rows = section.locator("tbody.sk-item")
    before = rows.filter(visible=True).count()

    section.get_by_role("searchbox").fill("loyalty")

    expect(rows.filter(visible=True)).to_have_count(1)
    assert before > 20


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_page_never_scrolls_sideways(guide: Watched, width: int, keep_screenshot: Keep) -> None:
    """On a phone too; wide tables scroll inside themselves."""
    guide.page.set_viewport_size({"width": width, "height": 844})
    keep_screenshot(guide.page, f"{width}", full=width == 390)

    overflow = guide.page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )

    assert overflow <= 0


def test_dark_is_dark(browser: Browser, demo_guide: Path, keep_screenshot: Keep) -> None:
    """The reader's system decides."""
    context = browser.new_context(color_scheme="dark", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(demo_guide.as_uri())
    keep_screenshot(page, "dark", full=True)

    background = page.evaluate("() => getComputedStyle(document.body).backgroundColor")

    assert max(int(value) for value in re.findall(r"\d+", background)[:3]) < 60
    context.close()


def test_without_scripts_everything_is_readable(browser: Browser, demo_guide: Path) -> None:
    """Search and filters are what scripts add, nothing else."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(demo_guide.as_uri())

    expect(page.locator("#trait-email")).to_be_visible()
    expect(page.get_by_role("heading", name="Special considerations")).to_be_visible()
    context.close()


def test_it_prints_with_page_numbers(
    guide: Watched, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Paper is a form of the guide too."""
    del pytestconfig
    guide.page.emulate_media(media="print")

    printed = guide.page.pdf(path=tmp_path / "guide.pdf", prefer_css_page_size=True)

    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") > 5
