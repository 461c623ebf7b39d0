"""The workshop walked by keyboard: in JupyterLab with a kernel that dies, and in Notebook 7."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect  # noqa: A004 (its own)

from segkit.engagement.demo import create_demo
from segkit.engagement.notes import WORD, read_notes
from segkit.engagement.notes.workshop import ACTIONS, DECISIONS, MENDED, PACE, PLANNED, QUESTIONS

if TYPE_CHECKING:
    from tests.browser.conftest import Axe, Room

Keep = Callable[..., None]
Serving = Callable[[Path, Sequence[str]], AbstractContextManager[str]]
Started = tuple[str, Path]
TOKEN = "only-for-this-test"
SOON = 30_000
PARTS = 9
IN_SIGHT = ".jp-Cell:not(.sk-not-now) .sk-widget"
OURS = (".sk-room-top", ".sk-room-bottom", IN_SIGHT)
LEFT_BEHIND = (
    ".sk-not-now, .sk-in-room, .sk-room-above, .sk-room-leaving, .sk-room-top, .sk-room-bottom,"
    " .sk-room-blank, [data-lm-suppress-shortcuts=true]"
)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory, serving: Serving) -> Iterator[Started]:
    """`segkit lab` on the demo."""
    root = tmp_path_factory.mktemp("room")
    folder = create_demo(root / "demo").folder
    command = [
        sys.executable, "-m", "segkit", "lab", str(folder), f"--IdentityProvider.token={TOKEN}",
        "--KernelRestarter.time_to_dead=0.5",
    ]  # fmt: skip
    with serving(root, command) as address:
        yield address, folder


@pytest.fixture(scope="module")
def page(started: Started, browser: Browser) -> Iterator[Page]:
    """The workshop, with all its parts, on a projector."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    opened.goto(f"{started[0]}/lab?token={TOKEN}")
    try:
        ready(opened)
    except TimeoutError:  # a machine that is busy shows the page before all cells have run
        opened.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
        ready(opened)
    yield opened
    context.close()


