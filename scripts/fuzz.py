"""Let coverage lead made-up inputs through the targets of `fuzz_targets`, by atheris.

python scripts/fuzz.py --seconds 600          all, each its share; exit status 1 for a crash
python scripts/fuzz.py --seconds 60 csv fql   some of them
python scripts/fuzz.py --seconds 600 --write  the same, kept in benchmarks/results/fuzz.md

Needs `pip install atheris==3.0.0` (Linux). An input that crashed is kept in `build/fuzz/`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import platform
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from pkgutil import walk_packages

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "benchmarks" / "results" / "fuzz.md"
FOUND = ROOT / "build" / "fuzz"
NAMES = ("xlsx", "csv", "json", "yaml", "hcl", "markdown", "script", "fql", "notebook", "html")
LONGEST = 25
"""Seconds for one input; what takes longer counts as a crash."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one target."""

    name: str
    runs: int
    seconds: int
    edges: int
    corpus: int
    crash: str = ""

    @property
    def line(self) -> str:
        """A row of the table."""
        end = self.crash or "none"
        return (
            f"| {self.name} | {self.runs:,} | {self.seconds} | {self.edges:,} "
            f"| {self.corpus} | {end} |"
        )


def child(name: str, seconds: int, corpus: Path) -> None:
    """Try one target; never returns."""
    import atheris

    with atheris.instrument_imports(include=["segkit"]):
        from fuzz_targets import SEEDS, TARGETS

        for package in ("segkit.plans", "segkit.routing", "segkit.export.page"):
            # readers load each other when they are needed; what loads later is not watched
            found = import_module(package)
            for module in walk_packages(found.__path__, f"{package}."):
                import_module(module.name)
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
        TARGETS[name](seed)  # whatever loads late is there before time is taken
    options = [f"-max_total_time={seconds}", f"-timeout={LONGEST}", "-rss_limit_mb=3000"]
    atheris.Setup(
        [sys.argv[0], *options, f"-artifact_prefix={FOUND}/{name}-", str(corpus)], TARGETS[name]
    )
    atheris.Fuzz()


def tried(name: str, seconds: int) -> Tried:
    """The target in a process of its own, with what it said at its end."""
    with tempfile.TemporaryDirectory() as corpus:
        command = [sys.executable, __file__, "--seconds", str(seconds), "--child", corpus, name]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, errors="replace"
        )
        kept = len(list(Path(corpus).iterdir()))
    ran = re.findall(r"Done (\d+) runs in (\d+) second", done.stderr)
    edges = re.findall(r"\bcov: (\d+)", done.stderr)
    runs, took = map(int, ran[-1]) if ran else (0, 0)
    crash = ""
    if done.returncode or not ran:
        raised = re.findall(r"^(?:\w+\.)*\w*(?:Error|Exception)\b.*", done.stderr, re.MULTILINE)
        crash = (raised or ["ended early"])[-1][:120]
        print(done.stderr[-3000:], file=sys.stderr)
    return Tried(name, runs, took, int(edges[-1]) if edges else 0, kept, crash)


def report(found: list[Tried]) -> str:
    """The result as Markdown."""
    from segkit.version import __version__

    day = dt.datetime.now(dt.UTC).date().isoformat()
    rows = "\n".join(one.line for one in found)
    return (
        "# Made-up inputs\n\n"
        f"{day}, segkit {__version__}, Python {platform.python_version()}, "
        f"atheris {version('atheris')}, one core, {sum(one.seconds for one in found)} seconds.\n"
        "Written by `python scripts/fuzz.py --seconds 600 --write`; "
        "what each target does: `scripts/fuzz_targets.py`.\n\n"
        "| target | inputs | seconds | edges of the code | inputs kept | crashes |\n"
        "|---|---|---|---|---|---|\n"
        f"{rows}\n"
    )


def main() -> int:
    """Try the targets; 1 where one crashed."""
    reader = argparse.ArgumentParser(description="Try readers and writers with made-up inputs.")
    reader.add_argument("--seconds", type=int, default=60, help="for all of them together")
    reader.add_argument("--write", action="store_true", help=f"keep the result in {RESULT.name}")
    reader.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    reader.add_argument("names", nargs="*", choices=[*NAMES, []], help="targets; all by default")
    given = reader.parse_args()
    names = given.names or list(NAMES)
    if given.child:
        child(names[0], given.seconds, given.child)
    FOUND.mkdir(parents=True, exist_ok=True)
    found = []
    for name in names:
        found.append(tried(name, max(1, given.seconds // len(names))))
        print(found[-1].line, flush=True)
    if given.write:
        RESULT.write_text(report(found), encoding="utf-8")
    return int(any(one.crash for one in found))


if __name__ == "__main__":
    sys.exit(main())
