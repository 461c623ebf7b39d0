"""Tables of any size on a page: search, filters, order, keyboard, copies, paper, no script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from segkit.render import parts
from segkit.render.styles import script, style_tag
from segkit.render.table import Column, Table
from segkit.render.tree import html_of

if TYPE_CHECKING:
    from tests.browser.conftest import Axe

Keep = Callable[..., None]
HOSTILE = '=HYPERLINK("https://evil.example","<b>|click</b>")'
TOOLS = tuple(f"Tool {k}" for k in range(6))


def described(number: int) -> str:
    """What is said of a field; the third is hostile, every tenth has nothing."""
    return HOSTILE if number == 3 else "" if number % 10 == 0 else f"Step-{number} of an order"


COLUMNS = (
    Column[int]("name", "Name", lambda n: f"field_{n}", code=True),
    Column[int](
        "type", "Type", lambda n: ("string", "number", "boolean")[n % 3], filter=True, width="xs"
    ),
    Column[int]("text", "Description", described, width="xl"),
    Column[int]("seen", "Seen by", lambda _: TOOLS, limit=4, low=True),
)


def table_of(count: int) -> str:
    """A table of `count` fields; the fourth is hostile, every tenth has no description."""
    return html_of(
        Table(
            COLUMNS,
            range(1, count + 1),
            label="Fields",
            noun=("field", "fields"),
            name="fields",
            id_of=lambda n: f"field-{n}",
            details=lambda _: [parts.facts([("Seen by", ", ".join(TOOLS))])],
        )
    )


@pytest.fixture
def show(context: BrowserContext, tmp_path: Path) -> Callable[[int], Page]:
    """Opens a page with a table of so many rows, from disk, with the network off."""

    def opened(count: int, *, page: Page | None = None) -> Page:
        file = tmp_path / f"{count}.html"
        file.write_text(
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>Fields</title>{style_tag()}'
            "<style>body { background: var(--sk-bg); margin: 1rem }</style>"
            f"</head><body class=sk><main><h1>Fields</h1>{table_of(count)}</main>"
            f'<script type="module">{script()}\nwindow.view = enhance(document, {{ page: true }})[0];'
            f"</script></body></html>",
            encoding="utf-8",
        )
        page = page or context.new_page()
        page.goto(file.as_uri(), timeout=120_000)
        return page

    return opened


def _rows(page: Page) -> Locator:
    return page.locator("tbody.sk-item").filter(visible=True)


def _clipboard(page: Page, button: str) -> str:
    page.evaluate(
        "() => { navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); } }"
    )
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    return str(page.evaluate("window.copied"))


def test_a_table_is_walked_with_the_keyboard_alone(show: Callable[..., Page]) -> None:
    """`/` searches, arrows walk, Enter opens, Esc closes and then shows everything again."""
    page = show(40)

    page.keyboard.press("/")
    page.keyboard.type("step-2")
    expect(page.get_by_role("status")).to_have_text("10 of 40 fields")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("#field-21 .sk-details")).to_be_visible()
    expect(page.locator("#field-21 .sk-open")).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#field-21 .sk-open")).to_have_attribute(
        "aria-label", "More about field_21"
    )
    page.keyboard.press("End")
    expect(page.locator("#field-29 .sk-open")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator("#field-2 .sk-open")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#field-21 .sk-details")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("status")).to_have_text("40 fields")
    page.keyboard.press("ArrowUp")
    assert page.locator("[tabindex='0'].sk-open").count() == 1


def test_columns_sort_and_filter(show: Callable[..., Page]) -> None:
    """Numbers by value, rows without a value last, both ways; the heading says so."""
    page = show(40)
    heading = page.locator("th[data-col=text]")

    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    first = _rows(page).nth(1).locator("td").nth(1).inner_text()
    last = _rows(page).last.get_attribute("id")
    heading.get_by_role("button").click()
    descending = _rows(page).first.locator("td").nth(1).inner_text()
    heading.get_by_role("button").click()
    page.locator(".sk-tools select").first.select_option("boolean")
    page.get_by_text("More filters").click()
    page.get_by_label("Description contains").fill("step-1")

    assert (first, last, descending) == ("Step-1 of an order", "field-40", "Step-39 of an order")
    expect(page.get_by_role("status")).to_have_text("3 of 40 fields")
    assert heading.get_attribute("aria-sort") is None


def test_copies_are_whole_and_harmless(show: Callable[..., Page]) -> None:
    """What is shown goes out, long lists in full, and nothing that a spreadsheet would run."""
    page = show(40)
    page.get_by_role("searchbox").fill("hyperlink")

    csv, markdown = _clipboard(page, "Copy CSV"), ""
    page.wait_for_timeout(1700)
    markdown = _clipboard(page, "Copy Markdown")

    tools = "Tool 0, Tool 1, Tool 2, Tool 3, Tool 4, Tool 5"
    formula = "'" + HOSTILE.replace('"', '""')
    assert csv == (f'Name,Type,Description,Seen by\r\nfield_3,string,"{formula}","{tools}"\r\n')
    assert markdown.splitlines()[0] == "| Name | Type | Description | Seen by |"
    assert "\\<b\\>\\|click" in markdown
    assert len(markdown.splitlines()) == 3


def test_three_thousand_rows_answer_at_once(show: Callable[..., Page]) -> None:
    """Only a window is on screen; every row is found, counted, reached and numbered."""
    page = show(3000)
    table = page.locator("table.sk-grid")
    page.wait_for_timeout(1000)

    took = page.evaluate(
        """async () => {
            const field = document.querySelector("input[type=search]");
            const begun = performance.now();
            field.value = "2711";
            field.dispatchEvent(new Event("input"));
            document.body.getBoundingClientRect();
            return performance.now() - begun;
        }"""
    )
    found = page.get_by_role("status").inner_text()
    page.get_by_role("searchbox").fill("")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")

    assert took < 1000  # a loaded machine in CI; the benchmark has the real figure
    assert found == "1 of 3,000 fields"
    expect(page.locator("#field-3000 .sk-open")).to_be_focused()
    expect(table).to_have_attribute("aria-rowcount", "3001")
    expect(page.locator("#field-3000 > tr").first).to_have_attribute("aria-rowindex", "3001")
    assert _rows(page).count() < 300
    page.evaluate("location.hash = 'field-1500'")
    expect(page.locator("#field-1500 .sk-details")).to_be_visible()


def test_paper_has_every_row_with_its_details(show: Callable[..., Page]) -> None:
    """What is windowed on screen is whole on paper; headings repeat, rows are not cut."""
    page = show(2500)

    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")

    assert _rows(page).count() == 2500
    assert page.locator(".sk-more").filter(visible=True).count() == 2500
    styles = page.evaluate(
        """() => [getComputedStyle(document.querySelector("thead")).display,
            getComputedStyle(document.querySelector(".sk-item > tr")).breakInside]"""
    )
    assert styles == ["table-header-group", "avoid"]


def test_without_a_script_every_row_and_detail_is_there(
    browser: Browser, show: Callable[..., Page]
) -> None:
    """On a phone the table scrolls inside itself then."""
    context = browser.new_context(
        java_script_enabled=False, offline=True, viewport={"width": 390, "height": 844}
    )
    page = show(2500, page=context.new_page())

    expect(page.locator("#field-2500")).to_be_attached()
    page.locator("#field-2 summary").click()
    expect(page.locator("#field-2 .sk-details")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(
    show: Callable[..., Page], axe: Axe, scheme: str, width: int, keep_screenshot: Keep
) -> None:
    """Names, roles, contrast and order are as they should be, open and closed."""
    page = show(30)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    page.locator("#field-3 .sk-open").click()
    page.get_by_text("More filters").click()
    keep_screenshot(page, f"{scheme}-{width}")

    assert axe.violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_rows_become_cards_on_a_phone(show: Callable[..., Page]) -> None:
    """Each value says which column it is of; what is empty is left out."""
    page = show(12)
    page.set_viewport_size({"width": 390, "height": 844})

    label = page.evaluate(
        "() => getComputedStyle(document.querySelector('#field-1 td'), '::before').content"
    )

    assert re.sub(r"\W", "", label) == "Type"
    expect(page.locator("#field-10 td").nth(1)).to_be_hidden()
