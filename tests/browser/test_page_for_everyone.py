"""The exported guide for every reader: by keyboard, by screen reader, searching, without storage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import read_engagement
from segkit.export import export_guide
from segkit.texts import text_in

if TYPE_CHECKING:
    from tests.browser.conftest import Axe

WIDE = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)


@pytest.fixture(params=["light", "dark"])
def themed(request: pytest.FixtureRequest, browser: Browser, demo_guide: Path) -> Iterator[Page]:
    """The demo's guide in one of the two themes."""
    context = browser.new_context(color_scheme=request.param, viewport=WIDE, offline=True)
    page = context.new_page()
    page.goto(demo_guide.as_uri())
    yield page
    context.close()


@pytest.fixture
def page(browser: Browser, demo_guide: Path) -> Iterator[Page]:
    """The demo's guide on a wide screen."""
    context = browser.new_context(viewport=WIDE, offline=True)
    opened = context.new_page()
    opened.goto(demo_guide.as_uri())
    yield opened
    context.close()


def test_axe_finds_nothing(themed: Page, axe: Axe) -> None:
    """In both themes, with everything unfolded and with the search open."""
    themed.evaluate(
        "document.querySelectorAll('main details').forEach(one => { one.open = true; })"
    )
    unfolded = axe.violations(themed)
    themed.keyboard.press("/")
    themed.keyboard.type("email")

    searching = axe.violations(themed, "dialog.sk-search")

    assert unfolded == []
    assert searching == []


def test_search_finds_what_is_folded_away_and_goes_there(page: Page) -> None:
    """A property inside a closed event: found, unfolded, in sight and named in the address."""
    page.keyboard.press("/")
    page.keyboard.type("list_id")
    first = page.locator(".sk-result").first
    expect(first.locator("mark").first).to_be_visible()
    expect(first.locator(".sk-result-where")).to_contain_text("Events")

    page.keyboard.press("Enter")

    expect(page.locator("dialog.sk-search")).to_be_hidden()
    assert page.evaluate(
        "document.getElementById(location.hash.slice(1)).open ?? "
        "document.getElementById(location.hash.slice(1)).querySelector('details').open"
    )
    expect(
        page.locator(".sk-props th", has_text="list_id").locator("visible=true").first
    ).to_be_in_viewport()


def test_search_is_left_with_escape(page: Page) -> None:
    """The reader is where they were, and the slash can be typed into a field."""
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    expect(page.locator("dialog.sk-search input")).to_have_value("a/b")

    page.keyboard.press("Escape")

    expect(page.locator("dialog.sk-search")).to_be_hidden()
    assert page.evaluate("scrollY") == 0


def test_arrow_keys_choose_among_the_results(page: Page) -> None:
    """A screen reader hears which result is chosen."""
    page.keyboard.press("/")
    page.keyboard.type("order")
    box = page.get_by_role("combobox", name="Search the guide")

    page.keyboard.press("ArrowDown")

    expect(box).to_have_attribute("aria-activedescendant", "sk-result-1")
    expect(page.locator("#sk-result-1")).to_have_attribute("aria-selected", "true")


def test_contents_follow_and_fold_on_a_phone(page: Page) -> None:
    """The chapter in sight is marked; on a phone the list is closed until asked for."""
    page.evaluate("document.getElementById('destinations').scrollIntoView()")
    current = page.locator(".sk-contents a[aria-current]")
    expect(current).to_have_text("Destinations")

    page.set_viewport_size(PHONE)

    expect(page.locator(".sk-contents ol").first).to_be_hidden()
    page.locator(".sk-contents summary").click()
    page.locator(".sk-contents a", has_text="Sources of this guide").click()
    expect(page.locator("#sources-of-this-guide")).to_be_in_viewport()
    expect(page.locator(".sk-contents ol").first).to_be_hidden()


def test_every_heading_and_item_has_a_link_to_itself(page: Page) -> None:
    """What can be talked about can be linked to."""
    lacking = page.evaluate(
        """() => [...document.querySelectorAll('main :is(h2, h3, h4, h5, h6), main .sk-item')]
            .filter(one => !one.id || !document.querySelector(`a[href="#${CSS.escape(one.id)}"]`)
                && ![...document.links].some(link => link.hash === '#' + encodeURIComponent(one.id)))
            .map(one => one.outerHTML.slice(0, 80))"""
    )

    assert lacking == []


def test_a_choice_of_language_is_kept_and_counts_everywhere(page: Page) -> None:
    """The other snippets follow, and so does the next visit."""
    page.get_by_role("tab", name="Python").first.click()
    page.reload()

    chosen = page.evaluate(
        """() => [...document.querySelectorAll("[role=tablist]")]
            .map(bar => [...bar.children].map(tab => [tab.textContent, tab.ariaSelected]))
            .filter(tabs => tabs.some(([name]) => name === "Python"))
            .map(tabs => tabs.filter(([, is]) => is === "true").map(([name]) => name).join())"""
    )

    assert set(chosen) == {"Python"}
    assert len(chosen) > 10  # on the cards of what servers send, too


def test_the_page_works_where_storage_is_forbidden(browser: Browser, demo_guide: Path) -> None:
    """As in a browser that blocks it for files: theme and tabs can still be chosen."""
    context = browser.new_context(viewport=WIDE, offline=True)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })"
    )
    opened.goto(demo_guide.as_uri())

    opened.get_by_role("button", name="Dark theme").click()
    opened.get_by_role("tab", name="Python").first.click()

    assert opened.evaluate("document.documentElement.dataset.theme") == "dark"
    assert complaints == []
    context.close()


@pytest.mark.parametrize(("language", "search"), [("de", "Suchen"), ("fr", "Rechercher")])
def test_the_page_speaks_the_customers_language(
    browser: Browser, axe: Axe, tmp_path: Path, language: str, search: str
) -> None:
    """Its own texts do, under the same policy; what segkit states is marked as English."""
    folder = create_demo(tmp_path / "demo").folder
    settings = folder / "engagement.toml"
    settings.write_text(
        f'{settings.read_text("utf-8")}\n[look]\nlanguage = "{language}"\n', "utf-8"
    )
    context = browser.new_context(viewport=WIDE, offline=True)
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.goto(export_guide(read_engagement(folder)).as_uri())

    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".sk-find").first).to_contain_text(search)
    expect(page.locator(".sk-output").first).to_have_attribute("lang", "en")
    page.keyboard.press("/")
    page.keyboard.type("order")
    expect(page.locator("dialog.sk-search")).to_contain_text(
        text_in(language, "↑ ↓ to choose, Enter to go there, Esc to close")
    )
    expect(page.get_by_role("option", name="Order Completed The payment provider")).to_be_visible()
    assert axe.violations(page) == []
    assert said == []
    context.close()


def test_paper_is_light_and_nothing_is_wider_than_it(page: Page) -> None:
    """Also for a reader of the dark theme; a wider element would shrink every page."""
    page.get_by_role("button", name="Dark theme").click()
    page.set_viewport_size({"width": 673, "height": 980})  # A4 without its margins
    page.emulate_media(media="print")

    width = page.evaluate("document.documentElement.scrollWidth")
    scheme = page.evaluate("getComputedStyle(document.documentElement).colorScheme")

    assert width <= 673
    assert scheme == "light"
