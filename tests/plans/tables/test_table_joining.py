"""Drafts of rules put together: pure functions, one table of cases each."""

from __future__ import annotations

from copy import deepcopy

import pytest

from segkit.model.plan import Field
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.joining import join_events, name_by_ids, resolve_references


def draft(
    key: str | None, *names: str, block: bool = False, types: str = "string", **more: str
) -> Draft:
    """A draft of a track call; a name with a star is required, one with a dash has no type."""
    made = Draft("track", key, key or "", f"Plan!{key or 'A1'}", labels=dict(more), is_block=block)
    for name in names:
        kind = () if name.startswith("-") else (types,)
        bare = name.strip("*-")
        made.add([Field(path=("properties", bare), types=kind, required="*" in name)])
    return made


def shown(drafts: list[Draft]) -> list[str]:
    """A line for each draft: its key, its fields, and a sign for one that has a twin."""
    lines = []
    for one in drafts:
        fields = ",".join(
            f"{field.path[-1]}{'*' if field.required else ''}" for field in one.fields
        )
        lines.append(f"{one.key}: {fields}{' (twin)' if one.twin else ''}")
    return lines


JOINED = {
    "rows of one event that are not next to each other": (
        [draft("Paid", "id"), draft("Seen", "cart"), draft("Paid", "total")], {},
        ["Paid: id,total", "Seen: cart"],
    ),
    "two blocks without a property in both": (
        [draft("Paid", "id", block=True), draft("Paid", "total", block=True)], {},
        ["Paid: id,total"],
    ),
    "two blocks with a property in both stay apart": (
        [draft("Paid", "id", block=True), draft("Paid", "id", "total", block=True)], {},
        ["Paid: id", "Paid: id,total (twin)"],
    ),
    "a property that rows of one event repeat stays twice": (
        [draft("Paid", "id"), draft("Paid", "id", "total")], {}, ["Paid: id,id,total"],
    ),
    "what is mentioned first and then described twice": (
        [draft("Paid"), draft("Paid", "id"), draft("Paid", "total")], {"are_tables": True},
        ["Paid: id,total"],
    ),
    "a property that rows of a list repeat is one": (
        [draft("Paid", "-id"), draft("Paid", "-id", "-total")], {"are_lists": True},
        ["Paid: id,total"],
    ),
    "what another table mentions is defined where its properties are": (
        [draft("Paid"), draft("Seen"), draft("Paid", "id")], {"are_tables": True},
        ["Seen: ", "Paid: id"],
    ),
    "two tables that say the same": (
        [draft("Paid", "id*", "total"), draft("Paid", "id*")], {"are_tables": True},
        ["Paid: id*,total"],
    ),
    "a bare name in another table contradicts nothing": (
        [draft("Paid", "-id"), draft("Paid", "id*")], {"are_tables": True},
        ["Paid: id*"],
    ),
    "two tables that contradict each other": (
        [draft("Paid", "id"), draft("Paid", "id", types="number")], {"are_tables": True},
        ["Paid: id", "Paid: id (twin)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", JOINED)
def test_drafts_of_one_event_are_joined(name: str) -> None:
    """In the order of first mention; what contradicts is kept apart and named."""
    drafts, how, expected = JOINED[name]

    assert shown(join_events(deepcopy(drafts), **how)) == expected


IDS = {
    "an id in a column of ids": (
        [draft("Paid", ID="E1"), draft("E1", "total")], ["Paid: ", "Paid: total"],
    ),
    "a title": (
        [draft("order_paid", Title="Order Paid"), draft("Order Paid", "total")],
        ["order_paid: ", "order_paid: total"],
    ),
    "a code below a heading that says nothing": (
        [draft("Paid", Zonk="E1"), draft("E1", "total")], ["Paid: ", "Paid: total"],
    ),
    "an event's name in another column is no id": (
        [draft("Order Paid", Before="Cart Viewed"), draft("Cart Viewed", "cart")],
        ["Order Paid: ", "Cart Viewed: cart"],
    ),
    "an event of which something is said keeps its name": (
        [draft("Paid", ID="E1"), draft("E1", "total", ID="E2")], ["Paid: ", "E1: total"],
    ),
    "an id of two events names neither": (
        [draft("Paid", ID="E1"), draft("Seen", ID="E1"), draft("E1", "total")],
        ["Paid: ", "Seen: ", "E1: total"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", IDS)
def test_events_are_found_by_their_ids(name: str) -> None:
    """Where one table says `E1` and another one whose id that is."""
    drafts, expected = IDS[name]

    assert shown(name_by_ids(deepcopy(drafts))) == expected


def reference(*names: str, applies: tuple[str, ...] = (), types: str = "string") -> Draft:
    """A list of properties, each with the events that carry it, if anything says so."""
    made = draft(None, *names, types=types)
    made.is_reference = True
    made.rows = list(range(len(names)))
    made.applies = dict(enumerate(applies))
    return made


RESOLVED = {
    "describes what events list": (
        [draft("Paid", "-id"), reference("id*")], ["Paid: id*"], [], {},
    ),
    "names the events that carry a property": (
        [draft("Paid"), draft("Seen"), reference("id", "cart", applies=("Paid", "Paid, Seen"))],
        ["Paid: id,cart", "Seen: cart"], [], {},
    ),
    "names an event that nothing else speaks of": (
        [reference("id", applies=("order_paid",))], ["order_paid: id"], [], {},
    ),
    "all events": (
        [draft("Paid"), reference("id", applies=("all events",))], ["Paid: ", "None: id"], [], {},
    ),
    "an event spelled otherwise": (
        [draft("order_paid"), reference("id", applies=("Order Paid",))], ["order_paid: id"], [], {},
    ),
    "a property of no event": (
        [draft("Paid", "id"), reference("id", "total")], ["Paid: id"], [1], {},
    ),
    "words that name no event": (
        [draft("Paid"), reference("id", applies=("Paid, see the list; or that one",))],
        ["Paid: id"], [], {0: "see the list, or that one"},
    ),
    "events in quotes, and one that is left out": (
        [draft("Xbox Used X"), draft("Paid"), reference("id", applies=("• `Xbox Used X`, , - Paid",))],
        ["Xbox Used X: id", "Paid: id"], [], {},
    ),
    "of two names that differ in spelling, the one that is written": (
        [draft("order_paid"), draft("Order Paid"), reference("id", applies=("order_paid",))],
        ["order_paid: id", "Order Paid: "], [], {},
    ),
    "an event that only the list names": (
        [draft("Paid"), reference("id", applies=("`Order Shipped`",))],
        ["Paid: ", "Order Shipped: id"], [], {},
    ),
    "what it says of some events says nothing of others": (
        [draft("Paid"), draft("Seen", "-id"), reference("id*", applies=("Paid",))],
        ["Paid: id*", "Seen: id"], [], {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RESOLVED)
def test_references_are_resolved(name: str) -> None:
    """What is in no event is said, and what nobody knows."""
    drafts, expected, unused, unknown = RESOLVED[name]

    resolved = resolve_references(deepcopy(drafts))

    assert shown(resolved.drafts) == expected
    assert [place for _, places in resolved.unused for place in places] == unused
    assert {at: text for _, texts in resolved.unknown for at, text in texts.items()} == unknown


def test_rows_about_one_property_add_up_to_a_list_of_values() -> None:
    """One allowed value in each row of a tab of its own."""
    values = reference("channel", "channel")
    values.fields = [
        Field(path=("properties", "channel"), enum=("web",)),
        Field(path=("properties", "channel"), enum=("store",)),
    ]

    [paid] = resolve_references([draft("Paid", "channel"), values]).drafts

    assert paid.fields[0].enum == ("web", "store")
