"""The workshop run three times, loaded again, in a second tab, without its kernel, exported."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Room

SHOWN = """() => [...document.querySelectorAll('.jp-OutputArea-child')]
  .filter((one) => one.getBoundingClientRect().height > 0 && one.innerText.trim())
  .map((one) => (one.querySelector('.sk-widget') ? 'live'
    : one.querySelector('[data-sk-twin]') ? 'static' : 'other'))"""
COMMS = """async () => Object.keys((await window.jupyterapp.shell.currentWidget.context
  .sessionContext.session.kernel.requestCommInfo({})).content.comms).length"""

BUSY = """() => {
  const [later, now] = [setTimeout, Date.now];
  let held = [];
  let ahead = 0;
  Date.now = () => now() + ahead;
  window.setTimeout = (act, wait, ...more) => (wait === 100 && held
    ? held.push(() => act(...more)) : later(act, wait, ...more));
  window.skGoOn = async () => {
    const all = held;
    [held, ahead] = [null, 3000];
    all.forEach((act) => act());
    for (let n = 0; n < 50; n += 1) await null;
    return [...document.querySelectorAll('.jp-OutputArea-output')]
      .filter((one) => one.textContent === 'Error displaying widget: model not found').length;
  };
}"""
"""Pauses of 100 ms, such as those between two looks for a model, last until it goes on."""
RESTORED = """() => {
  const cells = window.jupyterapp?.shell.currentWidget?.content?.widgets ?? [];
  const shown = cells.flatMap((cell) => [...cell.outputArea?.widgets ?? []])
    .flatMap((child) => [...child.widgets ?? []])
    .filter((one) => one.mimeType?.includes('widget-view'));
  shown.at(-1)?._manager.promise.then((manager) => { window.skManager = manager; });
  return shown.length > 11 && window.skManager?.restoredStatus;
}"""


@pytest.fixture(scope="module")
def room(in_room: Callable[..., Room]) -> Room:
    """The workshop, run three times and saved."""
    room: Room = in_room("workshop.ipynb")
    room.run_all()
    live(room.page)
    once = room.page.evaluate(COMMS)
    for _ in range(2):
        room.run_all()
    live(room.page)
    assert room.page.evaluate(COMMS) == once
    room.save()
    return room


def live(page: Page, wanted: str = "live") -> None:
    """Wait until all widgets of the workshop are shown live, or all static.

    Two of them, the presenter and the receiver, have nothing to show in a document.
    """
    page.wait_for_function(
        f"wanted => {{ const all = ({SHOWN})(); const other = wanted === 'live' ? 'static' : 'live';"
        " return all.filter((one) => one === wanted).length > (wanted === 'live' ? 11 : 9)"
        " && !all.includes(other); }",
        arg=wanted,
        timeout=60_000,
    )


def test_three_runs_leave_the_widgets_of_one(room: Room) -> None:
    """And a page that is loaded anew, or a second one, shows each of them."""
    live(room.page)

    room.page.reload()
    live(room.page)
    second = room.page.context.new_page()
    second.goto(f"{room.lab.address}/lab/workspaces/two/tree/workshop.ipynb?token={room.lab.token}")
    live(second)
    expect(second.locator(".sk-records-form").first).to_be_visible()
    second.close()


def test_widgets_that_were_given_up_too_early_are_drawn_after_all(room: Room) -> None:
    """On a busy computer all of them are there before ipywidgets looks for the second time."""
    page = room.page.context.new_page()
    page.add_init_script(f"({BUSY})()")
    page.goto(f"{room.lab.address}/lab/workspaces/busy/tree/workshop.ipynb?token={room.lab.token}")
    page.wait_for_function(RESTORED, timeout=60_000)
    assert page.evaluate("skGoOn()")

    live(page)

    page.close()


def test_without_the_kernel_that_made_them_the_static_views_stand(room: Room) -> None:
    """With one line that says what to do; never only that a model was not found."""
    room.kill()
    room.page.reload()
    live(room.page, "static")

    expect(room.page.get_by_text("model not found").filter(visible=True)).to_have_count(0)
    first = room.page.locator("[data-sk-twin]", has_text="One view of a customer")
    expect(first).to_be_visible()
    expect(first.get_by_text("Run › Run All Cells")).to_be_visible(timeout=10_000)


@pytest.mark.parametrize("execute", [False, True], ids=["saved", "with the widgets' state"])
def test_a_stock_export_shows_every_row_without_network(
    room: Room,
    browser: Browser,
    execute: bool,
) -> None:
    """`jupyter nbconvert --to html`, as JupyterLab's own menu does it."""
    folder = room.lab.folder
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "workshop.ipynb"]
    more = ["--execute"] if execute else []
    subprocess.run([*command, "--output=stock", *more], cwd=folder, check=True, timeout=180)
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((folder / "stock.html").as_uri(), wait_until="domcontentloaded")

    live(page, "static")
    for words in ("One view of a customer", "and none of them is enabled", "Loyalty numbers"):
        expect(page.get_by_text(words).filter(visible=True).first).to_be_visible()
    expect(page.get_by_text(re.compile("Read only|Starting")).filter(visible=True)).to_have_count(0)
    context.close()
