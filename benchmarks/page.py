"""How heavy the exported page is, how soon it can be used, and how quickly its search answers.

`python benchmarks/page.py` exports the guides of the demo and of `benchmarks/large.py`, opens
each from disk in Chromium, in a fresh profile without network, and writes
`benchmarks/results/page.md`. Needs the extra `dev`, and Chromium.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from large import large_engagement
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from segkit.engagement.demo import create_demo
from segkit.export import export_guide
from segkit.programs.chromium import find_chromium

RESULT = Path(__file__).parent / "results" / "page.md"
WORDS = ("order", "city", "braze", "zzzz")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WATCH = """
addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(() => {
  window.usable = performance.now();
})));
addEventListener("keydown", (event) => {
  if (event.key.length === 1) window.pressed = window.settled = performance.now();
}, { capture: true });
"""
SETTLE = """() => {
  new MutationObserver(() => { window.settled = performance.now(); })
    .observe(document.querySelector("dialog.sk-search"), { subtree: true, childList: true, characterData: true });
}"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One guide; times in milliseconds, of all runs; `script` is the processor's, per letter."""

    name: str
    size: int
    usable: Sequence[float]
    keys: Sequence[float]
    first: Sequence[float]
    script: Sequence[float]


def main() -> None:
    """Measure and write the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = export_guide(create_demo(Path(folder) / "demo"))
        large = export_guide(large_engagement(Path(folder)), draft=True)
        browser = playwright.chromium.launch(executable_path=find_chromium() or None, args=OPTIONS)
        measured = [
            measure(browser, "the demo", demo, runs),
            measure(browser, "2,000 rules, 20,000 fields, 200 × 600", large, runs),
        ]
        RESULT.write_text(table(measured, browser.version, runs), encoding="utf-8")
        browser.close()


def measure(browser: Browser, name: str, file: Path, runs: int) -> Measured:
    """Open the file `runs` times and type words into its search, letter by letter."""
    usable, keys, first, script = [], [], [], []
    for _ in range(runs):
        context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(file.as_uri(), timeout=120_000)
        page.wait_for_function("window.usable")
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        usable.append(page.evaluate("window.usable"))
        page.wait_for_timeout(3000)  # the index of the search is made while nobody asks
        page.keyboard.press("/")
        page.evaluate(SETTLE)
        before = _in_script(session)
        pressed = [_key(page, letter) for word in WORDS for letter in word]
        first.append(pressed[0])
        keys.extend(pressed[1:])
        script.append((_in_script(session) - before) / len(pressed))
        context.close()
    return Measured(name, file.stat().st_size, usable, keys, first, script)


def _in_script(session: CDPSession) -> float:
    """The processor time of all scripts so far, in milliseconds."""
    found = session.send("Performance.getMetrics")["metrics"]
    return sum(one["value"] for one in found if one["name"] == "ScriptDuration") * 1000


def _key(page: Page, letter: str) -> float:
    """From the key to the last change of the results; a word is begun anew after five letters."""
    box = page.locator("dialog.sk-search input")
    if len(box.input_value()) >= 5:
        box.fill("")
        page.wait_for_timeout(200)
    page.keyboard.press(letter)
    page.wait_for_timeout(250)
    return float(page.evaluate("window.settled - window.pressed"))


def table(measured: Sequence[Measured], version: str, runs: int) -> str:
    """The figures as Markdown."""
    rows = "\n".join(
        f"| {one.name} | {one.size / 1000:,.0f} kB | {_of(one.usable)} | {_of(one.first)} | "
        f"{_of(one.keys)} | {_of(one.script)} |"
        for one in measured
    )
    return (
        "# The exported page in Chromium\n\n"
        "`python benchmarks/page.py` wrote this. Goals: the demo below 600 kB, the large one below"
        " 8,000 kB, usable in less than 2,000 ms, an answer in less than 100 ms.\n\n"
        f"Chromium {version}, {os.cpu_count()} cores, {platform.machine()}, load"
        f" {os.getloadavg()[0]:.1f} at the end; {runs} runs. Times are median (worst) in"
        " milliseconds: from opening the file to the first frame after all scripts; from a key"
        " to the last change of the list of results, for the first letter and for the rest;"
        " the last column is the processor time of all scripts for a letter.\n\n"
        "| guide | size | usable | first letter | further letters | script |\n"
        "|---|--:|--:|--:|--:|--:|\n"
        f"{rows}\n"
    )


def _of(times: Sequence[float]) -> str:
    return f"{statistics.median(times):,.0f} ({max(times):,.0f})"


if __name__ == "__main__":
    main()
