"""An export loads what it needs and nothing else; most of its time is importing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo

PACKAGE = Path(__file__).parents[2] / "segkit"
SLOW = [
    *("bleach", "bs4", "jsonschema", "jupyter_client", "lark", "nbclient", "nbconvert", "nbformat"),
    *("pandas", "pygments", "rfc3987_syntax", "traitlets", "xlsxwriter", "zmq"),
    *("segkit.export.exporter", "segkit.pull.inputs"),
]
HOOKS = {"modules", "meta_path", "path_hooks", "path"}


@pytest.mark.parametrize("command", [["export"], ["check"], ["export", "--to", "markdown"]])
def test_a_command_loads_nothing_that_is_slow(tmp_path: Path, command: list[str]) -> None:
    """A slow import that creeps in is named here."""
    folder = create_demo(tmp_path / "demo").folder
    code = (
        "import atexit, sys\n"
        f"atexit.register(lambda: print('slow:', [n for n in {SLOW!r} if n in sys.modules]))\n"
        "sys.argv[0] = 'segkit'\n"
        "from segkit.__main__ import run\n"
        "run()"
    )

    ran = subprocess.run(
        [sys.executable, "-c", code, *command[:1], folder, *command[1:]],
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.splitlines()[-1] == "slow: []"


def test_nothing_changes_how_python_imports() -> None:
    """What is loaded is whole: nobody meets half a module because segkit was there first.

    One place is a program that starts JupyterLab and nothing else; it says before the start
    which optional packages its server has to do without. The other is the very start of
    `python -m segkit`, which takes the folder that it was started in out of Python's way: a
    stranger's engagement may lie there.
    """
    touched = [
        f"{file.relative_to(PACKAGE)}:{line}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for line in changes_of_imports(ast.parse(file.read_text(encoding="utf-8")))
    ]

    assert sorted(set(touched)) == [
        *("__main__.py:18", "__main__.py:19"),
        *("programs/lab.py:22", "programs/lab.py:24"),
    ]


@pytest.mark.parametrize(
    ("code", "is_change"),
    [
        ("'zmq' in sys.modules", False),
        ("sys.modules.get('zmq')", False),
        ("sys.modules['zmq'] = None", True),
        ("sys.modules.setdefault('zmq', None)", True),
        ("known = sys.modules", True),
        ("from sys import modules", True),
        ("sys.meta_path.insert(0, finder)", True),
        ("sys.path.append('/')", True),
        ("there = [entry for entry in sys.path if entry]", False),
        ("sys.path[:] = [entry for entry in sys.path if entry]", True),
    ],
)
def test_a_change_of_how_python_imports_is_found(code: str, *, is_change: bool) -> None:
    """Looking is none."""
    assert bool(list(changes_of_imports(ast.parse(code)))) == is_change


def changes_of_imports(tree: ast.AST) -> Iterator[int]:
    """The lines that do more with what Python imports than to look whether it is loaded."""
    looking = set()
    for node in ast.walk(tree):
        match node:
            case ast.Compare(
                ops=[ast.In() | ast.NotIn()], comparators=[ast.Attribute() as modules]
            ):
                looking.add(modules)
            case ast.Attribute(value=ast.Attribute() as modules, attr="get"):
                looking.add(modules)
            case ast.comprehension(iter=ast.Attribute(attr="path") as path):
                looking.add(path)
            case ast.ImportFrom(module="sys", names=names) if {n.name for n in names} & HOOKS:
                yield node.lineno
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="sys"), attr=name) if name in HOOKS:
                if name not in {"modules", "path"} or node not in looking:
                    yield node.lineno
