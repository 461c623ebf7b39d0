"""The house: which folder may import which, and what is public."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import segkit

PACKAGE = Path(segkit.__file__).parent

LAYERS = (
    ("errors",),
    ("malformed", "patience", "terminal", "version"),
    ("doors",),
    ("texts",),
    ("model",),
    ("files", "knowledge"),
    ("trust",),
    ("mappings", "plans", "routing"),
    ("google", "segment_api"),
    ("pull",),
    ("engagement",),
    ("derive", "diff", "programs", "validation"),
    ("delivery", "snippets"),
    ("considerations", "impact", "review", "traffic"),
    ("amend",),
    ("doctor", "facts"),
    ("explore", "listen"),
    ("listings",),
    ("render",),
    ("rows",),
    ("widgets",),
    ("guide",),
    ("export",),
    ("agents", "app", "batch", "room"),
    ("cli",),
    ("__main__",),
)
"""From the ground up: a part imports parts on lower floors only."""


PLANS = ("grids", "words", "beside", "cells", "layouts", "tables")
"""From a file's cells to the rules of its tables: each imports those before it only."""


def parts() -> dict[str, int]:
    """The floor of each part."""
    return {name: floor for floor, names in enumerate(LAYERS) for name in names}


def modules() -> list[Path]:
    """Every module of the package."""
    return sorted(p for p in PACKAGE.rglob("*.py") if "_bundled" not in p.parts)


def part_of(path: Path) -> str:
    """The part that a module belongs to."""
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


@cache
def imports_of(path: Path) -> tuple[ast.Import | ast.ImportFrom, ...]:
    """A module's imports, wherever in it."""
    found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return tuple(node for node in found if isinstance(node, ast.Import | ast.ImportFrom))


def imported_parts(path: Path) -> set[str]:
    """The parts of segkit that a module imports, wherever in it."""
    found: set[str] = set()
    for node in imports_of(path):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("segkit"):
            inner = (node.module or "").split(".")[1:]
            found.update(inner[:1] or [alias.name for alias in node.names])
        elif isinstance(node, ast.Import):
            found.update(
                alias.name.split(".")[1] for alias in node.names if alias.name.startswith("segkit.")
            )
    return found & set(parts())


def test_every_part_has_its_floor() -> None:
    """A new folder has to say where it belongs."""
    named = {part_of(path) for path in modules()} - {"__init__"}

    assert named == set(parts())


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down_only(path: Path) -> None:
    """Names on one floor do not import each other."""
    part = part_of(path)
    if part == "__init__":
        return

    upward = {other for other in imported_parts(path) - {part} if parts()[other] >= parts()[part]}

    assert upward == set()


def module_imports() -> dict[str, set[str]]:
    """What each module imports, wherever in it; of packages only what gathers their modules."""
    paths = {
        ".".join(("segkit", *p.relative_to(PACKAGE).with_suffix("").parts)): p for p in modules()
    }
    return {
        name: {
            found
            for node in imports_of(path)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            for found in (node.module or "", f"{node.module}.{alias.name}")
        }
        & paths.keys()
        for name, path in paths.items()
    }


def test_imports_run_in_no_circle() -> None:
    """Each module can be read with only what stands below it."""
    left = module_imports()
    while True:
        wanted = set[str]().union(*left.values())
        within = {name: needs & left.keys() for name, needs in left.items()}
        kept = {name: needs for name, needs in within.items() if needs and name in wanted}
        if len(kept) == len(left):
            break
        left = kept

    assert {name for name in left if not name.startswith("segkit.plans.")} == set()


@pytest.mark.parametrize("folder", PLANS)
def test_understanding_a_table_goes_step_by_step(folder: str) -> None:
    """What a word means does not depend on the table that it stands in."""
    later = {f"segkit.plans.{name}" for name in PLANS[PLANS.index(folder) + 1 :]}
    for path in sorted((PACKAGE / "plans" / folder).glob("*.py")):
        for node in imports_of(path):
            if isinstance(node, ast.ImportFrom):
                assert ".".join((node.module or "").split(".")[:3]) not in later, path


def test_the_model_needs_nothing_but_python() -> None:
    """Every other part may import the model, because it drags nothing along."""
    for path in sorted((PACKAGE / "model").glob("*.py")):
        for node in imports_of(path):
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] in {
                    "__future__", "collections", "dataclasses", "typing", "segkit",
                }  # fmt: skip


def test_public_names_are_exactly_those_listed() -> None:
    """What is in `__all__` is there, and nothing else is offered."""
    offered = {name for name in dir(segkit) if not name.startswith("_")}
    listed = {name for name in segkit.__all__ if not name.startswith("_")}

    assert listed <= offered
    assert all(getattr(segkit, name) is not None for name in segkit.__all__)
