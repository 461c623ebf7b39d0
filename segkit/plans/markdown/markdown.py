"""Plans in Markdown: tables of events, and headings of events with a table or list below.

Tables are handed on as cells, since `segkit.plans.tables` knows what columns mean. A table or list
of properties that stands below the heading of an event gets that event as a column of its own.
Where a file has none of these, `code_blocks` reads its blocks of JSON and YAML.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial

from segkit.model.plan import Doubt
from segkit.plans.cells.item import PackedItem
from segkit.plans.formats import PlanFormat
from segkit.plans.grids.grid import Tab
from segkit.plans.markdown.account import account
from segkit.plans.markdown.beside import beside, unread
from segkit.plans.markdown.cards import Card, card_of, events_of, headers_of_cards, rows_of
from segkit.plans.markdown.coded_names import with_names
from segkit.plans.markdown.coded_values import valued, with_said
from segkit.plans.markdown.event_names import is_of_all, is_spelled, is_sure, speaks_of_call
from segkit.plans.markdown.events_in_text import events_in_code, events_in_sentences
from segkit.plans.markdown.fields_apart import carried_by_some, fields_of_none, listed_fields
from segkit.plans.markdown.markdown_blocks import Chunk, chunks_of
from segkit.plans.markdown.outline import About, Node, outline
from segkit.plans.markdown.outlined import Outlined
from segkit.plans.markdown.outlined_events import (
    events_above,
    events_among,
    outlined_events,
)
from segkit.plans.markdown.pipes import rows_beyond
from segkit.plans.markdown.tables_below import (
    CALL,
    DESCRIPTION,
    EVENT,
    PROPERTIES,
    Below,
    headed,
    heads_properties,
    names_events,
    rows_of_events,
    with_fields,
)
from segkit.plans.markdown.typed_code import rows_of_types
from segkit.plans.markdown.written import written
from segkit.plans.plan_input import PlanInput
from segkit.plans.shapes.keys import squashed
from segkit.plans.words.headings import call_of_name, call_of_title
from segkit.plans.words.looks import is_compound, is_name, is_past

_LEFT_OUT = "phrases are left out: other events are spelled as programs have them"
_AGAIN = "events are described in several places, and not alike: all of it is read as of one"
_BEYOND = "rows have more cells than their header; what is beyond it is read with the last"
_WORD = re.compile(r"[\w.]+")
_BOLD_IS_REQUIRED = re.compile(
    r"\bbold\b[^.;\n]{0,20}\b(?:required|mandatory)\b|\b(?:required|mandatory)\b[^.;\n]{0,20}\bbold\b",
    re.IGNORECASE,
)


def tabs_of(text: str, name: str) -> tuple[Tab, ...]:
    """The tables of a Markdown file as tabs, named like the headings above them."""
    root = outline(chunks_of(text), name)
    found = [(node, headed(table)) for node in root.all() for table in node.tables]
    said = with_said(with_names([with_fields(node, table) for node, table in found]))
    tables = [(node, table) for (node, _), table in zip(found, said, strict=True)]
    strict = any(names_events(table) for _, table in tables)
    tabs = _tabs_of_tables(tables, strict=strict or _heads_by_code(root))
    for node, items in listed_fields(root):
        tabs += _tabs_of_fields(_title(node, tabs), items, tabs)
    listed = _without_repetitions(list(outlined_events(root, strict=strict)), tabs)
    among = unread(root, _events_of(tabs, listed))
    listed += [event for one in among for event in events_among(one)]
    listed, what, doubtful = _or_guessed(root, listed, tabs, strict=strict)
    phrases = _phrases(listed, doubtful, tabs)
    listed = [one for one in listed if one not in phrases]
    unsure = [one.name for one in doubtful if one not in phrases]
    doubts = (
        *_doubt_of("Events", what, unsure),
        *_doubt_of("Events", _LEFT_OUT, [one.name for one in phrases]),
        *_doubt_of(name, _BEYOND, rows_beyond(text)),
        *_doubt_of("Events", _AGAIN, _described_again(listed)),
    )
    if listed:
        title = _unique("Events", tabs)
        tab = _tab_of(listed, title, _BOLD_IS_REQUIRED.search(text))
        tabs.append(replace(tab, doubts=(*tab.doubts, *doubts)))
    if typed := rows_of_types(root, tabs):
        tabs.append(Tab(_unique("Types of the events", tabs), typed))
    for node, items in fields_of_none(root) if tabs else ():
        some = [one for several in carried_by_some(items).values() for one in several]
        names = tuple(one.name for one in items if one not in some)
        what = f"{len(names)} properties that stand below no event are read as those of all."
        doubt = Doubt(node.text, what, len(names), names[:5])
        first, *others = _tabs_of_fields(_unique("Common properties", tabs), items, tabs)
        tabs += [replace(first, doubts=(doubt,)), *others]
    cells = (cell for tab in tabs for row in tab.rows[1:] for cell in row)
    known = {name for cell in cells for name in _WORD.findall(cell)}
    events = {row[0].strip("` ") for tab in tabs for row in tab.rows[1:] if row}
    if values := list(valued(root, known, events)):
        header = ("Property", "Type", "Allowed values", "Applies to events")
        tabs.append(Tab(_unique("Allowed values", tabs), (header, *values)))
    if tabs:
        own = () if listed else doubts
        own_names = tuple(written(root))
        tabs[-1] = replace(
            tabs[-1],
            code=frozenset(one.name for one in own_names if one.is_code),
            account=partial(account, own_names, tuple(beside(root))),
            doubts=(*tabs[-1].doubts, *own),
        )
    return tuple(tabs)


def _heads_by_code(root: Node) -> bool:
    """Several headings are names of events, written as code: one of words alone is none then."""
    return (
        sum(one.is_heading and one.head in one.spans and is_spelled(one) for one in root.all()) > 2
    )


def _or_guessed(
    root: Node, listed: list[Outlined], tabs: list[Tab], *, strict: bool
) -> tuple[list[Outlined], str, list[Outlined]]:
    """The events, or where there are none those of code or sentences; which are in doubt, and why."""
    are_words = not tabs and all(one.is_doubtful and not one.is_set_off for one in listed)
    if not are_words and (listed or strict or _events_of(tabs, [])):
        doubtful = [one for one in listed if one.is_doubtful and not one.by_words]
        return listed, "events are words of the text and may be none", doubtful
    code = [] if tabs else list(_unique_names(events_in_code(root)))
    if code:
        return code, "events are named only in code that sends or lists them", code
    said = list(_unique_names(events_in_sentences(root)))
    return said, "events are named only in sentences", said


def _events_of(tabs: list[Tab], listed: list[Outlined]) -> set[str]:
    """The events that are read, without the signs between their words."""
    named = [one.name for one in listed]
    named += [row[0] for tab in tabs if tab.rows[0][:1] == (EVENT,) for row in tab.rows[1:]]
    return set(map(squashed, named))


def _described_again(listed: list[Outlined]) -> list[str]:
    """Events of which several places say what they carry, and not the same."""
    said: dict[str, set[str]] = {}
    for one in listed:
        said.setdefault(one.name, set()).add(one.properties)
    return [name for name, several in said.items() if len(several - {""}) > 1]


def _doubt_of(where: str, what: str, names: Iterable[str]) -> list[Doubt]:
    """One doubt about several names; none where there is no name."""
    single = tuple(dict.fromkeys(names))
    return [Doubt(where, f"{len(single)} {what}.", len(single), single[:5])] if single else []


def _tabs_of_tables(tables: list[tuple[Node, Chunk]], *, strict: bool) -> list[Tab]:
    """The tables as tabs; those below headings of events, and cards, of one kind together."""
    listed_names = {
        word
        for _, table in tables
        for row in table.rows
        for cell in row
        if "," in cell
        for word in _WORD.findall(cell)
    }
    headers = headers_of_cards(table for _, table in tables)
    tabs: list[Tab] = []
    below: dict[tuple[str, ...], Below] = {}
    cards: list[tuple[str, Card]] = []
    for node, table in tables:
        if named := _card_below(node, table, headers, strict=strict):
            cards += named
        elif (found := rows_of_events(node, table, strict=strict)) and (
            heads_properties(table) or not found.names <= listed_names
        ):
            below.setdefault(found.rows[0], Below()).add(found)
        else:
            tabs.append(Tab(_title(node, tabs), table.rows))
    if rows := rows_of(cards, EVENT):
        tabs.append(Tab(_unique(EVENT, tabs), rows))
    for one in below.values():
        of_words = _doubts_of_words(one.odd_ones(), EVENT)
        tabs.append(Tab(_unique(EVENT, tabs), one.with_calls(), doubts=of_words))
    return tabs


def _phrases(listed: list[Outlined], doubtful: list[Outlined], tabs: list[Tab]) -> list[Outlined]:
    """Phrases of the text that are no events where twice as many are spelled as programs do."""
    rows = [row for tab in tabs for row in tab.rows[1:]]
    unsure = [one for one in listed if one in doubtful or one.by_words]
    named = [one for one in listed if one not in unsure and not set(" -") & set(one.name)]
    spelled = len(named)
    spelled += sum(is_past(row[0]) or any(map(is_compound, row[:2])) for row in rows)
    phrases = [one for one in unsure if set(" -") & set(one.name)]
    return phrases if len(phrases) * 2 <= spelled else []


def _unique_names(events: Iterator[Outlined]) -> Iterator[Outlined]:
    """Each event once: with what it carries, if that is written anywhere."""
    found: dict[str, Outlined] = {}
    for one in events:
        if one.name not in found or found[one.name].is_bare:
            found[one.name] = one
    yield from found.values()


def _card_below(
    node: Node, table: Chunk, headers: Collection[tuple[str, ...]], *, strict: bool
) -> list[tuple[str, Card]]:
    """A card with each event that it, or the heading above it, names."""
    card = card_of(table, headers)
    if card is None:
        return []
    events, origin = events_above(node, strict=strict, is_said=False)
    named = events_of(card) or (events if events and is_sure(origin, events) else ())
    return [(event, card) for event in named]


def _tab_of(events: list[Outlined], title: str, bold_is_required: re.Match[str] | None) -> Tab:
    """Events that are no table, as one."""
    fields = (_marked(one) if bold_is_required else one.properties for one in events)
    # a name alone beside rows that say more could be a heading of theirs
    bare = {one.name for one in events if one.is_bare and not call_of_name(one.name)}
    is_mixed = bare and any(not one.is_bare or not is_name(one.name) for one in events)
    calls = [[one.call or ("track" if is_mixed and one.name in bare else "") for one in events]]
    calls = calls if any(calls[0]) else []
    labels = list(dict.fromkeys(label for one in events for label, _ in one.labels))
    said = [[dict(one.labels).get(label, "") for one in events] for label in labels]
    columns = ([one.name for one in events], [one.told for one in events], list(fields))
    rows = list(zip(*columns, *calls, *said, strict=True))
    doubts = _doubts_of_words([one.name for one in events if one.by_words], title)
    doubts += () if bold_is_required else _doubts_of_bold(events, title)
    header = (EVENT, DESCRIPTION, PROPERTIES, *([CALL] if calls else []), *labels)
    return Tab(title, (header, *rows), titled=False, doubts=doubts)


def _tabs_of_fields(title: str, fields: list[PackedItem], tabs: list[Tab]) -> list[Tab]:
    """Properties of a call as a tab, and those of some events alone as another."""
    some = carried_by_some(fields)
    others = [one for one in fields if not any(one in items for items in some.values())]
    own = [_tab_of_fields(title, others)] if others else []
    rows = [
        (*row, events)
        for events, items in some.items()
        for row in _tab_of_fields("", items).rows[1:]
    ]
    header = ("Property", "Type", "Required", "Allowed values", "Description", "Applies to events")
    return (
        [*own, Tab(_unique("Properties of events", [*tabs, *own]), (header, *rows))]
        if rows
        else own
    )


def _tab_of_fields(title: str, fields: list[PackedItem]) -> Tab:
    """Properties of a call that are no table, as one."""
    marks = {True: "yes", False: "no", None: "no"}  # a name alone in its row may be a heading
    rows = [
        (one.name, one.type, marks[one.required], one.values, one.description) for one in fields
    ]
    header = ("Property", "Type", "Required", "Allowed values", "Description")
    return Tab(title, (header, *rows))


def _marked(event: Outlined) -> str:
    """The properties with a star behind those that are in bold."""
    fields = event.properties
    for name in event.bold:
        fields = re.sub(rf"(?<![\w.]){re.escape(name)}(?![\w.])", f"{name}*", fields)
    return fields


def _doubts_of_bold(events: list[Outlined], title: str) -> tuple[Doubt, ...]:
    bold = [name for one in events for name in one.bold]
    what = f"{len(bold)} names are in bold, which may say that they are required."
    examples = tuple(dict.fromkeys(bold))[:5]
    return (Doubt(title, what, len(bold), examples),) if bold else ()


def _doubts_of_words(names: list[str], title: str) -> tuple[Doubt, ...]:
    """Headings that may name something else than events."""
    examples = tuple(dict.fromkeys(names))
    many = (
        "1 heading is read as an event"
        if len(examples) == 1
        else f"{len(examples)} headings are read as events"
    )
    what = f"{many} for what stands below, though not spelled as events are."
    return (Doubt(title, what, len(examples), examples[:5]),) if names else ()


def _without_repetitions(events: list[Outlined], tabs: list[Tab]) -> list[Outlined]:
    """The events without names that are described elsewhere; guesses only where nothing else is."""
    known = {cell.strip("` ") for tab in tabs for row in tab.rows for cell in row}
    sure = [one for one in events if not one.is_guess]
    kept = sure or ([] if known else events)
    known |= {one.name for one in kept if not one.is_bare}
    return [one for one in kept if not (one.is_bare and one.name in known)]


def _title(node: Node, tabs: list[Tab]) -> str:
    above = [one for one in (node, *node.ancestors()) if one.is_heading]
    is_said = is_of_all(node) and not node.is_heading
    if is_said and not any(map(is_of_all, above)):
        return _unique("Common properties", tabs)
    if not (is_said or node.is_heading) and speaks_of_call(node.label):
        return _unique(node.label, tabs)
    for one in [*filter(is_of_all, above)][:1] or above:
        if one.about is not About.NOTHING or call_of_title(one.text):
            title = f"{one.text} (common properties)" if is_of_all(one) else one.text
            if is_of_all(one) and call_of_title(title) != "common":
                title = "Common properties"
            return _unique(title, tabs)
    return _unique(node.text or "Table", tabs)


def _unique(title: str, tabs: list[Tab]) -> str:
    taken = {tab.title for tab in tabs}
    number = 2
    unique = title
    while unique in taken:
        unique, number = f"{title} ({number})", number + 1
    return unique


# --- files ------------------------------------------------------------------------------------


def _tabs(given: PlanInput) -> tuple[Tab, ...]:
    return tabs_of(given.text, given.name) if given.kind == "markdown" else ()


def _tabs_of_folder(given: PlanInput) -> tuple[Tab, ...]:
    """The tabs of all files of a folder that holds nothing but Markdown and tables.

    Where there are several tables, their files' names say what is in them, as titles of tabs do.
    """
    if given.kind != "folder" or given.pages or given.folder.modules:
        return ()
    folder, tabs = given.folder, list[Tab]()
    titled = len(folder.sheets) > 1
    found = [replace(tab, titled=tab.titled or titled) for _, own in folder.sheets for tab in own]
    found += [tab for file, text in folder.markdown for tab in tabs_of(text, file.name)]
    for tab in found:
        tabs.append(replace(tab, title=_unique(tab.title, tabs)))
    return tuple(tabs)


MARKDOWN = PlanFormat("Markdown", lambda given: bool(_tabs(given)), tabs=_tabs)
TABLES = PlanFormat(
    "A folder of tables", lambda given: bool(_tabs_of_folder(given)), tabs=_tabs_of_folder
)
