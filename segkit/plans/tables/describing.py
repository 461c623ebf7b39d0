"""What is said of an event in words, and the properties that such words name."""

from __future__ import annotations

import re

from segkit.plans.cells.packed import lists_keys, read_packed
from segkit.plans.tables.drafts import Draft

_PROPERTIES = re.compile(
    r"\b(?:properties|parameters|params|props|attributes)\s*:\s*(\S.*)$", re.IGNORECASE | re.DOTALL
)


def listed_in(text: str) -> str:
    """The list at the end of a description: `Sent when … Properties: order_id, total`."""
    found = _PROPERTIES.search(text)
    is_list = found is not None and read_packed(found[1]).whole and lists_keys(found[1])
    return found[1] if found is not None and is_list else ""


def describe(draft: Draft, name: str, text: str) -> None:
    """The first description is the event's; a further one is kept under its own name."""
    if not draft.description:
        draft.description = text
    elif draft.description != text:
        draft.keep(name, text)
