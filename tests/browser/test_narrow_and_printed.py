"""The guide where there is little room: on a phone, without scripts, and on paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pypdf import PdfReader

from segkit.diff.change import Change, Difference
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import read_engagement
from segkit.export import export_guide
from segkit.export.forms import Wanted, export_forms
from segkit.render.styles import style_tag
from segkit.rows.plan.changes import changes

PAPER = ViewportSize(width=672, height=990)
"""What A4 leaves between its margins."""

MOST_SHEETS = 40
"""What the demo's guide may take on paper."""

MOST_OF_EDITIONS = {"executive": 6, "developer-ios": 17}
"""What some of its editions may take."""

BROKEN = r"""root => {
    const broken = new Set();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!node.parentElement.closest("td, th")?.checkVisibility()) continue;
        for (const word of node.data.matchAll(/(?<![\w.@/-])[A-Za-z]{3,11}(?![\w.@/-])/g)) {
            const range = new Range();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) {
                broken.add(word[0]);
            }
        }
    }
    return [...broken];
}"""
"""Which words of tables go on in a second line."""


@pytest.fixture
def phone(browser: Browser, demo_guide: Path) -> Iterator[Page]:
    """The demo's guide on a phone."""
    context = browser.new_context(
        viewport=ViewportSize(width=390, height=844), has_touch=True, is_mobile=True, offline=True
    )
    page = context.new_page()
    page.goto(demo_guide.as_uri())
    yield page
    context.close()


def test_words_of_tables_stay_whole_on_paper(context: BrowserContext, demo_guide: Path) -> None:
    """Only what is longer than its column is broken, such as a path or an address."""
    page = context.new_page()
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")

    page.goto(demo_guide.as_uri())

    assert page.evaluate(f"({BROKEN})(document.body)") == []


def test_what_changed_is_readable_on_paper(context: BrowserContext) -> None:
    """`Renamed` stands on one line, however much there is to say beside it."""
    renamed = Change(
        "renamed", "field", "wish_list_identifier", "Product Added to Wishlist", "name",
        "wishlist_identifier", "wish_list_identifier", True,
        "Code, destinations and reports know it by its old name.",
        "the names are 71% alike, the type is the same, and so are: description, example",
    )  # fmt: skip
    page = context.new_page()
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")

    page.set_content(f"{style_tag()}{changes(Difference('before', 'now', (renamed,))).html}")

    assert page.evaluate(f"({BROKEN})(document.body)") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]


def test_planned_properties_need_no_scrolling_on_a_phone(phone: Page) -> None:
    """Each property is a paragraph of its own: name, type, description, example, values."""
    phone.evaluate("document.querySelectorAll('.sk-event details').forEach(d => { d.open = true })")

    cut = phone.evaluate(
        """() => [...document.querySelectorAll(".sk-props")]
            .filter(one => one.scrollWidth > one.parentElement.clientWidth).length"""
    )

    assert phone.locator(".sk-props").count() > 20
    assert cut == 0


def test_words_of_tables_stay_whole_on_a_phone(phone: Page) -> None:
    """Columns are as wide as their words; what finds no room then scrolls."""
    assert phone.evaluate(f"({BROKEN})(document.body)") == []


def test_a_table_that_is_cut_off_says_so(phone: Page) -> None:
    """A shadow lies at the edge of whatever scrolls sideways; a cover that scrolls along hides it."""
    scrolling = phone.locator(".sk-environments .sk-scroll")

    attachments = scrolling.evaluate("one => getComputedStyle(one).backgroundAttachment")

    assert scrolling.evaluate("one => one.scrollWidth > one.clientWidth")
    assert attachments == "local, local, scroll, scroll"


def test_a_finding_has_the_whole_width_of_a_phone(phone: Page) -> None:
    """Its severity stands above its text, not beside it."""
    finding = phone.locator(".sk-finding").first

    text = finding.locator("p").first.bounding_box()

    assert text is not None
    assert text["width"] > 340


def test_a_button_on_a_touch_screen_covers_no_code(phone: Page) -> None:
    """It stands above the first line."""
    block = phone.locator(".sk-code", has=phone.locator(".sk-copy")).first

    button, code = (
        block.locator(".sk-copy").bounding_box(),
        block.locator("code").bounding_box(),
    )

    assert button is not None
    assert code is not None
    assert button["y"] + button["height"] <= code["y"]


