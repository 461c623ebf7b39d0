"""How many small changes of the code its tests notice: mutation testing with mutmut.

`make mutants` runs every group of `mutants.toml`, `python scripts/mutants.py NAME …` some of them,
or some modules, in a copy of the project below `build/mutants` (see `mutant_trial.py`). Written is
`benchmarks/results/mutants.md`: for each module the share that was noticed, and each change that
was not, with the reason why it makes no difference where `mutants.toml` gives one. Figures of
modules that were not run stay as they are. Functions with a decorator are not changed, but for
`lru_cache`, which is taken off; nor is what stands outside of functions.
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


def run(modules: Sequence[str], tests: Sequence[str]) -> Mapping[str, list[str]]:
    """Copy the project, and try each change of these modules there; the names of the changes."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    ignored = shutil.ignore_patterns("__pycache__", "node_modules")
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, WORK / name, ignore=ignored)
        else:
            shutil.copy(source, WORK / name)
    for path in (WORK / one for one in modules):
        # a function that keeps what it gave would not be changed
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^@lru_cache\b.*\n", "", text), encoding="utf-8")
    with (WORK / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('\n[tool.mutmut]\nsource_paths = ["segkit"]\n')
    environment = {**os.environ, "PYTHONPATH": str(WORK), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    trial = Path(__file__).with_name("mutant_trial.py")
    done = subprocess.run(
        [sys.executable, trial, *modules, "--", *tests],
        cwd=WORK, env=environment, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"The tests fail without any change:\n{done.stdout}")
    named: Mapping[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return named


def judged(
    module: str, named: Mapping[str, list[str]], known: Sequence[Mapping[str, Any]]
) -> Judged:
    """What became of the changes of a module."""
    of_module = [one for one in known if one["module"] == module]
    dotted = module.removesuffix(".py").replace("/", ".")
    every, alive = (
        [name for name in named[which] if name.rpartition(".")[0] == dotted]
        for which in ("all", "alive")
    )
    functions = _functions((WORK / module).read_text(encoding="utf-8"))
    found = [_survivor(name.rpartition(".")[2], functions) for name in alive]
    found = [one._replace(why=_why(one, of_module)) for one in found]
    return Judged(len(every) - len(alive), found)


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


def section(module: str, one: Judged) -> Iterator[str]:
    """The lines of the results about a module."""
    same = len(one.survivors) - one.counted + one.killed
    rest = f"; {same:,} more make no difference" if same else ""
    yield f"## {module}\n"
    yield f"{one.killed:,} of {one.counted:,} changes were noticed: {one.share:.1%}{rest}.\n"
    if one.survivors:
        yield "| function | not noticed | why it makes no difference |\n|---|---|---|"
    for survivor in one.survivors:
        yield f"| `{survivor.function}` | {_cell(survivor)} | {survivor.why or 'not explained'} |"


def _cell(survivor: Survivor) -> str:
    """Before and after, from a little before to a little after what differs."""
    texts = survivor.before, survivor.after
    differs = (at for at, (one, other) in enumerate(zip(*texts, strict=False)) if one != other)
    start = max(next(differs, 0) - 30, 0)
    shown = (text[start : start + 90].replace("|", "\\|").replace("`", "'") for text in texts)
    return " → ".join(f"`{text}`" for text in shown)


def _sections() -> dict[str, str]:
    """The results so far, by module."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    return {part.partition("\n")[0]: part for part in re.split(r"(?m)^## ", text)[1:]}


def main(names: Sequence[str]) -> None:
    """Run the groups or modules of these names, or all, and write the results after each group."""
    known: Mapping[str, Any] = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
    for name, group in known["group"].items():
        modules = [one for one in group["modules"] if not names or {name, one} & {*names}]
        if not modules:
            continue
        named, sections = run(modules, group["tests"]), _sections()
        for module in modules:
            one = judged(module, named, known["equivalent"])
            sections[module] = "\n".join([*section(module, one), ""])
            print(f"{module}: {one.share:.1%}, {len(one.survivors)} not noticed")
        head = "# What small changes of the code its tests notice\n\nWritten by `make mutants`.\n"
        texts = (sections[module].removeprefix("## ").strip() for module in sorted(sections))
        RESULTS.write_text("\n## ".join([head, *(f"{one}\n" for one in texts)]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
