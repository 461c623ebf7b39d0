"""What becomes of the drafts of all documents: one rule for each event, one for all traits."""

from __future__ import annotations

from collections.abc import Iterable

from segkit.errors import NotATrackingPlanError
from segkit.plans.documents.doubting import Doubts
from segkit.plans.shapes.drafts import Draft, deeper, plain
from segkit.plans.shapes.judging import is_recorded
from segkit.plans.shapes.keys import squashed
from segkit.plans.shapes.library import Library
from segkit.plans.shapes.members import Members

_DATES = {"date", "start", "end", "starttime", "startdate", "starts", "endtime", "enddate", "venue",
          "location", "time", "when", "datetime", "duration"}  # fmt: skip

_OF_PEOPLE = {"identify", "group"}
Common = tuple[str, str, Members]
"""What all events carry: the place, the key of the payload, the properties."""


def settled(
    drafts: list[Draft], common: list[Common], library: Library, doubts: Doubts
) -> tuple[list[Draft], list[str]]:
    """The drafts that become rules, and remarks on those that do not.

    Groups of events and mere repetitions of a name are passed over; traits of users stand in one
    rule, and so do those of groups, since Segment has one rule for each of these calls.
    """
    kept, notes = _without_repetitions(_without_what_is_around(drafts, doubts))
    merged = _merged(kept, "identify", doubts) + _merged(kept, "group", doubts)
    dropped = {id(one) for one in merged}
    kept = [one for one in kept if id(one) not in dropped]
    kept += _of_all([one for one in common if not _is_included(one, kept)], library)
    for section, names in library.unused() if kept else ():
        doubts.add(section, "{count} properties are defined and belong to no event.", *names)
    return kept, notes


def refuse_other_events(drafts: list[Draft]) -> None:
    """Refuse events of another kind: dates in a calendar, and calls that were recorded."""
    if any(is_recorded(draft.labels) for draft in drafts):
        raise NotATrackingPlanError(
            "It holds calls that were sent, with the time and the sender of each, not a plan of them.",
            "choose the file that says which events are planned.",
        )
    if drafts and all(one.call in _OF_PEOPLE and _is_deep(one.where) for one in drafts):
        raise NotATrackingPlanError(
            "It names no event, and what it says of users or groups stands deep in something else.",
            "choose the file that says which events are tracked.",
        )
    if any(draft.names or draft.call != "track" for draft in drafts):
        return
    dated = [draft for draft in drafts if set(map(squashed, draft.labels)) & _DATES]
    if drafts and len(dated) * 2 >= len(drafts):
        raise NotATrackingPlanError(
            "Its events have dates and places, and none says what it carries: it is a calendar, "
            "not a tracking plan.",
            "choose the file that says which events are tracked.",
        )


def _is_deep(where: str) -> bool:
    """Below three keys or more of its document."""
    return where.rpartition(": ")[2].count(".") > 1


def _without_what_is_around(drafts: list[Draft], doubts: Doubts) -> list[Draft]:
    """The drafts without the one that describes how all others are sent."""
    around = [one for one in drafts if one.may_be_around]
    if len(around) != 1 or sum(one.call == "track" for one in drafts) < 3:
        return drafts
    what = "{count} schemas say what is around every event, and are not read as one."
    doubts.add(around[0].where, what, str(around[0].key))
    return [one for one in drafts if one is not around[0]]


