"""The layouts in which people keep plans, read by `segkit.plans.tables`."""

from __future__ import annotations

from segkit.model.plan import Rule, TrackingPlan
from segkit.plans.grids.grid import Merge, Tab
from segkit.plans.tables import plan_from_tabs


def tab_of(title: str, text: str, *merged: Merge) -> Tab:
    """A tab from lines of cells parted by `|`; `¶` is a line break in a cell."""
    rows = [
        [cell.strip().replace("¶", "\n") for cell in line.split("|")]
        for line in text.strip().splitlines()
    ]
    return Tab(title, tuple(map(tuple, rows)), merged=merged)


def plan_of(*tabs: Tab) -> TrackingPlan:
    """The plan, with its report's sum checked on the way."""
    plan = plan_from_tabs(tabs, name="Quillmoor")
    assert plan.report.rows == plan.report.used + len(plan.report.explained)
    return plan


def names(rule: Rule) -> list[str]:
    """The rule's fields as people write them."""
    return [planned.dotted for planned in rule.fields]


def test_property_rows_below_an_event_row_belong_to_it() -> None:
    """Banner, section heading, merged event cells and trailing notes do not disturb."""
    plan = plan_of(
        tab_of(
            "Track",
            """Quillmoor tracking plan|||||||
            ||||||||
            Event Name|Trigger (when it fires)|Property|Data type|Required|Property description|Platforms|Version
            CHECKOUT|||||||
            Order Completed|The order is paid|||||Web, iOS|2
            ||order_id|String|Required|The id||
            ||total|Number|optional|Sum||
            Cart Viewed|The cart is open|cart_id|string|x|Its id|Web|
            |||||||
            Note: ask the shop team|||||||""",
            Merge(0, 0, 0, 7),
        )
    )

    order, cart = plan.rules
    assert (order.key, order.version, order.description) == (
        "Order Completed",
        2,
        "The order is paid",
    )
    assert order.labels == {"Section": "CHECKOUT", "Platforms": "Web, iOS"}
    assert [(f.name, f.types, f.required, f.origin) for f in order.fields] == [
        ("order_id", ("string",), True, "Track!C6"),
        ("total", ("number",), False, "Track!C7"),
    ]
    assert (cart.origin, names(cart), cart.required) == ("Track!A8", ["cart_id"], ("properties",))
    assert [entry.origin for entry in plan.report.explained] == [
        "Track!A1", "Track!A3", "Track!A4", "Track!A10",
    ]  # fmt: skip


def test_flat_rows_of_one_event_are_one_rule() -> None:
    """Texts that repeat with the event are about it, others about the property."""
    plan = plan_of(
        tab_of(
            "plan",
            """Category|Event|Description|Platforms|Property|Type|Required|PII?
            Shop|Order Completed|done|Web|id|string|yes|no
            Shop|Order Completed|done|Web|email|string|no|yes
            Shop|Cart Viewed|cart|iOS|id|string|yes|no""",
        )
    )

    order, cart = plan.rules
    assert order.labels == {"Category": "Shop", "Platforms": "Web"}
    assert [f.labels for f in order.fields] == [{"PII?": "no"}, {"PII?": "yes"}]
    assert (cart.key, cart.description, cart.labels["Platforms"]) == ("Cart Viewed", "cart", "iOS")


def test_flat_rows_in_another_order_are_grouped_by_event() -> None:
    """A sheet sorted by property still has one rule for each event."""
    plan = plan_of(
        tab_of(
            "plan",
            """Event|Property|Type
            A|id|string
            B|id|string
            C|id|string
            A|sku|string
            B|sku|string
            A|total|number
            B|total|number""",
        )
    )

    assert [(rule.key, names(rule)) for rule in plan.rules] == [
        ("A", ["id", "sku", "total"]), ("B", ["id", "sku", "total"]), ("C", ["id"]),
    ]  # fmt: skip


def test_one_event_in_two_blocks_and_versions_stays_apart() -> None:
    """Nothing is merged into one: blocks are rules of their own, versions too."""
    plan = plan_of(
        tab_of(
            "Track",
            """Event|Version|Property|Type
            Order Completed|1|id|string
            ||total|number
            Order Completed|2|id|string
            ||tax|number
            order completed||id|string
            ||x|string
            Order Completed|1|id|string
            ||y|string""",
        )
    )

    assert [(rule.key, rule.version) for rule in plan.rules] == [
        ("Order Completed", 1), ("Order Completed", 2), ("order completed", 1), ("Order Completed", 1),
    ]  # fmt: skip


