"""The changes that somebody asks about, by the names of the plan: `rename`, the field, its new name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from segkit.errors import UsageError
from segkit.model.change import REMOVE, RENAME_FIELD, RENAME_RULE, REQUIRE, RETYPE, Place
from segkit.model.change import ProposedChange as Change
from segkit.model.plan import Field, Rule, TrackingPlan, dotted

WHAT = ("rename", "remove", "retype", "require")
TYPES = ("string", "number", "integer", "boolean", "object", "array", "null")


def asked(  # noqa: PLR0913 (one for each thing that can be said)
    plan: TrackingPlan,
    what: str,
    *,
    field: str = "",
    event: str = "",
    call: str = "",
    version: int | None = None,
    to: str = "",
) -> tuple[Change, ...]:
    """The changes, one for each rule or field that is meant.

    Args:
        plan: In which they are looked up.
        what: One of `WHAT`.
        field: Dotted, below its container or with it: `products[].sku`, `properties.total`.
        event: Name of an event, page or screen; with a field, only that one's.
        call: One of the calls; empty for all of them.
        version: Of the rule; None for all of them.
        to: The new name of `rename`, the type of `retype` (several with commas).

    Raises:
        UsageError: The plan has no such thing, or what is asked is no change.
    """
    _check(what, field=field, event=event, to=to)
    rules = list(_rules(plan, event=event, call=call, version=version))
    if not field:
        return tuple(_of_rule(rule, what, to) for rule in rules)
    found = [(rule, one) for rule in rules for one in rule.fields if is_called(one, field)]
    if not found:
        what_else = "field" if event else "event or field"
        names = dict.fromkeys(one.dotted for rule in rules for one in rule.fields)
        names |= {} if event else dict.fromkeys(rule.key for rule in rules if rule.key)
        said = f"The plan has no {what_else} {field!r}{_there(event, call)}."
        raise UsageError(said, _near(field, names))
    return tuple(_of_field(rule, one, what, to) for rule, one in found)


def is_called(field: Field, text: str) -> bool:
    """The field's dotted path is this, with its container or without."""
    return text in {field.dotted, dotted(field.path)}


def _check(what: str, *, field: str, event: str, to: str) -> None:
    if what not in WHAT:
        raise UsageError(f"{what!r} is no change.", f"use one of: {', '.join(WHAT)}.")
    if not field and not event:
        raise UsageError("What changes is not said.", "name an event or a field.")
    if not field and what in {"retype", "require"}:
        raise UsageError(f"An event has nothing to {what}.", "name a field.")
    if what in {"rename", "retype"} and not to.strip():
        raise UsageError(f"To what it changes is not said ({what}).", "say its new name or type.")
    if what == "retype" and (unknown := [one for one in _types(to) if one not in TYPES]):
        raise UsageError(f"{unknown[0]!r} is no type.", f"use one of: {', '.join(TYPES)}.")


def _rules(plan: TrackingPlan, *, event: str, call: str, version: int | None) -> Iterator[Rule]:
    of_call = [rule for rule in plan.rules if call in {"", rule.call}]
    named = [rule for rule in of_call if not event or rule.key == event]
    if event and not named:
        names = dict.fromkeys(rule.key for rule in of_call if rule.key)
        raise UsageError(f"The plan has no event {event!r}.", _near(event, names))
    found = [rule for rule in named if version in {None, rule.version}]
    if named and not found:
        there = ", ".join(str(one) for one in sorted({rule.version for rule in named}))
        raise UsageError(f"There is no version {version}.", f"use one of: {there}.")
    yield from found


def _of_rule(rule: Rule, what: str, to: str) -> Change:
    at = Place(rule.call, rule.key, rule.version, origin=rule.origin)
    return Change(RENAME_RULE, at, rule.key, to) if what == "rename" else Change(REMOVE, at)


def _of_field(rule: Rule, field: Field, what: str, to: str) -> Change:
    at = Place(rule.call, rule.key, rule.version, field.path, field.origin)
    match what:
        case "rename":
            return Change(RENAME_FIELD, at, field.name, _last(field, to))
        case "retype":
            return Change(RETYPE, at, field.types, _types(to))
        case "require":
            return Change(REQUIRE, at, field.required, new=True)
    return Change(REMOVE, at)


def _last(field: Field, to: str) -> str:
    """The new name itself, where it was given with the path around it."""
    around = [dotted(field.path[:-1]), field.dotted.removesuffix(field.name).rstrip(".")]
    for one in around:
        if one and to.startswith(f"{one}."):
            return to[len(one) + 1 :]
    return to


def _types(to: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in to.split(",") if one.strip())


def _there(event: str, call: str) -> str:
    return f" in {event!r}" if event else f" in {call} calls" if call else ""


def _near(name: str, known: Iterable[str]) -> str:
    every = list(known)
    folded = {one.casefold(): one for one in reversed(every)}
    close = get_close_matches(name.casefold(), folded, n=3, cutoff=0.6)
    if close:
        return f"did you mean {' or '.join(repr(folded[one]) for one in close)}?"
    return f"use one that the plan has, as {every[0]!r}." if every else "pull a plan that has some."
