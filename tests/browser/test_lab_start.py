"""`segkit lab`: the workshop is open and already run, and nothing else is in the way."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from segkit.engagement.demo import create_demo

Keep = Callable[..., None]
TOKEN = "only-for-this-test"


@pytest.fixture(scope="module")
def started(
    tmp_path_factory: pytest.TempPathFactory,
    serving: Callable[[Path, Sequence[str]], AbstractContextManager[str]],
) -> Iterator[tuple[str, Path]]:
    """The command on the demo engagement."""
    root = tmp_path_factory.mktemp("lab-start")
    folder = create_demo(root / "demo").folder
    command = [sys.executable, "-m", "segkit", "lab", str(folder)]
    with serving(root, [*command, f"--IdentityProvider.token={TOKEN}"]) as address:
        yield address, folder


@pytest.fixture(scope="module")
def heard() -> list[str]:
    """What the page asks for, and what it complains of."""
    return []


@pytest.fixture(scope="module")
def room(started: tuple[str, Path], browser: Browser, heard: list[str]) -> Iterator[Page]:
    """The page that the command opens."""
    context = browser.new_context(viewport={"width": 1500, "height": 1000})
    page = context.new_page()
    page.on("request", lambda request: heard.append(request.url))
    page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
    page.goto(f"{started[0]}/lab?token={TOKEN}")
    page.locator(".sk-records-form").first.wait_for(timeout=120_000)
    yield page
    context.close()


def test_it_is_run_and_nothing_is_in_the_way(
    room: Page, started: tuple[str, Path], keep_screenshot: Keep
) -> None:
    """Every widget is live; no file browser, no news, no dialog; the file is as it was."""
    room.wait_for_function(
        "() => document.querySelectorAll('.sk-widget').length >= 12", timeout=60_000
    )
    prompts = room.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
    assert all(re.fullmatch(r"\[\d+\]:", one) for one in prompts)
    expect(room.locator("#jp-left-stack")).to_be_hidden()
    expect(room.locator(".jp-Dialog")).to_have_count(0)
    expect(room.locator(".jp-Notebook-ExecutionIndicator, .jp-NotebookPanel").first).to_be_visible()
    time.sleep(2)  # news would come by now
    expect(room.locator(".Toastify__toast")).to_have_count(0)
    assert '"execution_count": null' in (started[1] / "workshop.ipynb").read_text(encoding="utf-8")
    keep_screenshot(room, "started")


def test_nothing_is_loaded_that_the_room_does_not_use(room: Page, heard: list[str]) -> None:
    """Extensions whose server is not there, and formulas: dollar names stay as they are."""
    assert any("/extensions/@jupyter-widgets/" in one for one in heard)
    assert not [one for one in heard if re.search("/extensions/(@jupyter-notebook|@voila)", one)]
    assert not [one for one in heard if re.match("(error|warning): .*plugin", one)]
    assert not room.evaluate("() => jupyterapp.hasPlugin('@jupyterlab/mathjax-extension:plugin')")


def test_what_is_typed_is_saved_and_survives_a_reload(
    room: Page, started: tuple[str, Path]
) -> None:
    """The widgets are those of the kernel that ran before the page was there."""
    notes = started[1] / "notes.toml"
    form = room.locator(".sk-records-form", has=room.get_by_role("button", name="Add a decision"))
    form.get_by_role("button", name="Add a decision").click()
    room.keyboard.type("Typed in the first minute")
    expect(form.locator("..").locator("..").locator(".sk-state")).to_contain_text("✓ In notes.toml")
    assert "Typed in the first minute" in notes.read_text(encoding="utf-8")

    room.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    room.reload()

    again = room.locator(".sk-records-form", has=room.get_by_role("button", name="Add a decision"))
    expect(again).to_be_visible(timeout=60_000)
    decisions = again.locator(".sk-outcomes-column").first
    expect(decisions.locator("textarea").nth(-2)).to_have_value("Typed in the first minute")
    saved = (started[1] / "workshop.ipynb").read_text(encoding="utf-8")
    assert saved.count("data-sk-twin") >= 13


def test_the_menu_of_formats_comes_a_little_later(room: Page, started: tuple[str, Path]) -> None:
    """The room goes first; the exporter is on offer all the same."""
    formats = room.request.get(f"{started[0]}/api/nbconvert?token={TOKEN}")

    assert "segkit" in formats.json()


def test_the_guide_is_one_click_away(room: Page) -> None:
    """From the agenda, which older workshops have as well."""
    agenda = room.locator(".jp-OutputArea-output").filter(has=room.locator(".sk-agenda"))
    agenda.get_by_role("link", name="the guide", exact=True).click()

    expect(room.get_by_role("tab", name="guide.ipynb")).to_be_visible(timeout=60_000)
