"""Whether a condition in FQL holds for a call: filters and transformations.

Strict, as the language is: values of different types are unequal and nothing is converted.
Facts: Segment's documentation of FQL and of destination filters. Where it is silent:

- A null where true or false is expected counts as false, also behind `!` and as the result.
- A comparison by size with a null, and `in` a list that is null, is false.
- `and` and `or` stop as soon as the result is certain.
- Anything else of the wrong type (text with `>`, a result that is a string) is an error, and
  a condition in error lets nothing through.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping

from segkit.errors import FqlError
from segkit.routing.fql.functions import WrongKindError, applied
from segkit.routing.fql.numbers import as_float, at_path, is_same, kind_of
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

_SIZES: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


def evaluate(expression: Expression, call: Mapping[str, object]) -> bool:
    """Whether the expression holds for this call.

    Raises:
        FqlError: A value is of the wrong type (kind "evaluation").
    """
    return _truth(expression, call)


def computed(expression: Expression, call: Mapping[str, object]) -> object:
    """The value of the expression for this call; raises `FqlError` as `evaluate` does."""
    return _value(expression, call)


def _truth(expression: Expression, call: Mapping[str, object]) -> bool:
    value = _value(expression, call)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise _failure(f"a {kind_of(value)} stands where true or false is expected", expression.column)


def _value(expression: Expression, call: Mapping[str, object]) -> object:
    if isinstance(expression, Literal):
        return expression.value
    if isinstance(expression, Path):
        return at_path(call, expression.names)
    if isinstance(expression, ListOf):
        return [_value(item, call) for item in expression.items]
    if isinstance(expression, Function):
        return _applied(expression, call)
    return _decided(expression, call)


def _decided(expression: Not | Joined | Comparison, call: Mapping[str, object]) -> bool:
    if isinstance(expression, Not):
        return not _truth(expression.operand, call)
    if isinstance(expression, Comparison):
        return _compared(expression, call)
    every = (_truth(operand, call) for operand in expression.operands)
    return all(every) if expression.operator == "and" else any(every)


def _applied(function: Function, call: Mapping[str, object]) -> object:
    arguments = [_value(argument, call) for argument in function.arguments]
    try:
        return applied(function.name, arguments)
    except WrongKindError as wrong:
        raise _failure(str(wrong), function.column) from None


def _compared(comparison: Comparison, call: Mapping[str, object]) -> bool:
    left = _value(comparison.left, call)
    right = _value(comparison.right, call)
    match comparison.operator:
        case "=":
            return is_same(left, right)
        case "!=":
            return not is_same(left, right)
        case "in":
            return _is_in(left, right, comparison.column)
    for value in (left, right):
        if kind_of(value) not in {"number", "null"}:
            problem = f"{comparison.operator} compares numbers, not a {kind_of(value)}"
            raise _failure(problem, comparison.column)
    if isinstance(left, int | float) and isinstance(right, int | float):
        return _SIZES[comparison.operator](as_float(left), as_float(right))
    return False


def _is_in(value: object, several: object, column: int) -> bool:
    if kind_of(value) in {"list", "object"}:
        raise _failure(f"in looks for one value, not for a {kind_of(value)}", column)
    if several is None:
        return False
    if not isinstance(several, list | tuple):
        raise _failure(f"in needs a list, not a {kind_of(several)}", column)
    return any(is_same(value, item) for item in several)


def _failure(problem: str, column: int) -> FqlError:
    return FqlError(
        f"The condition fails for this call at column {column}: {problem}.",
        "ask for the type with typeof() first, or convert the value.",
        column,
        "evaluation",
    )
