"""Whether a mapping's trigger fires for a call.

Its own mode, because Segment evaluates triggers with another program than filters
(`@segment/destination-subscriptions`; how that one reads a trigger is told in `conditions`).
Looser than FQL in that text fits any value (`!=` also holds for a missing field), and stricter
in that numbers are compared with numbers only: `properties.price >= 100` is false for "100".
That holds for version 3.37.0 of the package; in version 3.28.0 `properties.value = 123` held
for "123" and not for 123.

Not modelled: what JavaScript objects have beside their own fields (`properties.toString`).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping

from segkit.errors import FqlError
from segkit.routing.fql.conditions import Condition, Group, conditions
from segkit.routing.fql.numbers import Known, as_float, as_number, as_text

_STEPS = re.compile(r"[.\[\]]")
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "number_equals": operator.eq,
    "number_not_equals": operator.ne,
}
_STATES: dict[str, Callable[[object], bool]] = {
    "exists": lambda actual: actual is not None,
    "not_exists": lambda actual: actual is None,
    "is_true": lambda actual: actual is True,
    "is_false": lambda actual: actual is False,
}
_TEXTS: dict[str, Callable[[object, str], bool]] = {"=": operator.eq, "!=": operator.ne}
_WITHIN: dict[str, Callable[[str, str], bool]] = {
    "contains": operator.contains,
    "starts_with": str.startswith,
    "ends_with": str.endswith,
}


def trigger_fires(trigger: str, call: Mapping[str, object]) -> bool:
    """Whether the trigger takes this call; one that cannot be read takes none."""
    try:
        return fires(conditions(trigger), call)
    except FqlError:
        return False


def fires(group: Group, call: Mapping[str, object]) -> bool:
    """Whether conditions that were read before hold for this call.

    Raises:
        FqlError: Evaluation came to parentheses without a condition.
    """
    results = (_holds(child, call) for child in group.children)
    return any(results) if group.joined_by == "or" else all(results)


def _holds(child: Condition | Group | None, call: Mapping[str, object]) -> bool:
    if child is None:
        raise _failure("The trigger has parentheses without a condition in them.")
    if isinstance(child, Group):
        return fires(child, call)
    return condition_holds(child, value_of(child, call))


def value_of(condition: Condition, call: Mapping[str, object]) -> object:
    """What the call has where the condition looks; None where it has nothing.

    A path that goes on below an empty text, 0 or false ends there and gives that value.

    Raises:
        FqlError: The path has no name in it, only dots or brackets.
    """
    value = call.get(condition.field)
    if condition.field not in {"properties", "traits", "context"}:
        return value
    steps = [step for step in _STEPS.split(condition.name) if step]
    if not steps:
        raise _failure(f"The trigger names no part of {condition.field}.")
    for step in steps:
        value = _step(value, step)
    return value


def _step(value: object, name: str) -> object:
    if isinstance(value, Mapping):
        return value.get(name)
    if isinstance(value, bool | int | float | str) and not value:
        return value
    if not isinstance(value, str | list | tuple):
        return None
    if name == "length":
        return (
            len(value.encode("utf-16-le", "surrogatepass")) // 2
            if isinstance(value, str)
            else len(value)
        )
    if _INDEX.fullmatch(name) and int(name) < len(value):
        return value[int(name)]
    return None


def condition_holds(condition: Condition, actual: object) -> bool:
    """Whether the condition holds for a value; an unknown operator never does."""
    sign = condition.operator
    if sign in _STATES:
        return _STATES[sign](actual)
    wanted: Known = "" if condition.value is None else condition.value
    if sign in _TEXTS:
        return _TEXTS[sign](actual, as_text(wanted))
    if sign in _ORDER:
        if isinstance(actual, bool) or not isinstance(actual, int | float):
            return False
        return _ORDER[sign](as_float(actual), as_number(wanted))
    plain = sign.removeprefix("not_")
    is_text = isinstance(actual, str) and plain in _WITHIN
    return is_text and _WITHIN[plain](str(actual), as_text(wanted)) is (plain == sign)


def _failure(problem: str) -> FqlError:
    return FqlError(problem, "remove it, or name what it should look at.", 1, "evaluation")
