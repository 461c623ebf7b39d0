"""A kernel that dies, is restarted or is busy: nothing typed is lost, and nothing false is shown."""

from __future__ import annotations

import os
import re
import signal
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Room

Keep = Callable[..., None]
OPEN = "import segkit\nguide = segkit.open_guide()\n"
FORMS = ("objectives", "decisions", "questions", "parking_lot", "todos", "plan_reading", "consent")
SOON = 20_000


@pytest.fixture(scope="module")
def room(in_room: Callable[..., Room]) -> Room:
    """Every form that something can be typed in, run once; the SA has no name yet."""
    cells = [f"guide.{name}()" for name in (*FORMS, "playground", "export")]
    room: Room = in_room("forms.ipynb", OPEN, *cells)
    settings = room.lab.folder / "engagement.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"Robin Ashdown"', '""'), encoding="utf-8")
    room.run_all()
    return room


def cell(page: Page, name: str) -> Locator:
    """The output of the cell that shows this form."""
    found = page.locator(".jp-CodeCell").filter(has_text=f"guide.{name}()")
    return found.locator(".jp-Cell-outputArea")


def state(page: Page, name: str) -> Locator:
    """The one state of a form."""
    return cell(page, name).locator(".sk-state")


def edited(row: Locator) -> Locator:
    """A record's row, opened for what it says to be changed."""
    row.locator(".sk-records-head").click()
    if row.locator("details").get_attribute("open") is None:  # a new one is open already
        row.locator("summary").click()
    expect(row.locator("details")).to_have_attribute("open", "")
    return row


def type_everywhere(page: Page, words: str) -> None:
    """A line into every form."""
    for name in FORMS[:4]:
        form = cell(page, name)
        form.get_by_role("button", name=re.compile("^Add an? ")).click()
        form.locator(".sk-records-row").last.locator("textarea").first.fill(f"{words} {name}")
    todo = cell(page, "todos").get_by_role("textbox").first
    todo.fill(f"{words} todos")
    category = cell(page, "consent").get_by_label("New category", exact=False)
    category.fill(f"{words} consent")
    role = cell(page, "plan_reading").get_by_label("Role of the column Status on the tab Track")
    role.select_option("ignored")
    total = cell(page, "playground").get_by_label("total", exact=False).first
    total.fill("12.5")


def test_what_is_typed_outlives_a_killed_kernel_and_a_reload(
    room: Room, keep_screenshot: Keep
) -> None:
    """Each form says that nobody answers; after the cells have run it offers what it kept."""
    page, before = room.page, room.notes.read_text(encoding="utf-8")
    cell(page, "playground").get_by_label("Event", exact=True).fill("Order Completed")
    expect(cell(page, "playground").get_by_label("total", exact=False).first).to_be_visible()
    room.kill()

    type_everywhere(page, "After the kill:")

    for name in (*FORMS, "playground"):
        expect(state(page, name)).to_contain_text("Kernel gone. 1 line kept", timeout=SOON)
        expect(state(page, name).get_by_role("button", name="Run All")).to_be_visible()
        expect(cell(page, name).get_by_text("✓")).to_have_count(0)
    assert room.notes.read_text(encoding="utf-8") == before
    keep_screenshot(page, "gone", full=True)

    room.reload()
    room.run_all()

    for name in FORMS:
        expect(state(page, name)).to_contain_text("1 line from", timeout=SOON)
    keep_screenshot(page, "offered", full=True)
    assert room.notes.read_text(encoding="utf-8") == before
    rows = cell(page, "decisions").locator("textarea")
    assert "After the kill: decisions" in [one.input_value() for one in rows.all()]
    for name in FORMS:
        state(page, name).get_by_role("button", name="Save", exact=True).click()
    for name in FORMS[:5]:
        room.saved(f"After the kill: {name}")
    for name in FORMS:
        expect(state(page, name)).to_contain_text("✓ In ", timeout=SOON)
    profile = tomllib.loads((room.lab.folder / "profile.toml").read_text(encoding="utf-8"))
    assert profile["Track"]["columns"] == {"Status": "ignored"}
    settings = tomllib.loads((room.lab.folder / "engagement.toml").read_text(encoding="utf-8"))
    assert settings["consent"] == {"After the kill: consent": []}

    play = cell(page, "playground")
    expect(state(page, "playground")).to_contain_text("2 lines from", timeout=SOON)
    state(page, "playground").get_by_role("button", name="Take back both").click()
    expect(play.get_by_label("Event", exact=True)).to_have_value("Order Completed", timeout=SOON)
    expect(play.get_by_label("total", exact=False).first).to_have_value("12.5", timeout=SOON)
    kept = page.evaluate(
        "() => Object.keys(localStorage).filter((key) => key.startsWith('segkit:'))"
    )
    assert [key for key in kept if not key.endswith(":playground")] == []


