"""How people part a plan: levels, chapters, several tabs."""

from __future__ import annotations

import pytest

from tests.plans.tables.kinds import Kind, check

PLANS: dict[str, Kind] = {
    "values of properties on a tab of their own": Kind(
        {
            "Events": """Event|Property|Type
            Order Completed|channel|string
            Order Completed|total|number""",
            "Enums": """Property|Allowed value
            channel|web
            channel|store""",
        },
        ["track Order Completed: channel (string)=web/store, total (number)"],
    ),
    "a dictionary of event properties beside events that carry them": Kind(
        {
            "Events": """Event Name|Description|Event Properties
            Order Completed|An order is placed|Order ID, Total
            Cart Viewed|The cart is opened|Cart ID""",
            "Event Properties": """Property Name|Data Type|Required
            Order ID|string|yes
            Total|number|no
            Cart ID|string|yes""",
        },
        [
            "track Order Completed: Order ID* (string), Total (number)",
            "track Cart Viewed: Cart ID* (string)",
        ],
    ),
    "members of a property on a tab of their own": Kind(
        {
            "Events": """Event|Trigger|Parameters
            view_cart|The cart is opened|currency, items
            lamp_lit|A lamp is switched on|lamp_id""",
            "Item parameters": """Parameter|Type|Required
            item_id|string|yes
            price|number|no""",
        },
        [
            "track view_cart: currency, items (array), items.[].item_id* (string), items.[].price (number)",
            "track lamp_lit: lamp_id",
        ],
    ),
    "members of a property below a heading": Kind(
        {
            "Plan": """Event|Trigger|Parameters
            view_cart|The cart is opened|currency, items
            |
            items[] object|
            Parameter|Type|Required
            item_id|string|yes""",
        },
        ["track view_cart: currency, items (array), items.[].item_id* (string)"],
    ),
    "custom dimensions by title and parameter": Kind(
        {
            "Events": """Event name|Trigger|Properties
            lamp_lit|The switch is on|lamp_id, contact_method
            lamp_sold|Till|lamp_id, sold_by""",
            "Custom Dimensions": """Name|Scope|Event parameter
            Contact method|Event|contact_method
            Lamp id|Event|lamp_id
            Sold by|Event|sold_by""",
        },
        ["track lamp_lit: lamp_id, contact_method", "track lamp_sold: lamp_id, sold_by"],
    ),
    "events as another tool has them": Kind(
        {
            "Events": """Event|Trigger|Parameters
            lamp_lit|The switch is on|lamp_id
            lamp_sold|Till|lamp_id, sold_by""",
            "GA4": """Own event|GA4 name|Key fields
            lamp_lit|select_item|item_id, value
            lamp_sold|purchase|transaction_id, value""",
        },
        ["track lamp_lit: lamp_id", "track lamp_sold: lamp_id, sold_by"],
    ),
    "forms below headings that name the events": Kind(
        {
            "Plan": """lamp_lit
            Field|Value
            Trigger|The switch is on
            Actor|Anybody
            Required properties|lamp_id, room_id
            |
            lamp_sold
            Field|Value
            Trigger|Till
            Required properties|lamp_id""",
        },
        ["track lamp_lit: lamp_id*, room_id*", "track lamp_sold: lamp_id*"],
    ),
    "a tab of the values of one property": Kind(
        {
            "Events": """Event|Trigger|Parameters
            lamp_lit|The switch is on|lamp_id, lamp_shade
            lamp_sold|Till|lamp_id""",
            "lamp_shade values": """Value|Meaning
            deep_red|As at night
            warm / cold|As by day""",
        },
        ["track lamp_lit: lamp_id, lamp_shade=deep_red/warm/cold", "track lamp_sold: lamp_id"],
    ),
    "members below a title, without types": Kind(
        {
            "Events": """Event|Trigger|Parameters
            view_cart|The cart is opened|currency, items[]
            lamp_lit|A lamp is switched on|lamp_id""",
            "items schema": """Field|Example|Notes
            item_id|lamp_7|Stable
            item_name|Lamp|Shown""",
        },
        [
            "track view_cart: currency, items (array), items.[].item_id, items.[].item_name",
            "track lamp_lit: lamp_id",
        ],
    ),
    "what a property is used in, in words": Kind(
        {
            "Events": """Event|Trigger|Parameters
            lamp_lit|The switch is on|lamp_id
            lamp_sold|Till|lamp_id
            lamp_seen|The page|page""",
            "Dictionary": """Parameter|Type|Used in
            lamp_id|string|lamp_lit (once), lamp_sold
            step|string|step-level tracking""",
        },
        [
            "track lamp_lit: lamp_id (string)",
            "track lamp_sold: lamp_id (string)",
            "track lamp_seen: page",
        ],
        ("a property that no event carries",),
    ),
    "a tab named after what was done": Kind(
        {
            "lamp_view_shared": """Prop|Type|Required
            method|string|yes
            path|string|no""",
            "lamp_lit": """Prop|Type|Required
            lamp_id|string|yes""",
        },
        [
            "track lamp_view_shared: method* (string), path (string)",
            "track lamp_lit: lamp_id* (string)",
        ],
    ),
    "footnotes behind names": Kind(
        {
            "Plan": """Event|Trigger|Properties
            lamp_lit²|The switch is on|lamp_id, direction¹
            lamp_sold|Till|lamp_id†""",
        },
        ["track lamp_lit: lamp_id, direction", "track lamp_sold: lamp_id"],
    ),
    "a list of keys, and a form that a blank row ends": Kind(
        {
            "Plan": """Event|Property|Type
            lamp_lit|lamp_id|string""",
            "Fields": """Field|Role
            eventType|The group
            eventName|The label
            key|Its id""",
            "Card": """Event|lamp_lit
            |
            Owner|Nora""",
        },
        ["track lamp_lit: lamp_id (string)"],
    ),
    "a further list of events, each with its properties in braces": Kind(
        {
            "Event taxonomy": """Event|Where|Funnel stage
            lamp_lit {lamp_id}|hall|use
            lamp_sold {lamp_id, price}|till|sale""",
            "Rooms": """Event|Seam|Funnel stage
            room_lit {room_id, kind:'hall'}|switch|use
            room_left|door|use""",
        },
        [
            "track lamp_lit: lamp_id",
            "track lamp_sold: lamp_id, price",
            "track room_lit: room_id, kind",
            "track room_left:",
        ],
        ("read as an event and its property",),
    ),
    "event codes below sections, and properties as above": Kind(
        {
            "Plan": """Hall screen
            Event Code|Note
            lamp_lit|The switch
            lamp_left|The door
            |
            Events
            Event|When|Properties
            room_lit|In the evening|room_id, shade
            room_left|At night|same as above""",
        },
        [
            "track lamp_lit:",
            "track lamp_left:",
            "track room_lit: room_id, shade",
            "track room_left: room_id, shade",
        ],
    ),
    "several events of an area in a cell": Kind(
        {
            "Plan": """Area|Event|Where
            Hall|lamp_lit · login · lamp_left|door
            Shop|LAMP_SOLD, LAMP_RETURNED|till
            Desk|lamp_asked|phone"""
        },
        [
            "track lamp_lit:",
            "track login:",
            "track lamp_left:",
            "track LAMP_SOLD:",
            "track LAMP_RETURNED:",
            "track lamp_asked:",
        ],
        ("names several events",),
    ),
    "a tab that names events and is not read": Kind(
        {
            "Plan": """Event|Trigger|Properties
            lamp_lit|The switch|lamp_id""",
            "Call sites": """Place|Constant
            hall.ts|LAMP_VIEWED
            till.ts|LAMP_CLICKED, LAMP_OPENED
            desk.ts|LAMP_SHARED""",
        },
        ["track lamp_lit: lamp_id"],
        ("3 rows of 'Call sites' are not read, though they seem to name events",),
    ),
    "tabs joined by ids": Kind(
        {
            "Events": """ID|Event|Description
            E01|Order Completed|paid
            E02|Cart Viewed|opened""",
            "Properties": """Event ID|Property|Type
            E01|order_id|string
            E01|total|number
            E02|cart_id|string""",
        },
        [
            "track Order Completed: order_id (string), total (number)",
            "track Cart Viewed: cart_id (string)",
        ],
    ),
    "properties named by the ids of a dictionary": Kind(
        {
            "Events": """ID|Event|Properties
            E01|Lamp Lit|P01, P02
            E02|Lamp Dimmed|P01, P03""",
            "Properties": """ID|Property|Type|Values
            P01|lamp_id|string|
            P02|hall|string|north; south
            P03|steps|integer|""",
        },
        [
            "track Lamp Lit: lamp_id (string), hall (string)=north/south",
            "track Lamp Dimmed: lamp_id (string), steps (integer)",
        ],
    ),
    "pages below a heading that is a trait elsewhere": Kind(
        {
            "group": """trait|type|required
            name|string|yes
            halls|integer|no""",
            "page": """name|property|type
            Halls|hall|string
            Lamps|shade|string""",
        },
        [
            "group: name* (string), halls (integer)",
            "page Halls: hall (string)",
            "page Lamps: shade (string)",
        ],
    ),
    "a card on a tab for each event, beside a list of them": Kind(
        {
            "List": """Area|Event|Definition
            Light|lamp_lit|It is lit
            Light|lamp_dimmed|It is dimmed""",
            "lamp_lit": """Variable|Scope|Type|Requirement
            hall|event|string|required
            watts|event|integer|optional""",
            "lamp_dimmed": """Variable|Scope|Type|Requirement
            steps|event|integer|required""",
        },
        [
            "track lamp_lit: hall* (string), watts (integer)",
            "track lamp_dimmed: steps* (integer)",
        ],
        ("1 row: names no event: taken for the one of the tab's title",) * 2,
    ),
    "a column for each level": Kind(
        {
            "Plan": """Event|Level 1|Level 2|Level 3|Type
            Order Completed|order_id|||string
            |address|||object
            ||city||string
            ||geo||object
            |||lat|number""",
        },
        [
            "track Order Completed: order_id (string), address (object), address.city (string), address.geo (object), address.geo.lat (number)"
        ],
    ),
    "a column for the parent": Kind(
        {
            "Plan": """Event|Property|Parent property|Type
            Order Completed|order_id||string
            Order Completed|address||object
            Order Completed|city|address|string""",
        },
        ["track Order Completed: order_id (string), address (object), address.city (string)"],
    ),
    "common properties above the events": Kind(
        {
            "Plan": """Global properties
            Property|Type|Required
            app_version|string|yes
            platform_name|string|no

            Events
            Event|Property|Type
            Order Completed|order_id|string
            Cart Viewed|cart_id|string""",
        },
        [
            "common: app_version* (string), platform_name (string)",
            "track Order Completed: order_id (string)",
            "track Cart Viewed: cart_id (string)",
        ],
    ),
    "calls in a column of types": Kind(
        {
            "Plan": """Type|Name|Property|Data type
            identify||email|string
            identify||plan_name|string
            track|Order Completed|order_id|string""",
        },
        [
            "identify: email (string), plan_name (string)",
            "track Order Completed: order_id (string)",
        ],
    ),
    "a cover and a legend": Kind(
        {
            "Cover": """Tracking plan
            Version|3
            Owner|Ann""",
            "Legend": """Term|Meaning
            Event|Something that a person does
            Property|A detail of it""",
            "Plan": """Event|Property|Type|Required
            Order Completed|order_id|string|yes
            |total|number|no""",
        },
        ["track Order Completed: order_id* (string), total (number)"],
    ),
    "a log of changes": Kind(
        {
            "Changelog": """Date|Change|Author
            2024-01-01|Added Order Completed|Ann""",
            "Plan": """Event|Property|Type
            Order Completed|order_id|string""",
        },
        ["track Order Completed: order_id (string)"],
    ),
    "a tab of conventions": Kind(
        {
            "Naming": """Convention|Example
            Events|Title Case: Order Completed
            Properties|snake_case: order_id""",
            "Plan": """Event|Property|Type
            Order Completed|order_id|string""",
        },
        ["track Order Completed: order_id (string)"],
    ),
    "a tab of destinations": Kind(
        {
            "Destinations": """Event|GA4|Amplitude|Braze
            Order Completed|yes|yes|no""",
            "Plan": """Event|Property|Type
            Order Completed|order_id|string""",
        },
        ["track Order Completed: order_id (string)"],
    ),
    "tabs by platform": Kind(
        {
            "Web": """Event|Property|Type
            Order Completed|order_id|string
            Order Completed|coupon|string""",
            "Mobile": """Event|Property|Type
            Order Completed|order_id|string
            Cart Viewed|cart_id|string""",
        },
        [
            "track Order Completed: order_id (string), coupon (string)",
            "track Cart Viewed: cart_id (string)",
        ],
    ),
    "properties and traits on tabs of their own": Kind(
        {
            "Events": """Event|Properties
            Order Completed|order_id""",
            "Properties": """Property|Type
            order_id|string""",
            "User Traits": """Trait|Type
            email|string""",
            "Account Traits": """Trait|Type
            seats|integer""",
        },
        [
            "track Order Completed: order_id (string)",
            "identify: email (string)",
            "group: seats (integer)",
        ],
    ),
    "numbered chapters": Kind(
        {
            "Plan": """No.|Event|Properties
            1.1|Order Completed|order_id
            1.2|Cart Viewed|cart_id""",
        },
        ["track Order Completed: order_id", "track Cart Viewed: cart_id"],
    ),
    "headings in capitals": Kind(
        {
            "Plan": """Event|Property|Type
            CHECKOUT||
            Order Completed|order_id|string
            CART||
            Cart Viewed|cart_id|string""",
        },
        ["track Order Completed: order_id (string)", "track Cart Viewed: cart_id (string)"],
    ),
    "headings like events": Kind(
        {
            "Plan": """Event|Property|Type
            Checkout||
            Order Completed|order_id|string
            Cart||
            Cart Viewed|cart_id|string""",
        },
        ["track Order Completed: order_id (string)", "track Cart Viewed: cart_id (string)"],
        ("a heading by its looks, but it may be an event: left out",),
    ),
    "events and properties in one column": Kind(
        {
            "Plan": """Event / Property|Type|Required|Description
            Order Completed|||paid
            order_id|string|yes|id
            total|number|no|amount
            Cart Viewed|||open
            cart_id|string|yes|id""",
        },
        [
            "track Order Completed: order_id* (string), total (number)",
            "track Cart Viewed: cart_id* (string)",
        ],
    ),
    "the type says what is an event": Kind(
        {
            "Plan": """Name|Type|Required|Description
            Order Completed|Event||paid
            order_id|string|yes|id
            total|number|no|amount""",
        },
        ["track Order Completed: order_id* (string), total (number)"],
    ),
    "a kind for each row": Kind(
        {
            "Plan": """Kind|Name|Data type
            Event|Order Completed|
            Property|order_id|string
            Property|total|number""",
        },
        ["track Order Completed: order_id (string), total (number)"],
    ),
    "a level for each row": Kind(
        {
            "Plan": """Level|Name|Data type
            Event|Order Completed|
            Property|order_id|string
            Property|total|number""",
        },
        ["track Order Completed: order_id (string), total (number)"],
        ("'Level' (A) are read as call by their looks alone",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_with_these_tabs_is_read_as_a_person_reads_it(name: str) -> None:
    """Events, fields, types, required marks and values; and only the doubts that there are."""
    check(PLANS[name])
