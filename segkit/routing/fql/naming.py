"""What conditions name, and whether they tell two names of a call apart. No call is at hand.

A condition is worked out as far as type and name of a call decide it; what is left of it for one
name is compared with what is left for the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from segkit.errors import FqlError
from segkit.routing.fql.by_name import NAMED, looks_only_at
from segkit.routing.fql.conditions import Condition, Group
from segkit.routing.fql.evaluate import evaluate
from segkit.routing.fql.parser import parse
from segkit.routing.fql.reach import conditions_in, is_told, read_trigger, verdict_on
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

Names = tuple[str, ...]
Left = bool | tuple[object, ...]
"""What is left of a condition: decided, or its undecided parts."""

_STEPS = re.compile(r"[.\[\]]")


@lru_cache(maxsize=20_000)
def condition_paths(condition: str) -> tuple[Names, ...]:
    """Where a filter's condition looks in a call; nothing where it cannot be read."""
    try:
        return tuple(dict.fromkeys(_paths(parse(condition))))
    except FqlError:
        return ()


@lru_cache(maxsize=20_000)
def trigger_paths(trigger: str) -> tuple[Names, ...]:
    """Where a mapping's trigger looks in a call; nothing where Segment cannot read it."""
    group = read_trigger(trigger) if trigger.strip() else None
    every = conditions_in(group) if group else ()
    return tuple(dict.fromkeys(map(_looked_at, every)))


def tells_apart(condition: str, call_type: str, old: str, new: str) -> bool | None:
    """A filter's condition judges calls of one name otherwise than of another; None: not known."""
    try:
        expression = parse(condition)
        left = [_left_of_condition(expression, call_type, name) for name in (old, new)]
    except FqlError as error:
        return False if error.kind == "syntax" else None
    return left[0] != left[1]


def trigger_tells_apart(trigger: str, call_type: str, old: str, new: str) -> bool | None:
    """The same of a mapping's trigger."""
    group = read_trigger(trigger) if trigger.strip() else None
    if group is None:  # it takes no call at all
        return False
    left = [_left_of_trigger(group, call_type, name) for name in (old, new)]
    if is_told(trigger):
        return left[0] != left[1]
    return None if left[0] != left[1] or tells_apart(trigger, call_type, old, new) else False


def _paths(expression: Expression) -> Iterator[Names]:
    match expression:
        case Path():
            yield expression.names
        case Comparison():
            yield from _paths(expression.left)
            yield from _paths(expression.right)
        case Not():
            yield from _paths(expression.operand)
        case Joined() | ListOf() | Function():
            for part in _parts(expression):
                yield from _paths(part)
        case Literal():
            return


def _parts(expression: Joined | ListOf | Function) -> tuple[Expression, ...]:
    match expression:
        case Joined():
            return expression.operands
        case ListOf():
            return expression.items
        case Function():
            return expression.arguments


def _looked_at(condition: Condition) -> Names:
    if condition.field not in {"properties", "traits", "context"}:
        return (condition.field,)
    steps = tuple(step for step in _STEPS.split(condition.name) if step)
    return (condition.field, *steps)


def _left_of_condition(expression: Expression, call_type: str, name: str) -> Left:
    key = NAMED.get(call_type, "")
    known = frozenset({"type", "event", "name"})
    if looks_only_at(known, expression):
        return evaluate(expression, {"type": call_type, key: name})
    if isinstance(expression, Not):
        inner = _left_of_condition(expression.operand, call_type, name)
        return not inner if isinstance(inner, bool) else ("not", inner)
    if isinstance(expression, Joined):
        parts = [_left_of_condition(one, call_type, name) for one in expression.operands]
        return _joined(expression.operator, parts)
    looks_at_name = any(path[:1] == (key,) for path in _paths(expression))
    return (expression, name) if looks_at_name else (expression,)


def _left_of_trigger(part: Condition | Group | None, call_type: str, name: str) -> Left:
    if isinstance(part, Group):
        parts = [_left_of_trigger(one, call_type, name) for one in part.children]
        return _joined(part.joined_by, parts)
    found = verdict_on(part, call_type, name)
    return (part,) if found is None else found


def _joined(operator: str, parts: list[Left]) -> Left:
    decisive = operator == "or"
    if any(one is decisive for one in parts):
        return decisive
    left = [one for one in parts if not isinstance(one, bool)]
    return (operator, *left) if left else not decisive
