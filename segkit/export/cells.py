"""Which code cells are plain calls of segkit, and what they give without a kernel.

A cell of a shipped notebook imports segkit, opens the guide, or calls one of its public
names with literal arguments. Such cells are recognised on the syntax tree and answered
from the snapshot; nothing else in them is ever run, so a guide can be made from a
stranger's notebook without running the stranger's code.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from segkit.errors import SegkitError, UsageError

_OTHER_LINES = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""Where IPython begins a line, with a magic in it perhaps, and Python does not."""

_SILENT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER}


@dataclass(frozen=True, slots=True)
class Call:
    """`variable = segkit.open_guide("…")` or `guide.traits(language="go")`.

    Attributes:
        target: Variable that the result is bound to; empty for a bare call.
        owner: `segkit`, or the variable that is called on.
        name: The method.
        args: Literal arguments.
        kwargs: Literal keyword arguments.
    """

    target: str
    owner: str
    name: str
    args: tuple[object, ...]
    kwargs: Mapping[str, object]


IMPORT = Call("", "", "import", (), {})
"""Stands for `import segkit`, which shows nothing."""


def plain_calls(source: str) -> tuple[Call, ...] | None:
    """The calls of a cell in order; None when it holds anything else."""
    if _OTHER_LINES.search(source):
        return None
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None  # IPython magics, or text that only a kernel can judge
    calls: list[Call] = []
    for statement in body:
        if isinstance(statement, ast.Import):
            if [(name.name, name.asname) for name in statement.names] != [("segkit", None)]:
                return None
            calls.append(IMPORT)
            continue
        call = _call(statement)
        if call is None:
            return None
        calls.append(call)
    return tuple(calls)


def _call(statement: ast.stmt) -> Call | None:
    target = ""
    if isinstance(statement, ast.Assign):
        names = [node.id for node in statement.targets if isinstance(node, ast.Name)]
        if len(statement.targets) != 1 or len(names) != 1:
            return None
        target = names[0]
        if target == "segkit":
            return None  # from there on the name means something else
    elif not isinstance(statement, ast.Expr):
        return None
    node = statement.value
    if not (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and not node.func.attr.startswith("_")
    ):
        return None
    owner, name = node.func.value.id, node.func.attr
    if bool(target) != ((owner, name) == ("segkit", "open_guide")):
        return None  # only opening a guide may bind a name, and only that is bound
    return _with_literals(target, owner, name, node)


def _with_literals(target: str, owner: str, name: str, node: ast.Call) -> Call | None:
    try:
        args = tuple(ast.literal_eval(arg) for arg in node.args)
        kwargs = {
            keyword.arg: ast.literal_eval(keyword.value) for keyword in node.keywords if keyword.arg
        }
    except (ValueError, TypeError, RecursionError):
        return None
    if len(kwargs) != len(node.keywords):
        return None  # a `**mapping`
    return Call(target, owner, name, args, kwargs)


def is_quiet(source: str) -> bool:
    """The cell ends in a semicolon, with which IPython shows nothing."""
    if ";" not in source:
        return False  # without looking closer: nearly every cell
    try:
        words = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return False
    said = [word.string for word in words if word.type not in _SILENT]
    return said[-1:] == [";"]


class Answers:
    """Answers plain cells one after the other, as a kernel would, without one."""

    def __init__(self, open_guide: Callable[..., object]) -> None:
        """`open_guide` is called for every `segkit.open_guide(...)` in the notebook."""
        self._open = open_guide
        self._guides: dict[str, object] = {}

    def answer(self, calls: tuple[Call, ...], place: str) -> object:
        """What the cell's last bare call shows; None when it shows nothing.

        Raises `UsageError` naming `place` for a name or argument that does not exist.
        """
        shown: object = None
        for call in calls:
            if call is IMPORT:
                shown = None
            elif call.target:
                opened = self._checked(self._open, call, place)(*call.args, **call.kwargs)
                self._guides[call.target] = opened
                shown = None
            else:
                shown = _called(self._method(call, place), call, place)
        return shown

    def _method(self, call: Call, place: str) -> Callable[..., object]:
        guide = self._guides.get(call.owner)
        if guide is None:
            raise unopened(call.owner, place)
        method = getattr(guide, call.name, None)
        if not callable(method):
            known = [
                name
                for name in dir(guide)
                if not name.startswith("_") and callable(getattr(guide, name))
            ]
            near = get_close_matches(call.name, known, n=1) or [", ".join(known)]
            raise UsageError(
                f"{place}: the guide has no {call.name!r}.", f"did you mean {near[0]}?"
            )
        return self._checked(method, call, place)

    @staticmethod
    def _checked(method: Callable[..., object], call: Call, place: str) -> Callable[..., object]:
        # with all that a guide is made of, which whoever only tells plain cells does without
        from segkit.guide.arguments import misfit

        if wrong := misfit(method, call.args, call.kwargs):
            raise UsageError(
                f"{place}: {call.owner}.{call.name}(…) does not fit: {wrong}.",
                f"look it up with help({call.owner}.{call.name}).",
            )
        return method


def unopened(owner: str, place: str) -> UsageError:
    """What is said of a call on a name that no cell opened."""
    return UsageError(
        f"{place}: {owner!r} is used before it was opened.",
        f"put `{owner} = segkit.open_guide()` in a cell above.",
    )


def _called(method: Callable[..., object], call: Call, place: str) -> object:
    """What the method gives; what it says of its arguments is said with the place."""
    try:
        return method(*call.args, **call.kwargs)
    except SegkitError as error:
        if not place or place in error.problem:
            raise
        raise type(error)(f"{place}: {error.problem}", error.fix) from error


def bundle_of(shown: object) -> Mapping[str, str]:
    """What a shown thing says of itself, by MIME type; its representation where it says nothing."""
    bundle = getattr(shown, "bundle", None)
    if callable(bundle):
        result: Mapping[str, str] = bundle()
        return result
    return {"text/plain": repr(shown)}
