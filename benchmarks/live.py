"""How soon a live table is usable, and how quickly it answers, beside itables and ipydatagrid.

`python benchmarks/live.py` starts JupyterLab and Chromium, shows the same rows with each
library in a notebook of its own, in turns, and writes `benchmarks/results/live.md`. The rows
are the planned fields of the demo and of `benchmarks/large.py`. Needs the extras `dev` and
`bench`, and Chromium.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import httpx
import room
from large import large_engagement
from playwright.sync_api import Browser, Page, sync_playwright

from segkit.engagement.demo import create_demo
from segkit.programs.chromium import find_chromium

RESULT = Path(__file__).parent / "results" / "live.md"
ROOM = RESULT.with_name("room.md")
TOKEN = "only-for-this-benchmark"  # noqa: S105 - of a server that lives for a minute
SETUP = """
import resource
import segkit
guide = segkit.open_guide({folder!r})
track = guide.track()
frame = track.to_frame().astype(str)
"""
FLAT = """
from segkit.render.table import Column, Table
from segkit.render.view import View
from segkit.widgets import TableWidget
order = [3, 0, 1, 2, 4, 5, 6, 7, 8]
columns = tuple(
    Column(name.lower(), name, lambda row, i=i: row[1][i], filter=name == "Type")
    for i in order
    for name in [frame.columns[i]]
)
items = list(enumerate(frame.itertuples(index=False)))
flat = View(
    Table(
        columns, items, label="Fields", noun=("field", "fields"), name="x",
        id_of=lambda row: f"row-{row[0]}", details=lambda row: [f"{row[1][1]} {row[1][3]}"],
    )
)
"""
ITABLES = """
import itables
itables.init_notebook_mode(all_interactive=False, connected=False)
"""
PEAK = "print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
CHANGED = """
async ([selector, input]) => {
  const root = document.querySelector(selector);
  const field = root.querySelector(input);
  let last = 0;
  new MutationObserver(() => { last = performance.now(); })
    .observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  window.skTyped = new Promise((resolve) => {
    field.addEventListener("keydown", () => {
      const begun = performance.now();
      const settle = () => {
        if (performance.now() - Math.max(last, begun) < 400) return setTimeout(settle, 50);
        return resolve(last - begun);
      };
      const framed = () => requestAnimationFrame(() => { last = Math.max(last, performance.now()); });
      framed();
      setTimeout(settle, 400);
    }, { once: true, capture: true });
  });
  field.focus();
}
"""


@dataclass(frozen=True, slots=True)
class Way:
    """One library that shows the rows.

    Attributes:
        ready: JavaScript that is true once it is usable.
        root: Where its output is, for the key stroke; empty when there is nothing to type in.
    """

    name: str
    setup: str
    show: str
    ready: str
    root: str = ""
    field: str = ""


@dataclass
class Figures:
    """What was measured, one value for each run."""

    usable: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)


LIVE = ".jp-OutputArea-output .sk-live"
WAYS = (
    Way("segkit, `guide.track()`", "", "track",
        f"document.querySelector('{LIVE} .sk-item')", LIVE, "input[type=search]"),
    Way("segkit, one flat table", FLAT, "TableWidget(flat)",
        f"document.querySelector('{LIVE} .sk-item')", LIVE, "input[type=search]"),
    Way("itables, `show`", ITABLES, "itables.show(frame, maxBytes=0)",
        "document.querySelector('.dt-container .dt-search input')"
        " && document.querySelector('.dt-container tbody tr td')",
        ".dt-container", ".dt-search input"),
    Way("ipydatagrid, `DataGrid`", "import ipydatagrid", "ipydatagrid.DataGrid(frame)",
        "[...document.querySelectorAll('.jp-OutputArea-output canvas')].some(c => c.width > 100)"),
)  # fmt: skip


def main() -> None:
    """Measure everything in turns and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="runs of each library (default: 3)")
    parser.add_argument("--room", action="store_true", help="only how soon the workshop is usable")
    options = parser.parse_args()
    runs = options.runs
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        versions = ("segkit", "jupyterlab", "anywidget", "ipykernel")
        sizes = {
            "demo": lambda root: create_demo(root / "demo").folder,
            "large": lambda root: large_engagement(root).folder,
        }
        painted = room.parts(browser, sizes)
        found = room.report(room.measured(browser, runs), painted, _machine(versions))
        ROOM.write_text(found, "utf-8")
        browser.close()
    print(ROOM.read_text(encoding="utf-8"))
    if options.room:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        create_demo(folder / "demo")
        large_engagement(folder)
        with _lab(folder) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"]
            )
            measured = {
                engagement: _measured(browser, address, folder, engagement, runs)
                for engagement in ("demo", "large")
            }
            browser.close()
    imports = {name: _import_seconds(name) for name in ("segkit", "pandas")}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(_report(measured, imports, runs), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def _measured(
    browser: Browser, address: str, folder: Path, engagement: str, runs: int
) -> dict[str, Figures]:
    figures = {way.name: Figures() for way in WAYS}
    for turn in range(runs):
        for number, way in enumerate(WAYS):
            notebook = f"{engagement}-{turn}-{number}.ipynb"
            _write_notebook(folder / notebook, way, engagement)
            context = browser.new_context(viewport={"width": 1500, "height": 1000})
            page = context.new_page()
            page.goto(f"{address}/lab/tree/{notebook}?token={TOKEN}&reset")
            _measure(page, way, figures[way.name])
            context.close()
            _stop_kernels(address)
    return figures


def _measure(page: Page, way: Way, into: Figures) -> None:
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
    cells = page.locator(".jp-CodeCell")
    cells.nth(0).locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    cells.nth(0).locator(".jp-InputPrompt", has_text="[1]:").wait_for(timeout=300_000)
    page.wait_for_timeout(1500)  # whatever the setup still draws is not what is measured
    begun = page.evaluate("performance.now()")
    page.keyboard.press("Shift+Enter")
    usable = page.wait_for_function(
        f"() => ({way.ready}) && performance.now()", polling="raf", timeout=300_000
    ).json_value()
    into.usable.append((float(str(usable)) - begun) / 1000)
    cells.nth(1).locator(".jp-InputPrompt", has_text="[2]:").wait_for(timeout=300_000)
    page.wait_for_timeout(4000)  # a person looks before typing
    if way.root:
        page.evaluate(CHANGED, [way.root, way.field])
        page.keyboard.press("7")
        into.settled.append(float(page.evaluate("window.skTyped")))
    cells.nth(2).locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    printed = page.locator(".jp-OutputArea-output pre", has_text="peak ").last
    into.megabytes.append(int(printed.inner_text().split()[-1]) * 1024 / 1e6)


def _write_notebook(file: Path, way: Way, engagement: str) -> None:
    sources = (SETUP.format(folder=engagement) + way.setup, way.show, PEAK)
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "execution_count": None,
         "outputs": [], "source": source}
        for n, source in enumerate(sources)
    ]  # fmt: skip
    document = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4}
    file.write_text(json.dumps({**document, "nbformat_minor": 5}), encoding="utf-8")


