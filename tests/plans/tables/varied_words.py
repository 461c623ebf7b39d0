"""The words in which people write the sheets of `varied_sheets.py`."""

from __future__ import annotations

HEADINGS = {
    "en": {
        "event": "Event;Event Name;Event name;event_name;EVENT;Events;Name of event;Event (Segment)",
        "call": "Call;Method;Call type;Event type;Segment call;API call;Type of call",
        "about event": "Event description;Description;What it means;Event Definition;Purpose",
        "trigger": "Trigger;When;When to fire;Fires when;Trigger condition;Triggered when;When is it sent?",
        "field": "Property;Property Name;Properties;Parameter;Attribute;property_name;Prop;Field;Property / trait;Event Properties",
        "type": "Type;Data type;Property type;Format;data_type;Datatype;Value type",
        "required": "Required;Required?;Mandatory;Req.;Req'd;Is required;Required (Y/N);Req/Opt;Mandatory?;Required/Optional",
        "enum": "Allowed values;Values;Enum;Possible values;Accepted values;Enum values;Options;Valid values",
        "example": "Example;Example value;Sample value;e.g.;Examples;Sample",
        "about field": "Property description;Description;Notes;Comment;Definition;Details",
        "packed": "Properties;Event properties;Parameters;Params;Attributes;Key properties;Event params;Properties sent",
        "applies": "Applies to;Events;Used in;Applies to events;Used by events;Sent with",
        "must": "Required properties;Required params",
        "may": "Optional properties;Optional params",
    },
    "de": {
        "event": "Ereignis;Event;Event-Name;Ereignisname", "call": "Aufruf;Methode;Call",
        "about event": "Beschreibung;Ereignisbeschreibung", "trigger": "Auslöser;Wann;Zeitpunkt",
        "field": "Eigenschaft;Parameter;Attribut;Merkmal", "type": "Typ;Datentyp",
        "required": "Pflicht;Pflichtfeld;Erforderlich;Pflicht?", "enum": "Erlaubte Werte;Werte;Mögliche Werte",
        "example": "Beispiel;Beispielwert;z. B.", "about field": "Beschreibung;Bemerkung;Bedeutung",
        "packed": "Eigenschaften;Parameter", "applies": "Gilt für;Ereignisse",
    },
    "fr": {
        "event": "Événement;Nom de l'événement;Évènement", "call": "Appel;Méthode",
        "about event": "Description;Description de l'événement", "trigger": "Déclencheur;Quand",
        "field": "Propriété;Paramètre;Attribut", "type": "Type;Type de donnée",
        "required": "Obligatoire;Requis;Obligatoire ?", "enum": "Valeurs possibles;Valeurs autorisées;Valeurs",
        "example": "Exemple;Exemple de valeur", "about field": "Description;Commentaire",
        "packed": "Propriétés;Paramètres", "applies": "S'applique à;Événements",
    },
    "es": {
        "event": "Evento;Nombre del evento", "call": "Llamada;Método", "about event": "Descripción",
        "trigger": "Disparador;Cuándo;Cuándo se dispara", "field": "Propiedad;Parámetro;Atributo",
        "type": "Tipo;Tipo de dato", "required": "Obligatorio;Requerido;¿Obligatorio?",
        "enum": "Valores posibles;Valores permitidos", "example": "Ejemplo;Valor de ejemplo",
        "about field": "Descripción;Comentarios", "packed": "Propiedades;Parámetros",
        "applies": "Se aplica a;Eventos",
    },
    "pt": {
        "event": "Evento;Nome do evento", "call": "Chamada;Método", "about event": "Descrição",
        "trigger": "Gatilho;Quando;Quando dispara", "field": "Propriedade;Parâmetro;Atributo",
        "type": "Tipo;Tipo de dado", "required": "Obrigatório;Obrigatório?;Requerido",
        "enum": "Valores possíveis;Valores permitidos", "example": "Exemplo", "about field": "Descrição;Observações",
        "packed": "Propriedades;Parâmetros", "applies": "Aplica-se a;Eventos",
    },
    "it": {
        "event": "Evento;Nome evento", "call": "Chiamata;Metodo", "about event": "Descrizione",
        "trigger": "Quando;Attivazione", "field": "Proprietà;Parametro;Attributo", "type": "Tipo;Tipo di dato",
        "required": "Obbligatorio;Richiesto", "enum": "Valori possibili;Valori ammessi", "example": "Esempio",
        "about field": "Descrizione;Note", "packed": "Proprietà;Parametri", "applies": "Si applica a;Eventi",
    },
    "nl": {
        "event": "Gebeurtenis;Event;Eventnaam", "call": "Aanroep;Methode", "about event": "Omschrijving;Beschrijving",
        "trigger": "Wanneer;Trigger", "field": "Eigenschap;Parameter;Attribuut", "type": "Type;Datatype",
        "required": "Verplicht;Verplicht?", "enum": "Mogelijke waarden;Toegestane waarden", "example": "Voorbeeld",
        "about field": "Omschrijving;Opmerking", "packed": "Eigenschappen;Parameters", "applies": "Geldt voor;Events",
    },
    "ja": {
        "event": "イベント名;イベント", "call": "メソッド;コール", "about event": "説明;概要",
        "trigger": "発火タイミング;トリガー;発火条件", "field": "プロパティ名;プロパティ;パラメータ名",
        "type": "型;データ型", "required": "必須;必須/任意", "enum": "取りうる値;値の候補;許容値", "example": "例;サンプル値;値の例",
        "about field": "説明;備考", "packed": "プロパティ;パラメータ", "applies": "対象イベント;イベント",
    },
    "zh": {
        "event": "事件名;事件名称;事件", "call": "调用方法;方法", "about event": "事件描述;说明", "trigger": "触发时机;触发条件",
        "field": "属性名;属性;参数名", "type": "类型;数据类型", "required": "是否必填;必填", "enum": "可选值;取值范围;枚举值",
        "example": "示例;示例值", "about field": "属性说明;备注;说明", "packed": "属性;参数", "applies": "适用事件;所属事件",
    },
    "ko": {
        "event": "이벤트명;이벤트;이벤트 이름", "call": "호출;메서드", "about event": "설명;이벤트 설명", "trigger": "발생 시점;트리거",
        "field": "속성명;속성;파라미터", "type": "타입;데이터 타입;자료형", "required": "필수;필수 여부", "enum": "가능한 값;허용값",
        "example": "예시;예시 값", "about field": "설명;비고", "packed": "속성;파라미터", "applies": "적용 이벤트;이벤트",
    },
}  # fmt: skip
"""By language and what a column holds: how people head it."""

