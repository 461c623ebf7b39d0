"""What one cell lists: the grammar of entries, payloads, code, and an event with more than its name."""

from __future__ import annotations

import pytest

from segkit.plans.cells.event_cell import EventCell, read_event_cell
from segkit.plans.cells.item import PackedItem
from segkit.plans.cells.object_text import read_object
from segkit.plans.cells.packed import lists_keys, lists_names, property_of, read_packed


def shown(item: PackedItem) -> str:
    """One entry: `name`, `*` or `?`, `:type`, `=values`, `~example`, `-description`."""
    parts = (
        {True: "*", False: "?", None: ""}[item.required],
        f":{item.type}" if item.type else "",
        f"={item.values}" if item.values else "",
        f"~{item.example}" if item.example is not None else "",
        f" - {item.description}" if item.description else "",
    )
    return item.name + "".join(parts)


LISTS = {
    "order_id, total": ["order_id", "total"],
    "order_id*, total (number), channel: web | store": ["order_id*", "total:number", "channel=web | store"],
    "- order_id: the order's id\n- total (number): what is paid": ["order_id - the order's id", "total:number - what is paid"],
    "1. order_id\n2. total": ["order_id", "total"],
    "order_id, state: one of open, shut or lost": ["order_id", "state=open | shut | lost"],
    "state — OPEN | SHUT": ["state=OPEN | SHUT"],
    "{ total }": ["total"],
    "order_id / total / tax": ["order_id", "total", "tax"],
    "order_id、total": ["order_id", "total"],
    "from; to; way: slider, buttons, voice": ["from", "to", "way=slider | buttons | voice"],
    "items (list of: lamp id, price)": ["items:array", "items[].lamp id", "items[].price"],
    "items: array of {sku: string, qty: number}": ["items:array", "items[].sku:string", "items[].qty:number"],
    "items: [{sku, qty}], total": ["items:array", "items[].sku", "items[].qty", "total"],
    "lamp?: { id: string, watts: number }": ["lamp?:object", "lamp.id:string", "lamp.watts:number"],
    "channel (sms, email)": ["channel=sms | email"],
    "contact (string, email)": ["contact:string, email"],
    "seconds (bucket: 30-60 / 60-180 / 600+)": ["seconds=30-60 | 60-180 | 600+"],
    "kind (fixed values: black, green), room (closed set: hall / attic)": ["kind=black | green", "room=hall | attic"],
    "kind (values: black, green); room": ["kind=black | green", "room"],
    "kind (string). Current values: black, green": ["kind:string=black | green"],
    "sum (<100/100-1k/10k+)": ["sum=<100 | 100-1k | 10k+"],
    "sum (<10, 10–60, >60), order_id": ["sum=<10 | 10–60 | >60", "order_id"],
    "cups: <10 / 10-60 / >60": ["cups=<10 | 10-60 | >60"],
    "shade (warm; cold), order_id": ["shade=warm | cold", "order_id"],
    "shade：warm｜cold": ["shade=warm | cold"],
    "`room` ・ `shade` ・ `order_id`": ["room", "shade", "order_id"],
    "screen（部屋名のみ、品名不可能です）": ["screen - 部屋名のみ、品名不可能です"],
    "level (int 0..100), wait (number – in seconds)": ["level:int - 0..100", "wait:number - in seconds"],
    "room : string // where it is": ["room:string - where it is"],
    "灯具(lamp_id)、房间(room)": ["lamp_id - 灯具", "room - 房间"],
    "`order_id`(番号)、其他附加(见下)": ["order_id - 番号"],
    "shade: 'warm', 'cold' ou 'dim', level: 0, 1 or 2, room": ["shade:'warm', 'cold' ou 'dim'", "level=0 | 1 | 2", "room"],
    "spot (float, header, footer, page), room": ["spot=float | header | footer | page", "room"],
    "gear, optional mode: demo": ["gear", "mode? - demo"],
    "kind: nu|warm|cold, consent: yes|no|later": ["kind=nu | warm | cold", "consent=yes | no | later"],
    "automatici": [],
    "gear; sem motivo": ["gear"],
    "vedi §2": [],
    "Lamps[] (Lamp ID, Price)": ["Lamps:array", "Lamps[].Lamp ID", "Lamps[].Price"],
    "Record<string, never>": [],
    "Partial<OrderProperties>": [],
    "`channel: 'web'` · `order_id`": ["channel~web", "order_id"],
    "channel: 'web' · order_id": ["channel~web", "order_id"],
    "`channel`: `web` · `shop`": ["channel=`web` | `shop`"],
    "order_id and total_paid": ["order_id", "total_paid"],
    "order_id string required": ["order_id*:string"],
    "string orderId, OrderState state, Order list": ["orderId:string", "state", "Order list"],
    "(orderId: string)": ["orderId:string"],
    "()": [],
    "state (Shop, Room, Time)": ["state=Shop | Room | Time"],
    "state (Tea Room, No Room)": ["state=Tea Room | No Room"],
    "order_id, paid=true.": ["order_id", "paid~true"],
    "Order object, user array": ["Order object", "user:array"],
    "order_id=string; total=number": ["order_id:string", "total:number"],
    "order_id: string, required": ["order_id*:string"],
    "(required) order_id": ["order_id*"],
    "**order_id** (required)": ["order_id*"],
    "state: open|shut|custom": ["state=open | shut | custom"],
    "order_id, state (when known: open | shut)": ["order_id", "state=open | shut - when known"],
    "state (open | shut — once a day)": ["state=open | shut - once a day"],
    "state: open | state: shut, total": ["state=open | shut", "total"],
    "`order_id`: string": ["order_id:string"],
    "ids [array of string]": ["ids:array of string"],
    "method: string (email, google)": ["method:string=email | google"],
    "shade (string: warm | cold), watts (number: how bright)": ["shade:string=warm | cold", "watts:number - how bright"],
    "channel ('Phone', 'Counter')": ["channel:'Phone', 'Counter'"],
    'total: 29.5, coupon: "X"': ["total~29.5", "coupon~X"],
    "products {sku, price}": ["products", "products[].sku", "products[].price"],
    "Required: order_id, total\nOptional: coupon": ["order_id*", "total*", "coupon?"],
    "{order_id: string; coupon?: string}": ["order_id*:string", "coupon?:string"],
    '{"order_id": "A-1", "items": [{"sku": "x"}]}': ["order_id~A-1", "items:array", "items[].sku~x"],
    "{'event': 'x', 'properties': {'order_id': id, },}": ["order_id~id"],
    "['order_id', 'total']": ["order_id", "total"],
    '[{"name": "order_id", "type": "string", "required": true}]': ["order_id*:string"],
    '{"type": "object", "properties": {"order_id": {"type": "string"}}, "required": ["order_id"]}': ["order_id*:string"],
    "order_id, ...": ["order_id"],
    "{ order_id, coupon?, cup }": ["order_id*", "coupon?", "cup*"],
    "{ cups: 1 | 2 | 3 }": ["cups=1 | 2 | 3"],
    "order_id, products[1]": ["order_id", "products:array"],
    "room: hall | attic, bei Tee zusätzlich sugar: none | one": ["room=hall | attic", "sugar?=none | one - bei Tee"],
    "order_id, for gifts also coupon": ["order_id", "coupon? - for gifts"],
    "order_id, para regalos además coupon": ["order_id", "coupon? - para regalos"],
    "order_id, coupon if known": ["order_id", "coupon? - if known"],
    "products array: sku, `price`": ["products:array", "products[].sku", "products[].price"],
    "kind: of the tea — values: black, green; cups (number): how many": [
        "kind=black | green - of the tea",
        "cups:number - how many",
    ],
    "`kind` (string): of the tea — values: black, green": ["kind:string=black | green - of the tea"],
    "channel ∈ {web, store}, total": ["channel=web | store", "total"],
    "category in (boots, tents)": ["category=boots | tents"],
    "kind (1, 2 o 3)": ["kind=1 | 2 | 3"],
    '`page: home`, `kind: "big"`': ["page~home", "kind~big"],
    "{order_id: string; channel?: 'web' | 'store'}": ["order_id*:string", "channel?:'web' | 'store'"],
    "order_id · total (number)": ["order_id", "total:number"],
    "channel: web · store": ["channel=web | store"],
    "total, list_id or item_list_id": ["total", "list_id", "item_list_id"],
    "total, optional order_id": ["total", "order_id?"],
    "Page URL, Link text, registration date": ["Page URL", "Link text", "registration date"],
    "name string, count integer": ["name:string", "count:integer"],
    "function: string, ok: boolean": ["function:string", "ok:boolean"],
    "No parameters are collected": [],
    "shades: todos os tons da casa, em ordem alfabética, cup_id": ["shades - todos os tons da casa, em ordem alfabética", "cup_id"],
    "kind enum(black, green), cups int (≥ 1), note str | null": ["kind:enum(black, green)", "cups:int - ≥ 1", "note:str | null"],
    "state: open|shut（種別のみ）, is_hot: bool": ["state=open | shut - 種別のみ", "is_hot:bool"],
    'lit_on: "YYYY-MM-DD"（必須）, cup_id': ['lit_on - "YYYY-MM-DD"（必須）', "cup_id"],
    'label: "Tea", "Kettles", etc.': ['label - "Tea", "Kettles", etc.'],
    "shade: warm | cold — when it is known": ["shade=warm | cold - when it is known"],
    "is_lit(yes, no), lamp_id": ["is_lit=yes | no", "lamp_id"],
    'hall (ex: "north", "south_hall"), shade (np. warm)': ['hall - ex: "north", "south_hall"', "shade - np. warm"],
    "gift (cup/none), total": ["gift=cup | none", "total"],
    "gift (cup, saucer, none), total": ["gift=cup | saucer | none", "total"],
    "{ gift: cup|saucer, total }": ["gift=cup|saucer", "total"],
    "order_id, total — no names, no address": ["order_id", "total - no names"],
    "`room`/`shade`, `order_id`": ["room", "shade", "order_id"],
    "`room` `order_id`": ["room", "order_id"],
    "shade (Werte: warm, kalt), kind（取值：green、black）": ["shade=warm | kalt", "kind=green | black"],
    "shade (um de: frio, quente), kind (any of green, black)": ["shade=frio | quente", "kind=green | black"],
    "shade (must be warm or cold), kind (choices: green, black)": ["shade=warm | cold", "kind=green | black"],
    "shade (string): of the lamp, options: warm, cold": ["shade:string=warm | cold - of the lamp"],
    "shade: of the lamp. Allowed: warm, cold": ["shade=warm | cold - of the lamp"],
    "shade: of the lamp (one of: warm, cold)": ["shade=warm | cold - of the lamp"],
    "shade (like: warm, cold)": ["shade - like: warm, cold"],
    "`room` or `cup_id`/`shade`": ["room", "cup_id", "shade"],
    "`page`: `tea_room` / `tea_shop`": ["page=`tea_room` | `tea_shop`"],
    "cupId/shade": ["cupId", "shade"],
    "*room*, order_id": ["room", "order_id"],
    "[TODO]": [],
    "lamp_{id,room}, order_id": ["lamp_id", "lamp_room", "order_id"],
    "`order_id:int`, `is_hot:bool` (web)": ["order_id:int", "is_hot:bool - web"],
    "`way:'next'|'last'`, `order_id`": ["way:'next'|'last'", "order_id"],
    "`kind` (black, green), `shade` (raw, normalized)": ["kind=black | green", "shade - raw, normalized"],
    "`page` (`home`, `lamp-<id>`), order_id": ["page - `home`, `lamp-<id>`", "order_id"],
    "required: order_id, total; optional: coupon": ["order_id*", "total*", "coupon?"],
    "cups:number=6, room: string = hall": ["cups:number - 6", "room:string - hall"],
    "order_id => string, cups => number": ["order_id:string", "cups:number"],
    "order_id // the order's id": ["order_id - the order's id"],
    "“order_id”: “string”": ["order_id:“string”"],
    "{order_id: str, cups: Optional[int]}": ["order_id:str", "cups:Optional[int]"],
    "{'is_hot': <bool>, 'cups': <1|2>}": ["is_hot:bool", "cups=1|2"],
    "{ order_id } — where it is known": ["order_id"],
    "(order_id, room)": ["order_id", "room"],
    "shade: [warm, cold], order_id": ["shade=warm | cold", "order_id"],
    "shade: <warm | cold>": ["shade=warm | cold"],
    "shade [0-10 | 10-60]": ["shade=0-10 | 10-60"],
    "shade (string - warm/cold)": ["shade:string=warm | cold"],
    "cups [id, shade]": ["cups", "cups[].id", "cups[].shade"],
    "cups (array of {id, shade})": ["cups:array", "cups[].id", "cups[].shade"],
    "cup (object: id, shade), shades (array: warm, cold)": [
        "cup:object",
        "cup.id",
        "cup.shade",
        "shades:array=warm | cold",
    ],
    "order_id, room (both required)": ["order_id*", "room*"],
    "order_id, room (all strings)": ["order_id:string", "room:string"],
    "n/a": [],
    "No properties beyond the common ones": [],
}  # fmt: skip