def ready(page: Page, parts: int = PARTS) -> None:
    """Wait for the parts, and for the button that begins."""
    page.wait_for_function(
        "parts => document.querySelectorAll('.jp-MarkdownCell h2').length >= parts"
        " && document.querySelector('[data-room=on]')?.getClientRects().length",
        arg=parts,
        timeout=90_000,
    )


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait for something that is no element."""
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def state(page: Page) -> str:
    """What the bar says."""
    return page.locator(".sk-room-bottom .sk-state").inner_text()


def painted(page: Page, key: str) -> float:
    """Milliseconds from a key to the part that it shows, drawn."""
    page.evaluate(
        "() => { window.skPainted = new Promise((done) => addEventListener('keydown', () => {"
        " const begun = performance.now();"
        " requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));"
        " }, { capture: true, once: true })); }"
    )
    page.keyboard.press(key)
    found: float = page.evaluate("() => window.skPainted")
    return found


def test_the_workshop_by_keyboard(
    page: Page, started: Started, axe: Axe, keep_screenshot: Keep
) -> None:
    """Every part in both themes and two widths, answers of one key, lines, three dead kernels, and back."""
    notes = started[1] / "notes.toml"
    title = page.locator(".sk-where-title")
    page.locator("[data-room=on]").press("Enter")
    expect(title).to_have_text(f"1 of {PARTS} Connect and check")
    expect(
        page.locator(".jp-CodeCell .jp-InputArea:visible, .jp-NotebookPanel-toolbar:visible")
    ).to_have_count(0)

    seen = []
    for number in range(1, PARTS + 1):
        page.keyboard.press(str(number))
        seen.append(title.inner_text())
        keep_screenshot(page, f"part {number}")
    assert [one.split(" ")[0] for one in seen] == [str(n) for n in range(1, PARTS + 1)]
    assert len(set(seen)) == PARTS

    _the_remote_goes_through_every_step(page)
    _the_running_order_changes_minutes(page, notes, keep_screenshot)
    _answers_are_one_key(page, notes, keep_screenshot)
    _screens_open_with_what_is_wrong(page, axe, keep_screenshot)
    _lines_are_captured_in_every_part(page, notes)
    _a_kernel_dies_while_a_line_is_written(page, started[1], notes, keep_screenshot)
    _a_kernel_dies_under_an_answer(page, started[1], notes, keep_screenshot)
    _a_kernel_dies_in_the_plan(page, started[1], notes, keep_screenshot)
    _it_fits(page, axe, keep_screenshot)

    cells = page.locator(".jp-Cell").count()
    page.keyboard.press("j")
    expect(page.locator(LEFT_BEHIND)).to_have_count(0)
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    expect(page.locator(".jp-Cell")).to_have_count(cells)
    widths = page.locator(".jp-NotebookPanel, .jp-Notebook").evaluate_all(
        "found => found.map((one) => Math.round(one.getBoundingClientRect().width))"
    )
    assert max(widths) - min(widths) <= 4
    keep_screenshot(page, "back in JupyterLab")


def _the_remote_goes_through_every_step(page: Page) -> None:
    title, dots = page.locator(".sk-where-title"), page.locator(".sk-where-steps button")
    page.keyboard.press("6")
    steps = dots.count()
    for _ in range(steps):
        page.keyboard.press("PageDown")
    expect(title).to_contain_text("7 of")
    page.keyboard.press("PageUp")
    expect(title).to_contain_text("6 of")
    expect(dots.last).to_have_attribute("aria-current", "step")


def _the_running_order_changes_minutes(page: Page, notes: Path, keep: Keep) -> None:
    page.keyboard.press("3")
    page.keyboard.press("0")
    order = page.locator(".sk-room-order-place")
    expect(order.locator(".sk-now")).to_contain_text("25 min")
    keep(page, "running order")
    page.keyboard.press("+")
    expect(order.locator(".sk-now")).to_contain_text("30 min")
    until(lambda: bool(read_notes(notes).of(PACE)), "the minutes were not saved")
    assert read_notes(notes).of(PACE)["The plan, call by call"].minutes == 30
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".sk-where-title")).to_contain_text("4 of")


def _answers_are_one_key(page: Page, notes: Path, keep: Keep) -> None:
    """And none of them is one of JupyterLab's: A adds no cell, X cuts none."""
    cells = page.locator(".jp-Cell").count()
    undo = page.locator("[data-room=undo]")
    page.keyboard.press("7")
    page.keyboard.press("d")
    page.keyboard.type("For a moment")
    page.keyboard.press("Enter")
    expect(undo).to_contain_text("Decision: For a moment", timeout=SOON)
    heading = page.locator("[data-sk-heading]:visible")
    expect(heading).to_have_text("11 wrong now wait for your word")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("10 of 11 wrong now wait for your word", timeout=SOON)
    until(lambda: bool(read_notes(notes).of(WORD)), "the word was not saved")
    assert "accepted" in state(page)
    expect(undo).to_contain_text("accepted")
    keep(page, "considerations")
    page.keyboard.press("u")  # the last answer, then the one before it, of another form
    expect(heading).to_have_text("11 wrong now wait for your word", timeout=SOON)
    expect(undo).to_contain_text("Decision: For a moment")
    page.keyboard.press("u")
    until(lambda: "For a moment" not in notes.read_text("utf-8"), "it was not taken back")

    page.keyboard.press("3")
    page.keyboard.press("PageDown")
    expect(heading).to_contain_text("planned calls wait for your word")
    page.keyboard.press("k")
    until(lambda: len(read_notes(notes).of(PLANNED)) == 1, "the plan's word was not saved")
    expect(undo).to_contain_text("keep", timeout=SOON)  # answered, so that it moves on no more
    for _ in range(20):  # past what has no name
        page.keyboard.press("ArrowDown")
    page.keyboard.press("r")
    page.keyboard.type("Something Else")
    page.keyboard.press("Enter")
    expect(page.locator(".sk-plan-look:visible")).to_contain_text("may stop working", timeout=SOON)
    keep(page, "impact")
    page.keyboard.press("Enter")
    until(lambda: len(read_notes(notes).of(PLANNED)) == 2, "the rename was not saved")

    page.locator("[data-sk-tab=findings]").click()
    expect(page.locator(".sk-plan-look:visible")).to_contain_text("Group!A5")
    page.keyboard.press("y")
    until(lambda: bool(read_notes(notes).of(MENDED)), "the fix was not saved")
    copy = notes.with_name("tracking-plan-fixed.xlsx")
    assert copy.exists()
    keep(page, "fixed in the copy")
    page.keyboard.press("u")
    until(lambda: not copy.exists(), "the fix was not taken back")
    page.keyboard.press("b")
    expect(page.locator(".sk-room-blank")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator(".sk-room-blank")).to_be_hidden()
    expect(page.locator(".jp-Cell")).to_have_count(cells)


