"""How a rule begins: its call by what it is named, and the short form above a table of its own."""

from __future__ import annotations

from segkit.plans.cells.values import read_version
from segkit.plans.layouts.table import FIXED, Table
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.ledger import Ledger
from segkit.plans.words.headings import (
    call_of_name,
    call_of_set,
    call_of_value,
    is_common,
    name_and_call,
)
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import Heading, says_every, take_apart

KEYED = frozenset({"track", "page", "screen"})
"""Calls of which there are several, told apart by a name."""
_COMMON = Heading(frozenset({"common"}), last=frozenset({"common"}))


def use_lead(draft: Draft, table: Table, ledger: Ledger) -> None:
    """A short form above an event's own table."""
    name_call(draft, table)
    for role, placed in table.lead.card:
        ledger.use(placed.row)
        version = read_version(placed.text) if role is Role.VERSION else None
        if version is not None:
            draft.version = version
        elif role is Role.CALL:
            draft.call = call_of_value(placed.text) or draft.call
        elif role not in {Role.EVENT, Role.LABEL} and not draft.description:
            draft.description = placed.text
        elif role is not Role.EVENT:
            draft.labels[placed.label or str(role)] = placed.text


def name_call(draft: Draft, table: Table) -> None:
    """An event called `identify` is that call, unless the profile says otherwise."""
    if table.call_why == FIXED:
        return
    if told := name_and_call(draft.text):
        draft.text, draft.call = told
        draft.key = draft.text if draft.call in KEYED else None
    if own := call_of_name(draft.text) or call_of_set(draft.text):
        draft.call, draft.key = own, None
    elif is_of_all(draft.text):
        draft.call, draft.key = "common", None


def is_of_all(text: str) -> bool:
    """`*`, `All events`, `公共属性` in place of an event."""
    return says_every(text) or is_common(text) or take_apart(text) == _COMMON
