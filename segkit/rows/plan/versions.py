"""How the versions of one planned call differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from segkit.diff.change import ADDED, REMOVED, RENAMED, Change
from segkit.diff.fields import field_changes
from segkit.model.plan import Rule


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What a version has otherwise than the one before it.

    Attributes:
        before: That version.
        added: Names of fields that are new.
        removed: Names of fields that are gone.
        changed: Of the other fields, in words, what is not the same.
        lost: Names of the destinations that receive that version and not this one.
    """

    before: Rule
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def new_versions(rules: Sequence[Rule]) -> Mapping[int, NewVersion]:
    """For each rule with an earlier version how it differs from that; by the rule's identity."""
    versions: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        if rule.key:
            versions.setdefault((rule.call, rule.key), []).append(rule)
    found: dict[int, NewVersion] = {}
    for some in versions.values():
        ordered = sorted(some, key=lambda rule: rule.version)
        for old, new in pairwise(ordered):
            if old.version != new.version:
                found[id(new)] = _difference(old, new)
    return found


def _difference(old: Rule, new: Rule) -> NewVersion:
    changes = list(field_changes(old, new, inside=new.title, labels=False))
    others = [one for one in changes if one.kind not in {ADDED, REMOVED}]
    return NewVersion(
        old,
        tuple(one.name for one in changes if one.kind == ADDED),
        tuple(one.name for one in changes if one.kind == REMOVED),
        tuple(dict.fromkeys(map(_words, others))),
    )


def _words(one: Change) -> str:
    if one.kind == RENAMED:
        return f"{one.before} is now {one.name}"
    if one.what == "required":
        return f"{one.name} is {'required' if one.after == 'yes' else 'optional'} now"
    return f"{one.name}: {one.what} {one.before or 'none'} → {one.after or 'none'}"
