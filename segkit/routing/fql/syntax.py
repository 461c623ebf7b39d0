"""The parts of a condition in FQL, and how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

Scalar = str | float | bool | None
_TO_ESCAPE = re.compile(r"[^A-Za-z0-9_-]")
_STRENGTH = {"or": 1, "and": 2}
_COMPARISON = 3
_OPERAND = 4


@dataclass(frozen=True, slots=True)
class Literal:
    """A string, a number, true, false or null."""

    value: Scalar
    column: int = 1


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list between square brackets."""

    items: tuple[Expression, ...]
    column: int = 1


@dataclass(frozen=True, slots=True)
class Path:
    """Where a value stands in a call, from its top."""

    names: tuple[str, ...]
    column: int = 1


@dataclass(frozen=True, slots=True)
class Function:
    """A function with its arguments."""

    name: str
    arguments: tuple[Expression, ...]
    column: int = 1


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    operand: Expression
    column: int = 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values and one of = != > >= < <= in; the column is the operator's."""

    left: Expression
    operator: str
    right: Expression
    column: int = 1


@dataclass(frozen=True, slots=True)
class Joined:
    """Two or more operands with the same `and` or `or` between them; column of the first one."""

    operator: str
    operands: tuple[Expression, ...]
    column: int = 1


Expression = Literal | ListOf | Path | Function | Not | Comparison | Joined


def written(expression: Expression) -> str:
    """The expression as text that parses to the same expression, columns aside."""
    if isinstance(expression, Not):
        return f"!{_tight(expression.operand)}"
    if isinstance(expression, Comparison):
        left, right = _within(expression.left, _OPERAND), _within(expression.right, _OPERAND)
        return f"{left} {expression.operator} {right}"
    if isinstance(expression, Joined):
        strength = _STRENGTH[expression.operator] + 1
        operands = (_within(operand, strength) for operand in expression.operands)
        return f" {expression.operator} ".join(operands)
    return _operand(expression)


def _operand(expression: Literal | ListOf | Path | Function) -> str:
    match expression:
        case Literal():
            return _literal(expression.value)
        case ListOf():
            return f"[{_several(expression.items)}]"
        case Path():
            return _path(expression.names)
        case Function():
            return f"{expression.name}({_several(expression.arguments)})"


def _several(operands: tuple[Expression, ...]) -> str:
    return ", ".join(_within(operand, _OPERAND) for operand in operands)


def _within(expression: Expression, strength: int) -> str:
    """In parentheses, where something of this strength around it would tear it apart."""
    own = _OPERAND
    if isinstance(expression, Joined):
        own = _STRENGTH[expression.operator]
    elif isinstance(expression, Comparison):
        own = _COMPARISON
    return written(expression) if own >= strength else f"({written(expression)})"


def _tight(operand: Expression) -> str:
    """`!` takes a name or an opening parenthesis only."""
    text = written(operand)
    return text if isinstance(operand, Path | Function) and text[0].isalpha() else f"({text})"


def _path(names: tuple[str, ...]) -> str:
    first, *others = [_TO_ESCAPE.sub(lambda found: f"\\{found.group()}", name) for name in names]
    if not re.match(r"[A-Za-z_\\]", first) or first in {"and", "or", "in", "null", "true", "false"}:
        first = f"\\{first}"
    return ".".join([first, *others])


def _literal(value: Scalar) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        quote = "'" if '"' in value else '"'
        return f"{quote}{value}{quote}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(Decimal(repr(value)).normalize(), "f")  # FQL has no exponents
