"""How many small changes of the code its tests notice: mutation testing with mutmut.

`make mutants` runs every group of `mutants.toml`, `python scripts/mutants.py NAME …` some of them,
or some modules, in a copy of the project below `build/mutants`. mutmut forks once for each change
and runs, until one fails, those tests of the group that reach the changed function. Written is `benchmarks/results/mutants.md`: for each
module the share that was noticed, and each change that was not, with the reason why it makes no
difference where `mutants.toml` gives one. Figures of groups that were not run stay as they are.
"""

from __future__ import annotations

import ast
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
WORK = ROOT / "build" / "mutants"
RESULTS = ROOT / "benchmarks" / "results" / "mutants.md"
KNOWN = ROOT / "scripts" / "mutants.toml"

_COPIED = ("segkit", "tests", "pyproject.toml", "README.md", "CHANGELOG.md")
_KILLED = frozenset({1, 3})
"""pytest: tests failed, or could not be run at all with the changed code."""


class Survivor(NamedTuple):
    """A change that no test noticed; `why` is empty where it makes a difference."""

    function: str
    before: str
    after: str
    why: str


class Judged(NamedTuple):
    """What became of one module's mutants."""

    killed: int
    survivors: list[Survivor]

    @property
    def counted(self) -> int:
        """How many make a difference: those that were noticed, and those without a reason."""
        return self.killed + sum(not one.why for one in self.survivors)

    @property
    def share(self) -> float:
        """Of one: how many of these were noticed."""
        return self.killed / (self.counted or 1)


def run(modules: Sequence[str], tests: Sequence[str], processes: int) -> None:
    """Copy the project, change these modules in the copy, and run the tests for each change."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    ignored = shutil.ignore_patterns("__pycache__", "node_modules")
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, WORK / name, ignore=ignored)
        else:
            shutil.copy(source, WORK / name)
    for path in {other for one in modules for other in (WORK / one).parent.glob("*.py")}:
        # what is kept from before a change would hide it, and functions that keep are not changed
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^@lru_cache\b.*\n", "", text), encoding="utf-8")
    settings = {
        "source_paths": ["segkit"],
        "only_mutate": [*modules],
        "pytest_add_cli_args_test_selection": [*tests],
        "pytest_add_cli_args": ["-q", "-p", "no:cacheprovider"],
        "also_copy": ["README.md", "CHANGELOG.md"],
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    with (WORK / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n" + "\n".join(lines) + "\n")
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(processes)]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # a third of the time
    with (WORK / "run.log").open("w", encoding="utf-8") as log:
        subprocess.run(command, cwd=WORK, check=True, env=environment, stdout=log, stderr=log)


def judged(module: str, known: Sequence[Mapping[str, Any]]) -> Judged:
    """What became of the mutants of a module of the last run."""
    of_module = [one for one in known if one["module"] == module]
    mutated = WORK / "mutants" / module
    meta = json.loads(mutated.with_name(f"{mutated.name}.meta").read_text(encoding="utf-8"))
    codes: Mapping[str, int | None] = meta["exit_code_by_key"]
    functions = _functions(mutated.read_text(encoding="utf-8"))
    alive = [name.rpartition(".")[2] for name, code in codes.items() if code not in _KILLED]
    found = [_survivor(name, functions) for name in alive]
    found = [one._replace(why=_why(one, of_module)) for one in found]
    return Judged(len(codes) - len(alive), found)


def _why(survivor: Survivor, known: Iterable[Mapping[str, Any]]) -> str:
    """Why the change makes no difference; empty when nobody said."""
    return next(
        (
            one["why"]
            for one in known
            if one["function"] == survivor.function
            and any(text in survivor.after and text not in survivor.before for text in one["texts"])
        ),
        "",
    )


def _functions(source: str) -> dict[str, list[str]]:
    """The lines of each function of the mutated module, by its name."""
    return {
        node.name: [ast.unparse(node.args), *ast.unparse(ast.Module([*node.body], [])).splitlines()]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
    }


def _survivor(name: str, functions: Mapping[str, list[str]]) -> Survivor:
    original = re.sub(r"__mutmut_\d+$", "__mutmut_orig", name)
    changed = difflib.ndiff(functions.get(original, []), functions.get(name, []))
    lines = [line for line in changed if line[:2] in {"- ", "+ "}]
    before, after = (
        " ".join(line[2:].strip() for line in lines if line.startswith(mark)) for mark in "-+"
    )
    function = re.sub(r"^x_|__mutmut_orig$", "", original).removeprefix("xǁ").replace("ǁ", ".")
    return Survivor(function, before, after, "")


def written(found: Mapping[str, Judged]) -> Iterator[str]:
    """The sections of the results, one for each module."""
    for module, one in found.items():
        same = len(one.survivors) - one.counted + one.killed
        rest = f"; {same:,} more make no difference" if same else ""
        yield f"## {module}\n"
        yield f"{one.killed:,} of {one.counted:,} changes were noticed: {one.share:.1%}{rest}.\n"
        if one.survivors:
            yield "| function | not noticed | why it makes no difference |\n|---|---|---|"
        for survivor in one.survivors:
            reason = survivor.why or "not explained"
            yield f"| `{survivor.function}` | {_cell(survivor)} | {reason} |"
        yield ""


def _cell(survivor: Survivor) -> str:
    """Before and after, from a little before to a little after what differs."""
    texts = survivor.before, survivor.after
    differs = (at for at, (one, other) in enumerate(zip(*texts, strict=False)) if one != other)
    start = max(next(differs, 0) - 30, 0)
    shown = (text[start : start + 90].replace("|", "\\|").replace("`", "'") for text in texts)
    return " → ".join(f"`{text}`" for text in shown)


def _kept(results: str, done: Iterable[str]) -> str:
    """The sections of modules that were not run again."""
    parts = re.split(r"(?m)^(?=## )", results)[1:]
    return "".join(
        part for part in parts if not part.startswith(tuple(f"## {one}\n" for one in done))
    )


def main(names: Sequence[str]) -> None:
    """Run the groups or modules of these names, or all, and write the results."""
    known: Mapping[str, Any] = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
    found: dict[str, Judged] = {}
    for name, group in known["group"].items():
        modules = [one for one in group["modules"] if not names or {name, one} & {*names}]
        if modules:
            run(modules, group["tests"], processes=2)
            found |= {module: judged(module, known["equivalent"]) for module in modules}
    before = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    head = "# What small changes of the code its tests notice\n\nWritten by `make mutants`.\n\n"
    RESULTS.write_text(head + _kept(before, found) + "\n".join(written(found)), encoding="utf-8")
    for module, one in found.items():
        print(f"{module}: {one.share:.1%}, {len(one.survivors)} not noticed")


if __name__ == "__main__":
    main(sys.argv[1:])
