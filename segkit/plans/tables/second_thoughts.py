"""What the other tables of a plan say of one: its events are properties there, or spelled otherwise.

One tab alone cannot tell `Custom dimensions` with names in a column from a list of events; names
that are properties in all other tabs can.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from segkit.model.plan import Doubt
from segkit.plans.layouts.columns import taken
from segkit.plans.layouts.profile import Profile
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.ledger import Ledger
from segkit.plans.tables.misnomers import is_no_event
from segkit.plans.tables.reading import TabDoubt
from segkit.plans.tables.tab_reading import ReadTab, read_tab
from segkit.plans.words.looks import is_compound, is_event_like, spelling
from segkit.plans.words.role import Role

_SURE = 0.8
_MOST = 0.6
_FEWEST = 3
_FEW = 0.25
_SHOWN = 3


def reconsider(read: list[ReadTab], profile: Profile) -> None:
    """Read again, or put aside, each tab whose events are properties, or values of one, elsewhere."""
    for place, one in enumerate(read):
        own = profile.of(one.tab.title)
        if one.state != "read" or own.roles or len(one.tables) != 1:
            continue
        [(table, drafts)] = one.tables
        others = [draft for other in read if other is not one for draft in other.drafts]
        event = taken(list(table.columns), Role.EVENT)
        if event is None or not any(draft.key for draft in others):
            continue
        fields = _fields(others)
        if why := _other_list(event.header.strip("` *"), drafts, others, fields):
            sheet = Sheet(one.tab)
            read[place] = ReadTab(one.tab, "not a plan", sheet, Ledger(sheet), otherwise=why)
        elif event.hints.get(Role.EVENT, 0.0) < _SURE and _are_fields(drafts, others, fields):
            as_field = replace(own, roles={event.key: Role.FIELD})
            read[place] = read_tab(one.tab, as_field, known=frozenset(fields))


def doubt_odd_events(read: Sequence[ReadTab], settled: Profile) -> None:
    """`Conversion Goals`, or `roomId`, among events that are all spelled otherwise."""
    keys = {draft.key for one in read for draft in one.drafts if draft.key}
    joints = {key: spelling(key) for key in keys}
    [(usual, _)] = Counter(one for one in joints.values() if one != "a").most_common(1) or [("", 0)]
    odd = {key for key, joint in joints.items() if joint not in {usual, "a"}}
    if len(odd) > _FEW * len(keys) or usual in {"", " "}:
        return
    odd = {key for key in odd if not is_no_event(key)}  # which are doubted anyhow
    for one in read:
        found = {draft.key: draft.origin for draft in one.drafts if draft.key in odd}
        if found and "odd events" not in settled.of(one.tab.title).settled:
            what = f"Events that are spelled as no other of the plan is ({len(found)}): perhaps headings."
            shown = tuple(key for key in found if key)[:_SHOWN]
            doubt = Doubt(next(iter(found.values())), what, len(found), shown)
            one.doubts = (*one.doubts, TabDoubt(doubt, "odd events"))


def _other_list(
    header: str, drafts: Sequence[Draft], others: Sequence[Draft], fields: set[str]
) -> str:
    """What the tab lists in place of events; empty when it is no such list."""
    if header in fields:
        return f"lists values of the property {header!r}"
    names = [draft.key for draft in drafts if draft.key]
    events = {draft.key for draft in others if draft.key and is_compound(draft.key)}
    holding = [name for name in names if name not in events and events & set(name.split())]
    if len(names) >= _FEWEST and len(holding) >= _MOST * len(names):
        return "names things after events of other tables"
    carried = [[field.path[-1] for field in draft.fields] for draft in drafts]
    are_titles = all(len(one) == 1 and one[0] in fields for one in carried)
    if len(names) >= _FEWEST and are_titles and not any(map(is_event_like, names)):
        return "gives titles to properties of other tables"
    if len(names) == len(drafts) > 1 and all(name.endswith("()") for name in names):
        return "lists functions of a program"
    return ""


def _fields(drafts: Iterable[Draft]) -> set[str]:
    return {field.path[-1] for draft in drafts for field in draft.fields}


def _are_fields(drafts: Sequence[Draft], others: Sequence[Draft], fields: set[str]) -> bool:
    """Most names of the table are properties of other tables, and hardly any an event there."""
    names = {draft.key for draft in drafts if draft.key}
    events = {draft.key for draft in others}
    known = names & fields - events
    return len(names) >= _FEWEST and len(known) >= _MOST * len(names)