def _without_repetitions(drafts: list[Draft]) -> tuple[list[Draft], list[str]]:
    """The drafts without groups of events, and without mentions of events that stand elsewhere."""
    keys = {draft.key for draft in drafts if draft.key is not None}
    groups = [one for one in drafts if _is_group(one, keys)]
    dropped = {id(one) for one in groups}
    first: dict[tuple[str, str | None], Draft] = {}
    for draft in sorted(drafts, key=lambda one: not one.names):
        if id(draft) not in dropped:
            first.setdefault((draft.call, draft.key), draft)
    mentions = samples = 0
    for draft in drafts:
        told = first.get((draft.call, draft.key), draft)
        if draft.is_sample and told.is_sample and told is not draft:
            _lay_together(told.main, draft.main)
            dropped.add(id(draft))
            samples += 1
        if id(draft) in dropped or draft.names or draft.key is None or told is draft:
            continue
        if told.is_sample and (shown := _shown(draft)).properties:
            _lay_together(told.main, shown)
            samples += 1
            dropped.add(id(draft))
            continue
        told.description = told.description or draft.description
        told.labels = {**draft.labels, **told.labels}
        dropped.add(id(draft))
        mentions += 1
    counted = ((len(groups), "groups of events"), (mentions, "further mentions of events"))
    notes = [
        f"{count} {what} were passed over: the events stand elsewhere."
        for count, what in counted
        if count
    ]
    if samples:
        notes.append(f"{samples} further examples of the same events were laid together.")
    return [one for one in drafts if id(one) not in dropped], notes


def _shown(draft: Draft) -> Members:
    """What stands beside an event's name, where other calls of it show what it carries."""
    return Members({key: {"examples": [one]} for key, one in draft.labels.items() if plain(one)})


def _lay_together(first: Members, other: Members) -> None:
    """Put what a further example shows into the first."""
    for name, schema in other.properties.items():
        known = first.properties.setdefault(name, schema)
        if known is not schema and isinstance(known, dict) and isinstance(schema, dict):
            shown = [*known.get("examples", []), *schema.get("examples", [])]
            known |= {"examples": list(dict.fromkeys(map(str, shown)))} if shown else {}


def _is_group(draft: Draft, keys: set[str]) -> bool:
    """What stands there for properties are names of events."""
    names = draft.names
    return bool(names) and sum(name in keys for name in names) * 2 > len(names)


def _merged(drafts: Iterable[Draft], call: str, doubts: Doubts) -> list[Draft]:
    """Put the traits of all drafts of a call into the first; gives the others."""
    same = [draft for draft in drafts if draft.call == call and draft.key is None]
    if len(same) < 2:
        return []
    first, *others = same
    kinds = [str(one.labels["kind"]) for one in same if "kind" in one.labels]
    for draft in same if len(set(kinds)) > 1 else ():
        for schema in draft.main.properties.values():
            if isinstance(schema, dict) and "kind" in draft.labels:
                schema.setdefault("kind", draft.labels["kind"])
    needed = set.intersection(*(set(one.main.required) for one in same))
    differing: list[str] = []
    for draft in others:
        differing += _differing(first.main, draft.main)
        first.main.update(draft.main)
        first.labels = {**draft.labels, **first.labels}
    if len(set(kinds)) > 1:
        first.main.required[:] = [name for name in first.main.required if name in needed]
        first.labels["kind"] = list(dict.fromkeys(kinds))
        what = "{count} kinds of groups stand in one rule, because Segment has one for all."
        doubts.add(first.where, what, *dict.fromkeys(kinds))
    if differing:
        what = "{count} traits are described differently in several places; the first counts."
        doubts.add(first.where, what, *dict.fromkeys(differing))
    return others


def _differing(one: Members, other: Members) -> Iterable[str]:
    """Names of which two lists say different things, other than which kind has them."""
    for name, schema in other.properties.items():
        known = one.properties.get(name)
        are_told = isinstance(known, dict) and isinstance(schema, dict) and known and schema
        if are_told and {**known, "kind": None} != {**schema, "kind": None}:  # type: ignore[dict-item]  # both are objects
            yield name


def _is_included(common: Common, drafts: list[Draft]) -> bool:
    """Events have these very properties already, as where YAML's `<<` put them."""
    _, container, members = common
    return any(
        all(
            one.members(container).properties.get(name) == schema
            for name, schema in members.properties.items()
        )
        for one in drafts
        if container in one.containers
    )


def _of_all(common: list[Common], library: Library) -> list[Draft]:
    """A rule for what all events carry; not where events take its properties one by one."""
    found: Draft | None = None
    used = {deeper("", one) for one in library.used}
    for where, container, members in common:
        if where.rpartition(": ")[2] in used:
            continue
        found = found or Draft("common", None, where)
        found.members(container).update(members)
    return [] if found is None else [found]
