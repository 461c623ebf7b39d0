"""What is said of an event in words, and the properties that such words name."""

from __future__ import annotations

import re

from segkit.plans.cells.packed import lists_keys, read_packed
from segkit.plans.tables.drafts import Draft
from segkit.plans.words.looks import is_key_like
from segkit.plans.words.vocabulary import take_apart

_LABELLED = re.compile(r"(?P<label>[^\W\d_]+)\s*[:：]\s*(?P<listed>\S.*)$", re.DOTALL)
_IN_BRACKETS = re.compile(
    r"[(（](?P<label>[^\W\d_]+)(?:\s*[:：]\s*|\s+)(?P<listed>[^()（）]+)[)）]"
)


def listed_in(text: str) -> str:
    """The list in a description: `Sent when … Properties: order_id, total`, `… (param hall)`."""
    for found in _IN_BRACKETS.finditer(text):
        names = [item.name for item in read_packed(found["listed"]).items]
        if _says_fields(found["label"]) and names and all(map(is_key_like, names)):
            return found["listed"]
    for found in _LABELLED.finditer(text):
        listed = found["listed"]
        if _says_fields(found["label"]) and read_packed(listed).whole and lists_keys(listed):
            return listed
    return ""


def _says_fields(label: str) -> bool:
    """A word for properties, and no other."""
    heading = take_apart(label)
    return "field" in heading.about and not heading.unknown


def describe(draft: Draft, name: str, text: str) -> None:
    """The first description is the event's; a further one is kept under its own name."""
    if not draft.description:
        draft.description = text
    elif draft.description != text:
        draft.keep(name, text)
