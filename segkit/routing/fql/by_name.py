"""What a filter's condition says of every call of one type and name, without a call at hand."""

from __future__ import annotations

from functools import lru_cache

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

NAMED = {"track": "event", "page": "name", "screen": "name"}
"""Where a call of this type carries its name; the others have none."""


@lru_cache(maxsize=20_000)
def holds(condition: str, call_type: str, name: str | None) -> bool | None:
    """Whether the condition holds for all such calls; None where more than the name decides.

    Values of a type that the condition cannot compare are not reckoned with.

    Args:
        condition: FQL.
        call_type: One of the six calls.
        name: The event of a track call, or the name of a page or screen; None for any.

    Raises:
        FqlError: The condition is none, or fails for every such call.
    """
    key = NAMED.get(call_type, "")
    known = {"type", "event", "name"} - ({key} if name is None else set())
    return _verdict(parse(condition), {"type": call_type, key: name}, frozenset(known))


def _verdict(
    expression: Expression, call: dict[str, str | None], known: frozenset[str]
) -> bool | None:
    if looks_only_at(known, expression):
        return evaluate(expression, call)
    if isinstance(expression, Not):
        inner = _verdict(expression.operand, call, known)
        return None if inner is None else not inner
    if not isinstance(expression, Joined):
        return None
    decisive = expression.operator == "or"
    found = [_verdict(operand, call, known) for operand in expression.operands]
    if decisive in found:
        return decisive
    return None if None in found else not decisive


def looks_only_at(known: frozenset[str], expression: Expression) -> bool:
    """It looks at these keys of a call and at nothing else."""
    parts: tuple[Expression, ...] = ()
    match expression:
        case Literal():
            return True
        case Path():
            return expression.names[0] in known
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
    return all(looks_only_at(known, part) for part in parts)