@pytest.mark.parametrize("cell", LISTS)
def test_properties_of_a_cell(cell: str) -> None:
    """However they are parted, and whatever is said of each."""
    assert [shown(item) for item in read_packed(cell).items] == LISTS[cell]


@pytest.mark.parametrize(
    ("cell", "items", "families", "groups"),
    [
        ("utm_*, order_id", ["order_id"], ("utm_*",), ()),
        ("[User Properties], order_id", ["order_id"], (), ("[User Properties]",)),
        ("order_id + common properties", ["order_id"], (), ("common properties",)),
        ("same as Order Completed", [], (), ("same as Order Completed",)),
        ("...common, order_id", ["order_id"], (), ("...common",)),
        ("order_id, match base parameters", ["order_id"], (), ("match base parameters",)),
        ("GA4 standard", [], (), ("GA4 standard",)),
        ("order_id | cart_id, total", ["order_id", "cart_id", "total"], (), ()),
        ("utm_* (string), order_id", ["order_id"], ("utm_*",), ()),
        ("utm_* by way of context, order_id", ["order_id"], ("utm_*",), ()),
        ("order_id, UTM params", ["order_id"], ("UTM params",), ()),
        ("order_id + UTMs", ["order_id"], ("UTMs",), ()),
        ("order_id, and more", ["order_id"], (), ("more",)),
        ("order_id, + común", ["order_id"], (), ("+ común",)),
        ("order_id, usw.", ["order_id"], (), ("usw",)),
        ("ditto", [], (), ("ditto",)),
    ],
)
def test_what_is_defined_elsewhere(
    cell: str, items: list[str], families: tuple[str, ...], groups: tuple[str, ...]
) -> None:
    """Families and groups are no properties of that name."""
    reading = read_packed(cell)

    assert [item.name for item in reading.items] == items
    assert (reading.families, reading.groups, reading.whole) == (families, groups, True)