def test_trait_lists_are_one_rule_of_their_call() -> None:
    """Ids stand at the root, nested names below their parent, sections become labels."""
    plan = plan_of(
        tab_of(
            "Identify",
            """Trait|Type|Required?|Description|Allowed values|Why?
            userId|String|yes|The id||
            CONTACT|||||
            email|String|||| receipts
            address|Object||||
            address.city|String||||
            tags|array of strings|||a; b; c|
            context.app.version|String||||""",
        ),
        tab_of("Group", "Trait|Type\ngroupId|String\nplan|String"),
    )

    identify, group = plan.rules
    assert (identify.call, identify.key, identify.origin) == ("identify", None, "Identify!A1")
    assert [f.path for f in identify.fields] == [
        ("userId",),
        ("traits", "email"),
        ("traits", "address"),
        ("traits", "address", "city"),
        ("traits", "tags"),
        ("traits", "tags", "[]"),
        ("context", "app", "version"),
    ]
    assert identify.fields[1].labels == {"Why?": "receipts", "Section": "CONTACT"}
    assert (identify.fields[5].types, identify.fields[5].enum) == (("string",), ("a", "b", "c"))
    assert (group.call, [f.path for f in group.fields]) == (
        "group",
        [("groupId",), ("traits", "plan")],
    )


def test_values_on_further_rows_continue_the_cell_above() -> None:
    """One allowed value on each row, the trait's cell merged or blank, is one trait."""
    plan = plan_of(
        tab_of(
            "Identify",
            "Trait|Type|Allowed values\nplan|String|free\n||pro\n||enterprise\nage|Integer|",
        )
    )

    assert plan.rules[0].fields[0].enum == ("free", "pro", "enterprise")
    assert plan.report.used == 4


def test_call_column_tells_pages_from_screens() -> None:
    """The tab's title is only right where the rows do not say otherwise."""
    plan = plan_of(
        tab_of(
            "Page & Screen",
            """Call|Name|Property|Data Type|Required|Description
            page|Home||||The start page
            ||promotion_id|string|Optional|On top
            screen|Home||||The start screen""",
        )
    )

    assert [(rule.call, rule.key, rule.description) for rule in plan.rules] == [
        ("page", "Home", "The start page"), ("screen", "Home", "The start screen"),
    ]  # fmt: skip


def test_rule_type_column_with_nameless_calls() -> None:
    """RudderStack's sheet leaves the name empty for calls that have none."""
    plan = plan_of(
        tab_of(
            "plan",
            """Rule Type|event name|Property name|Property type|Req'd
            track|Order Completed|order_id|string|yes
            ||total|number|no
            identify||email|string|yes
            ||name|string|
            group||plan|string|no""",
        )
    )

    assert [(rule.call, rule.key, names(rule)) for rule in plan.rules] == [
        ("track", "Order Completed", ["order_id", "total"]),
        ("identify", None, ["email", "name"]),
        ("group", None, ["plan"]),
    ]


def test_events_across_columns_carry_what_they_mark() -> None:
    """`x` carries, `R` requires; a property that nothing marks is explained."""
    plan = plan_of(
        tab_of(
            "plan",
            """Property|Type|Order Completed|Cart Viewed
            order_id|string|R|
            total|number|x|x
            unused|string||""",
        )
    )

    order, cart = plan.rules
    assert [(f.name, f.required) for f in order.fields] == [("order_id", True), ("total", False)]
    assert (cart.key, cart.origin, names(cart)) == ("Cart Viewed", "plan!D1", ["total"])
    assert plan.report.explained[-1].origin == "plan!A4"


def test_properties_packed_in_one_cell() -> None:
    """Commas, lines, types in parentheses, stars, and a JSON example."""
    plan = plan_of(
        tab_of(
            "plan",
            """Event name|When it fires|Key parameters
            Signed Up|After sign-up|plan (string), source*, referrer
            Signed In|After login|- method: string - how¶- sso: boolean
            Order Completed|Paid|{"id": "o1", "lines": [{"sku": "s"}]}
            Signed Out|Logout|n/a""",
        )
    )

    assert [names(rule) for rule in plan.rules] == [
        ["plan", "source", "referrer"], ["method", "sso"], ["id", "lines", "lines[].sku"], [],
    ]  # fmt: skip
    plan_field, source, _ = plan.rules[0].fields
    assert (plan_field.types, source.required) == (("string",), True)
    assert plan.rules[1].fields[0].description == "how"


