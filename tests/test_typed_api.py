"""The public names as a notebook uses them: typed, complete, and told by completion."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import segkit

ROOT = Path(__file__).parents[1]
SAMPLE = '''
import segkit
from segkit.model.plan import Rule

guide = segkit.open_guide("quillmoor")
traits = guide.identify().to_frame()
names: list[str] = [str(name) for name in traits["Trait"]]
guide.agenda(start="10:00", minutes={"plan": 40})
guide.route({"type": "track", "event": "Order Completed"}, source="shop_api").view.to_frame()
guide.considerations(editable=False)
guide.show("a_row_of_our_own", 1, wide=True).to_frame()


@segkit.row("a_row_of_our_own", title="Ours", needs=("plan",))
def a_row_of_our_own(showing: segkit.Showing, most: int = 3) -> segkit.View:
    """What our team adds."""
    rules = showing.facts.plan.rules[:most] if showing.facts.plan else ()
    column = segkit.Column[Rule]("rule", "Rule", lambda rule: rule.title)
    return segkit.View(segkit.Table((column,), rules))


try:
    guide.pull(volumes=7)
except segkit.errors.PullError as error:
    print(error.problem, error.fix)
'''
WRONG = {
    "guide.identfy()": 'has no attribute "identfy"',
    'guide.agenda(minutes={"plna": 40})': "incompatible type",
    "guide.identify(5)": "Too many arguments",
    "guide.pull(volumes=True, keys=1)": 'Unexpected keyword argument "keys"',
}


@pytest.mark.notebook
def test_a_notebook_is_clean_under_strict_types(tmp_path: Path) -> None:
    """As a type checker that is not ours sees it; what is wrong is found before it is run."""
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text(SAMPLE, encoding="utf-8")
    opened = 'import segkit\n\nguide = segkit.open_guide("quillmoor")\n'
    bad.write_text(opened + "\n".join(WRONG) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache")]

    clean, broken = (
        subprocess.run([*command, file], cwd=ROOT, capture_output=True, text=True, check=False)
        for file in (good, bad)
    )

    assert clean.stdout.startswith("Success"), clean.stdout
    for line, words in enumerate(WRONG.values(), start=4):
        assert any(f":{line}: " in said and words in said for said in broken.stdout.split("\n"))


def test_the_methods_for_type_checkers_are_those_of_the_rows() -> None:
    """`make methods` was run after the last change of a row."""
    module = importlib.util.spec_from_file_location("b", ROOT / "scripts" / "build_methods.py")
    assert module is not None
    assert module.loader is not None
    build = importlib.util.module_from_spec(module)
    module.loader.exec_module(build)

    written = ast.parse(build.FILE.read_text(encoding="utf-8"))

    assert ast.dump(written) == ast.dump(ast.parse(build.text()))


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    """What is offered is what is listed; each class and function has its docstring."""
    assert sorted(segkit.__all__) == segkit.__all__
    assert dir(segkit) == sorted(segkit.__all__)
    for name in set(segkit.__all__) - {"__version__"}:
        assert inspect.getdoc(getattr(segkit, name))


def packages() -> list[str]:
    """Every package of segkit that offers names of its own."""
    found = pkgutil.walk_packages(segkit.__path__, "segkit.")
    return [m.name for m in found if m.ispkg and "_bundled" not in m.name]


@pytest.mark.parametrize("name", packages())
def test_a_package_offers_what_it_lists(name: str) -> None:
    """Names that its `__init__` imports are in `__all__`, and the other way round."""
    package = importlib.import_module(name)
    tree = ast.parse(Path(str(package.__file__)).read_text(encoding="utf-8"))
    offered = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("segkit.")
        for alias in node.names
    }
    defined = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }
    listed = set(getattr(package, "__all__", ()))

    assert listed <= set(dir(package)) | offered
    if listed:
        assert all(getattr(package, one) is not None for one in listed)
    if hasattr(package, "__all__") or defined:
        assert defined <= listed or not listed
