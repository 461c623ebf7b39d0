"""Events that headings and entries of lists name, with the properties listed below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from segkit.plans.cells.packed import read_packed
from segkit.plans.markdown.belonging import (
    behind,
    call_of,
    events_in_group,
    fields_of,
    is_part,
    item_fields,
    labels_of,
    lines_of,
    near,
    said_in_words,
    told_of,
    told_of_item,
    typed,
)
from segkit.plans.markdown.event_names import (
    bare_text,
    braced_names,
    call_in_heading,
    is_below_events,
    is_below_title,
    is_code,
    is_mere_name,
    is_of_all,
    is_spelled,
    is_sure,
    is_variant,
    names_of_heading,
    names_of_item,
    only_names,
    owner_of,
    speaks_of_call,
    speaks_of_events,
)
from segkit.plans.markdown.events_in_text import phrases_below
from segkit.plans.markdown.named_by import grouped, names_block, said_in, told_names
from segkit.plans.markdown.outline import About, Node, is_unsent
from segkit.plans.markdown.outlined import Outlined
from segkit.plans.markdown.property_items import lists_properties
from segkit.plans.markdown.shown_payload import has_program, is_schema, payload
from segkit.plans.markdown.typed_code import sent_in
from segkit.plans.words.headings import call_of_name
from segkit.plans.words.looks import (
    is_compound,
    is_constant,
    is_done,
    is_event_like,
    is_kebab,
)
from segkit.plans.words.vocabulary import deeds, plain, take_apart

_SORTS = re.compile(
    r"\b(?:categor(?:y|ies)|types|kinds|reasons|statuses|states|levels|roles|classes|codes)\W*$",
    re.IGNORECASE,
)
"""What a list of values is called, though they be spelled as events: `Ticket categories`."""
_EVENTS = re.compile(
    r"\b(?:events?|ereignisse?|événements?|eventos?|eventi|evenementen)\b|事件|イベント|이벤트",
    re.IGNORECASE,
)
_INCLUDES = re.compile(
    r"\b(?:includ|contain|carr(?:y|i)|hav|has\b|propert|enth|tragen)", re.IGNORECASE
)
_WITH = re.compile(r"\b(?:with|carrying|mit|avec|con|com)\s*:$", re.IGNORECASE)
"""`Errors are written to the store with:`, above what they carry."""
_TO_TRACK = re.compile(
    r"\s+(?:to (?:be )?(?:track|send|log|fire|capture|implement)\w*|(?:being |we )?track(?:ed)?|(?:we )?sent|\(.*\))$",
    re.IGNORECASE,
)
"""`Events to track`."""
_OF_LABEL = {"event", "name", "required", "optional", "common"}
_FEWEST = 2


def events_above(node: Node, *, strict: bool, is_said: bool) -> tuple[list[str], Node]:
    """The events that a table below this node belongs to, and where they are named.

    Headings such as "Properties" name none; the one above them does. `strict` where tables name
    the events: a heading then names one only if it is spelled so. `is_said` where the table says
    itself that it holds properties.
    """
    is_call = False
    for one in (node, *node.ancestors()):
        if owner := owner_of(one.text):
            return [owner], one
        if one.is_heading and is_of_all(one):
            return [], one
        is_call |= is_of_all(one) or speaks_of_call(bare_text(one))
        if one.level == 0 or is_part(one) or is_variant(one):
            is_said = is_said or one.says_fields
            continue
        said = [names for below in near(one) for names in told_names(below)]
        if len(said) == 1:
            return said[0], one
        names = names_of_heading(one, strict=strict) if one.is_heading else names_of_item(one)
        is_clear = bool(names) and is_sure(one, names)
        if not (is_clear or is_call or strict) and (sent := sent_alone(one)):
            return [sent], one
        is_event = is_said or is_clear or any(map(is_event_like, names))
        return names if is_event else [], one
    return [], node


def is_sent(node: Node, events: list[str]) -> bool:
    """The event is the one that code below the heading sends, and a word of the heading is in it."""
    words = set(plain(" ".join(events)).replace("_", " ").split())
    return events == [sent_alone(node)] and bool(words & set(re.findall(r"\w+", plain(node.text))))


def sent_alone(node: Node) -> str:
    """The one event that code below a heading sends, where no heading below is spelled as one."""
    sent = {name for one in node.all() for chunk in one.code for name in sent_in(chunk.text)}
    is_alone = len(sent) == 1 and not any(one.is_heading and is_spelled(one) for one in node.all())
    return sent.pop() if is_alone else ""


def outlined_events(root: Node, *, strict: bool) -> Iterator[Outlined]:
    """Events of headings and lists that have their properties, or a description, in a list."""
    read: dict[int, list[Outlined]] = {}
    seen: set[int] = set()
    for node in root.all():
        if id(node) in seen:
            continue
        found = list(_of_heading(node, strict=strict)) if node.is_heading else []
        if not node.level and not any(one.is_heading for one in node.below):
            found = list(_labelled(node, near(node)))  # a text without headings
        found = found or [Outlined(name) for name in _named_in(node, strict=strict)]
        found = found or list(_of_list(node, strict=strict))
        if found:
            read[id(node)] = found
            seen |= {id(one) for one in node.all() if not one.is_heading}
    for node in root.all():
        yield from _sure_beside(node, read) or _as_beside(node, read)


def _sure_beside(node: Node, read: Mapping[int, list[Outlined]]) -> list[Outlined]:
    """What was read of it; sure also where those of several headings beside are."""
    found = read.get(id(node), [])
    beside = node.above.below if node.is_heading and node.above else []
    others = [read.get(id(one), []) for one in beside if one is not node]
    sure = [one for one in others if one and not any(it.is_guess for it in one)]
    are_names = all(is_compound(one.name) for one in found)
    is_sure = are_names and len(sure) >= _FEWEST and not _is_aside(node)
    return [replace(one, is_guess=False) for one in found] if is_sure else found


def _as_beside(node: Node, read: Mapping[int, list[Outlined]]) -> list[Outlined]:
    """A list of names as code below a heading, where those below most headings beside are events."""
    items = [one for one in node.below if one.is_item]
    heads = [one for one in items if one.head in one.spans and names_of_item(one, loose=False)]
    heads = heads or [one for one in items if is_mere_name(one)]
    beside = node.above.below if node.is_heading and node.above else []
    others = [one for one in beside if one.is_heading and one is not node and one.below]
    listed = [found[0] for one in others if (found := read.get(id(one))) and not found[0].is_words]
    is_list = 0 < len(heads) == len(items) and not (
        node.tables or _is_aside(node) or is_of_all(node)
    )
    if not is_list or len(listed) < _FEWEST or len(listed) * 2 < len(others):
        return []
    is_guess = all(one.is_guess for one in listed)
    return [Outlined(one.head or one.text, told_of_item(one), is_guess=is_guess) for one in items]


def events_among(node: Node) -> Iterator[Outlined]:
    """The events of a heading beside others that are events: whatever is, or is not, below it."""
    found = list(_of_heading(node, strict=False, is_among=True))
    others = any(one.is_heading or one.tables or one.below for one in node.below)
    if not found and not (others or node.tables or node.code):
        names = names_of_heading(node, strict=False)
        found = [Outlined(name, told_of(node.below)) for name in names]
    yield from found


def _of_heading(node: Node, *, strict: bool, is_among: bool = False) -> Iterator[Outlined]:
    """The event that a heading names, when a list or code below it says what it carries."""
    own = near(node)
    if any(map(names_block, own[1:])):
        yield from _labelled(node, own)
        return
    if is_part(node):
        return
    names = names_of_heading(node, strict=strict)
    if not names or any(one.tables for one in own):
        return
    is_clear = is_among or is_spelled(node) or (is_code(node) and is_below_events(node))
    is_listed = lists_properties(node)
    lines = [line for one in own for line in fields_of(one, is_event=is_clear or is_listed)]
    is_said = is_clear or is_listed or any(one.says_fields for one in own)
    if not lines:
        lines, is_said = typed(own), True
    code = payload(own, names[0], is_spelled=is_clear)
    lines = [] if is_schema(code) else lines
    code = "" if lines else code
    if lines and all(line.partition(" ")[0].strip("`:").isupper() for line in lines):
        return  # `LAMP_KEY`: what a program is given, and no property
    if lines and (members := events_in_group(node.text, lines)):
        yield from (Outlined(name, node.text) for name in members)
        return
    is_event = is_clear or is_event_like(names[0]) or is_below_events(node)
    is_event |= call_of_name(names[0]) is not None
    is_told = bool(code or (is_clear and has_program(own))) or bool(lines and is_said and is_event)
    for name in names if is_told or _is_one_of_many(node) else ():
        yield Outlined(
            name,
            told_of(own[1:]),
            code or "\n".join(lines),
            is_words=not is_clear,
            by_words=not (is_among or is_sure(node, names)),
            call=call_in_heading(node) or call_of(own[1:]),
            labels=labels_of([one for one in own[1:] if not (is_listed and one.is_item)]),
        )


def _labelled(node: Node, own: list[Node]) -> Iterator[Outlined]:
    """Events behind a label below a heading, each with what follows up to the next."""
    starts = [at for at, one in enumerate(own) if at and names_block(one)]
    if any(one.tables for one in own):
        return
    for start, end in pairwise([*starts, len(own)]):
        part = own[start:end] if len(starts) > 1 else own[1:]
        lines = [line for one in part for line in fields_of(one, is_event=False)]
        if not lines and lists_properties(own[start]):  # right below the label
            lines = [line for one in own[start].below for line in lines_of(one)]
        lines = lines or typed(part)
        told = told_of([one for one in part if not names_block(one)])
        is_told = bool(told) or any(one.about in {About.TOLD, About.FIELDS} for one in part)
        for name in names_block(own[start]):
            code = "" if lines else payload(part, name, is_spelled=True)
            if not (lines or code or is_told):
                continue
            yield Outlined(
                name, told or node.text, code or "\n".join(lines), labels=labels_of(part)
            )


def _is_one_of_many(node: Node) -> bool:
    """One of several headings below one about events that are spelled as only events are."""
    beside = [one for one in node.above.below if one.is_heading] if node.above else []
    spelled = sum(map(is_spelled, beside))
    is_named = is_spelled(node) or is_code(node)
    return is_named and is_below_events(node) and spelled * 2 > len(beside) > 1


def _of_list(node: Node, *, strict: bool) -> Iterator[Outlined]:
    """The events that most entries below a heading or label name."""
    items = [one for one in node.below if one.is_item]
    items = items or [one for one in node.below if one.is_entry]
    if said := list(said_in(items)) or list(grouped(node, items)):
        yield from said
        return
    parted = {id(one): events for one in items if (events := braced_names(one))}
    yield from (Outlined(*each) for events in parted.values() for each in events)
    items = [one for one in items if id(one) not in parted]
    are_told = any(below.says_fields for one in items for below in one.below)
    is_titled = is_below_title(node, items)
    if not items or (_is_aside(node) and not (are_told or is_titled)) or is_of_all(node):
        return
    is_near = node.about is About.EVENTS or is_below_events(node) or _names_kinds(node, items)
    loose = is_near and not strict
    named = [(one, names) for one in items if (names := names_of_item(one, loose=loose))]
    if not (named or parted or strict):
        yield from phrases_below(node, items)
    if (len(named) + len(parted)) * 2 <= len(items) + len(parted):
        return
    found = [(one, names, item_fields(one)) for one, names in named]
    has_fields = any(lines for _, _, lines in found)
    are_deeds = sum(_is_deed(names[0]) for _, names in named) * 2 > len(named)
    are_deeds &= not _SORTS.search(node.label)
    is_clear = node.is_heading or node.about is About.EVENTS or are_deeds
    if strict and not is_clear:  # `Categories:` beside tables of events
        return
    are_done = all(is_done(names[0]) for _, names in named)
    are_alike = all(is_compound(names[0]) for _, names in named) and (not strict or are_done)
    is_near |= is_titled or (are_alike and _is_beside_events(node))
    say_fields = sum(
        any(it.says_fields for it in one.below) or bool(said_in_words(behind(one)))
        for one, _ in named
    )
    is_said = (speaks_of_events(node) or _is_introduced(node)) and (has_fields or are_deeds)
    is_said |= are_done and _EVENTS.search(node.text) is not None and not node.is_heading
    if not is_near and not is_said and say_fields * 2 <= len(named):
        return
    is_guess = not is_near and not has_fields
    groups = [events_in_group(names[0], lines) for _, names, lines in found]
    if sum(map(bool, groups)) * 2 > sum(bool(lines) for _, _, lines in found):
        yield from _of_groups(found, is_guess=is_guess)
        return
    yield from _of_entries(found, strict=strict, is_near=is_near, is_guess=is_guess)


def _of_entries(
    found: list[tuple[Node, list[str], list[str]]], *, strict: bool, is_near: bool, is_guess: bool
) -> Iterator[Outlined]:
    """The events that entries name, each with what is said of it or, of several, below it."""
    for one, names, lines in found:
        own = {it.name: it for it in _of_list(one, strict=strict)} if len(names) > 1 else {}
        for name in names:
            if own.keys() >= set(names):  # `lamp_lit / lamp_out`, each with what it carries below
                yield own[name]
            else:
                yield _of_entry(name, one, "\n".join(lines), is_near=is_near, is_guess=is_guess)


def _of_entry(name: str, node: Node, fields: str, *, is_near: bool, is_guess: bool) -> Outlined:
    """The event that an entry names, with what it says of it."""
    is_named = is_compound(name) or (is_near and (is_kebab(name) or is_constant(name)))
    return Outlined(
        name, told_of_item(node), fields, is_guess, _bold_names(node, fields),
        not is_named and node.head not in node.spans, bool(node.head), labels=labels_of(node.below),
    )  # fmt: skip


def _is_aside(node: Node) -> bool:
    """A list of something else: properties, `Event categories`, or how events are to be named."""
    if is_unsent(node):
        return True
    heading = take_apart(_TO_TRACK.sub("", node.label))
    is_named = node.is_heading and heading.last == {"name"}  # `Core event names`
    is_of_other = "event" in heading.about - heading.last and not (heading.unknown or is_named)
    is_rule = node.is_item and heading.about == {"event", "name"}
    is_rule |= not node.is_heading and node.text.endswith(":") and bool(_SORTS.search(node.text))
    is_rule |= _WITH.search(node.text) is not None and not _EVENTS.search(node.text)
    return is_of_other or is_rule or node.about in {About.FIELDS, About.NOTHING}


def _named_in(node: Node, *, strict: bool) -> list[str]:
    """`Required events: `lamp_lit`, `lamp_out`.`: the events that a label lists in its line.

    Where no table names them, another label will do: `Lamps: `lamp_opened`, `lamp_closed`.`.
    """
    words = take_apart(node.label)
    is_label = "event" in words.about and words.about <= _OF_LABEL
    is_label &= not (node.is_item or words.unknown)
    names = only_names(node, node.rest.partition(". ")[0]) if node.rest else []
    are_done = not strict and sum(map(is_done, names)) * 2 > len(names) > _FEWEST
    return (
        names if (is_label or are_done) and len(names) > 1 and all(map(is_compound, names)) else []
    )


def _is_introduced(node: Node) -> bool:
    """A sentence that ends with a colon speaks of events: `Two events say who came:`."""
    texts = [one.text.rstrip() for one in node.below if not (one.is_item or one.is_heading)]
    return any(
        text.endswith((":", "：")) and _EVENTS.search(text) and not _INCLUDES.search(text)
        for text in texts
    )


def _names_kinds(node: Node, items: list[Node]) -> bool:
    """`Allowed event types for the shop:` above names that are all written as code."""
    about = take_apart(node.label).about
    is_label = {"event", "type"} <= about and about.isdisjoint({"field", "variable", "trait"})
    is_label &= not node.is_heading and len(items) > 1
    return is_label and all(one.head in one.spans for one in items)


def _is_beside_events(node: Node) -> bool:
    """A heading beside others most of which speak of events."""
    beside = node.above.below if node.is_heading and node.above else []
    others = [one for one in beside if one.is_heading and one is not node]
    speaking = [one for one in others if one.about is About.EVENTS]
    return len(speaking) > 1 or (len(speaking) == len(others) == 1)


def _of_groups(
    found: list[tuple[Node, list[str], list[str]]], *, is_guess: bool
) -> Iterator[Outlined]:
    """The events that entries list behind the names of groups."""
    for node, names, lines in found:
        for line in lines or [behind(node)]:
            for one in read_packed(line).items if lines or is_done(line) else ():
                yield Outlined(one.name, names[0], is_guess=is_guess)


def _bold_names(node: Node, fields: str) -> tuple[str, ...]:
    """Names of properties in bold, where some are not."""
    names = [one.name for one in read_packed(fields).items]
    bold = tuple(name for name in names if name in node.bold)
    return bold if len(bold) < len(names) else ()


def _is_deed(name: str) -> bool:
    return deeds().search(plain(name).replace("_", " ")) is not None
