"""What the other tables of a plan say of one: its events are properties there, or spelled otherwise.

One tab alone cannot tell `Custom dimensions` with names in a column from a list of events; names
that are properties in all other tabs can.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from segkit.model.plan import Doubt, Rule
from segkit.plans.layouts.columns import Column, taken
from segkit.plans.layouts.profile import Profile
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.layouts.table import Table
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.ledger import Ledger
from segkit.plans.tables.reading import TabDoubt
from segkit.plans.tables.tab_reading import ReadTab, read_tab
from segkit.plans.words.looks import (
    is_compound,
    is_event_like,
    is_key_like,
    is_past,
    says_deed,
    several_events,
    spelling,
)
from segkit.plans.words.misnomers import in_words, is_no_event, is_no_field, odd_ones
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import take_apart

_SURE = 0.8
_MOST = 0.6
_FEWEST = 3
_FEW = 0.25
_HALF = 0.5
_MANY = 6
_NEARLY = 0.9
_SHOWN = 3
_WORDS = re.compile(r"[\w$]+")


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
        if columns := _of_vendor(table, drafts, others):
            as_labels = replace(own, roles={column.key: Role.LABEL for column in columns})
            read[place] = read_tab(one.tab, as_labels)
        elif why := _other_list(event.header.strip("` *"), table, drafts, others, fields):
            read[place] = _put_aside(one, why)
        elif event.hints.get(Role.EVENT, 0.0) < _SURE and _are_fields(drafts, others, fields):
            as_field = replace(own, roles={event.key: Role.FIELD})
            read[place] = read_tab(one.tab, as_field, known=frozenset(fields))


def _put_aside(one: ReadTab, why: str) -> ReadTab:
    sheet = Sheet(one.tab)
    ledger = Ledger(sheet)
    for row, count in enumerate(sheet.counts):
        if count:
            ledger.explain(row, why)
    return ReadTab(one.tab, "not a plan", sheet, ledger, otherwise=why)


def take_values(read: list[ReadTab], profile: Profile) -> None:
    """`shade values`, the title of a tab, says whose values are listed on it: those of that property."""
    drafts = [draft for one in read for draft in one.drafts]
    names = _fields(drafts)
    for place, one in enumerate(read):
        heading = take_apart(one.tab.title)
        if "values" not in heading.about or profile.of(one.tab.title).roles or one.tab.hidden:
            continue
        found = names & set(_WORDS.findall(one.tab.title))
        texts = [row[0].strip(" `") for row in one.tab.rows[1:] if row and row[0].strip()]
        values = tuple(part.strip() for text in texts for part in text.split(" / "))
        if len(found) != 1 or len(values) < _FEWEST or not all(map(is_key_like, values)):
            continue
        [name] = found
        for draft in drafts:
            for at, field in enumerate(draft.fields):
                if field.path[-1] == name and field.enum is None:
                    draft.fields[at] = replace(field, enum=values)
        read[place] = _put_aside(one, f"lists values of the property {name!r}")


def leave_out_words(read: Sequence[ReadTab], drafts: list[Draft], settled: Profile) -> list[Draft]:
    """The rules but for `clear on results`, where the text writes nearly all other events as code."""
    code = frozenset[str]().union(*(one.tab.code for one in read))
    events = {draft.key for draft in drafts if draft.key and draft.call == "track"}
    words = {
        name
        for name in (in_words(events, code) if code else ())
        if not (
            is_past(name) or any(map(is_compound, set(re.split(r"[\s,{(]+", name)[:1]) - events))
        )
    }
    for one in read if words else ():
        gone = {draft.key: draft.origin for draft in one.drafts if draft.key in words}
        own = [(table, [it for it in few if it.key not in words]) for table, few in one.tables]
        one.tables[:] = own
        if gone and "events not as code" not in settled.of(one.tab.title).settled:
            what = f"Names that are not written as code, as those of events are, are left out ({len(gone)})."
            shown = tuple(map(str, gone))[:_SHOWN]
            doubt = Doubt(next(iter(gone.values())), what, len(gone), shown)
            one.doubts = (*one.doubts, TabDoubt(doubt, "events not as code"))
    return [draft for draft in drafts if draft.key not in words]


def doubt_odd_names(read: Sequence[ReadTab], settled: Profile) -> None:
    """`Conversion Goals` among events that are all spelled as keys is perhaps a heading.

    So are `screen details` among properties spelled as keys perhaps words for several.
    """
    events = {draft.key for one in read for draft in one.drafts if draft.key}
    fields = _fields(draft for one in read for draft in one.drafts)
    heads = _odd(events, _FEW, 0) | _odd(events, _HALF, _MANY) | _spelled_otherwise(events)
    heads -= set(filter(is_no_event, events))  # doubted already, as are those below
    several = _odd(fields, _HALF, _FEWEST) - odd_ones(fields) - set(filter(is_no_field, fields))
    kinds = (("events", heads, "headings"), ("properties", several, "words for several"))
    for what, odd, perhaps in kinds:
        for one in read if odd else ():
            found = {name: at for name, at in _names(one, what) if name in odd}
            if found and f"odd {what}" not in settled.of(one.tab.title).settled:
                words = f"{what.title()} that are spelled as no other of the plan is ({len(found)}): perhaps {perhaps}."
                doubt = Doubt(next(iter(found.values())), words, len(found), tuple(found)[:_SHOWN])
                one.doubts = (*one.doubts, TabDoubt(doubt, f"odd {what}"))


def doubt_shape(read: Sequence[ReadTab], rules: Sequence[Rule], settled: Profile) -> None:
    """One event with nearly all properties, or names of both: something was perhaps misread."""
    named = {rule.key: rule for rule in rules if rule.key}
    both = [one.path[-1] for rule in rules for one in rule.fields if one.path[-1] in named]
    found = {"both": (both, "are both of events and of properties: perhaps one of these is none")}
    most = max(named.values(), key=lambda rule: len(rule.fields), default=None)
    total = sum(len(rule.fields) for rule in named.values())
    if (
        most is not None
        and len(named) >= _FEWEST
        and total >= _MANY <= len(most.fields) >= _NEARLY * total
    ):
        found["most"] = (
            [str(most.key)],
            f"alone has {len(most.fields)} of {total} properties: perhaps others have some of them",
        )
    for key, (names, words) in found.items():
        for one in read:
            is_here = bool(names) and named[names[0]].origin.rpartition("!")[0] == one.tab.title
            if is_here and f"shape {key}" not in settled.of(one.tab.title).settled:
                shown = tuple(dict.fromkeys(names))
                what = f"{len(shown)} {'name' if len(shown) == 1 else 'names'} of events {words}."
                doubt = Doubt(named[names[0]].origin, what, len(shown), shown[:_SHOWN])
                one.doubts = (*one.doubts, TabDoubt(doubt, f"shape {key}"))


def doubt_unread(read: Sequence[ReadTab], settled: Profile) -> None:
    """Rows of a tab that is no table of the plan, and that name events of which nothing else speaks."""
    drafts = [draft for one in read for draft in one.drafts]
    events = {draft.key.casefold() for draft in drafts if draft.key}
    known = _fields(drafts) | events
    for one in read if known else ():
        rows = one.ledger.untouched() if one.state == "not a plan" else []
        for column in range(one.sheet.width):
            texts = {one.sheet.rows[row][column].strip() for row in rows} - {""}
            named = sorted(text for text in texts if _names_deeds(text, known))
            if len(named) >= max(_FEWEST, _MOST * len(texts)):
                what = f"{len(named)} rows of {one.tab.title!r} are not read, though they seem to name events."
                doubt = Doubt(one.tab.title, what, len(named), tuple(named)[:_SHOWN])
                if "unread events" not in settled.of(one.tab.title).settled:
                    one.doubts = (*one.doubts, TabDoubt(doubt, "unread events"))
                break


def _names_deeds(text: str, known: set[str]) -> bool:
    names = several_events(text) or (text,)
    return (
        known.isdisjoint((*names, *map(str.casefold, names)))
        and all(is_key_like(n) and "_" in n for n in names)
        and any(map(says_deed, names))
    )


def _odd(names: set[str], share: float, least: int) -> set[str]:
    """Names of several words, where they are few and all others keys, so many of them of several parts."""
    odd = {name for name in names if " " in name}
    keys = names - odd
    are_keys = all(map(is_key_like, keys)) and sum(map(is_compound, keys)) >= least
    return odd if len(odd) <= share * len(names) and are_keys else set()


def _spelled_otherwise(names: set[str]) -> set[str]:
    """`roomId` among names nearly all of which are spelled `lamp_lit`; one word is spelled as any."""
    joints = {name: spelling(name) for name in names}
    times = Counter(one for one in joints.values() if one != "a")
    usual = max(times, key=times.__getitem__, default=" ")
    odd = {name for name, joint in joints.items() if joint not in {usual, "a"}}
    return odd if usual != " " and len(odd) <= _FEW * len(names) else set()


def _names(one: ReadTab, what: str) -> Iterator[tuple[str, str]]:
    """The names of a tab's events or properties, and where they stand."""
    for draft in one.drafts:
        if what == "events":
            yield draft.key or "", draft.origin
        else:
            yield from ((field.path[-1], field.origin) for field in draft.fields)


