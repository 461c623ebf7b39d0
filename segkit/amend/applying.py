"""The plan after changes, and whether a plan has them already. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from segkit.derive.personal import mark_of, marked_as
from segkit.model.change import (
    DESCRIBE,
    MARK_PERSONAL,
    REMOVE,
    RENAME_FIELD,
    RENAME_RULE,
    REQUIRE,
    RETYPE,
    SET_ENUM,
    SET_FORMAT,
    SET_PATTERN,
    Place,
    ProposedChange,
)
from segkit.model.plan import CONTAINERS, ELEMENT, Field, Rule, TrackingPlan

Path = tuple[str, ...]

_ATTRIBUTES = {
    RETYPE: "types", REQUIRE: "required", DESCRIBE: "description", SET_ENUM: "enum",
    SET_PATTERN: "pattern", SET_FORMAT: "format",
}  # fmt: skip
"""The attribute of a field that each kind of change sets."""


def amended(plan: TrackingPlan, changes: Sequence[ProposedChange]) -> TrackingPlan:
    """The plan with all of these; what it does not have is passed over."""
    by_rule: dict[tuple[str, str | None, int], list[ProposedChange]] = {}
    for change in changes:
        at = change.at
        by_rule.setdefault((at.call, at.key, at.version), []).append(change)
    rules = []
    for rule in plan.rules:
        after = _amended(rule, by_rule.get((rule.call, rule.key, rule.version), []))
        if after is not None:
            rules.append(after)
    return replace(plan, rules=tuple(rules))


def is_there(plan: TrackingPlan, change: ProposedChange) -> bool:
    """The plan has what changes, as it is before the change."""
    found = _at(plan, change.at)
    return found is not None and not has(found, change)


def is_made(plan: TrackingPlan, change: ProposedChange, others: Iterable[ProposedChange]) -> bool:
    """The plan has the change already, and those that move its place."""
    places = [change.at, _moved(change.at, [one for one in others if one.is_rename])]
    found = [_at(plan, one) for one in places]
    if change.kind == REMOVE:
        return found == [None, None]
    return any(one is not None and has(one, change) for one in found)


def _at(plan: TrackingPlan, place: Place) -> Rule | Field | None:
    for rule in plan.rules:
        if (rule.call, rule.key, rule.version) == (place.call, place.key, place.version):
            if not place.path:
                return rule
            return next((one for one in rule.fields if one.path == place.path), None)
    return None


def _moved(place: Place, renames: Iterable[ProposedChange]) -> Place:
    """Where it stands after renames of its rule and of the fields around it."""
    key, path = place.key, place.path
    for one in renames:
        if (one.at.call, one.at.key, one.at.version) != (place.call, place.key, place.version):
            continue
        if one.kind == RENAME_RULE:
            key = str(one.new)
        elif place.path[: len(one.at.path)] == one.at.path:
            path = renamed_path(path, one)
    return replace(place, key=key, path=path)


def renamed_path(path: Path, change: ProposedChange) -> Path:
    """The path with the name that a rename of it, or of a field around it, gives."""
    last = max((n for n, name in enumerate(change.at.path) if name != ELEMENT), default=0)
    return (*path[:last], str(change.new), *path[last + 1 :])


def has(found: Rule | Field, change: ProposedChange) -> bool:
    """The rule or field is already what the change makes of it."""
    if isinstance(found, Rule):
        said: object = {RENAME_RULE: found.key, DESCRIBE: found.description}.get(change.kind, found)
    elif change.kind == RENAME_FIELD:
        said = found.name
    elif change.kind == MARK_PERSONAL:
        said = mark_of(found)
    else:
        said = getattr(found, _ATTRIBUTES[change.kind]) if change.kind in _ATTRIBUTES else found
    return said == _value(change)


def _amended(rule: Rule, changes: Sequence[ProposedChange]) -> Rule | None:
    fields: list[Field] | tuple[Field, ...] = rule.fields
    for change in (one for one in changes if one.at.path):
        fields = [after for one in fields if (after := _field(one, change)) is not None]
    made = replace(rule, fields=_renamed(fields, changes))
    # a container has to be there because something in it has to
    gone = asked_for(rule) - asked_for(made)
    made = replace(made, required=tuple(one for one in rule.required if one not in gone))
    for change in (one for one in changes if not one.at.path):
        if change.kind == REMOVE:
            return None
        if change.kind == RENAME_RULE:
            made = replace(made, key=str(change.new))
        elif change.kind == DESCRIBE:
            made = replace(made, description=str(change.new))
    return made


def asked_for(rule: Rule) -> frozenset[str]:
    """The containers in which the rule requires a field."""
    found = {field.path[0] for field in rule.fields if field.required and len(field.path) == 2}
    return frozenset(found & set(CONTAINERS.values()))


def _field(field: Field, change: ProposedChange) -> Field | None:
    at = change.at.path
    if change.kind == REMOVE:
        return None if field.path[: len(at)] == at else field
    if field.path != at or change.kind == RENAME_FIELD:
        return field
    if change.kind == MARK_PERSONAL:
        return marked_as(field, personal=change.new is True)
    attribute = {_ATTRIBUTES[change.kind]: _value(change)}
    return replace(field, **attribute)  # type: ignore[arg-type]  # by the table of kinds


def _renamed(fields: Sequence[Field], changes: Sequence[ProposedChange]) -> tuple[Field, ...]:
    """Deepest first, so that each path is still the one that the change names."""
    renames = [one for one in changes if one.kind == RENAME_FIELD]
    renames.sort(key=lambda one: -len(one.at.path))
    made = []
    for field in fields:
        path = field.path
        for one in renames:
            if field.path[: len(one.at.path)] == one.at.path:
                path = renamed_path(path, one)
        made.append(field if path == field.path else replace(field, path=path))
    return tuple(made)


def _value(change: ProposedChange) -> object:
    new = change.new
    if change.kind == DESCRIBE:
        return "" if new is None else new
    return tuple(new) if isinstance(new, list) else new