@pytest.mark.parametrize(
    ("cell", "whole"),
    [
        ("tab_name: tea-room, kettle-shop, lamps", False),
        ("tab_name: lamps, cup_id", True),
        ("cups (1–24+), shade, is_hot (bool)", True),
        ("tab_name: what is open, lamps", True),
        ("cupId, helper, count, required", False),
        ("cup_id, count: integer, required", True),
        ("order_id, room etc.", False),
        ("order_id, room…", False),
        ("order_id, cup_id(s)", False),
        ("{ order_id, cup_id(s) }", False),
        ("{ room, shade } (`shade` ∈ `warm`, `cold`)", False),
        ("`order_id`, `room`; when known `cup_id`", False),
        ("`order_id`, `room`; only where it fails", False),
        ("`order_id`, `room`; ready: `cup_id`", False),
    ],
)
def test_words_that_may_be_values_or_properties(cell: str, whole: bool) -> None:
    """Behind a property with one word of its own, or a claim behind several: nobody can tell which."""
    assert read_packed(cell).whole is whole


@pytest.mark.parametrize("name", ["währung", "prénom", "año", "opção"])
def test_accents_make_no_other_script(name: str) -> None:
    """A name among keys keeps its letters."""
    reading = read_packed(f"order_id, {name}")

    assert [item.name for item in reading.items] == ["order_id", name]
    assert reading.whole


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("string", []),
        ("order_id, 各页附加", ["order_id"]),
        ("order_id, page-specific", ["order_id"]),
        ("order_id, 见下表", ["order_id"]),
        ("analytics.search()", []),
        ("见下表", []),
        ("25%/50%/75%", []),
        ("*any*", []),
        ("the list `cup_id`, `order_id`", ["cup_id", "order_id"]),
        ("page path, event id/title", ["page path", "event id/title"]),
        ("function send(order) {\n  track(order)\n}", []),
        ("`", []),
    ],
)
def test_what_is_no_property_leaves_the_cell_in_doubt(cell: str, items: list[str]) -> None:
    """A type alone, words of another script among keys, a program: kept as it is written."""
    reading = read_packed(cell)

    assert [item.name for item in reading.items] == items
    assert reading.whole is (cell == "`")


