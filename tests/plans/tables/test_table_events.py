"""What a cell in place of an event names: several events, one with its properties, a sum, or none."""

from __future__ import annotations

import pytest

from segkit.plans.words.misnomers import is_no_event, is_no_field
from segkit.plans.words.vocabulary import says_total
from tests.plans.tables.kinds import Kind, check, of

KINDS: dict[str, Kind] = {
    "a list of events in each cell, by section": of(
        """Section|Events
        Onboarding|`welcome_seen`, `terms_accepted`
        Basket|`basket_opened`, `item_added`, `item_removed`""",
        ["track welcome_seen:", "track terms_accepted:", "track basket_opened:", "track item_added:",
         "track item_removed:"],
        "names several events",
    ),
    "events spelled in humps": of(
        """Event|Properties
        AppOpened, SessionLost|device_id
        OrderPlaced|order_id""",
        ["track AppOpened: device_id", "track SessionLost: device_id", "track OrderPlaced: order_id"],
    ),
    "properties in braces behind the event": of(
        """Event|When
        `step_completed{step}`|A step is done
        app_opened|It opens""",
        ["track step_completed: step", "track app_opened:"],
        "read as an event and its property",
    ),
    "a row that adds up": of(
        """Event|Description|Properties|Count
        Order Placed|It is placed|order_id|4
        Order Refunded|Money is back|order_id, reason|5
        **Total events**|||9""",
        ["track Order Placed: order_id", "track Order Refunded: order_id, reason"],
    ),
    "a property called total, and an event": of(
        """Event|Property|Type
        Order Placed|order_id|string
        |total|number
        Total|order_id|string""",
        ["track Order Placed: order_id (string), total (number)", "track Total: order_id (string)"],
    ),
    "what is done to what": of(
        """Entity|Activity|Attributes
        Customer|Signed Up|plan, source
        Order|Placed|order_id, total""",
        ["track Customer Signed Up: plan, source", "track Order Placed: order_id, total"],
        "events are named by 'Entity' and 'Activity' together",
    ),
    "keys, and the titles that may be sent": of(
        """Event|Key|Properties
        Signed Up Here|signed_up_here|method
        Post Liked|post_liked|content_id""",
        ["track signed_up_here: method", "track post_liked: content_id"],
        "2 values of 'Event' (A) look like the names that are sent",
    ),
    "keys of properties below words for users that no event carries": of(
        """User Context
        Property|Firebase Key|Description
        Hall|hall|Where they live
        Is Keeper|is_keeper|They keep lamps
        Tea Consent|has_tea_consent|They agreed to tea
        Gear Owner|gear_owner|They own gear

        Lamps
        Event|Technical name|Parameters|Description
        Lamp Lit|lamp_lit|hall, method|It is lit""",
        ["track lamp_lit: hall, method", "identify: hall, is_keeper, has_tea_consent, gear_owner"],
        "4 values of 'Property' (A) look like the names that are sent",
        "1 value of 'Event' (A) look like the names that are sent",
        "no event carries these properties: read as those of identify calls",
    ),
    "properties that the words of a trigger name": of(
        """Event|When
        lamp_lit|The switch is on (param hall)
        tea_poured|Beim Einschenken (Eigenschaften: hall, optional shade)
        gear_swapped|기어 교체 (파라미터: gear_id)
        gear_sold|It is sold (the second one). Parameters: gear_id, price""",
        ["track lamp_lit: hall", "track tea_poured: hall, shade",
         "track gear_swapped: gear_id", "track gear_sold: gear_id, price"],
        "properties that a description names are read",
    ),
    "headings of groups of events, in other languages as well": of(
        """Événement|Quand|Propriétés
        Lamp.Lit|Elle est allumée|hall

        Événements de la cuisine

        Thé
        Événement|Quand|Propriétés
        Tea.Poured|On le sert|style: nu/sucre/lait
        Tea.Cold|Il est froid|hall""",
        ["track Lamp.Lit: hall", "track Tea.Poured: style=nu/sucre/lait", "track Tea.Cold: hall"],
    ),
    "names that are perhaps none": of(
        """Event|Description|Properties
        signup_started / signup_done{way}|It is begun|way
        <feature>_used|It is used|string (string), feature (string)
        lamp_lit|It is lit|lamp_id""",
        ["track signup_started / signup_done{way}: way",
         "track <feature>_used: string (string), feature (string)", "track lamp_lit: lamp_id"],
        "Names of events that may be none (2)",
        "Names of properties that may be none (1)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_what_names_an_event_is_read_or_doubted(name: str) -> None:
    """With exactly these doubts."""
    check(KINDS[name])


@pytest.mark.parametrize(
    ("name", "of_event", "of_field"),
    [
        ("Order Completed", False, False),
        ("order_completed", False, False),
        ("order id", False, False),
        ("order_id, total", True, True),
        ("poll_voted / vote", True, True),
        ("<feature>_used", True, True),
        ("outbound_*", True, True),
        ("order_id、total", True, True),
        ("...", True, True),
        ("string", True, True),
        ("coupon (optional)", False, True),
        ("plan or reason", False, True),
        ("Properties", True, False),
        ("It is sent when somebody pays for an order.", True, True),
    ],
)
def test_a_name_may_be_none(name: str, *, of_event: bool, of_field: bool) -> None:
    """Lists, patterns, types, headings and sentences are no names."""
    assert (is_no_event(name), is_no_field(name)) == (of_event, of_field)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("TOTAL", True), ("**Total events**", True), ("Summe", True), ("合计", True), ("Total: 12", True),
     ("Total Reached", False), ("total_spent", False), ("", False)],
)  # fmt: skip
def test_a_word_for_a_sum(text: str, *, expected: bool) -> None:
    """Alone or with words of headings behind it."""
    assert says_total(text) is expected
