"""How soon the workshop is usable: `segkit lab`, beside the same notebook opened by hand.

Both begin with the command and end when every widget of the notebook is in the page and no cell
runs any more. By hand means JupyterLab as it comes: the file browser, a double click, the
kernel, Run › Run All Cells; without the pauses that a person makes.
"""

from __future__ import annotations

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page

from segkit.engagement.demo import create_demo

TOKEN = "only-for-this-benchmark"  # noqa: S105 - of a server that lives for a minute
WIDGETS = 12
USABLE = f"""() => document.querySelectorAll('.sk-widget').length >= {WIDGETS}
  && ![...document.querySelectorAll('.jp-InputPrompt')].some((one) => one.textContent === '[*]:')"""
PAINTED = """async (number) => {
  const painted = new Promise((done) => addEventListener('keydown', () => {
    const begun = performance.now();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
  }, { capture: true, once: true }));
  const key = new KeyboardEvent('keydown', { key: String(number), bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(key);
  return painted;
}"""
WAYS = ("`segkit lab`", "JupyterLab by hand, Run All")


def measured(browser: Browser, runs: int) -> dict[str, list[float]]:
    """Seconds from the command to every widget usable, both ways in turns."""
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(runs):
        for way in WAYS:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as root:
                seconds[way].append(_once(browser, Path(root), by_hand=way == WAYS[1]))
    return seconds


def parts(browser: Browser, engagements: Mapping[str, Callable[[Path], Path]]) -> dict[str, float]:
    """Milliseconds from a key to the part that it shows, the slowest part of each engagement."""
    found = {}
    for name, made in engagements.items():
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as root:
            folder = made(Path(root))
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            with _serving(["segkit", "lab", str(folder)], Path(root)) as address:
                page.goto(f"{address}/lab?token={TOKEN}", wait_until="commit")
                page.wait_for_function(USABLE, timeout=600_000)
                page.locator("[data-room=on]").press("Enter")
                seen = {
                    n: [float(page.evaluate(PAINTED, n)) for _ in range(3)] for n in range(1, 10)
                }
                found[name] = max(statistics.median(times) for times in seen.values())
            page.context.close()
    return found


def _once(browser: Browser, root: Path, *, by_hand: bool) -> float:
    folder = create_demo(root / "demo").folder
    command = ["jupyterlab", f"--notebook-dir={folder}", "--allow-root"]
    command = command if by_hand else ["segkit", "lab", str(folder)]
    context = browser.new_context(viewport={"width": 1500, "height": 1000})
    page = context.new_page()
    begun = time.perf_counter()
    with _serving(command, root) as address:
        page.goto(f"{address}/lab?token={TOKEN}", wait_until="commit")
        if by_hand:
            _open_and_run(page)
        page.wait_for_function(USABLE, timeout=300_000)
        took = time.perf_counter() - begun
    context.close()
    return took


def _open_and_run(page: Page) -> None:
    page.locator(".jp-DirListing-item", has_text="workshop.ipynb").dblclick(timeout=120_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


@contextlib.contextmanager
def _serving(command: list[str], root: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    places: tuple[str, ...] = (
        "HOME",
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_DATA_DIR",
        "JUPYTER_RUNTIME_DIR",
    )
    places += ("IPYTHONDIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    environment = {**os.environ, **{name: str(root / "home" / name.lower()) for name in places}}
    options = ["--no-browser", f"--port={port}", f"--IdentityProvider.token={TOKEN}"]
    server = subprocess.Popen(
        [sys.executable, "-m", *command, *options],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while server.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=60)


def report(seconds: dict[str, list[float]], painted: Mapping[str, float], where: str) -> str:
    """The table, with the ratio of each pair of runs, and how soon a part is painted."""
    ours, by_hand = (seconds[way] for way in WAYS)
    ratios = [one / other for one, other in zip(ours, by_hand, strict=True)]
    lines = [
        "# The workshop, from the command to every widget usable",
        "",
        "Made by `python benchmarks/live.py --room`; what is measured: [README](../README.md).",
        "",
        f"| the demo's workshop, {WIDGETS} widgets | median | fastest | slowest |",
        "|---|---:|---:|---:|",
        *(
            f"| {way} | {statistics.median(all_):.1f} s | {min(all_):.1f} s | {max(all_):.1f} s |"
            for way, all_ in seconds.items()
        ),
        "",
        (
            f"`segkit lab` takes {statistics.median(ratios):.2f} of the time (median of "
            f"{len(ratios)} pairs, in turns, from {min(ratios):.2f} to {max(ratios):.2f})."
        ),
        "",
        "| in the room: the slowest part, from its key to its picture | median of three |",
        "|---|---:|",
        *(f"| {name} | {time:.0f} ms |" for name, time in painted.items()),
        "",
        where,
        "",
    ]
    return "\n".join(lines)