def test_the_title_above_a_phones_page_is_cut_with_dots(phone: Page) -> None:
    """One sees that there is more of it."""
    title = phone.locator(".sk-bar-title")

    display, overflow, cut = title.evaluate(
        "one => [getComputedStyle(one).display, getComputedStyle(one).textOverflow,"
        " one.scrollWidth > one.clientWidth]"
    )

    assert cut
    assert (display, overflow) == ("block", "ellipsis")  # a flex box has no dots


def test_contents_cover_nothing_where_no_script_folds_them(
    browser: Browser, demo_guide: Path
) -> None:
    """They stay above the text, and scroll away with it."""
    context = browser.new_context(
        java_script_enabled=False, viewport=ViewportSize(width=768, height=900)
    )
    page = context.new_page()
    page.goto(f"{demo_guide.as_uri()}#special-considerations")

    expect(page.locator("#special-considerations")).to_be_in_viewport()
    expect(page.locator("#contents li").last).not_to_be_in_viewport()
    context.close()


def test_a_draft_without_open_items_says_no_number_and_covers_no_footer(
    context: BrowserContext, tmp_path: Path
) -> None:
    """The mark says "Draft" and stands beside what there is to read."""
    page = context.new_page()
    page.goto(export_guide(create_demo(tmp_path / "demo"), draft=True).as_uri())

    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    mark = page.locator(".sk-draft-mark")
    badge, footer = mark.bounding_box(), page.locator(".sk-footer p").bounding_box()

    assert mark.inner_text() == "Draft"
    assert badge is not None
    assert footer is not None
    assert footer["y"] + footer["height"] <= badge["y"]


def test_every_page_of_a_printed_draft_says_so(context: BrowserContext, tmp_path: Path) -> None:
    """The cover on itself, all others in their margin, where nothing is covered."""
    page = context.new_page()
    page.goto(export_guide(create_demo(tmp_path / "demo"), draft=True).as_uri())

    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    assert [one.extract_text().count("Draft") for one in printed.pages] == [1] * len(printed.pages)


@pytest.mark.parametrize("width", [1100, 1280, 1440])
def test_a_table_without_room_scrolls_inside_itself(
    context: BrowserContext, demo_guide: Path, width: int
) -> None:
    """What does not fit scrolls, can be reached with the Tab key, and never widens the page."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(demo_guide.as_uri())

    loose = page.evaluate(
        """() => [...document.querySelectorAll("main .sk-scroll[tabindex]")]
            .filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
            .filter(one => getComputedStyle(one).overflowX !== "auto" || one.tabIndex !== 0)
            .map(one => one.ariaLabel)"""
    )

    assert loose == []


def test_headings_of_a_long_table_stay_in_sight(context: BrowserContext, demo_guide: Path) -> None:
    """Below the bar, while its rows scroll by, where all columns have room."""
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(demo_guide.as_uri())
    table = page.locator(".sk-destinations table")

    table.locator("tbody").nth(25).scroll_into_view_if_needed()

    expect(table.get_by_role("columnheader", name="Mode")).to_be_in_viewport()


def test_an_edition_takes_few_sheets(
    context: BrowserContext, demo_guide: Path, tmp_path: Path
) -> None:
    """Those whom it is for read it whole."""
    engagement = read_engagement(demo_guide.parent)
    wanted = Wanted(audiences=tuple(MOST_OF_EDITIONS))
    made = export_forms(engagement, ["html"], wanted, output=tmp_path)

    for one, most in zip(made, MOST_OF_EDITIONS.values(), strict=True):
        page = context.new_page()
        page.goto(one.path.as_uri())
        sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert 3 < len(sheets) <= most, one.path.name


def test_page_one_is_a_screen_and_a_scroll_and_one_sheet(
    browser: Browser, demo_guide: Path, phone: Page
) -> None:
    """Where the customer stands comes before the contents on paper, and beside them on a screen."""
    page = browser.new_page(viewport=ViewportSize(width=1440, height=900))
    page.goto(demo_guide.as_uri())

    assert page.locator("#cover").evaluate("n => n.getBoundingClientRect().bottom") <= 1_850
    assert page.locator(".sk-answer").evaluate("n => n.getBoundingClientRect().top") < 300
    links = page.locator(".sk-standing a.sk-place")
    assert links.count() > 5
    assert links.evaluate_all(
        "all => all.every(a => document.getElementById(decodeURIComponent(a.hash.slice(1))))"
    )
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    first, second = (sheet.extract_text() for sheet in sheets[:2])
    page.close()
    assert len(sheets) <= MOST_SHEETS
    for words in ("things are wrong now", "Open questions", "Made by segkit"):
        assert words in first
    assert "Contents" in second
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
