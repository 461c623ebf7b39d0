"""Forms of plans: few headings or none, code, forms to fill in, further languages."""

from __future__ import annotations

import pytest

from tests.plans.tables.kinds import Kind, check, of

FORMS: dict[str, Kind] = {
    "no headings: events, keys, types": of(
        """Order Completed|order_id|string|required
            Order Completed|total|number|required
            Cart Viewed|cart_id|string|optional
            Product Added|sku|string|required""",
        [
            "track Order Completed: order_id* (string), total* (number)",
            "track Cart Viewed: cart_id (string)",
            "track Product Added: sku* (string)",
        ],
        "'Column A' (A) are read as event name by their looks alone",
        "'Column B' (B) are read as field name by their looks alone",
        "'Column C' (C) are read as type by their looks alone",
        "'Column D' (D) are read as required by their looks alone",
    ),
    "no headings: events and lists": of(
        """Order Completed|order_id, total, coupon_code
            Cart Viewed|cart_id, item_count
            Signed Up|method, plan_name""",
        [
            "track Order Completed: order_id, total, coupon_code",
            "track Cart Viewed: cart_id, item_count",
            "track Signed Up: method, plan_name",
        ],
        "'Column A' (A) are read as event name by their looks alone",
        "'Column B' (B) are read as property list by their looks alone",
    ),
    "no headings: a property in each cell": of(
        """Order Completed|order_id|total|coupon_code
            Cart Viewed|cart_id|item_count|
            Signed Up|sign_up_method||""",
        [
            "track Order Completed: order_id, total, coupon_code",
            "track Cart Viewed: cart_id, item_count",
            "track Signed Up: sign_up_method",
        ],
        "'Column A' (A) are read as event name by their looks alone",
        "'Column B' (B) are read as property list by their looks alone",
        "'Column C' (C) are read as property list by their looks alone",
        "'Column D' (D) are read as property list by their looks alone",
    ),
    "no headings: nothing but events": of(
        """Order Completed
            Cart Viewed
            Product Added
            Signed Up""",
        [
            "track Order Completed:",
            "track Cart Viewed:",
            "track Product Added:",
            "track Signed Up:",
        ],
        "'Column A' (A) are read as event name by their looks alone",
    ),
    "no headings: events and what they mean": of(
        """order_completed|The order is paid
            cart_viewed|The cart opens
            product_added|A product goes into the cart""",
        ["track order_completed:", "track cart_viewed:", "track product_added:"],
        "'Column A' (A) are read as event name by their looks alone",
    ),
    "no headings: events across, their properties below": of(
        """Order Completed|Cart Viewed|Signed Up
            order_id|cart_id|sign_up_method
            total|item_count|plan_name
            coupon_code||""",
        [
            "track Order Completed: order_id, total, coupon_code",
            "track Cart Viewed: cart_id, item_count",
            "track Signed Up: sign_up_method, plan_name",
        ],
        "'Row 1' (1) are read as event name by their looks alone",
        "'Row 2' (2) are read as property list by their looks alone",
        "'Row 3' (3) are read as property list by their looks alone",
        "'Row 4' (4) are read as property list by their looks alone",
    ),
    "properties below each event": of(
        """Event|Order Completed|Cart Viewed
            Property|order_id|cart_id
            Property|total|item_count""",
        ["track Order Completed: order_id, total", "track Cart Viewed: cart_id, item_count"],
    ),
    "headings at the left, events across": of(
        """Event|Order Completed|Cart Viewed|Signed Up
            Trigger|paid|opens|form sent
            Properties|order_id, total|cart_id|method""",
        [
            "track Order Completed: order_id, total",
            "track Cart Viewed: cart_id",
            "track Signed Up: method",
        ],
    ),
    "required and optional above names and types": of(
        """|Required||Optional|
            Event|Name|Type|Name|Type
            Order Completed|order_id|string|coupon|string
            |total|number||
            Cart Viewed|cart_id|string||""",
        [
            "track Order Completed: order_id* (string), coupon (string), total* (number)",
            "track Cart Viewed: cart_id* (string)",
        ],
    ),
    "properties and types across": of(
        """Event|order_id:string|total:number|cart_id:string
            Order Completed|x|x|
            Cart Viewed|||x""",
        [
            "track Order Completed: order_id (string), total (number)",
            "track Cart Viewed: cart_id (string)",
        ],
    ),
    "numbered parameters with types": of(
        """Event|Param1|Param1 type|Param2|Param2 type
            order_completed|order_id|string|total|float
            cart_viewed|cart_id|string||""",
        [
            "track order_completed: order_id (string), total (number)",
            "track cart_viewed: cart_id (string)",
        ],
    ),
    "a list of names that sound like events, with a column of their kinds": of(
        """Name|Category|Type|Owner|Verified|Description
            Basket - Click Pay|Basket|Click|nora@quillmoor.example|Yes|Where it is paid
            Hall - Submit Form|Hall|Submit|nora@quillmoor.example|No|
            Shelf - View Page|Shelf|Pageview|emil@quillmoor.example|Yes|""",
        ["track Basket - Click Pay:", "track Hall - Submit Form:", "track Shelf - View Page:"],
        "by their looks alone",
    ),
    "a list of names that are spelled as events, and nothing else": of(
        """Name|Category|Description
            order_completed|Shop|It is paid
            cart_viewed|Shop|It is open
            user_signed_up|Hall|They are in""",
        ["track order_completed:", "track cart_viewed:", "track user_signed_up:"],
        "by their looks alone",
    ),
    "forms below each other": of(
        """Event:|Order Completed
            Description:|The order is paid
            Properties:|order_id (string)
            |total (number)
            Event:|Cart Viewed
            Description:|The cart opens
            Properties:|cart_id (string)""",
        [
            "track Order Completed: order_id (string), total (number)",
            "track Cart Viewed: cart_id (string)",
        ],
    ),
    "one column: properties set off below events": of(
        """Order Completed
            - order_id (string, required)
            - total (number)
            Cart Viewed
            - cart_id (string)""",
        [
            "track Order Completed: order_id* (string), total (number)",
            "track Cart Viewed: cart_id (string)",
        ],
        "'Column A' (A) are read as event name by their looks alone",
        "set off below an event: read as its property",
    ),
    "one column: a list behind each event": of(
        """Events
            Order Completed: order_id, total
            Cart Viewed: cart_id""",
        ["track Order Completed: order_id, total", "track Cart Viewed: cart_id"],
        "read as an event and its property",
    ),
    "events as signatures": of(
        """Event signature|Sent when
            order_completed(order_id, total)|paid
            cart_viewed(cart_id)|opened""",
        ["track order_completed: order_id, total", "track cart_viewed: cart_id"],
        "read as an event and its property",
    ),
    "lines of code": of(
        """When|Code
            Paid|analytics.track('Order Completed', {order_id: '123', total: 12.5})
            Cart opened|analytics.track("Cart Viewed", { cart_id: "c1" })
            Login|analytics.identify('u1', {email: 'a@b.c', plan: 'pro'})""",
        [
            "track Order Completed: order_id, total",
            "track Cart Viewed: cart_id",
            "identify: email, plan",
        ],
    ),
    "pushes to a data layer": of(
        """Interaction|dataLayer
            Paid|dataLayer.push({'event': 'order_completed', 'order_id': '<id>', 'total': 12})
            Cart|dataLayer.push({'event': 'cart_viewed', 'cart_id': '<id>'})""",
        ["track order_completed: order_id, total", "track cart_viewed: cart_id"],
        "a payload that names another event than its row: the payload's is read",
    ),
    "signs in headings": of(
        """🎯 Event|📝 Description|🔑 Property|🔤 Type|❗ Required
            Order Completed|paid|order_id|string|✅
            ||number_of_items|integer|❌""",
        ["track Order Completed: order_id* (string), number_of_items (integer)"],
    ),
    "capitals": of(
        """EVENT_NAME|EVENT_DESC|PROPERTY_NAME|PROPERTY_TYPE|IS_REQUIRED
            ORDER_COMPLETED|paid|ORDER_ID|STRING|TRUE
            ORDER_COMPLETED|paid|TOTAL|NUMBER|FALSE""",
        ["track ORDER_COMPLETED: ORDER_ID* (string), TOTAL (number)"],
    ),
    "abbreviations": of(
        """Evt|Prop|Typ|Req?|Desc
            Order Completed|order_id|str|Y|id
            Order Completed|total|num|N|paid""",
        ["track Order Completed: order_id* (string), total (number)"],
    ),
    "must and should below a heading that says something else": of(
        """Event|Property|Priority|Type
            Order Completed|order_id|Must|string
            Order Completed|total|Should|number""",
        ["track Order Completed: order_id (string), total (number)"],
        "'Priority' (C) look like required marks and are not used as such",
    ),
    "M and O": of(
        """Event|Attribute|M/O|Format
            Order Completed|order_id|M|String
            Order Completed|total|O|Number""",
        ["track Order Completed: order_id* (string), total (number)"],
    ),
    "cardinalities": of(
        """Event|Attribute|Cardinality|Type
            Order Completed|order_id|1|String
            Order Completed|items|0..n|Array""",
        ["track Order Completed: order_id* (string), items (array)"],
    ),
    "always and sometimes": of(
        """Event|Field|Presence|Data type
            Order Completed|order_id|always|string
            Order Completed|coupon|sometimes|string""",
        ["track Order Completed: order_id* (string), coupon (string)"],
    ),
    "what may be null": of(
        """Event|Field|Data type|Nullable
            Order Completed|order_id|string|No
            Order Completed|coupon|string|Yes""",
        ["track Order Completed: order_id (string), coupon (string|null)"],
    ),
    "objects and actions": of(
        """Object|Action|Properties
            Order|Completed|order_id, total
            Cart|Viewed|cart_id""",
        ["track Order Completed: order_id, total", "track Cart Viewed: cart_id"],
    ),
    "features left of events": of(
        """Feature|Event|Props
            Checkout|order_completed|order_id: string\\ntotal: number
            |payment_failed|reason: string
            Cart|cart_viewed|cart_id: string""",
        [
            "track order_completed: order_id (string), total (number)",
            "track payment_failed: reason (string)",
            "track cart_viewed: cart_id (string)",
        ],
    ),
    "headings as questions": of(
        """What do we track?|What do we send with it?|When?
            Order Completed|order_id, total|paid
            Cart Viewed|cart_id|opened""",
        ["track Order Completed: order_id, total", "track Cart Viewed: cart_id"],
        "'What do we track?' (A) are read as event name by their looks alone",
        "'What do we send with it?' (B) are read as property list by their looks alone",
    ),
    "a code beside a name": of(
        """Name|Code|Params
            Order done|order_completed|order_id, total
            Cart seen|cart_viewed|cart_id""",
        ["track order_completed: order_id, total", "track cart_viewed: cart_id"],
        "'Code' (B) are read as event name by their looks alone",
    ),
    "numbers in front": of(
        """#|Event|Tracked properties|Status
            E1|Order Completed|order_id, total|live
            E2|Cart Viewed|cart_id|live""",
        ["track Order Completed: order_id, total", "track Cart Viewed: cart_id"],
    ),
    "bullets with dashes": of(
        """Event name|Event properties
            Order Completed|• order_id – the order's id\\n• total – paid amount
            Cart Viewed|• cart_id – the cart's id""",
        ["track Order Completed: order_id, total", "track Cart Viewed: cart_id"],
    ),
    "names and types with equals signs": of(
        """Event name|Event properties
            Order Completed|order_id=string; total=number
            Cart Viewed|cart_id=string""",
        [
            "track Order Completed: order_id (string), total (number)",
            "track Cart Viewed: cart_id (string)",
        ],
    ),
    "names and examples": of(
        """Event name|Event properties
            Order Completed|order_id: "A-17", total: 29.5, coupon: "X"
            Cart Viewed|cart_id: "c-1", is_new: true""",
        ["track Order Completed: order_id, total, coupon", "track Cart Viewed: cart_id, is_new"],
    ),
    "types and marks in brackets": of(
        """Event name|Event properties
            Order Completed|order_id (String, required), total (Float, required), coupon (String, optional)
            Cart Viewed|cart_id (String, required)""",
        [
            "track Order Completed: order_id* (string), total* (number), coupon (string)",
            "track Cart Viewed: cart_id* (string)",
        ],
    ),
    "types of TypeScript": of(
        """Event|Payload type
            Order Completed|{ order_id: string; total: number; coupon?: string }
            Cart Viewed|{ cart_id: string }""",
        [
            "track Order Completed: order_id* (string), total* (number), coupon (string)",
            "track Cart Viewed: cart_id (string)",
        ],
    ),
    "several events in a cell": of(
        """Events|Properties
            Order Completed, Order Refunded|order_id, total
            Cart Viewed|cart_id""",
        [
            "track Order Completed: order_id, total",
            "track Order Refunded: order_id, total",
            "track Cart Viewed: cart_id",
        ],
        "names several events: each is read with its properties",
    ),
    "lists by platform": of(
        """Event|Web properties|App properties
            Order Completed|order_id, referrer_url|order_id, device_name
            Cart Viewed|cart_id|cart_id""",
        [
            "track Order Completed: order_id, referrer_url, device_name",
            "track Cart Viewed: cart_id",
        ],
    ),
    "Dutch": of(
        """Gebeurtenis|Omschrijving|Eigenschap|Type|Verplicht
            Bestelling afgerond|betaald|bestelnummer|tekst|ja
            ||bedrag|getal|nee""",
        ["track Bestelling afgerond: bestelnummer* (string), bedrag (number)"],
    ),
    "Polish": of(
        """Nazwa zdarzenia|Opis|Parametr|Typ|Wymagany
            zamowienie_zlozone|opłacone|numer|tekst|tak
            ||kwota|liczba|nie""",
        ["track zamowienie_zlozone: numer* (string), kwota (number)"],
    ),
    "Swedish": of(
        """Händelse|Beskrivning|Egenskap|Typ|Obligatorisk
            order_slutford|betald|order_id|sträng|ja
            ||belopp|tal|nej""",
        ["track order_slutford: order_id* (string), belopp (number)"],
    ),
    "Russian": of(
        """Событие|Описание|Параметр|Тип|Обязательный
            order_completed|оплачен|order_id|строка|да
            ||total|число|нет""",
        ["track order_completed: order_id* (string), total (number)"],
    ),
    "Turkish": of(
        """Olay adı|Açıklama|Parametre|Tip|Zorunlu
            order_completed|ödendi|order_id|metin|evet
            ||total|sayı|hayır""",
        ["track order_completed: order_id* (string), total (number)"],
    ),
    "Vietnamese": of(
        """Tên sự kiện|Mô tả|Thuộc tính|Kiểu|Bắt buộc
            order_completed|đã trả|order_id|string|có
            ||total|number|không""",
        ["track order_completed: order_id* (string), total (number)"],
    ),
    "Indonesian": of(
        """Nama event|Deskripsi|Properti|Tipe|Wajib
            order_completed|dibayar|order_id|string|ya
            ||total|number|tidak""",
        ["track order_completed: order_id* (string), total (number)"],
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_plan_of_this_form_is_read_as_a_person_reads_it(name: str) -> None:
    """Or with exactly these doubts."""
    check(FORMS[name])
