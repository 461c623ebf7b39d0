"""Drafts of rules, from one table or several, become the rules of the plan.

Three things are put together here, each a pure function of the drafts:

- rows of one event that are not next to each other (`join_events`);
- tables that name an event by its id, or by its title (`name_by_ids`);
- properties that another table describes or hands out to events (`resolve_references`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from segkit.model.plan import Field
from segkit.plans.tables.drafts import Draft, agree, filled, with_values
from segkit.plans.words.headings import call_of_name
from segkit.plans.words.looks import is_event_like, is_key_like, is_name, is_numbering
from segkit.plans.words.names import path_of
from segkit.plans.words.vocabulary import ASIDE, says_every, take_apart

_SEPARATORS = re.compile(r"\s*(?:[,;|\n、，；•]|\s/\s)\s*")
_IDS = frozenset({"id", "key", "title"})
_SEVERAL, _MOST = 2, 0.8
_LETTERS = re.compile(r"[\W_]+")


def join_events(
    drafts: Iterable[Draft], *, are_lists: bool = False, are_tables: bool = False
) -> list[Draft]:
    """One draft for each event, in the order of first mention.

    Events of a flat list are one wherever their rows stand. An event that stands twice above
    properties of its own was described twice: the two are joined when no property is in both,
    and else stay apart, because which of them holds is not for us to say.

    Args:
        drafts: In the sheet's order.
        are_lists: Each is from a row that lists properties; one that is listed again is the same.
        are_tables: Each is from a table of its own.
    """
    joined: list[Draft] = []
    known: dict[tuple[str, str, int], Draft] = {}
    for draft in drafts:
        first = known.get(draft.identity)
        if first is None or draft.is_reference:
            joined.append(draft)
            if not draft.is_reference:
                known[draft.identity] = draft
        elif not draft.twin and _can_join(first, draft, are_tables=are_tables):
            other = draft
            # where its properties are it is defined; elsewhere it is mentioned
            if are_tables and not first.fields and draft.fields:
                joined = [*(one for one in joined if one is not first), draft]
                known[draft.identity], first, other = draft, draft, first
            _join(first, other, are_lists=are_lists or are_tables)
        else:
            draft.twin = draft.twin or first.origin
            joined.append(draft)
    return joined


def _can_join(first: Draft, second: Draft, *, are_tables: bool) -> bool:
    """Whether two drafts of one event may be one rule."""
    own = {one.path: one for one in first.fields}
    both = [(own[one.path], one) for one in second.fields if one.path in own]
    if are_tables:  # two tabs may say the same of a property, but nothing that contradicts
        return all(agree(one, other) for one, other in both)
    return not both or not (first.is_block or second.is_block)


def _join(first: Draft, second: Draft, *, are_lists: bool) -> None:
    """What the second says is added to the first; the first word on each thing counts."""
    count = len(first.fields)
    for number, one in enumerate(second.fields):
        first.add([one], derived=number in second.derived)
    if are_lists:
        first.unite(count)
    first.is_block |= second.is_block
    if second.description and second.description != first.description:
        if first.description:
            first.keep("Description", second.description)
        else:
            first.description = second.description
    for name, text in second.labels.items():
        first.keep(name, str(text))


def name_by_ids(drafts: list[Draft]) -> list[Draft]:
    """Rules that one table names by the id or title that another one gives the event: `E01`."""
    known: dict[str, set[str]] = {}
    for draft, key in ((draft, draft.key) for draft in drafts if draft.key):
        for heading, text in draft.labels.items():
            is_id = not _IDS.isdisjoint(take_apart(heading).about)
            if is_id or not is_event_like(str(text)):
                known.setdefault(str(text).strip(), set()).add(key)
    for draft in drafts:
        if draft.key and not draft.labels:
            names = known.get(draft.key, set()) - {draft.key}
            if len(names) == 1:
                [draft.key] = names
    return _with_fields_by_ids(drafts)


def _with_fields_by_ids(drafts: list[Draft]) -> list[Draft]:
    """Properties that events name by the number that a dictionary gives them: `P01, P02`."""
    defined = [one for draft in drafts if draft.is_reference for one in draft.fields]
    ids = {str(text).strip(): one.path[-1] for one in defined for text in one.labels.values()}
    for draft in drafts if any(map(is_numbering, ids)) else ():
        for place, one in enumerate(draft.fields):
            if not draft.is_reference and is_numbering(one.path[-1]):
                name = ids.get(one.path[-1], one.path[-1])
                draft.fields[place] = replace(one, path=(*one.path[:-1], name))
    return drafts


# --- references -----------------------------------------------------------------------------


@dataclass(slots=True)
class Resolved:
    """What references came to.

    Attributes:
        drafts: The rules, with what the references say.
        is_alone: No table names events, so that what references speak of is all that there is.
        unused: For each reference, the places of its fields that no event has.
        unknown: For each reference, names of events that nothing else speaks of, by field.
    """

    drafts: list[Draft]
    is_alone: bool = False
    unused: list[tuple[Draft, list[int]]] = field(default_factory=list)
    unknown: list[tuple[Draft, dict[int, str]]] = field(default_factory=list)

    def give(self, reference: Draft, places: list[int], call: str) -> None:
        """Properties of a reference to the rule of a call that has no name."""
        draft = _draft_of((call, "", 1), "", {}, self, reference)
        for place in places:
            _give(draft, reference, place)


def resolve_references(drafts: list[Draft]) -> Resolved:
    """Describe fields by the reference that names them, and give events what applies to them."""
    events = [draft for draft in drafts if not draft.is_reference]
    resolved = Resolved(list(events), is_alone=not any(draft.key for draft in events))
    references = [draft for draft in drafts if draft.is_reference]
    for reference in sorted(references, key=lambda one: not one.applies):  # what is given first
        _resolve(reference, resolved)
    return resolved


def _resolve(reference: Draft, resolved: Resolved) -> None:
    by_name = {d.call: d for d in resolved.drafts if not d.key and d.call != "common"}
    by_name |= {folded(d.key): d for d in resolved.drafts if d.key}
    by_name |= {d.key: d for d in resolved.drafts if d.key}
    unused, unknown = [], dict[int, str]()
    described = _described(resolved.drafts, reference)
    for place, one in enumerate(reference.fields):
        if place in reference.derived:
            continue
        applies = reference.applies.get(place, "")
        targets, rest = _targets(applies, by_name, resolved, reference)
        for draft in targets:
            _give(draft, reference, place)
        if rest and targets:
            unknown[place] = rest
        if not targets and one.path[1:] not in described:
            unused.append(place)
    if unused:
        resolved.unused.append((reference, unused))
    if unknown:
        resolved.unknown.append((reference, unknown))


def _described(drafts: list[Draft], reference: Draft) -> set[tuple[str, ...]]:
    """Fill in what fields of the drafts leave open; the inner paths that were found."""
    by_path: dict[tuple[str, ...], Field] = {}
    for place, one in enumerate(reference.fields):
        if not reference.applies.get(place):
            known = by_path.get(one.path[1:])
            by_path[one.path[1:]] = one if known is None else with_values(known, one)
    found = set()
    for draft in drafts:
        for place, one in enumerate(draft.fields):
            if (known := by_path.get(one.path[1:])) is not None:
                found.add(one.path[1:])
                draft.fields[place] = filled(one, known)
    return found


def _targets(
    applies: str, by_name: dict[str, Draft], resolved: Resolved, reference: Draft
) -> tuple[list[Draft], str]:
    """The drafts that a text speaks of, new ones for events that only it names, and the rest."""
    text = applies.strip()
    if not text:
        return [], ""
    if says_every(text):
        return [_draft_of(("common", "", 1), "", by_name, resolved, reference)], ""
    found, rest = [], []
    for part in names_in(text):
        bare = ASIDE.sub(" ", part).strip()
        names = (part, folded(part), bare, folded(bare))
        if draft := next((by_name[name] for name in names if name in by_name), None):
            found.append(draft)
        elif call := call_of_name(part):
            found.append(_draft_of((call, "", 1), part, by_name, resolved, reference))
        elif is_name(part) if resolved.is_alone else _may_be_event(part, by_name):
            found.append(_draft_of(("track", part, 1), part, by_name, resolved, reference))
        else:
            rest.append(part)
    return found, ", ".join(rest)


def names_in(text: str) -> list[str]:
    """The names that a cell lists."""
    return [part for one in _SEPARATORS.split(text) if (part := one.strip(" `\"'•-"))]


def _may_be_event(part: str, by_name: dict[str, Draft]) -> bool:
    """A name that nothing else speaks of, spelled as an event: as the others are, where these are keys."""
    is_several = says_every(part.split(maxsplit=1)[0]) or part.casefold().endswith(" events")
    keys = {one.key for one in by_name.values() if one.key}
    are_keys = len(keys) > _SEVERAL and sum(map(is_key_like, keys)) >= _MOST * len(keys)
    return is_event_like(part) and not is_several and (is_key_like(part) or not are_keys)


def _draft_of(
    identity: tuple[str, str, int],
    text: str,
    by_name: dict[str, Draft],
    resolved: Resolved,
    reference: Draft,
) -> Draft:
    for draft in resolved.drafts:
        if draft.identity == identity:
            return draft
    call, key, version = identity
    draft = Draft(call, key or None, text, reference.origin, version)
    resolved.drafts.append(draft)
    if key:
        by_name[folded(key)] = draft
    return draft


def _give(draft: Draft, reference: Draft, place: int) -> None:
    """A field of a reference, and what follows from it, for one event."""
    one = reference.fields[place]
    own = path_of(".".join(one.path[1:]), draft.call) if len(one.path) == 2 else (path_of("x", draft.call)[0], *one.path[1:])  # fmt: skip
    known = next((at for at, other in enumerate(draft.fields) if other.path == own), None)
    if known is not None:
        draft.fields[known] = filled(draft.fields[known], one)
        return
    draft.add([replace(one, path=own)])
    for after in range(place + 1, len(reference.fields)):
        if after not in reference.derived:
            return
        draft.add([replace(reference.fields[after], path=(*own, *reference.fields[after].path[len(one.path):]))], derived=True)  # fmt: skip


def folded(text: str | None) -> str:
    """Event names for comparing: `Order Completed` and `order_completed` are one."""
    return _LETTERS.sub("", (text or "").casefold())
