"""Habits of those who keep plans: names on two platforms, values in sentences, groups of headings."""

from __future__ import annotations

import pytest

from tests.plans.tables.kinds import Kind, check, of

HABITS = {
    "a name for each platform": of(
        """Priority|Event name (web)|Event name (app)|Properties
        P0|Lamp Lit|lamp_lit|lamp_id\\nroom_id
        P1|Lamp Dimmed|lamp_dimmed|lamp_id
        P1||lamp_scanned|lamp_id
        P2|Lamp Sold|-|lamp_id""",
        ["track Lamp Lit: lamp_id, room_id", "track lamp_lit: lamp_id, room_id",
         "track Lamp Dimmed: lamp_id", "track lamp_dimmed: lamp_id", "track lamp_scanned: lamp_id",
         "track Lamp Sold: lamp_id"],
        "names several events",
    ),
    "values in sentences": of(
        """Event|Property|Type|Description
        Lamp Lit|source|string|Who lit it. Can be switch, app, or timer.
        |shade|string|Either "warm" or "cold"
        |mood|string|Can be changed or kept
        |watts|integer|May be 5, 10 or 40""",
        [("track Lamp Lit: source (string)=switch/app/timer, shade (string)=warm/cold,"
          " mood (string), watts (integer)=5/10/40")],
    ),
    "events of properties below a scope": of(
        """Field|Scope|Definition
        lamp_id|Lamp Lit, Lamp Bought|Number of the lamp
        price|Lamp Bought|Sum with tax
        channel|all events|Where the visitor came from""",
        ["track Lamp Lit: lamp_id", "track Lamp Bought: lamp_id, price", "common: channel"],
    ),
    "marks below events about words of headings": of(
        """Property|Type|Product Viewed|Ticket Opened|Notes
        sku|string|x|x|
        price|number|x||net
        reason|string||x|""",
        ["track Product Viewed: sku (string), price (number)",
         "track Ticket Opened: sku (string), reason (string)"],
    ),
    "cards below names, beside a blank column": of(
        """LampSwitchedOn|||
        |Fires when|Switch reports on|
        |Platforms|iOS, Android|
        |Property|Type|Note
        |lampId|string|
        |brightness|integer|0 to 100
        |||
        LampSwitchedOff|||
        |Fires when|Switch reports off|
        |Platforms|iOS|
        |Property|Type|Note
        |lampId|string|""",
        ["track LampSwitchedOn: lampId (string), brightness (integer)",
         "track LampSwitchedOff: lampId (string)"],
    ),
    "two tables side by side below their groups": of(
        """Events|||||User traits|
        Name|Property|Type|Mandatory||Trait|Type
        lamp_lit|lamp_id|string|Y||age|integer
        |watts|integer|N||room|string
        lamp_sold|price|number|Y|||""",
        ["track lamp_lit: lamp_id* (string), watts (integer)", "track lamp_sold: price* (number)",
         "identify: age (integer), room (string)"],
    ),
    "descriptions of events repeated beside comments on properties": of(
        """Comment|Property|Event|Description
        Lamp that was meant|lamp_id|Lamp Lit|A lamp is lit
        Colour. One of: warm, cold|shade|Lamp Lit|A lamp is lit
        Sum with tax|price|Lamp Sold|A lamp is sold""",
        ["track Lamp Lit: lamp_id, shade=warm/cold", "track Lamp Sold: price"],
    ),
    "two descriptions beside lists": of(
        """Event|What it means|Properties|Type|Description
        Lamp Lit|A lamp is lit|lamp_id*|string|Lamp that was meant
        ||shade|string|Colour. Possible values: warm, cold
        Lamp Sold|A lamp is sold|price*|number|Sum with tax
        ||coupon|string|Code that was typed""",
        ["track Lamp Lit: lamp_id* (string), shade (string)=warm/cold",
         "track Lamp Sold: price* (number), coupon (string)"],
    ),
    "types below Format": of(
        """Lamp Lit||
        Property|Format|Required
        lit_at|Date|no
        |||
        Lamp Sold||
        Property|Format|Required
        sold_at|Date|yes""",
        ["track Lamp Lit: lit_at (string)", "track Lamp Sold: sold_at* (string)"],
    ),
    "a screen and events in blocks": of(
        """screen||
        property name|property type|details
        title|string|Title of the page
        |||
        add_lamp||
        lamp_id|string|Lamp that was meant
        watts|integer|How strong""",
        ["screen: title (string)", "track add_lamp: lamp_id (string), watts (integer)"],
        "taken for all screen calls",
    ),
    "the same headings below names that say little": of(
        """lamp.lit (track)|
        What is meant by lamp.lit|
        Property|Notes
        Lamp Id|Lamp that was meant
        |
        lamp.sold (track)|
        What is meant by lamp.sold|
        Property|Notes
        Price|Sum with tax""",
        ["track lamp.lit: Lamp Id", "track lamp.sold: Price"],
    ),
    "the same headings on tabs with hyphens": Kind(
        {
            "lamp-lit": "Parámetro|¿Obligatorio?|Valor de ejemplo\nCurrency|Sí|EUR\nLamp Name|No|Desk lamp",
            "lamp-sold": "Parámetro|¿Obligatorio?|Valor de ejemplo\nTotal|Sí|129.90",
        },
        ["track lamp-lit: Currency*, Lamp Name", "track lamp-sold: Total*"],
    ),
    "events that another tab names": Kind(
        {
            "Properties": "Property|Type|Used in\nlamp_id|string|ランプ点灯, 会員\nprice|number|会員",
            "Events": "Name of event|Source|Remark\nランプ点灯|ios|a\n会員|server|b",
        },
        ["track ランプ点灯: lamp_id (string)", "track 会員: lamp_id (string), price (number)"],
    ),
    "a dictionary that speaks of what no table names": Kind(
        {
            "Events": "Event|Trigger\nlamp_lit|The switch is on\nlamp_sold|Paid\nlamp_dimmed|The wheel is turned",
            "Properties": "Property|Type|Used in\nlamp_id|string|lamp_lit, Kitchen things\nprice|number|lamp_sold",
        },
        ["track lamp_lit: lamp_id (string)", "track lamp_sold: price (number)", "track lamp_dimmed:"],
        ("speaks of events that no table of the plan names",),
    ),
    "any name above a form": of(
        """ランプ点灯|||
        |Trigger|The switch is on|
        |Owner|Mira|
        |Parameter|Type|Opmerking
        |lamp_id|string|
        |||
        クーポン適用|||
        |Trigger|A code is typed|
        |Owner|Mira|
        |Parameter|Type|Opmerking
        |price|number|""",
        ["track ランプ点灯: lamp_id (string)", "track クーポン適用: price (number)"],
    ),
    "events that only their properties name": of(
        """Property|Data type|Used in
        lamp_id|string|lamp-lit, quiet-hour
        price|number|quiet-hour""",
        ["track lamp-lit: lamp_id (string)", "track quiet-hour: lamp_id (string), price (number)"],
    ),
    "comments beside names with stars": of(
        """Nombre del evento|Propiedad|Tipo|Comentarios
        lampLit|lamp_id*|string|Lamp that was meant
        |shade|string|Colour. One of: warm, cold
        lampSold|price*|number|Sum with tax
        |coupon|string|Code that was typed""",
        ["track lampLit: lamp_id* (string), shade (string)=warm/cold",
         "track lampSold: price* (number), coupon (string)"],
    ),
    "a second column of events, with other names": of(
        """Event|Event name|Property|Type
        lamp_lit|Order Placed|lamp_id|string
        lamp_sold|Cart Emptied|price|number""",
        ["track lamp_lit: lamp_id (string)", "track lamp_sold: price (number)"],
        "look like event names",
    ),
    "one event that has all properties": of(
        """Event|Property|Type
        lamp_lit|lamp_id|string
        |watts|integer
        |room|string
        |shade|string
        |price|number
        |coupon|string
        lamp_dimmed||
        lamp_sold||""",
        [("track lamp_lit: lamp_id (string), watts (integer), room (string), shade (string), price (number),"
          " coupon (string)"), "track lamp_dimmed:", "track lamp_sold:"],
        "alone has 6 of 6 properties",
    ),
    "names of events and properties at once": of(
        """Event|Property|Type
        lamp_lit|lamp_id|string
        lamp_dimmed|lamp_lit|string""",
        ["track lamp_lit: lamp_id (string)", "track lamp_dimmed: lamp_lit (string)"],
        "are both of events and of properties",
    ),
    "columns beside events that are headed as properties are": of(
        """event_name|user_id|plan|amount|device
        order_started|u-1|pro|9.99|ios
        order_renewed|u-1|pro|9.99|ios
        order_ended|u-2|pro||web""",
        ["track order_started:", "track order_renewed:", "track order_ended:"],
        "4 columns beside events are headed as properties are",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HABITS)
def test_a_plan_kept_in_this_way_is_read_as_a_person_reads_it(name: str) -> None:
    """Events, fields, types, required marks and values; and only the doubts that there are."""
    check(HABITS[name])
