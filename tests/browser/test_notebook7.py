"""The same forms in Notebook 7: typed, killed, run again, saved."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, expect

from segkit.engagement.demo import create_demo

if TYPE_CHECKING:
    from tests.browser.conftest import Room

pytestmark = pytest.mark.skipif(find_spec("notebook") is None, reason="Notebook 7 is not installed")
TOKEN = "only-for-this-test"


@pytest.fixture(scope="module")
def room(
    tmp_path_factory: pytest.TempPathFactory,
    browser: Browser,
    serving: Callable[[Path, Sequence[str]], AbstractContextManager[str]],
    new_room: Callable[..., Room],
) -> Iterator[Room]:
    """A notebook with two forms and a table in it."""
    root = tmp_path_factory.mktemp("notebook7")
    folder = create_demo(root / "demo").folder
    command = [
        sys.executable, "-m", "notebook", "--allow-root", f"--notebook-dir={folder}",
        f"--IdentityProvider.token={TOKEN}", "--expose-app-in-browser",
    ]  # fmt: skip
    cells = ("import segkit\nguide = segkit.open_guide()", "guide.decisions()", "guide.identify()")
    with serving(root, command) as address:
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        room = new_room(address, folder, context.new_page(), "seven.ipynb", cells)
        room.page.goto(f"{address}/notebooks/seven.ipynb?token={TOKEN}")
        room.page.locator(".jp-CodeCell").first.wait_for(timeout=60_000)
        room.idle()
        yield room
        context.close()


def test_what_is_typed_outlives_the_kernel(room: Room) -> None:
    """The state says so, the line is offered after a run, and then it is saved."""
    page = room.page
    room.run_all()
    form = page.locator(".jp-CodeCell").nth(1)
    form.get_by_role("button", name="Add a decision").click()
    page.keyboard.type("Before")
    expect(form.locator(".sk-state")).to_contain_text("✓ In notes.toml", timeout=20_000)
    table = page.locator(".jp-CodeCell").nth(2)
    expect(table.get_by_role("searchbox")).to_be_visible()
    expect(table).to_have_class(re.compile("jp-mod-outputsScrolled"))
    outputs = table.locator(".jp-Cell-outputArea")
    assert outputs.evaluate("one => one.scrollHeight - one.clientHeight") <= 2
    assert outputs.evaluate("one => getComputedStyle(one).overflowY") == "visible"
    room.lab.kill_kernel()

    page.keyboard.type(" and after")

    expect(form.locator(".sk-state")).to_contain_text("Kernel gone. 1 line kept", timeout=30_000)
    expect(form.locator(".sk-state")).to_contain_text("Run All brings it back")
    page.locator(".jp-Dialog .jp-mod-accept").click(timeout=60_000)
    room.idle()
    room.run_all()
    expect(form.locator(".sk-state")).to_contain_text(re.compile("1 line from"), timeout=30_000)
    form.get_by_role("button", name="Save", exact=True).click()
    room.saved("Before and after")


def test_a_page_without_the_kernel_shows_the_static_views(room: Room) -> None:
    """With the line that says what to do."""
    page = room.page
    room.save()
    room.lab.kill_kernel()
    page.locator(".jp-Dialog .jp-mod-accept").click(timeout=60_000)
    page.reload()

    twin = page.locator("[data-sk-twin]", has_text="Loyalty numbers")
    expect(twin).to_be_visible(timeout=60_000)
    expect(twin.get_by_text("Run › Run All Cells")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("model not found").filter(visible=True)).to_have_count(0)