def test_jupyterlabs_own_restart_is_no_success_either(room: Room) -> None:
    """Restarted without a run, the form keeps the line; dropped, it is gone for good."""
    page = room.page
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Restart Kernel…")).click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    room.idle()
    before = room.notes.read_text(encoding="utf-8")

    cell(page, "questions").get_by_role("button", name="Add a question").click()
    page.keyboard.type("Asked of nobody")

    expect(state(page, "questions")).to_contain_text("Kernel gone. 1 line kept", timeout=SOON)
    room.run_all()
    state(page, "questions").get_by_role("button", name="Drop").click()
    expect(
        cell(page, "questions").locator(".sk-records-row", has_text="new question")
    ).to_have_count(0)
    room.reload()
    expect(state(page, "questions")).to_have_text("", timeout=SOON)
    assert room.notes.read_text(encoding="utf-8") == before


def test_a_busy_kernel_is_said_and_saves_by_itself(room: Room, keep_screenshot: Keep) -> None:
    """It is the same kernel, so nobody has to do anything."""
    page = room.page
    page.evaluate(
        "() => { window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel"
        ".requestExecute({ code: 'import time; time.sleep(8)' }) }"
    )
    parked = cell(page, "parking_lot")
    parked.get_by_role("button", name="Add a topic").click()
    page.keyboard.type("Said while it was busy")

    expect(state(page, "parking_lot")).to_contain_text("Saving …")
    expect(state(page, "parking_lot")).to_contain_text("No answer for 5 s. 1 line", timeout=8_000)
    keep_screenshot(page, "busy")
    expect(state(page, "parking_lot")).to_contain_text("✓ In notes.toml", timeout=SOON)
    room.saved("Said while it was busy")


def test_a_kernel_that_says_nothing_is_not_called_gone(room: Room) -> None:
    """It looks idle, as one does on a computer that is out of breath; the line saves itself."""
    page, kernel = room.page, room.lab.kernels()[-1]
    os.kill(kernel, signal.SIGSTOP)
    try:
        parked = cell(page, "parking_lot")
        row = edited(parked.locator(".sk-records-row").first)
        row.locator("textarea").first.fill("Said while it was frozen")
        expect(state(page, "parking_lot")).to_contain_text(
            "No answer for 5 s. 1 line", timeout=SOON
        )
        page.wait_for_timeout(1_000)
        expect(state(page, "parking_lot")).not_to_contain_text("gone")
    finally:
        os.kill(kernel, signal.SIGCONT)

    expect(state(page, "parking_lot")).to_contain_text("✓ In notes.toml", timeout=SOON)
    room.saved("Said while it was frozen")


