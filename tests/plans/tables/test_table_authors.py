"""The same plan as different authors write it down."""

from __future__ import annotations

import pytest

from tests.plans.tables.kinds import Kind, check, of

WAYS = {
    "claims in brackets": of(
        """Event name|Parameters (mandatory)|Parameters (optional)
        Ticket Opened|ticket_id\\nseverity|assignee
        Ticket Closed|ticket_id|score\\nreason""",
        ["track Ticket Opened: ticket_id*, severity*, assignee",
         "track Ticket Closed: ticket_id*, score, reason"],
    ),
    "data to send along": of(
        """Stage|Event to track|Data to send along
        Begin|User signed up|email, plan (free/pro), referrer url
        Use|User lit first lamp|lamp type, room
        Use|User opened app|n/a""",
        ["track User signed up: email, plan=free/pro, referrer url",
         "track User lit first lamp: lamp type, room", "track User opened app:"],
    ),
    "groups of properties": of(
        """Event|Event definition|Property group|Extra properties
        lamp_switched|It is switched|lamp|state
        room_created|It is made|room|
        |||
        Property group|Property|Type|
        lamp|lamp_id|string|
        room|room_id|string|""",
        ["track lamp_switched: state", "track room_created:"],
        "look like property names", "a property that no event carries",
    ),
    "values where a property and an event meet": of(
        """|Sign Up|Login|Purchase
        user_id|x|x|x
        method|email¦app|email¦app|
        amount|||x
        currency|||EUR / USD""",
        ["track Sign Up: user_id, method=email/app", "track Login: user_id, method=email/app",
         "track Purchase: user_id, amount, currency=EUR/USD"],
        "by their looks alone",
    ),
    "numbers before names": of(
        """Event|Property name|Data type|Mandatory?
        1. Lamp Viewed|1.1 lamp_id|Text|M
        |1.2 colour|Text|O
        2. Lamp Bought|2.1 order_id|Text|M""",
        ["track Lamp Viewed: lamp_id* (string), colour (string)",
         "track Lamp Bought: order_id* (string)"],
    ),
    "events across, counted": of(
        """|Event 1|Event 2
        Event name|lamp_viewed|order_placed
        Description|It is seen|It is bought
        Trigger|Page load|Thank you page
        Property 1|lamp_id|order_id
        Property 2|price|total""",
        ["track lamp_viewed: lamp_id, price", "track order_placed: order_id, total"],
    ),
    "names of Segment beside those of another tool": of(
        """No.|Trigger|Event (GA4)|Event params|Segment event
        1|Click|select_content|content_type, item_id|Content Selected
        2|Purchase|purchase|transaction_id, value|Order Completed""",
        ["track Content Selected: content_type, item_id",
         "track Order Completed: transaction_id, value"],
    ),
    "kinds of rows, and events that carry a property": of(
        """Type|Name|Belongs to|Data type
        Event|Lamp Viewed||
        Property|lamp_id|Lamp Viewed|String
        Property|price|Lamp Viewed, Lamp Bought|Number
        Event|Lamp Bought||
        User property|plan||String
        Super property|app_version||String""",
        ["track Lamp Viewed: lamp_id (string), price (number)", "track Lamp Bought: price (number)",
         "identify: plan (string)", "common: app_version (string)"],
    ),
    "kinds of rows below a category, properties first": of(
        """Category|Name|Data type|Used in events
        Property|lamp_id|String|Lamp Viewed, Lamp Bought
        Event|Lamp Viewed||
        Event|Lamp Bought||
        Trait|plan|String|""",
        ["track Lamp Viewed: lamp_id (string)", "track Lamp Bought: lamp_id (string)",
         "identify: plan (string)"],
        "by their looks alone",
    ),
    "an example with slashes is no list of values": of(
        """Event Name|Event Parameter Key|Event Parameter Value
        lamp_seen|category|Lamps/Floor/Brass
        |position|top ¦ bottom
        lamp_sold|lamp_id|dynamic""",
        ["track lamp_seen: category, position=top/bottom", "track lamp_sold: lamp_id"],
    ),
    "data in words": of(
        """Event|When|Data
        App installed|First open|None
        Account created|After the form|Email, Name, Referral code (optional)
        Lamp unpaired|On removal|Lamp model, Reason [moved, sold, other]""",
        ["track App installed:", "track Account created: Email, Name, Referral code",
         "track Lamp unpaired: Lamp model, Reason=moved/sold/other"],
    ),
    "an object, and what is done to it": of(
        """Object|Actions|Properties
        Lamp|Viewed, Added|lamp_id, price
        Room|Created|room_id""",
        ["track Lamp Viewed: lamp_id, price", "track Lamp Added: lamp_id, price",
         "track Room Created: room_id"],
        "names several events",
    ),
    "a section of all events": of(
        """Category|Event|Property|Sample
        Lamps|Lamp Viewed||
        ||lamp_id|L-1
        Global|||
        ||session_id|s1""",
        ["track Lamp Viewed: lamp_id", "common: session_id"],
    ),
    "claims in a list of their own": of(
        """Event Name|Type of event|Fields|Field types|Field required
        page_open|page|path,title|string,string|y,n
        lamp_click|track|lamp_id,slot|string,int|y,y""",
        ["page page_open: path* (string), title (string)",
         "track lamp_click: lamp_id* (string), slot* (integer)"],
    ),
    "forms with a property in each row": of(
        """Event|Lamp Viewed
        Trigger|The page is open
        Properties|
        lamp_id|string
        price|number
        |
        Event|Lamp Bought
        Trigger|It is paid
        Properties|
        order_id|string""",
        ["track Lamp Viewed: lamp_id (string), price (number)",
         "track Lamp Bought: order_id (string)"],
    ),
    "names outside of the tables": of(
        """lamp_dimmed|level, room
        lamp_lit|room
        |
        Event|Property|Type
        lamp_out|lamp_id|string
        |room|string""",
        ["track lamp_out: lamp_id (string), room (string)"],
        "outside of the tables",
    ),
    "events, what every event carries, and profiles": of(
        """Event Type|Event Name|Property Name|Sample Property Values
        Event|Sign Up|Method|Email, Google
        Super Property||Platform|iOS, Android
        User Profile Property||$email|a@b.example""",
        ["track Sign Up: Method", "common: Platform", "identify: $email"],
    ),
    "a dimension that is wanted or not": of(
        """KPI|Evento|Parámetros|Dimensión personalizada
        Leads|generate_lead|form_id; form_name|Sí
        Llamadas|click_phone|link_url|No
        Ventas|purchase|value; currency|Sí""",
        ["track generate_lead: form_id, form_name", "track click_phone: link_url",
         "track purchase: value, currency"],
    ),
    "events beside category, action and label": of(
        """Ereignis|Kategorie|Aktion|Label|Wert|Bemerkung
        Newsletter-Anmeldung|Newsletter|Anmeldung|{{Formularname}}||Nach dem Absenden
        Download|Download|Klick|{{Dateiname}}||PDF""",
        ["track Newsletter-Anmeldung:", "track Download:"],
    ),
    "several events at once": of(
        """Event|Property|Type
        Lamp Viewed|lamp_id|string
        All lamp events|room|string""",
        ["track Lamp Viewed: lamp_id (string)", "track All lamp events: room (string)"],
        "Names of events that may be none",
    ),
    "forms whose labels hold the name": of(
        """Event:Lamp Viewed||
        Description:|The page is seen|
        Properties:|lamp_id|string
        |price|number
        Event:Lamp Bought||
        Description:|It is paid|
        Properties:|order_id|string""",
        ["track Lamp Viewed: lamp_id (string), price (number)",
         "track Lamp Bought: order_id (string)"],
    ),
    "attributes of users in the column of events": of(
        """Event Name|Event Attributes|Data Type|Mandatory
        Lamp Viewed|Lamp ID|String|Yes
        |Price|Float|No
        User Attributes|||
        Customer ID||String|Yes
        Email||String|No""",
        ["track Lamp Viewed: Lamp ID* (string), Price (number)",
         "identify: Customer ID* (string), Email (string)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", WAYS.values(), ids=WAYS)
def test_a_plan_is_read_however_its_author_writes_it(kind: Kind) -> None:
    """Events, fields, types, required marks and values; and only the doubts that there are."""
    check(kind)
