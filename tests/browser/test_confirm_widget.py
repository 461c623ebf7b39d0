"""Correcting how the plan is read, in a real JupyterLab, with the keyboard alone."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Lab

Keep = Callable[..., None]
CELL = "import segkit\nsegkit.open_guide().plan_reading()"


def _cell() -> dict[str, object]:
    return {
        "cell_type": "code", "id": "reading", "metadata": {}, "execution_count": None,
        "outputs": [], "source": CELL,
    }  # fmt: skip


@pytest.fixture(scope="module")
def form(lab: Lab, browser: Browser) -> Iterator[Locator]:
    """The widget of `guide.plan_reading()` in a notebook of its own."""
    (lab.folder / "profile.toml").unlink(missing_ok=True)
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    notebook = {
        "cells": [_cell()],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (lab.folder / "reading.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1500, "height": 1100})
    page = context.new_page()
    page.goto(f"{lab.address}/lab/tree/reading.ipynb?token={lab.token}")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    shown = page.locator(".jp-OutputArea-output .sk-reading-form")
    shown.wait_for(timeout=120_000)
    yield shown
    context.close()


def _saved(lab: Lab, wanted: Callable[[dict[str, object]], bool]) -> dict[str, object]:
    """`profile.toml` once it says what is wanted, or as it is after a while."""
    found: dict[str, object] = {}
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        if (lab.folder / "profile.toml").exists():
            found = tomllib.loads((lab.folder / "profile.toml").read_text(encoding="utf-8"))
            if wanted(found):
                break
        time.sleep(0.1)
    return found


def _page(form: Locator) -> Page:
    return form.page


def test_it_shows_the_reading_and_its_counts(form: Locator, keep_screenshot: Keep) -> None:
    """Every tab, with a control for each column that has a name for those who cannot see it."""
    role = form.get_by_role(
        "combobox", name="Role of the column Status on the tab Track", exact=True
    )

    expect(form.locator(".sk-reading-bar .sk-title")).to_have_text(
        "51 rules, 233 fields; 298 of 317 rows used, 19 explained"
    )
    expect(role).to_have_value("")
    expect(role.locator("option:checked")).to_have_text("Find out (label)")
    role.scroll_into_view_if_needed()
    keep_screenshot(_page(form), "reading")


def test_a_role_changed_by_keyboard_is_saved_and_undone(
    lab: Lab, form: Locator, keep_screenshot: Keep
) -> None:
    """Typing in the select chooses; the file and the counts follow; the focus stays."""
    page = _page(form)
    counts = form.locator(".sk-reading-bar .sk-title")
    role = form.get_by_role(
        "combobox", name="Role of the column Property on the tab Track", exact=True
    )
    undo = form.get_by_role("button", name="Undo the last change")

    role.focus()
    page.keyboard.type("ignored")
    saved = _saved(lab, lambda found: "Track" in found)

    assert saved == {"Track": {"columns": {"Property": "ignored"}}}
    expect(counts).to_have_text("51 rules, 54 fields; 122 of 317 rows used, 195 explained")
    expect(role).to_have_value("ignored")
    expect(role).to_be_focused()
    expect(role.locator("xpath=ancestor::tr")).to_contain_text("122 of 317 rows used")
    expect(form.locator(".sk-state")).to_contain_text("Saved: Property on Track is ignored.")
    keep_screenshot(page, "changed")

    undo.focus()
    page.keyboard.press("Enter")

    expect(counts).to_have_text("51 rules, 233 fields; 298 of 317 rows used, 19 explained")
    expect(role).to_have_value("")
    expect(undo).to_be_focused()
    assert _saved(lab, lambda found: not found) == {}


def test_passing_over_values_with_arrows_saves_the_last_one(lab: Lab, form: Locator) -> None:
    """Nothing is lost between two quick keys, and answers to older ones change nothing."""
    page = _page(form)
    role = form.get_by_role(
        "combobox", name="Role of the column Owner on the tab Track", exact=True
    )
    role.focus()

    for _ in range(3):
        page.keyboard.press("ArrowDown")
    wanted = role.input_value()
    page.keyboard.press("Tab")
    saved = _saved(lab, lambda found: "Track" in found)

    assert saved == {"Track": {"columns": {"Owner": wanted}}}
    expect(role).to_have_value(wanted)
    form.get_by_role("button", name="Undo the last change").click()
    expect(role).to_have_value("")


def test_a_tab_is_chosen_and_a_damaged_file_is_a_panel(
    lab: Lab, form: Locator, keep_screenshot: Keep
) -> None:
    """What cannot be saved is said in the widget; the file stays as it is."""
    file = lab.folder / "profile.toml"
    page = _page(form)
    archive = form.locator("[data-sk-key^='tab-Archive'] summary")
    about = form.get_by_role("combobox", name="What the tab Archive (old events) is about")
    archive.focus()
    page.keyboard.press("Enter")
    about.select_option("track")
    _saved(lab, lambda found: "Archive (old events)" in found)
    expect(form.locator(".sk-reading-bar .sk-title")).to_contain_text("54 rules")

    file.write_text("[broken", encoding="utf-8")
    about.select_option("skip")

    expect(form.get_by_role("alert")).to_contain_text("could not be read")
    expect(form.get_by_role("alert")).to_contain_text("1 line kept in this browser")
    expect(page.locator("[data-mime-type='application/vnd.jupyter.error']")).to_have_count(0)
    assert file.read_text(encoding="utf-8") == "[broken"
    form.get_by_role("alert").scroll_into_view_if_needed()
    page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    expect(form).to_have_css("color-scheme", "dark")
    expect(page.locator("#jupyterlab-splash")).to_have_count(0)
    keep_screenshot(page, "damaged")
    file.unlink()
