"""What people write above columns: words of many tools and languages."""

from __future__ import annotations

import pytest

from tests.plans.tables.kinds import PLAIN, Kind, check, of

PLANS: dict[str, Kind] = {
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
    "screens": Kind(
        {
            "Screens": """Screen|Properties
            Home|tab_name
            Product|sku_code""",
        },
        ["screen Home: tab_name", "screen Product: sku_code"],
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
    "short headings": Kind(
        {
            "Plan": """event|property|type|required
            Order Completed|order_id|string|1
            Order Completed|total|number|0""",
        },
        ["track Order Completed: order_id* (string), total (number)"],
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
    "names of several words that end like a type are names": of(
        """User Property Name|Property Description|Data Type
        registration date|when they joined|timestamp
        phone number|to call|string""",
        ["identify: registration date (string), phone number (string)"],
    ),
    "a number below each property's value is an example": of(
        """Event|Property 1|Value 1|Property 2|Value 2
        Order Completed|order_id|A-7|count|40
        Cart Viewed|cart_id|C-1|count|3""",
        ["track Order Completed: order_id, count", "track Cart Viewed: cart_id, count"],
    ),
    "a name that is the same in every row is no property": of(
        """Project Name|Event Name|90 day volume
        Shop|Order Completed|3
        Shop|[Guides] Guide Viewed|1""",
        ["track Order Completed:", "track [Guides] Guide Viewed:"],
    ),
    "category, action and label of Universal Analytics": of(
        """Event Category|Event Action|Event Label|Non-interaction
        Boots|Click|{{name}}|false
        Cart|Add|{{sku}}|true""",
        ["track Boots Click:", "track Cart Add:"],
        "named by 'Event Category' and 'Event Action' together",
    ),
    "an id spelled as a key goes before a name in another script": of(
        """事件ID|事件名称|触发时机|参数|类型
        order_completed|完成订单|支付成功|order_id|string
        cart_viewed|查看购物车|打开|cart_id|string""",
        ["track order_completed: order_id (string)", "track cart_viewed: cart_id (string)"],
    ),
    "a trait in a row of its own beside lists of properties": of(
        """Name|Type|Description|Properties
        order_completed|event|it is paid|order_id (str), total (int)
        plan_name|user property|what they pay for|""",
        ["track order_completed: order_id (string), total (integer)", "identify: plan_name"],
    ),
    "what is fired and what is collected": of(
        """Step|User action|Event fired|Data collected
        1|Opens the app|app_opened|device, os
        2|Pays|order_completed|order id, total""",
        ["track app_opened: device, os", "track order_completed: order id, total"],
    ),
    "a second column of events that tells more apart": of(
        """Event|Sub-event|Properties
        Cart|Viewed|cart_id
        Cart|Cleared|cart_id, reason
        Order|Completed|order_id""",
        ["track Cart: cart_id, reason", "track Order: order_id"],
        "'Sub-event' (B) look like event names",
    ),
    "what other tools call identify": of(
        """Screen|Event Name|Trigger|Params
        Start|app_opened|The app opens|is_first (bool)
        Login|setUserId|A code is entered|uid
        Quiz|setUserProperties|All is answered|size / colour""",
        ["track app_opened: is_first (boolean)", "identify: uid, size, colour"],
    ),
    "a scope that tells users from events": of(
        """Variable|Scope|Type|Events
        page_type|Event|String|All
        sku|Event|String|Order Completed, Cart Viewed
        user_type|User|String|All""",
        ["identify: user_type (string)", "common: page_type (string)",
         "track Order Completed: sku (string)", "track Cart Viewed: sku (string)"],
    ),
    "lists of names below words of daily life": of(
        """Event|When|Data
        lamp_lit|on|page, room
        tea_poured|cup|cup, page, lang""",
        ["track lamp_lit: page, room", "track tea_poured: cup, page, lang"],
    ),
    "a dictionary whose properties of events no event carries": of(
        """Property|Type|Scope
        plan|string|user
        sku|string|event""",
        ["identify: plan (string)"],
        "a property that no event carries: left out",
    ),
    "marks of user properties, and no events": of(
        """Property Name|Type|User property?
        plan|string|Yes
        sku|string|No""",
        ["identify: plan (string)"],
        "a property that no event carries: left out",
    ),
    "tabs below the same header": Kind(
        {
            "Lamps": """이벤트 이름|언제|함께 보낼 추가 정보
            lamp_lit|등|room_id: 방, is_on: 켜짐
            lamp_broken|등|—""",
            "Tea": """이벤트 이름|언제|함께 보낼 추가 정보
            tea_poured|차|sort: "black" 또는 "green"
            cup_emptied|차|cup_id, left_ml""",
        },
        ["track lamp_lit: room_id, is_on", "track lamp_broken:",
         "track tea_poured: sort (string)=black/green", "track cup_emptied: cup_id, left_ml"],
        ("2 values of '함께 보낼 추가 정보' (C) are read as property list by their looks alone",
         "2 values of '함께 보낼 추가 정보' (C) are read as property list by their looks alone"),
    ),
    "what all events carry below a name of its own": of(
        """事件|属性|类型
        公共属性|platform|string
        |version|string
        order_completed|order_id|string""",
        ["common: platform (string), version (string)", "track order_completed: order_id (string)"],
    ),
    "a list that a claim follows behind a label": of(
        """Ereignis|Parameter
        order_completed|order_id (string, Pflicht = ja), total: number, Pflicht: nein
        cart_viewed|cart_id: string; required = yes""",
        ["track order_completed: order_id* (string), total (number)",
         "track cart_viewed: cart_id* (string)"],
    ),
    "of headings in two languages one holds the names": of(
        """Event name (DE)|Event name (EN)|Property (DE)|Property (EN)|Type
        Bestellung|Order Completed|Nummer|order_id|string
        Bestellung|Order Completed|Summe|total|number""",
        [PLAIN],
    ),
    "marks of user properties beside properties of events": of(
        """Event|Property|Type|User property?
        Order Completed|order_id|string|No
        Order Completed|plan|string|Yes""",
        ["track Order Completed: order_id (string)", "identify: plan (string)"],
    ),
    "examples below headings that are properties with their types": of(
        """Event Name|order_id (string)|total (number)
        Order Completed|A-7|40
        Cart Viewed||3""",
        ["track Order Completed: order_id (string), total (number)", "track Cart Viewed: total (number)"],
    ),
    "examples below headings that may be properties": of(
        """Event Name|order_id|size_group
        Order Completed|A-7|large
        Cart Viewed|B-1|small""",
        ["track Order Completed:", "track Cart Viewed:"],
        "'order_id' (B) stand below what looks like a property", "'size_group' (C) stand below what looks",
    ),
    "lines of comment above the headings": of(
        """# Events: what we send
        # Start date: 20260318
        Event Name|Property|Type
        Order Completed|order_id|string""",
        ["track Order Completed: order_id (string)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_with_these_words_is_read_as_a_person_reads_it(name: str) -> None:
    """Events, fields, types, required marks and values; and only the doubts that there are."""
    check(PLANS[name])
