"""What a filter's condition says of every call of one type and name, without a call at hand."""

from __future__ import annotations

from functools import lru_cache

from segkit.errors import FqlError
from segkit.routing.fql.evaluate import evaluate
from segkit.routing.fql.parser import parse
from segkit.routing.fql.syntax import (
    Comparison,
    Expression,
    Function,
    Joined,
    ListOf,
    Literal,
    Not,
    Path,
)

_NAMES = frozenset({"type", "event", "name"})


@lru_cache(maxsize=20_000)
def holds_for_all(condition: str, call_type: str, name: str | None) -> bool:
    """Type and name alone decide that the condition holds.

    `name` is the event of a track call, or the name of a page or screen; None for any, of
    which no condition on the name holds.
    """
    expression = _decided_by_name(condition)
    if expression is None:
        return False
    call = {"type": call_type, "event" if call_type == "track" else "name": name}
    try:
        return evaluate(expression, call)
    except FqlError:
        return False


@lru_cache(maxsize=4096)
def _decided_by_name(condition: str) -> Expression | None:
    """The condition, when it looks at nothing but type and name; None for every other."""
    try:
        expression = parse(condition)
    except FqlError:
        return None
    return expression if _looks_at_names_only(expression) else None


def _looks_at_names_only(expression: Expression) -> bool:
    parts: tuple[Expression, ...] = ()
    match expression:
        case Literal():
            return True
        case Path():
            return expression.names[0] in _NAMES
        case Joined():
            parts = expression.operands
        case Comparison():
            parts = (expression.left, expression.right)
        case Not():
            parts = (expression.operand,)
        case ListOf():
            parts = expression.items
        case Function():
            parts = expression.arguments
    return all(map(_looks_at_names_only, parts))
