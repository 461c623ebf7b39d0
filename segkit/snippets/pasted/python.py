"""Calls in Python, as analytics-python takes them. Python's own parser reads them."""

from __future__ import annotations

import ast
import datetime as dt
import textwrap
import warnings
from collections.abc import Iterator

from segkit.errors import UsageError
from segkit.snippets.moments import iso
from segkit.snippets.pasted.written import Unknown, Value, Written, is_call, one_line


def written_in_python(text: str) -> Iterator[Written]:
    """The calls in the code, in order; raises `UsageError` where it cannot be parsed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in somebody's text is no news
            root = ast.parse(textwrap.dedent(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        raise UsageError(
            f"The code is no Python that can be read: line {line}.",
            "check the brackets and quotes there, and paste the whole call.",
        ) from error
    found = [
        node
        for node in ast.walk(root)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and is_call(node.func.attr)
    ]
    for node in sorted(found, key=lambda one: (one.lineno, one.col_offset)):
        assert isinstance(node.func, ast.Attribute)  # noqa: S101 (chosen so above)
        yield Written(
            node.func.attr,
            tuple(_value(one) for one in node.args),
            {word.arg or "**": _value(word.value) for word in node.keywords},
            line=node.lineno,
        )


def _value(node: ast.expr) -> Value:
    match node:
        case ast.Constant(value=None | bool() | int() | float() | str()):
            return node.value
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return [_value(one) for one in elements]
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return -number
        case ast.Dict(keys=keys, values=values):
            return {_key(key): _value(value) for key, value in zip(keys, values, strict=True)}
        case ast.Call():
            return _date(node)
    return Unknown(one_line(ast.unparse(node)))


def _key(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
        return str(node.value)
    return f"‹{one_line(ast.unparse(node)) if node is not None else '**'}›"


def _date(node: ast.Call) -> Value:
    """`datetime(2026, 3, 14)` is sent as its ISO text; any other call is not known.

    Of time zones UTC is known, and none, which the library takes as UTC.
    """
    name = ast.unparse(node.func).rpartition(".")[2]
    numbers = [one.value for one in node.args if isinstance(one, ast.Constant)]
    zones = {word.arg: ast.unparse(word.value).rpartition(".")[2].lower() for word in node.keywords}
    if len(numbers) == len(node.args) and zones in ({}, {"tzinfo": "utc"}):
        try:
            if name == "datetime":
                time = dt.datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 (as it is written)
                return iso(time.replace(tzinfo=dt.UTC if zones else None))
            if name == "date" and not zones:
                return dt.date(*numbers).isoformat()  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            pass
    return Unknown(one_line(ast.unparse(node)))
