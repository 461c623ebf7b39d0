"""What code of a notebook's own may change, judged on its syntax tree.

This decides which cells need a kernel, and which calls below it are part of what a yes is about;
never whether something is safe: what a kernel gives is cleaned in either case.
"""

from __future__ import annotations

import ast
from collections.abc import Collection

_REACHING = {
    "compile", "delattr", "eval", "exec", "get_ipython", "getattr", "globals", "locals", "setattr",
    "vars",
}  # fmt: skip
"""Names of Python's own by which code reaches anything at all,"""

_REACHING_MODULES = {
    "IPython", "__main__", "builtins", "ctypes", "gc", "importlib", "inspect", "runpy", "segkit",
    "sys", "unittest", "*",
}  # fmt: skip
"""and modules of which the same is true."""


def leaves_guides_alone(source: str, guides: Collection[str]) -> bool:
    """The cell does nothing by which a later call of segkit would show something else.

    Then those calls need no kernel, although this cell does. Anything that cannot be told
    at a glance counts as changing something.

    Args:
        source: Of the cell.
        guides: The variables that hold guides.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False  # IPython magics, which may do anything
    kept = {"segkit", *guides}
    nodes = list(ast.walk(tree))
    # a guide under another name is out of sight
    asked = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
    handed_on = (
        isinstance(node, ast.Name) and node.id in kept and id(node) not in asked for node in nodes
    )
    return not any(handed_on) and all(_is_harmless(node, kept) for node in nodes)


def _is_harmless(node: ast.AST, kept: Collection[str]) -> bool:
    match node:
        case ast.Name(id=name, ctx=ast.Load()):
            harmless = name not in _REACHING and not name.startswith("__")
        case ast.Name(id=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            harmless = name not in kept
        case (
            ast.MatchAs(name=name)
            | ast.MatchStar(name=name)
            | ast.MatchMapping(rest=name)
            | ast.ExceptHandler(name=name)
        ):
            harmless = name not in kept
        case ast.alias(name=name, asname=renamed):
            outermost = name.partition(".")[0]
            harmless = outermost not in _REACHING_MODULES and (renamed or outermost) not in kept
        case ast.ImportFrom(module=module):
            harmless = (module or "").partition(".")[0] not in _REACHING_MODULES
        case ast.Attribute():
            harmless = _is_harmless_attribute(node, kept)
        case _:
            harmless = not isinstance(node, ast.Global | ast.Nonlocal | ast.AsyncFunctionDef)
    return harmless


def _is_harmless_attribute(node: ast.Attribute, kept: Collection[str]) -> bool:
    """Reading, but not behind a guide's views; writing only to a variable of the cell."""
    if node.attr == "facts" or node.attr.startswith("_"):
        return False
    is_own = isinstance(node.value, ast.Name) and node.value.id not in kept
    return is_own or isinstance(node.ctx, ast.Load)
