"""What the text of a mapping's trigger tells about the calls that it takes.

Not an evaluator: it says nothing where the text alone is not enough.
"""

from __future__ import annotations

import re

_LONGEST = 10_000
"""Characters; Segment's own limit for a condition is 5 KB."""

_STRING = r""" "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' """
_TOKENS = re.compile(
    rf"(?<![\w.!])(?P<key>type|event)\s*=\s*(?P<value>{_STRING})|{_STRING}", re.VERBOSE
)
_PLAIN_GROUP = re.compile(r"\([^()$]*\)")
_NEGATED_GROUP = re.compile(r"!\s*\(")


def always_named(trigger: str, key: str) -> frozenset[str] | None:
    """What `type` or `event` is compared with; None when the trigger may match without it."""
    if len(trigger) > _LONGEST:
        return None
    text = _TOKENS.sub(lambda found: "$" if found["key"] == key else "", trigger)
    simpler = _PLAIN_GROUP.sub("", text)
    while simpler != text:
        text, simpler = simpler, _PLAIN_GROUP.sub("", simpler)
    # every alternative has to name it ($), else one of them matches whatever it is
    if _NEGATED_GROUP.search(text) or not all("$" in part for part in re.split(r"\bor\b", text)):
        return None
    return frozenset(_compared(trigger, key))


def named_events(trigger: str) -> list[str]:
    """The event names that the trigger waits for; none where a group is negated."""
    if len(trigger) > _LONGEST or _NEGATED_GROUP.search(_TOKENS.sub("", trigger)):
        return []
    return _compared(trigger, "event")


def _compared(trigger: str, key: str) -> list[str]:
    """The texts that the call's own `type` or `event` is compared with."""
    found = [token for token in _TOKENS.finditer(trigger) if token["key"] == key]
    return [re.sub(r"\\(.)", r"\1", token["value"].strip()[1:-1]) for token in found]
