"""What changed from one tracking plan to another.

Breaking is what can make a call invalid that was valid, or take away what somebody reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from segkit.diff.change import ADDED, CHANGED, REMOVED, RENAMED, Change, quoted, shown
from segkit.diff.fields import (
    LOOSER,
    SAYS_NOTHING,
    STRICTER,
    field_changes,
    has_labels,
)
from segkit.diff.pairs import names_alike, paired, renamed, words
from segkit.model.change import REMOVE, RENAME_RULE, ProposedChange, place_of
from segkit.model.plan import Rule, TrackingPlan


def plan_changes(old: TrackingPlan, new: TrackingPlan) -> tuple[Change, ...]:
    """Every change of events, calls and their fields, in the order of the new plan."""
    labels = has_labels(old.rules) == has_labels(new.rules)
    pairs = paired(
        old.rules,
        new.rules,
        lambda rule: (rule.call, rule.key, rule.version),
        lambda rule: (rule.call, rule.key),
    )
    rest, again = renamed(pairs, lambda rule: rule.key or "", _likeness)
    return (
        *(_removed(rule) for rule in rest.removed),
        *(
            change
            for before, after, why in again
            for change in _renamed(before, after, why, labels=labels)
        ),
        *(_added(rule) for rule in rest.added),
        *(
            change
            for before, after in rest.same
            for change in _changes(before, after, labels=labels)
        ),
    )


def _likeness(old: Rule, new: Rule) -> tuple[float, str]:
    """Events of one call are alike when their names and their fields are."""
    if old.call != new.call or old.key is None or new.key is None:
        return 0.0, ""
    names = names_alike(old.key, new.key)
    if words(old.key) == words(new.key):
        return 1.0, "the names are the same but for their spelling"
    before, after = ({field.path for field in rule.fields} for rule in (old, new))
    if not before or not after:
        return (names if names >= 0.85 else 0.0), f"the names are {names:.0%} alike"
    both, every = len(before & after), len(before | after)
    evidence = f"the names are {names:.0%} alike, {both} of {every} fields are the same"
    if names < 0.5 and (both < every or every < 3):
        return 0.0, ""  # other words need fields that cannot be chance
    return max((names + both / every) / 2, 0.7 if both == every >= 3 else 0.0), evidence


def _thing(rule: Rule) -> str:
    return "event" if rule.call == "track" else "call"


def _title(rule: Rule) -> str:
    """`Order Completed`; for other calls with the call in front, `page Home`, `identify`."""
    if rule.key is None or rule.call == "track":
        return rule.title
    return f"{rule.call} {rule.key}"


def _removed(rule: Rule) -> Change:
    why = "It is planned no more: what is sent under this name is unplanned, and reports lose it."
    return Change(
        REMOVED, _thing(rule), _title(rule), breaking=True, why=why, origin=rule.origin,
        proposed=ProposedChange(REMOVE, place_of(rule)),
    )  # fmt: skip


def _added(rule: Rule) -> Change:
    why = "Nothing that is sent today is concerned."
    return Change(ADDED, _thing(rule), _title(rule), why=why, origin=rule.origin)


def _renamed(old: Rule, new: Rule, evidence: str, *, labels: bool) -> Iterator[Change]:
    yield Change(
        RENAMED,
        _thing(new),
        _title(new),
        what="name",
        before=_title(old),
        after=_title(new),
        breaking=True,
        why="Code, destinations and reports know it by its old name.",
        evidence=evidence,
        origin=new.origin,
        proposed=ProposedChange(RENAME_RULE, place_of(old), old.key, new.key),
    )
    yield from _changes(old, new, labels=labels)


def _changes(old: Rule, new: Rule, *, labels: bool) -> Iterator[Change]:
    for what, before, after, breaks, why in (*_words(old, new), *_shape(old, new)):
        yield Change(
            CHANGED,
            _thing(new),
            _title(new),
            what=what,
            before=shown(before),
            after=shown(after),
            breaking=breaks,
            why=why,
            origin=new.origin,
        )
    yield from field_changes(old, new, inside=_title(new), labels=labels)


_Found = tuple[str, object, object, bool, str]


def _words(old: Rule, new: Rule) -> Iterator[_Found]:
    if old.version != new.version:
        yield "version", old.version, new.version, False, "The number itself changes nothing."
    if old.deprecated != new.deprecated:
        why = "It is still planned." if new.deprecated else "It is to be sent again."
        yield "deprecated", old.deprecated, new.deprecated, False, why
    if old.description.strip() != new.description.strip():
        yield "description", old.description, new.description, False, "Words only."
    if dict(old.labels) != dict(new.labels):
        yield "labels", dict(old.labels), dict(new.labels), False, "Words only."


def _shape(old: Rule, new: Rule) -> Iterator[_Found]:
    """Containers that a call must carry, and keywords of the call's schema."""
    for container in sorted(set(old.required) ^ set(new.required)):
        is_new = container in new.required
        name = shown(container) if isinstance(container, str) else ".".join(container)
        why = f"Calls without {quoted(name)} become invalid." if is_new else LOOSER
        yield f"{name} required", not is_new, is_new, is_new, why
    for keyword in sorted((set(old.schema) | set(new.schema)) - SAYS_NOTHING):
        before, after = old.schema.get(keyword), new.schema.get(keyword)
        if before != after:
            gone = after is None
            yield keyword, before, after, not gone, LOOSER if gone else STRICTER