def _screens_open_with_what_is_wrong(page: Page, axe: Axe, keep: Keep) -> None:
    """Objectives, identify, destinations, outcomes and export: by key, and from one to the other."""
    heading, title = page.locator("[data-sk-heading]:visible"), page.locator(".sk-where-title")
    open_row, found = page.locator(".sk-now:visible"), []
    for part, said, ours in (
        ("2", "2 of 2 objectives lack", ".sk-objectives"),
        ("4", "2 things to settle about who somebody is", "[data-sk-is=identify]"),
        ("5", "31 of 35 connections deliver. 4 are silent.", "[data-sk-is=matrix]"),
        ("8", "open actions", ".sk-outcomes"),
        ("9", "Nothing holds the final guide up.", ".sk-export-form"),
    ):
        page.keyboard.press(part)
        expect(heading).to_contain_text(said)
        expect(open_row).to_have_count(1)
        keep(page, f"screen {part}")
        found += [f"part {part}: {one}" for one in axe.violations(page, ours)]
    assert found == []

    page.keyboard.press("Enter")  # what is wrong now without a word
    expect(title).to_contain_text("7 of")
    page.keyboard.press("5")
    page.keyboard.press("o")
    expect(page.locator(".sk-lines-whole .sk-matrix").first).to_be_visible()
    page.keyboard.press("o")
    page.keyboard.press("8")
    page.keyboard.press("e")
    page.keyboard.type(" Said in the room.")
    expect(open_row).to_contain_text("Said in the room.", timeout=SOON)
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    expect(open_row).not_to_contain_text("Said in the room.", timeout=SOON)


def _lines_are_captured_in_every_part(page: Page, notes: Path) -> None:
    bar = page.locator(".sk-room-bottom")
    for number, (key, text) in enumerate(
        (("d", "One name for orders."), ("q", "Who owns iOS?")), 4
    ):
        page.keyboard.press(str(number))
        page.keyboard.press(key)
        page.keyboard.type(text)
        expect(bar.locator(".sk-state")).to_contain_text("Not saved yet. Enter saves.")
        page.keyboard.press("Enter")
        expect(bar.locator(".sk-state")).to_contain_text("✓ In notes.toml", timeout=SOON)
        expect(page.locator(".sk-where-title")).to_contain_text(f"{number} of")
    assert "One name for orders." in {one.text for one in read_notes(notes).of(DECISIONS).values()}
    assert "Who owns iOS?" in {one.text for one in read_notes(notes).of(QUESTIONS).values()}

    page.keyboard.press("a")
    page.keyboard.type("Map revenue")
    bar.get_by_label("Until").fill("next Friday")
    page.keyboard.press("Enter")
    expect(bar.locator(".sk-state")).to_contain_text("can be", timeout=SOON)
    expect(bar.get_by_label("Who does what?")).to_have_value("Map revenue")
    bar.locator(".sk-state button").first.click()
    expect(bar.locator(".sk-state")).to_contain_text("Map revenue", timeout=SOON)
    expect(bar.locator(".sk-state")).to_contain_text("No owner yet")


def _kill(page: Page, folder: Path, *keys: str) -> None:
    """End the kernel as the system does, and go on with these keys; no dialog takes them away."""
    from tests.browser.conftest import Lab

    Lab("", folder).kill_kernel()
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(50)
    told = page.locator(".sk-room-bottom .sk-state")
    expect(told).to_contain_text("Kernel gone.", timeout=SOON)
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def _run_all(page: Page) -> None:
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
    for is_running in (True, False):
        page.wait_for_function(
            "wanted => wanted === [...document.querySelectorAll('.jp-InputPrompt')]"
            ".some((one) => one.textContent === '[*]:')",
            arg=is_running,
            timeout=120_000,
        )