@contextlib.contextmanager
def _lab(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1",
        f"--port={port}", f"--IdentityProvider.token={TOKEN}", f"--notebook-dir={folder}",
        "--LabApp.news_url=",
    ]  # fmt: skip
    home = folder / ".home"
    places = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    places += ("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    environment = {**os.environ, **{name: str(home / name.lower()) for name in places}}
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(240):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 2):
                break
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=60)


def _stop_kernels(address: str) -> None:
    head = {"Authorization": f"token {TOKEN}"}

    def ask(path: str, method: str = "GET") -> bytes:
        answer = httpx.request(method, f"{address}/api/{path}", headers=head, timeout=60)
        return answer.content

    for session in json.loads(ask("sessions")):
        ask(f"sessions/{session['id']}", "DELETE")


def _chromium() -> str:
    if found := find_chromium():
        return found
    raise SystemExit("This needs Chromium: install your system's package `chromium`.")


def _import_seconds(name: str, runs: int = 9) -> float:
    """The median of fresh processes that import it, without the bare interpreter's share."""

    def once(code: str) -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - begun

    bare = statistics.median(once("pass") for _ in range(runs))
    return statistics.median(once(f"import {name}") for _ in range(runs)) - bare


def _report(measured: dict[str, dict[str, Figures]], imports: dict[str, float], runs: int) -> str:
    lines = [
        "# Live tables",
        "",
        "Made by `python benchmarks/live.py`; what is measured: [README](../README.md).",
        "",
        "| engagement | shown with | cell run to usable | key stroke to settled | kernel, peak |",
        "|---|---|---:|---:|---:|",
    ]
    for engagement, ways in measured.items():
        for name, figures in ways.items():
            settled = f"{statistics.median(figures.settled):.0f} ms" if figures.settled else "–"
            lines.append(
                f"| {engagement} | {name} | {statistics.median(figures.usable):.2f} s | {settled} "
                f"| {statistics.median(figures.megabytes):.0f} MB |"
            )
    ratio = imports["segkit"] / imports["pandas"]
    versions = ("segkit", "itables", "ipydatagrid", "pandas", "jupyterlab")
    lines += [
        "",
        (
            f"`import segkit` takes {imports['segkit'] * 1000:.0f} ms beyond the bare "
            f"interpreter, `import pandas` {imports['pandas'] * 1000:.0f} ms: {ratio:.3f} of it."
        ),
        "",
        (
            f"Medians of {runs} runs, in turns, each in a fresh kernel and browser window. "
            f"{_machine(versions)}"
        ),
        "",
    ]
    return "\n".join(lines)


def _machine(packages: Sequence[str]) -> str:
    """Where it was measured, and with what."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"One machine ({platform.system()}, {platform.machine()}, {os.cpu_count()} cores{load}; "
        f"Python {platform.python_version()}, "
        f"{', '.join(f'{name} {version(name)}' for name in packages)})."
    )


if __name__ == "__main__":
    main()