@pytest.mark.parametrize(
    ("cell", "call", "event", "names"),
    [
        ("analytics.track('Order Completed', {order_id: '1'})", "track", "Order Completed", ["order_id"]),
        ("await analytics.track(\n  'Cart Viewed',\n  { cart_id },\n);", "track", "Cart Viewed", ["cart_id"]),
        ("analytics.page('Docs', 'Home', {title: 'x'})", "page", "Home", ["title"]),
        ("analytics.identify('u1', {email: 'a@b.example'})", "identify", "", ["email"]),
        ('Analytics.shared().track("Order Completed", ["order_id": id])', "track", "Order Completed", ["order_id"]),
        ('logEvent("order_completed", {"order_id": 1})', "", "order_completed", ["order_id"]),
        ("gtag('event', 'purchase', {value: 1})", "", "purchase", ["value"]),
        ("dataLayer.push({'event': 'purchase', 'value': 1})", "", "purchase", ["value"]),
        ("analytics.track('Signed Out')", "track", "Signed Out", []),
        ("sku (string), order_completed(a_b)", "", "", ["sku", "order_completed"]),
    ],
)  # fmt: skip
def test_lines_of_code(cell: str, call: str, event: str, names: list[str]) -> None:
    """A line says itself which call it makes, and of which event."""
    reading = read_packed(cell)

    assert (reading.call, reading.event) == (call, event)
    assert [item.name for item in reading.items] == names


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Order Completed (order_id, total)", EventCell("Order Completed", "order_id, total")),
        ("order_completed(order_id)", EventCell("order_completed", "order_id")),
        ("Cart Viewed: cart_id, total", EventCell("Cart Viewed", "cart_id, total")),
        (
            '"Cart Viewed" – sent when the cart is opened',
            EventCell("Cart Viewed", about="sent when the cart is opened"),
        ),
        ("Order Completed", EventCell()),
        ("Order Completed (web)", EventCell()),
        ("web: Order Completed", EventCell()),
        ("Checkout - add to cart", EventCell()),
    ],
)
def test_an_event_with_more_than_its_name(cell: str, expected: EventCell) -> None:
    """A list or a description, where it can be nothing else."""
    assert read_event_cell(cell) == expected