def _a_kernel_dies_while_a_line_is_written(
    page: Page, folder: Path, notes: Path, keep: Keep
) -> None:
    """It and the next one are offered, not written, after a run; nobody leaves the room."""
    bar = page.locator(".sk-room-bottom")
    page.keyboard.press("d")
    page.keyboard.type("Typed while ")
    _kill(page, folder, *"it died, slowly.")
    for key in ("Enter", "Escape"):
        page.keyboard.press(key)
    page.keyboard.press("d")
    page.keyboard.type("And another one")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(bar.locator(".sk-state")).to_contain_text("Kernel gone. 2 lines kept in this browser.")
    keep(page, "kernel gone")
    assert "Typed while it died, slowly." not in notes.read_text(encoding="utf-8")

    _run_all(page)
    save = bar.get_by_role("button", name="Save both")
    expect(save).to_be_visible(timeout=90_000)
    expect(bar.locator(".sk-state")).to_contain_text("before the kernel stopped")
    assert "Typed while it died, slowly." not in notes.read_text(encoding="utf-8")
    save.press("Enter")
    until(
        lambda: (
            {"Typed while it died, slowly.", "And another one"}
            <= {one.text for one in read_notes(notes).of(DECISIONS).values()}
        ),
        "the kept lines were not saved",
    )


def _a_kernel_dies_under_an_answer(page: Page, folder: Path, notes: Path, keep: Keep) -> None:
    """The owner is kept, the row stays open and says so; the bar counts what any form keeps."""
    heading = page.locator("[data-sk-heading]:visible")
    form = page.locator(IN_SIGHT)
    page.keyboard.press("7")
    form.locator(".sk-now").get_by_label("Owner").press_sequentially("Stores")
    _kill(page, folder, "Enter")

    for told in (form.locator(".sk-state"), page.locator(".sk-room-bottom .sk-state")):
        expect(told).to_contain_text("Kernel gone. 1 line kept in this browser.", timeout=SOON)
    expect(heading).to_have_text("11 wrong now wait for your word")
    keep(page, "no answer")
    _run_all(page)
    offer = form.locator(".sk-state")
    expect(offer).to_contain_text("before the kernel stopped. “Accept: ", timeout=SOON)
    assert not read_notes(notes).of(WORD)
    offer.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(heading).to_have_text("10 of 11 wrong now wait for your word", timeout=SOON)
    assert "Stores" in {one.owner for one in read_notes(notes).of(ACTIONS).values()}


def _a_kernel_dies_in_the_plan(page: Page, folder: Path, notes: Path, keep: Keep) -> None:
    """Between the name and its rename: nothing is renamed, and the name is offered again."""
    form = page.locator(IN_SIGHT)
    look = form.locator(".sk-plan-look:visible")
    before = read_notes(notes).of(PLANNED)
    page.keyboard.press("3")
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("r")
    page.keyboard.type("One More Name")
    page.keyboard.press("Enter")
    expect(look).to_contain_text("Rename to One More Name", timeout=SOON)
    _kill(page, folder, "Enter")

    expect(form.locator(".sk-state")).to_contain_text("Kernel gone.", timeout=SOON)
    keep(page, "no rename")
    _run_all(page)
    offer = form.locator(".sk-state")
    expect(offer).to_contain_text("One More Name” Take back Drop", timeout=SOON)
    assert read_notes(notes).of(PLANNED) == before
    offer.get_by_role("button", name="Take back").press("Enter")
    expect(look).to_contain_text("Rename to One More Name", timeout=SOON)
    page.keyboard.press("Enter")
    until(lambda: len(read_notes(notes).of(PLANNED)) == len(before) + 1, "it was not renamed")


def _it_fits(page: Page, axe: Axe, keep: Keep) -> None:
    """Dark, narrow, and at 22 pixels: nothing is cut, nothing is wrong for screen readers."""
    found = []
    looks = (("JupyterLab Dark", 1440, "13579"), ("JupyterLab Light", 900, "24678"))
    for theme, width, judged in looks:
        page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
        )
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator(".sk-room-top")).to_have_css(
            "color-scheme", theme.split()[1].lower(), timeout=SOON
        )
        page.locator(".sk-where-title").focus()
        for part in "123456789":
            page.keyboard.press(part)
            keep(page, f"{theme} {part}")
            wide = page.evaluate(
                "() => [...document.querySelectorAll('.sk-room-top, .sk-room-bottom, .sk-in-room .jp-WindowedPanel-outer')]"
                ".filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className)"
            )
            assert wide == [], f"part {part} at {width}"
            if part in judged:  # the list of cells is JupyterLab's, whoever shows it
                found += [f"{theme} {part}: {one}" for one in axe.violations(page, *OURS)]
    assert found == []
    page.keyboard.press("l")
    panel = page.locator(".sk-in-room")
    assert panel.evaluate("one => one.style.getPropertyValue('--type')") == "22px"
    keep(page, "22 pixels")
    page.keyboard.press("l")
    page.keyboard.press("l")
    page.set_viewport_size({"width": 1440, "height": 900})


