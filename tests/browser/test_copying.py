"""The button "Copy section" of an exported guide, with the real clipboard of Chromium."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from segkit.engagement.demo import create_demo
from segkit.export import export_guide
from segkit.export.forms import Making, Wanted
from segkit.export.forms.paste import paste_of

READ = """async () => Object.fromEntries(await Promise.all((await navigator.clipboard.read())
    .flatMap((item) => item.types.map(async (type) => [type, await (await item.getType(type)).text()]))))"""


class Watched(Protocol):
    """What the fixture `guide` gives."""

    page: Page
    complaints: list[str]


@pytest.fixture
def page(guide: Watched, context: BrowserContext) -> Page:
    """The demo's guide; its clipboard may be read, and is empty."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    guide.page.evaluate("() => navigator.clipboard.writeText('')")
    return guide.page


def button(page: Page, section: str) -> Locator:
    """The section's button."""
    return page.get_by_role("button", name=f"Copy section {section}", exact=True)


def copied(page: Page, section: str) -> tuple[str, str]:
    """What a click on the section's button puts onto the clipboard: HTML and text."""
    button(page, section).click()
    expect(button(page, section)).not_to_be_visible()  # it is called "Copied" now
    found = page.evaluate(READ)
    return found["text/html"], found["text/plain"]


class _Pieces(HTMLParser):
    """Tags with their attributes, and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(f"<{tag} {sorted((name, value or '') for name, value in attrs)}>")

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.found.extend(data.split())


def test_every_section_is_what_paste_makes(tmp_path: Path, context: BrowserContext) -> None:
    """Tag by tag and word by word, also when rows are filtered away."""
    engagement = create_demo(tmp_path / "demo")
    prepared = Making(engagement, "everyone", Wanted()).prepared
    page = context.new_page()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(export_guide(engagement).as_uri())
    page.get_by_label("Search traits").first.fill("loyalty")

    differing = []
    for section in prepared.content.sections:
        page.bring_to_front()
        html, _ = copied(page, section.heading.text)
        made = (
            paste_of(prepared, section.heading.text).partition("<body>")[2].partition("</body>")[0]
        )
        if _Pieces(html).found != _Pieces(made).found:
            differing.append(section.heading.text)

    assert len(prepared.content.sections) > 20
    assert differing == []


def test_the_text_is_markdown(page: Page) -> None:
    """Headings, tables with their details, code; for what takes no rich text."""
    _, text = copied(page, "Identify traits")

    lines = text.splitlines()
    head = lines.index("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    assert lines[0] == "### Identify traits"
    assert lines[head - 1].startswith("| Trait | Type | Required |")
    assert lines[head + 1].startswith("| `email` | string | required |")
    assert "| marked as PII by the plan |" in lines[head + 1]
    assert lines[head + 2].startswith("| **Read from:** Account service; **Received by:** ")
    assert "```" in lines
    assert "Link to" not in text
    assert lines[-1].startswith("From the tracking plan")


def test_without_the_newer_clipboard_both_kinds_are_there(
    context: BrowserContext, demo_guide: Path
) -> None:
    """As in an older browser: the copy event carries the same."""
    context.add_init_script("delete window.ClipboardItem;")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(demo_guide.as_uri())

    html, text = copied(page, "Welcome")

    assert "<h2>Welcome</h2>" in html
    assert "<li><strong>Intentional data beats more data.</strong>" in html
    assert text.startswith("## Welcome\n\n")


def test_the_keyboard_goes_from_the_link_to_the_button(page: Page, guide: Watched) -> None:
    """Enter copies and says so; neither leaves the place, and nothing complains."""
    page.locator("#welcome > .sk-permalink").focus()

    page.keyboard.press("Tab")
    expect(button(page, "Welcome")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#welcome + button")).to_contain_text("Copied")
    expect(button(page, "Welcome")).to_be_focused()
    assert page.evaluate("location.hash") == ""
    assert page.get_by_role("heading", name="Copy section").count() == 0
    assert guide.complaints == []


def test_a_clipboard_that_refuses_is_said(page: Page) -> None:
    """Nobody pastes what was there before in good faith."""
    page.evaluate(
        """() => { document.execCommand = () => false;
            navigator.clipboard.write = () => Promise.reject(new Error("no")); }"""
    )

    button(page, "Welcome").click()

    expect(page.locator("#welcome + button")).to_contain_text("Not copied")


def test_the_button_is_not_on_paper_nor_over_a_heading(
    page: Page, keep_screenshot: Callable[..., None]
) -> None:
    """A long heading on a phone keeps its room."""
    page.set_viewport_size({"width": 320, "height": 700})
    heading = page.locator("#which-source-reaches-which-destination")
    heading.scroll_into_view_if_needed()
    heading.hover()
    keep_screenshot(page, "phone")

    overlaps = heading.evaluate(
        """(heading) => {
            const range = document.createRange();
            range.selectNodeContents(heading);
            const button = heading.nextElementSibling.getBoundingClientRect();
            return [...range.getClientRects()].some((line) => line.right > button.left
              && line.bottom > button.top && line.top < button.bottom);
        }"""
    )
    page.emulate_media(media="print")

    assert overlaps is False
    expect(page.locator(".sk-copy-section").first).to_be_hidden()


def test_a_card_is_copied_under_its_own_name(page: Page) -> None:
    """That of an event and of a destination, once it is open; Markdown begins with the name."""
    event = page.locator("#track-Order-Completed-2, #track-Order-Completed").last
    event.locator("summary").first.click()
    _, text = copied(page, "Order Completed")

    assert text.startswith("#### Order Completed\n\n")
    assert "| order_id | string | required |" in text
    assert "Copy" not in text
    row = page.locator(".sk-destinations .sk-item", has_text="Slack - big orders").first
    row.scroll_into_view_if_needed()
    row.get_by_role("button", name="More about Slack - big orders").click()
    _, text = copied(page, "Slack - big orders")
    assert text.startswith("#### Slack - big orders\n\n")
    assert "Segment's documentation" in text