@pytest.mark.parametrize(
    ("cell", "names", "keys"),
    [
        ("order_id, total", True, True),
        ("order_id", False, True),
        ("total: number", True, True),
        ("basic, pro", True, False),
        ("Paid", False, False),
        ("It is sent when the order is paid.", False, False),
    ],
)
def test_lists_are_told_from_other_texts(cell: str, *, names: bool, keys: bool) -> None:
    """Several names, and names that are spelled as nothing but names are."""
    assert (lists_names(cell), lists_keys(cell)) == (names, keys)


def test_a_column_headed_by_a_property() -> None:
    """With its type, or alone."""
    assert shown(property_of("order_id:string")) == "order_id:string"
    assert shown(property_of("order_id | uuid")) == "order_id:uuid"
    assert shown(property_of("Order id")) == "Order id"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a: 1, 'b': \"x\", c: [1, 2,], d: {e: null}}", {"a": 1, "b": "x", "c": [1, 2], "d": {"e": None}}),
        ("{a: id, b: window.x(1, 2)}", {"a": "id", "b": "window.x(1, 2)"}),
        ("{'a' => 1}", {"a": 1}),
        ("{a: 1 // the first\n b: 2}", {"a": 1, "b": 2}),
        ("{...rest, a}", {"a": ""}),
        ("{a: 1", None),
        ("a: 1", None),
        ("{" * 40, None),
    ],
)  # fmt: skip
def test_objects_however_carelessly_written(text: str, expected: object) -> None:
    """As text: nothing is run, and what is no object is nothing."""
    assert read_object(text) == expected
