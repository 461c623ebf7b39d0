"""Plans of several sheets, each kind read as a person reads it."""

from __future__ import annotations

import pytest

from tests.plans.tables.kinds import ORDER, Kind, check

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


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_of_this_kind_is_read_as_a_person_reads_it(name: str) -> None:
    """With exactly these doubts."""
    check(WORKBOOKS[name])
