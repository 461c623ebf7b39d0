"""How long a guide takes: segkit beside nbconvert and papermill, one guide and many.

Every run is a process of its own from start to exit, because that is how a guide is made.
What is compared, and the goals: README.md in this folder.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psutil

from segkit.version import __version__

RESULT = Path(__file__).parent / "results" / "export.md"
BIN = Path(sys.executable).parent
OWN_CELL = "rows = guide.identify().rows\nprint(len(rows), 'traits')"
JINJA = """
import json
from pathlib import Path
from jinja2 import Environment
from markdown_it import MarkdownIt
from segkit.engagement.settings import find_engagement
from segkit.guide import Guide
guide, markdown, blocks = Guide(find_engagement(Path('.'))), MarkdownIt(), []
for cell in json.loads(Path('guide.ipynb').read_text(encoding='utf-8'))['cells']:
    source = ''.join(cell['source'])
    if cell['cell_type'] == 'markdown':
        blocks.append(markdown.render(source))
    elif source.startswith('guide.'):
        blocks.append(getattr(guide, source.split('.')[1].split('(')[0])().html)
page = Environment(autoescape=True).from_string(
    '<!DOCTYPE html><title>Guide</title>{% for block in blocks %}{{ block|safe }}{% endfor %}')
Path('guide.html').write_text(page.render(blocks=blocks), encoding='utf-8')
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One process with its children: seconds by the clock, of the processors, peak megabytes."""

    seconds: float
    cpu: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a guide.

    Attributes:
        name: In the table.
        commands: One after the other, in the engagement's folder.
        made: The file that is left at the end.
        own_code: The notebook has a cell of its own code.
    """

    name: str
    commands: tuple[tuple[str, ...], ...]
    made: str
    own_code: bool = False