NAMES = {
    "Title Case": "Order Completed;Product Viewed;Cart Viewed;Lamp Added;Checkout Started;Signed Up;Search Performed;Coupon Applied",
    "snake": "order_completed;product_viewed;cart_viewed;add_to_cart;checkout_started;signed_up;search;coupon_applied",
    "camel": "orderCompleted;productViewed;cartViewed;addToCart;checkoutStarted;signUp;searchPerformed;couponApplied",
    "kebab": "order-completed;product-viewed;cart-viewed;lamp-added;checkout-started;signed-up;search-performed;coupon-applied",
    "dotted": "order.completed;product.viewed;cart.viewed;cart.lamp_added;checkout.started;user.signed_up;search.performed;coupon.applied",
    "imperative": "Complete Order;View Product;View Cart;Add to Cart;Start Checkout;Sign Up;Search;Apply Coupon",
    "sentence": "Order completed;Product viewed;Cart viewed;Lamp added to cart;Checkout started;User signed up;Search performed;Coupon applied",
    "colon": "Order: Completed;Product: Viewed;Cart: Viewed;Cart: Lamp Added;Checkout: Started;User: Signed Up;Search: Performed;Coupon: Applied",
    "German": "Bestellung abgeschlossen;Produkt angesehen;Warenkorb angesehen;Lampe hinzugefügt;Kasse gestartet;Konto angelegt;Suche ausgeführt;Gutschein eingelöst",
    "Japanese": "注文完了;商品閲覧;カート閲覧;ランプ追加;チェックアウト開始;会員登録;検索実行;クーポン適用",
}
"""By style: the same eight events."""

FIELDS = {
    "order_id": ("string", "QS-1001", "Number of the order"),
    "total": ("number", "129.90", "Sum with tax"),
    "currency": ("string EUR,USD,GBP", "EUR", "Currency of the sum"),
    "quantity": ("integer", "2", "How many were taken"),
    "is_gift": ("boolean", "true", "Wrapped as a present"),
    "coupon_code": ("string", "GLOW10", "Code that was typed"),
    "payment_method": ("string card,invoice,voucher", "card", "How it was paid"),
    "delivery_date": ("date", "2026-03-01", "Day on which it arrives"),
    "lamp_ids": ("array", "[L-1, L-7]", "Lamps in the basket"),
    "lamp_id": ("string", "L-7", "Lamp that was meant"),
    "lamp_name": ("string", "Desk lamp", "Name as the shop shows it"),
    "price": ("number", "49.5", "Price of one"),
    "colour": ("string red,green,blue", "red", "Colour of the shade"),
    "position": ("integer", "3", "Place in the list"),
    "list_name": ("string", "New lamps", "List it was seen in"),
    "search_term": ("string", "desk", "Words that were typed"),
    "results_count": ("integer", "14", "How many were found"),
    "logged_in": ("boolean", "false", "Known by name"),
    "plan": ("string free,pro,team", "pro", "Plan of the account"),
    "email": ("string", "mira@quillmoor.example", "Address of the person"),
    "first_name": ("string", "Mira", "First name of the person"),
    "created_at": ("date", "2026-01-12T09:30:00Z", "When the account was made"),
    "employees": ("integer", "25", "People in the company"),
    "path": ("string", "/lamps", "Path of the page"),
    "title": ("string", "Lamps", "Title of the page"),
    "shipping": ("object", "{}", "Where it goes"),
    "address.city": ("string", "Tarn", "Town that it goes to"),
    "products[].sku": ("string", "L-7", "Number of each lamp"),
    "products[].price": ("number", "49.5", "Price of each lamp"),
}
"""Name, type with allowed values, example, description."""