def test_a_part_is_painted_at_once(page: Page) -> None:
    """Measured in a page that may be busy, so with room above the 100 ms of a quiet machine."""
    page.locator("[data-room=on]").press("Enter")
    times = sorted(painted(page, key) for key in "123456789")
    page.keyboard.press("j")

    assert times[len(times) // 2] < 400, times


@pytest.mark.skipif(find_spec("notebook") is None, reason="Notebook 7 is not installed")
def test_the_same_layer_in_notebook_7(
    tmp_path: Path,
    browser: Browser,
    serving: Serving,
    new_room: Callable[..., Room],
    keep_screenshot: Keep,
) -> None:
    """Rearranged by somebody, read-only for a while: a failing cell is a step, what it stops is said."""
    folder = create_demo(tmp_path / "demo").folder
    command = [
        sys.executable, "-m", "notebook", "--allow-root", f"--notebook-dir={folder}",
        f"--IdentityProvider.token={TOKEN}", "--expose-app-in-browser",
    ]  # fmt: skip
    cells = (
        "import segkit\nguide = segkit.open_guide()\nguide.presenter()",
        "from IPython.display import display, Markdown",
        "guide.decisions()",
    )
    with serving(tmp_path, command) as address:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        room = new_room(address, folder, context.new_page(), "seven.ipynb", cells)
        text = (folder / "seven.ipynb").read_text(encoding="utf-8")
        import json

        notebook = json.loads(text)
        one, two = (
            {"cell_type": "markdown", "id": f"h{n}", "metadata": {}, "source": f"## {title}"}
            for n, title in enumerate(("First part", "Second part"))
        )
        fails = {**notebook["cells"][1], "id": "fails", "source": "1 / 0"}
        below = {**notebook["cells"][1], "id": "below", "source": "guide.questions()"}
        start, _, decisions = notebook["cells"]
        notebook["cells"] = [start, one, decisions, two, fails, below]
        (folder / "seven.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        page = room.page
        page.goto(f"{address}/notebooks/seven.ipynb?token={TOKEN}")
        page.locator(".jp-CodeCell").first.wait_for(timeout=60_000)
        room.idle()
        page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
        ready(page, 2)
        expect(page.get_by_text("ZeroDivisionError").first).to_be_visible(timeout=60_000)

        page.locator("[data-room=on]").press("Enter")
        expect(page.locator(".sk-where-title")).to_have_text("1 of 2 First part")
        expect(page.locator(".sk-records-form")).to_be_visible()
        page.keyboard.press("d")
        page.keyboard.type("Said in Notebook 7")
        page.keyboard.press("Enter")
        expect(page.locator(".sk-room-bottom .sk-state")).to_contain_text(
            "✓ In notes.toml", timeout=SOON
        )
        keep_screenshot(page, "notebook 7")
        _a_file_is_read_only_for_a_while(page, folder / "notes.toml")
        page.locator(".sk-where-title").focus()
        page.keyboard.press("PageDown")
        expect(page.get_by_text("ZeroDivisionError").first).to_be_visible()
        expect(page.locator(".sk-records-form")).to_be_hidden()
        expect(page.locator(".sk-room-note")).to_contain_text("1 cell of this part has not run.")
        keep_screenshot(page, "a cell fails")
        page.keyboard.press("j")
        expect(page.locator(LEFT_BEHIND)).to_have_count(0)
        context.close()
    assert "Said in Notebook 7" in (folder / "notes.toml").read_text(encoding="utf-8")


def _a_file_is_read_only_for_a_while(page: Page, notes: Path) -> None:
    """Each line is kept as its own, and one button saves all of them."""
    bar = page.locator(".sk-room-bottom .sk-state")
    notes.chmod(0o444)
    for count, text in (("1 line", "While it is read-only"), ("2 lines", "Another one")):
        page.keyboard.press("d")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(bar).to_contain_text(f"Nothing was changed. {count} kept", timeout=SOON)
        page.keyboard.press("Escape")
    notes.chmod(0o644)
    bar.get_by_role("button", name="Try again").press("Enter")
    until(
        lambda: (
            {"While it is read-only", "Another one"}
            <= {one.text for one in read_notes(notes).of(DECISIONS).values()}
        ),
        "the lines were not saved",
    )
