"""What a trigger tells about the calls that it takes, without a call at hand.

Nothing is told by a trigger that is blank or too long to be read, nor by one that negates a
pair of parentheses: FQL and Segment's trigger evaluator disagree on what that means.
A trigger that Segment cannot read takes no call at all, and that is told.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from segkit.errors import FqlError
from segkit.routing.fql.conditions import Condition, Group, conditions
from segkit.routing.fql.tokens import MAX_LENGTH, tokens
from segkit.routing.fql.triggers import condition_holds

# what nearly every trigger looks like is read twenty times faster than parsed
_COMMON = re.compile(r'type = "([a-z]+)"(?: and event = "([^"]*)")?')


def named_events(trigger: str) -> list[str]:
    """The event names that the trigger waits for."""
    group = read_trigger(trigger) if is_told(trigger) else None
    every = conditions_in(group) if group else ()
    return [str(found.value) for found in every if found.field == "event" and found.operator == "="]


@lru_cache(maxsize=20_000)
def takes(trigger: str, call_type: str, name: str | None) -> bool | None:
    """Whether the trigger takes every call of this type and name; None where more decides.

    `name` is the event of a track call or the name of a page or screen; None for any.
    """
    if found := _COMMON.fullmatch(trigger):
        kind, event = found.groups()
        if event is None or kind != call_type:
            return kind == call_type
        return kind == "track" and (None if name is None else name == event)
    return verdict_on(read_trigger(trigger), call_type, name) if is_told(trigger) else None


def may_take(trigger: str, call_type: str, name: str | None) -> bool:
    """Whether the trigger could take a call of this type and name, whatever else it holds."""
    return takes(trigger, call_type, name) is not False


def may_fire(trigger: str, call_type: str) -> bool:
    """Whether the trigger could take a call of this type, whatever else the call holds.

    Only track calls have an event. A trigger that tells nothing may fire.
    """
    return may_take(trigger, call_type, None)


@lru_cache(maxsize=20_000)
def is_told(trigger: str) -> bool:
    """What the trigger says is known: Segment's evaluator and FQL agree on it."""
    if not trigger.strip() or len(trigger) > MAX_LENGTH:
        return False
    if "!" not in trigger:
        return True
    try:
        words = tokens(trigger, as_published=True)
    except FqlError:
        return True
    return not any(one.raw == "!" and other.raw == "(" for one, other in itertools.pairwise(words))


@lru_cache(maxsize=20_000)
def read_trigger(trigger: str) -> Group | None:
    """What the trigger says; None where Segment cannot read it, so that it takes no call."""
    try:
        return conditions(trigger)
    except FqlError:
        return None


def conditions_in(group: Group) -> Iterator[Condition]:
    """Every condition of a trigger, those in parentheses too."""
    for child in group.children:
        if isinstance(child, Group):
            yield from conditions_in(child)
        elif child is not None:
            yield child


def verdict_on(part: Condition | Group | None, call_type: str, name: str | None) -> bool | None:
    """Whether a part of a trigger holds for such calls; None where more decides."""
    if part is None:
        return False
    if isinstance(part, Condition):
        return _of_condition(part, call_type, name)
    decisive = part.joined_by == "or"
    found = [verdict_on(child, call_type, name) for child in part.children]
    if decisive in found:
        return decisive
    return None if None in found else not decisive


def _of_condition(part: Condition, call_type: str, name: str | None) -> bool | None:
    if part.field == "type":
        return condition_holds(part, call_type)
    if part.field == "event" and call_type != "track":
        return condition_holds(part, None)
    if name is not None and part.field == ("event" if call_type == "track" else "name"):
        return condition_holds(part, name)
    return None
