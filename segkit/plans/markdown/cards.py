"""Cards: a table of two columns that says of one event what it is (`Trigger | the order is paid`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from segkit.plans.markdown.markdown_blocks import Chunk
from segkit.plans.words.headings import hints
from segkit.plans.words.looks import is_compound, is_event_like, is_key_like, several_events
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import take_apart

_SAYS = 0.6
_MOSTLY = 0.6
_FEWEST = 2

Card = dict[str, str]
"""What is said, by label."""


def card_of(table: Chunk, headers: Collection[tuple[str, ...]] = ()) -> Card | None:
    """The entries of a card; None for every other table. `headers`: those of the file's cards."""
    rows = table.rows
    if not rows or any(len(row) != _FEWEST for row in rows):
        return None
    entries = rows if _is_label(rows[0][0]) and not hints(rows[0][1]) else rows[1:]
    labels = [label for label, _ in entries if label.strip()]
    card = {label.strip(" :*"): text for label, text in entries}
    is_named = sum(map(_is_label, labels)) > 1 and bool(events_of(card))
    is_card = is_named or rows[0] in headers or sum(map(_is_label, labels)) >= _MOSTLY * len(labels)
    return card if len(labels) >= _FEWEST and is_card else None


def headers_of_cards(tables: Iterable[Chunk]) -> set[tuple[str, ...]]:
    """The first rows of tables at least half of which are cards."""
    times = Counter[tuple[str, ...]]()
    for table in tables:
        times[table.rows[0] if table.rows else ()] += 1 if card_of(table) else -1
    return {header for header, more in times.items() if more >= 0}


def events_of(card: Card) -> tuple[str, ...]:
    """The events that a card names itself; none when only its heading does."""
    found = (text for label, text in card.items() if hints(label).get(Role.EVENT, 0.0) >= _SAYS)
    event = next(found, "").strip("` ")
    return (event,) if is_key_like(event) or is_event_like(event) else several_events(event)


def rows_of(cards: Iterable[tuple[str, Card]], heading: str) -> tuple[tuple[str, ...], ...]:
    """All cards as one table, their events in front below this heading."""
    cards = list(cards)
    labels = dict.fromkeys(label for _, card in cards for label in card)
    kept = [label for label in labels if hints(label).get(Role.EVENT, 0.0) < _SAYS]
    rows = [(event, *(card.get(label, "") for label in kept)) for event, card in cards]
    return ((heading, *kept), *rows) if rows else ()


def _is_label(text: str) -> bool:
    """A heading of plans rather than the name of a property."""
    heading = take_apart(text)
    return bool(hints(text)) and not heading.unknown and not is_compound(text.strip("`* "))
