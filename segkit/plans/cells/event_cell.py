"""What stands in one cell with an event's name: a list of its properties, or what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from segkit.plans.cells.packed import lists_keys, read_packed
from segkit.plans.words.looks import is_event_like, is_past
from segkit.plans.words.vocabulary import take_apart

_SIGNATURE = re.compile(
    r"^([^(:：{\n]{2,60}?)\s*(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\)|[:：]\s*([^\s].*))$", re.DOTALL
)
_BRACED = re.compile(r"^(\S+\w)\s?\{([^{}]+)\}$")
_EXPLAINED = re.compile(
    r"^[\"“'`]?([^\"”'`:\n–—]{2,60}?)[\"”'`]?(?:\s+[-–—]+|:)\s+([a-z(]\S*(?:\s+\S+){3,})$",
    re.DOTALL,
)
_KEY_EXPLAINED = re.compile(r"^`?([a-z]+(?:_[a-z0-9]+)+)`?\s+[-–—]+\s+(\S+(?:\s+\S+){2,})$")
"""`lamp_lit – the switch is on`: a key, and words that are no part of it."""


@dataclass(frozen=True, slots=True)
class EventCell:
    """What stands in one cell with an event's name; all empty when that stands alone.

    Attributes:
        name: The event.
        listed: A list of its properties.
        about: A description.
    """

    name: str = ""
    listed: str = ""
    about: str = ""


@lru_cache(maxsize=8192)
def read_event_cell(text: str) -> EventCell:
    """`Order Completed (order_id, total)`, `cart_viewed{cart_id}`, `Cart Viewed: cart_id`, `"Cart Viewed" - sent when …`."""
    found = _BRACED.match(text.strip("` "))
    if found and is_event_like(found[1]) and read_packed(found[2]).items:
        return EventCell(found[1], found[2])
    found = _SIGNATURE.match(text.strip())
    if found and is_event_like(found[1]) and not _is_label(found[1]):
        listed = found[2] or found[3] or ""
        if listed.strip() and read_packed(listed).whole and lists_keys(listed):
            return EventCell(found[1].strip(), listed)
    if found := _KEY_EXPLAINED.match(text.strip()):
        return EventCell(found[1], about=found[2])
    found = _EXPLAINED.match(text.strip())
    is_about = found is not None and not is_past(found[2]) and not _is_label(found[1])
    if found and is_event_like(found[1]) and is_about:
        return EventCell(found[1].strip(), about=found[2])
    return EventCell()


def _is_label(text: str) -> bool:
    """`Trigger: a click`: one word of headings before what it says."""
    return " " not in text.strip() and bool(take_apart(text).about)
