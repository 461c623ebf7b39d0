"""What people write in plans: signs, paths, levels, ids, several tabs."""

from __future__ import annotations

import pytest

from segkit.plans.tables import plan_from_tabs
from tests.plans.tables.kinds import Kind, summary, tabs_of

HABITS: dict[str, Kind] = {
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
    "lists that go along with each other": Kind(
        {
            "Plan": """Event|Properties|Types|Required
            Order Completed|order_id\\ntotal|string\\nnumber|yes\\nno""",
        },
        ["track Order Completed: order_id* (string), total (number)"],
    ),
    "pages and elements left of events": Kind(
        {
            "Plan": """Page|Element|Event|Params
            Home|Buy button|button_clicked|button_name
            Contact|Form|form_submitted|form_id""",
        },
        ["track button_clicked: button_name", "track form_submitted: form_id"],
    ),
    "scopes and registrations": Kind(
        {
            "Plan": """Event name|Parameter|Scope|Type|Registered
            purchase|currency|Event|string|yes
            purchase|value|Event|number|yes
            login|method|Event|string|no""",
        },
        ["track purchase: currency (string), value (number)", "track login: method (string)"],
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
    "marks for platforms": Kind(
        {
            "Plan": """Event|Property|Type|Web|iOS|Android
            Order Completed|order_id|string|x|x|
            Cart Viewed|cart_id|string|x||x""",
        },
        ["track Order Completed: order_id (string)", "track Cart Viewed: cart_id (string)"],
    ),
    "names in two languages": Kind(
        {
            "Plan": """Ereignis (DE)|Event (EN)|Parameter|Typ
            Bestellung abgeschlossen|order_completed|order_id|Text
            Warenkorb angesehen|cart_viewed|cart_id|Text""",
        },
        ["track order_completed: order_id (string)", "track cart_viewed: cart_id (string)"],
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
    "columns headed by numbers": Kind(
        {
            "Plan": """Event|1|2|3
            Order Completed|order_id|total|
            Cart Viewed|cart_id||""",
        },
        ["track Order Completed: order_id, total", "track Cart Viewed: cart_id"],
        (
            "'1' (B) are read as property list by their looks alone",
            "'2' (C) are read as property list by their looks alone",
        ),
    ),
    "columns without headings beside the first": Kind(
        {
            "Plan": """Event|Properties||
            Order Completed|order_id|total|
            Cart Viewed|cart_id||""",
        },
        ["track Order Completed: order_id, total", "track Cart Viewed: cart_id"],
        ("'Column C' (C) are read as property list by their looks alone",),
    ),
    "an event and when it is sent in one cell": Kind(
        {
            "Plan": """Event|Properties
            "Order Completed" – sent when the order is paid|order_id
            "Cart Viewed" – sent when the cart is opened|cart_id""",
        },
        ["track Order Completed: order_id", "track Cart Viewed: cart_id"],
    ),
    "screens": Kind(
        {
            "Screens": """Screen|Properties
            Home|tab_name
            Product|sku_code""",
        },
        ["screen Home: tab_name", "screen Product: sku_code"],
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
    "methods and keys": Kind(
        {
            "Plan": """Method|Event/Page|Key|Value type|Mandatory
            identify||email|string|Y
            page|Home|title|string|N
            track|Order Completed|order_id|string|N""",
        },
        [
            "identify: email* (string)",
            "page Home: title (string)",
            "track Order Completed: order_id (string)",
        ],
    ),
    "parameters and their values": Kind(
        {
            "Plan": """Event|Parameter|Value
            purchase|currency|EUR
            purchase|value|12.50
            login|method|google""",
        },
        ["track purchase: currency, value", "track login: method"],
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
    "short headings": Kind(
        {
            "Plan": """event|property|type|required
            Order Completed|order_id|string|1
            Order Completed|total|number|0""",
        },
        ["track Order Completed: order_id* (string), total (number)"],
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
    "headings in snake case": Kind(
        {
            "Plan": """event_name|event_description|property_name|property_type|property_required
            order_completed|paid|order_id|string|true""",
        },
        ["track order_completed: order_id* (string)"],
    ),
    "headings in camel case": Kind(
        {
            "Plan": """eventName|eventDescription|propertyName|propertyType|isRequired
            order_completed|paid|order_id|string|true""",
        },
        ["track order_completed: order_id* (string)"],
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
    "names in other tools": Kind(
        {
            "Plan": """Segment event|GA4 event|Amplitude event|Property|Type
            Order Completed|purchase|Order Completed|order_id|string""",
        },
        ["track Order Completed: order_id (string)"],
    ),
    "parameters in other tools": Kind(
        {
            "Plan": """Event|Segment property|GA4 parameter|Type
            Order Completed|order_id|transaction_id|string
            Order Completed|total|value|number""",
        },
        ["track Order Completed: order_id (string), total (number)"],
        ("'GA4 parameter' (C) look like property names and are not used as such",),
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
    "pages": Kind(
        {
            "Pages": """Page name|Property|Type
            Home|title|string
            Product|sku|string""",
        },
        ["page Home: title (string)", "page Product: sku (string)"],
    ),
    "pages and addresses": Kind(
        {
            "Pages": """Page name|URL
            Home|/
            Product|/product/*""",
        },
        ["page Home:", "page Product:"],
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
    "headings as sentences": Kind(
        {
            "Plan": """As a user I want|Event we send|With these attributes
            to pay|Order Completed|order_id""",
        },
        ["track Order Completed: order_id"],
    ),
    "French": Kind(
        {
            "Plan": """Nom de l'événement|Description|Nom du paramètre|Type|Obligatoire|Exemple
            commande_validee|payée|id_commande|chaîne|oui|A1
            ||montant|nombre|non|12,5""",
        },
        ["track commande_validee: id_commande* (string), montant (number)"],
    ),
    "German": Kind(
        {
            "Plan": """Ereignisname|Auslöser|Eigenschaft|Datentyp|Pflicht
            Bestellung abgeschlossen|Zahlung|bestell_id|Zeichenkette|Ja
            ||betrag|Zahl|Nein""",
        },
        ["track Bestellung abgeschlossen: bestell_id* (string), betrag (number)"],
    ),
    "Italian": Kind(
        {
            "Plan": """Nome evento|Descrizione|Parametro|Tipo|Obbligatorio
            ordine_completato|pagato|id_ordine|stringa|sì""",
        },
        ["track ordine_completato: id_ordine* (string)"],
    ),
    "Spanish, a property in each column": Kind(
        {
            "Plan": """Evento|Cuándo|Propiedad 1|Propiedad 2
            pedido_pagado|pago|pedido_id|total""",
        },
        ["track pedido_pagado: pedido_id, total"],
    ),
    "Japanese": Kind(
        {
            "Plan": """イベント名|説明|パラメータ名|型|必須
            order_completed|支払い|order_id|文字列|○""",
        },
        ["track order_completed: order_id* (string)"],
    ),
    "Chinese": Kind(
        {
            "Plan": """事件名|事件说明|参数名|参数类型|是否必填
            order_completed|支付|order_id|字符串|是""",
        },
        ["track order_completed: order_id* (string)"],
    ),
    "volumes beside the plan": Kind(
        {
            "Plan": """Event|Property|Type|Volume (30d)|First seen
            Order Completed|order_id|string|12345|2024-01-02""",
        },
        ["track Order Completed: order_id (string)"],
    ),
    "a column for each thing": Kind(
        {
            "Plan": """Event Name|Event Type|Event Description|Property Name|Property Type|Property Required|Property Description
            Order Completed|TRACK|paid|order_id|string|true|id
            |IDENTIFY||email|string|false|mail""",
        },
        ["track Order Completed: order_id* (string)", "identify: email (string)"],
    ),
    "frequencies and goals": Kind(
        {
            "Plan": """Event|Frequency|KPI|Attributes
            Order Completed|once|Revenue|order_id""",
        },
        ["track Order Completed: order_id"],
    ),
    "sources and libraries": Kind(
        {
            "Plan": """Source|Library|Event|Event payload
            Shop|analytics.js|Order Completed|order_id""",
        },
        ["track Order Completed: order_id"],
    ),
    "hit types": Kind(
        {
            "Plan": """Hit type|Name|Payload
            event|Order Completed|order_id
            pageview|Home|title
            identify||email""",
        },
        ["track Order Completed: order_id", "page Home: title", "identify: email"],
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
}


@pytest.mark.parametrize("name", HABITS)
def test_a_plan_with_this_habit_is_read_as_a_person_reads_it(name: str) -> None:
    """Or with exactly these doubts."""
    kind = HABITS[name]

    plan = plan_from_tabs(tabs_of(kind), name="Quillmoor")

    assert summary(plan) == kind.rules
    doubts = [one.what for one in plan.report.doubts]
    assert len(doubts) == len(kind.doubts), doubts
    assert all(words in what for words, what in zip(kind.doubts, doubts, strict=True)), doubts