def test_cells_of_parallel_lines_go_together() -> None:
    """Names, types and marks in lines of three cells are three properties."""
    plan = plan_of(
        tab_of(
            "plan",
            "Event|Trigger|Property|Type|Required\nOrder Completed|Paid|id¶total|string¶number|Y¶N\nCart Viewed|Open|id|string|Y",
        )
    )

    assert [(f.name, f.types, f.required) for f in plan.rules[0].fields] == [
        ("id", ("string",), True), ("total", ("number",), False),
    ]  # fmt: skip


def test_numbered_property_columns() -> None:
    """`Property 1`, `Property 2`, … are properties of the row's event."""
    plan = plan_of(
        tab_of("Events", "Event|Property 1|Property 2\nOrder Completed|id|total\nCart Viewed|id|")
    )

    assert [names(rule) for rule in plan.rules] == [["id", "total"], ["id"]]


def test_events_and_properties_in_one_column() -> None:
    """Segment's own editor: rows without a type are events."""
    plan = plan_of(
        tab_of(
            "Segment",
            """Name|Description|Status|Data Type|Permitted Values
            Order Completed|It is paid|||
            order_id|The id|Required|String|
            products.$.sku|The article|Optional|String|
            Cart Viewed|It is open|||
            cart_id||Optional|String|""",
        )
    )

    assert [(rule.key, rule.description, names(rule)) for rule in plan.rules] == [
        ("Order Completed", "It is paid", ["order_id", "products[].sku"]),
        ("Cart Viewed", "It is open", ["cart_id"]),
    ]


def test_a_table_below_each_events_name() -> None:
    """Headings and short forms above each table name its event."""
    plan = plan_of(
        tab_of(
            "Spec",
            """Event name:|Order Completed||
            Description:|It is paid||
            |||
            Property|Type|Description|Required
            order_id|string|the id|yes
            |||
            Product Added|||
            Property|Type|Description|Required
            sku|string|the article|no""",
        )
    )

    order, added = plan.rules
    assert (order.key, order.description, order.origin) == (
        "Order Completed",
        "It is paid",
        "Spec!B1",
    )
    assert (added.key, added.origin, names(added)) == ("Product Added", "Spec!A7", ["sku"])


def test_tables_of_two_calls_on_one_tab() -> None:
    """A heading between tables says which call follows."""
    plan = plan_of(
        tab_of(
            "Plan",
            """Identify traits||
            Trait|Type|Required
            email|string|yes
            ||
            Track events||
            Event|Property|Type
            Order Completed|id|string""",
        )
    )

    assert [(rule.call, rule.key, names(rule)) for rule in plan.rules] == [
        ("identify", None, ["email"]), ("track", "Order Completed", ["id"]),
    ]  # fmt: skip


def test_two_header_rows_are_read_together() -> None:
    """`Name` below `Event` and below `Property` are different things."""
    plan = plan_of(
        tab_of(
            "Sheet1",
            """Event|||Property|||
            Name|Description|Version|Name|Type|Required|Description
            Order Completed|It is paid|2|id|string|yes|the id
            |||total|number|no|the sum""",
        )
    )

    [order] = plan.rules
    assert (order.key, order.version, order.description) == ("Order Completed", 2, "It is paid")
    assert [f.description for f in order.fields] == ["the id", "the sum"]


def test_ambiguous_headers_are_decided_by_their_values() -> None:
    """`Status` of a roll-out is a label; `Event Type` may hold names; two `Description`s differ."""
    plan = plan_of(
        tab_of(
            "plan",
            """Event Type|Status|Description|Property|Type|Description
            Song Played|Live|A song starts|song_id|string|The song
            Song Played|Live|A song starts|length|number|Seconds
            List Made|Deprecated|A list is saved|name|string|Its name""",
        )
    )

    song, made = plan.rules
    assert (song.key, song.description, song.fields[0].description) == (
        "Song Played",
        "A song starts",
        "The song",
    )
    assert (song.labels, song.deprecated) == ({"Status": "Live"}, False)
    assert made.deprecated
