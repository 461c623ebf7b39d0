"""What a person said about the calls of a document's rules, in `profile.toml`.

A document has no tabs. There, a table of the profile is called like an event, like the place that
rules were read from (`user_properties`, `events`, `rules[3]`), or like a file of a folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from segkit.model.plan import CONTAINERS, Doubt, Field, Rule, TrackingPlan

_NAMELESS = ("identify", "group", "common", "alias")
"""Calls of which a plan has one rule, without a name."""

_TOLD = "{count} fields are described differently in rules that one call takes together; the first counts."


def with_calls(plan: TrackingPlan, calls: Mapping[str, str]) -> tuple[TrackingPlan, set[str]]:
    """The plan with the calls that were said; and the names that fit none of its rules.

    Args:
        plan: As the document says it.
        calls: The call by an event's name or a place.
    """
    unused = set(calls)
    rules: list[Rule] = []
    for rule in plan.rules:
        meant = [one for one in calls if _is_meant(rule, one)]
        unused.difference_update(meant)
        nearest = max(meant, key=lambda one: (one == rule.key, len(one)), default=None)
        rules.append(rule if nearest is None else _as_call(rule, calls[nearest]))
    if unused == set(calls):
        return plan, unused
    together, differing = _together(rules)
    doubts = plan.report.doubts
    if differing:
        what = _TOLD.format(count=len(differing))
        doubts = (*doubts, Doubt("profile.toml", what, len(differing), tuple(differing[:5])))
    report = replace(plan.report, doubts=doubts)
    return replace(plan, rules=together, report=report), unused


def _is_meant(rule: Rule, name: str) -> bool:
    if name in {rule.key, rule.origin}:
        return True
    return any(rule.origin.startswith(f"{name}{sign}") for sign in (".", "[", ":", "/"))


def _as_call(rule: Rule, call: str) -> Rule:
    """The rule as one of another call: its fields where that call carries them."""
    before, after = rule.container, CONTAINERS.get(call, "properties")
    is_nameless = call in _NAMELESS
    labels = {"name": rule.key, **rule.labels} if is_nameless and rule.key else rule.labels
    moved = {before: after, after: after}
    return replace(
        rule,
        call=call,
        key=None if is_nameless else rule.key,
        labels=labels,
        required=tuple(moved.get(one, one) or one for one in rule.required),
        fields=tuple(
            replace(one, path=(after, *one.path[1:])) if one.path[0] == before else one
            for one in rule.fields
        ),
    )


def _together(rules: Iterable[Rule]) -> tuple[tuple[Rule, ...], list[str]]:
    """One rule for each call that has no names; and fields of which its rules say different things."""
    kept: list[Rule] = []
    first: dict[str, int] = {}
    differing: list[str] = []
    for rule in rules:
        if rule.key is not None or rule.call not in _NAMELESS:
            kept.append(rule)
        elif rule.call not in first:
            first[rule.call] = len(kept)
            kept.append(rule)
        else:
            at = first[rule.call]
            known = {one.path: one for one in kept[at].fields}
            differing += [
                one.dotted
                for one in rule.fields
                if one.path in known and not _same(known[one.path], one)
            ]
            more = tuple(one for one in rule.fields if one.path not in known)
            kept[at] = replace(kept[at], fields=(*kept[at].fields, *more))
    return tuple(kept), differing


def _same(one: Field, other: Field) -> bool:
    return replace(one, origin="") == replace(other, origin="")
