"""Tables that describe what a property of events holds: the members of `items`, below a title that says so."""

from __future__ import annotations

import re
from dataclasses import replace

from segkit.model.plan import ELEMENT, Field
from segkit.plans.tables.drafts import Draft

_WORDS = re.compile(r"[^\W\d]\w*")
_MOST_WORDS = 6
_HOLDING = frozenset({"array", "object"})


def nest_members(drafts: list[Draft]) -> list[Draft]:
    """The drafts of a plan, with tables such as `Item parameters` put into the property they are about."""
    events = [draft for draft in drafts if draft.key and draft.fields]
    kept = []
    for draft in drafts:
        is_titled = draft.is_reference and not draft.applies
        text = draft.origin.rpartition("!")[0] if is_titled else draft.key or ""
        name = _holder(text, draft, events) if draft.fields else ""
        if not name:
            kept.append(draft)
        for event in events if name else ():
            _nest(event, name, draft.fields, draft.derived)
    return kept


def _holder(text: str, draft: Draft, events: list[Draft]) -> str:
    """The property that a title or heading speaks of, when events carry it and not what the table names."""
    words = _WORDS.findall(text.casefold())
    if not 0 < len(words) <= _MOST_WORDS or not (draft.is_reference or "[]" in text):
        return ""
    others = [event for event in events if event is not draft]
    carried = {f.path[-1]: f for event in others for f in event.fields if len(f.path) == 2}
    found = {
        name
        for name, one in carried.items()
        if {name.casefold(), name.casefold().removesuffix("s")} & set(words)
        and (_HOLDING & set(one.types) if one.types else name.endswith("s"))
    }
    own = [one.path[-1] for one in draft.fields if len(one.path) == 2]
    is_apart = 2 * sum(one in carried for one in own) < len(own)
    return found.pop() if len(found) == 1 and is_apart else ""


def _nest(event: Draft, name: str, members: list[Field], derived: set[int]) -> None:
    """Give the property of this event its members, those left out that it has already."""
    place = next((at for at, one in enumerate(event.fields) if one.path[1:] == (name,)), None)
    if place is None:
        return
    holder = event.fields[place]
    if not holder.types:
        holder = event.fields[place] = replace(holder, types=("array",))
    inner = (*holder.path, ELEMENT) if "array" in holder.types else holder.path
    known = {one.path for one in event.fields}
    for number, one in enumerate(members):
        path = (*inner, *one.path[1:])
        if path not in known:
            event.add([replace(one, path=path)], derived=number in derived)
