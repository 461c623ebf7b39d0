"""Rows of the other tabs: pages and screens, the covering pages and the archive."""

from __future__ import annotations

Row = tuple[object, ...]

PAGE_HEADER = (
    "Call",
    "Name",
    "Property",
    "Data Type",
    "Required",
    "Description",
    "Example",
    "Owner",
)
PAGE_ROWS: tuple[Row, ...] = (
    ("page", "Home", None, None, None, "The start page", None, "Shop"),
    (None, None, "promotion_id", "string", "Optional", "Promotion on top", "spring-boots-2026"),
    ("page", "Category", None, None, None, "A list of products", None, "Shop"),
    (None, None, "list_id", "string", "Required", "The list shown", "jackets-men"),
    (None, None, "page_number", "integer", "Optional", "Counted from 1", 2),
    ("page", "Product", None, None, None, "One product", None, "Shop"),
    (None, None, "product_id", "string", "Required", "The product", "prd_40817"),
    (None, None, "category", "string", "Optional", "Its category path", "Clothing/Jackets"),
    ("page", "Cart", None, None, None, "The basket", None, "Shop"),
    ("page", "Checkout", None, None, None, "Any step of the checkout", None, "Shop"),
    (None, None, "step", "integer", "Required", "Counted from 1", 2),
    ("page", "Membership", None, None, None, "What the Trail Club offers", None, "Trail Club"),
    (None, None, "membership_tier", "string", "Optional", "Level of the reader", "Free"),
    ("page", "Store Finder", None, None, None, "Map and list of stores", None, "Stores"),
    ("screen", "Home", None, None, None, "The start screen", None, "App"),
    ("screen", "Trail Map", None, None, None, "The map, at rest or recording", None, "App"),
    (None, None, "trail_id", "string", "Optional", "The trail shown", "trl_hadrians_edge"),
    (None, None, "is_recording", "boolean", "Required", "Whether it records", True),
    ("screen", "Product", None, None, None, "One product in the app", None, "App"),
    (None, None, "product_id", "string", "Required", "The product", "prd_40817"),
    ("screen", "Membership Card", None, None, None, "Card with the bar code", None, "App"),
)

READ_ME = (
    ("Quillmoor Supply: tracking plan",),
    (),
    ("Owner", "Digital team, Quillmoor Supply (tracking@quillmoor.example)"),
    ("Segment contact", "Robin Ashdown, solutions architect"),
    ("Version", "2.3 of 9 November 2026"),
    (),
    ("What this is", "Everything the shop, the Trail app, the tills and the servers send."),
    ("How to read it", "One tab per call. Ask before you add an event; never rename one."),
    ("Names", "Events are Object + Past Action; properties are snake_case."),
    ("Money", "Numbers without a sign; the currency stands beside them."),
    (),
    ("Status", "Meaning"),
    ("Live", "Sent today and checked"),
    ("Planned", "Agreed, not built yet"),
    ("Deprecated", "Still sent by old versions; do not build on it"),
)

GOALS_HEADER = ("#", "Business question", "Who asks", "Answered by", "Decided on")
GOALS = (
    (1, "Which share of visitors reaches the checkout?", "Shop", "Checkout Started", "Amplitude"),
    (2, "What does a new member cost us?", "Marketing", "Membership Started", "GA4, Meta"),
    (3, "Do members order more often than others?", "Trail Club", "Order Completed", "Snowflake"),
    (4, "Does planning a trail lead to an order?", "App", "Trail Planned", "Amplitude"),
    (5, "Which stores should get more pickup slots?", "Stores", "Store Pickup Scheduled", "Sheets"),
    (6, "Why do members leave?", "Trail Club", "Membership Cancelled", "Braze"),
    (7, "Is rental worth the shelf space?", "Stores", "Gear Rented, Gear Returned", "Snowflake"),
)

ARCHIVE_HEADER = ("Event", "Property", "Type", "Notes")
ARCHIVE_ROWS = (
    ("order_complete", None, None, "Until 2023; the old basket page"),
    (None, "orderId", "String", "Now order_id"),
    (None, "amount", "Text", "With a pound sign, hence the rename"),
    ("clicked button", None, None, "Said nothing; removed in 2024"),
    (None, "label", "String", None),
    ("Newsletter Signup", None, None, "Now the trait newsletter_opt_in"),
    (None, "email", "String", "Personal data in an event; do not bring back"),
)
