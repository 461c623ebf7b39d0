"""The workshop from connect to export in a real JupyterLab, with a kernel that dies on the way."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from nbformat import writes
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Locator, Page, expect

from segkit.engagement.notes import read_notes
from segkit.engagement.notes.workshop import DECISIONS, OBJECTIVES, QUESTIONS

if TYPE_CHECKING:
    from tests.browser.conftest import Axe, Lab

Keep = Callable[..., None]


@pytest.fixture(scope="module")
def room(lab: Lab, browser: Browser) -> Iterator[Page]:
    """The workshop's notebook, open but not run."""
    context = browser.new_context(viewport={"width": 1500, "height": 1000})
    page = context.new_page()
    page.goto(f"{lab.address}/lab/tree/workshop.ipynb?token={lab.token}")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=90_000)
    yield page
    context.close()


def run_all(page: Page) -> None:
    """Run every cell, and wait for the last one."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = page.locator(".jp-CodeCell").last.locator(".jp-InputPrompt")
    expect(last).to_have_text("[*]:", timeout=30_000)
    expect(last).not_to_have_text("[*]:", timeout=180_000)
    expect(page.locator("[data-mime-type='application/vnd.jupyter.error']")).to_have_count(0)


def saved_in(file: Path, text: str) -> None:
    """Wait until the notes hold the text."""
    deadline = time.monotonic() + 20
    while text not in file.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, f"{text!r} was not saved"
        time.sleep(0.1)


def form(page: Page, noun: str) -> Locator:
    """The form for one kind of record."""
    found = page.locator(
        ".sk-records-form", has=page.get_by_role("button", name=re.compile(f"Add an? {noun}"))
    )
    found.scroll_into_view_if_needed()
    return found


def test_the_workshop_from_connect_to_export(room: Page, lab: Lab, keep_screenshot: Keep) -> None:
    """What the room noted survives the kernel's death and stands in the exported guide."""
    notes = lab.folder / "notes.toml"
    run_all(room)
    keep_screenshot(room, "agenda")

    objectives = form(room, "objective")
    objectives.get_by_role("button", name="Add an objective").press("Enter")
    room.keyboard.type("Every order is one order.")
    saved_in(notes, "Every order is one order.")

    decisions = form(room, "decision")
    decisions.get_by_role("button", name="Add a decision").press("Enter")
    room.keyboard.type("Send the order once, from the server.")
    room.keyboard.press("Tab")
    room.keyboard.type("Maren Tolbert")
    saved_in(notes, "Maren Tolbert")
    keep_screenshot(room, "decisions")

    room.get_by_role("menuitem", name="Kernel", exact=True).click()
    room.get_by_role("menuitem", name=re.compile("^Restart Kernel…")).click()
    room.locator(".jp-Dialog .jp-mod-accept").click()
    room.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    run_all(room)

    again = form(room, "decision").locator(".sk-outcomes-column").first
    expect(again.locator("textarea").nth(-2)).to_have_value("Send the order once, from the server.")
    export = room.locator(".sk-export-form")
    export.scroll_into_view_if_needed()
    export.get_by_role("button", name="Export a draft").press("Enter")
    expect(export).to_contain_text("The guide is ready", timeout=120_000)
    keep_screenshot(room, "export")

    with room.context.expect_page() as opened:
        export.get_by_role("link", name=".html").click()
    expect(opened.value.locator("h1").first).to_contain_text("Quillmoor Supply", timeout=30_000)
    keep_screenshot(opened.value, "finished page")
    opened.value.close()

    [guide] = lab.folder.glob("*.html")
    page = guide.read_text(encoding="utf-8")
    assert "Send the order once, from the server." in page
    assert "Every order is one order." in page
    found = read_notes(notes)
    assert any(one.owner == "Maren Tolbert" for one in found.of(DECISIONS).values())
    assert found.of(OBJECTIVES)
    assert found.of(QUESTIONS)


def test_a_call_is_followed_as_it_is_typed(room: Page, keep_screenshot: Keep) -> None:
    """The violation stands at its field, and a pasted call takes the form over."""
    play = room.locator(".sk-playground").first
    play.scroll_into_view_if_needed()
    play.get_by_label("Event", exact=True).fill("Order Completed")
    total = play.get_by_label("total", exact=False).first
    expect(total).to_be_visible(timeout=20_000)

    total.fill("much")

    expect(play.locator(".sk-wrong")).to_contain_text("must be number", timeout=20_000)
    expect(total).to_be_focused()
    keep_screenshot(room, "playground")

    play.locator("summary", has_text="The call as JSON").click()
    play.locator("textarea").fill('analytics.track("Product Viewed", {})')
    expect(play.get_by_label("Event", exact=True)).to_have_value("Product Viewed", timeout=20_000)


def test_axe_finds_nothing_in_the_forms(room: Page, axe: Axe, keep_screenshot: Keep) -> None:
    """In the light theme and in the dark one, where colours differ."""
    forms = (".sk-records-form", ".sk-export-form", ".sk-playground")
    found = []
    for theme, scheme in (("JupyterLab Dark", "dark"), ("JupyterLab Light", "light")):
        room.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
        )
        expect(room.locator(forms[0]).first).to_have_css("color-scheme", scheme, timeout=60_000)
        for form in forms:
            room.locator(form).first.scroll_into_view_if_needed()
            found += [f"{theme} {form} {one}" for one in axe.violations(room, form)]
        room.locator(forms[-1]).first.scroll_into_view_if_needed()
        keep_screenshot(room, scheme)

    assert found == []


def test_two_tabs_on_one_engagement_lose_nothing(
    room: Page, lab: Lab, keep_screenshot: Keep
) -> None:
    """Each with a kernel of its own, typing in turns into the same list."""
    notes = lab.folder / "notes.toml"
    cell = new_code_cell("import segkit\nsegkit.open_guide().decisions()", id="decisions")
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    notebook = new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    (lab.folder / "second.ipynb").write_text(writes(notebook), encoding="utf-8")
    other = room.context.new_page()
    other.goto(f"{lab.address}/lab/workspaces/second/tree/second.ipynb?token={lab.token}")
    other.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=90_000)
    run_all(other)
    said = {
        room: ("Names are in title case.", "Consent is asked for first."),
        other: ("Test orders stay in the dev workspace.", "The plan is owned by the web team."),
    }

    for turn in range(2):
        for page, texts in said.items():
            decisions = form(page, "decision")
            decisions.get_by_role("button", name="Add a decision").press("Enter")
            page.keyboard.type(texts[turn])
            saved_in(notes, texts[turn])

    kept = {one.text for one in read_notes(notes).of(DECISIONS).values()}
    assert {text for texts in said.values() for text in texts} <= kept
    keep_screenshot(other, "second tab")
    other.close()


def test_the_forms_fit_a_phone(room: Page, keep_screenshot: Keep) -> None:
    """At 390 pixels nothing of a form is wider than its place."""
    room.locator(".jp-NotebookPanel-toolbar").click(position={"x": 1, "y": 1})
    room.keyboard.press("Control+b")  # the file browser leaves no room on a phone
    room.set_viewport_size({"width": 390, "height": 844})
    expect(room.locator("#jp-left-stack")).to_be_hidden()
    for form in (".sk-records-form", ".sk-playground", ".sk-export-form"):
        place = room.locator(form).first
        place.scroll_into_view_if_needed()
        keep_screenshot(room, f"phone{form}")
        overflow = place.evaluate("one => one.scrollWidth - one.clientWidth")
        assert overflow <= 1, f"{form} is {overflow} pixels too wide"
    room.set_viewport_size({"width": 1500, "height": 1000})
