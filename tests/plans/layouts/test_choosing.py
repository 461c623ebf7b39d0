"""Which columns become events and properties, by the weights that heading and values gave them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from segkit.plans.layouts.choosing import choose_names
from segkit.plans.layouts.columns import Column
from segkit.plans.words.headings import hints
from segkit.plans.words.role import Hints, Role

EVENT, FIELD, PACKED, APPLIES = Role.EVENT, Role.FIELD, Role.PACKED, Role.APPLIES
CALL, TYPE, NESTED = Role.CALL, Role.TYPE, Role.NESTED
KEYS, NAMES = "order_id|total", "Order Completed|Cart Viewed"
LISTS, FEW = "order_id, total|sku, price", "order_id, total|sku|price|coupon"
PAYLOADS = '{"event":"Order"}|{"event":"Cart"}'
Taken = tuple[Role | None, float, str] | None


def column(
    header: str,
    values: str = "",
    *,
    role: Role | None = None,
    why: str = "",
    by_looks: bool = False,
    hinted: Hints | None = None,
    **weights: float,
) -> Column:
    """A column with its values between bars, and its weights by the names of the roles."""
    samples = tuple(values.split("|")) if values else ()
    given = hints(header) if hinted is None else hinted
    return Column(
        0, 0, header, "", given, samples, role,
        confidence=0.8 if role else 0.0, why=why, by_looks=by_looks,
        weights={Role[name.upper()]: weight for name, weight in weights.items()},
    )  # fmt: skip


def header(text: str) -> str:
    """The reason that only the heading gives."""
    return f"header {text!r}"


CASES: dict[str, tuple[list[Column], str | None, list[Taken]]] = {
    "an event and its field": (
        [column("Event", NAMES, event=0.9), column("Property", KEYS, field=0.9)], "track",
        [(EVENT, 0.9, header("Event")), (FIELD, 0.9, header("Property"))]),
    "a second column of events where one is settled": (
        [column("Event", NAMES, role=EVENT, why="as said"), column("Name", NAMES, event=0.9)],
        "track", [(EVENT, 0.8, "as said"), None]),
    "a second column of fields where one is settled": (
        [column("Property", KEYS, role=FIELD, why="as said"), column("Name", KEYS, field=0.9)],
        "track", [(FIELD, 0.8, "as said"), None]),
    "a column of fields where lists are settled": (
        [column("Properties", LISTS, role=PACKED, why="as said"), column("Name", KEYS, field=0.9)],
        "track", [(PACKED, 0.8, "as said"), None]),
    "the least that names a field": (
        [column("Zonk", KEYS, field=0.3)], "track", [(FIELD, 0.3, header("Zonk"))]),
    "less than the least": ([column("Zonk", KEYS, field=0.29)], "track", [None]),
    "the least that names an event": (
        [column("Zonk", NAMES, event=0.3)], "track", [(EVENT, 0.3, header("Zonk"))]),
    "a weak event beside a field": (
        [column("Name", NAMES, event=0.5), column("Property", KEYS, field=0.9)], "track",
        [(EVENT, 0.7, f"{header('Name')} beside a property column"),
         (FIELD, 0.9, header("Property"))]),
    "a weak event beside a settled field": (
        [column("Name", NAMES, event=0.5), column("Property", KEYS, role=FIELD, why="as said")],
        "track", [(EVENT, 0.7, f"{header('Name')} beside a property column"),
                  (FIELD, 0.8, "as said")]),
    "a plain event beside a field": (
        [column("Name", NAMES, event=0.6), column("Property", KEYS, field=0.9)], "track",
        [(EVENT, 0.6, header("Name")), (FIELD, 0.9, header("Property"))]),
    "an event by its looks": (
        [column("Zonk", NAMES, by_looks=True, event=0.45, hinted={}),
         column("Property", KEYS, field=0.9)],
        "track", [(EVENT, 0.45, "values spelled as events"), (FIELD, 0.9, header("Property"))]),
    "a weak field beside an event": (
        [column("Event", NAMES, event=0.9), column("Name", KEYS, field=0.5)], "track",
        [(EVENT, 0.9, header("Event")),
         (FIELD, 0.7, f"{header('Name')} beside an event column")]),
    "a plain field beside an event": (
        [column("Event", NAMES, event=0.9), column("Name", KEYS, field=0.6)], "track",
        [(EVENT, 0.9, header("Event")), (FIELD, 0.6, header("Name"))]),
    "a weak field alone": ([column("Name", KEYS, field=0.5)], "identify",
                           [(FIELD, 0.5, header("Name"))]),
    "a field by its looks beside an event": (
        [column("Event", NAMES, event=0.9), column("Zonk", KEYS, by_looks=True, field=0.45),
         column("Type", "string|number", type=0.9)],
        "track", [(EVENT, 0.9, header("Event")), (FIELD, 0.45, "values spelled as keys"), None]),
    "a page by its name": (
        [column("Page", "Home|Basket", event=0.63, hinted={EVENT: 0.63})], "page",
        [(EVENT, 1.0, header("Page"))]),
    "a screen by its name": (
        [column("Screen", "Home|Basket", event=0.61, hinted={EVENT: 0.61})], "screen",
        [(EVENT, 1.0, header("Screen"))]),
    "the same words among events": (
        [column("Page", "Home|Basket", event=0.63, hinted={EVENT: 0.63})], "track",
        [(EVENT, 0.63, header("Page"))]),
    "a plainer name of a page": (
        [column("Page name", "Home|Basket", event=0.66, hinted={EVENT: 0.66})], "page",
        [(EVENT, 0.66, header("Page name"))]),
    "a mere word on a tab about pages": (
        [column("Name", "Home|Basket", event=0.6, hinted={EVENT: 0.6})], "page",
        [(EVENT, 0.6, header("Name"))]),
    "of two names on a tab about pages the page": (
        [column("Page", "Home|Basket", event=0.35, hinted={EVENT: 0.35}),
         column("Name", "Home|Basket", event=0.7, hinted={EVENT: 0.7})], "page",
        [(EVENT, 0.35, header("Page")), None]),
    "of two names elsewhere the plainer": (
        [column("Page", "Home|Basket", event=0.35, hinted={EVENT: 0.35}),
         column("Name", "Home|Basket", event=0.7, hinted={EVENT: 0.7})], "track",
        [None, (EVENT, 0.7, header("Name"))]),
    "lists beside an event": (
        [column("Event", NAMES, event=0.9), column("Properties", LISTS, packed=0.9, field=0.5)],
        "track", [(EVENT, 0.9, header("Event")),
                  (PACKED, 0.9, f"{header('Properties')}, lists below it")]),
    "lists beside an event, by a heading of one field": (
        [column("Event", NAMES, event=0.9), column("Property", LISTS, packed=0.5, field=0.8)],
        "track", [(EVENT, 0.9, header("Event")),
                  (PACKED, 0.8, f"{header('Property')}, lists below it")]),
    "one list in four beside an event": (
        [column("Event", NAMES, event=0.9), column("Property", FEW, packed=0.5, field=0.8)],
        "track", [(EVENT, 0.9, header("Event")),
                  (PACKED, 0.8, f"{header('Property')}, lists below it")]),
    "one list in five beside an event": (
        [column("Event", NAMES, event=0.9),
         column("Property", f"{FEW}|city", packed=0.5, field=0.8)], "track",
        [(EVENT, 0.9, header("Event")), (PACKED, 0.8, f"{header('Property')}, lists below it")]),
    "one list in six beside an event": (
        [column("Event", NAMES, event=0.9),
         column("Property", f"{FEW}|city|zip", packed=0.5, field=0.8)], "track",
        [(EVENT, 0.9, header("Event")), (FIELD, 0.8, header("Property"))]),
    "one list in four beside types": (
        [column("Event", NAMES, event=0.9), column("Property", FEW, packed=0.5, field=0.8),
         column("Type", "string", type=0.5)], "track",
        [(EVENT, 0.9, header("Event")), (FIELD, 0.8, header("Property")), None]),
    "two lists in five beside types": (
        [column("Event", NAMES, event=0.9),
         column("Property", f"{LISTS}|a_b|c_d|e_f", packed=0.5, field=0.8),
         column("Type", "string", type=0.9)], "track",
        [(EVENT, 0.9, header("Event")), (PACKED, 0.8, f"{header('Property')}, lists below it"),
         None]),
    "types in the column itself are none beside it": (
        [column("Event", NAMES, event=0.9),
         column("Property", FEW, packed=0.5, field=0.8, type=0.9)], "track",
        [(EVENT, 0.9, header("Event")), (PACKED, 0.8, f"{header('Property')}, lists below it")]),
    "an empty column of fields or lists": (
        [column("Event", NAMES, event=0.9), column("Property", packed=0.5, field=0.8)], "track",
        [(EVENT, 0.9, header("Event")), (FIELD, 0.8, header("Property"))]),
    "lists that name their events": (
        [column("Payload", PAYLOADS, packed=0.9)], "track", [(PACKED, 0.9, header("Payload"))]),
    "lists half of which name their events": (
        [column("Payload", '{"event":"Order"}|total, tax', packed=0.9)], "track",
        [(PACKED, 0.9, header("Payload"))]),
    "lists of nobody knows what": ([column("Properties", LISTS, packed=0.9)], "track", [None]),
    "lists with a plain heading for single names, without an event": (
        [column("Property", LISTS, packed=0.5, field=0.8)], "track",
        [(FIELD, 0.8, header("Property"))]),
    "events on a tab of traits": (
        [column("Name", "Plan Chosen|Owner", event=0.6, field=0.5)], "identify",
        [(FIELD, 0.5, header("Name"))]),
    "the same without a call": (
        [column("Name", "Plan Chosen|Owner", event=0.6, field=0.5)], None,
        [(EVENT, 0.6, header("Name"))]),
    "plain events on a tab of traits": (
        [column("Event", NAMES, event=0.9), column("Trait", KEYS, field=0.9)], "group",
        [(EVENT, 0.9, header("Event")), (FIELD, 0.9, header("Trait"))]),
    "less plain events on a tab of traits": (
        [column("Name", NAMES, event=0.74), column("Trait", KEYS, field=0.9)], "group",
        [None, (FIELD, 0.9, header("Trait"))]),
    "a column of names beside one that says events": (
        [column("Name", NAMES, event=0.5), column("Property", KEYS, field=0.9),
         column("Events", NAMES, applies=0.9)], "track",
        [None, (FIELD, 0.9, header("Property")), (APPLIES, 0.9, header("Events"))]),
    "a plain column of events beside one that says events": (
        [column("Event", NAMES, event=0.9), column("Property", KEYS, field=0.9),
         column("Events", NAMES, applies=0.9)], "track",
        [(EVENT, 0.9, header("Event")), (FIELD, 0.9, header("Property")),
         (APPLIES, 0.9, header("Events"))]),
    "one that hardly says events": (
        [column("Event", NAMES, event=0.6), column("Property", KEYS, field=0.9),
         column("Zonk", NAMES, applies=0.5)], "track",
        [(EVENT, 0.6, header("Event")), (FIELD, 0.9, header("Property")),
         (APPLIES, 0.5, header("Zonk"))]),
    "one that says it less": (
        [column("Event", NAMES, event=0.6), column("Property", KEYS, field=0.9),
         column("Zonk", NAMES, applies=0.49)], "track",
        [(EVENT, 0.6, header("Event")), (FIELD, 0.9, header("Property")), None]),
    "several events in a cell": (
        [column("Event", "Cart Viewed, Cart Left|Cart Viewed|Cart Left", event=0.9),
         column("Property", "cart_id|total|coupon", field=0.9)], "track",
        [(APPLIES, 0.9, f"{header('Event')}, several events in a cell"),
         (FIELD, 0.9, header("Property"))]),
    "several events below each other in a cell": (
        [column("Event", "Cart Viewed\nCart Left|Cart Viewed|Cart Left", event=0.9),
         column("Property", "cart_id|total|coupon", field=0.9)], "track",
        [(APPLIES, 0.9, f"{header('Event')}, several events in a cell"),
         (FIELD, 0.9, header("Property"))]),
    "several events with semicolons in a cell": (
        [column("Event", "Cart Viewed; Cart Left|Cart Viewed|Cart Left", event=0.9),
         column("Property", "cart_id|total|coupon", field=0.9)], "track",
        [(APPLIES, 0.9, f"{header('Event')}, several events in a cell"),
         (FIELD, 0.9, header("Property"))]),
    "several events in a cell, three in ten": (
        [column("Event", "A Seen, B Seen|A Seen, C Seen|B Seen, C Seen|A Seen|B Seen|C Seen|"
                "D Seen|E Seen|F Seen|G Seen", event=0.9),
         column("Property", "a|b|c|d|e|f|g|h|a|b", field=0.9)], "track",
        [(APPLIES, 0.9, f"{header('Event')}, several events in a cell"),
         (FIELD, 0.9, header("Property"))]),
    "several events in a cell of fields that repeat": (
        [column("Event", "Cart Viewed, Cart Left|Cart Viewed|Cart Left|Cart Closed", event=0.9),
         column("Property", "cart_id|total|cart_id|total", field=0.9)], "track",
        [(EVENT, 0.9, header("Event")), (FIELD, 0.9, header("Property"))]),
    "several events in a cell of a column that is fixed": (
        [column("Event", "Cart Viewed, Cart Left|Cart Viewed|Cart Left", role=EVENT,
                why="fixed for this tab"),
         column("Property", "cart_id|total|coupon", field=0.9)], "track",
        [(EVENT, 0.8, "fixed for this tab"), (FIELD, 0.9, header("Property"))]),
    "traits beside properties": (
        [column("Event", NAMES, event=0.9), column("Identify traits", KEYS, field=0.9),
         column("Property", KEYS, field=0.8)], "track",
        [(EVENT, 0.9, header("Event")), None, (FIELD, 0.8, header("Property"))]),
    "traits beside lists of properties": (
        [column("Event", NAMES, event=0.9), column("Identify traits", KEYS, field=0.9),
         column("Properties", LISTS, packed=0.8, hinted={PACKED: 0.68})], "track",
        [(EVENT, 0.9, header("Event")), None,
         (PACKED, 0.8, f"{header('Properties')}, lists below it")]),
    "traits beside a column of some name": (
        [column("Event", NAMES, event=0.9), column("Identify traits", KEYS, field=0.9),
         column("Name", KEYS, field=0.6, hinted={FIELD: 0.67})], "track",
        [(EVENT, 0.9, header("Event")), (FIELD, 0.9, header("Identify traits")), None]),
    "fields left of their events": (
        [column("Key", KEYS, field=0.9), column("Event", NAMES, event=0.9)], "track",
        [(FIELD, 0.9, header("Key")), (EVENT, 0.9, header("Event"))]),
    "of two fields the one right of the event": (
        [column("Name", KEYS, field=0.5), column("Event", NAMES, event=0.9),
         column("Name", KEYS, field=0.5)], "track",
        [None, (EVENT, 0.9, header("Event")),
         (FIELD, 0.7, f"{header('Name')} beside an event column")]),
    "of two names the one spelled as a key": (
        [column("Event", NAMES, event=0.9), column("Label", "Order number|Sum", field=0.75, hinted={FIELD: 0.75}),
         column("Key", "order_id|order_total", field=0.7, hinted={FIELD: 0.7})], "track",
        [(EVENT, 0.9, header("Event")), None, (FIELD, 0.7, header("Key"))]),
    "not where it is worth much less": (
        [column("Event", NAMES, event=0.9), column("Property", "Order number|Sum", field=0.9),
         column("Key", KEYS, field=0.7, hinted={FIELD: 0.7})], "track",
        [(EVENT, 0.9, header("Event")), (FIELD, 0.9, header("Property")), None]),
    "names inside others": (
        [column("Event", NAMES, event=0.9), column("Property", KEYS, field=0.9),
         column("Child", KEYS, nested=0.9)], "track",
        [(EVENT, 0.9, header("Event")), (FIELD, 0.9, header("Property")),
         (NESTED, 1.0, f"{header('Child')} beside a property column")]),
    "names inside others, left of them": (
        [column("Child", KEYS, nested=0.9), column("Property", KEYS, field=0.9)], "identify",
        [None, (FIELD, 0.9, header("Property"))]),
    "names inside others that are something else": (
        [column("Property", KEYS, field=0.9), column("Child", KEYS, role=TYPE, nested=0.9)],
        "identify", [(FIELD, 0.9, header("Property")), (TYPE, 0.8, "")]),
    "names inside none": ([column("Child", KEYS, nested=0.9)], "track", [None]),
    "an outline: calls and words for properties": (
        [column("Kind", "event|property|property", call=0.9),
         column("Name", "Cart Viewed|cart_id|total", event=0.5, field=0.5)], "track",
        [None, (EVENT, 0.5, header("Name"))]),
    "an outline: of two columns of names the plainer": (
        [column("Kind", "event|property|property", call=0.9),
         column("Name", "Cart Viewed|cart_id|total", event=0.5),
         column("Event", "Cart Viewed|cart_id|total", event=0.9)], "track",
        [None, None, (EVENT, 0.9, header("Event"))]),
    "an outline: plain fields beside their types count as such": (
        [column("Kind", "event|property|property", call=0.9), column("Event", NAMES, event=0.9),
         column("Property", KEYS, field=0.9), column("Type", "string|number", type=0.9)], "track",
        [None, (EVENT, 0.9, header("Event")), (FIELD, 0.9, header("Property")), None]),
    "an outline: a second column of names is none of fields": (
        [column("Kind", "event|property|property", call=0.9), column("Event", NAMES, event=0.9),
         column("Property", "sku|total", field=0.9)], "track",
        [None, (EVENT, 0.9, header("Event")), None]),
    "a page is no plainer than a name as plain": (
        [column("Page", "Home|Basket", event=0.66, hinted={EVENT: 0.66}),
         column("Name", "Home|Basket", event=0.7, hinted={EVENT: 0.7})], "page",
        [None, (EVENT, 0.7, header("Name"))]),
    "nor than one that is spelled as a key": (
        [column("Page", "Home|Basket", event=0.35, hinted={EVENT: 0.35}),
         column("Name", "home_page|cart_page", event=1.0, hinted={EVENT: 1.0})], "page",
        [None, (EVENT, 1.0, header("Name"))]),
    "plain events by their looks beside one that says events": (
        [column("Zonk", NAMES, by_looks=True, event=0.9, hinted={}),
         column("Events", NAMES, applies=0.9)], "track",
        [(EVENT, 0.9, "values spelled as events"), None]),
    "plain events by their looks on a tab of traits": (
        [column("Zonk", NAMES, by_looks=True, event=0.9, hinted={})], "identify",
        [(EVENT, 0.9, "values spelled as events")]),
    "traits beside properties that are none": (
        [column("Event", NAMES, event=0.9), column("Identify traits", KEYS, field=0.9),
         column("Property", KEYS)], "track",
        [(EVENT, 0.9, header("Event")), (FIELD, 0.9, header("Identify traits")), None]),
    "traits beside properties by a word of fields alone": (
        [column("Event", NAMES, event=0.9), column("Identify traits", KEYS, field=0.9),
         column("Property", KEYS, field=0.8, hinted={FIELD: 0.7})], "track",
        [(EVENT, 0.9, header("Event")), None, (FIELD, 0.8, header("Property"))]),
    "a title of a table beside fields": (
        [column("Title", "Shop|Till", event=0.45, hinted={EVENT: 0.45}),
         column("Property", KEYS, field=0.9)], "track",
        [None, (FIELD, 0.9, header("Property"))]),
    "a title that speaks of events": (
        [column("Event title", NAMES, event=0.45, hinted={EVENT: 0.45}),
         column("Property", KEYS, field=0.9)], "track",
        [(EVENT, 0.7, f"{header('Event title')} beside a property column"),
         (FIELD, 0.9, header("Property"))]),
    "a title alone": (
        [column("Title", "Shop|Till", event=0.45, hinted={EVENT: 0.45})], "track",
        [(EVENT, 0.45, header("Title"))]),
    "events by their looks under a foreign heading": (
        [column("Zonk", NAMES, by_looks=True, event=0.45, hinted={})], "track", [None]),
    "events by their looks under no heading": (
        [column("", NAMES, by_looks=True, event=0.45, hinted={})], "track",
        [(EVENT, 0.45, "values spelled as events")]),
    "fields by their looks under a foreign heading": (
        [column("Zonk", KEYS, by_looks=True, field=0.45, hinted={})], "track", [None]),
    "fields by their looks under no heading": (
        [column("", KEYS, by_looks=True, field=0.45, hinted={})], "track",
        [(FIELD, 0.45, "values spelled as keys")]),
    "fields by their looks beside types": (
        [column("Zonk", KEYS, by_looks=True, field=0.45, hinted={}),
         column("Type", "string", type=0.5)], "track",
        [(FIELD, 0.45, "values spelled as keys"), None]),
    "types without names": ([column("Type", "string", type=0.9)], "track", [None]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_best_pair_is_taken(name: str) -> None:
    """With how sure that is, and the reason in words."""
    columns, call, expected = CASES[name]
    given = [
        replace(one, index=index, weights=dict(one.weights)) for index, one in enumerate(columns)
    ]

    choose_names(given, call, set())

    found = [one.role and (one.role, round(one.confidence, 3), one.why) for one in given]
    assert found == expected


def test_a_barred_role_is_not_taken() -> None:
    """A person said that no column says which events carry a property."""
    given = [column("Property", KEYS, field=0.9), column("Events", NAMES, applies=0.9)]

    choose_names(given, "track", {APPLIES})

    assert [one.role for one in given] == [FIELD, None]


def test_of_very_many_columns_the_likeliest_are_tried() -> None:
    """A table as wide as it is long is read in moments, and the best pair is found in it."""
    others = [column(f"Value {number}", event=0.4, field=0.4) for number in range(2000)]
    event, fields = column("Event", NAMES, event=0.9), column("Property", KEYS, field=0.9)
    columns = [*others[:1000], event, *others[1000:], fields]

    choose_names(columns, "track", set())

    assert (event.role, fields.role) == (EVENT, FIELD)
    assert not any(one.role in {EVENT, FIELD} for one in others)
