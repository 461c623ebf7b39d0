"""What people write into one cell: lists of properties, calls, objects."""

from __future__ import annotations

import pytest

from tests.plans.tables.kinds import ORDER, Kind, check, of

PLANS: dict[str, Kind] = {
    "one property a line, its type in brackets, a star for required": of(
        """Event|Description|Properties (* = required)
        Order Completed|It is paid|order_id* (string)\\ntotal (number)\\nis_gift (boolean)
        Cart Viewed|It is open|cart_id* (string)""",
        ["track Order Completed: order_id* (string), total (number), is_gift (boolean)",
         "track Cart Viewed: cart_id* (string)"],
    ),
    "brackets hold a type or values, a slash between blanks parts names, a dash is nothing": of(
        """Screen|Event Name|Trigger|Params
        Shop|product_opened|A tile is tapped|is_sale (bool)
        Shop|product_filtered|A filter is set|source (grid/map)
        Basket|gear_chosen|A line is added|gear_kind / size / shelf_no
        Home|home_entered|The app opens|—""",
        ["track product_opened: is_sale (boolean)", "track product_filtered: source=grid/map",
         "track gear_chosen: gear_kind, size, shelf_no", "track home_entered:"],
    ),
    "quoted values in brackets, and a group of properties that is defined elsewhere": of(
        """Event Name|Trigger|Parameters|Remarks
        order_placed|The order is written|channel ('Phone', 'Counter'), price, [Member Properties]|for the shop""",
        ["track order_placed: channel (string)=Phone/Counter, price"],
        "not wholly understood",
    ),
    "a second cell lists the types in the same order": of(
        """Event|What happens|Event Properties|Property Types|Remarks
        order_completed|It is paid|order_id, total, paid_at|String/Integer/Timestamp|which and how much
        cart_cleared|It is empty|cart_id, is_empty|String/Boolean|which""",
        ["track order_completed: order_id (string), total (integer), paid_at (string)",
         "track cart_cleared: cart_id (string), is_empty (boolean)"],
    ),
    "names, types and marks in lines of three cells": of(
        """Event Name|Properties|Types|Required
        Order Completed|order_id\\ntotal|string\\nnumber|yes\\nno""",
        [ORDER],
    ),
    "a name with a star in it stands for several": of(
        """event|sent when|key parameters
        order_completed|It is paid|lang, utm_*, item_count
        order_refunded|Money is back|lang, utm_*""",
        ["track order_completed: lang, item_count", "track order_refunded: lang"],
        "not wholly understood",
    ),
    "an unknown column is no property, and a property may have the name of a column": of(
        """event_name|trigger_moment|meaning_for_us|properties|owner
        order_completed|it is paid|Somebody buys|order_id, total, owner|Shop""",
        ["track order_completed: order_id, total, owner"],
    ),
    "lists by required and optional in two columns": of(
        """Event|Required properties|Optional properties
        order_completed|order_id, total|coupon
        cart_viewed|cart_id|""",
        ["track order_completed: order_id*, total*, coupon", "track cart_viewed: cart_id*"],
    ),
    "required and optional after a colon in one cell": of(
        """Event|Parameters
        order_completed|Required: order_id, total\\nOptional: coupon
        cart_viewed|Required: cart_id""",
        ["track order_completed: order_id*, total*, coupon", "track cart_viewed: cart_id*"],
    ),
    "a key, its type and what it means behind a dash": of(
        """Event|Properties
        Order Completed|- `order_id` (string, required) – number of the order\\n- `total`: number – what is paid, with tax
        Cart Viewed|- `cart_id` (string) – number of the cart""",
        ["track Order Completed: order_id* (string), total (number)", "track Cart Viewed: cart_id (string)"],
    ),
    "types of a programmer": of(
        """Event|Property|Type
        Order Completed|channel|"web" / "store"
        Order Completed|sizes|string[]
        Order Completed|coupon|string?
        Order Completed|total|float64""",
        ["track Order Completed: channel (string)=web/store, sizes (array), sizes.[] (string), coupon (string), total (number)"],
    ),
    "a whole call in the cell": of(
        """Event|When|Example payload
        Order Completed|It is paid|{"event": "Order Completed", "properties": {"order_id": "o1", "total": 80, "gift": {"kind": "card"}}}
        Cart Viewed|It is open|{"event": "Cart Viewed", "properties": {"cart_id": "c7"}}""",
        ["track Order Completed: order_id, total, gift (object), gift.kind", "track Cart Viewed: cart_id"],
    ),
    "JSON of one tool beside another's": of(
        """Event Name|GA4 Event Name|GA4 Params as JSON|Sent when
        Order Completed|purchase|{"order_id": "...", "items": 2}|It is paid
        Order Refunded|refund|{"order_id": "...", "reason": "late"}|Money is back""",
        ["track Order Completed: order_id, items", "track Order Refunded: order_id, reason"],
    ),
    "two names for one event": of(
        """Event Name|GA4 Event Name|Sent when
        Order Completed|purchase|It is paid
        Order Refunded|refund|Money is back""",
        ["track Order Completed:", "track Order Refunded:"],
    ),
    "code for the data layer": of(
        """Event|Implementation code
        add_to_cart|dataLayer.push({\\n  event: 'add_to_cart',\\n  value: total,\\n  currency: 'EUR'\\n});
        purchase|gtag('event', 'purchase', {transaction_id: id, value: 12.5})""",
        ["track add_to_cart: value, currency", "track purchase: transaction_id, value"],
    ),
    "a JSON Schema in the cell": of(
        """Event Name|Schema
        Order Completed|{"type": "object", "properties": {"order_id": {"type": "string"}, "total": {"type": "number"}}, "required": ["order_id"]}""",
        [ORDER],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_with_these_lists_is_read_as_a_person_reads_it(name: str) -> None:
    """Events, fields, types, required marks and values; and only the doubts that there are."""
    check(PLANS[name])
