"""Sheets as customers keep them, each in its shape, read through `plan_from_tabs`.

A sheet is written with `|` between cells and `\\n` for a line break in a cell. What is expected
is one line for each rule: call and name, then its fields, `*` for required, types in brackets.
"""

from __future__ import annotations

import pytest

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import TrackingPlan
from segkit.plans.grids.grid import Merge, Tab
from segkit.plans.tables import plan_from_tabs


def tab_of(title: str, text: str, **more: object) -> Tab:
    """A tab with these lines as rows."""
    lines = [line.strip() for line in text.strip().splitlines()]
    rows = tuple(tuple(cell.replace("\\n", "\n") for cell in line.split("|")) for line in lines)
    return Tab(title, rows, **more)  # type: ignore[arg-type]  # a builder


def summary(plan: TrackingPlan) -> list[str]:
    """A line for each rule."""
    return [
        f"{rule.call} {rule.key or ''}: ".replace(" :", ":")
        + ", ".join(
            ".".join(field.path[1:])
            + ("*" if field.required else "")
            + (f" ({'|'.join(field.types)})" if field.types else "")
            for field in rule.fields
        )
        for rule in plan.rules
    ]


ORDER = "track Order Completed: order_id* (string), total (number)"
SHAPES = {
    "an instruction row below the header": (
        "Track",
        """Event Name|When to fire|Property Name|Data Type|Required
        The name of the event in Title Case|Describe when it fires|snake_case name|string, number, …|Y or N
        e.g. Song Played|e.g. On click|e.g. song_id|e.g. string|yes
        Order Completed|Paid|order_id|string|Y
        ||total|number|N""",
        [ORDER],
    ),
    "nested properties in a column of their own": (
        "Track",
        """Event|Property|Nested property|Type|Required
        Order Completed|order_id||string|R
        |products||array|M
        ||sku|string|M
        |address|city|string|O""",
        [
            "track Order Completed: order_id* (string), products* (array), products.[].sku* (string), address.city (string)"
        ],
    ),
    "properties across, events down": (
        "Matrix",
        """Event|order_id|sku|total
        Product Viewed|-|x|
        Order Completed|required|x|x""",
        ["track Product Viewed: sku", "track Order Completed: order_id*, sku, total"],
    ),
    "German": (
        "Ereignisse",
        """Ereignisname|Auslöser|Eigenschaft|Datentyp|Pflichtfeld|Beschreibung
        Bestellung|Nach Zahlung|id|Zeichenkette|ja|Nummer
        ||summe|Kommazahl|nein|Betrag""",
        ["track Bestellung: id* (string), summe (number)"],
    ),
    "French": (
        "Plan de marquage",
        """Nom de l'événement|Description de l'événement|Propriété|Type de donnée|Obligatoire
        Commande validée|Au paiement|id|chaîne de caractères|Oui
        ||montant|nombre décimal|Non""",
        ["track Commande validée: id* (string), montant (number)"],
    ),
    "Italian": (
        "Eventi",
        """Nome evento|Descrizione|Proprietà|Tipo|Obbligatorio|Esempio
        Ordine completato|Pagato|id|stringa|Sì|1
        ||totale|numero|No|2""",
        ["track Ordine completato: id* (string), totale (number)"],
    ),
    "Japanese": (
        "イベント",
        """イベント名|説明|プロパティ|型|必須
        Order Completed|支払い|order_id|string|○
        ||total|number|""",
        [ORDER],
    ),
    "traits beside the events that change them": (
        "Tracking plan",
        """Event Name (Verb + Noun)|Trigger Description (When to fire)|Properties (Context to send)|Identify Traits (User Update)
        Signed Up|Account made|plan, source|email, name
        Created Project|Saved|project_id, template (string)|""",
        ["track Signed Up: plan, source", "track Created Project: project_id, template (string)"],
    ),
    "a page call without a name among tracked events": (
        "Plan",
        """Rule Type|event name|Property name|Property type|Req'd
        track|Order Completed|order_id|string|TRUE
        track|Order Completed|total|number|FALSE
        identify||email|string|TRUE
        page||title|string|FALSE
        group||plan|string|FALSE""",
        [ORDER, "identify: email* (string)", "page: title (string)", "group: plan (string)"],
    ),
    "headers that repeat what they are about": (
        "Avo export",
        """Event Name|Event Description|Property Name|Property Type|Property Value Type|Property Is Array|Property Presence
        Order Completed|Paid|order_id|Event Property|string|false|Always sent
        Order Completed|Paid|items|Event Property|string|true|Sometimes sent""",
        ["track Order Completed: order_id* (string), items (array), items.[] (string)"],
    ),
    "Markdown around names": (
        "Events 3f8a",
        """Name|**Description**|Status|Properties
        [Order Completed](https://www.notion.so/Order-123)|**Paid**|Live|`order_id`, `total`
        `Signed Up`|New|Planned|- `plan` (string)\\n- `source`""",
        ["track Order Completed: order_id, total", "track Signed Up: plan (string), source"],
    ),
    "headers that explain themselves on a second line": (
        "Track",
        """Event Name\\n(Object + Action)|Description\\nWhat does it mean?|Property Name\\n(snake_case)|Type|Required?\\nY/N
        Order Completed|Paid|order_id|string|Y
        ||total|number|N""",
        [ORDER],
    ),
    "object and action in two columns": (
        "Track events",
        """Object|Action|Properties|Description
        Order|Completed|order_id, total|Paid
        Product|Viewed|sku|Seen""",
        ["track Order Completed: order_id, total", "track Product Viewed: sku"],
    ),
    "a tab named after its event": (
        "Element Added",
        """Name|Type|Description|Required?
        element_id|string|id|yes
        kind|string|what|no""",
        ["track Element Added: element_id* (string), kind (string)"],
    ),
    "pairs right of the header": (
        "Generator",
        """Event Type|Event Name|Dependency||
        track|Order Completed|Product Viewed|order_id: 1|total: 3
        track|Product Viewed||sku: a|""",
        ["track Order Completed: order_id, total", "track Product Viewed: sku"],
    ),
    "code in a cell": (
        "Track",
        """Event|Payload
        Signed Up|analytics.track('Signed Up', { plan: 'basic', seats: 3 })
        Order Completed|{"order_id": "1", "products": [{"sku": "a"}]}""",
        ["track Signed Up: plan, seats", "track Order Completed: order_id, products (array), products.[].sku"],
    ),
    "errors in cells": (
        "Track",
        """Event|Property|Type|Required|Allowed values
        Order Completed|order_id|string|TRUE|#REF!
        |total|number|#N/A|""",
        [ORDER],
    ),
    "an event that fires on a page": (
        "Events",
        """Page / Screen|Action|Event Name|Properties
        Home|Clicks banner|Banner Clicked|banner_id, position
        Home|Sees product|Product Viewed|sku\\nprice""",
        ["track Banner Clicked: banner_id, position", "track Product Viewed: sku, price"],
    ),
    "calls in a column headed Type, types in another": (
        "Tracking Plan",
        """Type|Name|Property|Data Type|Required
        Identify||email|string|TRUE
        Track|Order Completed|order_id|string|TRUE
        Track|Order Completed|total|number|FALSE
        Page|Home|title|string|FALSE""",
        ["identify: email* (string)", ORDER, "page Home: title (string)"],
    ),
    "forms in one cell above each event's table": (
        "Plan",
        """Event: Order Completed||
        Trigger: when paid||
        Property|Type|Required
        order_id|string|Yes
        total|number|No
        ||
        Event: Product Viewed||
        Property|Type|Required
        sku|string|Yes""",
        [ORDER, "track Product Viewed: sku* (string)"],
    ),
    "types in a column headed Format": (
        "Identify",
        """User Trait|Description|Format|Mandatory/Optional
        email|mail|String|Mandatory
        created_at|since|ISO 8601|Optional""",
        ["identify: email* (string), created_at (string)"],
    ),
    "dashes before what is nested, a total at the end": (
        "Track",
        """Event|Property|Type
        Order Completed|products|array
        |- sku|string
        |total|number
        Total events: 1||""",
        ["track Order Completed: products (array), products.[].sku (string), total (number)"],
    ),
    "required, optional, mandatory as letters": (
        "Track",
        """Event|Property|Type|R/O/M|Required
        Order Completed|order_id|string||M
        |total|number||O""",
        [ORDER],
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_sheet_of_this_shape_is_read_whole(shape: str) -> None:
    """Every event and field has its name, its type and whether it is required."""
    title, text, expected = SHAPES[shape]

    plan = plan_from_tabs([tab_of(title, text)], name="Quillmoor")

    assert summary(plan) == expected


def test_two_header_rows_and_merged_events() -> None:
    """The upper header says of what the lower one speaks."""
    text = """Event||Property|||
    Name|Description|Name|Type|Required|Description
    Order Completed|Paid|order_id|string|TRUE|Its number
    ||total|number|FALSE|Its sum"""
    merged = (Merge(0, 0, 0, 1), Merge(0, 2, 0, 5), Merge(2, 0, 3, 0))

    plan = plan_from_tabs([tab_of("Plan", text, merged=merged)], name="Quillmoor")

    assert summary(plan) == [ORDER]
    assert (plan.rules[0].description, plan.rules[0].fields[1].description) == ("Paid", "Its sum")


def test_cells_with_errors_are_noted_with_their_place() -> None:
    """`#REF!` is no value; the customer should repair the formula."""
    text = "Event|Property|Type\nOrder Completed|order_id|string\n|total|#REF!"

    plan = plan_from_tabs([tab_of("Track", text)], name="Quillmoor")

    assert plan.report.notes == (
        "Track: 1 cells hold a spreadsheet error and were read as empty (Track!C3).",
    )


def test_guidance_below_the_header_is_explained() -> None:
    """It is neither an event nor lost."""
    text = """Event|Property|Type
    e.g. Song Played|e.g. song_id|string
    Order Completed|order_id|string"""

    plan = plan_from_tabs([tab_of("Track", text)], name="Quillmoor")

    assert [(one.origin, one.reason) for one in plan.report.explained][-1] == (
        "Track!A2",
        "says how to fill in the table",
    )


FOREIGN = {
    "Invoice": """Item|Description|Quantity|Unit price|Total
        Widget|Blue|2|3.50|7.00""",
    "Purchases": """Name|Type|Description|Value|Date
        Hosting|Service|Monthly hosting|100|2024-01-01""",
    "Contacts": """Name|Email|Phone|Company|Status
        Ann|ann@x.example|1|Quillmoor|Active""",
    "Budget": """Category|Description|Required|Budget|Actual
        Travel|Flights|yes|1000|900""",
    "Project plan": """Task|Owner|Status|Start|End|Jan|Feb
        Kick-off|Ann|Done|2024-01-01|2024-01-02|x|""",
    "Plan": """Event|Description|Date|Owner|Status
        Kick-off meeting|Meet the team|2024-01-01|Ann|Done""",
    "Test cases": """Test Name|Trigger|Action|Expected Value|Required|Status
        Login|Click login|Enter password|Dashboard|yes|Pass""",
    "Regression": """ID|Name|Description|Steps|Expected result|Status|Type
        TC1|Login works|User logs in|1. open 2. type|Dashboard|Passed|Functional""",
    "Org chart": """Name|Title|Manager|Department|Type
        Ann|CEO||Board|Full time""",
    "Price list": """Name|Description|Status
        Basic plan|For small teams|Active""",
    "Prices": """Name|Description|Status|Price|Options
        Basic plan|For small teams|Active|10|monthly, yearly""",
    "Products": """Key|Name|Type|Description|Required|Value
        a1|Shirt|Apparel|Blue shirt|no|10""",
    "API": """Endpoint|Method|Parameter|Type|Required|Description
        /orders|GET|limit|integer|no|how many""",
    "Data dictionary": """Table|Field|Type|Required|Description
        orders|id|integer|yes|key""",
    "Event calendar": """Event Name|Description|Status|Owner|Category
        Summer fair|Fun for all|Planned|Ann|Outdoor""",
    "Lets": """Property|Address|Type|Status|Rent
        Flat 1|High street|Apartment|Let|1000""",
}


@pytest.mark.parametrize("title", FOREIGN)
def test_another_kind_of_table_is_refused(title: str) -> None:
    """Misreading it would be worse than asking for the right file."""
    with pytest.raises(NotATrackingPlanError, match=r"Looked for: .* Found: "):
        plan_from_tabs([tab_of(title, FOREIGN[title])], name="Quillmoor")


def test_one_description_goes_on_for_each_property() -> None:
    """Beside another vague column it still says what each row is about, event or property."""
    text = """Event Name|Property Name|Description|Data Type|Error Details
        Lamp Lit||A lamp was lit||
        Lamp Lit|room|Where it is|string|
        Lamp Lit|watts|How strong|number|Not a number"""

    [rule] = plan_from_tabs([tab_of("Plan", text)], name="Quillmoor").rules

    room, watts = rule.fields
    assert rule.description == "A lamp was lit"
    assert (room.description, watts.description) == ("Where it is", "How strong")
    assert (rule.labels, watts.labels) == ({}, {"Error Details": "Not a number"})