def test_a_button_that_does_nothing_shows_no_older_success(room: Room) -> None:
    """The file of an export before is not shown as if it were new."""
    page = room.page
    export = cell(page, "export")
    export.get_by_role("button", name="Export a draft").click()
    expect(export).to_contain_text("The guide is ready", timeout=120_000)
    room.lab.kill_kernel()

    export.get_by_role("button", name="Export a draft").click()

    expect(export.get_by_text("The guide is ready")).to_have_count(0)
    expect(export.get_by_text("Exporting …")).to_have_count(0, timeout=SOON)
    expect(state(page, "export")).to_contain_text(
        re.compile("Kernel gone|No answer for 5 s. Nothing was done"), timeout=SOON
    )
    page.locator(".jp-Dialog .jp-mod-accept").click(timeout=60_000)
    room.idle()


def test_the_same_line_changed_twice_is_shown_twice(
    room: Room, in_room: Callable[..., Room]
) -> None:
    """Two notebooks with kernels of their own; nothing is overwritten, both can be kept."""
    room.run_all()
    other: Room = in_room("other.ipynb", OPEN, "guide.decisions()")
    other.run_all()
    mine, theirs = (
        edited(cell(one.page, "decisions").locator(".sk-records-row").first)
        .locator("textarea")
        .first
        for one in (room, other)
    )
    before = mine.input_value()
    theirs.fill("Theirs first")
    room.saved("Theirs first")

    mine.fill("Mine second")

    expect(state(room.page, "decisions")).to_contain_text("Changed twice.", timeout=SOON)
    expect(state(room.page, "decisions")).to_contain_text("Theirs first")
    assert "Mine second" not in room.notes.read_text(encoding="utf-8")
    state(room.page, "decisions").get_by_role("button", name="Keep both").click()
    room.saved("Mine second")
    notes = tomllib.loads(room.notes.read_text(encoding="utf-8"))
    texts = [one["text"] for one in notes["decisions"].values()]
    assert "Theirs first" in texts
    assert "Mine second" in texts
    assert before not in texts


def test_a_file_that_cannot_be_written_keeps_the_line_in_the_browser(room: Room) -> None:
    """With the reason, and a button to try again."""
    page = room.page
    room.notes.chmod(0o444)
    row = edited(cell(page, "objectives").locator(".sk-records-row").first)
    row.locator("textarea").first.fill("Kept while read-only")

    alert = cell(page, "objectives").get_by_role("alert")
    expect(alert).to_contain_text("read-only", timeout=SOON)
    expect(alert).to_contain_text("1 line kept in this browser")
    room.notes.chmod(0o644)
    alert.get_by_role("button", name="Try again").click()

    room.saved("Kept while read-only")
    expect(state(page, "objectives")).to_contain_text("✓ In notes.toml", timeout=SOON)


def test_dates_are_picked_or_said_and_owners_offered(room: Room) -> None:
    """`next Friday` is refused with a sentence and two days to choose from."""
    page = room.page
    decisions = cell(page, "decisions")
    row = edited(decisions.locator(".sk-records-row").last)
    date = row.get_by_label("Date", exact=True)

    date.fill("next Friday")

    alert = decisions.get_by_role("alert")
    expect(alert).to_contain_text("'next Friday' can be", timeout=SOON)
    row.get_by_label("Reason", exact=True).fill("Saved although the date is not")
    room.saved("Saved although the date is not")
    expect(alert).to_contain_text("'next Friday' can be")
    alert.get_by_role("button").first.click()
    expect(date).to_have_value(re.compile(r"\d{4}-\d\d-\d\d"), timeout=SOON)
    expect(state(page, "decisions")).to_contain_text("✓ In notes.toml", timeout=SOON)
    row.get_by_role("button", name="Today").click()
    today = page.evaluate("() => new Date().toLocaleDateString('sv')")
    room.saved(f'date = "{today}"')
    row.get_by_label("Pick: Date").fill("2027-01-15")
    room.saved('date = "2027-01-15"')
    names = decisions.locator("datalist option").evaluate_all("all => all.map((one) => one.value)")
    assert {"Maren Tolbert", "Idris Vane"} <= set(names)