def _of_vendor(table: Table, drafts: Sequence[Draft], others: Sequence[Draft]) -> list[Column]:
    """Events as another tool has them: its names for those of other tables, and the properties behind these."""
    column = taken(list(table.columns), Role.PACKED, Role.FIELD)
    before = [one for one in table.columns if column and one.index == column.index - 1]
    named = list(filter(_is_of_vendor, before))
    known = {draft.key for draft in others if draft.key and draft.fields}
    own = {draft.key for draft in drafts if draft.key}
    is_mapped = bool(own) and len(own & known) >= _MOST * len(own)
    is_other = all(one.share(own.__contains__) < _HALF for one in named)
    return [column, *named] if column and named and is_mapped and is_other else []


def _is_of_vendor(column: Column) -> bool:
    """`GA4 Name`, `Name in Amplitude`."""
    heading = take_apart(column.header)
    says_name = not heading.about.isdisjoint({"name", "event"})
    is_named = column.distinct > 1 and column.share(_may_be_event) >= _MOST
    return "vendor" in heading.about and says_name and is_named


def _may_be_event(text: str) -> bool:
    return is_compound(text) or is_event_like(text)


def _other_list(
    header: str, table: Table, drafts: Sequence[Draft], others: Sequence[Draft], fields: set[str]
) -> str:
    """What the tab lists in place of events; empty when it is no such list."""
    if header in fields and not {"name", "event"} >= take_apart(header).about > set():
        return f"lists values of the property {header!r}"
    names = [draft.key for draft in drafts if draft.key]
    events = {draft.key for draft in others if draft.key and is_compound(draft.key)}
    holding = [name for name in names if name not in events and events & set(name.split())]
    are_all = len(holding) + sum(name in events for name in names) == len(names)
    if len(holding) >= _FEWEST and (are_all or len(holding) >= _MOST * len(names)):
        return "names things after events of other tables"
    carried = [[field.path[-1] for field in draft.fields] for draft in drafts]
    are_titles = all(len(one) == 1 and one[0] in fields for one in carried)
    likely = is_compound if _speaks_of_dimensions(table) else is_event_like
    if len(names) >= _FEWEST and are_titles and not any(map(likely, names)):
        return "gives titles to properties of other tables"
    if len(names) == len(drafts) > 1 and all(name.endswith("()") for name in names):
        return "lists functions of a program"
    return ""


def _speaks_of_dimensions(table: Table) -> bool:
    """`Name`, `Scope`, `Event parameter`: how custom dimensions are set up."""
    abouts = [take_apart(column.header).about for column in table.columns]
    is_bare = not any({"event", "name"} <= about or about == {"event"} for about in abouts)
    return is_bare and any("field" in about or "variable" in about for about in abouts)


def _fields(drafts: Iterable[Draft]) -> set[str]:
    return {field.path[-1] for draft in drafts for field in draft.fields}


def _are_fields(drafts: Sequence[Draft], others: Sequence[Draft], fields: set[str]) -> bool:
    """Most names of the table are properties of other tables, and hardly any an event there."""
    names = {draft.key for draft in drafts if draft.key}
    events = {draft.key for draft in others}
    known = names & fields - events
    return len(names) >= _FEWEST and len(known) >= _MOST * len(names)