AS_INSTALLED = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""Where modules are compiled once, as pip leaves them; the run that does not count does it."""

GUIDE = "quillmoor-supply-segment-guide.html"
NBCONVERT = (str(BIN / "jupyter"), "nbconvert", "--to", "html")
WAYS = (
    Way(
        "(a) `jupyter nbconvert --execute --to html`",
        ((*NBCONVERT, "--execute", "guide.ipynb"),),
        "guide.html",
    ),
    Way(
        "(b) `papermill`, then `jupyter nbconvert --to html`",
        (
            (str(BIN / "papermill"), "--no-progress-bar", "guide.ipynb", "run.ipynb"),
            (*NBCONVERT, "run.ipynb"),
        ),
        "run.html",
    ),
    Way("(c) `segkit export`", ((str(BIN / "segkit"), "export"),), GUIDE),
    Way(
        "(d) `segkit export`, one cell of own code",
        ((str(BIN / "segkit"), "export", "--run-code"),),
        GUIDE,
        own_code=True,
    ),
    Way("(e) Jinja alone: the views, no nbconvert", ((sys.executable, "-c", JINJA),), "guide.html"),
)


def main() -> None:
    """Measure one guide in every way, then many; write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each way (default: 5)")
    parser.add_argument("--many", type=int, default=100, help="engagements (default: 100)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([BIN / "segkit", "demo", folder / "demo"], check=True, capture_output=True)
        single = one_guide(folder, given.runs)
        batches = many_guides(folder, given.many)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(report(single, batches, given.runs, given.many), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def engagement(folder: Path, name: str, *, own_code: bool) -> Path:
    """A copy of the demo engagement without any guide in it."""
    copy = folder / name
    shutil.copytree(folder / "demo", copy, ignore=shutil.ignore_patterns("*.html", ".segkit*"))
    if own_code:
        notebook = json.loads((copy / "guide.ipynb").read_text(encoding="utf-8"))
        cell = {"cell_type": "code", "id": "own", "metadata": {}, "source": OWN_CELL}
        notebook["cells"].append({**cell, "outputs": [], "execution_count": None})
        (copy / "guide.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return copy


def one_guide(folder: Path, runs: int) -> dict[str, tuple[Run, int]]:
    """By way: the medians of the runs but the first, and the size of the guide.

    The ways take turns, so that a machine that is slower for a while is so for all of them.
    """
    places = {way: engagement(folder, f"one/{way.name[1]}", own_code=way.own_code) for way in WAYS}
    turns = [{way: run(way.commands, places[way]) for way in WAYS} for _ in range(runs + 1)][1:]
    return {
        way.name: (median([turn[way] for turn in turns]), (place / way.made).stat().st_size)
        for way, place in places.items()
    }


def many_guides(folder: Path, many: int) -> list[tuple[str, int, Run]]:
    """What, how many guides, and the run: by `--all`, and in between one by (b) each time."""
    found: list[tuple[str, int, Run]] = []
    each: list[Run] = []
    for own_code, count in ((False, max(1, many // 10)), (False, many), (True, max(1, many // 8))):
        place = engagement(folder, f"b/{len(each)}", own_code=False)
        each.append(run(WAYS[1].commands, place))
        top = folder / f"all-{own_code}-{count}"
        for number in range(count):
            engagement(folder, f"{top.name}/{number:03}", own_code=own_code)
        name = "`segkit export --all`" + (", own code in each" if own_code else "")
        agreed = ("--run-code",) if own_code else ()
        command = (str(BIN / "segkit"), "export", "--all", str(top), "--json", *agreed)
        found.append((name, count, run((command,), folder)))
        if not own_code and count == many:
            found.append((f"{name} again, all up to date", count, run((command,), folder)))
        shutil.rmtree(top)
    total = Run(sum(r.seconds for r in each), sum(r.cpu for r in each), median(each).megabytes)
    return [("(b), one after the other", len(each), total), *found]


def run(commands: Sequence[Sequence[str]], folder: Path) -> Run:
    """The commands one after the other; memory is that of all their processes together."""
    begun, before = time.perf_counter(), os.times()
    peak = 0.0
    for command in commands:
        child = subprocess.Popen(
            command, cwd=folder, env=AS_INSTALLED, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        watched = Peak(child.pid)
        _, said = child.communicate()
        peak = max(peak, watched.stop())
        if child.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{said.decode()}")
    after = os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    return Run(time.perf_counter() - begun, cpu, peak)


class Peak:
    """The most memory that a process and its descendants hold together."""

    def __init__(self, pid: int) -> None:
        """Look at it five times a second, which costs the processors little."""
        self._process, self._most, self._over = psutil.Process(pid), 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            try:
                family = [self._process, *self._process.children(recursive=True)]
                held = sum(one.memory_info().rss for one in family)
            except psutil.Error:
                continue
            self._most = max(self._most, held / 1e6)

    def stop(self) -> float:
        """Megabytes."""
        self._over.set()
        self._thread.join()
        return self._most


def load() -> str:
    """What else the machine did: a figure far above 2 says that times by the clock are long."""
    return f"{os.getloadavg()[2]:.1f} in the last quarter of an hour"


def median(runs: Sequence[Run]) -> Run:
    """The middle of the runs, for each figure on its own."""

    def of(figure: Callable[[Run], float]) -> float:
        return statistics.median(figure(one) for one in runs)

    return Run(of(lambda r: r.seconds), of(lambda r: r.cpu), of(lambda r: r.megabytes))


def report(
    single: dict[str, tuple[Run, int]], batches: list[tuple[str, int, Run]], runs: int, many: int
) -> str:
    """The tables as Markdown."""
    base = single[WAYS[0].name][0]
    lines = [
        f"| {name} | {one.seconds:.2f} s | {one.cpu:.2f} s | {one.megabytes:.0f} MB "
        f"| {size / 1e6:.2f} MB | {base.seconds / one.seconds:.1f} | {base.cpu / one.cpu:.1f} |"
        for name, (one, size) in single.items()
    ]
    slowest, most = batches[0][2].seconds / batches[0][1], batches[0][2].cpu / batches[0][1]
    rows = [
        f"| {name} | {count} | {one.seconds:.1f} s | {one.seconds / count:.3f} s "
        f"| {one.cpu / count:.3f} s | {one.megabytes:.0f} MB "
        f"| {slowest / (one.seconds / count):.1f} | {most / (one.cpu / count):.1f} |"
        for name, count, one in batches
    ]
    names = ("nbconvert", "papermill", "ipykernel", "jinja2")
    versions = ", ".join([f"segkit {__version__}", *(f"{name} {version(name)}" for name in names)])
    return "\n".join(
        [
            "# Making the guide",
            "",
            (
                f"Made by `python benchmarks/export.py --runs {runs} --many {many}`; "
                "what is measured: [README](../README.md)."
            ),
            "",
            "## One guide, cold from the command line",
            "",
            (
                "| way | time | processor time | peak memory | guide | times faster than (a) "
                "| in processor time |"
            ),
            "|---|---:|---:|---:|---:|---:|---:|",
            *lines,
            "",
            "## Many guides",
            "",
            (
                "| way | guides | time | for each | processor time for each | peak memory "
                "| times less than (b) for each | in processor time |"
            ),
            "|---|---:|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
            (
                f"Medians of {runs} runs, each from start to exit, on one machine "
                f"({platform.system()}, {platform.machine()}, {os.cpu_count()} cores; "
                f"Python {platform.python_version()}, {versions}). "
                "Memory is that of all processes of a run together. "
                f"Processes that wanted a core while it ran, on average: {load()}."
            ),
            "",
        ]
    )


if __name__ == "__main__":
    main()
