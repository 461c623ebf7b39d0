"""The SA's word on special considerations, in a real JupyterLab, and what the export makes of it."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from segkit.engagement.settings import read_engagement
from segkit.export import export_guide

if TYPE_CHECKING:
    from tests.browser.conftest import Lab

Keep = Callable[..., None]
Saved = dict[str, dict[str, dict[str, str]]]
CELL = "import segkit\nsegkit.open_guide().considerations()"
SOON = 20_000
"""Milliseconds that a busy machine may take for an answer of the kernel."""
FIRST = "From an app, Firebase receives data only through its own SDK or plugin."
LATER = "For HubSpot and this kind of source"
OWN_WORDS = 'Ask Kim <b>first</b>: "app & web"'


def _run_all(page: Page) -> Locator:
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    shown = page.locator(".jp-OutputArea-output .sk-words")
    shown.wait_for(timeout=120_000)
    return shown


@pytest.fixture(scope="module")
def page(lab: Lab, browser: Browser) -> Iterator[Page]:
    """A notebook that shows the considerations."""
    cell: dict[str, object] = {
        "cell_type": "code", "id": "words", "metadata": {}, "execution_count": None,
        "outputs": [], "source": CELL,
    }  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    notebook = {
        "cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    (lab.folder / "words.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1500, "height": 1100})
    opened = context.new_page()
    opened.goto(f"{lab.address}/lab/tree/words.ipynb?token={lab.token}")
    opened.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=90_000)
    _run_all(opened)
    yield opened
    context.close()


@pytest.fixture
def words(page: Page) -> Locator:
    """The widget."""
    return page.locator(".jp-OutputArea-output .sk-words")


def saved(lab: Lab, wanted: Callable[[Saved], bool]) -> Saved:
    """`notes.toml` once it says what is wanted, or as it is after a while."""
    found: Saved = {}
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        found = tomllib.loads((lab.folder / "notes.toml").read_text(encoding="utf-8"))
        if wanted(found):
            break
        time.sleep(0.1)
    return found


def judged(notes: Saved) -> dict[str, dict[str, str]]:
    """The words on considerations; none where nothing was judged yet."""
    return notes.get("considerations", {})


def row(words: Locator, text: str) -> Locator:
    """The row with this text."""
    return words.locator(".sk-words-row", has_text=text)


def opened(words: Locator, text: str) -> Locator:
    """The same, open on the page of its class."""
    found = row(words, text)
    found.first.evaluate(
        "one => { const pane = one.closest('[data-sk-pane]').dataset.skPane;"
        " one.closest('.sk-words').querySelector(`[data-sk-tab=${pane}]`).click();"
        " one.querySelector('.sk-walk-head').click(); }"
    )
    return found


def choose(words: Locator, by: str, value: str) -> None:
    """Filter the rows; the filters are folded."""
    fold = words.locator(".sk-words-filters")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    words.get_by_role("combobox", name=f"Filter by {by}").select_option(value)


def test_typing_saves_and_undo_takes_it_back(
    lab: Lab, words: Locator, page: Page, keep_screenshot: Keep
) -> None:
    """With the keyboard alone: open, type, leave; one undo is the whole text."""
    keep_screenshot(page, "start")
    one = opened(words, FIRST)
    one.get_by_role("button", name="Edit").focus()
    page.keyboard.press("Enter")
    expect(one.get_by_role("textbox", name="What to consider")).to_be_focused()

    page.keyboard.press("Control+a")
    page.keyboard.type(OWN_WORDS, delay=20)
    found = saved(
        lab,
        lambda f: any(
            w["text"] == OWN_WORDS for w in f.get("considerations", {}).values() if "text" in w
        ),
    )

    [(key, word)] = found["considerations"].items()
    assert (key, word["state"], word["text"]) == (
        "sdk-must-be-in-the-app/*/firebase",
        "edited",
        OWN_WORDS,
    )
    expect(words.locator(".sk-state")).to_contain_text("In notes.toml", timeout=SOON)
    keep_screenshot(page, "typing")
    page.keyboard.press("Escape")
    expect(row(words, "Ask Kim").get_by_role("button", name="Edit")).to_be_focused(timeout=SOON)
    expect(row(words, "Ask Kim").locator("b")).to_have_count(0)
    undo = words.get_by_role("button", name="Undo: edited")
    undo.focus()
    page.keyboard.press("Enter")
    expect(row(words, FIRST)).to_be_visible(timeout=SOON)
    assert saved(lab, lambda f: not f.get("considerations")).get("considerations", {}) == {}
    expect(words.get_by_role("button", name="Nothing to undo")).to_be_focused(timeout=SOON)


def test_a_dismissal_needs_a_reason_and_filters_keep_what_was_judged(
    lab: Lab, words: Locator, page: Page
) -> None:
    """Filtered to what is open, the row stays in sight after it was dismissed."""
    choose(words, "destination", "Firebase")
    choose(words, "your word", "open")
    expect(words.locator(".sk-count")).to_contain_text(" of ")
    one = opened(words, FIRST)

    one.get_by_role("button", name="Dismiss").click()
    page.keyboard.type(" ")
    page.keyboard.press("Tab")
    expect(one.get_by_text("A dismissal needs a reason")).to_be_visible(timeout=SOON)
    one.locator("textarea").fill("The app sends no screens.")
    page.keyboard.press("Escape")
    found = saved(lab, lambda f: bool(f.get("considerations")))

    [word] = found["considerations"].values()
    assert (word["state"], word["reason"]) == ("dismissed", "The app sends no screens.")
    expect(one).to_be_visible()
    expect(one.locator(".sk-badge-off")).to_have_text("dismissed", timeout=SOON)
    choose(words, "destination", "")
    choose(words, "your word", "")


def test_what_is_wrong_now_is_accepted_one_key_each_and_taken_back(
    lab: Lab, words: Locator, page: Page, keep_screenshot: Keep
) -> None:
    """Enter accepts the open row with its owner, and opens the next; U takes it back."""
    group = words.locator(".sk-words-group[aria-label='Wrong now']")
    words.locator("[data-sk-tab=words-wrong-now]").click()
    expect(group.locator(".sk-words-row")).to_have_count(11)
    first = group.locator(".sk-words-row").first
    first.locator(".sk-walk-head").click()
    first.get_by_label("Owner").fill("Stores")
    before = len(judged(saved(lab, lambda _: True)))

    page.keyboard.press("Enter")

    found = saved(lab, lambda f: len(judged(f)) == before + 1)
    assert "Stores" in [one.get("owner") for one in found["actions"].values()]
    expect(words.locator("[data-sk-heading]:visible")).to_have_text(
        "10 of 11 wrong now wait for your word", timeout=SOON
    )
    expect(group.locator(".sk-words-row").nth(1)).to_be_focused(timeout=SOON)
    expect(group.locator(".sk-now")).to_have_count(1)
    keep_screenshot(page, "one accepted")
    page.keyboard.press("u")
    assert "Stores" not in str(saved(lab, lambda f: len(judged(f)) == before).get("actions"))
    inner = words.evaluate(
        "root => [...root.querySelectorAll('*')].filter((one) => one.scrollHeight > one.clientHeight + 2"
        " && ['auto', 'scroll'].includes(getComputedStyle(one).overflowY)).map((one) => one.className)"
    )
    assert inner == []


def test_a_question_is_answered_with_one_key(
    lab: Lab, words: Locator, page: Page, keep_screenshot: Keep
) -> None:
    """Yes and No say before what they do; the row then has the class that was said."""
    words.locator("[data-sk-tab=words-check]").click()
    one = opened(words, "Does every call carry one of the ids that Braze takes?").first
    expect(one.locator(".sk-either")).to_contain_text("Satisfied, on your word.")
    key = one.get_attribute("data-sk-key")
    keep_screenshot(page, "question")

    page.keyboard.press("n")

    found = saved(lab, lambda f: any(w.get("answer") == "no" for w in judged(f).values()))
    assert [w["answer"] for w in judged(found).values() if "answer" in w] == ["no"]
    answered = words.locator(f"[data-sk-key='{key}'].sk-words-row")
    expect(answered.locator(".sk-walk-head .sk-m-wrong")).to_have_count(1, timeout=SOON)
    words.get_by_role("button", name="Undo: answered no").click()
    expect(answered.locator(".sk-walk-head .sk-m-check")).to_have_count(1, timeout=SOON)


def test_a_search_looks_on_every_page(words: Locator) -> None:
    """The counts of the pages say where something was found."""
    tally = words.locator("[data-sk-tab=words-good-to-know] small")
    before = tally.inner_text()

    words.get_by_role("searchbox").fill("An event that reports revenue")

    expect(tally).to_have_text(f"1 of {before}")
    expect(words.locator("[data-sk-tab=words-satisfied] small")).to_contain_text("0 of")
    words.get_by_role("searchbox").fill("")
    expect(tally).to_have_text(before)


def test_accept_acts_on_what_is_shown_and_says_how_many(
    lab: Lab, words: Locator, page: Page, keep_screenshot: Keep
) -> None:
    """One row is shown, so one is accepted; counters follow while one types."""
    words.locator("[data-sk-tab=words-wrong-now]").click()
    search = words.get_by_role("searchbox")
    search.fill("Slack - big orders")
    button = words.get_by_role("button", name="Accept everything").and_(
        words.locator("button:visible")
    )
    title = words.locator(".sk-words-tools > .sk-quiet")
    waiting = int(title.inner_text().split()[0])
    expect(button).to_have_text("Accept 1 shown")
    keep_screenshot(page, "one shown")
    before = len(judged(saved(lab, lambda _: True)))

    button.click()

    found = saved(lab, lambda f: len(judged(f)) == before + 1)
    assert len(judged(found)) == before + 1
    search.fill("")
    words.get_by_role("button", name="Undo: accepted").click()
    saved(lab, lambda f: len(judged(f)) == before)

    expect(title).to_contain_text(f"{waiting} of", timeout=SOON)
    one = opened(words, "Hotjar works only in device mode")
    one.get_by_role("button", name="Edit").click()
    page.keyboard.type("!")
    expect(title).to_contain_text(f"{waiting - 1} of", timeout=SOON)
    page.keyboard.press("Escape")
    words.get_by_role("button", name="Undo: edited").click()
    expect(title).to_contain_text(f"{waiting} of", timeout=SOON)


def test_what_somebody_else_changed_is_not_overwritten(
    lab: Lab, words: Locator, page: Page, keep_screenshot: Keep
) -> None:
    """Their word is shown beside mine, and mine stays in its field until I decide."""
    one = opened(words, "Firebase has limits")
    one.get_by_role("button", name="Edit").click()
    notes = lab.folder / "notes.toml"
    theirs = (
        '\n[considerations."firebase-02/*/firebase"]\nabout = "firebase-02"\nsource = "*"\n'
        'target = "firebase"\nstate = "edited"\ntext = "Theirs"\n'
    )
    notes.write_text(notes.read_text(encoding="utf-8") + theirs, encoding="utf-8")

    field = one.get_by_role("textbox", name="What to consider")
    field.fill("Mine")

    alert = words.locator(".sk-state").filter(has_text="Changed twice")
    expect(alert).to_contain_text("Theirs", timeout=SOON)
    mine = words.get_by_role("button", name="Keep mine")
    keep_screenshot(page, "conflict")
    assert '"Theirs"' in notes.read_text(encoding="utf-8")
    mine.click()
    saved(lab, lambda f: f["considerations"]["firebase-02/*/firebase"].get("text") == "Mine")
    assert '"Mine"' in notes.read_text(encoding="utf-8")
    page.keyboard.press("Escape")


def test_a_damaged_file_keeps_the_text_on_screen(
    lab: Lab, words: Locator, page: Page, keep_screenshot: Keep
) -> None:
    """The message stands at the field; once the file is mended the text is saved."""
    notes = lab.folder / "notes.toml"
    before = notes.read_text(encoding="utf-8")
    one = opened(words, LATER)
    one.get_by_role("button", name="Edit").click()
    field = one.get_by_role("textbox", name="What to do")

    notes.write_text("[broken", encoding="utf-8")
    field.fill("Send the currency.")

    expect(one.get_by_role("alert")).to_contain_text("could not be read", timeout=SOON)
    expect(field).to_have_value("Send the currency.")
    assert notes.read_text(encoding="utf-8") == "[broken"
    keep_screenshot(page, "damaged")
    notes.write_text(before, encoding="utf-8")
    field.press("End")
    page.keyboard.type("!")
    found = saved(lab, lambda f: "Send the currency.!" in str(f.get("considerations")))
    actions = {w["about"]: w.get("action") for w in found["considerations"].values()}
    assert actions["mode-against-documentation"] == "Send the currency.!"
    expect(words.locator(".sk-state")).to_contain_text("In notes.toml", timeout=SOON)
    page.keyboard.press("Escape")


def test_a_killed_kernel_costs_no_text(lab: Lab, words: Locator, page: Page) -> None:
    """What was typed while there was none is offered, and saved, when the cell was run."""
    words.get_by_role("button", name="Add your own").click()
    lab.kill_kernel()
    own = words.get_by_role("group", name="Your own consideration")
    own.get_by_role("textbox", name="What to consider").fill("Typed without a kernel")
    expect(words.locator(".sk-state")).to_contain_text("Kernel gone. 1 line kept", timeout=SOON)

    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=90_000)
    _run_all(page)
    expect(own.get_by_role("textbox", name="What to consider")).to_have_value(
        "Typed without a kernel", timeout=SOON
    )
    assert not saved(lab, lambda _: True).get("added_considerations")
    words.get_by_role("button", name="Save", exact=True).click()

    found = saved(lab, lambda f: bool(f.get("added_considerations")))
    [added] = found["added_considerations"].values()
    assert added["text"] == "Typed without a kernel"
    expect(row(words, LATER)).to_contain_text("Send the currency.!", timeout=SOON)


def test_the_exported_guide_has_the_last_word(
    lab: Lab, words: Locator, page: Page, keep_screenshot: Keep
) -> None:
    """Edited and own words are in it, dismissed ones are not; a draft lists them."""
    page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    expect(words).to_have_css("color-scheme", "dark", timeout=SOON)
    expect(page.locator("#jupyterlab-splash")).to_have_count(0, timeout=SOON)
    words.scroll_into_view_if_needed()
    keep_screenshot(page, "dark")
    page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
    page.set_viewport_size({"width": 390, "height": 844})
    keep_screenshot(page, "narrow")

    final = export_guide(read_engagement(lab.folder)).read_text(encoding="utf-8")
    draft = export_guide(read_engagement(lab.folder), draft=True).read_text(encoding="utf-8")

    for shown in ("Send the currency.!", "Typed without a kernel", ">Mine"):
        assert shown in final
    assert FIRST not in final
    assert "your wording" not in final
    assert "The app sends no screens." in draft
    assert "your wording" in draft
