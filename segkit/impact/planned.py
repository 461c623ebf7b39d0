"""What the plan itself says of a change: which rules, and whether calls that pass still do."""

from __future__ import annotations

from collections.abc import Iterator

from segkit.impact.concern import Concern
from segkit.impact.subject import SAYS_NOTHING, Subject, Touched
from segkit.model.change import RENAME_FIELD, RENAME_RULE, REQUIRE, RETYPE
from segkit.model.plan import dotted


def rules_concerned(subject: Subject) -> Iterator[Concern]:
    """Every rule that changes, once for each of its fields that does."""
    for one in subject.touched:
        breaks, reason = _said(one, subject)
        yield Concern(
            "rule",
            one.rule.title,
            breaks,
            reason,
            where=dotted(one.path),
            origin=(one.field.origin if one.field else one.rule.origin) or one.rule.origin,
        )


def _said(one: Touched, subject: Subject) -> tuple[bool, str]:
    """Whether calls that pass may fail, and why."""
    if subject.kind in SAYS_NOTHING:
        return False, "No call is judged by it."
    if not subject.moves:
        return _judged(one)
    name = dotted(one.path) or repr(one.rule.title)
    if one.change.kind == RENAME_FIELD and one.field is not None and one.field.required:
        reason = f"Calls that carry {name} lack a required field from then on."
    else:
        reason = f"What is sent as {name} is unplanned from then on."
    return True, reason + _taken(one, subject)


def _judged(one: Touched) -> tuple[bool, str]:
    field, change = one.field, one.change
    if change.kind == RETYPE and field is not None:
        return _retyped(field.types, change.new)
    if change.kind == REQUIRE and field is not None:
        tightens = change.new is True and not field.required
        words = f"Calls without {dotted(field.path)} fail."
        return tightens, words if tightens else "Calls that pass still do."
    return True, "Calls that passed may fail."


def _retyped(old: tuple[str, ...], new: object) -> tuple[bool, str]:
    wanted = set(new) if isinstance(new, tuple | list) else set()
    allowed = wanted | ({"integer"} if "number" in wanted else set())
    if not wanted or (old and set(old) <= allowed):
        return False, "Calls that pass still do."
    before, after = " or ".join(old) or "any type", " or ".join(map(str, sorted(wanted)))
    return True, f"Values that were {before} fail unless they are {after}."


def _taken(one: Touched, subject: Subject) -> str:
    """What stands already where it would be moved to."""
    new = one.change.new
    if one.change.kind == RENAME_RULE:
        names = {other.key for other in subject.plan.of(one.rule.call)}
        return f" The plan already has {new!r}." if new in names else ""
    if one.change.kind == RENAME_FIELD:
        has = any(other.path == one.new_path for other in one.rule.fields)
        return f" The rule already has {dotted(one.new_path)}." if has else ""
    return ""
