"""Conditions on the tracking plan: what the calls that arrive carry, and how it is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from segkit.considerations.checks.check import listed
from segkit.considerations.conditions.asked import NOT_TOLD, Answer, Asked, Path, every, some
from segkit.knowledge.conditions import Condition
from segkit.model.plan import CALLS, ELEMENT, Field, Rule

_CARRIED_BY = {"traits": ("identify",), "properties": ("track",)}
"""The calls that a path is looked for in, where the condition names none."""


def _plans(asked: Asked, condition: Condition) -> Answer:
    """A call is planned, or one of some fields in every call that is looked at."""
    if asked.rules is None:
        return NOT_TOLD
    return some(_one(asked, text, condition) for text in condition.listed("plans"))


def _one(asked: Asked, text: str, condition: Condition) -> Answer:
    if text in CALLS:
        return _is_planned(asked, text, condition)
    path = _path(text)
    if "least" in condition.given or "most" in condition.given:
        return _length(asked, path, condition)
    rules = list(_looked_at(asked, path, condition))
    optional = condition.given.get("required") is False
    found = []
    for rule in rules:
        asks = asked.is_required(rule, path)
        holds = (asks is not None) if optional else asks is True
        words = {True: "requires", False: "does not require", None: "does not have"}[asks]
        words = "has" if optional and asks is not None else words
        said = f"The plan {words} {text.partition('.')[2] or text} in {rule.title}."
        found.append(Answer(holds is not condition.lacks, said))
    return every(found)


def _length(asked: Asked, path: Path, condition: Condition) -> Answer:
    """How long a value is, by what the plan says of it or by its example."""
    fields = [
        field
        for rule in asked.rules or ()
        for field in asked.fields_of(rule)
        if field.path in {path, ("traits", *path)}
    ]
    lengths = [size for field in fields if (size := _size(field))]
    if not lengths:
        return NOT_TOLD
    least, most = condition.given.get("least"), condition.given.get("most")
    short = isinstance(least, int) and min(lengths) < least
    long = isinstance(most, int) and max(lengths) > most
    return Answer(not (short or long), f"The plan's {path[-1]} has {min(lengths)} characters.")


def _size(field: Field) -> int:
    """Characters of a value; 0 where the plan does not say."""
    for word in ("minLength", "maxLength"):
        if isinstance(length := field.schema.get(word), int):
            return length
    return 36 if field.format == "uuid" else len(str(field.example or ""))


def _is_planned(asked: Asked, call: str, condition: Condition) -> Answer:
    rules = [rule for rule in asked.rules or () if rule.call == call]
    count = f"{len(rules)} {call} call{'s' if len(rules) > 1 else ''}"
    said = f"The plan has {count if rules else f'no {call} call'} for it."
    return Answer(bool(rules) is not condition.lacks, said)


def _looked_at(asked: Asked, path: Path, condition: Condition) -> Iterator[Rule]:
    calls = condition.listed("call") or _CARRIED_BY.get(path[0], ("track",))
    events, beside = condition.listed("events"), condition.listed("beside")
    for rule in asked.rules or ():
        if rule.call not in calls or (events and rule.key not in events):
            continue
        if not beside or any(field.path == _path(one) for field in rule.fields for one in beside):
            yield rule


def _plain(asked: Asked, condition: Condition) -> Answer:
    """No planned field that arrives holds an object or a list."""
    if asked.rules is None:
        return NOT_TOLD
    (container,) = condition.listed("plain")
    calls = condition.listed("call") or _CARRIED_BY[container]
    rules = [rule for rule in asked.rules if rule.call in calls]
    nested = dict.fromkeys(
        field.dotted
        for rule in rules
        for field in rule.fields
        if field.path[0] == container
        and len(field.path) == 2
        and {"object", "array"} & set(field.types)
    )
    if nested:
        return Answer(False, f"The plan has objects or lists: {listed(nested)}.")
    return Answer(True, f"No {container} of the plan hold objects or lists.") if rules else NOT_TOLD


def _names(asked: Asked, condition: Condition) -> Answer:
    """Names that arrive fit a pattern, and are not too many."""
    if asked.rules is None:
        return NOT_TOLD
    (what,) = condition.listed("names")
    names = list(dict.fromkeys(_named(asked.rules, what)))
    if not names:
        return NOT_TOLD
    most, pattern = condition.given.get("at_most"), condition.given.get("fit")
    if isinstance(most, int) and len(names) > most:
        return Answer(False, f"The plan has {len(names)} {what}; {most} are taken.")
    odd = [one for one in names if isinstance(pattern, str) and not re.fullmatch(pattern, one)]
    if odd:
        return Answer(
            False, f"{len(odd)} of {len(names)} {what} are named otherwise: {listed(odd, 6)}."
        )
    return Answer(True, f"The plan has {len(names)} {what}; all of them fit.")


def _named(rules: tuple[Rule, ...], what: str) -> Iterator[str]:
    for rule in rules:
        if what == "events" and rule.call == "track" and rule.key:
            yield rule.key
        elif rule.call == {"traits": "identify", "properties": "track"}.get(what):
            yield from (f.dotted for f in rule.fields if f.path[0] == what and len(f.path) > 1)


def _path(text: str) -> Path:
    return tuple(text.replace(f".{ELEMENT}", ELEMENT).replace(ELEMENT, f".{ELEMENT}").split("."))


JUDGES: Mapping[str, Callable[[Asked, Condition], Answer]] = {
    "plans": _plans,
    "plain": _plain,
    "names": _names,
}