TYPES = {
    "string": "string;String;text;varchar;STRING;str;Text;string;String",
    "integer": "integer;Integer;int;int;INTEGER;int;Integer;integer;Number",
    "number": "number;Number;float;decimal;NUMBER;float;Decimal;currency;Number",
    "boolean": "boolean;Boolean;bool;bool;BOOLEAN;bool;True/False;bool;Boolean",
    "date": "date;Date;timestamp;datetime;TIMESTAMP;datetime;Date (ISO 8601);ISO 8601;Datetime",
    "array": "array;Array;array of strings;array;ARRAY;list;List;string[];Array[String]",
    "object": "object;Object;json;json;OBJECT;dict;Object;object;Object",
}
"""By type: its spelling in each of nine habits."""

MARKS = {
    "en": "Y/N;yes/no;Yes/No;✓/–;Required/Optional;M/O;R/O;TRUE/FALSE;x/;mandatory/optional;1/0;✅/❌;*/;✔/;Yes/;required/",
    "de": "ja/nein;Ja/Nein;Pflicht/optional;x/;J/N", "fr": "oui/non;Oui/Non;Obligatoire/Optionnel;x/",
    "es": "sí/no;Sí/No;Obligatorio/Opcional;x/", "pt": "sim/não;Sim/Não;obrigatório/opcional;x/",
    "it": "sì/no;Sì/No;obbligatorio/opzionale;x/", "nl": "ja/nee;Ja/Nee;verplicht/optioneel;x/",
    "ja": "必須/任意;○/×;○/;○/-", "zh": "是/否;必填/选填;Y/N;√/", "ko": "필수/선택;O/X;Y/N;예/아니오",
}  # fmt: skip
"""By language: what stands for required and for optional."""

BESIDE = {
    "Owner": "Mira;Tom;Web team", "Status": "Live;Planned;In review", "Ticket": "QS-101;QS-204;",
    "Due date": "2026-03-01;2026-04-15;", "Screenshot": "https://quillmoor.example/shot.png;;",
    "Priority": "P1;P2;P3", "Platform": "Web;iOS;Web, iOS", "Version": "1.0;1.1;2.0", "Team": "Growth;Checkout;Core",
    "Implemented": "Yes;No;Yes", "QA": "done;open;", "PII": "No;No;Yes", "Area": "Checkout;Browse;Account",
    "Category": "Checkout;Browse;Account", "Jira": "QS-7;;", "KPI": "Conversion;Retention;", "#": "",
    "Dev notes": "ask Tom;;", "Destinations": "Amplitude;GA4, Amplitude;", "Source": "web;server;ios",
    "Added on": "2025-11-02;2025-12-24;", "Stakeholder": "Priya;Jon;", "Location": "Cart page;Header;Product page",
    "Funnel stage": "Acquisition;Activation;Revenue", "Phase": "1;2;1", "Dashboard": "Sales;Growth;",
}  # fmt: skip
"""Columns that speak of the work on the plan, and what stands in them."""

ASIDES = {
    "event": "(Object Action)", "field": "(snake_case)", "enum": "(if enum)", "type": "(JSON)",
    "trigger": "(when is it fired?)", "packed": "(all)", "required": "*",
}  # fmt: skip
"""What is added to headings."""

CALLS = {
    "identify": "email first_name plan created_at", "page": "path title",
    "screen": "title logged_in", "group": "plan employees",
}  # fmt: skip
"""Calls without a name, and their fields."""

OTHER_TABS = {
    "Change log": "Date|Who|Change\n2026-01-02|Mira|First draft\n2026-02-11|Tom|Prices without tax",
    "Read me": "How to read this plan\nEach row is one thing we send.\nAsk Mira before you change a name.",
    "Naming conventions": "What|Rule|Example\nEvents|Object and past verb|Lamp Dimmed\nProperties|snake_case|lamp_id",
    "Glossary": "Term|Meaning\nLamp|What we sell\nBasket|Where lamps wait",
    "Owners": "Name|Team|E-mail\nMira Quill|Web|mira@quillmoor.example",
    "Business questions": "Question|KPI\nHow many visitors buy?|Conversion",
}
"""Tabs beside the plan."""
