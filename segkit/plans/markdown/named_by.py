"""Events that something else than a heading names: a label, a card, a line above labelled ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from segkit.plans.markdown.belonging import item_fields, labels_of, told_of
from segkit.plans.markdown.cards import card_of, events_of
from segkit.plans.markdown.event_names import only_names, said_names, speaks_of_events
from segkit.plans.markdown.outline import About, Node, is_unsent
from segkit.plans.markdown.outlined import Outlined
from segkit.plans.words.looks import is_compound, is_done, is_event_like


def told_names(node: Node) -> Iterator[list[str]]:
    """The events that a label or a card at a heading names: `Event name | lamp_lit`."""
    if names := said_names(node):
        yield names
    cards = (card for table in node.tables if (card := card_of(table)))
    yield from (list(events) for card in cards if (events := events_of(card)))


def names_block(node: Node) -> list[str]:
    """The events behind a label, or the one that is set off above lines with labels."""
    if names := said_names(node):
        return names
    beside = node.above.below if node.above else []
    behind_it = next((two for one, two in pairwise(beside) if one is node), node)
    is_text = not (node.is_item or node.is_heading)
    is_alone = is_text and node.text == node.head and is_event_like(node.head)
    is_told = behind_it.about in {About.FIELDS, About.TOLD} and bool(behind_it.rest)
    return [node.head] if is_alone and is_told and not behind_it.is_item else []


def said_in(items: list[Node]) -> Iterator[Outlined]:
    """The events that labels in the entries name."""
    for one in items:
        own = names if all(map(is_compound, names := said_names(one))) else []
        for names in filter(None, (own, *map(said_names, one.below))):
            fields = "\n".join(item_fields(one))
            told = told_of(one.below) or ("" if own else one.text)
            for name in names:
                yield Outlined(name, told, fields, labels=labels_of(one.below))


def grouped(node: Node, items: list[Node]) -> Iterator[Outlined]:
    """`Tea times: `tea_poured`, `cup_filled``: names alone behind words for them, below "Events"."""
    named = [(one, only_names(one, one.rest)) for one in items]
    names = [name for _, several in named for name in several]
    is_list = speaks_of_events(node) and not is_unsent(node)
    is_list &= all(several and not one.head for one, several in named)
    if is_list and sum(map(is_done, names)) * 2 > len(names) > len(items):
        yield from (Outlined(name, one.label) for one, several in named for name in several)
