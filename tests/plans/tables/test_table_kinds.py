"""Each kind of plan is read as a person reads it, through `plan_from_tabs`."""

from __future__ import annotations

import pytest

from segkit.plans.tables import plan_from_tabs
from tests.plans.tables.kinds import Kind, of, summary, tabs_of

ORDER = "track Order Completed: order_id* (string), total (number)"
PLAIN = "track Order Completed: order_id (string), total (number)"
HEADINGS = {
    "German": (
        "Ereignis|Beschreibung|Eigenschaft|Datentyp|Pflichtfeld|Erlaubte Werte",
        "Text", "Zahl", "ja", "nein",
    ),
    "Spanish": (
        "Nombre del evento|Descripción|Propiedad|Tipo de dato|Obligatorio|Valores permitidos",
        "texto", "número", "sí", "no",
    ),
    "French": (
        "Nom de l'événement|Déclencheur|Paramètre|Type|Requis ?|Valeurs possibles",
        "chaîne", "nombre", "oui", "non",
    ),
    "Portuguese": (
        "Nome do evento|Descrição|Parâmetro|Tipo de dado|Obrigatório|Valores possíveis",
        "texto", "número", "sim", "não",
    ),
    "Italian": (
        "Evento|Quando scatta|Parametro|Tipo di dato|Obbligatorio|Valori ammessi",
        "testo", "numero", "sì", "no",
    ),
    "Dutch": (
        "Gebeurtenis|Omschrijving|Eigenschap|Type|Verplicht|Toegestane waarden",
        "tekst", "getal", "ja", "nee",
    ),
    "Polish": (
        "Nazwa zdarzenia|Opis|Właściwość|Typ danych|Wymagane|Dozwolone wartości",
        "tekst", "liczba", "tak", "nie",
    ),
    "Russian": (
        "Событие|Описание|Параметр|Тип данных|Обязательный|Допустимые значения",
        "строка", "число", "да", "нет",
    ),
    "Japanese": (
        "イベント名|発火タイミング|パラメータ名|データ型|必須|取りうる値", "文字列", "数値", "○", "-",
    ),
    "Chinese": (
        "事件名称|触发条件|属性名称|数据类型|是否必填|枚举值", "字符串", "数值", "是", "否",
    ),
    "Korean": (
        "이벤트명|트리거 시점|속성명|타입|필수 여부|허용 값", "문자열", "숫자", "예", "아니오",
    ),
    "terse English": (
        "event_name|sent_when|param_name|data_type|req|accepted_values", "str", "float", "Y", "N",
    ),
    "English of one who explains": (
        "Event Name (Title Case)|What it means|Property Key\\n(snake_case)|Value Type|Mandatory?|Possible values",
        "String", "Decimal", "M", "O",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_are_understood_by_their_words(language: str) -> None:
    """Whole headings are listed nowhere; their words are, in the languages of customers."""
    headings, text, number, yes, no = HEADINGS[language]
    kind = of(
        f"""{headings}
        Order Completed|The order is paid|order_id|{text}|{yes}|
        Order Completed|The order is paid|channel|{text}|{no}|web, store
        Order Completed|The order is paid|total|{number}|{no}|""",
        ["track Order Completed: order_id* (string), channel (string)=web/store, total (number)"],
    )

    plan = plan_from_tabs(tabs_of(kind), name="Quillmoor")

    assert summary(plan) == kind.rules
    assert plan.rules[0].description == "The order is paid"
    assert plan.report.doubts == ()


KINDS: dict[str, Kind] = {
    # --- several properties in one cell ---------------------------------------------------------
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
    "names of several words that end like a type are names": of(
        """User Property Name|Property Description|Data Type
        registration date|when they joined|timestamp
        phone number|to call|string""",
        ["identify: registration date (string), phone number (string)"],
    ),
    "an introduction before the values, and which is the default, are no values": of(
        """Event|Property|Type|Allowed values
        Order Completed|service|string|Short service name: air, sea
        Order Completed|colour|string|red (default), blue
        Order Completed|unit|string|One of: C, F""",
        ["track Order Completed: service (string)=air/sea, colour (string)=red/blue, unit (string)=C/F"],
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
        ["common: page_type (string), user_type (string)",
         "track Order Completed: sku (string)", "track Cart Viewed: sku (string)"],
        "'Scope' (B) look like calls",
    ),
    "of headings in two languages one holds the names": of(
        """Event name (DE)|Event name (EN)|Property (DE)|Property (EN)|Type
        Bestellung|Order Completed|Nummer|order_id|string
        Bestellung|Order Completed|Summe|total|number""",
        [PLAIN],
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
    "marks of user properties beside properties of events": of(
        """Event|Property|Type|User property?
        Order Completed|order_id|string|No
        Order Completed|plan|string|Yes""",
        ["track Order Completed: order_id (string), plan (string)"],
        "may say which properties are traits",
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
        "'order_id' (B) is headed like a property", "'size_group' (C) is headed like a property",
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
    "lines of comment above the headings": of(
        """# Events: what we send
        # Start date: 20260318
        Event Name|Property|Type
        Order Completed|order_id|string""",
        ["track Order Completed: order_id (string)"],
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
    # --- calls and objects in a cell ------------------------------------------------------------
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
    # --- a row for each property ----------------------------------------------------------------
    "the parameter's name is the property, its value a sample, a blank event goes on": of(
        """Event Name|Event Parameter Name|Meaning|Event Parameter Value|Type
        order_completed|order_id|Its number|o-7|string
        |total|What is paid|80|number
        cart_viewed|cart_id|Its number|c-7|string""",
        ["track order_completed: order_id (string), total (number)", "track cart_viewed: cart_id (string)"],
    ),
    "Req/Opt": of(
        """Event Name|Property|Req/Opt|Type|Description
        Order Completed|order_id|Required|string|Which
        Order Completed|total|Optional|number|How much""",
        [ORDER],
    ),
    "marks of many kinds": of(
        """Event|Property|Type|Required?
        Order Completed|order_id|string|✓
        |total|number|
        |sku|string|x
        |coupon|string|no
        |store|string|Yes
        |note|string|-""",
        ["track Order Completed: order_id* (string), total (number), sku* (string), coupon (string), store* (string), note (string)"],
    ),
    "rows of an event that are not next to each other": of(
        """Event|Property|Type
        Order Completed|order_id|string
        Cart Viewed|cart_id|string
        Order Completed|total|number""",
        [PLAIN, "track Cart Viewed: cart_id (string)"],
    ),
    "one blank cell among five": of(
        """Event|Property|Type
        Order Completed|order_id|string
        Order Completed|total|number
        |tax|number
        Order Completed|coupon|string
        Order Completed|store|string""",
        ["track Order Completed: order_id (string), total (number), tax (number), coupon (string), store (string)"],
    ),
    "a row with a sign heads and describes its event": of(
        """Event Name|Property|Required|Type|Description
        ▶ Order Completed|Fires when it is paid.|||
        Order Completed|order_id|yes|string|Which
        Order Completed|total|no|number|How much
        ▶ Cart Viewed|Open for the first time|||
        Cart Viewed|cart_id|yes|string|Which""",
        [ORDER, "track Cart Viewed: cart_id* (string)"],
    ),
    "samples that look like types": of(
        """Event|Property|Type|Example
        Form Drawn|field_kind|string|number
        Form Drawn|label|string|Date
        Form Drawn|is_last|boolean|string
        Form Drawn|sizes|string|S, M, L""",
        ["track Form Drawn: field_kind (string), label (string), is_last (boolean), sizes (string)"],
    ),
    "samples that are types, and no column of types": of(
        """Event|Property|Example
        Order Completed|order_id|string
        Order Completed|total|number
        Cart Viewed|cart_id|string""",
        [PLAIN, "track Cart Viewed: cart_id (string)"],
    ),
    "prose, a range and an open row are no list of values": of(
        """Event Name|Property Name|Data Type|Possible Values
        Member Greeted|member_id|string|Machine-made
        Member Greeted|country|enum|Two-letter code of the country
        Member Greeted|warmth|number|0-100
        Member Greeted|greeting|string|said by the member
        Member Greeted|visits|number|0, 1, 2, ...
        Member Greeted|door|enum|Front, Back""",
        ["track Member Greeted: member_id (string), country (string), warmth (number), greeting (string), visits (number), door (string)=Front/Back"],
    ),
    "listed numbers are values of their type": of(
        """Event Name|Property|Type|Allowed Values
        Order Completed|is_gift|boolean|true / false
        Order Completed|items|integer|1, 2, 3""",
        ["track Order Completed: is_gift (boolean)=True/False, items (integer)=1/2/3"],
    ),
    "a platform in front of the name is part of it": of(
        """Event|Property|Type
        web: Order Completed|order_id|string
        ios: Cart Viewed|cart_id|string""",
        ["track web: Order Completed: order_id (string)", "track ios: Cart Viewed: cart_id (string)"],
    ),
    "two names for a property, one for people": of(
        """Event Name|Event Description|Property Key|Property Display Name|Description|Type|Example Value
        order_completed|It is paid|$order_id|Order ID|Its number|String|12345
        ||$is_gift|Is Gift|Wrapped|Boolean|True""",
        ["track order_completed: $order_id (string), $is_gift (boolean)"],
    ),
    # --- several properties in one row ----------------------------------------------------------
    "columns in numbered pairs": of(
        """Event Name|Property 1 name|Property 1 type|Property 2 name|Property 2 type
        Order Completed|order_id|string|total|number
        Cart Viewed|cart_id|string||""",
        [PLAIN, "track Cart Viewed: cart_id (string)"],
    ),
    "columns in pairs without numbers": of(
        """Event Name|Parameter|Type|Required|Parameter|Type|Required
        Order Completed|order_id|string|yes|total|number|no
        Cart Viewed|cart_id|string|no|||""",
        [ORDER, "track Cart Viewed: cart_id (string)"],
    ),
    "each column whose heading says parameter holds one": of(
        """event_name|place|param_1|param_2|money_param
        order_completed|both|order_id|items|total
        order_refunded|both|order_id|reason|refund""",
        ["track order_completed: order_id, items, total", "track order_refunded: order_id, reason, refund"],
    ),
    # --- events or properties across ------------------------------------------------------------
    "properties across, a mark where the event carries it": of(
        """Event|order_id|total|reason|sku
        Order Completed|x|x||
        Order Refunded|x||x|
        Product Added||||x""",
        ["track Order Completed: order_id, total", "track Order Refunded: order_id, reason", "track Product Added: sku"],
    ),
    "properties across, their types in the cells": of(
        """Event|order_id|total|is_gift
        Order Completed|string|number|boolean
        Order Refunded|string|number|-""",
        ["track Order Completed: order_id (string), total (number), is_gift (boolean)",
         "track Order Refunded: order_id (string), total (number)"],
    ),
    "events across below a heading that repeats, a row about the events": of(
        """Field path|Type|Value or rule|Value or rule|Value or rule
        Shop||order_completed|order_refunded|cart_viewed
        trigger|string|It is paid|Money is back|It is open
        channel|string|web, store|-|-
        reason|string|-|late, broken|-
        item_no|integer|1..9|1..9|1..9""",
        ["track order_completed: channel (string)=web/store, item_no (integer)",
         "track order_refunded: reason (string)=late/broken, item_no (integer)", "track cart_viewed: item_no (integer)"],
    ),
    "events across, other ones further down": of(
        """Field path|Type|Rule|Rule
        Shop||order_completed|order_refunded
        order_id|string|any|any
        Basket||cart_viewed|cart_cleared
        cart_id|string|any|-""",
        ["track order_completed: order_id (string)", "track order_refunded: order_id (string)",
         "track cart_viewed: cart_id (string)", "track cart_cleared:"],
    ),
    "headings below each other, an event in each column": of(
        """Event Name|Order Completed|Cart Viewed
        Trigger|It is paid|It is open
        Properties|order_id, total|cart_id
        Owner|Ann|Bo""",
        ["track Order Completed: order_id, total", "track Cart Viewed: cart_id"],
    ),
    # --- calls ----------------------------------------------------------------------------------
    "identify in the column of events": of(
        """Event Name|Property|Required|Type
        identify|email|yes|string
        identify|tier|no|string
        Order Completed|total|yes|number""",
        ["identify: email* (string), tier (string)", "track Order Completed: total* (number)"],
    ),
    "calls as code, as words, and alone": of(
        """Event|Property|Type
        analytics.identify()|email|string
        Group Call|company_name|string
        page|title|string
        Order Completed|total|number""",
        ["identify: email (string)", "group: company_name (string)", "page: title (string)", "track Order Completed: total (number)"],
    ),
    "a star for all events": of(
        """event_name|parameter_name|data_type|required
        *|session_id|string|yes
        order_completed|order_id|string|yes""",
        ["common: session_id* (string)", "track order_completed: order_id* (string)"],
    ),
    # --- lists of events ------------------------------------------------------------------------
    "a list of events": of(
        """Event Name|Section
        Order Completed|Shop
        Order Refunded|Shop""",
        ["track Order Completed:", "track Order Refunded:"],
    ),
    "events need not be in the past tense": of(
        """Event Name|Description
        Add to Basket|A line is added
        Begin Checkout|The form opens
        Pay|It is paid""",
        ["track Add to Basket:", "track Begin Checkout:", "track Pay:"],
    ),
    "events that no word makes one": of(
        """event_name;spoken_name
        qm.buy_gear;Gear is bought
        qm.rent_gear;Gear is rented
        Shelf_S;Tap on the shelf""".replace(";", "|"),
        ["track qm.buy_gear:", "track qm.rent_gear:", "track Shelf_S:"],
    ),
    "columns of the project beside the plan": of(
        """Event Name|Description|Trigger|Owner e-mail|Due date|Department|Vendor
        Buy Gear|Gear goes out|A form is sent||2026-02-01|Shop|Acme
        Rent Gear|Gear goes out for a while|A form is sent||2026-02-03|Shop|Acme""",
        ["track Buy Gear:", "track Rent Gear:"],
    ),
    "where an event fires, and what it is called": of(
        """Page|Element|Action|Event Name|Parameters
        Home|Banner|Click|banner_clicked|banner_id, position
        Product|Button|Click|product_added|sku""",
        ["track banner_clicked: banner_id, position", "track product_added: sku"],
    ),
    "one event on several rows, each with a list": of(
        """Event|Trigger|Properties
        cta_clicked|Hero button|cta_id
        cta_clicked|Footer button|cta_id, position
        order_completed|Paid|order_id""",
        ["track cta_clicked: cta_id, position", "track order_completed: order_id"],
    ),
    # --- what is read with a doubt --------------------------------------------------------------
    "a column of property names under a word that nobody knows": of(
        """Event|Trigger|Zubehör
        Order Completed|It is paid|order_id
        Cart Viewed|It is open|cart_id
        Product Added|It is added|product_sku""",
        ["track Order Completed:", "track Cart Viewed:", "track Product Added:"],
        "look like property names and are not used as such",
    ),
    "types that no word says": of(
        """Event|Property|Type
        Order Completed|order_id|string
        Order Completed|total|moneyish
        Order Completed|paid_at|string""",
        ["track Order Completed: order_id (string), total, paid_at (string)"],
        "name no type that is known",
    ),
    "a column of types under a foreign word": of(
        """Event|Property|Sort
        Order Completed|order_id|string
        Order Completed|total|number
        Order Completed|is_gift|boolean""",
        ["track Order Completed: order_id (string), total (number), is_gift (boolean)"],
        "are read as type by their looks alone",
    ),
}  # fmt: skip
WORKBOOKS: dict[str, Kind] = {
    "the tab says the call": Kind(
        {
            "Track": "Event Name|Property|Type|Required\nOrder Completed|order_id|string|yes",
            "User traits": "Name|Type|Required|Description\nemail|string|yes|Where to write\norders|integer|no|How many",
            "Account": "Name|Type|Required|Description\nstore_name|string|yes|Which\nfloors|integer|no|How many",
        },
        ["track Order Completed: order_id* (string)", "identify: email* (string), orders (integer)",
         "group: store_name* (string), floors (integer)"],
    ),
    "one tab lists events only, another has identify among its events": Kind(
        {
            "Checkout": "Event Name|Property|Type|Required\nOrder Completed|total|number|yes\nOrder Completed|channel|string|no",
            "Rental room": "Event Name|Description\nAdd to Basket|A line\nBegin Rental|A form\nPay|Money",
            "Identify": """IDENTIFY — who rents|||
            Event Name|Property|Req/Opt|Type
            ▶ identify|Sent at the desk||
            identify|email|Required|string
            identify|tier|Optional|string""",
        },
        ["track Order Completed: total* (number), channel (string)", "track Add to Basket:", "track Begin Rental:",
         "track Pay:", "identify: email* (string), tier (string)"],
    ),
    "events on one tab, their properties on another": Kind(
        {
            "Events": "Event Name|Description|Category\norder_completed|It is paid|Shop\ncart_viewed|It is open|Shop",
            "Properties": "Event Name|Property Name|Type|Required\norder_completed|order_id|string|yes\ncart_viewed|cart_id|string|no",
        },
        ["track order_completed: order_id* (string)", "track cart_viewed: cart_id (string)"],
    ),
    "a reference of parameters beside the events that list them": Kind(
        {
            "Event list": "Event|Trigger|Parameters\norder_completed|Paid|order_id, total\ncart_viewed|Open|cart_id",
            "Parameter reference": """Parameter|Type|Description|Possible values
            order_id|string|Its number|
            total|number|What is paid|
            cart_id|string|Its number|""",
        },
        ["track order_completed: order_id (string), total (number)", "track cart_viewed: cart_id (string)"],
    ),
    "properties that say which events carry them": Kind(
        {
            "Events": "Event name|Description|Trigger|Owner\nsignup_completed|Done|Form sent|Ann\nplan_changed|Changed|Button|Bo",
            "Event properties": """Property name|Description|Type|Required|Allowed values|Applies to events
            plan_tier|Which|string|Yes|basic, pro|plan_changed
            method|How|string|No|email, google|signup_completed
            source|Whence|string|No||signup_completed, plan_changed
            session_id|Which|string|Yes||all events""",
            "User properties": "Property name|Description|Type|Source of truth\nlifecycle|Which|string|CRM",
            "Group properties": "Property name|Description|Type\nseats|How many|integer",
            "Governance rules": "Rule|Setting\nNaming convention|snake_case\nLength cap|40",
            "KPI coverage": "KPI|Defining events|Defining properties\nActivation rate|signup_completed|method",
        },
        ["track signup_completed: method (string)=email/google, source (string)",
         "track plan_changed: plan_tier* (string)=basic/pro, source (string)",
         "identify: lifecycle (string)", "group: seats (integer)", "common: session_id* (string)"],
    ),
    "a small table for each event, its name above": Kind(
        {
            "Events": """Order Completed||
            Property|Type|Required
            order_id|string|yes
            total|number|no
            ||
            Cart Viewed||
            Property|Type|Required
            cart_id|string|yes""",
        },
        [ORDER, "track Cart Viewed: cart_id* (string)"],
    ),
    "two heading rows": Kind(
        {
            "Plan": """Event||Property|||
            Name|When|Name|Type|Required|Values
            Order Completed|It is paid|order_id|string|yes|
            ||total|number|no|
            Cart Viewed|It is open|reason|string|no|late, early""",
        },
        [ORDER, "track Cart Viewed: reason (string)=late/early"],
    ),
    "properties for all events": Kind(
        {
            "Events": "Event|Property|Type\nOrder Completed|total|number",
            "Global props": "Property|Req/Opt|Type|Example\nplatform|Required|string|web\nuser_id|Optional|string|7",
        },
        ["track Order Completed: total (number)", "common: platform* (string), user_id (string)"],
    ),
    "tabs named after their events": Kind(
        {
            "Order Completed": "Property|Type|Required\norder_id|string|yes\ntotal|number|no",
            "Quick order": "Property|Type|Required\nsku|string|yes\nqty|integer|no",
        },
        [ORDER, "track Quick order: sku* (string), qty (integer)"],
    ),
    "a card for each event": Kind(
        {
            "cta_clicked": "Field|Value\nEvent name|`cta_clicked`\nParameters|`cta_id`, `position`\nTrigger|A button is pressed\nPages|All",
            "form_sent": "Field|Value\nEvent name|`form_sent`\nParameters|`form_id`\nTrigger|A form is sent\nPages|All",
        },
        ["track cta_clicked: cta_id, position", "track form_sent: form_id"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [*KINDS, *WORKBOOKS])
def test_a_plan_of_this_kind_is_read_as_a_person_reads_it(name: str) -> None:
    """Events, fields, types, required marks and values; and only the doubts that there are."""
    kind = KINDS.get(name) or WORKBOOKS[name]

    plan = plan_from_tabs(tabs_of(kind), name="Quillmoor")

    assert summary(plan) == kind.rules
    doubts = [one.what for one in plan.report.doubts]
    assert len(doubts) == len(kind.doubts), doubts
    assert all(words in what for words, what in zip(kind.doubts, doubts, strict=True))
