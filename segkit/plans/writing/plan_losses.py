"""What a plan lost on the way through another form: the plan before against the plan after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields as attributes
from dataclasses import replace

from segkit.model.plan import Explained, Field, Report, Rule, TrackingPlan

_PLAN = ("name", "id", "description", "url", "tabs", "extra")
_RULE = tuple(a.name for a in attributes(Rule) if a.name not in {"fields", "origin"})
_FIELD = tuple(a.name for a in attributes(Field) if a.name not in {"path", "origin"})


def comparable(plan: TrackingPlan) -> TrackingPlan:
    """The plan without origins and report, to compare what two inputs say."""
    return replace(
        plan,
        report=Report(),
        rules=tuple(
            replace(rule, origin="", fields=tuple(replace(f, origin="") for f in rule.fields))
            for rule in plan.rules
        ),
    )


def losses(before: TrackingPlan, after: TrackingPlan, form: str) -> tuple[Explained, ...]:
    """Each attribute, field and rule of `before` that is not the same in `after`.

    Args:
        before: The plan that was written.
        after: The plan that was read back; the first of equal rules is the same rule.
        form: What it was written as, to begin a sentence with: `A CSV`.
    """
    found = [
        Explained("plan", _lost(form, "plan", name, getattr(before, name)))
        for name in _PLAN
        if getattr(before, name) != getattr(after, name)
    ]
    written: dict[tuple[object, ...], list[Rule]] = {}
    for rule in after.rules:
        written.setdefault(_identity(rule), []).append(rule)
    for rule in before.rules:
        if same := written.get(_identity(rule)):
            found += _in_rule(rule, same.pop(0), form)
        else:
            found.append(Explained(rule.origin, f"{form} cannot hold {rule.title!r}."))
    return tuple(found)


def _identity(rule: Rule) -> tuple[object, ...]:
    return rule.call, rule.key, rule.version


def _in_rule(before: Rule, after: Rule, form: str) -> Iterator[Explained]:
    for name in _RULE:
        if getattr(before, name) != getattr(after, name):
            reason = _lost(form, repr(before.title), name, getattr(before, name))
            yield Explained(before.origin, reason)
    kept = {planned.path: planned for planned in after.fields}
    times = Counter(planned.path for planned in before.fields)
    for planned in before.fields:
        yield from _in_field(planned, kept.pop(planned.path, None), times[planned.path], form)
    for path, planned in kept.items():
        yield Explained(
            before.origin, f"{form} adds {(planned.dotted if planned.name else path)!r}."
        )
    shared = [planned.path for planned in before.fields if times[planned.path] == 1]
    if Counter(shared) == Counter(p.path for p in after.fields) and shared != [
        planned.path for planned in after.fields
    ]:
        yield Explained(before.origin, f"{form} changes the order of the fields.")


def _in_field(before: Field, after: Field | None, times: int, form: str) -> Iterator[Explained]:
    called = repr(before.dotted if before.name else before.path)
    if after is None:
        why = " a second time" if times > 1 else ""
        yield Explained(before.origin, f"{form} cannot hold {called}{why}.")
        return
    for name in _FIELD:
        if getattr(before, name) != getattr(after, name):
            yield Explained(before.origin, _lost(form, called, name, getattr(before, name)))


def _lost(form: str, called: str, attribute: str, value: object) -> str:
    return f"{form} cannot hold {attribute!r} of {called}: {value!r}."
