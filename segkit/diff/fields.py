"""What changed in the fields of one event or call, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from segkit.diff.change import ADDED, CHANGED, REMOVED, RENAMED, Change, listed, shown
from segkit.diff.pairs import names_alike, paired, renamed, words
from segkit.model.change import (
    REMOVE,
    RENAME_FIELD,
    REQUIRE,
    RETYPE,
    ProposedChange,
    place_of,
)
from segkit.model.plan import Field, Rule

LOOSER = "Everything that was valid still is."
STRICTER = "What was valid may not be any more."

SAYS_NOTHING = frozenset({"$schema", "$id", "id", "title", "$comment", "examples", "default"})
"""Keywords of JSON Schema that judge no value."""


def has_labels(rules: Sequence[Rule]) -> bool:
    """Some field has a label; many forms of a plan cannot hold any."""
    return any(field.labels for rule in rules for field in rule.fields)


def field_changes(old: Rule, new: Rule, *, inside: str, labels: bool = True) -> Iterator[Change]:
    """Removed, renamed, added and changed fields; `inside` names the event.

    Without `labels`, nothing is said about the fields' labels.
    """
    pairs = paired(old.fields, new.fields, lambda field: field.path)
    rest, again = renamed(pairs, lambda field: field.name, _likeness)
    for field in rest.removed:
        why = "It is planned no more: destinations and reports that use it may lose it."
        yield Change(
            REMOVED, "field", field.dotted, inside, breaking=True, why=why, origin=field.origin,
            proposed=ProposedChange(REMOVE, place_of(old, field)),
        )  # fmt: skip
    for before, after, evidence in again:
        yield Change(
            RENAMED,
            "field",
            after.dotted,
            inside,
            what="name",
            before=before.dotted,
            after=after.dotted,
            breaking=True,
            why="Code, destinations and reports know it by its old name.",
            evidence=evidence,
            origin=after.origin,
            proposed=ProposedChange(RENAME_FIELD, place_of(old, before), before.name, after.name),
        )
        yield from _changes(old, before, after, inside, labels=labels)
    for field in rest.added:
        why = (
            "Calls that do not carry it become invalid."
            if field.required
            else "Calls without it stay valid."
        )
        yield Change(
            ADDED,
            "field",
            field.dotted,
            inside,
            after="required" if field.required else "optional",
            breaking=field.required,
            why=why,
            origin=field.origin,
        )
    for before, after in rest.same:
        yield from _changes(old, before, after, inside, labels=labels)


def _likeness(old: Field, new: Field) -> tuple[float, str]:
    """Fields of one parent are alike when their names and what is said of them are."""
    if old.path[:-1] != new.path[:-1]:
        return 0.0, ""
    if words(old.name) == words(new.name):
        return 1.0, "the names are the same but for their spelling"
    names = names_alike(old.name, new.name)
    said = {
        "description": bool(old.description.strip())
        and old.description.strip() == new.description.strip(),
        "allowed values": old.enum is not None and old.enum == new.enum,
        "pattern": old.pattern is not None and old.pattern == new.pattern,
        "example": old.example is not None and old.example == new.example,
    }
    same = [what for what, is_same in said.items() if is_same]
    if set(old.types) != set(new.types):
        return 0.0, ""
    evidence = f"the names are {names:.0%} alike, the type is the same"
    if same:
        return max(names, 0.75), f"{evidence}, and so are: {', '.join(same)}"
    return (names if names >= 0.85 else 0.0), evidence


def _changes(rule: Rule, old: Field, new: Field, inside: str, *, labels: bool) -> Iterator[Change]:
    for what, before, after, breaks, why in (
        *_type(old, new),
        *_required(old, new),
        *_enum(old, new),
        *_formats(old, new),
        *(found for found in _words(old, new) if labels or found[0] != "labels"),
    ):
        yield Change(
            CHANGED,
            "field",
            new.dotted,
            inside,
            what=what,
            before=before,
            after=after,
            breaking=breaks,
            why=why,
            origin=new.origin,
            proposed=_proposed(rule, old, new, what) if breaks else None,
        )


def _proposed(rule: Rule, old: Field, new: Field, what: str) -> ProposedChange | None:
    at = place_of(rule, old)
    if what == "type":
        return ProposedChange(RETYPE, at, old.types, new.types)
    return ProposedChange(REQUIRE, at, old.required, new.required) if what == "required" else None


_Found = tuple[str, str, str, bool, str]


def _type(old: Field, new: Field) -> Iterator[_Found]:
    if set(old.types) == set(new.types):
        return
    before, after = _accepted(old.types), _accepted(new.types)
    gone = after is not None and (before is None or bool(before - after))
    yield (
        "type",
        ", ".join(old.types) or "anything",
        ", ".join(new.types) or "anything",
        gone,
        STRICTER if gone else LOOSER,
    )


def _accepted(types: tuple[str, ...]) -> set[str] | None:
    """Every type whose values are valid; None when all are. Numbers include integers."""
    if not types:
        return None
    return {*types, "integer"} if "number" in types else set(types)


def _required(old: Field, new: Field) -> Iterator[_Found]:
    if old.required != new.required:
        why = (
            "Calls that do not carry it become invalid."
            if new.required
            else "Every call that was valid still is; who reads it may find it missing."
        )
        yield "required", shown(old.required), shown(new.required), new.required, why


def _enum(old: Field, new: Field) -> Iterator[_Found]:
    before, after = _values(old), _values(new)
    if before == after or (before and after and set(before) == set(after)):
        return
    if after is None:
        yield "allowed values", listed(before or []), "any", False, LOOSER
    elif before is None:
        yield "allowed values", "any", listed(after), True, STRICTER
    else:
        gone = [value for value in before if value not in after]
        why = f"No longer allowed: {', '.join(gone)}." if gone else LOOSER
        yield "allowed values", listed(before), listed(after), bool(gone), why


def _values(field: Field) -> list[str] | None:
    """The allowed values as JSON, so that 1 and "1" are two."""
    if field.enum is None:
        return None
    return [json.dumps(value, ensure_ascii=False, default=str) for value in field.enum]


def _formats(old: Field, new: Field) -> Iterator[_Found]:
    for what, before, after in (
        ("pattern", old.pattern, new.pattern),
        ("format", old.format, new.format),
        ("schema", _judging(old), _judging(new)),
    ):
        if before != after:
            gone = after is None
            yield what, shown(before), shown(after), not gone, LOOSER if gone else STRICTER


def _judging(field: Field) -> dict[str, object] | None:
    """Keywords without an attribute of their own that judge values; None without any."""
    return {name: field.schema[name] for name in field.schema if name not in SAYS_NOTHING} or None


def _words(old: Field, new: Field) -> Iterator[_Found]:
    for what, before, after in (
        ("description", old.description.strip(), new.description.strip()),
        ("example", old.example, new.example),
        ("labels", dict(old.labels), dict(new.labels)),
    ):
        if before != after:
            yield what, shown(before), shown(after), False, "Words only."
