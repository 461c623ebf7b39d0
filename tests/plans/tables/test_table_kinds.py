"""Each kind of plan is read as a person reads it, through `plan_from_tabs`."""

from __future__ import annotations

import pytest

from segkit.plans.tables import plan_from_tabs
from tests.plans.tables.kinds import ORDER, PLAIN, Kind, check, of, summary, tabs_of

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


@pytest.mark.parametrize("name", KINDS)
def test_a_plan_of_this_kind_is_read_as_a_person_reads_it(name: str) -> None:
    """With exactly these doubts."""
    check(KINDS[name])
