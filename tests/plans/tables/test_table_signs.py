"""What people write in cells: signs, paths, types, marks, and rows that go along."""

from __future__ import annotations

import pytest

from tests.plans.tables.kinds import ORDER, Kind, check, of

PLANS: dict[str, Kind] = {
    "signs for the same as above": Kind(
        {
            "Plan": """Event|Property|Type
            Order Completed|order_id|string
            "|total|number
            Cart Viewed|cart_id|string
            〃|items|integer""",
        },
        [
            "track Order Completed: order_id (string), total (number)",
            "track Cart Viewed: cart_id (string), items (integer)",
        ],
    ),
    "paths": Kind(
        {
            "Plan": """Event|Path|Type|Required
            Order Completed|properties.order_id|string|yes
            Order Completed|properties.address.city|string|no""",
        },
        ["track Order Completed: order_id* (string), address.city (string)"],
        ("'Path' (B) are read as field name by their looks alone",),
    ),
    "paths from the root": Kind(
        {
            "Plan": """Event|JSON path|Type|Required
            Order Completed|$.properties.order_id|string|yes
            Order Completed|$.properties.address.city|string|no""",
        },
        ["track Order Completed: order_id* (string), address.city (string)"],
    ),
    "lists that go along with each other": Kind(
        {
            "Plan": """Event|Properties|Types|Required
            Order Completed|order_id\\ntotal|string\\nnumber|yes\\nno""",
        },
        ["track Order Completed: order_id* (string), total (number)"],
    ),
    "types of many systems": Kind(
        {
            "Plan": """Event|Property|Type
            Order Completed|a_list|String[]
            |b_obj|Array<Object>
            |c_str|Str(50)
            |d_dec|Decimal(10,2)
            |e_date|ISO-8601
            |f_any|any
            |g_bool|Bool
            |h_int|Int64""",
        },
        [
            "track Order Completed: a_list (array), a_list.[] (string), b_obj (array), b_obj.[] (object), c_str (string), d_dec (number), e_date (string), f_any, g_bool (boolean), h_int (integer)"
        ],
    ),
    "a note between rows": Kind(
        {
            "Plan": """Event|Property|Type
            Order Completed|order_id|string
            NOTE: ask Ann about totals||
            Cart Viewed|cart_id|string""",
        },
        ["track Order Completed: order_id (string)", "track Cart Viewed: cart_id (string)"],
    ),
    "yes and no below properties": Kind(
        {
            "Plan": """Event|order_id|total|coupon|cart_id
            Order Completed|Y|Y|Y|N
            Cart Viewed|N|N|N|Y""",
        },
        ["track Order Completed: order_id, total, coupon", "track Cart Viewed: cart_id"],
    ),
    "a type to be decided": Kind(
        {
            "Plan": """Event|Property|Type
            Order Completed|order_id|string
            Order Completed|total|TBD""",
        },
        ["track Order Completed: order_id (string), total"],
        ("'Type' (C) name no type that is known: kept as labels",),
    ),
    "an event and when it is sent in one cell": Kind(
        {
            "Plan": """Event|Properties
            "Order Completed" – sent when the order is paid|order_id
            "Cart Viewed" – sent when the cart is opened|cart_id""",
        },
        ["track Order Completed: order_id", "track Cart Viewed: cart_id"],
    ),
    "values in brackets behind a type": Kind(
        {
            "Plan": """Event|Properties
            login|method: string (email, google)\\nplan: string""",
        },
        ["track login: method (string)=email/google, plan (string)"],
    ),
    "types behind dashes": Kind(
        {
            "Plan": """Event|Properties
            login|method - string, plan_name - string""",
        },
        ["track login: method (string), plan_name (string)"],
    ),
    "descriptions on lines": Kind(
        {
            "Plan": """Event|Properties
            login|method: how the person logs in\\nplan_name: name of the plan that they have""",
        },
        ["track login: method, plan_name"],
    ),
    "values or units in one column, and what every event has": Kind(
        {
            "Events": """Event name|Payload field|Type|Unit / values|Mandatory
            Lamp Lit|hue|string|warm, cold|Y
            |watts|int|W|N
            Tea Poured|poured_ms|int|ms|Y""",
            "Header": """Field (sent with every event)|Type
            hall|string
            lamp_id|string""",
        },
        ["track Lamp Lit: hue* (string)=warm/cold, watts (integer)",
         "track Tea Poured: poured_ms* (integer)",
         "common: hall (string), lamp_id (string)"],
    ),
    "which of its kinds an event is, beside its key": of(
        """Event name|Trigger|Parameters
        lamp_lit|The switch is on|lamp_id
        refund (from the till)|A lamp comes back|order_id, total
        swap (tea)|Another tea|tea_id
        swap (gear)|Another gear|gear_id""",
        [
            "track lamp_lit: lamp_id",
            "track refund: order_id, total",
            "track swap (tea): tea_id",
            "track swap (gear): gear_id",
        ],
    ),
    "data that may be sent": of(
        """Evento|Quando|Dados permitidos
        lamp_lit|Acende|hall, shade
        tea_poured|Serve|hall, sugar""",
        ["track lamp_lit: hall, shade", "track tea_poured: hall, sugar"],
    ),
    "names that a heading alone says are pages": of(
        """Page Name|Description|Property Key
        hall_page|The hall|lamp_id
        tea_page|The tea|cups""",
        ["page hall_page: lamp_id", "page tea_page: cups"],
        "Names are read as those of page calls, because of the header 'Page Name'.",
    ),
    "typed properties below a blank corner, and what is said of the events": of(
        """|Lamp Lit|Lamp Sold|Tea Poured
        Description|It is lit|It is sold|It is poured
        lamp_id (string)|x|x|
        hall (string)|x||x
        cups (integer)|||x""",
        ["track Lamp Lit: lamp_id (string), hall (string)", "track Lamp Sold: lamp_id (string)",
         "track Tea Poured: hall (string), cups (integer)"],
        "4 values of 'Column A' (A) are read as field name by their looks alone.",
    ),
    "events across, with that word in the corner": of(
        """Event|Lamp Lit|Lamp Sold|Tea Poured
        lamp_id|x|x|
        hall|x||x
        cups|||x""",
        ["track Lamp Lit: lamp_id, hall", "track Lamp Sold: lamp_id", "track Tea Poured: hall, cups"],
    ),
    "marks of two grades with their legend": of(
        """Legenda|● verplicht|○ optioneel

        Property|Type|Lamp Lit|Lamp Sold|Tea Poured
        lamp_id|string|●|○|
        hall|string|○||●""",
        ["track Lamp Lit: lamp_id* (string), hall (string)", "track Lamp Sold: lamp_id (string)",
         "track Tea Poured: hall* (string)"],
    ),
    "marks of two grades that nothing explains": of(
        """Property|Type|Lamp Lit|Lamp Sold|Tea Poured
        lamp_id|string|x|(x)|
        hall|string|x||(x)""",
        ["track Lamp Lit: lamp_id (string), hall (string)", "track Lamp Sold: lamp_id (string)",
         "track Tea Poured: hall (string)"],
        "1 row: marked in several ways (x, (x)): read alike.",
    ),
    "required marks below short headings": Kind(
        {
            "NL": "Event|Property|V/O\nlamp_lit|hall|V\n|shade|O",
            "PT": "Evento|Propriedade|Obrigatória?\nlamp_out|hall|Sim\n|shade|Não",
            "IT": "Evento|Proprietà|Obbl.\ntea_poured|cups|sì\n|sugar|no",
        },
        ["track lamp_lit: hall*, shade", "track lamp_out: hall*, shade", "track tea_poured: cups*, sugar"],
    ),
    "forms below titles, one after the other": of(
        """1. The lamp
        Event name|lamp_lit
        Trigger|The switch is on
        Variable|Type|Required
        hall|string|yes

        2. The tea
        Event name|tea_poured
        Trigger|It is poured
        Variable|Type|Required
        cups|integer|no

        3. The gear
        Event name|gear_sold
        Trigger|It is sold
        Variable|Type|Required
        price|number|yes""",
        ["track lamp_lit: hall* (string)", "track tea_poured: cups (integer)", "track gear_sold: price* (number)"],
    ),
    "a log of changes that names events": Kind(
        {
            "Events": "Event|Properties\nlamp_lit|hall\ntea_poured|cups",
            "Changelog": "Date|Author|Event|Change\n3 Jan|Nora|Lamp Lit|hall added\n9 Jan|Ole|Gear Lost|removed",
        },
        ["track lamp_lit: hall", "track tea_poured: cups"],
    ),
    "what a payload calls an event": of(
        """Interaction|Code
        Lamp lit|dataLayer.push({"event": "lamp_lit", "hall": "north"});
        Tea is poured|dataLayer.push({"event": "tea_poured", "cups": 2});""",
        ["track lamp_lit: hall", "track tea_poured: cups"],
        "1 row: a payload that names another event than its row: the payload's is read.",
    ),
    "a call among the events across": of(
        """Event|identify|Lamp Lit|Tea Poured
        email|R||
        lamp_id||R|
        hall||O|O""",
        ["identify: email*", "track Lamp Lit: lamp_id*, hall", "track Tea Poured: hall"],
    ),
    "events of another language across, with lists of their properties": of(
        """Eventos|Lámpara encendida|Té servido
        Disparador|Al encender|Al servir
        Propiedades obligatorias|lamp_id, sala|tazas
        Propiedades opcionales|vatios|azucar, leche""",
        ["track Lámpara encendida: lamp_id*, sala*, vatios", "track Té servido: tazas*, azucar, leche"],
    ),
    "titles beside variables, each once": of(
        """Variable|Name|Description|Example
        eVar1|Hall name|Which hall|north
        eVar4|Lamp kind|Which lamp|desk
        eVar9|Tea kind|Which tea|green""",
        ["track Hall name: eVar1", "track Lamp kind: eVar4", "track Tea kind: eVar9"],
        "3 values of 'Name' (B) are read as events with one property each, and may be titles of these.",
    ),
    "values of no property": of(
        """Event|When|Allowed values
        lamp_lit|It is lit|warm, cold
        tea_poured|It is poured|green, black""",
        ["track lamp_lit:", "track tea_poured:"],
        "2 values of 'Allowed values' (C) are allowed values of no property: none is named.",
    ),
    "a star in front": Kind(
        {
            "Plan": """Event|Properties
            login|*method (string), plan_name (string)""",
        },
        ["track login: method* (string), plan_name (string)"],
    ),
    "bold names": Kind(
        {
            "Plan": """Event|Properties
            login|**method** (required), plan_name (optional)""",
        },
        ["track login: method*, plan_name"],
    ),
    "elements of arrays": Kind(
        {
            "Plan": """Event|Properties
            Order Completed|order_id, products[].sku, products[].price""",
        },
        ["track Order Completed: order_id, products.[].sku, products.[].price"],
    ),
    "words for no properties": Kind(
        {
            "Plan": """Event|Properties
            Order Completed|order_id
            Signed Out|No properties""",
        },
        ["track Order Completed: order_id", "track Signed Out:"],
    ),
    "the same as another event": Kind(
        {
            "Plan": """Event|Properties
            Order Completed|order_id
            Order Refunded|same as Order Completed""",
        },
        ["track Order Completed: order_id", "track Order Refunded: order_id"],
    ),
    "a list and common properties": Kind(
        {
            "Plan": """Event|Properties
            Order Completed|order_id + common properties""",
        },
        ["track Order Completed: order_id"],
        ("'Properties' (B) are not wholly understood as properties: kept as labels",),
    ),
    "values parted by or": Kind(
        {
            "Plan": """Event|Property|Type|Possible values
            Order Completed|channel|string|web or store or app""",
        },
        ["track Order Completed: channel (string)=web/store/app"],
    ),
    "values with bullets": Kind(
        {
            "Plan": """Event|Property|Type|Values
            Order Completed|channel|string|- web\\n- store""",
        },
        ["track Order Completed: channel (string)=web/store"],
    ),
    "stars, and what they mean": Kind(
        {
            "Plan": """Event|Property|Type
            Order Completed|order_id *|string
            |total|number
            * = required||""",
        },
        ["track Order Completed: order_id* (string), total (number)"],
    ),
    "required in a description only": Kind(
        {
            "Plan": """Event|Property|Type|Description
            Order Completed|order_id|string|Required. The id""",
        },
        ["track Order Completed: order_id (string)"],
    ),
    "types and marks in one column": Kind(
        {
            "Plan": """Event|Property|Type / Required
            Order Completed|order_id|string, required
            |total|number, optional""",
        },
        ["track Order Completed: order_id* (string), total (number)"],
    ),
    "names and types in one column": Kind(
        {
            "Plan": """Event|Property (type)
            Order Completed|order_id (string)
            |total (number)""",
        },
        ["track Order Completed: order_id (string), total (number)"],
    ),
    "names and types with a colon": Kind(
        {
            "Plan": """Event|Property: type
            Order Completed|order_id: string
            |total: number""",
        },
        ["track Order Completed: order_id (string), total (number)"],
        ("'Property: type' (B) are read as property list by their looks alone",),
    ),
    "properties in a description": Kind(
        {
            "Plan": """Event|Details
            Order Completed|Sent when the order is paid. Properties: order_id, total""",
        },
        ["track Order Completed: order_id, total"],
        ("properties that a description names are read",),
    ),
    "types with values": Kind(
        {
            "Plan": """Event|Property|Data type
            Order Completed|order_id|string: "a" / "b"
            Order Completed|total|number (float)""",
        },
        ["track Order Completed: order_id (string)=a/b, total (number)"],
    ),
    "a sign for required": Kind(
        {
            "Plan": """Event|Property|Type|✅ Req
            Order Completed|order_id|string|✔""",
        },
        ["track Order Completed: order_id* (string)"],
    ),
    "required twice": Kind(
        {
            "Plan": """Event|Property|Type|Required Web|Required App
            Order Completed|order_id|string|yes|yes""",
        },
        ["track Order Completed: order_id* (string)"],
    ),
    "hints below the headings": Kind(
        {
            "Plan": """Event|Property|Type
            (what happens)|(detail)|(string/number)
            Order Completed|order_id|string""",
        },
        ["track Order Completed: order_id (string)"],
    ),
    "an introduction before the values, and which is the default, are no values": of(
        """Event|Property|Type|Allowed values
        Order Completed|service|string|Short service name: air, sea
        Order Completed|colour|string|red (default), blue
        Order Completed|unit|string|One of: C, F""",
        ["track Order Completed: service (string)=air/sea, colour (string)=red/blue, unit (string)=C/F"],
    ),
    "a value in each row of one property": of(
        """Event|Property|Value
        order_completed|channel|web
        order_completed|channel|store
        cart_viewed|channel|web""",
        ["track order_completed: channel=web/store", "track cart_viewed: channel"],
        "a property in several rows",
    ),
    "a dictionary with a row for each event of a property": of(
        """Property|Events|Type|Example|Required
        sku|Product Viewed|string|A-7|yes
        sku|Product Added|string|B-1|no
        total|Order Completed|number|9.5|yes
        currency|Order Completed|string|EUR|yes""",
        ["track Product Viewed: sku* (string)", "track Product Added: sku (string)",
         "track Order Completed: total* (number), currency* (string)"],
    ),
    "forms from the first row on": of(
        """Event name:|Order Completed
        Trigger:|The order is paid
        Properties:|order_id (string, required), total (number)
        Event name:|Cart Viewed
        Trigger:|The cart is open
        Properties:|cart_id (string)""",
        [ORDER, "track Cart Viewed: cart_id (string)"],
    ),
    "when it is sent stands between an event's heading and its table": of(
        """Order Placed||
        Sent when an order is placed||
        Property|Type|Required
        order_id|string|yes

        Cart Viewed||
        Property|Type|Required
        cart_id|string|no""",
        ["track Order Placed: order_id* (string)", "track Cart Viewed: cart_id (string)"],
    ),
    "an arrow for what is inside, and one below nothing": of(
        """Event|Property|Type
        Order Completed|products|array
        |products > sku|string
        |total|number
        |↳ currency|string""",
        ["track Order Completed: products (array), products.[].sku (string), total (number), currency (string)"],
        "set off below a property that holds none",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_with_these_signs_is_read_as_a_person_reads_it(name: str) -> None:
    """Events, fields, types, required marks and values; and only the doubts that there are."""
    check(PLANS[name])
